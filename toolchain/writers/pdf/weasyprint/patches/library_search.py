"""Import WeasyPrint without starting a compiler to find libraries.

cffi calls `ctypes.util.find_library` for each library under each possible name. That starts 86 processes
(compilers, linkers, ldconfig) and takes a tenth of the time of a short PDF. On Linux one of these names works
with the system loader, so no search is needed. Here the search finds nothing while WeasyPrint is imported.

Made for: WeasyPrint 70.0.
Upstream: https://github.com/Kozea/WeasyPrint/issues/1125
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from toolchain.writers.pdf.weasyprint.replacing import replaced

PATCHED = ("weasyprint.text.ffi._dlopen",)


@contextmanager
def no_library_search() -> Iterator[None]:
    """Find libraries with the system loader alone, on Linux."""
    search = (lambda name: None) if sys.platform == "linux" else ctypes.util.find_library
    with replaced(ctypes.util, "find_library", search):
        yield
