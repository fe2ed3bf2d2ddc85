"""The actions after a text is written: what to fix, the files to send, what was sent, who has agreed."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from toolchain.cli import actions as commands
from toolchain.cli.options import typed
from toolchain.cli.progress import Progress
from toolchain.compare.versions import frozen
from toolchain.compare.versions.agreed import lines
from toolchain.formats.csv_text import csv_text
from toolchain.model.days import day_of
from toolchain.model.diagnostics import Failure, Severity
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import replace
from toolchain.model.wording import command_line, counted, said, shorten
from toolchain.pipeline import agreements, companions, undo
from toolchain.pipeline import pack as packing
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import write_files as outputs
from toolchain.pipeline.send_check.gathering import Sending, of_file, of_source, recorded_of, recording
from toolchain.pipeline.send_check.items import Item, State
from toolchain.plugins.formats import is_finished
from toolchain.project.settings import Options, version_named
from toolchain.project.sources import one_source
from toolchain.reports import in_columns, json_object
from toolchain.rules.commands import NoRecord

_WIDTH = 92
_COMMAND = expression(r"(?<=: )submission [a-z-]+ .+")
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
    """Return a text in lines, with whole addresses, and further lines aligned below the first.

    A command that does not fit gets a line of its own, so that it can be copied.
    """
    rest = " " * (len(first) if first.strip() == "" or "[" in first else 8)
    wrapper = textwrap.TextWrapper(_WIDTH, first, rest, break_long_words=False, break_on_hyphens=False)
    lines, command = wrapper.wrap(text), _COMMAND.search(text)
    if command and len(lines) > 1:
        return [*wrapper.wrap(text[: command.start()]), rest + command[0]]
    return lines


def pack(
    named: str, folder: Path, output: Path | None, options: Options, *, recorded: bool | None, day: str
) -> int:
    """Pack the outputs of a source that has nothing to fix, and print what is in the folder."""
    check_day(day)
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
    if recorded is None and not is_recorded and sys.stdin.isatty():
        recorded = _agreed(said("Record its numbers as those that are sent?"))
    if recorded and not is_recorded:
        _, chosen = recorded_of(submission, options)
        return freeze(source.as_posix(), day, chosen, force=False)
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

    line = f"{question} {letters}{said(': ')}"
    return bool(
        click.prompt(line, default=yes, value_proc=read, prompt_suffix="", show_default=False, err=True)
    )


_COLUMNS = ("old", "new", "text")
_WIDEST = 60


def freeze(named: str, day: str, options: Options, *, force: bool, keep: bool = False) -> int:
    """Record the numbers of a source, and with `keep` the source; one with errors is refused."""
    check_day(day)
    source = one_source(named)
    file = companions.record_of(source)
    if not force:
        outputs.refuse_existing(file)
    with Progress() as progress:
        examined = pipeline.examine([source], options, progress.step).before_sending()
    others = (each for each in examined.diagnostics if each.finding.span.path != file.as_posix())
    examined = examined._replace(diagnostics=tuple(others))  # the earlier record is replaced, right or wrong
    if pipeline.has_errors(examined.diagnostics):
        commands.print_check(examined, commands.Shown(everything=True), Severity.ERROR)
        commands.tell(said("nothing is recorded: fix the errors first"))
        return pipeline.COULD_NOT_RUN if examined.failed else pipeline.REFUSED
    record = frozen.record(examined.submissions[0].resolved, day, keep=keep)
    data = frozen.as_json(record).encode()
    is_replaced = file.is_file() and undo.write({undo.file_of(file): data}, typed())
    if not is_replaced:
        outputs.write_all({file: data})
    numbers = counted(len(record.paragraphs), "number")
    line = said("{file}: {numbers} recorded", file=file.as_posix(), numbers=numbers)
    commands.print_lines(line + version_named(examined.submissions[0].project.version))
    commands.tell_undo(*([file.as_posix()] if is_replaced else []))
    return pipeline.FINE


def check_day(day: str) -> None:
    """Raise `click.BadParameter` for a text in `--sent` that is not a date."""
    if day and day_of(day) is None:
        message = said("{day!r} is not a date: write it as 2026-03-15", day=day)
        raise click.BadParameter(message, param_hint="--sent")


def moved(named: str, form: str, options: Options, *, every: bool) -> int:
    """Print the table of old and new numbers."""
    source = one_source(named)
    file = companions.record_of(source)
    if not file.is_file():
        raise Failure.of(file.as_posix(), NoRecord(command_line(source)))
    record = companions.read_record(file)
    item = pipeline.read(source, companions.options_for(record, options))
    version, terms = item.project.version, item.resolved.words.terms
    if options.version == "public":
        pipeline.shareable(item)
    if version == "public" and not record.is_public:
        full = pipeline.read(source, replace(options, version=""))
        rows = [*frozen.shown_in(frozen.rows(full.resolved, record, file.as_posix()), item.resolved)]
    else:
        rows = frozen.rows(item.resolved, record, file.as_posix())
    changed = sum(row.moved for row in rows if row.old)
    shown = rows if every else [row for row in rows if row.moved]
    if form == "csv":
        _print_csv(shown, f" ({terms['secret']})" * (version == "confidential"))
    elif form == "json":
        numbers = [{name: getattr(row, name) for name in _COLUMNS} for row in shown]
        commands.print_json(json_object(None, sent=record.day, variant=version or None, numbers=numbers))
    else:
        if shown:
            click.echo(in_columns(list(map(_cells, shown))))
        facts = {"file": source.as_posix(), "numbers": counted(changed, "number")}
        line = said("{file}: {numbers} moved since it was sent", **facts)
        commands.print_lines(line + version_named(version))
    return pipeline.REFUSED if changed else pipeline.FINE


def _print_csv(rows: Sequence[frozen.Row], mark: str) -> None:
    """Print a table as RFC 4180, in UTF-8 with the byte order mark that spreadsheets need.

    `mark` is put after the head of the texts.
    """
    sys.stdout.reconfigure(encoding="utf-8-sig", newline="")  # type: ignore[union-attr]
    head = (*_COLUMNS[:-1], _COLUMNS[-1] + mark)
    texts = ([getattr(row, name) for name in _COLUMNS] for row in rows)
    click.echo(csv_text((head, *texts)), nl=False)


def _cells(row: frozen.Row) -> tuple[str, str, str]:
    return row.old or said("added"), row.new or said("gone"), shorten(row.text, _WIDEST)


def sign(named: str, name: str, options: Options, *, withdraw: bool) -> int:
    """Note that an organization has agreed to a text, and print who has agreed now."""
    item = pipeline.read(one_source(named), options)
    found = agreements.sign(item, name, withdraw=withdraw)
    path, standing = item.source.as_posix(), agreements.standing(item)
    done = said("{name} no longer agrees to a text of {file}", name=found, file=path)
    if not withdraw:
        done = said("{name} has agreed to the text of {file}", name=found, file=path)
    commands.print_lines(done, *(lines(path, standing) if standing else ()))
    return pipeline.FINE
