"""What epubcheck finds in a book, and what is found in the books of other programs."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.broken.epub import BookFile
from tests.broken.epub.corpora import found, found_by_us, good
from tests.judges.validators import missing, pandoc
from toolchain.checks.files.epub import validator
from toolchain.formats.needs import EPUBCHECK, JAVA, Need
from toolchain.formats.table import EPUB
from toolchain.formats.zip_files import zipped
from toolchain.model.diagnostics import Severity
from toolchain.reports.sentences import message


def many_faults(book: BookFile) -> None:
    """What nobody but epubcheck looks for, in one book, since that takes its time."""
    book.files["mimetype"] = b"application/zip"
    book.sub("package.opf", '<meta property="dcterms:modified">.*?</meta>', "")
    book.sub("package.opf", '<item id="annex-2.xhtml".*?/>', "")
    book.replace("package.opf", '<itemref idref="annex-2.xhtml"/>', "")
    book.replace("annex-1.xhtml", "</section>", "<p><center>Old</center></p></section>")
    book.replace("nav.xhtml", '<nav epub:type="toc" ', "<nav ")
    book.replace("style.css", "body {", "body { background: url(none.png); direction: rtl;")
    book.sub("section-1.xhtml", '(<img [^>]*)src="', r'\1src="https://example.org/')


EXPECTED = {
    ("PKG-007", ""),  # "application/epub+zip" must be all that it says
    ("RSC-005", "package.opf"),  # dcterms:modified
    ("RSC-005", "annex-1.xhtml"),  # <center>
    ("RSC-005", "nav.xhtml"),  # no toc
    ("CSS-001", "style.css"),  # direction
    ("RSC-007", "style.css"),  # none.png, of which we only warn
}


def test_what_epubcheck_finds_is_told_with_its_place() -> None:
    if EPUB.unchecked():
        missing("epubcheck")
    book = BookFile(good())
    many_faults(book)
    everything = found(book.packed())
    told = [each for each in everything if each.code == "D912"]
    codes = {(message(each.finding).rpartition("(")[2].rstrip(")"), each.finding.span.words) for each in told}
    assert {(code, place.partition(",")[0]) for code, place in codes} >= EXPECTED
    lines = {
        place.partition(", line ")[0]: int(place.partition(", line ")[2])
        for _, place in codes
        if ", line " in place
    }
    assert "<center>" in book.text("annex-1.xhtml").splitlines()[lines["annex-1.xhtml"] - 1]
    assert "direction: rtl" in book.text("style.css").splitlines()[lines["style.css"] - 1]
    # Of what we tell ourselves in that line it is not said again.
    ours = {(each.code, each.finding.span.words) for each in everything} - {
        ("D912", place) for _, place in codes
    }
    assert {code for code, _ in ours} == {"D907", "X804"}
    again = {place for code, place in codes if code in ("RSC-006", "RSC-007", "RSC-012")}
    assert [place.partition(",")[0] for place in again & {place for _, place in ours}] == ["style.css"]


def test_it_is_said_where_epubcheck_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Need, "find", lambda _: "")
    assert EPUB.unchecked() == (
        f"only partly checked as an EPUB (D912); for the full check: {EPUBCHECK.command()}",
        f"only partly checked as an EPUB (D912); for the full check: {JAVA.command()}",
    )


def test_nothing_is_left_behind_when_epubcheck_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that fails says nothing of the book."""
    monkeypatch.setattr(validator, "_JAVA", ["-XX:NoSuchOption"])
    if EPUB.unchecked():
        missing("epubcheck")
    (told,) = found(good())
    assert (told.code, told.severity) == ("D912", Severity.WARNING)
    assert "could not check" in message(told.finding)


def sample(name: str) -> bytes:
    """A book that comes with epubcheck."""
    spec = importlib.util.find_spec("epubcheck")
    if spec is None or not spec.submodule_search_locations:
        missing("epubcheck")
    return (Path(spec.submodule_search_locations[0]) / "samples" / name).read_bytes()


def test_a_strangers_book_is_looked_at_as_well() -> None:
    """It was changed by calibre, and has a script in its contents."""
    told = {(each.code, each.finding.span.words) for each in found_by_us(sample("childrens-literature.epub"))}
    assert told == {
        ("S003", "nav.xhtml, line 12"),
        ("X801", "package.opf"),
        ("X805", "nav.xhtml, line 428"),
    }


def test_a_book_of_pandocs_is_looked_at_as_well(tmp_path: Path) -> None:
    """Its notes have no way back, and its pictures here no words."""
    source, path = tmp_path / "a.md", tmp_path / "a.epub"
    source.write_text(
        "---\ntitle: A\nlang: en\n---\n\n# B\n\nText[^1] and [part C](#c).\n\n# C {#c}\n\n[^1]: Note.\n"
    )
    pandoc.convert(source, path)
    told = found_by_us(path.read_bytes())
    assert [(each.code, each.finding.span.words) for each in told] == [("D907", "text/ch001.xhtml, line 19")]


OLD = {
    "META-INF/container.xml": """\
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="content.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>""",
    "content.opf": """\
<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Old</dc:title><dc:language>en</dc:language>
</metadata>
<manifest><item id="a" href="a%20b.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/></spine>
</package>""",
    "a b.xhtml": """\
<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">
<head><title>Old</title></head>
<body><h1>Old</h1><p>Naïve {space}<a href="a%20b.xhtml#x">dead</a>.</p></body>
</html>""",
}
"""A book of EPUB 2."""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_book_of_epub_2_is_looked_at_as_well(encoding: str) -> None:
    texts = {
        name: text.format(encoding=encoding, space="") if "{" in text else text for name, text in OLD.items()
    }
    files = {"mimetype": b"application/epub+zip", **{name: text.encode() for name, text in texts.items()}}
    files["a b.xhtml"] = texts["a b.xhtml"].encode(encoding)
    (told,) = found_by_us(zipped(files))
    assert (told.code, told.finding.span.words) == ("D907", "a b.xhtml, line 5")
    assert "“a b.xhtml#x”" in message(told.finding)


def test_entities_of_html_are_known_in_old_books() -> None:
    texts = {
        name: text.format(encoding="utf-8", space="&nbsp;&eacute;") if "{" in text else text
        for name, text in OLD.items()
    }
    (told,) = found_by_us(zipped({name: text.encode() for name, text in texts.items()}))
    assert told.code == "D907"
