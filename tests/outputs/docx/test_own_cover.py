"""A cover that was made in Word: it stays as it is, its places are filled, and nothing else is taken."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from tests.judges.validators import libreoffice, poppler, schema
from tests.support.docx_file import Docx, docx, find, text, value
from tests.support.docx_made import changed
from tests.support.pages import Submission, written
from tests.support.proving import prove
from tests.support.said import saying
from toolchain.model.diagnostics import Failure
from toolchain.pipeline.import_word import convert
from toolchain.project.settings import Options
from toolchain.reports.sentences import message
from toolchain.writers.docx.xml import qualified

FACTS = {
    "country": "Utopia", "public": "true", "subtitle": "For a committee", "date": "2026-03-01",
    "submitted_by": "[{name: First One, logo: logo.png, logo-alt: A box, status: Special}, {name: Second}]",
}  # fmt: skip
CONTROL = (
    '<w:sdt {}><w:sdtPr><w:alias w:val="Of Jane Doe"/><w:tag w:val="particulars"/></w:sdtPr>'
    '<w:sdtContent><w:p w:rsidR="00AB12CD"><w:r><w:t>Click</w:t></w:r></w:p></w:sdtContent></w:sdt>'
)


def picture() -> io.BytesIO:
    """A picture with a name in it."""
    data = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = "Jane Doe"  # its artist
    Image.new("RGB", (60, 60), "#803020").save(data, "JPEG", exif=exif)
    data.seek(0)
    return data


def cover(change: Callable[[Any], None] = lambda _: None) -> bytes:
    """A cover as Word saves one: places in several runs, in a table and in a control; words of the house."""
    made = python_docx.Document()
    made.core_properties.author = "Jane Doe"
    made.styles.add_style("Standing Text", 1)
    made.add_paragraph("Papers of the House", style="Standing Text").add_run().add_picture(picture())
    title = made.add_paragraph(style="Title")
    for words in ("{{", "ti", "tle }", "}"):
        title.add_run(words).bold = True
    made.add_paragraph("{{subtitle}}").alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = made.add_table(1, 2)
    for cell, place in zip(table.rows[0].cells, ("organizations", "logos"), strict=True):
        cell.paragraphs[0].text = f"{{{{{place}}}}}"
    made.element.body.insert(len(made.element.body) - 1, parse_xml(CONTROL.format(nsdecls("w"))))
    change(made)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def submission(folder: Path, data: bytes, **matter: str) -> Submission:
    Image.new("RGB", (50, 50), "#205080").save(folder / "logo.png")
    looks = folder / "looks"
    looks.mkdir()
    (looks / "cover.docx").write_bytes(data)
    return written(folder, "# One\n\n1. A.\n", Options(templates=looks), **{**FACTS, **matter})


def test_its_places_are_filled_and_all_else_stays(tmp_path: Path) -> None:
    made = submission(tmp_path, cover())
    file = docx(made)
    paragraphs = [
        (value(each, "w:pPr/w:pStyle") or "", text(each))
        for each in file.all("document", "//w:p")
        if text(each)
    ]
    assert paragraphs[:8] == [
        ("StandingTextOwn", "Papers of the House"),
        ("Title", "A title"),
        ("Subtitle", "For a committee"),
        ("CoverHeadingOwn", "Submitted by"),
        ("CoverOrganizationName", "First One"),
        ("CoverOrganizationName", "Second"),
        ("CoverLineOwn", "Country\tUtopia"),
        ("CoverLineOwn", "Date\t2026-03-01"),
    ]
    (title,) = file.all("styles", "w:style[w:name/@w:val='Title']")
    assert value(title, "w:basedOn") == "CoverTitleOwn"
    assert find(title, "w:rPr/w:b")
    assert prove(made.resolved, file.data, "report.docx", "docx") == ()


@schema.BY_EACH
def test_the_file_is_valid_opens_and_comes_back(tmp_path: Path, judge: schema.Judge) -> None:
    made = submission(tmp_path, cover())
    path = tmp_path / "report.docx"
    path.write_bytes(docx(made).data)
    assert judge(path) == []
    page = poppler.text(libreoffice.to_pdf(path, tmp_path / "pdf")).split("\f")[0]
    assert page.index("Papers of the House") < page.index("A title") < page.index("Utopia")
    text = convert(path.read_bytes(), "report.docx", tmp_path / "back.md", print).text
    for line in (
        "title: A title",
        "country: Utopia",
        "public: true",
        "name: First One",
        "logo-alt: A box",
    ):
        assert line in text
    assert "Papers of the House" not in text  # it is the house's, not the source's


def test_nothing_of_a_person_and_no_file_is_taken(tmp_path: Path) -> None:
    def change(made: Any) -> None:
        paragraph = made.add_paragraph("", style="Standing Text")
        for target in ("file://server/notes.docx", "https://example.org/"):
            identity = made.part.relate_to(target, TYPE.HYPERLINK, is_external=True)
            paragraph._p.append(linked(identity))

    file = docx(submission(tmp_path, cover(change)))
    for name, data in file.files.items():
        assert b"Jane Doe" not in data, name
        assert b"00AB12CD" not in data, name
        assert b"server/notes" not in data, name
    assert "https://example.org/" in file.links().values()


def test_words_of_the_house_are_in_their_style(tmp_path: Path) -> None:
    made = submission(tmp_path, cover(lambda made: made.add_paragraph("More words.")))
    found = [message(each) for each in prove(made.resolved, docx(made).data, "report.docx", "docx")]
    assert any("More words." in each for each in found)


def linked(identity: str) -> Any:
    """A link that a relationship leads."""
    run = "<w:r><w:t>Here. </w:t></w:r>"
    return parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{identity}">{run}</w:hyperlink>')


def embedded(made: Any) -> None:
    """A link to a part of the file, as objects have one."""
    parts = made.part.related_parts
    styles = next(key for key, part in parts.items() if str(part.partname).endswith("styles.xml"))
    made.add_paragraph()._p.append(linked(styles))


FAULTS = {
    "no place": (lambda: cover(lambda made: made.tables[0]._tbl.clear()), "no place for {{logos}}"),
    "not a Word file": (lambda: b"%PDF-1.7", "a PDF"),
    "no archive": (lambda: b"words", "the template"),
    "an embedded file": (lambda: cover(embedded), "an embedded file"),
    "damaged": (lambda: changed(cover(), "word/document.xml", "<w:body>", "<w:body"), "the template"),
}


@pytest.mark.parametrize(("data", "said"), FAULTS.values(), ids=FAULTS)
def test_a_cover_that_cannot_be_used_is_one_finding(
    tmp_path: Path, data: Callable[[], bytes], said: str
) -> None:
    made = submission(tmp_path, data())
    with pytest.raises(Failure, check=saying(said)) as caught:
        docx(made)
    assert caught.value.findings[0].span.path.endswith("looks/cover.docx")


VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
BOX = "<v:textbox><w:txbxContent><w:p><w:r><w:t>{{title}}</w:t></w:r></w:p></w:txbxContent></v:textbox>"
TWO_WAYS = (
    '<w:r {} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
    '<mc:Choice Requires="wps"><w:t>For Word of today. </w:t></mc:Choice>'
    "<mc:Fallback><w:t>For Word 2007. </w:t></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_has_no_place(tmp_path: Path) -> None:
    def boxed(made: Any) -> None:
        for each in made.paragraphs:
            if each.style.name == "Title":
                shape = f"<v:shape {VML}>{BOX}</v:shape>"
                each.clear()._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:pict>{shape}</w:pict></w:r>"))

    with pytest.raises(Failure, check=saying("no place for {{title}}")):
        docx(submission(tmp_path, cover(boxed)))


@pytest.mark.parametrize(("style", "is_told"), [("Standing Text", False), ("Normal", True)])
def test_a_link_of_the_house_may_say_more_than_its_address(tmp_path: Path, style: str, is_told: bool) -> None:
    def change(made: Any) -> None:
        paragraph = made.add_paragraph("", style=style)
        link = linked(made.part.relate_to("https://example.org/", TYPE.HYPERLINK, is_external=True))
        link.set(qualified("tooltip"), "Our annual reports")
        paragraph._p.append(link)

    made = submission(tmp_path, cover(change))
    found = [message(each) for each in prove(made.resolved, docx(made).data, "report.docx", "docx")]
    assert any("Our annual reports" in each for each in found) == is_told


def test_of_two_ways_the_one_for_newer_releases_stays(tmp_path: Path) -> None:
    def change(made: Any) -> None:
        made.add_paragraph(style="Standing Text")._p.append(parse_xml(TWO_WAYS.format(nsdecls("w"))))

    texts = docx(submission(tmp_path, cover(change))).texts()
    assert "For Word of today. " in texts
    assert not any("2007" in each for each in texts)


def test_without_details_it_is_a_title_block(tmp_path: Path) -> None:
    made = submission(tmp_path, cover(), submitted_by="[{name: Us}]", subtitle='""')
    file: Docx = docx(made)
    assert not file.all("document", "//w:pageBreakBefore")
    assert prove(made.resolved, file.data, "report.docx", "docx") == ()
