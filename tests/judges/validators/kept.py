"""Programs that start slowly and judge quickly: each is started once, and asked until the tests end.

One reads orders from its standard input, a line each. Its answer is some lines and an empty one.
"""

from __future__ import annotations

import atexit
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from threading import Timer


class _Program:
    def __init__(self, command: Sequence[str | Path]) -> None:
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            encoding="utf-8",
            errors="replace",
        )

    def ask(self, order: str, seconds: int) -> list[str]:
        assert self._process.stdin
        assert self._process.stdout
        late = Timer(seconds, self._process.kill)
        late.start()
        lines: list[str] = []
        try:
            self._process.stdin.write(f"{order}\n")
            self._process.stdin.flush()
            for line in self._process.stdout:
                if line == "\n":
                    return lines
                lines.append(line.removesuffix("\n"))
        except BrokenPipeError:
            pass  # it ended before
        finally:
            late.cancel()
        self._errors.seek(0)
        raise RuntimeError(f"it ended, or was ended after {seconds} seconds:\n{lines}\n{self._errors.read()}")

    def end(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._errors.close()


_programs: dict[tuple[str, ...], _Program] = {}


def ask(command: Sequence[str | Path], order: str, *, seconds: int = 600) -> list[str]:
    """The answer of the program that a command starts. Raises RuntimeError where it ends or takes too long.

    Another one is started for the next order then.
    """
    key = tuple(map(str, command))
    program = _programs.get(key) or _programs.setdefault(key, _Program(command))
    try:
        return program.ask(order, seconds)
    except BaseException:
        _programs.pop(key).end()
        raise


def end(command: Sequence[str | Path]) -> None:
    """End a program. It is started again for its next order, with nothing left of those before."""
    if program := _programs.pop(tuple(map(str, command)), None):
        program.end()


@atexit.register
def _end_all() -> None:
    while _programs:
        _programs.popitem()[1].end()
