"""Calls the code of plug-ins: whatever it raises is one finding (S015) with the file and line of the error.

It guards against mistakes, not against malice: a plug-in runs with all the rights of its user.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import TypeVar

from toolchain.model.diagnostics import Failure, FilePlace, Finding
from toolchain.model.facts import WithFacts, Word
from toolchain.model.records import Record
from toolchain.model.wording import fold, shorten
from toolchain.rules import plugins as faults

T = TypeVar("T")
LOADED = Word("be loaded")

_LONGEST = 300
_NOT_THEIRS = (str(Path(__file__).parents[1]), "<", importlib.__path__[0])
"""How the names of files begin that are ours, or Python's own for importing."""


class Breach(WithFacts[faults.Breach]):
    """What a plug-in offers or returns is not what it must be."""


class Guard(Record):
    """The guard of one plug-in. `place` says which of its package's it is: "toolchain.writers, txt"."""

    package: str
    place: str

    def call(self, doing: faults.Doing | Word, function: Callable[[], T]) -> T:
        """Return what `function` returns. What it prints goes to standard error.

        `doing` ends the sentence "this plug-in cannot …", as `LOADED`. Raises `Failure`: the function's own,
        or S015 for whatever else it raises.
        """
        try:
            with redirect_stdout(sys.stderr):
                return function()
        except (Failure, KeyboardInterrupt):
            raise
        except BaseException as error:  # a plug-in can raise anything
            if os.environ.get("SUBMISSION_TRACEBACK"):
                traceback.print_exception(error)
            why = error.facts if isinstance(error, Breach) else _why(error)
            place = FilePlace(self.package, words=self.place)
            raise Failure(Finding(place, faults.PluginFails(doing, why, self.package))) from error


def _why(error: BaseException) -> str:
    """Return what an exception says, in one line, with the file and line of the plug-in's error."""
    try:
        text = fold(str(error))
    except Exception:  # an exception of a plug-in can fail at that as well
        text = ""
    text = shorten(text, _LONGEST)
    return ": ".join(filter(None, (type(error).__name__, text))) + _where(error)


def _where(error: BaseException) -> str:
    """Return the last place of a traceback that is neither ours nor Python's own: " (file.py, line 5)"."""
    frames = traceback.extract_tb(error.__traceback__)
    theirs = [each for each in frames if not each.filename.startswith(_NOT_THEIRS)]
    return f" ({Path(theirs[-1].filename).name}, line {theirs[-1].lineno})" if theirs else ""
