"""Plan the building of sources: each is a task of its own, so that none harms another.

What goes into a task and what comes out of it is plain data, so that a task can run in another process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

from toolchain.formats.table import Format
from toolchain.model.diagnostics import Diagnostic, Failure, Finding
from toolchain.model.groups import by_first
from toolchain.model.overview import Overview
from toolchain.model.records import Record
from toolchain.pipeline import withholding
from toolchain.plugins import registry as plugins
from toolchain.plugins.formats import is_finished
from toolchain.plugins.interface import Writer
from toolchain.project.folder_settings import FolderSettings, read_settings
from toolchain.project.settings import Options, Project, Version, pdf_engine
from toolchain.project.sources import targets
from toolchain.resolve.word_budget import Budget
from toolchain.rules.plugins import LibraryMissing, NoPango, NothingToMake, Skipped

Refusal = Literal["", "errors", "differs", "failed"]
"""Why a task made nothing: its source has errors, an output differs from it, or the task could not go on."""


class Order(Record):
    """The outputs that `build` is asked for. `formats` is empty for all that are available.

    `force` replaces outputs that were edited, and keeps these next to them.
    """

    formats: tuple[str, ...] = ()
    output: Path | None = None
    force: bool = False


class Cluster(Record):
    """The address of a scheduler. `insecure` lets texts pass a network in which others can read them."""

    address: str
    insecure: bool = False


class Task(Record):
    """A source to build, with the path of each output by its version and format. `formats` are those that are
    named.

    `settings` are those of `submission.toml` at the time of the plan. `clash` says why it cannot begin: an
    output would have the path of another, or its writer cannot be loaded.
    """

    source: Path
    targets: Mapping[tuple[Version, str], Path]
    formats: tuple[str, ...]
    options: Options
    settings: FolderSettings = FolderSettings()
    clash: tuple[Finding, ...] = ()


class Outcome(Record):
    """What a task found and made: `outputs` are none if it is refused.

    `texts` are the files that findings name, `formats` those that were made. `own` means that it used a
    template or style sheet of the user's own. `read` has the digest of each file that was read. `recipient`
    is the name of a profile, `version` the one that `budget` counts. `seconds` is how long the task took,
    `fixed` how many findings could be fixed.
    """

    source: Path
    status: int
    refused: Refusal = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str] = {}
    outputs: Mapping[Path, bytes] = {}
    formats: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    budget: Budget | None = None
    own: bool = False
    fixed: int = 0
    read: Mapping[str, str] = {}
    recipient: str = ""
    version: Version = ""
    seconds: float = 0

    @property
    def overview(self) -> Overview:
        """The source in a list of many."""
        found = dict(Counter(each.severity.word for each in self.diagnostics))
        if self.budget is None:
            return Overview(self.recipient, findings=found)
        limit = self.budget.limit and self.budget.limit.value
        return Overview(self.recipient, self.budget.total, limit, found, self.budget.least)


def plan(sources: Sequence[Path], order: Order, options: Options) -> tuple[Task, ...]:
    """Return a task for each source; one for a finished file says that it is not a source.

    Raise `Failure` (S015) for a format of the order whose writer cannot be loaded; a source whose
    `submission.toml` names one is refused.
    """
    known = plugins.registered(plugins.WRITERS)
    given = {source: read_settings(source)[0] for source in sources}
    named = {
        source: order.formats or tuple(filter(known.__contains__, settings.formats))
        for source, settings in given.items()
    }
    made: dict[tuple[str, ...], list[Format]] = {}
    clashes: dict[Path, Failure] = {}
    for source, names in named.items():
        try:
            made[names] = made.get(names) or [each.format for each in loaded_writers(names)[0]]
        except Failure as error:
            if order.formats:
                raise
            made[names], clashes[source] = [], error
    formats = {each.name: each for found in made.values() for each in found}
    suffixes = {
        name: (options.print_shop and each.press_suffix) or each.suffix for name, each in formats.items()
    }
    own = {source: settings.output for source, settings in given.items()}
    built = [each for each in sources if not is_finished(each)]
    versions = {source: withholding.versions(source, options) for source in built}
    places = targets(built, suffixes, order.output, own, versions, clashes=clashes)
    found = []
    for source, settings in given.items():
        paths = {
            (version, each.name): places[source, version, each.name]
            for version in versions.get(source, ())
            for each in made[named[source]]
        }
        clash = clashes[source].findings if source in clashes else ()
        found.append(Task(source, paths, named[source], options, settings, clash))
    return tuple(found)


def largest_first(tasks: Sequence[Task]) -> list[int]:
    """Return the numbers of tasks in the order in which they begin, so that the longest is not the last."""
    return sorted(range(len(tasks)), key=lambda number: -size(tasks[number]))


def size(task: Task) -> int:
    """Return the length of a source in bytes, 0 if it cannot be read."""
    with suppress(OSError):
        return task.source.stat().st_size
    return 0


def available(project: Project, names: Sequence[str]) -> tuple[Sequence[Writer], tuple[Skipped, ...]]:
    """Return the writers of the named or of all formats, and why others are skipped.

    Raise `Failure` (S015, S016) for a named output that cannot be made, and if none can.
    """
    writers, skipped = loaded_writers(names)
    usable: list[Writer] = []
    for writer in writers:
        missing = plugins.missing_library(plugins.needs(writer, project))
        if missing:
            why = _explained(missing, project)
            if names:
                raise Failure.of(project.source.as_posix(), why)
            skipped.append(Skipped(writer.format.name, (why,)))
        else:
            usable.append(writer)
    if not usable:
        raise Failure.of("build", NothingToMake(tuple(skipped)))
    return usable, tuple(skipped)


def together(skipped: Mapping[str, Iterable[Skipped]]) -> tuple[Skipped, ...]:
    """Return each line once, from the lines of each source; it names the sources unless it is of all."""
    found = by_first((line, source) for source, lines in skipped.items() for line in lines)
    of_all = len(skipped)
    return tuple(
        Skipped(line.name, line.why, tuple(sources) if len(sources) < of_all else None)
        for line, sources in found.items()
    )


def _explained(missing: LibraryMissing, project: Project) -> LibraryMissing:
    return NoPango(missing.install, pdf_engine(project).why) if isinstance(missing, NoPango) else missing


def loaded_writers(names: Sequence[str]) -> tuple[list[Writer], list[Skipped]]:
    """Return the writers of the named or of all formats, and why others cannot be loaded."""
    writers: list[Writer] = []
    skipped: list[Skipped] = []
    for name in names or plugins.registered(plugins.WRITERS):
        try:
            writers.append(plugins.writer(name))
        except Failure as error:
            if names:
                raise
            skipped.append(Skipped(name, tuple(defect.facts for defect in error.findings)))
    return writers, skipped
