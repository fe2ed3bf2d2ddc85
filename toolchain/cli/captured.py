"""Carry out a command in a process that goes on: what it prints is returned."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout

import click

from toolchain.cli import cli
from toolchain.model.diagnostics import Failure
from toolchain.pipeline.stages import COULD_NOT_RUN, diagnose
from toolchain.reports import as_json
from toolchain.servers.rendered import Ran


def run(arguments: Sequence[str]) -> Ran:
    """Return what a command prints, and its exit status. Of a `Failure`, the findings are what it prints."""
    sys.argv = ["submission", *arguments]  # undo keeps the command
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace", newline="") for _ in range(2))
    status = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = cli.main(list(arguments), "submission", standalone_mode=False) or 0
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else COULD_NOT_RUN
        except click.ClickException as error:
            error.show(err)
            status = COULD_NOT_RUN
        except Failure as error:
            click.echo(as_json(diagnose(error)))
            status = COULD_NOT_RUN
    return Ran(status, *(_text(each) for each in (out, err)))


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
