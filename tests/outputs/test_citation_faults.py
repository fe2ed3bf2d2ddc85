"""Each fault that what a citation prints may have is told in every output, with code, words and place."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pikepdf
import pytest

from tests.outputs.test_sources_list import bytes_of
from tests.support import pdf_changes
from tests.support.docx_faults import DOCUMENT, NOTES, PARAGRAPH, spoilt
from tests.support.proving import prove
from tests.support.sources_list import Item, item, submitted
from toolchain.pipeline.stages import Submission
from toolchain.reports.sentences import message

pytestmark = pytest.mark.usefixtures("weasyprint")

FORMS = ("docx", "html", "pdf")
ITEMS: tuple[Item, ...] = (
    item("law", "book", "Administrative Law", "Endicott, Timothy", 2011, publisher="OUP", edition="2"),
    item("web", "webpage", "Figures", "Example Office", URL="https://example.org/a",
         accessed={"date-parts": [[2021, 3, 3]]}),
    item("code", "legislation", "Penal Code", "", 1860, jurisdiction="Pakistan"),
)  # fmt: skip
BODY = """\
1. One.[@law, p. 3] Two.[@law, p. 3] Three.[@web] Four.[@law, p. 9] Five.[@code, art. 3]

# Sources {.sources}
"""
NOTE = '<li class="note" id="note-{}">.*?</li>'


class Fault(NamedTuple):
    """What is changed in each output (None: what that output's proof cannot know), the code, words of the
    message, and of the place.
    """

    docx: Callable[[bytes], bytes]
    html: Callable[[bytes], bytes]
    pdf: Callable[[bytes], bytes] | None
    message: str
    place: str
    code: str = "D906"
    docx_code: str = "D906"


def html(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        text, number = re.subn(old, new, data.decode(), count=1, flags=re.DOTALL)
        assert number == 1, old
        return text.encode()

    return change


def pdf(change: Callable[[pikepdf.Pdf], None]) -> Callable[[bytes], bytes]:
    return lambda data: pdf_changes.changed(data, change)


def shown(old: str, new: str, behind: str = "") -> Callable[[bytes], bytes]:
    """Other signs on the only page."""
    return pdf(lambda file: pdf_changes.retype(file, 0, old, new, behind))


def exchange_notes(file: pikepdf.Pdf) -> None:
    pdf_changes.swap(pdf_changes.one(file, "LI", "3 Example"), pdf_changes.one(file, "LI", "5 Penal"))


def redirect(file: pikepdf.Pdf) -> None:
    *_, link = (each for each in pdf_changes.link_annotations(file) if "/A" in each)
    link.A.URI = pikepdf.String("https://example.org/z")


def lead_elsewhere(file: pikepdf.Pdf) -> None:
    link = next(
        each
        for each in pdf_changes.link_annotations(file)
        if str(each.get("/Dest")) == "note-1" and str(each.Contents) == "1"
    )
    link.Dest = pikepdf.String("note-5")


FAULTS = {
    "Ibid. is another word": Fault(
        spoilt(NOTES, ">ibid", ">idem"), html("ibid", "idem"), shown("ibid", "idid"),
        "note 2 reads “2 id", "note 2",
    ),
    "Ibid. is lost": Fault(
        spoilt(NOTES, ">ibid\\.?<", "><"), html(r"ibid\.", ""), shown("ibid.", "."),
        "in the source “2 ibid.”", "note 2",
    ),
    "the number of the note is another": Fault(
        spoilt(NOTES, r"(NOTEREF _At_note_1 .*?<w:t[^>]*>)1<", r"\g<1>2<"),
        html(r'(\(n.<a href="#note-1">)1<', r"\g<1>2<"), shown("1", "2", "Endicott (n"), "2", "note 4",
        docx_code="D904",
    ),
    "the number of the note leads elsewhere": Fault(
        spoilt(NOTES, "NOTEREF _At_note_1", "NOTEREF _At_note_9"),
        html(r'(\(n.<a href="#note-)1', r"\g<1>5"), pdf(lead_elsewhere),
        "the link “1” in note 4 leads to ", "note 4",
    ),
    "the number of the note is text": Fault(
        spoilt(NOTES, r'<w:r><w:fldChar w:fldCharType="begin"/>.*?"separate"/></w:r>(.*?)'
               r'<w:r><w:fldChar w:fldCharType="end"/></w:r>', r"\1"),
        html(r'(\(n.)<a href="#note-1">1</a>', r"\g<1>1"), None,
        "“1” in note 4 is a link in the source", "note 4",
    ),
    "a title stands upright": Fault(
        spoilt(NOTES, r"<w:rPr><w:i/><w:iCs/></w:rPr>(<w:t[^>]*>Administrative Law)", r"\1"),
        html('(id="note-1">.*?Endicott, )<em>(Administrative Law)</em>', r"\1\2"), None,
        "“Administrative Law” in note 1 is plain, but in the source in emphasis", "note 1",
    ),
    "two notes are exchanged": Fault(
        spoilt(NOTES, '(<w:endnote w:id="3">)(.*?)(</w:endnote>.*<w:endnote w:id="5">)(.*?)(</w:endnote>)',
               r"\1\4\3\2\5"),
        html(f"({NOTE.format(3)})(.*)({NOTE.format(5)})", r"\3\2\1"), pdf(exchange_notes),
        "note 5 ", "note 5",
    ),
    "an address leads elsewhere": Fault(
        spoilt("word/_rels/endnotes.xml.rels", "https://example.org/a", "https://example.org/z"),
        html('(id="note-3".*?)href="https://example.org/a"', r'\1href="https://example.org/z"'),
        pdf(redirect), "leads to https://example.org/z, but in the source to https://example.org/a", "note 3",
    ),
    "a source is not in the list": Fault(
        spoilt(DOCUMENT, PARAGRAPH.format("Endicott T, ")), html("<li><p>Endicott T,.*?</li>", ""),
        pdf(lambda file: pdf_changes.remove(pdf_changes.one(file, "LI", "Endicott T,"))),
        "the text “Endicott T, Administrative Law (2nd edn, OUP 2011).” is missing",
        "after .*heading “Reports, books and articles”",
    ),
}  # fmt: skip
"""Of a PDF nothing is known of italics, and of the way from a number to its note only where it leads."""


@pytest.fixture(scope="module")
def cited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Submission, dict[str, bytes]]:
    submission = submitted(
        tmp_path_factory.mktemp("cited"), BODY, ITEMS, citation_style="oscola", pdf_engine="weasyprint"
    )
    return submission, {form: bytes_of(submission, form) for form in FORMS}


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_told_of_what_is_right(cited: tuple[Submission, dict[str, bytes]], form: str) -> None:
    submission, outputs = cited
    assert list(prove(submission.resolved, outputs[form], f"report.{form}", form)) == []


@pytest.mark.parametrize(
    ("name", "form"),
    [(name, form) for name, fault in FAULTS.items() for form in FORMS if getattr(fault, form)],
)
def test_a_fault_is_told(cited: tuple[Submission, dict[str, bytes]], name: str, form: str) -> None:
    submission, outputs = cited
    fault = FAULTS[name]
    data = getattr(fault, form)(outputs[form])
    found = list(prove(submission.resolved, data, f"report.{form}", form))
    code = fault.docx_code if form == "docx" else fault.code
    assert any(
        finding.rule.code == code
        and fault.message in message(finding)
        and re.search(fault.place, finding.span.words)
        for finding in found
    ), [(finding.rule.code, finding.span.words, message(finding)) for finding in found]
