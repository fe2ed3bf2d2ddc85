"""Files that are no DOCX, or mean harm: one clear sentence each, and nothing else happens."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.docx_file import docx
from tests.support.docx_made import NAMES, call, changed, made, notes, p, run, unzipped, zipped
from tests.support.own_process import run_measured
from tests.support.pages import ROOT, read
from tests.support.said import saying
from toolchain.formats.docx import package
from toolchain.model.diagnostics import Failure
from toolchain.pipeline.stages import refuse_finished
from toolchain.readers.docx import DocxReader, read_bytes
from toolchain.reports.sentences import message

GOOD = docx(read(ROOT / "content" / "minimal" / "report.md")).data
DOCUMENT = "word/document.xml"


def with_part(name: str, data: bytes | str) -> bytes:
    return zipped({**unzipped(GOOD), name: data if isinstance(data, bytes) else data.encode()})


def without(name: str) -> bytes:
    files = unzipped(GOOD)
    del files[name]
    return zipped(files)


def body(content: str, before: str = "") -> str:
    return f"{before}<w:document {NAMES}><w:body>{content}</w:body></w:document>"


def flagged(data: bytes) -> bytes:
    """The same file, whose entries say that they are encrypted."""
    out = bytearray(data)
    at = out.find(b"PK\x01\x02")
    while at >= 0:
        out[at + 8] |= 1
        at = out.find(b"PK\x01\x02", at + 4)
    return bytes(out)


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
EXTERNAL = 'Target="styles.xml" TargetMode="External"'

OUTSIDE_MODE = ' TargetMode="External"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SIGNED = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def related(kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="x" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def style(identity: str, base: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{identity}"><w:basedOn w:val="{base}"/></w:style>'


def numbering_style(identity: str, number: int) -> str:
    listed = f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f'<w:style w:type="numbering" w:styleId="{identity}">{listed}</w:style>'


IN_CIRCLE = (
    numbering_style("A", 1) + numbering_style("B", 2),
    "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:numStyleLink w:val="{name}"/></w:abstractNum>'
        for at, name in ((1, "B"), (2, "A"))
    )
    + "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in (1, 2)),
)


def twice(name: str) -> bytes:
    """The file with one of its entries a second time."""
    buffer = io.BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(name, "<a/>")
    return buffer.getvalue()


def test_what_word_keeps_beside_an_open_document(tmp_path: Path) -> None:
    """A wildcard names it too: it has a name of 54 bytes and is 162 bytes long."""
    path = tmp_path / "~$report.docx"
    path.write_bytes(b"\4Anna".ljust(162, b"\0"))
    for opened in (DocxReader().read, lambda path, _: refuse_finished(path)):
        with pytest.raises(Failure) as caught:
            opened(path, path.name)
        (found,) = caught.value.findings
        assert (found.rule.code, message(found)) == (
            "S020",
            "this is not a document: Word keeps this file only while a document is open",
        )


def damaged() -> bytes:
    """The file with other bytes in the middle of its text."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        entry = archive.getinfo(DOCUMENT)
    middle = entry.header_offset + 30 + len(DOCUMENT) + entry.compress_size // 2
    return GOOD[:middle] + bytes(20) + GOOD[middle + 20 :]


