"""Gives WeasyPrint the fonts of the tool, and none of the machine's.

WeasyPrint's configuration of fonts always holds all fonts of the machine, so pages would differ from one
machine to another. Here the configuration starts empty and gets the files of `toolchain.writers.pdf.fonts`;
fonts of @font-face are added as WeasyPrint adds them.

Made for: WeasyPrint 70.0.
Upstream: https://github.com/Kozea/WeasyPrint/issues/1618
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.places import FilePlace
from toolchain.rules.inputs import FontUnreadable
from toolchain.writers.pdf.fonts import FAMILIES, INSTEAD, font_files

PATCHED = ("weasyprint.text.fonts.FontConfiguration.__init__",)

_HEAD = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'


def font_configuration() -> Any:
    """Return a configuration with the fonts of the tool, which @font-face can add to."""
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
                    raise Failure(Finding(FilePlace(file.as_posix()), FontUnreadable()))
            self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
            pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)
            fontconfig.FcConfigDestroy(self._config)  # the map has a reference of its own

    return OwnFonts()


def _create(ffi: Any, fontconfig: Any) -> Any:
    """Return a configuration of fontconfig with no fonts and no rules; WeasyPrint does not know how to make
    one.
    """
    try:
        return fontconfig.FcConfigCreate()
    except AttributeError:
        ffi.cdef("FcConfig * FcConfigCreate (void);")
        return fontconfig.FcConfigCreate()


def _rules() -> str:
    """Return what fontconfig is told: which family stands for another one, and which come last."""
    return f"{_HEAD}<fontconfig>{''.join(_aliases())}{_last()}</fontconfig>"


def _aliases() -> Iterator[str]:
    for ours, names in INSTEAD.items():
        for name in names:
            accepted = f"<accept>{_family(ours)}</accept>"
            yield f'<alias binding="same">{_family(name)}{accepted}</alias>'


def _last() -> str:
    names = "".join(f"<string>{name}</string>" for name in FAMILIES)
    return f'<match><edit name="family" mode="append_last" binding="same">{names}</edit></match>'


def _family(name: str) -> str:
    return f"<family>{name}</family>"
