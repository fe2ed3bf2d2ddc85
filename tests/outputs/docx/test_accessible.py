"""A Word file can be read without being seen: so say its XML, and the PDF/UA that LibreOffice makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest
from lxml import etree

from tests.judges.validators import libreoffice, verapdf
from tests.support.docx_file import WHOLE, Docx, docx, find, text, value, values
from tests.support.pages import RICH, ROOT, Submission, read, without_contents
from toolchain import model as m
from toolchain.model.front_matter import Organization
from toolchain.model.walk import walk
from toolchain.resolve.tables import shown_text
from toolchain.writers.docx.xml import Element, get, qualified

REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
LANGUAGES = sorted((ROOT / "tests" / "cases" / "languages").glob("*.md"))
SOURCES = {source.stem: source for source in (WHOLE, RICH, REPORT, *LANGUAGES)}
TEXTS = ("document", "endnotes", "footnotes")


class Made(NamedTuple):
    """A submission and the document made of it."""

    submission: Submission
    file: Docx

    def parts(self) -> Iterator[Element]:
        """The parts with text."""
        return (self.file.part(name) for name in TEXTS if f"word/{name}.xml" in self.file.files)

    def each(self, path: str) -> list[Element]:
        """The elements in all text that an XPath finds."""
        return [found for part in self.parts() for found in find(part, path)]

    def blocks(self) -> Iterator[m.Node]:
        """All that stands in the text, on the cover and in the notes."""
        resolved = self.submission.resolved
        for organization in resolved.document.front_matter.submitted_by:
            yield from (node for node, _ in walk(organization.description))
        yield from (node for node, _ in walk(resolved.document.blocks))
        for note in resolved.notes:
            yield from (node for node, _ in walk(note.note.blocks))

    def title(self) -> str:
        resolved = self.submission.resolved
        return shown_text(resolved.document.front_matter.title, resolved.references)

    def levels(self) -> Counter[int]:
        """How many headings of each level there are, those of the notes included."""
        notes = self.file.all("document", "//w:bookmarkStart[starts-with(@w:name, '_At_notes')]")
        levels = Counter(node.level for node in self.blocks() if isinstance(node, m.Heading))
        return levels + Counter({1: len(notes)})

    def items(self) -> int:
        """How many paragraphs and items have a number or a bullet."""
        kinds = (m.NumberedParagraph, m.SubParagraph, m.ListItem)
        return sum(isinstance(node, kinds) for node in self.blocks())

    def tables(self) -> list[m.Table]:
        return [node for node in self.blocks() if isinstance(node, m.Table)]

    def alternatives(self) -> Counter[str]:
        """What stands in the place of each picture."""
        logos = [each for each in self.submission.resolved.document.front_matter.submitted_by if each.logo]
        images = [node.alt for node in self.blocks() if isinstance(node, m.Image)]
        return Counter(images + [each.logo_alt for each in logos])


@cache
def made_of(name: str) -> Made:
    submission = read(SOURCES[name])
    if name == "report":  # LibreOffice drops the descriptions of the lines of contents: see BORNE
        submission = without_contents(submission)
    return Made(submission, docx(submission))


@pytest.fixture(params=SOURCES)
def made(request: pytest.FixtureRequest) -> Made:
    return made_of(request.param)


def styles(file: Docx) -> dict[str, Element]:
    return {get(each, "styleId") or "": each for each in file.all("styles", "w:style")}


def said(paragraph: Element, known: dict[str, Element], name: str) -> str | None:
    """A property of a paragraph, its own or that of its style or the styles this is based on."""
    own = find(paragraph, f"w:pPr/{name}")
    identity = next(iter(values(paragraph, "w:pPr/w:pStyle")), None)
    while not own and identity in known:
        own = find(known[identity], f"w:pPr/{name}")
        identity = next(iter(values(known[identity], "w:basedOn")), None)
    return own[0].get(qualified("val")) if own else None


def test_there_is_a_source_with_everything() -> None:
    """So that what is looked for can be found."""
    whole = made_of("whole")
    kinds = {type(node) for node in whole.blocks()}
    assert {m.Heading, m.NumberedParagraph, m.SubParagraph, m.BulletList, m.OrderedList} <= kinds
    assert {m.Table, m.Figure, m.Image, m.Link, m.CrossReference, m.Quotation} <= kinds
    assert whole.alternatives()["A circle"]
    assert len(whole.levels()) == 4


def test_headings_have_their_levels(made: Made) -> None:
    """By their outline level, which Word's navigation pane and screen readers go by."""
    known = styles(made.file)
    found = [said(each, known, "w:outlineLvl") for each in made.file.all("document", "w:body//w:p")]
    assert Counter(int(level) + 1 for level in found if level and level != "9") == made.levels()


