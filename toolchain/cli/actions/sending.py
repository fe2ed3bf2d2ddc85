"""The action of `send-check`: print what to check and fix before a submission is sent."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from toolchain.cli import actions as commands
from toolchain.cli.progress import Progress
from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Word
from toolchain.model.speech import said
from toolchain.model.wording import counted
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline.send_check.gathering import Sending, of_file, of_source
from toolchain.pipeline.send_check.items import Item, State
from toolchain.plugins.formats import is_finished
from toolchain.project.settings import Options
from toolchain.project.sources import one_source
from toolchain.reports import visible

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
        with Progress(sys.stderr) as progress:
            sending = _gathered(named, output, options, progress)
    except Failure as error:
        commands.report_failure(error)
        return pipeline.COULD_NOT_RUN
    if brief:
        sending = sending._replace(items=tuple(each._replace(sources=()) for each in sending.items))
    if form == "json":
        commands.print_json(json.dumps(_record(sending), ensure_ascii=False, indent=2))
    else:
        print_page(sending)
    return pipeline.REFUSED if sending.has_something_to_fix else pipeline.FINE


def print_page(sending: Sending) -> None:
    """Print the page for people."""
    for line in _lines(sending):
        click.echo(visible(line))


def _gathered(named: str, output: Path | None, options: Options, progress: Progress) -> Sending:
    if is_finished(named):
        return of_file(Path(named), options, progress.step)
    return of_source(one_source(named), output, options, progress.step)


def _record(sending: Sending) -> dict[str, object]:
    items = [item._asdict() for item in sending.items]
    return {"version": 1, "path": sending.name, "recipient": sending.profile, "items": items}


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