BAD: dict[str, tuple[Callable[[], bytes], str] | tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "this file is empty"),
    "a few letters": (lambda: b"Dear all", "not a Word file (.docx)", "S020"),
    "a Markdown source": (lambda: b"---\ntitle: T\n---\n", "it begins like a Markdown source", "S020"),
    "a page": (lambda: b"\xef\xbb\xbf \n<!doctype html><title>T</title>", "a page of HTML", "S020"),
    "a PDF": (lambda: b"%PDF-1.7\n", "it begins like a PDF", "S020"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "it begins like a PNG image", "S020"),
    "RTF": (lambda: b"{\\rtf1 }", "RTF", "S020"),
    "encrypted, or of an older Word": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "encrypted",
        "S020",
    ),
    "the first half": (lambda: GOOD[: len(GOOD) // 2], "incomplete or damaged"),
    "the second half": (lambda: GOOD[len(GOOD) // 2 :], ""),
    "a ZIP file of nothing": (lambda: zipped({}), "not a Word file", "S020"),
    "a ZIP file of something else": (lambda: zipped({"a.txt": b"a"}), "not a Word file", "S020"),
    "entries with a password": (lambda: flagged(GOOD), "encrypted"),
    "a spreadsheet": (
        lambda: changed(GOOD, "[Content_Types].xml", "wordprocessingml.document", "spreadsheetml.sheet"),
        "not a Word file",
        "S020",
    ),
    "no relationships": (lambda: without("_rels/.rels"), "not a Word file", "S020"),
    "no text": (lambda: without(DOCUMENT), "not a Word file", "S020"),
    "no styles": (lambda: without("word/styles.xml"), "word/styles.xml is missing"),
    "no notes": (lambda: without("word/endnotes.xml"), "word/endnotes.xml is missing"),
    "styles elsewhere": (
        lambda: changed(GOOD, "word/_rels/document.xml.rels", 'Target="styles.xml"', EXTERNAL),
        "outside the file",
        "S023",
    ),
    "an empty part": (lambda: with_part(DOCUMENT, ""), "not well-formed"),
    "half a part": (lambda: with_part(DOCUMENT, unzipped(GOOD)[DOCUMENT][:-200]), "not well-formed"),
    "another root": (lambda: with_part(DOCUMENT, f"<w:p {NAMES}/>"), "not a Word file", "S020"),
    "no body": (lambda: with_part(DOCUMENT, f"<w:document {NAMES}/>"), "not a Word file", "S020"),
    "entities": (lambda: with_part(DOCUMENT, body(p(run("&b;")), ENTITIES)), "entities"),
    "a file as an entity": (lambda: with_part(DOCUMENT, body(p(run("&secret;")), OUTSIDE)), "entities"),
    "entities in its styles": (
        lambda: with_part("word/styles.xml", f"{ENTITIES}<w:styles {NAMES}>&b;</w:styles>"),
        "entities",
    ),
    "too deep": (lambda: with_part(DOCUMENT, body("<w:ins>" * 3000 + "</w:ins>" * 3000)), "not well-formed"),
    "a bomb": (lambda: with_part(DOCUMENT, body(" " * (package.LARGEST_PART + 1))), "MB when", "S021"),
    "too many elements": (lambda: with_part(DOCUMENT, body("<w:p/>" * 2_100_000)), "elements", "S021"),
    "a million empty paragraphs": (
        lambda: with_part(DOCUMENT, body("<w:p/>" * 1_000_000)),
        "200,000 paragraphs",
        "S021",
    ),
    "more bookmarks than anybody makes": (
        lambda: made(p('<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>' * 170_000)),
        "150,000 bookmarks",
        "S021",
    ),
    "macros": (lambda: made(p("x"), links=related("vbaProject", "vbaProject.bin")), "with macros", "S020"),
    "a document with macros": (
        lambda: changed(
            GOOD,
            "[Content_Types].xml",
            "vnd.openxmlformats-officedocument.wordprocessingml.document",
            "vnd.ms-word.document.macroEnabled",
        ),
        "with macros",
        "S020",
    ),
    "two parts of one name": (lambda: twice(DOCUMENT), "word/document.xml is there twice"),
    "two parts that only capitals tell apart": (lambda: with_part("WORD/document.xml", "<a/>"), "twice"),
    "a damaged part": (damaged, "word/document.xml is damaged"),
    "a header that is missing": (
        lambda: made(p("x"), links=related("header", "header9.xml")),
        "word/header9.xml is missing",
    ),
    "an image that is missing": (lambda: made(p("x"), links=related("image", "media/a.png")), "is missing"),
    "styles outside": (
        lambda: made(p("x"), links=related("styles", "http://example.org/a.xml", OUTSIDE_MODE)),
        "(styles) is outside the file, and is not read: http://example.org/a.xml",
        "S023",
    ),
    "a way out of the file": (
        lambda: made(p("x"), links=related("header", "../../../../etc/passwd")),
        "etc/passwd is missing",
    ),
    "styles in a circle": (
        lambda: made(p("x"), styles=style("A", "B") + style("B", "C") + style("C", "A")),
        "the style “A” is based on itself",
    ),
    "a list in a circle": (lambda: made(p("x", "", LISTED), styles=IN_CIRCLE[0], numbering=IN_CIRCLE[1]),
                           "the style “A” is based on itself"),
    "a list whose id is no number": (
        lambda: made(p("x", "", LISTED.replace('"1"', '"one"'))),
        "an id of the lists is not a number: “one”",
    ),
    "a note whose id is no number": (
        lambda: made(p("x"), endnotes='<w:endnote w:id="one"><w:p/></w:endnote>'),
        "an id of the endnotes is not a number: “one”",
    ),
    "a note that is called again and again": (
        lambda: made(p(call(1) * 11_000), endnotes=notes("a")),
        "20,000 paragraphs in notes with several marks",
        "S021",
    ),
    "a bookmark whose id is no number": (
        lambda: made(p('<w:bookmarkStart w:id="x1" w:name="a"/><w:bookmarkEnd w:id="x1"/>')),
        "an id of the bookmarks is not a number: “x1”",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_said_in_one_sentence(name: str) -> None:
    make, words, code = (*BAD[name], "S012")[:3]
    with pytest.raises(Failure) as caught:
        read_bytes(make(), "report.docx")
    (defect,) = caught.value.findings
    assert defect.rule.code == code
    assert defect.span.path == "report.docx"
    assert words in message(defect)
    assert "hostname" not in message(defect)
    assert "\n" not in message(defect)


def is_refused(data: bytes) -> bool:
    try:
        read_bytes(data, "report.docx")
    except Failure:
        return True
    return False


def test_a_bomb_is_not_unpacked() -> None:
    data = zipped({**unzipped(GOOD), DOCUMENT: body(" " * 200_000_000).encode()})
    refused, memory = run_measured(is_refused, data)
    assert refused
    assert memory < 20_000_000


def test_a_size_that_lies_unpacks_no_more_than_it_says() -> None:
    data = bytearray(zipped({**unzipped(GOOD), DOCUMENT: body(" " * 1_000_000).encode()}))
    at = data.find(DOCUMENT.encode(), data.find(b"PK\x01\x02"))
    data[at - 22 : at - 18] = (1000).to_bytes(4, "little")
    with pytest.raises(Failure, check=saying("damaged")):
        read_bytes(bytes(data), "report.docx")


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_ways_of_packing_are_refused(method: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in unzipped(GOOD).items():
            archive.writestr(name, content)
    with pytest.raises(Failure, check=saying("compressed in a way")):
        read_bytes(buffer.getvalue(), "report.docx")


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "no.docx", "there is no such file"), (tmp_path, "this is a folder")):
        with pytest.raises(Failure, check=saying(why)):
            DocxReader().read(path, "report.docx")


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.docx"
    with path.open("wb") as file:
        file.truncate(package.LARGEST_FILE + 1)
    with pytest.raises(Failure, check=saying("larger than 100 MB")):
        DocxReader().read(path, "report.docx")


NESTED = {
    "changes": "".join(f"<w:p>{'<w:ins>' * 120}{run('x')}{'</w:ins>' * 120}</w:p>" for _ in range(3)),
    "tables": "<w:tbl><w:tr><w:tc>" * 60 + p("x") + "</w:tc></w:tr></w:tbl>" * 60,
    "controls": "<w:sdt><w:sdtContent>" * 100 + p("x") + "</w:sdtContent></w:sdt>" * 100,
    "links": p('<w:hyperlink w:anchor="a">' * 100 + run("x") + "</w:hyperlink>" * 100),
    "simple fields": p('<w:fldSimple w:instr="REF a">' * 100 + run("x") + "</w:fldSimple>" * 100),
    "fields": p(
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
         '<w:r><w:fldChar w:fldCharType="separate"/></w:r>') * 2000 + run("x")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * 2000
    ),
    "begins": p(('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') * 5000),
}  # fmt: skip


@pytest.mark.parametrize("content", NESTED.values(), ids=NESTED)
def test_deep_and_strange_nesting_is_read(content: str) -> None:
    from toolchain.compare.proof.found import found

    assert [line.text for line in found(read_bytes(made(content), "report.docx")).body] in (
        ["x"] * 3,
        ["x"],
        [],
    )
