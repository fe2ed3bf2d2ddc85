"""What several commands have in common: sources as arguments, and options for all of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from toolchain.model.expressions import expression
from toolchain.model.wording import command_line, said

if TYPE_CHECKING:
    from toolchain.formats.needs import Need
    from toolchain.pipeline.tasks import Cluster
    from toolchain.project.settings import Options

_Command = TypeVar("_Command", bound=Callable[..., Any])

FILE = click.Path(readable=False)
"""The type of an argument; that a file cannot be read is found later, and said with a code."""

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)

sources = click.argument("source", nargs=-1, type=FILE)
one_source = click.argument("source", type=FILE)


def not_empty(_context: click.Context, parameter: click.Parameter, value: str | None) -> str:
    """Return the value of an option, "" if it is not given. Raise `click.BadParameter` for an empty one."""
    if value is not None and not value.strip():
        raise click.BadParameter(said("it is empty"), param=parameter)
    return value or ""


def wrong(message: str, **facts: object) -> click.UsageError:
    """Return the error of options that do not go together."""
    return click.UsageError(said(message, **facts))


with_profile = click.option(
    "--profile", metavar="NAME", callback=not_empty, help="Recipient's rules (default: as the source says)."
)


with_public = click.option(
    "--public", is_flag=True, help="Only the public version of sources that withhold something."
)


def with_output(*names: str) -> Callable[[_Command], _Command]:
    """Return the option, under these names, for the folder in which outputs are."""
    return click.option(
        *names,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Folder of the outputs (default: build/).",
    )


with_everything = click.option(
    "--all", "everything", is_flag=True, help="Print all findings, not only five of each code in a file."
)


def with_form(*names: str, says: str) -> Callable[[_Command], _Command]:
    """Return the option for the form of what a command prints, by default the first of its names."""
    return click.option(
        "--format", "form", type=click.Choice(names), default=names[0], show_default=True, help=says
    )


def with_cluster(command: _Command) -> _Command:
    """Add the options of a command that can work on a cluster."""
    address = click.option("--cluster", metavar="ADDRESS", default=None,
                           help="Work on a Dask cluster, such as tcp://127.0.0.1:8786.")  # fmt: skip
    insecure = click.option("--insecure", is_flag=True,
                            help="Let sources pass a network without encryption, to a cluster.")  # fmt: skip
    return address(insecure(command))


def cluster(address: str | None, *, insecure: bool) -> Cluster | None:
    """Return the cluster that a command names. Raise `click.UsageError` for an option without effect."""
    from toolchain.pipeline.tasks import Cluster

    if address is None and insecure:
        raise wrong("--insecure works only with --cluster")
    return None if address is None else Cluster(address, insecure)


def options(**chosen: Any) -> Options:
    """Return the options of a run, by the names of `Options`; the epoch is from the environment.

    `public` asks for the public version. Raise `click.UsageError` if SOURCE_DATE_EPOCH is not a number of
    seconds.
    """
    from toolchain.project.settings import Options, read_epoch

    if chosen.pop("public", False):
        chosen["version"] = "public"
    try:
        return Options(**chosen, epoch=read_epoch(os.environ))
    except ValueError as error:
        raise click.UsageError(str(error)) from None


@contextmanager
def needing(need: Need) -> Iterator[None]:
    """Raise `click.ClickException` if a library that is needed meanwhile is not installed."""
    try:
        yield
    except ImportError as error:
        facts = {"name": error.name, "command": need.command()}
        raise click.ClickException(said("{name} is not installed\nhelp: {command}", **facts)) from error


def formats_in(listed: str | None, option: str = "--to") -> tuple[str, ...]:
    """Return the names in an option, each once. Raise `click.BadParameter` for an unknown one."""
    from toolchain.plugins import registry as plugins

    if listed is None:
        return ()
    known = plugins.registered(plugins.WRITERS)
    names = tuple(dict.fromkeys(name.strip().lower() for name in listed.split(",")))
    for name in names:
        if name not in known:
            message = said("unknown output {name!r}; choose from {names}", name=name, names=", ".join(known))
            raise click.BadParameter(message, param_hint=option)
    return names


_WHOLE = expression(r"(^|=)(?:[/\\]|[A-Za-z]:[/\\]|.*\.\.[/\\])(?:.*[/\\])?")


def typed() -> str:
    """Return the command as it was typed, without the folders of this machine."""
    return command_line("submission", *(_WHOLE.sub(r"\1", each) for each in sys.argv[1:]))
