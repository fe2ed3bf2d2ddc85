"""The command where the numbers of paragraphs have another form, by its one definition.

The form is replaced before anything else is imported, in a process of its own; see `run_alone`.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Any, NamedTuple
from unittest.mock import patch

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
    """Run commands, with numbers of paragraphs like "§ %"; in this process if they are so here."""
    order = _Order(form, commands)
    return _run(order) if forms.Form("decimal", form) == forms.PARAGRAPH else run_alone(_run, order)


def _run(order: _Order) -> list[Ran]:
    forms.PARAGRAPH = forms.Form("decimal", order.form)
    from tests.support.command import process_kept
    from tests.support.reading_here import read_here
    from toolchain import cli
    from toolchain.checks.files.epub import validator

    with (
        process_kept(),
        read_here(),
        patch.object(validator, "_jar", lambda: None),  # epubcheck has nothing to say of numbers
        patch.object(cli, "leave", sys.exit),
    ):
        return [_ran(cli, each) for each in order.commands]


def _ran(cli: Any, arguments: Sequence[str]) -> Ran:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    status: Any = None
    with (
        patch.object(sys, "argv", ["submission", *arguments]),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            cli.main()
        except SystemExit as left:
            status = left.code
    return Ran(status, *(each.buffer.getvalue().decode() for each in (out, err)))
