"""Walk the structure tree of a PDF in order (ISO 32000-1, 14.7.2), at any depth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any, Literal

from toolchain.formats.pdf.page_walk import is_dictionary, members
from toolchain.formats.pdf.runs import Target
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

    role = cache(partial(_standard, root.get("/RoleMap", {})))
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, int]] = [(root["/K"], -1)]
    while waiting:
        node, page = waiting.pop()
        if node is _END:
            yield _END
        elif isinstance(node, int):
            yield Event("content", page=page, number=node)
        elif (number := node.objgen) not in seen:
            if number[0]:
                seen.add(number)
            if isinstance(node, pikepdf.Array):
                waiting.extend((kid, page) for kid in reversed(list(node)))
            else:
                event, page = _event(node, page, role, targets)
                if event.what == "begin":
                    kids = node.get("/K")
                    waiting.append((_END, page))
                    waiting.extend([(kids, page)] if kids is not None else [])
                yield from [event] if event.what != "end" else []


def _standard(roles: Any, name: str) -> str:
    """Return the standard type (14.7.3) that the roles of a file state for a type, without its slash."""
    for _ in range(_ROLES):
        if name not in roles or HEADING.fullmatch(name[1:]):
            break
        name = str(roles[name])
    return name[1:]


def _event(node: Any, around: int, role: Callable[[str], str], targets: Targets) -> tuple[Event, int]:
    """Return the event of a dictionary, and its page. `_END` for none, such as a link annotation."""
    page, own = around, node.get("/Pg")
    if own is not None:
        found = targets.page(own)
        page = -1 if found is None else found
    kind = node.get("/Type")
    if kind == "/MCR":
        return Event("content", page=page, number=int(node["/MCID"])), page
    if kind == "/OBJR":
        return _END, page
    return _begin(node, role, targets), page


def _begin(node: Any, role: Callable[[str], str], targets: Targets) -> Event:
    if is_standing(node):
        return Event("begin", "Standing")
    kind = role(str(node.get("/S", "/")))
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
