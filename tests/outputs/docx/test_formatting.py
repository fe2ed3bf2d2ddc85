"""What is formatted by hand in a Word file: nothing but emphasis and what no style can say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tests.support.docx_file import CASES, WHOLE, Docx, built, find, text, values
from tests.support.pages import ROOT
from toolchain.model import NoteKind

LANGUAGES = sorted((ROOT / "tests/cases/languages").glob("*.md"))
SOURCES = [ROOT / "content/pakistan-opsc/report.md", WHOLE, CASES / "ar.md", *LANGUAGES]

PARAGRAPHS = {
    "keepNext": "a short paragraph stays with what it leads to, the first row of a table with the next",
    "pageBreakBefore": "the cover fills its page, or the source wants a heading on a new one",
    "numPr": "a list of the source counts for itself; no other list has its numbers",
    "ind": "a list or a quotation stands in as far as what it stands in",
    "spacing": "below a table, which no style of Word can keep a distance",
    "jc": "a column of a table is aligned as the source says",
    "outlineLvl": "an annex under another heading is as deep as that makes it",
    "pBdr": "the rule that the source draws",
    "sectPr": "the section that ends here: notes stand before the annexes",
    "bidi": "the direction of the text, against which a template of another language would set it",
}
"""The properties that a paragraph may have besides its style, and why it does."""

RUNS = {
    "b": "emphasis", "bCs": "emphasis", "i": "emphasis", "iCs": "emphasis",
    "em": "emphasis, which Chinese has in dots",
    "rtl": "the direction of these words",
    "rFonts": "a sign that Chinese shares with other scripts takes its Chinese form",
    "lang": "words in another language",
    "sz": "a table of many columns has letters as small as it takes", "szCs": "the same",
}  # fmt: skip
"""The properties that a run may have besides its style, and why it does."""

WITHIN = {
    "spacing": {"before"}, "ind": {"left", "right", "firstLine", "hanging"}, "rFonts": {"hint"},
}  # fmt: skip
"""What such a property may say, where that is not free."""


WITHOUT_RULE = "not(ancestor::*[self::w:footnote or self::w:endnote]/@w:type)"
"""The rule above notes is a tab with a line below, as in files of the United Nations."""


def parts(file: Docx) -> Iterator[etree._Element]:
    for name in file.files:
        if match := re.fullmatch(r"word/(document|endnotes|footnotes|header\d|footer\d)\.xml", name):
            yield file.part(match[1])


def said(tree: etree._Element, path: str) -> Iterator[tuple[str, set[str]]]:
    for each in find(tree, path):
        yield etree.QName(each).localname, {etree.QName(str(key)).localname for key in each.attrib}


@pytest.mark.parametrize("notes", NoteKind)
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_formatting_by_hand_is_emphasis_and_what_no_style_can_say(path: Path, notes: NoteKind) -> None:
    for part in parts(built(path, notes=notes)):
        for allowed, names in (
            (PARAGRAPHS, f"//w:pPr[{WITHOUT_RULE}]/*[not(self::w:pStyle)]"),
            (RUNS, f"//w:rPr[{WITHOUT_RULE}]/*[not(self::w:rStyle)]"),
        ):
            for name, attributes in said(part, names):
                assert name in allowed, name
                assert attributes <= WITHIN.get(name, attributes), name


def test_only_emphasis_of_the_source_is_bold_by_hand() -> None:
    file = built(WHOLE)
    bold = {text(run) for run in file.all("document", "//w:r[w:rPr/w:b]")}
    assert bold
    source = WHOLE.read_text(encoding="utf-8")
    strong = " ".join(re.findall(r"\*\*(.+?)\*\*", source))
    assert {words for words in bold if words.strip() not in strong} == set()


def test_every_paragraph_and_table_names_its_style_and_none_is_for_space() -> None:
    """Paragraphs without words hold a picture, end a cell, a section or a note's text, or keep two tables
    apart.
    """
    for path in SOURCES:
        file = built(path)
        for part in parts(file):
            assert find(part, "//w:p[not(w:pPr/w:pStyle)] | //w:tbl[not(w:tblPr/w:tblStyle)]") == []
        for each in file.all(
            "document", "/w:document/w:body/w:p[not(.//w:t | .//w:drawing | .//w:tab | w:pPr/w:sectPr)]"
        ):
            before, after = each.getprevious(), each.getnext()
            assert {etree.QName(near).localname for near in (before, after) if near is not None} <= {
                "tbl",
                "sectPr",
            }


def test_no_line_is_left_alone_and_titles_stay_with_what_they_name() -> None:
    file = built(WHOLE)
    (widows,) = file.all("styles", "//w:widowControl")
    assert not widows.attrib
    assert values(widows, "ancestor::w:style/w:name") == ["Normal"]
    for name in (
        "heading 1",
        "heading 6",
        "Annex Heading",
        "Notes Heading",
        "TOC Heading",
        "caption",
        "Table Heading",
    ):
        assert kept(file, name), name
    for table in file.tables:
        for row in find(table, "w:tr"):
            assert len(find(row, "w:trPr/w:cantSplit")) == 1
        assert [bool(find(row, "w:trPr/w:tblHeader")) for row in find(table, "w:tr")][:2] == [True, False]


def kept(file: Docx, name: str) -> bool:
    """Whether a style, or one that it is based on, keeps its paragraphs with the next."""
    (style,) = file.all("styles", f"w:style[w:name/@w:val='{name}']")
    base = find(style, "w:basedOn/@w:val")
    if find(style, "w:pPr/w:keepNext"):
        return True
    names = [
        str(each) for key in base for each in file.all("styles", f"w:style[@w:styleId='{key}']/w:name/@w:val")
    ]
    return any(kept(file, each) for each in names)
