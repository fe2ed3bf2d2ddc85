"""The actions of `send-check` and `pack`: what to fix before a submission is sent, and the files to send."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from toolchain.cli import actions as commands
from toolchain.cli.actions import versions
from toolchain.cli.progress import Progress
from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Word
from toolchain.model.records import replace
from toolchain.model.wording import counted, said
from toolchain.pipeline import pack as packing
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline.send_check.gathering import Sending, of_file, of_source, recorded_of, recording
from toolchain.pipeline.send_check.items import Item, State
from toolchain.plugins.formats import is_finished
from toolchain.project.settings import Options
from toolchain.project.sources import one_source
from toolchain.reports import json_object

_WIDTH = 92
_PARTS: tuple[tuple[State, str, str], ...] = (
    ("fix", Word("To fix"), "[!]"),
    ("review", Word("To review"), "[?]"),
    ("proved", Word("Proved"), "[x]"),
    ("unseen", Word("Not looked at"), "[ ]"),
    ("absent", Word("Not applicable"), "[-]"),
    ("person", Word("For you to check"), "[ ]"),
)


def show(named: str, output: Path | None, options: Options, form: str, *, brief: bool) -> int:
    """Print the page of a source or a finished file; `brief` leaves out the addresses of rules."""
    try:
        with Progress() as progress:
            if is_finished(named):
                sending = of_file(Path(named), options, progress.step)
            else:
                sending = of_source(one_source(named), output, options, progress.step)
    except Failure as error:
        commands.report_failure(error)
        return pipeline.COULD_NOT_RUN
    if brief:
        sending = replace(sending, items=tuple(each._replace(sources=()) for each in sending.items))
    if form == "json":
        items = [item._asdict() for item in sending.items]
        commands.print_json(json_object(path=sending.name, recipient=sending.profile, items=items))
    else:
        commands.print_lines(*_lines(sending))
    return pipeline.REFUSED if sending.has_something_to_fix else pipeline.FINE


def _lines(sending: Sending) -> Iterator[str]:
    yield said("Before {file} is sent to {recipient}", file=sending.name, recipient=sending.recipient)
    for state, title, box in _PARTS:
        items = [item for item in sending.items if item.state == state]
        if items:
            yield ""
            yield said(title)
            for item in items:
                yield from _item(item, box)
    yield ""
    yield _sum(sending)


def _sum(sending: Sending) -> str:
    """Return the last line: whether there is anything to fix or to review."""
    points = sum(item.state == "review" for item in sending.items)
    review = said("; {points} to review", points=counted(points, "point")) if points else ""
    if sending.has_something_to_fix:
        return said("There is something to fix{review}.", review=review)
    return said("There is nothing to fix{review}.", review=review)


def _item(item: Item, box: str) -> Iterator[str]:
    yield from _wrapped(item.text, f"  {box} ")
    for detail in item.details:
        yield from _wrapped(detail, "        ")
    for source in item.sources:
        day = said(" on {day}", day=item.checked) if item.checked else ""
        yield from _wrapped(f"{source}{day}", f"        {said('read at')} ")


def _wrapped(text: str, first: str) -> list[str]:
    """Return a text in lines, with whole addresses, and further lines aligned below the first."""
    rest = " " * (len(first) if first.strip() == "" or "[" in first else 8)
    wrapper = textwrap.TextWrapper(_WIDTH, first, rest, break_long_words=False, break_on_hyphens=False)
    return wrapper.wrap(text)


def pack(
    named: str, folder: Path, output: Path | None, options: Options, *, freeze: bool | None, day: str
) -> int:
    """Pack the outputs of a source that has nothing to fix, and print what is in the folder."""
    versions.check_day(day)
    source = one_source(named)
    with Progress() as progress:
        submission = pipeline.read(source, options)
        files = packing.contents(submission, output)
        sending = of_source(source, output, options, progress.step)
    if sending.has_something_to_fix or not files:
        commands.print_lines(*_lines(sending))
        why = said("nothing is packed: there is no file to send yet")
        if sending.has_something_to_fix:
            why = said("nothing is packed: fix what is listed first")
        commands.tell(why)
        return pipeline.REFUSED
    packed = packing.pack(submission, files, folder)
    commands.print_lines(*(said("packed {file}", file=path.as_posix()) for path in packed))
    facts = {"folder": folder.as_posix(), "recipient": sending.recipient}
    commands.print_lines(said("{folder} has these files and no others, for {recipient}", **facts))
    is_recorded, line = recording(submission, options, day)
    if freeze is None and not is_recorded and sys.stdin.isatty():
        freeze = _agreed(said("Record its numbers as those that are sent?"))
    if freeze and not is_recorded:
        _, chosen = recorded_of(submission, options)
        return versions.freeze(source.as_posix(), day, chosen, force=False)
    commands.print_lines(line)
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
