"""Find out which outputs can be made here of each source, and why others are skipped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from toolchain.model.diagnostics import Failure
from toolchain.plugins import registry as plugins
from toolchain.plugins.interface import Writer
from toolchain.project.pdf_engine import pdf_engine
from toolchain.project.settings import Project
from toolchain.rules.plugins import LibraryMissing, NoPango, NothingToMake, Skipped


def available(
    projects: Sequence[Project], names: Sequence[str]
) -> tuple[Mapping[Path, Sequence[Writer]], tuple[Skipped, ...]]:
    """Return the writers of each source, of the named or of all formats, and why others are skipped.

    Raise `Failure` (S015, S016) for a named output that cannot be made, and if none can.
    """
    writers, unloaded = _writers(names)
    usable: dict[Path, list[Writer]] = {project.source: [] for project in projects}
    skipped: dict[tuple[str, LibraryMissing], list[str]] = {}
    known: dict[tuple[str, ...], LibraryMissing | None] = {}
    for project in projects:
        for writer in writers:
            modules = plugins.needs(writer, project)
            if modules not in known:
                known[modules] = plugins.missing_library(modules)
            if missing := known[modules]:
                why = _explained(missing, project)
                if names:
                    raise Failure.of(project.source.as_posix(), why)
                skipped.setdefault((writer.format.name, why), []).append(project.source.as_posix())
            else:
                usable[project.source].append(writer)
    some = {why: tuple(sources) for why, sources in skipped.items() if len(sources) < len(projects)}
    lines = (*unloaded, *(Skipped(name, (why,), some.get((name, why))) for name, why in skipped))
    if not any(usable.values()):
        raise Failure.of("build", NothingToMake(lines))
    return usable, lines


def _explained(missing: LibraryMissing, project: Project) -> LibraryMissing:
    return NoPango(missing.install, pdf_engine(project).why) if isinstance(missing, NoPango) else missing


def _writers(names: Sequence[str]) -> tuple[list[Writer], list[Skipped]]:
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
