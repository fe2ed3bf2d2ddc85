"""Covers are one page: every word and logo is on it, nothing over something else or beyond the margins."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw
import pytest
from PIL import Image

from tests.judges.validators import libreoffice
from tests.judges.validators.browser import Visit, browse
from tests.outputs.epub.test_cover import NAMES, WORDS
from tests.support import epub_file
from tests.support.pages import Submission, written
from tests.support.proving import FORMATS, prove
from tests.support.shares import covering, one_in
from toolchain.compare.proof.found import found
from toolchain.formats.table import OURS
from toolchain.model.design import design
from toolchain.model.front_matter import Look
from toolchain.model.records import replace
from toolchain.model.walk import plain_text
from toolchain.model.wording import fold
from toolchain.plugins.registry import writer
from toolchain.project.settings import Options
from toolchain.resolve.covers import cover
from toolchain.writers.pdf.typst.document import write_document

SHAPES = {"wide": (1200, 200), "tall": (200, 700), "none": (0, 0)}
OUTPUTS = {
    "typst": ("pdf", Options(pdf_engine="typst")),
    "weasyprint": ("pdf", Options(pdf_engine="weasyprint")),
    "house": ("pdf", Options(look="house")),
    "word": ("docx", Options()),
    "word house": ("docx", Options(look="house")),
    "page": ("html", Options()),
    "page house": ("html", Options(look="house")),
}
PAGED, PAGES = list(OUTPUTS)[:5], list(OUTPUTS)[5:]
SEEN = """(() => {
  const own = (node) => node.matches("img") || [...node.childNodes].some((each) => each.data?.trim());
  const shown = [...document.querySelectorAll("header *")].filter(own);
  const outer = shown.filter((each) => !shown.some((other) => other !== each && other.contains(each)));
  return {
    sideways: document.documentElement.scrollWidth - innerWidth,
    boxes: outer.map((each) => each.getBoundingClientRect())
      .map(({ left, top, right, bottom }) => [left, -bottom, right, -top]),
    logos: shown.filter((each) => each.matches("img")).length,
    words: document.querySelector("header").innerText,
    indent: parseFloat(getComputedStyle(document.querySelector("address p")).paddingInlineStart),
  };
})()"""
"""What begins a page: boxes from the left and the bottom, as those of a PDF are."""
WIDTHS = 320, 1280  # of windows, in pixels
PAGE, MARGIN, TOP, FOOT = (595.3, 841.9), 50, 40, 45  # points
TOUCHING = {"ar": 14}
"""How far boxes of fonts, which are higher than their letters, reach into each other; else 5 points.

A line of Arabic with a number in it is several boxes of its full height.
"""

CYCLE = "5-6"
"""What is beside a term that has several lines in some languages."""

OTHER_WORDS = {
    "ja": "北部地域の子どもの教育と健康に武力紛争が与えた影響に関する報告書 ",
    "ko": "북부 지역 아동의 교육과 건강에 무력 분쟁이 미친 영향에 관한 보고서 ",
}
"""Of languages that have Chinese lines in Word."""

Box = tuple[float, float, float, float]


class Case(NamedTuple):
    lang: str
    length: int
    organizations: int
    logos: str
    output: str
    draft: bool = False


def submission(folder: Path, case: Case) -> Submission:
    """A source of which every part of a cover is long."""
    words, lang = (WORDS | OTHER_WORDS)[case.lang], case.lang
    title = (
        words.strip() * (case.length // 10 + 1)
        if lang in ("zh", "ja")
        else " ".join((words * 9).split()[: case.length])
    )
    width, height = SHAPES[case.logos]
    if width:
        Image.new("RGB", (width, height), "#803020").save(folder / "logo.png", dpi=(200, 200))
    name = NAMES.get(lang, "Alliance of Community Organizations for Children")
    one = {
        "status": f'"{words.strip()}"',
        "description": f'"{words.strip()}."',
        "contact": "{address: 1 Long Street, phone: +41 22 555 01 23, email: office@example.org}",
        **({"logo": "logo.png", "logo-alt": f'"{name}"'} if width else {}),
    }
    said = ", ".join(f"{key}: {value}" for key, value in one.items())
    submitters = ", ".join(f'{{name: "{name} {number + 1}", {said}}}' for number in range(case.organizations))
    facts = dict.fromkeys(("recipient", "country", "instrument"), f'"{words.strip()}"')
    facts |= {"session": '"99"', "reporting_cycle": CYCLE, "date": '"14 March 2025"'}
    more = {"public": "true", "subtitle": f'"{words.strip()}"'}
    options = replace(OUTPUTS[case.output][1], draft=case.draft)
    return written(
        folder, "1. A text.\n", options, title=f'"{title}"', lang=lang,
        submitted_by=f"[{submitters}]", **facts, **more,
    )  # fmt: skip


def first_page(folder: Path, made: Submission, kind: str) -> pypdfium2.PdfPage:
    path = folder / f"report.{kind}"
    path.write_bytes(writer(kind).write(*made))
    pdf = libreoffice.to_pdf(path, folder / "office") if kind == "docx" else path
    return pypdfium2.PdfDocument(pdf)[0]


def letters(text: str) -> Counter[str]:
    """The letters and digits of a text, without the forms in which a font has them."""
    plain = unicodedata.normalize("NFKC", text)
    return Counter(each for each in plain.casefold() if each.isalnum())


def missing_letters(made: Submission, text: str) -> Counter[str]:
    """The letters of what a cover says that are not in its text."""
    matter, terms = made.resolved.document.front_matter, made.resolved.words.terms
    given = [
        plain_text(matter.title),
        plain_text(matter.subtitle),
        matter.country,
        matter.date,
        terms["public"],
    ]
    return letters("".join([*given, *(each.name for each in matter.submitted_by)])) - letters(text)


def boxes(page: pypdfium2.PdfPage) -> tuple[list[Box], list[Box]]:
    """The boxes of lines, without those of heads and feet, and of pictures."""
    text = page.get_textpage()
    lines = [text.get_rect(at) for at in range(text.count_rects())]
    pictures = [each.get_bounds() for each in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
    return [each for each in lines if each[1] > FOOT + 10], pictures


def box_of(page: pypdfium2.PdfPage, words: str) -> Box:
    """The box of words that are next to each other."""
    text = page.get_textpage()
    found = text.search(words, match_case=True).get_next()
    assert found, words
    all_boxes = [text.get_charbox(at) for at in range(found[0], sum(found))]
    left, bottom, right, top = zip(*all_boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def sizes(page: pypdfium2.PdfPage) -> list[float]:
    """The sizes of all letters, that of the highest first."""
    text, found, raw = page.get_textpage(), list[tuple[float, float]](), pypdfium2.raw
    matrix = raw.FS_MATRIX()
    for at in range(text.count_chars()):
        if text.get_text_range(at, 1).strip():
            raw.FPDFText_GetMatrix(text, at, matrix)
            found.append((-text.get_charbox(at)[1], abs(matrix.d) * raw.FPDFText_GetFontSize(text, at)))
    return [size for _, size in sorted(found)]


def shared(one: Box, other: Box) -> float:
    """The least side of what two boxes have in common."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return min(across, down)


