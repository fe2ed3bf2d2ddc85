"""Marks around the content of a page (ISO 32000-1, 14.6), and what they say about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from toolchain.formats.pdf.fonts import without_controls
from toolchain.formats.pdf.operations import first_name, language, mark_number, replacement, second_name


class Mark(NamedTuple):
    """A mark: its number, -1 for none, None for an artifact; and its replacement text (14.9.4).

    instead    what is said of an element; it is used only if the file does not state the characters of the
               glyphs, because users see the glyphs
    said       what is said of glyphs in a text, because a glyph can be one of several characters
    is_in_run  it ends no run where it begins or ends
    reversed   its text is shown from the last character to the first (14.8.2.3.3)
    lang       its language

    The texts are in lists that inner marks share, so that they are used once.
    """

    number: int | None = -1
    instead: list[str] | None = None
    said: list[str] | None = None
    is_in_run: bool = False
    reversed: bool = False
    lang: str = ""

    @property
    def is_artifact(self) -> bool:
        return self.number is None


def inner_mark(operands: bytes, outer: Mark, named: Callable[[str], Any]) -> Mark:
    """Return the mark that begins inside another one; `named` returns a property list by its name."""
    kind = first_name(operands)
    if kind == "/ReversedChars":
        return outer._replace(is_in_run=True, reversed=True)
    if kind == "/Artifact":
        return Mark(None)
    number, instead = mark_number(operands), replacement(operands)
    if number is None and (found := named(second_name(operands))) is not None:
        number = int(found["/MCID"]) if "/MCID" in found else None
        instead = str(found["/ActualText"]) if "/ActualText" in found else None
    if number is None and instead is not None and outer.number != -1:
        return outer._replace(said=[without_controls(instead)], is_in_run=True)
    return Mark(
        outer.number if number is None else number,
        outer.instead if instead is None else [instead],
        lang=language(operands) or outer.lang,
    )
