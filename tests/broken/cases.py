"""Cases of broken files: what is done to a good file, and all that is to be found in it then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from tests.support.pages import Submission
from tests.support.proving import prove
from toolchain.checks import engine
from toolchain.model.diagnostics import Diagnostic, Failure
from toolchain.pipeline import stages
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options
from toolchain.reports.sentences import message

File = TypeVar("File")
Spoil = Callable[[bytes], bytes]
Fits = Callable[[str, Diagnostic, bytes], bool]


class Case(NamedTuple):
    """What is done to a good file, and all that is to be found then, as the `fits` of its corpus reads it."""

    name: str
    spoil: Spoil
    expected: tuple[str, ...]


class Cases(list[Case], Generic[File]):
    """The cases of one good file, in the order in which they are written."""

    def __init__(self, edited: Callable[[bytes, Callable[[File], None]], bytes]) -> None:
        """`edited` opens a file, calls an edit with it, and returns its bytes afterwards."""
        super().__init__()
        self._edited = edited

    def expect(self, *expected: str) -> Callable[[Callable[[File], None]], Callable[[File], None]]:
        """Register the function below, whose name says the fault, as one that edits the open file."""

        def register(edit: Callable[[File], None]) -> Callable[[File], None]:
            self.append(Case(edit.__name__, lambda data: self._edited(data, edit), expected))
            return edit

        return register

    def expect_of_bytes(self, *expected: str) -> Callable[[Spoil], Spoil]:
        """Register the function below as one that spoils the bytes of the file."""

        def register(spoil: Spoil) -> Spoil:
            self.append(Case(spoil.__name__, spoil, expected))
            return spoil

        return register


def at_place(expected: str, told: Diagnostic, _: bytes) -> bool:
    """Whether a finding is the one expected: "CODE how the place begins", or "CODE the file"."""
    return f"{told.code} {told.finding.span.words or 'the file'}".startswith(expected)


def in_words(expected: str, told: Diagnostic, _: bytes) -> bool:
    """Whether a finding is the one expected: "CODE words of its place | words of its message"."""
    code, rest = expected.split(" ", 1)
    place, words = rest.split(" | ")
    return told.code == code and place in told.finding.span.words and words in message(told.finding)


class Corpus(NamedTuple):
    """A good file, what is done to it, and how it is looked at. In the good file only `lacks` is found.

    Of each fault so much may be told `besides` what is expected.
    """

    good: Callable[[], bytes]
    cases: Sequence[Case]
    found: Callable[[bytes], tuple[Diagnostic, ...]]
    fits: Fits = at_place
    lacks: tuple[str, ...] = ()
    besides: int = 0


def examined(
    examine: Callable[[bytes, str, Options], tuple[Diagnostic, ...]], data: bytes, name: str
) -> tuple[Diagnostic, ...]:
    """What is found in a file, or why it cannot be read."""
    try:
        return examine(data, name, Options())
    except Failure as error:
        return stages.diagnose(error)


def against_source(
    name: str,
    submission: Callable[[], Submission],
    good: Callable[[], bytes],
    cases: Sequence[Case],
    besides: int = 30,
) -> dict[str, Corpus]:
    """Return a corpus in whose files the proof against their source finds the faults."""
    form = name.partition(" ")[0]

    def found(data: bytes) -> tuple[Diagnostic, ...]:
        defects = prove(submission().resolved, data, f"report.{form}", form)
        return engine.diagnose(defects, plugins.our_checks())

    return {name: Corpus(good, cases, found, in_words, besides=besides)}


def missed(
    expected: Sequence[str],
    told: Sequence[Diagnostic],
    data: bytes = b"",
    fits: Fits = at_place,
    besides: int = 0,
) -> list[str]:
    """What is expected and not told, and the other way round, if it is more than may be told `besides`."""
    left = list(told)
    wrong = []
    for each in expected:
        fitting = next((one for one in left if fits(each, one, data)), None)
        if fitting is None:
            wrong.append(f"not told: {each}")
        else:
            left.remove(fitting)
    if len(left) > besides:
        wrong += [f"told besides: {each.code} {each.finding}" for each in left]
    return wrong
