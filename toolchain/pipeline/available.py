"""Find out which outputs of a source can be made here, and why others are skipped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from toolchain.model.diagnostics import Failure
from toolchain.plugins import registry as plugins
from toolchain.plugins.interface import Writer
from toolchain.project.pdf_engine import pdf_engine
from toolchain.project.settings import Project
from toolchain.rules.plugins import LibraryMissing, NoPango, NothingToMake, Skipped


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
    found: dict[Skipped, list[str]] = {}
    for source, lines in skipped.items():
        for line in lines:
            found.setdefault(line, []).append(source)
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
