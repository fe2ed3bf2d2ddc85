"""Show a hyphen at a line end with a soft hyphen (CSS Text 3, 6.1).

WeasyPrint shows no hyphen if the word after a soft hyphen goes to the next line completely, so that one word
looks like two. Here such a line is laid out again with the hyphen.

Made for: WeasyPrint 70.0.
Upstream: https://github.com/Kozea/WeasyPrint/issues/2614
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from toolchain.writers.pdf.weasyprint.replacing import replaced

PATCHED = ("weasyprint.layout.inline.split_first_line",)

_SOFT_HYPHEN = "\u00ad"


@contextmanager
def shown_hyphens() -> Iterator[None]:
    """Show a hyphen on each line that ends at a soft hyphen."""
    from weasyprint.layout import inline
    from weasyprint.text.line_break import create_layout

    split: Callable[..., tuple[Any, ...]] = inline.split_first_line

    def split_with_hyphen(text: str, style: Any, context: Any, *rest: Any, **more: Any) -> tuple[Any, ...]:
        found = split(text, style, context, *rest, **more)
        layout, _, resume, *_ = found
        if resume is None or not layout.text.endswith(_SOFT_HYPHEN):
            return found
        _, spacing = rest
        shown = layout.text + style["hyphenate_character"]
        return _hyphenated(found, create_layout(shown, style, context, None, spacing))

    with replaced(inline, "split_first_line", split_with_hyphen):
        yield


def _hyphenated(found: tuple[Any, ...], layout: Any) -> tuple[Any, ...]:
    """Return the result of WeasyPrint's function for a line, with another layout."""
    from weasyprint.text.line_break import line_size

    _, length, resume, _, _, baseline = found
    width, height = line_size(layout.get_first_line()[0], layout.style)
    layout.deactivate()
    return layout, length, resume, width, height, baseline
