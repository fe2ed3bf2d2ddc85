"""Import WeasyPrint without starting a compiler to find libraries.

cffi calls `ctypes.util.find_library` for each library under each possible name. That starts 86 processes
(compilers, linkers, ldconfig) and takes a tenth of the time of a short PDF. On Linux one of these names works
with the system loader, so no search is needed. Here the search finds nothing while WeasyPrint is imported.

On Macs with a processor of Apple only a Python of Homebrew looks where Homebrew puts libraries. Here each one
does, that of uv too (https://github.com/Kozea/WeasyPrint/issues/2159).

Made for: WeasyPrint 70.0.
Upstream: https://github.com/Kozea/WeasyPrint/issues/1125
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolchain.writers.pdf.weasyprint.replacing import replaced

PATCHED = ("weasyprint.text.ffi._dlopen",)
HOMEBREW = Path("/opt/homebrew/lib")
_find = ctypes.util.find_library


@contextmanager
def no_library_search() -> Iterator[None]:
    """Find libraries with the system loader alone on Linux, and those of Homebrew too on macOS."""
    with replaced(ctypes.util, "find_library", _search):
        yield


def _search(name: str) -> str | None:
    found = None if sys.platform == "linux" else _find(name)
    of_homebrew = HOMEBREW / f"lib{name}.dylib"
    return found or (str(of_homebrew) if of_homebrew.is_file() else None)
