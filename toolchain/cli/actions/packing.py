"""The action of `pack`: after send-check, put what the recipient takes into a folder, and offer `freeze`."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from toolchain.cli.actions import versions
from toolchain.cli.actions.sending import print_page
from toolchain.cli.progress import Progress
from toolchain.model.speech import said
from toolchain.pipeline import companions, pack
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline.send_check.gathering import of_source
from toolchain.project.settings import Options
from toolchain.project.sources import one_source
from toolchain.reports import visible


def put(
    named: str, folder: Path, output: Path | None, options: Options, *, freeze: bool | None, day: str
) -> int:
    """Pack the outputs of a source that has nothing to fix, and print what is in the folder."""
    versions.check_day(day)
    source = one_source(named)
    with Progress(sys.stderr) as progress:
        submission = pipeline.read(source, options)
        files = pack.contents(submission, output)
        sending = of_source(source, output, options, progress.step)
    if sending.has_something_to_fix:
        print_page(sending)
        click.echo(said("nothing is packed: fix what is listed first"), err=True)
        return pipeline.REFUSED
    packed = pack.pack(submission, files, folder)
    for path in packed:
        click.echo(visible(said("packed {file}", file=path.as_posix())))
    facts = {"folder": folder.as_posix(), "recipient": sending.recipient}
    click.echo(visible(said("{folder} has these files and no others, for {recipient}", **facts)))
    return _recorded(source, options, freeze=freeze, day=day)


def _recorded(source: Path, options: Options, *, freeze: bool | None, day: str) -> int:
    """Record the numbers of what was packed, if that is asked for or agreed to."""
    version = ("--public",) * (options.version == "public")
    sent = ("--sent", day) if day else ()
    command = shlex.join(("submission", "freeze", source.as_posix(), *version, *sent))
    if companions.record_of(source).exists():
        line = said(
            "there is a record of an earlier version; to replace it: {command} --force", command=command
        )
        click.echo(visible(line))
        return pipeline.FINE
    if freeze is None and sys.stdin.isatty():
        freeze = _agreed(said("Record its numbers as those that are sent?"))
    if freeze:
        return versions.freeze(source.as_posix(), day, options, force=False)
    click.echo(visible(said("once it is sent, record its numbers: {command}", command=command)))
    return pipeline.FINE


def _agreed(question: str) -> bool:
    """Ask a question, which the letters of the language answer, and "y"."""
    letters = said("[Y/n]")
    yes = letters[1].lower()

    def read(answer: str) -> bool:
        letter = answer.strip().lower()[:1]
        if letter not in (yes, "y", "n"):
            raise click.UsageError(said("answer {yes} or n", yes=yes))
        return letter != "n"

    asked = f"{question} {letters}"
    return bool(click.prompt(asked, default=yes, show_default=False, value_proc=read, err=True))
