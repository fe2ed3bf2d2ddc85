"""The list of sources: where it stands, what is in it, in what order; and its proof in every output."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.support import pdf_changes
from tests.support.citing import NOWHERE
from tests.support.docx_faults import DOCUMENT, PARAGRAPH, spoilt
from tests.support.proving import prove
from tests.support.shares import covering
from tests.support.sources_list import BODY, ITEMS, item, submitted
from toolchain import model as m
from toolchain.citations.style.kinds import kind_names, kind_of, kinds
from toolchain.model.front_matter import UN_LANGUAGES
from toolchain.model.vocabulary import ITEM_TYPES
from toolchain.pipeline.stages import Submission
from toolchain.reports.sentences import message
from toolchain.resolve.source_list import sort_key
from toolchain.resolve.tables import printed_text
from toolchain.writers.docx import DocxWriter
from toolchain.writers.html import HtmlWriter
from toolchain.writers.pdf import PdfWriter

WRITERS: dict[str, Any] = {"docx": DocxWriter(), "html": HtmlWriter(), "pdf": PdfWriter()}
LISTED = """\
United Nations documents
    Committee on the Rights of the Child, “General comment No. 9”, CRC/C/GC/9, 2007.
    Committee on the Rights of the Child, “General comment No. 25”, CRC/C/GC/25, 2021.
Legislation, cases and treaties
    Convention on the Rights of the Child (1989).
    Pakistan, Penal Code, 1860.
Reports, books and articles
    Élie, Anne, “Élan”, Journal of Law, vol. 12 (2020), pp. 5–9.
    Eliot, Tom, Early Years (2020).
    Zafar, Nadia, Juvenile Courts (Lahore, Example Press, 2020).
Press
    Doe, Jane, “Shelters close”, The Day, 2020.
Web pages
    Example Office, “Figures”, 2020. Available at https://example.org/a?a=1&b=2 (accessed on 3 March 2021).
Interviews, statements and communications
    Example Association, personal communication, 2020.
Other sources
    Example Survey, The districts (2020).
