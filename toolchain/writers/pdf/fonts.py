"""The fonts that come with the tool, and none of the machine's: pages are the same everywhere.

They lie in `toolchain/data/fonts/`; its README says what each is. A style sheet names them by their own
names. What has no sign in the family that is named is taken from the next of `FAMILIES`, whatever the sheet
says, and so is all text in a family that is not there. A user's sheet may bring fonts of its own by
@font-face.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from toolchain import data
from toolchain.model.diagnostics import Failure, failure
from toolchain.model.places import FilePlace

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
"""What text is set in, in this order, that the families of its style have no signs for."""

_INSTEAD = {
    "Liberation Serif": ("serif", "Times New Roman", "Times", "Tinos", "Georgia", "Cambria", "Noto Serif"),
    "Liberation Sans": ("sans-serif", "system-ui", "Arial", "Helvetica", "Arimo", "Calibri", "Verdana"),
    "Liberation Mono": ("monospace", "Courier New", "Courier", "Cousine", "Consolas"),
}
"""Families that are often asked for, and which of ours stands for each."""

_HEAD = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'


@lru_cache(maxsize=1)
def font_files() -> tuple[Path, ...]:
    """The files of the fonts. Raises `Failure` (S016) where the installation has none."""
    files = tuple(sorted(FOLDER.glob("*.ttf")))
    if not files:
        raise _unusable(FOLDER, "the fonts of the tool are missing")
    return files


def _unusable(path: Path, message: str) -> Failure:
    return failure(
        "S016", FilePlace(path.as_posix()), message, "install the tool anew: its package holds them"
    )


def known_families() -> frozenset[str]:
    """The families that a style sheet can name: ours, and those for which one of ours stands."""
    others = (name for names in _INSTEAD.values() for name in names)
    return frozenset((*FAMILIES, *_INSTEAD, "Noto Serif CJK SC Marks", *others))


def font_configuration() -> Any:
    """What WeasyPrint looks for fonts in: ours, and those that @font-face gives it later.

    Its own has all fonts of the machine. What it makes of the configuration of fontconfig is left out
    here; the rest is inherited.
    """
    from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
    from weasyprint.text.fonts import FontConfiguration

    class OwnFonts(FontConfiguration):  # type: ignore[misc]
        def __init__(self) -> None:
            self._folder = None
            self.strut_layouts: dict[Any, Any] = {}
            self.font_features: dict[Any, Any] = {}
            self._config = _create(ffi, fontconfig)
            fontconfig.FcConfigParseAndLoadFromMemory(self._config, _rules().encode(), True)
            for file in font_files():
                if not fontconfig.FcConfigAppFontAddFile(self._config, os.fsencode(file)):
                    raise _unusable(file, "this font of the tool cannot be read")
            self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
            pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)
            fontconfig.FcConfigDestroy(self._config)  # the map has a reference of its own

    return OwnFonts()


def _create(ffi: Any, fontconfig: Any) -> Any:
    """A configuration of fontconfig with no fonts and no rules; WeasyPrint does not know how to make one."""
    try:
        return fontconfig.FcConfigCreate()
    except AttributeError:
        ffi.cdef("FcConfig * FcConfigCreate (void);")
        return fontconfig.FcConfigCreate()


def _rules() -> str:
    """What fontconfig is told: which family stands for another one, and which come last."""
    return f"{_HEAD}<fontconfig>{''.join(_aliases())}{_last()}</fontconfig>"


def _aliases() -> Iterator[str]:
    for ours, names in _INSTEAD.items():
        for name in names:
            accepted = f"<accept>{_family(ours)}</accept>"
            yield f'<alias binding="same">{_family(name)}{accepted}</alias>'


def _last() -> str:
    names = "".join(f"<string>{name}</string>" for name in FAMILIES)
    return f'<match><edit name="family" mode="append_last" binding="same">{names}</edit></match>'


def _family(name: str) -> str:
    return f"<family>{name}</family>"
