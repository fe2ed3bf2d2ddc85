"""Print citations in a style: a small template that a user can read and edit.

`load_style` reads a style; `Style.citation` prints a group of citations, `Style.entry` a source in the list
of sources. jinja2 is imported only when a style is loaded.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from toolchain.citations.style.words import locator_labels

if TYPE_CHECKING:
    from toolchain.citations.style.style import Style

__all__ = ["load_style", "locator_labels"]


@lru_cache(maxsize=4)
def load_style(text: str, display: str, lang: str) -> Style:
    """Return the style in a template's text, for documents in a language (BCP 47).

    A process that reads a source again has the style with what it has printed.
    `display` is the template's path in messages. Raise `Failure` (S012) at the line of a mistake.
    """
    from toolchain.citations.style.style import Style

    return Style(text, display, lang)
