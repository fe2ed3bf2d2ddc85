"""Carry out a command in a process that goes on: what it prints is returned."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from click.testing import CliRunner

from toolchain.cli import cli
from toolchain.model.diagnostics import Failure
from toolchain.pipeline.stages import COULD_NOT_RUN, diagnose
from toolchain.reports import as_json
from toolchain.servers.rendered import Ran


def run(arguments: Sequence[str]) -> Ran:
    """Return what a command prints, and its exit status. Of a `Failure`, the findings are what it prints."""
    sys.argv = ["submission", *arguments]  # undo keeps the command
    done = CliRunner().invoke(cli, arguments, prog_name="submission")
    if isinstance(done.exception, Failure):
        return Ran(COULD_NOT_RUN, as_json(diagnose(done.exception)))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ran(done.exit_code, done.stdout, done.stderr)
