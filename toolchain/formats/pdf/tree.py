"""Walk the structure tree of a PDF in order (ISO 32000-1, 14.7.2), at any depth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from toolchain.formats.pdf.page_walk import is_dictionary, members
from toolchain.formats.pdf.parts import Target
from toolchain.formats.pdf.standing import is_standing
from toolchain.formats.pdf.targets import Targets
from toolchain.model.expressions import expression
from toolchain.model.records import Record

HEADING = expression(r"H(\d{1,2})?")
_ROLES = 20
"""Maximum number of steps from a type to a standard one."""


class Event(Record):
    """The begin or end of a structure element, or content: mark `number` of page `page` (from 0)."""

    what: Literal["begin", "end", "content"]
    kind: str = ""
    target: Target | None = None
    alt: str = ""
    page: int = -1
    number: int = -1


_END = Event("end")


def events(root: Any, targets: Targets) -> Iterator[Event]:
    """Yield the events of a walk through the tree. Repeated elements, in a broken tree, are omitted."""
    import pikepdf

    roles = root.get("/RoleMap", pikepdf.Dictionary())
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, int]] = [(root["/K"], -1)]
    while waiting:
        node, page = waiting.pop()
        if node is _END:
            yield _END
        elif isinstance(node, int):
            yield Event("content", page=page, number=node)
        elif node.objgen not in seen:
            if node.objgen[0]:
                seen.add(node.objgen)
            if isinstance(node, pikepdf.Array):
                waiting.extend((kid, page) for kid in reversed(list(node)))
            else:
                event, page = _event(node, page, roles, targets)
                if event.what == "begin":
                    waiting.append((_END, page))
                    waiting.extend([(node["/K"], page)] if "/K" in node else [])
                yield from [event] if event.what != "end" else []


def _event(node: Any, around: int, roles: Any, targets: Targets) -> tuple[Event, int]:
    """Return the event of a dictionary, and its page. `_END` for none, such as a link annotation."""
    page = around
    if "/Pg" in node:
        found = targets.page(node["/Pg"])
        page = -1 if found is None else found
    kind = node.get("/Type")
    if kind == "/MCR":
        return Event("content", page=page, number=int(node["/MCID"])), page
    if kind == "/OBJR":
        return _END, page
    return _begin(node, roles, targets), page


def _begin(node: Any, roles: Any, targets: Targets) -> Event:
    if is_standing(node):
        return Event("begin", "Standing")
    name = str(node.get("/S", "/"))
    for _ in range(_ROLES):
        if name not in roles or HEADING.fullmatch(name[1:]):
            break
        name = str(roles[name])
    kind = name[1:]
    target = _link(node, targets) if kind == "Link" else None
    return Event("begin", kind, target, _alternative(node) if kind == "Figure" else "")


def _alternative(node: Any) -> str:
    """Return the alternative text of a picture (14.9.3 and 14.9.4)."""
    return str(node.get("/Alt", "")).strip() or str(node.get("/ActualText", ""))


def _link(node: Any, targets: Targets) -> Target | None:
    """Return the target of the annotation in a Link element, None if there is none."""
    for kid in members(node.get("/K")):
        if is_dictionary(kid) and kid.get("/Type") == "/OBJR":
            return targets.of(kid["/Obj"])
    return None