@pytest.mark.parametrize("output", ["html", "epub", "typst", "weasyprint"])
def test_publication_is_the_last_of_the_particulars(tmp_path: Path, output: str) -> None:
    kind, options = OUTPUTS.get(output, (output, Options()))
    facts = {"country": "Utopia", "public": "true", "submitted_by": "[{name: Us, status: Special}]"}
    data = writer(kind).write(*written(tmp_path, "1. A text.\n", options, **facts))
    if kind == "pdf":
        text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
        assert "This submission may be published. Submitted by" in fold(text)
        assert "Publication" in text
        return
    page = (epub_file.files(data)["EPUB/title.xhtml"] if kind == "epub" else data).decode()
    (facts_there,) = re.findall(r'<dl class="particulars">(.*?)</dl>', page, re.DOTALL)
    said = ["Country", "Utopia", "Publication", "This submission may be published."]
    assert re.findall(r">([^<\n]+)<", facts_there) == said


@pytest.mark.parametrize(
    ("output", "lang"),
    [*zip(["html", "epub", "docx", "typst", "weasyprint"], ["ar", "en", "ar", "fr", "en"], strict=True)],
)
def test_details_of_an_organization_follow_their_terms(tmp_path: Path, output: str, lang: str) -> None:
    kind, options = OUTPUTS.get(output, (output, Options()))
    contact = "{person: Ana, role: Director, address: Lima, phone: '+51 1', email: a@example.org}"
    by = f"[{{name: Us, status: Special, contact: {contact}}}]"
    made = written(tmp_path, "1. A text.\n", options, lang=lang, submitted_by=by)
    data = writer(kind).write(*made)
    assert prove(made.resolved, data, f"report.{kind}", kind) == ()
    lines = found(OURS[kind].read_back(data, f"report.{kind}")).cover
    shown = fold(re.sub("[\u200b\u200e]", " ", " ".join(lines)))
    said = {"status": "Special", "contact": "Ana Director", "address": "Lima", "telephone": "+51 1"}
    for term, words in {**said, "email": "a@example.org"}.items():
        assert f"{made.resolved.words.terms[term]} {words}" in shown


def test_latin_words_on_an_arabic_cover_run_from_left_to_right(tmp_path: Path) -> None:
    by = "[{name: 2 Rivers, contact: {phone: '1'}}]"
    main = write_document(
        *written(tmp_path, "1. A.", OUTPUTS["typst"][1], lang="ar", date='"14 March 2025"', submitted_by=by)
    ).main
    for said in ("14 March 2025", "2 Rivers"):
        assert f'pdf.artifact("\\u{{200E}}")+"{said}"' in main


