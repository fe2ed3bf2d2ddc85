"""The included fonts; no font of the machine is used, so pages are the same everywhere.

They are in `toolchain/data/fonts/`; its README describes each. A style sheet uses their own names. If a
family lacks a character, the next of `FAMILIES` is used, whatever the sheet says; so is it for all text in a
missing family. A user's sheet may add fonts with @font-face.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from toolchain import data
from toolchain.model.diagnostics import Failure
from toolchain.rules.inputs import FontsMissing

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


@lru_cache(maxsize=1)
def font_files() -> tuple[Path, ...]:
    """Return the files of the fonts. Raise `Failure` (S016) if the installation has none."""
    files = tuple(sorted(FOLDER.glob("*.ttf")))
    if not files:
        raise Failure.of(FOLDER.as_posix(), FontsMissing())
    return files


def known_families() -> frozenset[str]:
    """Return the families that a style sheet can name: the included ones, and those that they replace."""
    others = (name for names in INSTEAD.values() for name in names)
    return frozenset((*FAMILIES, *INSTEAD, "Noto Serif CJK SC Marks", *others))
