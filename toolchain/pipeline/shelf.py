"""Gather the overview of many submissions. Each is let go before the next, and nothing is written."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

from toolchain.compare.versions import frozen
from toolchain.model.days import day_of
from toolchain.model.diagnostics import Diagnostic, Failure, Severity
from toolchain.model.languages import primary_subtag
from toolchain.model.records import replace
from toolchain.pipeline import stages
from toolchain.pipeline.companions import named_language, original_of, read_record, record_of
from toolchain.pipeline.output_states import states
from toolchain.plugins.formats import formats
from toolchain.project.folder_settings import FolderSettings
from toolchain.project.settings import Options
from toolchain.project.sources import key_of, targets
from toolchain.reports.shelf.entries import Entry, Output, Sent, Words
from toolchain.resolve.tables import Resolved, shown_text
from toolchain.resolve.word_budget import Budget, compared, weigh
from toolchain.resolve.word_count import count
from toolchain.rules.versions import TranslationParity

_OVER: Mapping[bool | None, Literal["yes", "no", "depends"]] = {True: "yes", False: "no", None: "depends"}


class Shelf(NamedTuple):
    """The entries by deadline and path, and why some could not be read."""

    entries: tuple[Entry, ...]
    unread: tuple[Diagnostic, ...]


def gather(
    sources: Sequence[Path],
    output: Path | None,
    options: Options,
    today: datetime.date,
    report: stages.Report,
) -> Shelf:
    """Return the overview of sources, whose outputs are in the folders that `targets` gives."""
    suffixes = {each.name: each.suffix for each in formats()}
    found: list[Entry] = []
    unread: list[Diagnostic] = []
    for source in sources:
        examined = stages.examine([source], options, report)
        if not examined.submissions:
            unread += examined.diagnostics
            found.append(Entry(source.as_posix()))
            continue
        folder = output / source.resolve().parent.name if output and len(sources) > 1 else output
        entry = _entry(examined.submissions[0], examined.diagnostics, today)
        found.append(
            replace(
                entry,
                outputs=_outputs(
                    source, suffixes, folder, options, examined.submissions[0].project.folder_settings
                ),
            )
        )
    return Shelf(_in_order(found), tuple(dict.fromkeys(unread)))


def _outputs(
    source: Path,
    suffixes: Mapping[str, str],
    folder: Path | None,
    options: Options,
    settings: FolderSettings,
) -> tuple[Output, ...]:
    with suppress(Failure):  # an output would have the name of the source: nothing can be built
        places = tuple(targets([source], suffixes, folder, {source: settings.output}).values())
        return tuple(
            Output(path.as_posix(), each) for path, each in states(source, places, options, settings).items()
        )
    return ()


def _in_order(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries by deadline and path, each with the paths of its translations."""
    translations: dict[str, list[str]] = {}
    for each in sorted(entries, key=lambda entry: entry.path):
        if each.original is not None:
            translations.setdefault(key_of(Path(each.original)), []).append(each.path)
    found = (
        replace(each, translations=tuple(translations.get(key_of(Path(each.path)), ()))) for each in entries
    )
    return tuple(sorted(found, key=lambda entry: (entry.deadline or "9999-99", entry.path)))


def _entry(item: stages.Submission, diagnostics: Sequence[Diagnostic], today: datetime.date) -> Entry:
    matter, profile = item.project.front_matter, item.project.profile
    severities = Counter(each.severity for each in diagnostics)
    deadline, original = day_of(matter.deadline), original_of(item.source)
    differences = sum(each.rule is TranslationParity.rule for each in diagnostics)
    if (
        original
        and not differences
        and primary_subtag(named_language(item.source, original)) != primary_subtag(matter.lang)
    ):
        original = None  # a part of its name may look like a language: report.old.md
    return Entry(
        path=item.source.as_posix(),
        readable=True,
        title=shown_text(matter.title, item.resolved.references),
        lang=matter.lang,
        profile=profile.name,
        recipient=profile.title,
        deadline=matter.deadline if deadline else None,
        days_left=(deadline - today).days if deadline else None,
        words=_words(weigh(count(item.resolved), profile)),
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        sent=_sent(item.source, item.resolved),
        original=original.as_posix() if original else None,
        differences=differences if original else None,
    )


def _words(budget: Budget) -> Words:
    limit = budget.limit.value if budget.limit else None
    return Words(compared(budget), budget.least, budget.most, limit, _OVER[budget.over])


def _sent(source: Path, resolved: Resolved) -> Sent | None:
    """Return what the record of what was sent says; that it cannot be read is among the findings."""
    file = record_of(source)
    if not file.is_file():
        return None
    try:
        record = read_record(file)
        rows = frozen.rows(resolved, record, file.as_posix())
    except Failure:
        return Sent("")
    new = Counter(row.text for row in rows if row.new) - Counter(each.text for each in record.paragraphs)
    return Sent(record.day, sum(row.moved for row in rows), new.total())