@pytest.mark.parametrize(("lang", "look"), [("ar", "un"), ("ru", "un"), ("en", "un"), ("ar", "house")])
def test_names_that_are_long_are_smaller_than_the_title(tmp_path: Path, lang: str, look: Look) -> None:
    made = submission(tmp_path, Case(lang, 60, 12, "tall", "typst"))
    matter = made.resolved.document.front_matter
    longer = [replace(each, name=f"{each.name} {WORDS[lang] * 2}") for each in matter.submitted_by]
    front = replace(matter, submitted_by=tuple(longer))
    document = replace(made.resolved.document, front_matter=front)
    chosen = cover(replace(made.resolved, document=document), look)
    assert chosen.size(look, lang)[0] > chosen.names * design().points("name.size")


@pytest.mark.parametrize("output", one_in(4, PAGED[:4]))
def test_no_line_of_names_begins_with_the_bar_between_two(tmp_path: Path, output: str) -> None:
    names = (f"Group of {'letters'[: number % 8]}{number}" for number in range(90))
    by = ", ".join(f"{{name: {name}, description: Known.}}" for name in names)
    made = written(tmp_path, "1. A text.\n", OUTPUTS[output][1], submitted_by=f"[{by}]")
    text = first_page(tmp_path, made, OUTPUTS[output][0]).get_textpage().get_text_range()
    assert text.count("|") == 89
    assert not re.search(r"^\s*\|", text, re.MULTILINE)


@pytest.mark.parametrize(
    Case._fields,
    [
        case
        for langs, outputs in ((list(WORDS), PAGED), (list(OTHER_WORDS), PAGED[3:]))
        for case in covering(langs, [5, 20, 40], [1, 3, 5, 12], list(SHAPES), outputs, [False, True])
    ],
)
def test_the_cover_is_one_page(
    tmp_path: Path, lang: str, length: int, organizations: int, logos: str, output: str, draft: bool
) -> None:
    case = Case(lang, length, organizations, logos, output, draft)
    made = submission(tmp_path, case)
    terms = made.resolved.words.terms
    page = first_page(tmp_path, made, OUTPUTS[case.output][0])
    lines, pictures = boxes(page)

    assert not missing_letters(made, page.get_textpage().get_text_range())
    assert len(pictures) >= (case.organizations if case.logos != "none" else 0)
    assert len({round(each[1] + each[3]) // 4 for each in pictures}) <= 2  # rows
    mark = "".join(made.project.marks(terms).split())  # above the title
    title, *others = sizes(page)[len(mark) :]
    assert title > max(others) - 0.1  # nothing is larger than the title
    for box in (*lines, *pictures):
        assert box[0] > MARGIN
        assert box[1] > FOOT
        assert box[2] < PAGE[0] - MARGIN
        assert box[3] < PAGE[1] - TOP
    if lang != "ar":  # whose words are in another order there
        for name, said in (("date", "14 March 2025"), ("reporting_cycle", CYCLE)):
            term, fact = box_of(page, terms[name].split()[0]), box_of(page, said)
            assert abs(term[1] - fact[1]) < 4, name
            assert term[2] < fact[0] - 4, name
    for one, other in combinations((*lines, *pictures), 2):
        assert shared(one, other) < TOUCHING.get(lang, 5)


@pytest.mark.parametrize(
    Case._fields[:5], covering(list(WORDS), [5, 20, 40], [1, 3, 5, 12], list(SHAPES), PAGES)
)
def test_the_beginning_of_a_page_fits_phones_and_desks(
    tmp_path: Path, lang: str, length: int, organizations: int, logos: str, output: str
) -> None:
    made = submission(tmp_path, Case(lang, length, organizations, logos, output))
    path = tmp_path / "report.html"
    path.write_bytes(writer("html").write(*made))
    for width, seen in zip(
        WIDTHS, browse([Visit(path, [("ask", SEEN)], each) for each in WIDTHS]), strict=True
    ):
        (said,) = seen.answers
        assert said["sideways"] <= 0
        assert said["indent"] > 8  # of the second line of a detail
        assert not missing_letters(made, said["words"])
        assert said["logos"] == (organizations if logos != "none" else 0)
        for box in said["boxes"]:
            assert 0 <= box[0] < box[2] <= width
        for one, other in combinations(said["boxes"], 2):
            assert shared(one, other) < TOUCHING.get(lang, 2)


@pytest.mark.parametrize(
    "by", ["", "[{name: A Group}]", '[{name: A Group, description: "- It is\\n- a group"}]']
)
def test_a_cover_a_quotation_and_an_annex_alone_are_proved_in_all_formats(tmp_path: Path, by: str) -> None:
    body = "> Every house by the river was under water.\n\n# Letters {.annex}\n\nAll letters are kept."
    for name in FORMATS:
        submission = written(tmp_path, body, submitted_by=by)
        data = writer(name).write(*submission)
        assert prove(submission.resolved, data, f"report.{name}", name) == (), name
