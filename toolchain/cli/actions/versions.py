"""The actions of `freeze`, `moved` and `sign`: note what was sent, what has moved, and who has agreed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from toolchain.cli import actions as commands
from toolchain.cli.options import typed
from toolchain.cli.progress import Progress
from toolchain.compare.versions import frozen
from toolchain.compare.versions.agreed import lines
from toolchain.formats.csv_text import csv_text
from toolchain.model.days import day_of
from toolchain.model.diagnostics import Failure, Severity
from toolchain.model.records import replace
from toolchain.model.wording import command_line, counted, said, shorten
from toolchain.pipeline import agreements, companions, undo
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import write_files as outputs
from toolchain.project.settings import Options, version_named
from toolchain.project.sources import one_source
from toolchain.reports import in_columns, json_object
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
        raise Failure.of(file.as_posix(), NoRecord(command_line(source.as_posix())))
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
