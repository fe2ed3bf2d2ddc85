"""Puts a hyphen where WeasyPrint divides a word at a soft hyphen and shows none (CSS Text 3, 6.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_SOFT_HYPHEN = "\u00ad"


@contextmanager
def shown_hyphens() -> Iterator[None]:
    """Meanwhile each line that ends at a soft hyphen ends with a hyphen to be seen.

    WeasyPrint forgets it where the word after the soft hyphen has to go to the next line whole, so that
    one word reads as two. Its function that divides lines is listened to.
    """
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

    inline.split_first_line = split_with_hyphen
    try:
        yield
    finally:
        inline.split_first_line = split


def _hyphenated(found: tuple[Any, ...], layout: Any) -> tuple[Any, ...]:
    """What WeasyPrint's function found of a line, with another layout of it."""
    from weasyprint.text.line_break import line_size

    _, length, resume, _, _, baseline = found
    width, height = line_size(layout.get_first_line()[0], layout.style)
    layout.deactivate()
    return layout, length, resume, width, height, baseline
