"""Read what a Word file contains besides its text: comments, page headers and footers, attachments.

These are read only on request: the proof of a finished file needs only headers and footers.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Literal

from toolchain.formats.docx.found import Anchor
from toolchain.formats.docx.numbering import Numbering
from toolchain.formats.docx.package import Package
from toolchain.formats.docx.scan import Scanner
from toolchain.formats.docx.story import Story
from toolchain.formats.docx.xml import ID, PARAGRAPH, SIGNS, W14, W15, Element, R, W, written
from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Word
from toolchain.model.records import Record, replace
from toolchain.model.remarks import RemarkState
from toolchain.model.wording import beginning, said

if TYPE_CHECKING:
    from toolchain.formats.docx.opened import Opened

MARGINS = {"header": Word("page header"), "footer": Word("page footer")}
_REFERENCES = {f"{W}{kind}Reference": kind for kind in MARGINS}
_FORMS = {"first": Word("{margin} of the first page"), "even": Word("{margin} of even pages")}
_TEXTS = (W + "t", *SIGNS)
_GONE = frozenset((W + "del", W + "moveFrom"))

AttachmentKind = Literal[
    "macros", "embedded object", "embedded file", "signature", "external image", "external part",
    "custom data",
]  # fmt: skip
_RELATED: dict[AttachmentKind, tuple[str, ...]] = {
    "macros": ("vbaProject", "wordVbaData", "keyMapCustomizations", "attachedToolbars"),
    "embedded object": ("oleObject", "package", "control", "activeXControlBinary"),
    "embedded file": ("aFChunk", "subDocument"),
    "signature": ("origin", "signature"),
    "custom data": ("customXml",),
}
_KINDS = {name: kind for kind, names in _RELATED.items() for name in names}
_MOST, _LONGEST_TEXT = 1000, 20_000
"""Limits: paragraphs of a comment and texts of a paragraph; characters of a paragraph."""


class Comment(Record):
    """A comment: its text, one line for each paragraph.

    `anchor` is None for a comment without a place, which Word does not show.
    """

    identity: str
    author: str
    text: str
    anchor: Anchor | None
    state: RemarkState = ""


class Margin(Record):
    """A "header" or "footer": its place ("page header of the first page"), its part, its text."""

    kind: str
    place: str
    part: str
    story: Story


class Attachment(Record):
    """Something attached to `part`: the name of another part, or an address outside the file."""

    kind: AttachmentKind
    target: str
    part: str


def comments(opened: Opened) -> tuple[Comment, ...]:
    """Return the comments in the order of their places, each with its replies, then those without a place.

    Raise `Failure`.
    """
    root = opened.package.related("comments")
    written = {} if root is None else {each.get(ID, ""): each for each in root.iterchildren(W + "comment")}
    placed = [_comment(written[each.identity], each)
              for each in opened.found.comments if each.identity in written]  # fmt: skip
    known = {each.identity for each in placed}
    lost = (each for identity, each in written.items() if identity not in known)
    return _threads((*placed, *(_comment(each, None) for each in lost)), written, opened.package)


def margins(opened: Opened) -> tuple[Margin, ...]:
    """Return the page headers and footers of all sections, each part once. Raise `Failure`."""
    package, styles = opened.package, opened.styles
    related = package.relationships(package.main)
    scanner = Scanner(styles, Numbering(package.related("numbering"), styles))
    found: dict[str, Margin] = {}
    for section in opened.found.sections:
        for each in () if section is None else section.iterchildren(*_REFERENCES):
            relationship = related.get(each.get(R + "id", ""))
            if relationship is None or relationship.external or relationship.target in found:
                continue
            if not package.has(relationship.target):
                continue
            kind = _REFERENCES[str(each.tag)]
            place = said(_FORMS.get(each.get(W + "type", ""), "{margin}"), margin=said(MARGINS[kind]))
            story = scanner.margin(package.tree(relationship.target), place)
            found[relationship.target] = Margin(kind, place, relationship.target, story)
    return tuple(found.values())


def attachments(package: Package) -> tuple[Attachment, ...]:
    """Return everything attached to the parts, and all external targets except plain links."""
    return tuple(dict.fromkeys(_attachments(package)))


def _attachments(package: Package) -> Iterator[Attachment]:
    for name in package.names():
        folder, base = posixpath.split(name)
        if not base.endswith(".rels") or posixpath.basename(folder) != "_rels":
            continue
        part = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
        with suppress(Failure):  # Word opens a file in which what only hangs on it is damaged
            for each in package.relationships(part).values():
                if each.external and each.kind != "hyperlink":
                    kind: AttachmentKind = "external image" if each.kind == "image" else "external part"
                    yield Attachment(kind, each.target, part)
                elif not each.external and each.kind in _KINDS:
                    yield Attachment(_KINDS[each.kind], each.target, part)


def _threads(
    found: Sequence[Comment], written: Mapping[str, Element], package: Package
) -> tuple[Comment, ...]:
    """Return the comments with their states, each reply after its comment and at the same place."""
    root = package.related("commentsExtended")
    entries: Iterable[Element] = () if root is None else root.iterchildren(W15 + "commentEx")
    beside = {str(each.get(W15 + "paraId")): each for each in entries}
    last = {identity: str([None, *(each.get(W14 + "paraId") for each in element.iter(PARAGRAPH))][-1])
            for identity, element in written.items()}  # fmt: skip
    heads = {last[each.identity]: each for each in found if last[each.identity] in beside}
    threads: dict[str, list[Comment]] = {each.identity: [] for each in found}
    for each in found:
        own = beside.get(last[each.identity])
        head = None if own is None else heads.get(own.get(W15 + "paraIdParent", ""))
        if head is not None and head is not each:
            threads[head.identity].append(replace(each, anchor=head.anchor, state="reply"))
        else:
            done = own is not None and own.get(W15 + "done", "") in ("1", "true")
            threads[each.identity].insert(0, replace(each, state="resolved" if done else ""))
    return tuple(each for thread in threads.values() for each in thread)


def _comment(element: Element, anchor: Anchor | None) -> Comment:
    text = "\n".join(map(_text, islice(element.iter(PARAGRAPH), _MOST))).strip()
    return Comment(element.get(ID, ""), element.get(W + "author", ""), text, anchor)


def _text(paragraph: Element) -> str:
    texts = islice(paragraph.iter(*_TEXTS), _MOST)
    kept = (each for each in texts if not any(above.tag in _GONE for above in each.iterancestors()))
    return beginning(map(written, kept), _LONGEST_TEXT)
