"""The cover, the running heads and the properties: what a document says of itself, and what it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.support.docx_file import WHOLE, Docx, built, docx, fields, find, style, text, value, values
from tests.support.docx_made import changed
from tests.support.pages import ROOT, Submission, read, written
from tests.support.proving import prove
from toolchain.model.records import replace
from toolchain.project.settings import Options
from toolchain.writers.docx.spoken import languages
from toolchain.writers.docx.xml import Element

REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"


@pytest.fixture(scope="module")
def whole() -> Docx:
    return built(WHOLE)


def cover(file: Docx) -> list[tuple[str | None, str]]:
    """Style and text of each paragraph or row of a table before the contents or the first heading."""
    blocks = find(file.body, "w:p | w:tbl/w:tr")
    lines = [(style_of(each), "\t".join(map(text, cells(each)))) for each in blocks]
    end = next(
        i for i, (name, _) in enumerate(lines) if name and ("TOC" in name or name.startswith("Heading"))
    )
    return lines[:end]


def cells(block: Element) -> list[Element]:
    """The cells of a row, or the paragraph itself."""
    return find(block, "w:tc") or [block]


def style_of(block: Element) -> str | None:
    """The style of a paragraph, or of all in a row."""
    (name,) = {style(each) for each in find(block, "self::w:p | .//w:p")}
    return name


def properties(file: Docx) -> dict[str, str | None]:
    """The core properties by their local names."""
    return {
        etree.QName(each).localname: each.text for each in etree.fromstring(file.files["docProps/core.xml"])
    }


def test_the_cover_says_all_that_the_front_matter_does(whole: Docx) -> None:
    assert cover(whole) == [
        ("Title", "All that a document holds*"),
        ("Subtitle", "One source for every kind of block & text"),
        ("CoverLine", "Submitted to\tCommittee on the Rights of the Child"),
        ("CoverLine", "Country\tUtopia"),
        ("CoverLine", "Session\tNinety-eighth session"),
        ("CoverLine", "Instrument\tConvention on the Rights of the Child"),
        ("CoverLine", "Reporting cycle\tFifth periodic report"),
        ("CoverLine", "Date\t2026-03-01"),
        ("CoverLine", "Publication\tThis submission is confidential and may not be published."),
        ("CoverHeading", "Submitted by"),
        ("CoverLogo", ""),
        ("CoverOrganization", "First Organization"),
        ("CoverText", "It works for children."),
        ("ListBullet", "A first field of work"),
        ("ListBullet", "A second one"),
        ("CoverDetail", "Status\tGeneral consultative status"),
        ("CoverDetail", "Contact\tThe secretariat\nOffice"),
        ("CoverDetail", "Address\t1 Long Street\nCapital"),
        ("CoverDetail", "Telephone\t+00 0 000"),
        ("CoverDetail", "E-mail\toffice@example.org"),
        ("CoverDetail", "Website\thttps://example.org/"),
        ("CoverOrganization", "Second Organization"),
    ]
    assert {"mailto:office@example.org", "https://example.org/"} <= set(whole.links().values())


def test_particulars_stand_in_tables_without_borders(whole: Docx) -> None:
    """Their columns are alike, and a row is not parted."""
    tables = find(whole.body, "w:tbl[w:tblPr/w:tblStyle/@w:val='CoverTable']")
    assert [len(find(table, "w:tr")) for table in tables] == [7, 6]
    for table in tables:
        assert [int(each or 0) for each in values(table, "w:tblGrid/w:gridCol", "w")] == [2268, 5102]
        assert value(table, "w:tblPr/w:tblInd", "w") == "1134"
        assert len(find(table, "w:tr/w:trPr/w:cantSplit")) == len(find(table, "w:tr"))
        assert not find(table, ".//w:tblBorders | .//w:ind")
        above = 2 if table is tables[0] else 0  # a rule, as in the PDF
        assert len(find(table, "w:tr[1]//w:tcBorders/w:top")) == len(find(table, ".//w:tcBorders/*")) == above
    (sheet,) = whole.all("styles", "w:style[w:name/@w:val='Cover Table']")
    assert not find(sheet, ".//w:tblBorders")


def test_lines_of_a_cover_that_is_no_page_of_its_own_are_no_text(tmp_path: Path) -> None:
    submission = written(tmp_path, "# A\n\n1. One.\n", country="Utopia", session="Ninth")
    file = docx(submission)
    assert cover(file)[1:] == [("CoverLine", "Country\tUtopia"), ("CoverLine", "Session\tNinth")]
    assert prove(submission.resolved, file.data, "report.docx", "docx") == ()
    other = changed(file.data, "word/document.xml", ">Utopia<", ">Arcadia<")
    found = prove(submission.resolved, other, "report.docx", "docx")
    assert [each.rule.code for each in found] == ["D906", "D906"]  # the one is missing, the other is added


def test_a_table_of_an_organization_stays_apart_from_its_particulars(tmp_path: Path) -> None:
    described = '"| A | B |\\n|---|---|\\n| c | d |"'
    by = f"[{{name: Us, status: Special, description: {described}, contact: {{phone: '1'}}}}]"
    submission = written(tmp_path, "1. One.\n", submitted_by=by)
    file = docx(submission)
    assert len(find(file.body, "w:tbl")) == 2
    assert not find(file.body, "w:tbl/following-sibling::*[1][self::w:tbl]")
    assert prove(submission.resolved, file.data, "report.docx", "docx") == ()


def test_a_contact_without_an_address_leaves_no_gap(tmp_path: Path) -> None:
    file = docx(written(tmp_path, "1. One.\n", submitted_by="[{name: Us, contact: {phone: '+1 2'}}]"))
    (row,) = find(file.body, "w:tbl/w:tr")
    assert list(map(text, cells(row))) == ["Telephone", "+1 2"]
    assert "tel:+12" in file.links().values()  # as in the PDF and on the page


def test_a_cover_with_more_than_names_is_a_page_of_its_own(tmp_path: Path) -> None:
    body = "# Facts\n\n1. One.\n"
    plain = docx(written(tmp_path, body, submitted_by="[{name: Us}]"))
    assert not plain.all("document", "//w:pageBreakBefore")
    full = docx(written(tmp_path, body, submitted_by="[{name: Us, contact: {email: us@example.org}}]"))
    (broken,) = full.all("document", "//w:p[w:pPr/w:pageBreakBefore]")
    assert text(broken) == "Facts"


def test_a_submission_that_says_nothing_of_publication_says_nothing(tmp_path: Path) -> None:
    assert cover(docx(written(tmp_path, "# Facts\n\n1. One.\n"))) == [("Title", "A title")]


def test_a_logo_is_small_and_has_its_words(whole: Docx) -> None:
    (logo,) = [each for each in find(whole.body, "w:p") if style(each) == "CoverLogo"]
    assert find(logo, ".//wp:docPr")[0].get("descr") == "A circle"
    assert int(str(find(logo, ".//wp:extent")[0].get("cy"))) <= 720_090 + 127_000  # 2 cm, 10 pt between rows


def test_properties_say_what_the_document_is_and_who_submits_it() -> None:
    matter = read(REPORT).resolved.document.front_matter
    assert properties(built(REPORT)) == {
        "title": "Supplementary report on the sexual exploitation of children in Pakistan",
        "subject": matter.instrument,
        "creator": "Child Rights Committee of the Pakistan Pediatric Association; ECPAT International",
        "keywords": ", ".join(matter.keywords),
        "language": "en",
    }


def test_properties_name_no_person_and_no_machine(whole: Docx) -> None:
    assert "secretariat" not in whole.files["docProps/core.xml"].decode()
    assert not {"lastModifiedBy", "revision"} & properties(whole).keys()
    extended = etree.fromstring(whole.files["docProps/app.xml"])
    assert [(etree.QName(each).localname, each.text) for each in extended] == [
        ("Application", "Submission Toolchain")
    ]


@pytest.mark.parametrize(
    ("date", "epoch", "stamp"),
    [
        ("", None, None),
        ("", 0, "1970-01-01T00:00:00Z"),
        ("2026-03-01", 0, "2026-03-01T00:00:00Z"),
        ("March 2026", 86_400, "1970-01-02T00:00:00Z"),
        ("March 2026", None, None),
        ("2026-02-30", None, None),
        ("", 253_402_300_799, "9999-12-31T23:59:59Z"),
    ],
)
def test_only_the_source_and_the_epoch_date_a_document(
    tmp_path: Path, date: str, epoch: int | None, stamp: str | None
) -> None:
    submission = written(
        tmp_path, "1. One.\n", Options(epoch=epoch), **({"date": f'"{date}"'} if date else {})
    )
    found = properties(docx(submission))
    assert (found.get("created"), found.get("modified")) == (stamp, stamp)


def test_running_heads_hold_the_short_title_and_the_page(whole: Docx) -> None:
    heads = [text(whole.part(f"header{number}")) for number in (1, 2, 3)]
    assert heads == ["All that a document holds", "All that a document holds", ""]
    assert "word/footer3.xml" not in whole.files  # the cover has no page number, as in the PDF
    for number in (1, 2):
        foot = whole.part(f"footer{number}")
        assert [each.instruction.strip() for each in fields(foot)] == ["PAGE", "NUMPAGES"]
        assert [style(each) for each in find(foot, "w:p")] == ["Footer" if number == 2 else "FooterOdd"]
        assert text(foot) == "Page 1 of 1"
    assert whole.all("header1", "//w:sdt") == []
    assert find(whole.body, "w:sectPr/w:titlePg") == []  # of the annexes: they do not begin with a cover
    assert whole.all("document", "//w:pPr/w:sectPr/w:titlePg")
    assert whole.all("settings", "w:evenAndOddHeaders")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("fr", "Page 1 sur 1"),
        ("es", "Página 1 de 1"),
        ("ru", "Страница 1 из 1"),
        ("ar", "الصفحة 1 من 1"),
        ("zh", "第1页，共1页"),
    ],
)
def test_the_foot_of_the_page_speaks_the_language_of_the_document(
    tmp_path: Path, lang: str, said: str
) -> None:
    file = docx(written(tmp_path, "1. One.\n", lang=lang))
    for number in (1, 2, 3):
        foot = file.part(f"footer{number}")
        assert text(foot) == said
        assert [each.kind for each in fields(foot)] == ["PAGE", "NUMPAGES"]
        if lang == "ar":
            assert len(find(foot, "//w:r")) == len(find(foot, "//w:r/w:rPr/w:rtl"))


def test_the_title_stands_in_for_a_short_one(tmp_path: Path) -> None:
    assert text(docx(written(tmp_path, "1. One.\n", title="Long & <odd>")).part("header1")) == "Long & <odd>"


def test_a_draft_is_marked_in_every_running_head(tmp_path: Path) -> None:
    submission = written(tmp_path, "1. One.\n", lang="fr")
    file = docx(Submission(submission.resolved, replace(submission.project, draft=True)))
    marks = [find(file.part(f"header{number}"), "w:p")[0] for number in (1, 2, 3)]
    assert [(style(mark), text(mark)) for mark in marks] == [("DraftMark", "Projet")] * 3
    assert "Projet" not in "".join(docx(submission).texts())


@pytest.mark.parametrize(
    ("lang", "slot", "tag"),
    [
        ("en", "val", "en-GB"),
        ("en-US", "val", "en-US"),
        ("fr", "val", "fr-FR"),
        ("ar", "bidi", "ar-SA"),
        ("fa", "bidi", "fa"),
        ("zh", "eastAsia", "zh-CN"),
        ("zh-Hant-TW", "eastAsia", "zh-Hant-TW"),
        ("de", "val", "de"),
        ("ur-Latn", "val", "ur-Latn"),
        ("uz-Arab-AF", "bidi", "uz-Arab-AF"),
        ("zh-Latn", "val", "zh-Latn"),
        ("no such tag!", "val", "en-GB"),
    ],
)
def test_the_language_is_said_for_its_script(lang: str, slot: str, tag: str) -> None:
    assert languages(lang)[slot] == tag


def test_settings_are_those_of_word_2013_and_later(whole: Docx) -> None:
    assert value(whole.part("settings"), "//w:compatSetting[@w:name='compatibilityMode']") == "15"
    assert value(whole.part("settings"), "w:defaultTabStop") == "567"
    assert value(whole.part("settings"), "w:themeFontLang") == "en-GB"
    assert not whole.all("settings", "//w:attachedTemplate | //w:rsids | //w:trackRevisions")


BEGINNINGS = {
    "quotation": "> A quotation.", "bullets": "- First\n- Second", "list": "1) First\n2) Second",
    "table": "| A | B |\n|---|---|\n| c | d |", "code": "```\ncode\n```", "text": "Words.",
    "number": "1. Words.",
}  # fmt: skip
SUBMITTERS = {
    "a name": "[{name: A Group}]",
    "bullets": '[{name: A Group, description: "- It is\\n- a group"}]',
    "a quotation": '[{name: A Group, description: "> It is a group"}]',
}
GOING_ON = {
    "an annex": "# The annex {.annex}\n\nWords of it.", "a page": "# Heading {.page-break}\n\nWords.", "": "",
}  # fmt: skip


@pytest.mark.parametrize("profile", ["plain", pytest.param("hrc-statement", marks=pytest.mark.long)])
@pytest.mark.parametrize("goes_on", GOING_ON)
@pytest.mark.parametrize("by", SUBMITTERS)
def test_where_the_text_begins_below_a_cover(tmp_path: Path, by: str, goes_on: str, profile: str) -> None:
    """What has no style of the cover may describe an organization, or be the text, also without numbers."""
    for body in BEGINNINGS.values():
        text = f"{body}\n\n{GOING_ON[goes_on]}"
        submission = written(tmp_path, text, submitted_by=SUBMITTERS[by], profile=profile)
        assert prove(submission.resolved, docx(submission).data, "x.docx", "docx") == ()


@pytest.mark.parametrize("note", ["", "[^a]"])
@pytest.mark.parametrize("by", ["A group", "{name: A group, contact: {email: a@example.org}}"])
def test_a_text_without_a_heading_leaves_room_below_the_cover(tmp_path: Path, by: str, note: str) -> None:
    """As much as a heading has above it, also where a section break is between them."""
    text = f"1. There is a law.{note}\n" + ("\n[^a]: A note.\n" if note else "")
    file = docx(written(tmp_path, text, submitted_by=f"[{by}]", profile="hrc-statement"))
    (first,) = (each for each in find(file.body, "w:p") if style(each) == "NumberedParagraph")
    assert value(first, "w:pPr/w:spacing", "before") == "360"
