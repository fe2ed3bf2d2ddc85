"""What lies beside a source and is held against it: a translation's original, the record of what was sent.

`report.fr.md` translates the `report.md` beside it; `report.sent.json` records the numbers of `report.md` as
it was sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolchain.formats.table import SOURCES
from toolchain.model.diagnostics import Defect, Failure, Finding, Related, failure
from toolchain.model.front_matter import UN_LANGUAGES
from toolchain.model.languages import primary_subtag
from toolchain.model.places import FilePlace, SourceSpan
from toolchain.resolve.tables import Resolved

if TYPE_CHECKING:
    from toolchain.compare.versions.frozen import Record

_TRANSLATION = re.compile(r"(.+)\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")


def record_of(source: Path) -> Path:
    """Where the record of what was sent of a source lies."""
    return source.with_name(f"{source.stem}.sent.json")


def read_record(file: Path) -> Record:
    """A record of what was sent. Raises `Failure` (S012)."""
    from toolchain.compare.versions import frozen

    display = file.as_posix()
    try:
        with file.open("rb") as stream:
            data = stream.read(frozen.MOST_BYTES + 1)
        if len(data) > frozen.MOST_BYTES:
            limit = frozen.MOST_BYTES // 1024 // 1024
            raise failure("S012", FilePlace(display), f"this record is larger than {limit} MB")
        return frozen.read(data.decode(), display)
    except UnicodeDecodeError:
        raise failure("S012", FilePlace(display), "this record is not UTF-8", "restore the file") from None
    except OSError as error:
        message = f"this record cannot be read: {error.strerror}"
        raise failure("S012", FilePlace(display), message, "see to its permissions") from error


def with_companions(source: Path, resolved: Resolved, read: Callable[[Path], Resolved]) -> Resolved:
    """The resolved source with what its companions have against it; `read` reads the original.

    A companion that cannot be read is told, and keeps nothing else from being told.
    """
    if source.suffix.lower() not in SOURCES:
        return resolved
    defects = (*_against_original(source, resolved, read), *_against_record(source, resolved))
    if not defects:
        return resolved
    document = resolved.document
    return replace(resolved, document=replace(document, defects=(*document.defects, *defects)))


def _against_original(source: Path, resolved: Resolved, read: Callable[[Path], Resolved]) -> Iterator[Defect]:
    found = _TRANSLATION.fullmatch(source.stem)
    original = source.with_name(f"{found[1]}{source.suffix}") if found else source
    if not found or not original.is_file():
        return
    lang, named = resolved.document.front_matter.lang, found[2]
    if primary_subtag(lang) != primary_subtag(named):
        if primary_subtag(named) in UN_LANGUAGES:  # others may be no language: report.old.md
            yield _other_language(resolved, original, named)
        return
    from toolchain.compare.versions import translation

    try:
        yield from translation.compare(resolved, read(original))
    except Failure as error:
        message = f"the original, {original.as_posix()}, cannot be read: {error}"
        place = SourceSpan(resolved.document.path, 1, 1, 1, 4)
        related = tuple(Related(each.finding.span, each.finding.message) for each in error.defects)
        yield Defect("V951", Finding(place, message, "mend the original first", related=related))


def _other_language(resolved: Resolved, original: Path, named: str) -> Defect:
    matter = resolved.document.front_matter
    place = matter.places.get("lang", SourceSpan(resolved.document.path, 1, 1, 1, 4))
    named = f'by its name this is the translation of {original.name} into "{named}"'
    message = f'{named}, but its "lang" is "{matter.lang}"'
    return Defect("V951", Finding(place, message, "change the language here, or the name of the file"))


def _against_record(source: Path, resolved: Resolved) -> Iterator[Defect]:
    file = record_of(source)
    if not file.is_file():
        return
    from toolchain.compare.versions import frozen

    try:
        yield from frozen.defects(resolved, read_record(file), file.as_posix())
    except Failure as error:
        yield from error.defects
