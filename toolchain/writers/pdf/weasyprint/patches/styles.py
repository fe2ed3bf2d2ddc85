"""Return quickly the properties that no style rule sets for an element.

WeasyPrint looks up some 150 properties of each element, and goes through all possible rules for each. Nearly
none is in any rule: then the value is inherited or initial. Here these two are returned at once. The output
does not change.

Made for: WeasyPrint 70.0.
Upstream: none known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from toolchain.writers.pdf.weasyprint.replacing import replaced

PATCHED = ("weasyprint.css.ComputedStyle.__missing__",)

_OF_MORE = frozenset(("float", "display", "position", "page"))
_PROPAGATED = "text_decoration_"
"""Properties that WeasyPrint works out of others, or of those of elements around."""


@contextmanager
def looked_up_styles() -> Iterator[None]:
    """Look up at once the value of a property that no rule sets."""
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

    with replaced(style, "__missing__", look_up):
        yield