BOLD = "w:body/w:p[w:r/w:t][not(.//w:r[w:t][not(w:rPr/w:b)])]"


def test_no_heading_is_a_paragraph_in_bold(made: Made) -> None:
    known = styles(made.file)
    for paragraph in made.file.all("document", BOLD):
        assert said(paragraph, known, "w:outlineLvl") is not None, text(paragraph)


def test_lists_are_lists(made: Made) -> None:
    """Each item has its number or bullet from Word's own list, and none is typed before the words."""
    known = styles(made.file)
    listed = [
        each
        for each in made.each("//w:p")
        if said(each, known, "w:numPr/w:numId") not in (None, "0") and not said(each, known, "w:outlineLvl")
    ]
    assert len(listed) == made.items()
    assert not [text(each) for each in listed if text(each)[:1] in "•–-(" and text(each)]


def data_tables(made: Made) -> list[Element]:
    return made.each("//w:tbl[w:tblPr/w:tblStyle/@w:val = 'SubmissionTable']")


def test_tables_have_headers(made: Made) -> None:
    """The row that names the columns is marked as such, repeats, and is the first and only one."""
    resolved = made.submission.resolved
    for table, node in zip(data_tables(made), made.tables(), strict=True):
        rows = find(table, "w:tr")
        headed = any(cell.children for cell in node.header)
        assert [bool(find(row, "w:trPr/w:tblHeader")) for row in rows] == [
            headed and row is rows[0] for row in rows
        ]
        assert value(table, "w:tblPr/w:tblLook", "firstRow") == str(int(headed))
        caption = shown_text(node.caption.children, resolved.references) if node.caption else None
        assert values(table, "w:tblPr/w:tblCaption") == ([caption] if caption else [])


def test_tables_are_plain_grids(made: Made) -> None:
    """No cell is merged, none holds a table, and each row has as many as there are columns. Those that are no
    tables of the source stand on the cover, a term in each row before what it says.
    """
    assert made.each("//w:gridSpan | //w:vMerge | //w:hMerge | //w:tc//w:tbl") == []
    for table in made.each("//w:tbl"):
        columns = len(find(table, "w:tblGrid/w:gridCol"))
        assert {len(find(row, "w:tc")) for row in find(table, "w:tr")} == {columns}
    for table in made.each("//w:tbl[w:tblPr/w:tblStyle/@w:val != 'SubmissionTable']"):
        for row in find(table, "w:tr"):
            assert [bool(find(cell, ".//w:rStyle[@w:val='CoverTerm']")) for cell in find(row, "w:tc")] == [
                True,
                False,
            ]


def test_pictures_have_words_in_their_place(made: Made) -> None:
    found = [each.get("descr") for each in made.each("//wp:docPr")]
    assert Counter(found) == made.alternatives()
    assert all(found)
    assert len(found) == len(made.each("//w:drawing"))


def test_the_title_is_said_and_seen(made: Made) -> None:
    """Of the properties it is what stands on the cover. Word has no setting that shows it: PDFs have one."""
    core = etree.fromstring(made.file.files["docProps/core.xml"])
    title = next(each.text for each in core if etree.QName(each).localname == "title")
    (shown,) = made.file.all("document", "//w:p[w:pPr/w:pStyle/@w:val = 'Title']")
    marks = ".//w:footnoteReference | .//w:endnoteReference"
    assert title == text(shown).removesuffix("*" if find(shown, marks) else "")
    assert title


SLOTS = {"ar": ("bidi", "ar-SA"), "zh": ("eastAsia", "zh-CN"), "en": ("val", "en-GB")}


def test_the_language_is_said(made: Made) -> None:
    lang = made.submission.resolved.document.front_matter.lang
    slot, tag = SLOTS.get(lang, ("val", f"{lang}-{lang.upper()}"))
    assert value(made.file.part("styles"), "w:docDefaults/w:rPrDefault/w:rPr/w:lang", slot) == tag
    assert value(made.file.part("settings"), "w:themeFontLang", slot) == tag
    core = etree.fromstring(made.file.files["docProps/core.xml"])
    assert [each.text for each in core if etree.QName(each).localname == "language"] == [lang]


def test_links_say_where_they_lead(made: Made) -> None:
    """In their words; those to addresses in a tip as well. Others LibreOffice would drop with their tips."""
    for link in made.each("//w:hyperlink"):
        assert text(link).strip()
        outside = link.get(qualified("r:id")) is not None
        assert bool(link.get(qualified("tooltip"))) == outside


FLOATING = "wp:anchor | //w:framePr | //w:pict | //w:object | //w:txbxContent | //w:tblpPr | //w:altChunk"


