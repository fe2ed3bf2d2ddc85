"""Import WeasyPrint, if it is a release that the patches are made for.

WeasyPrint's messages about the machine's fonts are suppressed, because none of them is used.
"""

from __future__ import annotations

import ctypes
import importlib
import io
import locale
import os
import sys
import warnings
from contextlib import redirect_stdout, suppress
from types import ModuleType
from typing import Any

from toolchain.formats.needs import PANGO
from toolchain.rules.plugins import NoPango
from toolchain.writers.pdf.weasyprint.patches.library_search import HOMEBREW, no_library_search
from toolchain.writers.releases import Unusable, require_release

_OF_FONTS = ".*Expect ugly output"
KNOWN = {"weasyprint": "70", "pydyf": "0.13"}
"""Releases whose insides the patches know, as in pyproject.toml."""
INSTALL = 'pip install "weasyprint>=70.0,<71" "pydyf>=0.13,<0.14"'


def import_weasyprint() -> ModuleType:
    """Return the library.

    Raise `Unusable` for a release that the patches do not support, and without Pango or with an old one;
    `ImportError` if the library is missing.
    """
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):  # it prints a page of advice
        warnings.filterwarnings("ignore", message=_OF_FONTS)
        if "weasyprint" not in sys.modules:
            try:
                with no_library_search():
                    importlib.import_module("weasyprint")
            except (ImportError, OSError):  # another operating system, or missing libraries
                pass
        try:
            found = importlib.import_module("weasyprint")
        except (OSError, AttributeError):
            raise Unusable(NoPango(PANGO.command())) from None
    for name, release in KNOWN.items():
        require_release(name, release, INSTALL)
    return found


def _keep_pango() -> None:
    """Keep Pango in memory to the end of the process.

    It has a thread for each font map, which ends some time after the map. When Python ends, it closes the
    library at once, and the process crashes if the thread still runs in it.
    """
    file = "libpangoft2-1.0.0.dylib"
    for name in ("libpangoft2-1.0.so.0", file, str(HOMEBREW / file)):
        with suppress(OSError):
            ctypes.CDLL(name)  # never closed again


def _set_language() -> None:
    """Hide the languages of the machine from Pango, which reads them once.

    It sets words in other scripts than their language has, such as Latin words in an Arabic text, as words of
    these languages, so that letters could differ between machines.
    """
    os.environ["PANGO_LANGUAGE"] = "C"  # instead of LANGUAGE
    if sys.platform == "win32":  # there Pango asks the system, and some names of locales cannot be set again
        return
    before = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C")
    weasyprint.text.ffi.pango.pango_language_get_default()
    locale.setlocale(locale.LC_CTYPE, before)


weasyprint: Any = import_weasyprint()
_set_language()
_keep_pango()
