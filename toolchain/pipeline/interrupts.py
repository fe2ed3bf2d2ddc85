"""Interrupts are heard wherever they come."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from typing import Any

_SOON = 0.05
"""Seconds; what it came in the middle of takes microseconds."""


def hear_again() -> None:
    """Let an interrupt come once more where Python prints and drops it: in what a weak reference calls.

    Each module that is imported ends with such a call.
    """
    sys.unraisablehook = _dropped


def _dropped(what: Any) -> None:
    if issubclass(what.exc_type, KeyboardInterrupt):
        threading.Timer(_SOON, _thread.interrupt_main, [signal.SIGTERM]).start()
    else:
        sys.__unraisablehook__(what)
