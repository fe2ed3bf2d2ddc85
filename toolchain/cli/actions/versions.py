"""The actions of `freeze` and `moved`: record the numbers of a sent version, and print which have moved."""

from __future__ import annotations

import csv
import io
import json
import shlex
import sys
from collections.abc import Sequence

import click

from toolchain.cli import actions as commands
from toolchain.cli.progress import Progress
from toolchain.compare.versions import frozen
from toolchain.model.days import day_of
from toolchain.model.diagnostics import Failure, Severity
from toolchain.model.speech import said
from toolchain.model.wording import counted
from toolchain.pipeline import companions
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import write_files as outputs
from toolchain.project.settings import VERSIONS, Options
from toolchain.project.sources import one_source
from toolchain.reports import visible
from toolchain.reports.columns import in_columns
from toolchain.rules.commands import FileExists, NoRecord

_COLUMNS = ("old", "new", "text")
_WIDEST = 60


def freeze(named: str, day: str, options: Options, *, force: bool, keep: bool = False) -> int:
    """Record the numbers of a source, and with `keep` the source; one with errors is refused."""
    check_day(day)
    source = one_source(named)
    file = companions.record_of(source)
    if not force and (file.exists() or file.is_symlink()):
        raise Failure.of(file.as_posix(), FileExists())
    with Progress(sys.stderr) as progress:
        examined = pipeline.examine([source], options, progress.step).before_sending()
    grave = [each for each in examined.diagnostics if each.severity >= Severity.ERROR]
    if grave:
        commands.print_check(examined, commands.Shown(everything=True), Severity.ERROR)
        click.echo(said("nothing is recorded: fix the errors first"), err=True)
        return pipeline.COULD_NOT_RUN if examined.failed else pipeline.REFUSED
    record = frozen.record(examined.submissions[0].resolved, day, keep=keep)
    outputs.write_all({file: frozen.as_json(record).encode()})
    numbers = counted(len(record.paragraphs), "number")
    version = examined.submissions[0].project.version
    named = f" ({said(VERSIONS[version])})" if version else ""
    line = said("{file}: {numbers} recorded", file=file.as_posix(), numbers=numbers)
    click.echo(visible(f"{line}{named}"))
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
        raise Failure.of(file.as_posix(), NoRecord(shlex.quote(source.as_posix())))
    record = companions.read_record(file)
    rows = frozen.rows(pipeline.read(source, options).resolved, record, file.as_posix())
    changed = sum(row.moved for row in rows)
    shown = rows if every else [row for row in rows if row.moved]
    if form == "csv":
        _print_csv(shown)
    elif form == "json":
        numbers = [{name: getattr(row, name) for name in _COLUMNS} for row in shown]
        content = {"version": 1, "sent": record.day, "numbers": numbers}
        commands.print_json(json.dumps(content, ensure_ascii=False))
    else:
        _print(shown)
        facts = {"file": source.as_posix(), "numbers": counted(changed, "number")}
        click.echo(visible(said("{file}: {numbers} moved since it was sent", **facts)))
    return pipeline.REFUSED if changed else pipeline.FINE


def _print_csv(rows: Sequence[frozen.Row]) -> None:
    """Print a table as RFC 4180, in UTF-8 with the byte order mark that spreadsheets need."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    writer.writerows([_safe(getattr(row, name)) for name in _COLUMNS] for row in rows)
    sys.stdout.reconfigure(encoding="utf-8-sig", newline="")  # type: ignore[union-attr]
    click.echo(text.getvalue(), nl=False)


def _safe(text: str) -> str:
    """Return a cell that no spreadsheet reads as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _print(rows: Sequence[frozen.Row]) -> None:
    if not rows:
        return
    cells = [(row.old or said("added"), row.new or said("gone"), _beginning(row.text)) for row in rows]
    click.echo(in_columns(cells))


def _beginning(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1].rstrip()}…"
