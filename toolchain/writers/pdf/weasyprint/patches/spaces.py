"""Draw the spaces that WeasyPrint omits (ISO 32000-1, 14.8.2.5, on word breaks).

WeasyPrint does not draw a text box without visible characters, for example a space between an italic and a
bold word. Copied text and screen readers then have one word. It decides by the box's text and draws the box's
layout; here the text is different while it decides.

Made for: WeasyPrint 70.0.
Upstream: none known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from toolchain.writers.pdf.weasyprint.replacing import replaced

PATCHED = ("weasyprint.draw.text.draw_first_line",)

_SOMETHING = "."


@contextmanager
def shown_spaces() -> Iterator[None]:
    """Draw text boxes that contain only spaces."""
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

    with replaced(text, "draw_first_line", draw_spaces):
        yield