"""


def listed(submission: Submission) -> str:
    """The list as a text: headings, and the sources under them set in."""
    lines: list[str] = []
    for groups in submission.resolved.source_lists.values():
        for heading, sources in groups:
            lines += [printed_text(heading.children, submission.resolved)] if heading else []
            lines += ("    " + printed_text(each.children, submission.resolved) for each in sources)
    return "".join(f"{line}\n" for line in lines).replace("\u00a0", " ")


def told(submission: Submission, data: bytes, form: str) -> list[tuple[str, str]]:
    return [
        (finding.rule.code, message(finding))
        for finding in prove(submission.resolved, data, f"report.{form}", form)
    ]


def bytes_of(submission: Submission, form: str) -> bytes:
    data: bytes = WRITERS[form].write(submission.resolved, submission.project)
    return data


def test_what_is_cited_is_listed_by_kind_in_order(tmp_path: Path) -> None:
    assert listed(submitted(tmp_path)) == LISTED


def test_where_it_stands(tmp_path: Path) -> None:
    """Behind what is typed under the heading, before the next heading."""
    shown = [type(block).__name__ for block in submitted(tmp_path).resolved.document.blocks]
    assert shown == [
        "Heading", "NumberedParagraph", "NumberedParagraph", "Heading", "Paragraph", "SourceList", "Heading",
        "NumberedParagraph",
    ]  # fmt: skip


@pytest.mark.parametrize("level", range(1, 7))
@pytest.mark.parametrize("annex", ["", " .annex"])
def test_under_any_heading(tmp_path: Path, level: int, annex: str) -> None:
    body = f"1. The law.[@penal][@zafar]\n\n{'#' * level} Sources {{.sources{annex}}}\n"
    submission = submitted(tmp_path, body)
    (groups,) = submission.resolved.source_lists.values()
    assert [group.heading and group.heading.level for group in groups] == [min(level + 1, 6)] * 2
    for form in ("docx", "html"):
        assert told(submission, bytes_of(submission, form), form) == []


def test_one_kind_has_no_heading(tmp_path: Path) -> None:
    submission = submitted(tmp_path, "1. The law.[@zafar][@eliot]\n\n# Sources {.sources}\n")
    first, second = listed(submission).splitlines()
    assert first == "    Eliot, Tom, Early Years (2020)."
    assert second == "    Zafar, Nadia, Juvenile Courts (Lahore, Example Press, 2020)."


def test_all_sources(tmp_path: Path) -> None:
    body = BODY.replace("{.sources}", "{.all-sources}")
    added = "    Nobody, Ann, Never Opened (2020).\n"
    assert listed(submitted(tmp_path, body)) == LISTED.replace("    Zafar", added + "    Zafar")


def test_what_only_an_unprinted_note_cites_is_not_listed(tmp_path: Path) -> None:
    submission = submitted(tmp_path, "1. The law.[@zafar]\n\n# Sources {.sources}\n\n[^no]: [@eliot]\n")
    assert "Eliot" not in listed(submission)


def test_a_source_that_is_not_in_the_bibliography(tmp_path: Path) -> None:
    submission = submitted(tmp_path, "1. The law.[@zafar][@nobody]\n\n# Sources {.sources}\n")
    assert listed(submission).count("\n") == 1


def test_the_note_of_the_title_cites_too(tmp_path: Path) -> None:
    submission = submitted(tmp_path, "1. The law.[@zafar]\n\n# Sources {.sources}\n", title="A^[[@eliot]]")
    assert "Eliot" in listed(submission)


@pytest.mark.parametrize("cited", ["", "[@nobody]"])
def test_nothing_is_listed(tmp_path: Path, cited: str) -> None:
    submission = submitted(tmp_path, f"1. The law.{cited}\n\n# Sources {{.sources}}\n")
    assert listed(submission) == ""
    for form in WRITERS:
        assert told(submission, bytes_of(submission, form), form) == []


def test_a_second_list_prints_nothing(tmp_path: Path) -> None:
    submission = submitted(tmp_path, BODY + "\n# Again {.sources}\n")
    assert listed(submission) == LISTED
    for form in WRITERS:
        assert told(submission, bytes_of(submission, form), form) == []


@pytest.mark.parametrize(("lang", "form"), covering(UN_LANGUAGES, tuple(WRITERS)))
def test_every_output_is_proved_in_every_language(tmp_path: Path, lang: str, form: str) -> None:
    submission = submitted(tmp_path, lang=lang, contents="true", headings="numbered")
    assert told(submission, bytes_of(submission, form), form) == []
    names = kind_names(lang)
    assert [line for line in listed(submission).splitlines() if line[0] != " "] == [
        names[kind] for kind in kinds()
    ]


@pytest.mark.parametrize(("style", "form"), covering(("author-date-note", "oscola"), tuple(WRITERS)))
def test_every_style(tmp_path: Path, style: str, form: str) -> None:
    submission = submitted(tmp_path, citation_style=style)
    assert all(line.endswith((".", "/")) for line in listed(submission).splitlines() if line.startswith(" "))
    assert told(submission, bytes_of(submission, form), form) == []


def test_names_of_kinds() -> None:
    for lang in UN_LANGUAGES:
        assert list(kind_names(lang)) == list(kinds())
        assert len({*kind_names(lang).values()}) == len(kinds())
    assert kind_names("pt-BR") == kind_names("kinds") == kind_names("en")
    assert kind_names("fr-CA") == kind_names("fr")


def test_every_type_has_a_kind() -> None:
    of_types = {kind: kind_of(m.Entry("k", kind, NOWHERE)) for kind in ITEM_TYPES}
    assert set(of_types.values()) == {*kinds()} - {"united-nations"}
    assert {kind for kind, found in of_types.items() if found == "law"} == {
        "bill", "hearing", "legal_case", "legislation", "regulation", "treaty",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["report", "document", "book"])
def test_a_document_of_the_united_nations_is_known_by_its_symbol(kind: str) -> None:
    fields = {"number": "A/HRC/55/30"}
    assert kind_of(m.Entry("k", kind, NOWHERE, fields=fields)) == "united-nations"
    assert kind_of(m.Entry("k", "webpage", NOWHERE, fields=fields)) == "web"


IN_ORDER = (
    ["“Abel”", "«Ábel» 2", "Abelard", "ÉCOLE 9", "école 10", "Eliot", "Öst", "Zafar", "الشافعي", "儿童"],
    ["A/HRC/9/1", "A/HRC/55/2", "A/HRC/55/30", "A/RES/61/295", "CRC/C/GC/9", "CRC/C/GC/25", "CRC/C/PAK/CO/5"],
)


@pytest.mark.parametrize("texts", IN_ORDER)
def test_the_order(texts: list[str]) -> None:
    shuffled = random.Random(1).sample(texts, len(texts))
    assert sorted(shuffled, key=sort_key) == texts


def in_html(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        changed = re.sub(old, new, data.decode(), count=1, flags=re.DOTALL)
        assert changed != data.decode()
        return changed.encode()

    return change


def in_pdf(change: Callable[[pikepdf.Pdf], None]) -> Callable[[bytes], bytes]:
    return lambda data: pdf_changes.changed(data, change)


def swap_items(pdf: pikepdf.Pdf) -> None:
    one, other = (pdf_changes.one(pdf, "LI", beginning) for beginning in ("Eliot", "Zafar"))
    pdf_changes.swap(one, other)


ITEM = "<li><p>{}.*?</li>\n"
FAULTS = {
    "docx": {
        "missing": spoilt(DOCUMENT, PARAGRAPH.format("Zafar, Nadia")),
        "exchanged": spoilt(
            DOCUMENT, f"({PARAGRAPH.format('Eliot, Tom')})({PARAGRAPH.format('Zafar, Nadia')})", r"\2\1"
        ),
        "changed": spoilt(DOCUMENT, "Zafar, Nadia", "Zafar, Nadya"),
        "heading": spoilt(DOCUMENT, PARAGRAPH.format("Press<")),
    },
    "html": {
        "missing": in_html(ITEM.format("Zafar"), ""),
        "exchanged": in_html(f"({ITEM.format('Eliot')})({ITEM.format('Zafar')})", r"\2\1"),
        "changed": in_html("Zafar, Nadia", "Zafar, Nadya"),
        "heading": in_html("<h3 id=.sources-press.*?</h3>\n", ""),
    },
    "pdf": {
        "missing": in_pdf(lambda pdf: pdf_changes.remove(pdf_changes.one(pdf, "LI", "Zafar"))),
        "exchanged": in_pdf(swap_items),
        "changed": in_pdf(lambda pdf: pdf_changes.retype(pdf, 0, "Zafar, Nadia", "Zafar, Nidia")),
        "heading": in_pdf(lambda pdf: pdf_changes.remove(pdf_changes.one(pdf, "H3", "Press"))),
    },
}
SAID = {
    "missing": "“Zafar, Nadia, Juvenile Courts (Lahore, Example Press, 2020).” is missing",
    "exchanged": "is in another place",
    "changed": "Zafar, N",
    "heading": "the heading “Press” is missing",
}


@pytest.mark.usefixtures("weasyprint")
@pytest.mark.parametrize(("form", "what"), [(form, what) for form in FAULTS for what in SAID])
def test_a_fault_of_the_list_is_told(tmp_path: Path, form: str, what: str) -> None:
    submission = submitted(tmp_path)
    found = prove(submission.resolved, FAULTS[form][what](bytes_of(submission, form)), f"report.{form}", form)
    messages = [message(finding) for finding in found]
    assert any(SAID[what] in message for message in messages), messages
    if what != "heading":
        places = [each.span.path for finding in found for each in finding.related]
        assert (tmp_path / "sources.json").as_posix() in places


def test_word_has_a_style_for_it_and_no_direct_formatting(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(bytes_of(submitted(tmp_path), "docx"))) as archive:
        document, styles = (archive.read(f"word/{name}.xml").decode() for name in ("document", "styles"))
    properties = re.findall(r'<w:pPr>(<w:pStyle w:val="Bibliography"/>.*?)</w:pPr>', document)
    assert properties == ['<w:pStyle w:val="Bibliography"/>'] * 11
    style = re.search(r'<w:style [^>]*w:styleId="Bibliography">.*?</w:style>', styles, re.DOTALL)
    assert style
    assert '<w:name w:val="Bibliography"/>' in style[0]
    assert re.search(r'<w:ind [^>]*w:hanging="567"', style[0])


def test_a_page_has_lists_under_headings(tmp_path: Path) -> None:
    page = bytes_of(submitted(tmp_path), "html").decode()
    (region,) = re.findall(
        r'<div class="bibliography" role="doc-bibliography" aria-labelledby="section-2">.*?</div>',
        page,
        re.DOTALL,
    )
    assert re.findall(r"<h3[^>]*>|<ul[^>]*>|<li>", region).count("<li>") == 11
    assert region.count('<ul class="sources">') == region.count("<h3 id=") == 7


def test_contents_lead_to_the_groups(tmp_path: Path) -> None:
    submission = submitted(tmp_path, contents="true")
    page = bytes_of(submission, "html").decode()
    assert '<a href="#sources-law">Legislation, cases and treaties</a>' in page
    assert "D906" in {
        code
        for code, _ in told(submission, page.replace('#sources-law">', '#sources-web">', 1).encode(), "html")
    }


def test_right_to_left(tmp_path: Path) -> None:
    items = [
        *ITEMS,
        item(
            "arabic", "book", "حقوق الطفل", "الشافعي, محمد", publisher="دار النهضة", publisher_place="القاهرة"
        ),
    ]
    submission = submitted(tmp_path, "1. نص.[@arabic][@zafar]\n\n# المصادر {.sources}\n", items, lang="ar")
    for form in WRITERS:
        assert told(submission, bytes_of(submission, form), form) == []
