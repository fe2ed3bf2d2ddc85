"""Calls what strangers wrote: whatever it raises, and a call without end, is one diagnostic (S015).

It guards against mistakes, not against malice: a plug-in runs with all the rights of its user. The time
limit rests on SIGALRM, so it holds in the main thread of systems that have this signal, and for code that
comes back to Python; it is lifted for our own plug-ins.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from typing import NamedTuple, NoReturn, TypeVar

from toolchain.model.diagnostics import Failure, failure
from toolchain.model.places import FilePlace
from toolchain.model.wording import fold, plural, shorten

T = TypeVar("T")

VARIABLE = "SUBMISSION_PLUGIN_SECONDS"
SECONDS = 60.0
"""How long one call of a plug-in may take, unless `VARIABLE` says otherwise."""

_AGAIN, _MOST_ALARMS = 1.0, 10
_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,3})?")
_LONGEST = 300


class Breach(Exception):
    """What a plug-in offers or returns is not what it must be: "it returned None, not bytes"."""


class _TooLong(BaseException):
    """No Exception, so that code which goes on after any of these is ended nevertheless."""


class Guard(NamedTuple):
    """The guard of one plug-in. `place` says which of its package's it is: "toolchain.writers, txt"."""

    package: str
    place: str
    limited: bool = True

    def call(self, doing: str, function: Callable[[], T]) -> T:
        """What `function` returns. What it prints goes to standard error.

        `doing` ends the sentence "this plug-in cannot …". Raises `Failure`: the function's own, or S015 for
        whatever else it raises and for a call that takes too long.
        """
        seconds = read_limit(os.environ) if self.limited else 0
        try:
            with redirect_stdout(sys.stderr):
                return _within(seconds, function, lambda: self._leave(doing, seconds))
        except (Failure, KeyboardInterrupt):
            raise
        except _TooLong as error:
            _show(error)
            raise self._too_long(doing, seconds) from error
        except BaseException as error:  # a stranger's code can raise anything
            _show(error)
            raise self.fault(f"cannot {doing}: {_why(error)}") from error

    def fault(self, what: str, help: str = "") -> Failure:
        """The `Failure` that says what this plug-in does wrong."""
        mend = f"update, repair or uninstall {self.package}"
        return failure(
            "S015", FilePlace(self.package, words=self.place), f"this plug-in {what}", help or mend
        )

    def _too_long(self, doing: str, seconds: float) -> Failure:
        return self.fault(
            f"cannot {doing}: it has not come to an end in {seconds:g} {plural(seconds, 'second')}",
            f"update or uninstall {self.package}, or give it longer: {VARIABLE}=600 (0: no limit)",
        )

    def _leave(self, doing: str, seconds: float) -> NoReturn:
        """End the program, since the plug-in goes on in spite of all alarms. No output is written yet."""
        ((_, finding),) = self._too_long(doing, seconds).defects
        said = f"{self.package}: {self.place}: error S015 {finding.message}\nhelp: {finding.help}\n"
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, said.encode(errors="backslashreplace"))
        os._exit(2)


def read_limit(environment: Mapping[str, str]) -> float:
    """The seconds that one call of a plug-in may take; 0 for as long as it likes. Raises `Failure` (S015)."""
    text = environment.get(VARIABLE, "")
    if text and not _NUMBER.fullmatch(text):
        message = f"this must be a number of seconds, not {text!r}"
        raise failure("S015", FilePlace(VARIABLE), message, f"unset it for {SECONDS:g} seconds")
    return float(text) if text else SECONDS


def _within(seconds: float, function: Callable[[], T], leave: Callable[[], NoReturn]) -> T:
    """What `function` returns. Raises `_TooLong` inside it, again and again; at last calls `leave`."""
    if not seconds or not hasattr(signal, "setitimer") or not _in_main_thread():
        return function()
    alarms = 0

    def ring(*_: object) -> None:
        nonlocal alarms
        alarms += 1
        if alarms > _MOST_ALARMS:
            leave()
        raise _TooLong

    before = signal.signal(signal.SIGALRM, ring)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
            return function()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:  # once more, since the alarm can go off on the way to the line above
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL if before is None else before)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def _why(error: BaseException) -> str:
    """What an exception says, in one line."""
    try:
        text = fold(str(error))
    except Exception:  # a stranger's exception can fail at that as well
        text = ""
    text = shorten(text, _LONGEST)
    if isinstance(error, Breach):
        return text
    return ": ".join(filter(None, (type(error).__name__, text)))


def _show(error: BaseException) -> None:
    """Print the traceback where the user asks for it."""
    if os.environ.get("SUBMISSION_TRACEBACK"):
        import traceback

        traceback.print_exception(error)
