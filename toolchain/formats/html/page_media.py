"""Evaluate the conditions around a rule, for a screen of some width, light or dark."""

from __future__ import annotations

from collections.abc import Iterable

from toolchain.model.expressions import expression
from toolchain.model.records import Record

_WIDTH = expression(r"\((?:(min|max)-width\s*:|width\s*(<=?|>=?))\s*([\d.]+)(px|rem|em)\)")
_FEATURE = expression(r"\([^()]*\)")
_EM = 16
_UNWANTED = ("prefers-contrast", "forced-colors", "inverted-colors", "prefers-reduced", "update:")
"""Media features that are off unless a reader turns them on."""


class View(Record):
    """How a page is viewed."""

    dark: bool
    width: int


def hold(conditions: Iterable[str], view: View) -> bool | None:
    """Return whether all conditions ("@media print") hold in this view, None if that is not known."""
    unsure = False
    for each in conditions:
        held = _holds(each.lower(), view)
        if held is False:
            return False
        unsure |= held is None
    return None if unsure else True


def depends_on_width(conditions: Iterable[str]) -> bool:
    """Return whether one of the conditions is about the width of the screen."""
    return any("width" in each for each in conditions)


def _holds(condition: str, view: View) -> bool | None:
    if not condition.startswith("@media"):
        return None  # @supports, @layer, @container
    found = [_query(each.strip(), view) for each in condition.removeprefix("@media").split(",")]
    if True in found:
        return True
    return None if None in found else False


def _query(query: str, view: View) -> bool | None:
    if query.startswith("not "):
        inner = _query(query[4:].strip(), view)
        return None if inner is None else not inner
    unsure = " or " in query
    for each in _FEATURE.findall(query):
        held = _feature(each, view)
        if held is False:
            return None if unsure else False
        unsure |= held is None
    kind = _FEATURE.sub(" ", query).replace("only ", " ").replace(" and ", " ").replace(" or ", " ").split()
    if any(each not in ("all", "screen", "and", "or") for each in kind):
        return False
    return None if unsure else True


def _feature(feature: str, view: View) -> bool | None:
    plain = feature.replace(" ", "")
    if plain.startswith("(prefers-color-scheme:"):
        return plain == f"(prefers-color-scheme:{'dark' if view.dark else 'light'})"
    if found := _WIDTH.fullmatch(feature):
        size = float(found[3]) * (1 if found[4] == "px" else _EM)
        return view.width >= size if (found[1] or found[2]) in ("min", ">", ">=") else view.width <= size
    if any(each in plain for each in _UNWANTED):
        return False
    return None
