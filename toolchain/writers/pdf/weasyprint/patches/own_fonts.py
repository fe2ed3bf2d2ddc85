"""Give WeasyPrint the included fonts, and none of the machine's.

WeasyPrint's font configuration always has all fonts of the machine, so pages would differ between machines.
Here the configuration starts empty and gets the files of `toolchain.writers.pdf.fonts`; @font-face adds fonts
as usual.

Made for: WeasyPrint 70.0.
Upstream: https://github.com/Kozea/WeasyPrint/issues/1618
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from toolchain.model.diagnostics import Failure
from toolchain.rules.inputs import FontUnreadable
from toolchain.writers.pdf.fonts import FAMILIES, INSTEAD, font_files

PATCHED = ("weasyprint.text.fonts.FontConfiguration.__init__",)

_HEAD = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'

_LANGUAGE = '<edit name="lang" mode="assign"><string>en</string></edit>'
"""One language for all texts: fontconfig would rather take a font with all characters of a text's language,
or of the machine's, than a bold one that lacks some of them.
"""
_UNMARKED = (
    '<match target="font"><test name="family"><string>Amiri</string></test>'
    '<edit name="charset" mode="assign"><minus><name>charset</name>'
    "<charset><range><int>0x300</int><int>0x36f</int></range></charset></minus></edit></match>"
)
"""Amiri would show “ế” as “ê” with a mark elsewhere: such letters are of the next family that has them."""


def font_configuration() -> Any:
    """Return a configuration with the included fonts, to which @font-face can add others.

    Raise `Failure` if one of them cannot be read.
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
                    raise Failure.of(file.as_posix(), FontUnreadable())
            self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
            pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)
            fontconfig.FcConfigDestroy(self._config)  # the map holds its own reference

    return OwnFonts()


def _create(ffi: Any, fontconfig: Any) -> Any:
    """Return a fontconfig configuration without fonts and rules, which WeasyPrint cannot create."""
    try:
        return fontconfig.FcConfigCreate()
    except AttributeError:
        ffi.cdef("FcConfig * FcConfigCreate (void);")
        return fontconfig.FcConfigCreate()


def _rules() -> str:
    """Return the fontconfig rules: replacements of families, and the families that come last."""
    return f"{_HEAD}<fontconfig>{''.join(_aliases())}{_last()}{_UNMARKED}</fontconfig>"


def _aliases() -> Iterator[str]:
    for ours, names in INSTEAD.items():
        for name in names:
            accepted = f"<accept>{_family(ours)}</accept>"
            yield f'<alias binding="same">{_family(name)}{accepted}</alias>'


def _last() -> str:
    names = "".join(f"<string>{name}</string>" for name in FAMILIES)
    return f'<match><edit name="family" mode="append_last" binding="same">{names}</edit>{_LANGUAGE}</match>'


def _family(name: str) -> str:
    return f"<family>{name}</family>"
