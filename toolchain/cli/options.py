"""What several commands take: sources as arguments, and the options that hold for all of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from toolchain.project.settings import Options

sources = click.argument("source", nargs=-1, type=click.Path(readable=False))


def not_empty(_context: click.Context, parameter: click.Parameter, value: str | None) -> str:
    """The value of an option, "" where it is not given. Raises `click.BadParameter` for an empty one."""
    if value is not None and not value.strip():
        raise click.BadParameter("it is empty", param=parameter)
    return value or ""


def options(**chosen: Any) -> Options:
    """The options of a run, by the names of `Options`; the epoch is the environment's.

    Raises `click.UsageError` where SOURCE_DATE_EPOCH is no time.
    """
    from toolchain.project.settings import Options, read_epoch

    try:
        return Options(**chosen, epoch=read_epoch(os.environ))
    except ValueError as error:
        raise click.UsageError(str(error)) from None
