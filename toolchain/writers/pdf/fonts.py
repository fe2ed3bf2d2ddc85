"""The included fonts; no font of the machine is used, so pages are the same everywhere.

They are in `toolchain/data/fonts/`, where `typst/` is for typst alone; its README describes each. Those for
Chinese, Japanese and Korean are a package of their own, or a folder of a clone of the repository. A style
sheet uses their own names. If a family lacks a character, the next of `FAMILIES` is used, whatever the sheet
says; so is it for all text in a missing family. A user's sheet may add fonts with @font-face.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from toolchain import data
from toolchain.formats.needs import CHINESE_FONTS
from toolchain.model.diagnostics import Failure, Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.line_ends import lines_of
from toolchain.resolve.tables import Resolved
from toolchain.rules.inputs import ChineseFontsMissing, FontsMissing, InClone

FOLDER = data.FOLDER / "fonts"

_SCRIPTS = (
    *("Serif Armenian", "Serif Ethiopic", "Serif Georgian", "Serif Hebrew", "Serif Lao", "Serif Tibetan"),
    "Sans Thaana",
)
FAMILIES = (
    *("Liberation Serif", "Amiri", "Noto Serif CJK SC"),
    *(f"Noto {script}" for script in _SCRIPTS),
    "DejaVu Sans",
)
"""Families, in order, for characters that the families of a style lack."""

INSTEAD = {
    "Liberation Serif": ("serif", "Times New Roman", "Times", "Tinos", "Georgia", "Cambria", "Noto Serif"),
    "Liberation Sans": ("sans-serif", "system-ui", "Arial", "Helvetica", "Arimo", "Calibri", "Verdana"),
    "Liberation Mono": ("monospace", "Courier New", "Courier", "Cousine", "Consolas"),
}
"""Families that are often requested, by the one of ours that replaces them."""


NEEDS_CHINESE = expression(
    "[\u2312\u2474-\u249b\u2e80-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\ufe30-\ufe6b\uff00-\uffef\U00020000-\U0003ffff]"
)


@lru_cache(maxsize=1)
def font_files() -> tuple[Path, ...]:
    """Return the files of the fonts. Raise `Failure` (S016) if the installation has none."""
    files = tuple(file for folder in folders() for file in sorted(folder.glob("*.ttf")))
    if not files:
        raise Failure.of(FOLDER.as_posix(), FontsMissing())
    return files


def folders() -> tuple[Path, ...]:
    """Return the folders of the fonts."""
    chinese = CHINESE_FONTS.folder()
    return (FOLDER, chinese) if chinese else (FOLDER,)


def refuse_without_chinese(resolved: Resolved) -> None:
    """Raise `Failure` (S016) at the first character that needs a font that is not installed."""
    if CHINESE_FONTS.folder():
        return
    for place, sign in _chinese(resolved):
        raise Failure(Finding(place, ChineseFontsMissing(sign, InClone(CHINESE_FONTS.command()))))


def _chinese(resolved: Resolved) -> Iterator[tuple[SourceSpan, str]]:
    """Yield places and characters: each line of the source, each cited source that has one."""
    for line, text in enumerate(lines_of(resolved.document.text), 1):
        if found := NEEDS_CHINESE.search(text):
            yield SourceSpan.at(resolved.document.path, line, found.start() + 1), found[0]
    for use in resolved.uses:
        entry = resolved.bibliography.entries.get(use.source.key)
        if entry and (found := NEEDS_CHINESE.search(f"{entry.names}{entry.fields}")):
            yield entry.span, found[0]


def known_families() -> frozenset[str]:
    """Return the families that a style sheet can name: the included ones, and those that they replace."""
    others = (name for names in INSTEAD.values() for name in names)
    return frozenset((*FAMILIES, *INSTEAD, "Noto Serif CJK SC Marks", *others))
