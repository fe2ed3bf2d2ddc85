"""Books of all that there is: proved, nothing found in them, and nothing by epubcheck and pandoc either."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.broken.epub import BookFile
from tests.judges.validators import epubcheck
from tests.support.declaration import CODES, FORMS, source
from tests.support.pages import RICH, ROOT, SOURCES, Submission, read
from tests.support.proving import prove
from tests.support.shares import Share, shares
from toolchain import model as m
from toolchain.checks.files.epub import validator
from toolchain.pipeline.finished_files.epub import examine_file
from toolchain.plugins.registry import writer
from toolchain.project.settings import Options

LANGUAGES = sorted((ROOT / "tests/cases/languages").glob("*.md"))
REPORT = ROOT / "content/pakistan-opsc/report.md"


class Way(NamedTuple):
    """A source, and how it is built."""

    source: Path
    options: Options = Options()
    notes: m.NoteKind = m.NoteKind.ENDNOTE
    before_annexes: bool = False

    @property
    def name(self) -> str:
        """What tests call it."""
        said = (self.source.parent.name, self.source.stem, self.options.look or "", self.notes.value)
        return "-".join(filter(None, (*said, "early" if self.before_annexes else "")))


WAYS = [
    *(Way(path) for path in SOURCES),
    *(Way(path) for path in LANGUAGES),
    *(Way(path, notes=m.NoteKind.FOOTNOTE) for path in (RICH, REPORT)),
    *(Way(path, before_annexes=True) for path in (RICH, *LANGUAGES)),
    *(Way(path, Options(look="house")) for path in (RICH, LANGUAGES[0])),
    Way(RICH, Options(draft=True, epoch=1_600_000_000)),
]


def submission(way: Way) -> Submission:
    place = "before-annexes" if way.before_annexes else "end"
    return read(way.source, way.options, notes=way.notes, notes_place=place)


@cache
def book(way: Way) -> bytes:
    return writer("epub").write(*submission(way))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_it_shows_what_its_source_says(way: Way) -> None:
    assert prove(submission(way).resolved, book(way), "report.epub", "epub") == ()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_nothing_is_found_in_it(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validator, "_jar", lambda: None)  # which is asked below, for all books at once
    found = examine_file(book(way), "report.epub", Options())
    assert [each.code for each in found] == ["S030"] * way.options.draft


def _declaration(folder: Path, lang: str, form: str) -> bytes:
    """The Universal Declaration in a language and a form."""
    path = folder / "report.md"
    path.write_text(source(lang, form), encoding="utf-8")
    return writer("epub").write(*read(path))


@pytest.mark.parametrize("share", shares(24))
def test_epubcheck_finds_nothing(tmp_path: Path, share: Share) -> None:
    declared = [partial(_declaration, tmp_path, lang, form) for lang in CODES for form in FORMS]
    books = [make() for make in share.of([*(partial(book, way) for way in WAYS), *declared])]
    paths = [tmp_path / f"{number}.epub" for number in range(len(books))]
    for path, data in zip(paths, books, strict=True):
        path.write_bytes(data)
    (bad := tmp_path / "bad.epub").write_bytes(_without_its_time(books[0]))
    found = epubcheck.findings([*paths, bad])
    assert len(found.pop(bad)) == 1  # so that its silence means something
    assert found == {path: [] for path in paths}


def _without_its_time(data: bytes) -> bytes:
    book = BookFile(data)
    book.sub("package.opf", '<meta property="dcterms:modified">.*?</meta>', "")
    return book.packed()
