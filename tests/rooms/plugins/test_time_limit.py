"""The guard: what a stranger's code raises, or that it does not end, becomes one failure with its name."""

import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from typing import NoReturn

import pytest

from toolchain.model.diagnostics import Failure, Finding, failure
from toolchain.model.places import FilePlace
from toolchain.plugins.time_limit import SECONDS, VARIABLE, Breach, Guard, read_limit

GUARD = Guard("other-tools", "toolchain.writers, plain")


def fault(function: Callable[[], object], guard: Guard = GUARD) -> Finding:
    with pytest.raises(Failure) as caught:
        guard.call("write x", function)
    (defect,) = caught.value.defects
    assert defect.code == "S015"
    return defect.finding


def raising(error: BaseException) -> Callable[[], NoReturn]:
    def function() -> NoReturn:
        raise error

    return function


class Mute(Exception):
    def __str__(self) -> str:
        raise ValueError


def test_what_is_returned_comes_back() -> None:
    assert GUARD.call("write x", lambda: 5) == 5


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
        (Breach("what it returns is None, not bytes"), "what it returns is None, not bytes"),
        (ValueError("x" * 5_000), f"ValueError: {'x' * 299}…"),
    ],
)
def test_whatever_is_raised_is_told_under_the_package_s_name(error: BaseException, said: str) -> None:
    finding = fault(raising(error))
    assert finding.span == FilePlace("other-tools", words="toolchain.writers, plain")
    assert finding.message == f"this plug-in cannot write x: {said}"
    assert finding.help == "update, repair or uninstall other-tools"


def test_a_failure_is_told_as_it_is() -> None:
    own = failure("S012", FilePlace("x"), "it cannot be read")
    with pytest.raises(Failure) as caught:
        GUARD.call("write x", raising(own))
    assert caught.value is own


def test_an_interrupt_stays_one() -> None:
    with pytest.raises(KeyboardInterrupt):
        GUARD.call("write x", raising(KeyboardInterrupt()))


def test_what_is_printed_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    GUARD.call("write x", lambda: sys.stdout.write("about to write"))
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


# The time limit ------------------------------------------------------------------------------------


def busy() -> None:
    while True:
        pass


def asleep() -> None:
    time.sleep(600)


def stubborn() -> None:
    """Goes on after every exception."""
    while True:
        try:
            time.sleep(600)
        except Exception:
            continue


def deaf_once() -> None:
    """Goes on after whatever comes first."""
    try:
        time.sleep(600)
    except BaseException:
        busy()


@pytest.mark.parametrize("endless", [busy, asleep, stubborn, deaf_once])
def test_a_call_without_end(monkeypatch: pytest.MonkeyPatch, endless: Callable[[], None]) -> None:
    monkeypatch.setenv(VARIABLE, "0.05")
    before = signal.getsignal(signal.SIGALRM)
    finding = fault(endless)
    assert finding.message == "this plug-in cannot write x: it has not come to an end in 0.05 seconds"
    assert "other-tools" in finding.help
    assert VARIABLE in finding.help
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_one_second_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1")
    assert fault(asleep).message.endswith("in 1 second")


def test_a_call_that_ends_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "30")
    GUARD.call("write x", lambda: time.sleep(0.01))
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


@pytest.mark.parametrize(("guard", "seconds"), [(GUARD, "0"), (Guard("ours", "", limited=False), "1")])
def test_no_alarm_is_set_where_there_is_no_limit(
    monkeypatch: pytest.MonkeyPatch, guard: Guard, seconds: str
) -> None:
    monkeypatch.setenv(VARIABLE, seconds)
    assert guard.call("write x", lambda: signal.getitimer(signal.ITIMER_REAL)) == (0, 0)


def test_another_thread_has_no_limit_but_the_same_guard() -> None:
    found: list[Finding] = []
    thread = threading.Thread(target=lambda: found.append(fault(raising(ValueError("odd")))))
    thread.start()
    thread.join()
    assert "ValueError: odd" in found[0].message


def test_one_that_goes_on_in_spite_of_all_ends_the_program() -> None:
    program = """
        import time
        from toolchain.plugins import time_limit as guard

        def deaf():
            while True:
                try:
                    time.sleep(600)
                except:
                    pass

        guard._AGAIN = 0.05
        guard.Guard("other-tools", "toolchain.checks, theirs").call("check x", deaf)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        env={VARIABLE: "0.5"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout) == (2, "")
    first, help = done.stderr.splitlines()
    assert first.startswith(
        "other-tools: toolchain.checks, theirs: error S015 this plug-in cannot check x: it "
    )
    assert help.startswith("help: update or uninstall other-tools")


@pytest.mark.parametrize(("text", "seconds"), [("", SECONDS), ("5", 5), ("0", 0), ("0.25", 0.25)])
def test_the_limit_is_read(text: str, seconds: float) -> None:
    assert read_limit({VARIABLE: text}) == seconds
    assert read_limit({}) == SECONDS


@pytest.mark.parametrize("text", ["soon", "-1", "1e3", "inf", "nan", "١", " 5", "5s", "9999999", "0.0001"])
def test_a_limit_that_is_none(text: str) -> None:
    with pytest.raises(Failure) as caught:
        read_limit({VARIABLE: text})
    (defect,) = caught.value.defects
    assert (defect.code, defect.finding.span.path) == ("S015", VARIABLE)
    assert repr(text) in defect.finding.message
