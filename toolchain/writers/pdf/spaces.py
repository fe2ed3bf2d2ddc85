"""Puts into a PDF the spaces that WeasyPrint leaves out (ISO 32000-1, 14.8.2.5, on word breaks)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_SOMETHING = "."


@contextmanager
def shown_spaces() -> Iterator[None]:
    """Meanwhile spaces that stand alone, as between two words in italics and in bold, are drawn.

    WeasyPrint draws no text box without visible characters, so that the two words are one to whoever
    copies them, and to a screen reader. It looks at the box's text for that, and draws from its layout.
    """
    from weasyprint.draw import text

    draw: Callable[..., Any] = text.draw_first_line

    def draw_spaces(stream: Any, box: Any, *rest: Any) -> Any:
        spaces = box.text
        if not spaces.isspace() or "\n" in spaces:
            return draw(stream, box, *rest)
        box.text = _SOMETHING
        try:
            return draw(stream, box, *rest)
        finally:
            box.text = spaces

    text.draw_first_line = draw_spaces
    try:
        yield
    finally:
        text.draw_first_line = draw
