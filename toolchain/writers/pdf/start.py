"""Imports WeasyPrint in 0.12 instead of 0.29 seconds of processor time.

Two things are kept from happening meanwhile, both without effect on any output:

- cffi asks `ctypes.util.find_library` where each library is under each name it may have, which starts 86
  processes (compilers, linkers, ldconfig). On Linux the name by which the system's own loader knows a
  library is among them; it needs no search.
- What cuts fonts in Python, `fontTools.subset` and `fontTools.varLib.instancer`, is imported whether or not
  it is called. HarfBuzz does that wherever it is installed.

Where WeasyPrint cannot be imported so, it is imported as it is. What it says of the machine's fonts is not
passed on: none of them is used.
"""

from __future__ import annotations

import ctypes.util
import importlib
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

_OF_FONTS = ".*Expect ugly output"
_SELDOM_CALLED = ("fontTools.subset", "fontTools.varLib.instancer")


class _Late(ModuleType):
    """Stands for a module whose functions import it when they are called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*arguments: Any, **named: Any) -> Any:
            return getattr(importlib.import_module(self.__name__), name)(*arguments, **named)

        return call


@contextmanager
def _shortcuts() -> Iterator[None]:
    search = ctypes.util.find_library
    late = [name for name in _SELDOM_CALLED if name not in sys.modules]
    sys.modules.update({name: _Late(name) for name in late})
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search
        for name in late:
            del sys.modules[name]


def import_weasyprint() -> ModuleType:
    """The library. Raises `ImportError` or `OSError` where it, or what it needs of the system, is missing."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=_OF_FONTS)
        if "weasyprint" not in sys.modules:
            try:
                with _shortcuts():
                    return importlib.import_module("weasyprint")
            except (ImportError, OSError):  # a system of another kind, or libraries that are missing
                pass
        return importlib.import_module("weasyprint")


def _keep_pango() -> None:
    """Keep Pango in memory to the end of the process.

    It has a thread for each map of fonts, which ends by itself some time after the map. When Python ends, it
    closes the library at once, and the process dies where the thread still runs in it.
    """
    for name in ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib"):
        with suppress(OSError):
            ctypes.CDLL(name)  # never closed again


weasyprint: Any = import_weasyprint()
_keep_pango()