def test_all_is_read_in_the_order_in_which_it_stands(made: Made) -> None:
    """Nothing floats or stands in a box; and the cover is read from the title to the last organization."""
    assert made.each(f"//{FLOATING}") == []
    order = "\n".join(made.file.texts())
    matter = made.submission.resolved.document.front_matter
    at = -1
    for line in (
        made.title(),
        *(line for each in matter.submitted_by for line in _organization(each)),
    ):
        if line:
            assert (at := order.find(line, at + 1)) >= 0, line


def _organization(organization: Organization) -> tuple[str, ...]:
    """What is said of one, in the order in which it is read."""
    contact = organization.contact
    said = (contact.person, contact.address.split("\n")[0], contact.email) if contact else ()
    return (organization.name, organization.status, *said)


def luminance(colour: str) -> float:
    """Of a colour, as six hexadecimal digits (WCAG 2.2, relative luminance)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_stand_out_from_paper() -> None:
    found = {str(each) for each in values(made_of("whole").file.part("styles"), "//w:rPr/w:color")} - {"auto"}
    assert found
    assert [each for each in found if 1.05 / (luminance(each) + 0.05) < 4.5] == []


class Tagged(NamedTuple):
    """What LibreOffice makes of a document for PDF/UA, and what veraPDF says of that."""

    pdf: Path
    findings: list[str]


FEW = ("report", "ar")
OTHERS = tuple(name for name in SOURCES if name not in FEW)
OF_OFFICE = pytest.mark.parametrize(
    ("tagged", "name"),
    [
        pytest.param(group, name, id=name, marks=marks)
        for group, marks in (
            (FEW, ()),
            (tuple(name for name in SOURCES if name not in FEW), pytest.mark.long),
        )
        for name in group
    ],
    indirect=["tagged"],
    scope="module",
)


@pytest.fixture(scope="module")
def tagged(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tagged]:
    folder = tmp_path_factory.mktemp("tagged")
    paths = []
    for name in request.param:
        paths.append(folder / f"{name}.docx")
        paths[-1].write_bytes(made_of(name).file.data)
    pdfs = libreoffice.convert(paths, folder, libreoffice.TAGGED)
    found = verapdf.findings(pdfs)
    return {name: Tagged(pdf, found[pdf]) for name, pdf in zip(request.param, pdfs, strict=True)}


def structure(node: Any, roles: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """The elements of a structure tree with their tags, of which roles say what they stand for."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from structure(each, roles)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield roles.get(str(node.S), str(node.S)), node
        yield from structure(node.get("/K", 0), roles)


@OF_OFFICE
def test_the_tags_of_a_pdf_are_what_the_document_has(tagged: dict[str, Tagged], name: str) -> None:
    made = made_of(name)
    with pikepdf.open(tagged[name].pdf) as pdf:
        root: Any = pdf.Root
        roles = {str(key): str(role) for key, role in root.StructTreeRoot.get("/RoleMap", {}).items()}
        tags = list(structure(root.StructTreeRoot.K, roles))
        count = Counter(tag for tag, _ in tags)
        levels = Counter({level: count[f"/H{level}"] for level in range(1, 7)})
        contents = made.submission.resolved.document.front_matter.contents
        # LibreOffice 26.8 makes a heading of that of the contents too.
        assert levels in (made.levels(), made.levels() + Counter({1: int(contents)}))
        assert count["/LI"] == made.items()
        tables = made.tables()
        assert count["/TH"] == sum(
            len(each.header) for each in tables if any(c.children for c in each.header)
        )
        alternatives = Counter(str(node.get("/Alt", "")) for tag, node in tags if tag == "/Figure")
        assert alternatives == made.alternatives()
        assert root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title) == made.title()


BORNE = {
    "7.1-7": "the built-in style “Quote” is called like a tag, and LibreOffice says that it is a paragraph",
    "7.18.1-2": "a link inside the document has no description, for LibreOffice drops one that has",
    "7.18.5-2": "the same, said of all links",
    "7.21.7-1": "the Arabic font as LibreOffice embeds it",
}
"""What veraPDF finds that is LibreOffice's own."""


@OF_OFFICE
def test_what_a_pdf_lacks_is_not_for_the_document_to_say(tagged: dict[str, Tagged], name: str) -> None:
    assert {finding.split()[0] for finding in tagged[name].findings} <= BORNE.keys()
    remapped = [finding for finding in tagged[name].findings if finding.startswith("7.1-7 ")]
    assert [finding for finding in remapped if not finding.rstrip(")").endswith("Quote")] == []
    with pikepdf.open(tagged[name].pdf) as pdf:
        marks: list[Any] = [mark for page in pdf.pages if "/Annots" in page for mark in page.Annots]
        outside = [each for each in marks if "/A" in each and each.A.S == "/URI"]
        assert all(str(each.get("/Contents", "")) for each in outside)
    if name == "report":
        assert tagged[name].findings == []
