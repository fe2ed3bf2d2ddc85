"""Each trace that a program leaves in a Word file is found by `check`, and gone once the file is cleaned."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

import pytest

from tests.support import planted
from tests.support.docx_made import field, made, run, unzipped
from tests.support.planting import NAMES, OFFICE, PACKAGE, WORD, Ground
from tests.word.test_clean import cleaned
from toolchain.formats.docx.opened import open_bytes
from toolchain.model.diagnostics import Finding
from toolchain.readers.docx.reader import defects
from toolchain.reports.sentences import message

MAIN, HEADER, CHART = "word/document.xml", "word/header1.xml", "word/charts/chart1.xml"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
PEOPLE = "http://schemas.microsoft.com/office/2011/relationships/people"
PHOTO = planted.AUTHOR.encode()
TEXT = f"<w:p>{run('One.')}</w:p>"


class Trace(NamedTuple):
    """What is planted; the code and words of the finding; what must be gone."""

    plant: Callable[[], bytes]
    code: str
    told: str
    gone: bytes = b"secret"


def with_part(owner: str, kind: str, name: str, data: bytes, media: str = "application/xml") -> bytes:
    ground = Ground(made(TEXT), random.Random(0))
    ground.add(owner, kind, name, data, media)
    return ground.packed()


def with_picture_in_header() -> bytes:
    ground = Ground(made(TEXT), random.Random(0))
    header = ground.add(MAIN, "header", HEADER, b"", f"{WORD}.header+xml")
    identity = ground.add(HEADER, "image", "word/media/head.jpeg", planted.jpeg(), "image/jpeg")
    picture = f'<w:p><w:r><w:pict><v:shape><v:imagedata r:id="{identity}"/></v:shape></w:pict></w:r></w:p>'
    ground.files[HEADER] = f"<w:hdr {NAMES}>{picture}</w:hdr>".encode()
    section = f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/></w:sectPr>'
    ground.files[MAIN] = unzipped(made(TEXT + section))[MAIN]
    return ground.packed()


def with_chart(*, picture: bool) -> bytes:
    """A chart with a workbook, or with a picture as the fill of its area."""
    ground = Ground(made(TEXT), random.Random(0))
    media = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    chart = ground.add(MAIN, "chart", CHART, b"", media)
    if picture:
        image = ground.add(CHART, "image", "word/media/fill.jpeg", planted.jpeg(), "image/jpeg")
        inside = f'<c:spPr><a:blipFill><a:blip r:embed="{image}"/></a:blipFill></c:spPr>'
    else:
        book = ground.add(CHART, "package", "word/embeddings/book.xlsx", b"secret", "application/x")
        inside = f'<c:externalData r:id="{book}"/>'
    spaces = f'xmlns:c="{DRAWN}/chart" xmlns:a="{DRAWN}/main" xmlns:r="{OFFICE}"'
    ground.files[CHART] = f"<c:chartSpace {spaces}>{inside}</c:chartSpace>".encode()
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData uri="u">'
        f'<c:chart xmlns:c="{DRAWN}/chart" r:id="{chart}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
    ground.files[MAIN] = unzipped(made(TEXT + f"<w:p>{drawing}</w:p>"))[MAIN]
    return ground.packed()


OTHER_FORM = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="unknown"><w:t>secret</w:t></mc:Choice>'
    "<mc:Fallback><w:t>One.</w:t></mc:Fallback></mc:AlternateContent></w:r>"
)
RSIDS = '<w:rsids><w:rsidRoot w:val="00AB12CD"/><w:rsid w:val="00AB12CD"/></w:rsids>'
VARIABLES = '<w:docVars><w:docVar w:name="Case" w:val="secret"/></w:docVars>'
PERSON = (
    '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    '<w15:person w15:author="A secret person"/></w15:people>'
)


def sessions() -> bytes:
    return made(TEXT.replace("<w:p>", '<w:p w:rsidR="00AB12CD">'), settings=RSIDS)


def printer() -> bytes:
    return with_part(MAIN, "printerSettings", "word/printerSettings1.bin", b"secret", "application/printer")


def first_page() -> bytes:
    kind = f"{PACKAGE}/metadata/thumbnail"
    return with_part("", kind, "docProps/thumbnail.jpeg", planted.jpeg(), "image/jpeg")


def path(instruction: str) -> bytes:
    return made(f"<w:p>{field(instruction, 'shown')}</w:p>")


TRACES = {
    "numbers of sessions": Trace(sessions, "X801", "the number of an editing session", b"00AB12CD"),
    "settings of a printer": Trace(printer, "X801", "not shown: word/printerSettings1.bin"),
    "the workbook of a chart": Trace(
        lambda: with_chart(picture=False), "X801", "not shown: word/embeddings/book.xlsx"
    ),
    "a picture of the first page": Trace(first_page, "X803", "a picture of its first page", PHOTO),
    "custom XML": Trace(
        lambda: with_part(MAIN, "customXml", "customXml/item1.xml", b"<a>secret</a>"),
        "X801",
        "not shown: customXml/item1.xml",
    ),
    "people": Trace(
        lambda: with_part(MAIN, PEOPLE, "word/people.xml", PERSON.encode()), "X801", "A secret person"
    ),
    "variables": Trace(lambda: made(TEXT, settings=VARIABLES), "X801", "variables that are not shown: Case"),
    "another form": Trace(lambda: made(f"<w:p>{OTHER_FORM}</w:p>"), "X803", "secret"),
    "a path in a field": Trace(
        lambda: path(r'INCLUDEPICTURE "C:\\Users\\secret\\a.png" \d'), "X801", "C:\\Users\\secret\\a.png"
    ),
    "a path in a link": Trace(
        lambda: path(r'HYPERLINK "file:///C:\\Users\\secret\\a.docx"'), "X801", "C:\\Users\\secret\\a.docx"
    ),
    "a picture in a header": Trace(with_picture_in_header, "X801", "head.jpeg", PHOTO),
    "a picture in a chart": Trace(lambda: with_chart(picture=True), "X801", "fill.jpeg", PHOTO),
}


def found(data: bytes) -> list[Finding]:
    return [each for each in defects(open_bytes(data, "x.docx")) if each.rule.code[0] == "X"]


@pytest.mark.parametrize("name", TRACES)
def test_it_is_found_and_then_gone(name: str) -> None:
    trace = TRACES[name]
    data = trace.plant()
    assert any(trace.gone in content for content in unzipped(data).values())
    assert [each for each in found(data) if each.rule.code == trace.code and trace.told in message(each)]
    done = cleaned(data)
    assert done.taken
    assert [part for part, content in unzipped(done.data).items() if trace.gone in content] == []
    assert found(done.data) == []
