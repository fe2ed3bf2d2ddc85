"""The guard: what a plug-in raises becomes one finding with its package, file and line."""

import re
import sys
from collections.abc import Callable
from typing import NoReturn

import pytest

from tests.support.said import said
from toolchain.model.diagnostics import Failure, FilePlace, Finding
from toolchain.plugins.guard import Breach, Guard
from toolchain.reports.sentences import help_line, message
from toolchain.rules.plugins import NotBytes, Write

GUARD = Guard("other-tools", "toolchain.writers, plain")
WRITE = Write("x")


def fault(function: Callable[[], object], guard: Guard = GUARD) -> Finding:
    with pytest.raises(Failure) as caught:
        guard.call(WRITE, function)
    (defect,) = caught.value.findings
    assert defect.rule.code == "S015"
    return defect


def raising(error: BaseException) -> Callable[[], NoReturn]:
    def function() -> NoReturn:
        raise error

    return function


class Mute(Exception):
    def __str__(self) -> str:
        raise ValueError


def test_what_is_returned_comes_back() -> None:
    assert GUARD.call(WRITE, lambda: 5) == 5


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("no  such\nthing"), "ValueError: no such thing"),
        (ValueError(), "ValueError"),
        (SystemExit(0), "SystemExit: 0"),
        (GeneratorExit(), "GeneratorExit"),
        (BaseException("odd"), "BaseException: odd"),
        (MemoryError(), "MemoryError"),
        (ExceptionGroup("several", [ValueError()]), "ExceptionGroup: several (1 sub-exception)"),
        (Mute(), "Mute"),
        (Breach(NotBytes("NoneType")), "it returns NoneType, not bytes"),
        (ValueError("x" * 5_000), f"ValueError: {'x' * 299}…"),
    ],
)
def test_whatever_is_raised_is_told_under_the_package_s_name(error: BaseException, said: str) -> None:
    finding = fault(raising(error))
    assert finding.span == FilePlace("other-tools", words="toolchain.writers, plain")
    where = re.search(r" \(test_guard\.py, line \d+\)$", message(finding))
    assert bool(where) is not isinstance(error, Breach)
    said = f"this plug-in cannot write x: {said}"
    assert message(finding) == said + (where[0] if where else "")
    assert help_line(finding) == "update, repair or uninstall other-tools"


def test_a_failure_is_told_as_it_is() -> None:
    own = Failure(Finding(FilePlace("x"), said("S012")))
    with pytest.raises(Failure) as caught:
        GUARD.call(WRITE, raising(own))
    assert caught.value is own


def test_an_interrupt_stays_one() -> None:
    with pytest.raises(KeyboardInterrupt):
        GUARD.call(WRITE, raising(KeyboardInterrupt()))


def test_what_is_printed_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    GUARD.call(WRITE, lambda: sys.stdout.write("about to write"))
    assert capsys.readouterr() == ("", "about to write")


def test_the_traceback_is_shown_to_those_who_ask(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(raising(ValueError("odd")))
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("SUBMISSION_TRACEBACK", "1")
    fault(raising(ValueError("odd")))
    said = capsys.readouterr().err
    assert said.startswith("Traceback")
    assert said.endswith("ValueError: odd\n")
