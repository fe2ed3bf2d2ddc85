"""The command in a process where the numbers of paragraphs have another form, by its one definition.

The form is replaced before anything else is imported; see `run_alone`.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Any, NamedTuple

from tests.support.own_process import run_alone
from toolchain.model import forms


class Ran(NamedTuple):
    status: Any
    out: str
    err: str


class _Order(NamedTuple):
    form: str
    commands: Sequence[Sequence[str]]


def run_in_form(form: str, *commands: Sequence[str]) -> list[Ran]:
    """Run commands, with numbers of paragraphs like "§ %"."""
    return run_alone(_run, _Order(form, commands))


def _run(order: _Order) -> list[Ran]:
    forms.PARAGRAPH = forms.Form("decimal", order.form)
    from tests.support.reading_here import read_here
    from toolchain import cli
    from toolchain.checks.files.epub import validator

    validator._jar = lambda: None  # epubcheck has nothing to say of numbers

    cli.leave = sys.exit  # type: ignore[assignment]
    with read_here():
        return [_ran(cli, each) for each in order.commands]


def _ran(cli: Any, arguments: Sequence[str]) -> Ran:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    sys.argv = ["submission", *arguments]
    status: Any = None
    with redirect_stdout(out), redirect_stderr(err):
        try:
            cli.main()
        except SystemExit as left:
            status = left.code
    return Ran(status, *(each.buffer.getvalue().decode() for each in (out, err)))
