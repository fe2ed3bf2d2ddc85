"""Gather the overview of many submissions. Each is let go before the next, and nothing is written."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from toolchain.compare.versions import frozen
from toolchain.model.days import day_of
from toolchain.model.diagnostics import Diagnostic, Failure
from toolchain.model.groups import by_first
from toolchain.model.languages import primary_subtag
from toolchain.model.overview import Overview
from toolchain.model.records import Record, replace
from toolchain.pipeline import agreements, own_outputs, stages, stamps, withholding
from toolchain.pipeline.companions import named_language, options_for, original_of, read_record, record_of
from toolchain.pipeline.tasks import Outcome
from toolchain.plugins.formats import formats
from toolchain.project.folder_settings import FolderSettings
from toolchain.project.settings import Options
from toolchain.project.sources import targets
from toolchain.reports.shelf.entries import Entry, Sent, State
from toolchain.resolve.tables import shown_text
from toolchain.resolve.word_budget import weigh
from toolchain.resolve.word_count import count
from toolchain.rules.kept import WithoutSource
from toolchain.rules.versions import TranslationParity


class Shelf(Record):
    """The entries by deadline and path, why some could not be read, and outputs without a source."""

    entries: tuple[Entry, ...]
    unread: tuple[Diagnostic, ...]
    left: tuple[WithoutSource, ...]


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
    folders: dict[Path, None] = {}
    for source in sources:
        examined = stages.examine_all([source], options, report)
        if not examined.submissions:
            unread += examined.diagnostics
            found.append(Entry(source.as_posix()))
            continue
        folder = output / source.resolve().parent.name if output and len(sources) > 1 else output
        built, settings = _Built({}, None), examined.submissions[0].project.folder_settings
        with suppress(Failure):  # an output would have the name of the source: nothing can be built
            versions = {source: withholding.versions(source, options)}
            places = targets([source], suffixes, folder, {source: settings.output}, versions)
            built = _built(source, tuple(places.values()), options, settings)
            folders |= dict.fromkeys(_around(next(iter(places.values())).parent, source))
        entry = _entry(examined, today, built, options)
        try:
            entry = replace(entry, signed=agreements.standing(examined.submissions[0]))
        except Failure as error:
            unread += stages.diagnose(error)
        found.append(entry)
    left = tuple(own_outputs.without_source(folders))
    return Shelf(_in_order(found), tuple(dict.fromkeys(unread)), left)


def _around(folder: Path, source: Path) -> Iterator[Path]:
    """Yield a folder of outputs and, if it has the name of the source's, those next to it."""
    yield folder
    with suppress(OSError):
        if folder.name == source.resolve().parent.name:
            yield from sorted(each for each in folder.parent.iterdir() if each.is_dir())


def _in_order(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries by deadline and path, each with the paths of its translations."""
    found = sorted(entries, key=lambda entry: (entry.deadline or "9999-99", entry.path))
    translations = by_first((each.original, each.path) for each in found)
    return tuple(replace(each, translations=tuple(translations.get(each.path, ()))) for each in found)


class _Built(Record):
    """The state of each output by its path, and the overview that was made with them, if it is still true."""

    states: Mapping[str, State]
    overview: Overview | None


def _built(source: Path, known: Sequence[Path], options: Options, settings: FolderSettings) -> _Built:
    """Return the state of each output that was built; of all `known`, if there is none.

    An output with other bytes than those of the last whole build, which no person has edited, was built
    differently: as a draft, with other options, or by another version. Of an output that is in no stamp, that
    is not known.
    """
    stamp = None
    folder = known[0].parent
    with suppress(Failure):  # its private folder cannot be read: then nothing is known of a build
        stamp = stamps.kept(source, folder)
    names = [folder / Path(name).name for name in stamp.stamp.outputs] if stamp else []
    made = dict.fromkeys((*names, *(path for path in known if path.is_file())))
    as_built: State = "built differently"
    if stamp and not stamp.has_read_the_same(source):
        as_built = "older than the source"
    elif stamp and stamp.is_decided_as(options, settings):
        as_built = "up to date"
    is_true = stamp and as_built == "up to date" and stamp.has_as_many_files()
    states = {path.as_posix(): _state(path, stamp, as_built) for path in (made or known)}
    return _Built(states, stamp.stamp.overview if stamp and is_true else None)


def _state(path: Path, stamp: stamps.Kept | None, as_built: State) -> State:
    with suppress(Failure):
        if not path.is_file():
            return "not built"
        if own_outputs.is_edited(path):
            return "changed by hand"
        if stamp and stamp.has_made(path):
            return as_built
    in_stamp = stamp and path.name in {Path(name).name for name in stamp.stamp.outputs}
    return "built differently" if in_stamp else "not known"


def _entry(examined: stages.Examination, today: datetime.date, built: _Built, options: Options) -> Entry:
    item, public, diagnostics = examined.submissions[0], examined.submissions[-1], examined.diagnostics
    matter, profile = item.project.front_matter, item.project.profile
    known = built.overview
    about = Outcome(item.source, stages.FINE, diagnostics=diagnostics, recipient=profile.name)
    if known is None:  # to count the words of citations takes as long as all checks
        known = replace(about, budget=weigh(count(item.resolved), profile)).overview
    is_full = public.project.version == "confidential"  # the public version cannot be read
    title = () if is_full else public.project.front_matter.title
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
        variant=item.project.version or None,
        readable=True,
        title=shown_text(title, public.resolved.references),
        lang=matter.lang,
        deadline=matter.deadline if deadline else None,
        days_left=(deadline - today).days if deadline else None,
        overview=replace(known, findings=about.overview.findings),
        outputs=built.states,
        sent=_sent(item, options),
        original=original.as_posix() if original else None,
        differences=differences if original else None,
    )


def _sent(item: stages.Submission, options: Options) -> Sent | None:
    """Return what the record of what was sent says; that it cannot be read is among the findings."""
    file = record_of(item.source)
    if not file.is_file():
        return None
    try:
        record = read_record(file)
        is_other = record.is_public and item.project.version == "confidential"
        shown = stages.read(item.source, options_for(record, options)) if is_other else item
        rows = frozen.rows(shown.resolved, record, file.as_posix())
    except Failure:
        return Sent("")
    new = Counter(row.text for row in rows if row.new) - Counter(each.text for each in record.paragraphs)
    return Sent(record.day, sum(row.moved for row in rows if row.old), new.total())
