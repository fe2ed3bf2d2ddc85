"""The line that says what takes so long appears late, on terminals only, and leaves nothing behind."""

import io
import threading

import pytest

from toolchain.cli.progress import Progress


class Terminal(io.StringIO):
    """A stream that somebody watches. `appeared` is set with the first thing that is written."""

    def __init__(self) -> None:
        super().__init__()
        self.appeared = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.appeared.set()
        return super().write(text)

    def screen(self) -> str:
        """What stands on the line in the end, as a terminal shows it."""
        line: list[str] = []
        for piece in self.getvalue().split("\r"):
            line[: len(piece)] = piece
        return "".join(line).rstrip()


def test_quick_work_shows_nothing() -> None:
    stream = Terminal()
    with Progress(stream, patience=3600) as progress:
        progress.step("checking")
    assert stream.getvalue() == ""


def test_nobody_watches() -> None:
    stream = io.StringIO()
    with Progress(stream, patience=0) as progress:
        progress.step("checking")
    assert stream.getvalue() == ""


def test_the_line_appears_changes_and_goes() -> None:
    stream = Terminal()
    with Progress(stream, patience=0) as progress:
        progress.step("writing build/x/report.docx")
        assert stream.appeared.wait(10)
        progress.step("writing build/x/report.docx")
        assert stream.screen() == "writing build/x/report.docx"
        progress.step("done")
        assert stream.screen() == "done"
    assert stream.screen() == ""
    assert "\n" not in stream.getvalue()


@pytest.mark.parametrize(
    ("step", "shown"),
    [("x" * 500, f"{'x' * 77}…"), ("日" * 99, f"{'日' * 38}…"), ("\x1b[2J日", "<U+001B>[2J日")],
)
def test_a_long_line_stays_one_line(step: str, shown: str) -> None:
    """A Chinese letter takes two columns, and the name of a folder steers no terminal."""
    stream = Terminal()
    with Progress(stream, patience=0) as progress:
        assert stream.appeared.wait(10)
        progress.step(step)
        assert stream.screen() == shown


def test_an_error_clears_the_line() -> None:
    stream = Terminal()
    try:
        with Progress(stream, patience=0) as progress:
            assert stream.appeared.wait(10)
            progress.step("writing")
            raise ValueError
    except ValueError:
        assert stream.screen() == ""
