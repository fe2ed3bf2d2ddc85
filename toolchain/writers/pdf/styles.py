"""Lets WeasyPrint look up what no rule says of an element without asking for all that a rule could say.

Of each element some 150 properties are looked up, and nearly none of them is in any rule that holds for it:
then its value is that of the element around it, or the one that it has without rules. WeasyPrint comes to
that in the end as well. No output is changed by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_OF_MORE = frozenset(("float", "display", "position", "page"))
_PROPAGATED = "text_decoration_"
"""Properties that WeasyPrint works out of others, or of those of elements around."""


@contextmanager
def looked_up_styles() -> Iterator[None]:
    """Meanwhile values of properties that no rule gives are looked up at once."""
    from weasyprint import css

    style: Any = css.ComputedStyle
    work_out: Callable[[Any, str], Any] = style.__missing__
    simple = {key for key in css.INITIAL_VALUES if key not in _OF_MORE and not key.startswith(_PROPAGATED)}
    logical = {
        (key, direction): find(block="ttb", inline=direction)
        for key, find in css.PHYSICAL_FUNCTIONS.items()
        for direction in ("ltr", "rtl")
    }
    physical = frozenset(css.PHYSICAL_FUNCTIONS)
    inherited = frozenset(simple & set(css.INHERITED) - physical)
    initial = {
        key: css.INITIAL_VALUES[key]
        for key in simple - set(css.INHERITED) - set(css.INITIAL_NOT_COMPUTED)
    }  # fmt: skip

    def look_up(self: Any, key: str) -> Any:
        if key in self.cascaded:
            return work_out(self, key)
        if key in inherited and self.parent_style is not None:
            value = self[key] = self.parent_style[key]
            return value
        if key in initial and not (key in physical and logical[key, self["direction"]] in self.cascaded):
            value = self[key] = initial[key]
            return value
        return work_out(self, key)

    style.__missing__ = look_up
    try:
        yield
    finally:
        style.__missing__ = work_out
