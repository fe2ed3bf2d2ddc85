"""Compare a source with the files next to it: a translation's original, the record of what was sent.

`report.fr.md` translates the `report.md` next to it; `report.sent.json` records the numbers of `report.md` as
it was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from toolchain.formats.read_bytes import text_of
from toolchain.formats.table import SOURCES
from toolchain.model.diagnostics import Failure, Finding, Related, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.front_matter import UN_LANGUAGES
from toolchain.model.languages import primary_subtag
from toolchain.model.records import replace
from toolchain.pipeline.write_files import unwritable
from toolchain.resolve.tables import Resolved
from toolchain.rules import versions as about

if TYPE_CHECKING:
    from toolchain.compare.versions.frozen import Record
    from toolchain.project.settings import Options

_TRANSLATION = expression(r"(.+)\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")


def original_of(source: Path) -> Path | None:
    """Return the path of the existing original of which the name of a source says it is a translation."""
    found = _TRANSLATION.fullmatch(source.stem)
    original = source.with_name(f"{found[1]}{source.suffix}") if found else source
    return original if found and original.is_file() else None


def named_language(source: Path, original: Path) -> str:
    """Return the language in the file name of a translation: "fr" in "report.fr.md".

    It is the part of the name after the original's, which may be another word: "old" in "report.old.md".
    """
    return source.stem.removeprefix(f"{original.stem}.")


def record_of(source: Path) -> Path:
    """Return the path of the record of what was sent of a source. Raise `Failure` (S013) if no file can have
    this name.
    """
    file = source.with_name(f"{source.stem}.sent.json")
    try:
        file.lstat()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise unwritable(file, error) from error
    return file


def read_record(file: Path) -> Record:
    """Return a record of what was sent. Raise `Failure` (S012, S019 to S021)."""
    from toolchain.compare.versions import frozen

    display = file.as_posix()
    return frozen.read(text_of(file, display, frozen.MOST_BYTES), display)


def options_for(record: Record, options: Options) -> Options:
    """Return the options with which a source is read as the version that a record has."""
    return replace(options, version="public") if record.is_public else options


def is_of(record: Record, version: str) -> bool:
    """Return whether a record has the words of a version; `version` is "" for a source with only one."""
    return not version or record.is_public is (version == "public")


def with_companions(source: Path, resolved: Resolved, read: Callable[[Path], Resolved]) -> Resolved:
    """Return the resolved source with the findings of its companions; `read` reads the original.

    A companion that cannot be read is one finding; the others are still compared.
    """
    if source.suffix.lower() not in SOURCES:
        return resolved
    defects = (*_against_original(source, resolved, read), *_against_record(source, resolved))
    if not defects:
        return resolved
    document = resolved.document
    return replace(resolved, document=replace(document, defects=(*document.defects, *defects)))


def _against_original(
    source: Path, resolved: Resolved, read: Callable[[Path], Resolved]
) -> Iterator[Finding]:
    original = original_of(source)
    if original is None:
        return
    named = named_language(source, original)
    if primary_subtag(resolved.document.front_matter.lang) != primary_subtag(named):
        if primary_subtag(named) in UN_LANGUAGES:  # others may be no language: report.old.md
            yield _other_language(resolved, original, named)
        return
    from toolchain.compare.versions import translation

    try:
        yield from translation.compare(resolved, read(original))
    except Failure as error:
        place = SourceSpan.top(resolved.document.path)
        related = tuple(Related(each.span, each.facts) for each in error.findings)
        yield Finding(place, about.OriginalUnreadable(original.as_posix()), related=related)


def _other_language(resolved: Resolved, original: Path, named: str) -> Finding:
    matter = resolved.document.front_matter
    place = matter.places.get("lang", SourceSpan.top(resolved.document.path))
    return Finding(place, about.OtherLanguage(original.name, named, matter.lang))


def _against_record(source: Path, resolved: Resolved) -> Iterator[Finding]:
    file = record_of(source)
    if not file.is_file():
        return
    from toolchain.compare.versions import frozen

    try:
        record = read_record(file)
        if is_of(record, resolved.document.front_matter.version):
            yield from frozen.defects(resolved, record, file.as_posix())
    except Failure as error:
        yield from error.findings
