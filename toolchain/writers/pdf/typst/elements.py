"""Structure elements as typst writes them (ISO 32000-1, 14.7.2), taken apart and written again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from typing import TypeAlias

from toolchain.formats.pdf.operations import STRING
from toolchain.model.expressions import expression
from toolchain.model.records import Changing

_ELEMENT = expression(rb"<</Type/StructElem/S/(\w+)/P (\d+) 0 R")
_KIDS = expression(rb"/K\[([^\]]*)\]")
_KIDS_AFTER_TEXT = expression(rb"(?:[^(]|" + STRING + rb")*?" + _KIDS.pattern, re.DOTALL)
_REFERENCE = expression(rb"(\d+) 0 R")
_KID = expression(rb"(\d+) 0 R|<<[^>]*>>|(\d+)")

Kid: TypeAlias = int | bytes
"""Another element, or content as it is written: a number (MCID), or the reference of an annotation."""


class Element(Changing):
    """An element: what is between its parent and its children, and after these."""

    kind: str
    parent: int
    kids: list[Kid]
    before: bytes = b""
    after: bytes = b""

    @property
    def page(self) -> bytes:
        """The entry for its page."""
        found = re.search(rb"/Pg \d+ 0 R", self.before + self.after)
        return found[0] if found else b""


def taken_apart(body: bytes) -> Element | None:
    """Return a structure element as typst writes it; None for another object."""
    found = _ELEMENT.match(body)
    if not found:
        return None
    kind, parent, inner = found[1].decode(), int(found[2]), kids_of(body)
    if inner is None:
        return Element(kind, parent, [], body[found.end() : -2])
    kids: list[Kid] = [int(kid[1]) if kid[1] else kid[0] for kid in _KID.finditer(inner[1])]
    return Element(kind, parent, kids, body[found.end() : inner.start(1) - 3], body[inner.end() : -2])


def kids_of(body: bytes) -> re.Match[bytes] | None:
    """Return where the children of an element are, as group 1: not in its title or alternative text."""
    return (_KIDS_AFTER_TEXT if b"(" in body else _KIDS).search(body)


def written(element: Element) -> bytes:
    """Return the object of an element."""
    kids = b" ".join([b"%d 0 R" % kid if isinstance(kid, int) else kid for kid in element.kids])
    return b"<</Type/StructElem/S/%s/P %d 0 R%s/K[%s]%s>>" % (
        element.kind.encode(), element.parent, element.before, kids, element.after,
    )  # fmt: skip


def take_away(objects: dict[int, bytes], tree: int, gone: Set[int], moved: Mapping[int, int]) -> None:
    """Take annotations away, and put others in the place of elements, with all that refers to them.

    `tree` is the root of the elements.
    """
    if moved:
        for number, body in objects.items():
            if body.startswith(b"[") and b" 0 R" in body:  # the parents of a page's content
                objects[number] = _REFERENCE.sub(
                    lambda found: b"%d 0 R" % moved.get(int(found[1]), int(found[1])), body
                )
    places = [re.search(rb"/StructParent (\d+)", objects[number]) for number in gone]
    parents = {int(each[1]) for each in places if each}
    objects[tree] = re.sub(
        rb"(?<=[\[R ])(\d+) (\d+) 0 R",
        lambda found: b"" if int(found[1]) in parents else found[0],
        objects[tree],
    )
    for number, body in objects.items():
        if body.startswith(b"<</Type/Page/"):
            objects[number] = re.sub(
                rb"/Annots\[[^\]]*\]",
                lambda found: _REFERENCE.sub(lambda each: b"" if int(each[1]) in gone else each[0], found[0]),
                body,
            )
    for number in gone:
        del objects[number]
