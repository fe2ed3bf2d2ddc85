"""The look of a numbered paragraph, read back from each output: it is that of design.toml."""

from __future__ import annotations

import ctypes
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.judges.validators.browser import Visit, browse
from tests.support.docx_file import Docx, find, value
from tests.support.docx_made import changed
from tests.support.pages import Submission, written
from tests.support.said import saying
from toolchain.data import packaged_templates
from toolchain.model.design import FILE, Design, design, read_design
from toolchain.model.diagnostics import Failure, source_span
from toolchain.model.forms import Form
from toolchain.model.front_matter import PdfEngine
from toolchain.model.records import replace
from toolchain.plugins.registry import writer
from toolchain.project.settings import Options
from toolchain.writers.docx.xml import Element, qualified

WORDS = "Words of 10 paragraphs that go on "
BODY = f"1. {WORDS * 8}.\n\n2. Two:\n\n     1. {WORDS * 8};\n\n     2. Beta.\n"


class Look(NamedTuple):
    """A numbered paragraph, and its first sub-paragraph: where its number is, its words, its further lines.

    On paper, places are points from the left edge of the page. On screens, they are where the number is, in
    pixels from the edge of the text (where it ends, if it is in the margin), and the space after it.
    """

    number: str
    weight: str
    size: float
    line: float
    below: float
    places: tuple[float, ...]
    sub_places: tuple[float, ...]


def about(look: Look) -> Any:
    """The look, with lengths to a tenth."""
    return [pytest.approx(each, abs=0.1) if isinstance(each, float | tuple) else each for each in look]


# What the design says


def on_paper(said: Design) -> list[Look]:
    left = said.points("page.side") + said.points("page.inset")
    step, width = said.points("indent.step"), said.points("number.width")
    number = Form(*said.tables["number"]["form"]).label(1)
    size, line, below = (said.points(f"text.{name}") for name in ("size", "line", "below"))
    places = (left, left + width, left)
    sub_places = (left + step, left + step + width, left)
    return [Look(number, said.value("number.weight"), size, line, below, places, sub_places)]


LETTERS = 16.0  # pixels, of a reader who has set nothing


def length(text: str, size: float) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(\D*)", text).groups()  # type: ignore[union-attr]
    return float(number) * (size / 100 if unit == "%" else size)


def on_screens(said: Design) -> list[Look]:
    """Wide, with numbers in the margin, and narrow."""
    looks = []
    for table in ("screen.wide", "screen"):
        size = length(said.value(f"{table}.size"), LETTERS)
        number = {name: said.value(f"{table}.number.{name}") for name in ("weight", "gap")}
        gap, step = length(number["gap"], size), length(said.value("screen.step"), size)
        line, below = (length(said.value(f"screen.{name}"), size) for name in ("line", "below"))
        places = (-gap if "wide" in table else 0.0, gap)
        looks.append(Look(on_paper(said)[0].number, number["weight"], size, line, below, places, (0.0, step)))
    return looks


def in_books(said: Design) -> list[Look]:
    """Size and lines are the reader's."""
    step, below = (length(said.value(f"book.{name}"), LETTERS) for name in ("step", "below"))
    number = on_paper(said)[0].number
    return [Look(number, said.value("book.number.weight"), LETTERS, 0.0, below, (0.0, 0.0), (0.0, step))]


def on_pages(said: Design) -> list[Look]:
    """Of the number, what `signs` yields."""
    return [each._replace(number=each.number.replace(" ", "")) for each in on_paper(said)]


# What the outputs have


class Sign(NamedTuple):
    """A character of a page, where it begins on its base line, and its font."""

    text: str
    left: float
    height: float
    font: str


def signs(data: bytes) -> Iterator[Sign]:
    """The visible characters of the last page, as PDFium reads them."""
    import pypdfium2
    from pypdfium2 import raw

    with pypdfium2.PdfDocument(data) as document:
        page = document[len(document) - 1]
        shown = page.get_textpage()
        for at in range(shown.count_chars()):
            left, height, flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
            raw.FPDFText_GetCharOrigin(shown, at, left, height)
            name = ctypes.create_string_buffer(raw.FPDFText_GetFontInfo(shown, at, None, 0, flags))
            raw.FPDFText_GetFontInfo(shown, at, name, len(name), flags)
            text = chr(raw.FPDFText_GetUnicode(shown, at))
            if text.strip():
                yield Sign(text, left.value, height.value, name.value.decode())
        shown.close()
        page.close()


def of_pdf(data: bytes, _folder: Path) -> list[Look]:
    """A figure is half an em wide in the font of the text. Spaces are not read."""
    lines: dict[float, list[Sign]] = {}
    for sign in signs(data):
        lines.setdefault(round(sign.height, 1), []).append(sign)
    heights = sorted(lines, reverse=True)
    texts = ["".join(sign.text for sign in lines[height]) for height in heights]
    first = next(at for at, text in enumerate(texts) if "1" in text[:2] and "Words" in text)
    second = next(at for at, text in enumerate(texts) if "2" in text[:2] and "Two" in text)
    sub = next(at for at, text in enumerate(texts) if "(a)" in text)
    number = texts[first].partition("Words")[0]
    line = heights[first] - heights[first + 1]
    figure = texts[first].index("10")
    one, after = lines[heights[first]][figure : figure + 2]
    weight = "bold" if any("Bold" in each.font for each in lines[heights[first]][: len(number)]) else "normal"
    below = heights[second - 1] - heights[second] - line
    return [Look(number, weight, 2 * (after.left - one.left), line, below, *(
        (lines[heights[at]][0].left, words_of(lines[heights[at]]), lines[heights[at + 1]][0].left)
        for at in (first, sub)
    ))]  # fmt: skip


def words_of(line: list[Sign]) -> float:
    return next(sign.left for sign in line if sign.text == "W")


def of_docx(data: bytes, _folder: Path) -> list[Look]:
    document = Docx(data)
    sheet, numbering = document.part("styles"), document.part("numbering")
    (level,) = find(numbering, "//w:lvl[w:pStyle/@w:val='NumberedParagraph']")
    number = str(value(level, "w:lvlText")).replace("%1", "1")
    style, sub = lineage(sheet, "NumberedParagraph"), lineage(sheet, "SubParagraph1")
    bold = find(level, "w:rPr/w:b") or [each for each in style if find(each, "w:rPr/w:b")]
    side = twentieths(document.part("document"), "(//w:pgMar)[1]", "left")
    defaults = find(sheet, "//w:docDefaults/w:rPrDefault")
    size = next(
        float(str(value(each, "w:rPr/w:sz"))) for each in (*style, *defaults) if find(each, "w:rPr/w:sz")
    )
    line, below = (inherited(style, "spacing", name) for name in ("line", "after"))
    return [Look(number, "bold" if bold else "normal", size / 2, line, below, *(
        (
            side + inherited(each, "ind", "left") + inherited(each, "ind", "firstLine"),
            side + inherited(each, "tabs/w:tab", "pos"),
            side + inherited(each, "ind", "left"),
        )
        for each in (style, sub)
    ))]  # fmt: skip


def lineage(sheet: Element, name: str) -> list[Element]:
    """A style and those that it is based on."""
    (style,) = find(sheet, f"w:style[@w:styleId='{name}']")
    base = find(style, "w:basedOn")
    return [style, *(lineage(sheet, str(base[0].get(qualified("val")))) if base else [])]


def inherited(styles: list[Element], path: str, name: str) -> float:
    """The first value that a style has, in points; 0 if none has it."""
    for each in styles:
        if find(each, f"w:pPr/w:{path}[@w:{name}]"):
            return twentieths(each, f"w:pPr/w:{path}", name)
    return 0.0


def twentieths(element: Element, path: str, name: str) -> float:
    return float(str(value(element, path, name))) / 20


MEASURED = """["main .numbered, .numbered", ".sub-paragraphs > li"].map((at) => {
  const item = document.querySelector(at), text = item.querySelector("p");
  const number = text.querySelector(".number");
  const [of_text, of_number] = [text, number].map((each) => getComputedStyle(each));
  const [around, own, words] = [item, number, text].map((each) => each.getBoundingClientRect());
  return {
    number: number.innerText, weight: +of_number.fontWeight, size: parseFloat(of_text.fontSize),
    line: parseFloat(of_text.lineHeight) || 0, below: parseFloat(of_text.marginBottom),
    gap: parseFloat(of_number.marginInlineEnd), words: words.left - around.left,
    at: own.left < around.left ? own.right - words.left : own.left - around.left,
  };
})"""


def seen(paths: list[tuple[Path, int]]) -> list[Look]:
    """The looks of pages in a browser, at a width each."""
    looks = []
    for visit in browse([Visit(path, (("ask", MEASURED),), width) for path, width in paths]):
        first, sub = visit.answers[0]
        weight = "bold" if first["weight"] > 500 else "normal"
        size, line, below = (first[name] for name in ("size", "line", "below"))
        places = (first["at"], first["gap"])
        looks.append(Look(first["number"], weight, size, line, below, places, (sub["at"], sub["words"])))
    return looks


def of_html(data: bytes, folder: Path) -> list[Look]:
    page = folder / "page.html"
    page.write_bytes(data)
    return seen([(page, 1280), (page, 320)])


def of_epub(data: bytes, folder: Path) -> list[Look]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder / "book")
    return seen([(folder / "book/EPUB/text.xhtml", 1280)])


class Output(NamedTuple):
    """An output: what the design says of it, what it has, its sheet, and there another weight of numbers."""

    form: str
    expected: Callable[[Design], list[Look]]
    looks: Callable[[bytes, Path], list[Look]]
    sheet: str = ""
    other: tuple[str, str] = ("", "")
    engine: PdfEngine | None = None

    def written(self, submission: Submission, folder: Path) -> list[Look]:
        return self.looks(writer(self.form).write(*submission), folder)

    def read(self, folder: Path, templates: Path | None = None) -> Submission:
        return written(folder, BODY, Options(pdf_engine=self.engine, templates=templates))


OUTPUTS = [
    Output("docx", on_paper, of_docx),
    Output("html", on_screens, of_html, "screen.css", ("design(screen.wide.number.weight)", "bold")),
    Output("epub", in_books, of_epub, "epub.css", ("design(book.number.weight)", "normal")),
    Output("pdf", on_pages, of_pdf, "print.typ", ('else { "regular" }', 'else { "bold" }'), "typst"),
    Output("pdf", on_pages, of_pdf, "print.css", ("design(number.weight)", "bold"), "weasyprint"),
]
EACH = pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.engine or output.form)


@EACH
def test_a_numbered_paragraph_looks_as_the_design_says(output: Output, tmp_path: Path) -> None:
    found = output.written(output.read(tmp_path), tmp_path)
    assert [[*each] for each in found] == [about(each) for each in output.expected(design())]


@EACH
def test_another_weight_in_one_output_is_seen(output: Output, tmp_path: Path) -> None:
    if output.sheet:
        text = (packaged_templates() / output.sheet).read_text(encoding="utf-8")
        assert output.other[0] in text
        (tmp_path / output.sheet).write_text(text.replace(*output.other), encoding="utf-8")
        found = output.written(output.read(tmp_path, tmp_path), tmp_path)
    else:
        data = writer(output.form).write(*output.read(tmp_path))
        bold = ('(<w:pStyle w:val="NumberedParagraph"/>.*?</w:pPr>)', r"\1<w:rPr><w:b/></w:rPr>")
        found = output.looks(changed(data, "word/numbering.xml", *bold), tmp_path)
    expected = output.expected(design())
    assert found[0].weight != expected[0].weight
    assert [[*each._replace(weight="")] for each in found] == [
        about(each._replace(weight="")) for each in expected
    ]


@EACH
def test_another_form_in_one_output_is_seen(output: Output, tmp_path: Path) -> None:
    resolved, project = output.read(tmp_path)
    other = Form("decimal", "%)")
    words = resolved.words
    numbers = {
        node: each._replace(label=each.label.replace(words.paragraph.label(1), other.label(1)))
        for node, each in resolved.numbers.items()
    }
    found = output.written(
        Submission(replace(resolved, words=replace(words, paragraph=other), numbers=numbers), project),
        tmp_path,
    )
    assert {each.number for each in found} == {"1)"}


CHANGES = {
    'step = "1cm"': 'step = "1.5cm"',
    'step = "2.4rem"': 'step = "3rem"',
    'step = "2.1em"': 'step = "3em"',
    'size = "10pt"\nline = "12pt"\nbelow': 'size = "11pt"\nline = "15pt"\nbelow',
    'weight = "bold", width': 'weight = "normal", width',
}


@pytest.mark.parametrize("output", OUTPUTS[1:], ids=lambda output: output.engine or output.form)
def test_a_design_of_one_s_own(output: Output, tmp_path: Path) -> None:
    text = (packaged_templates() / FILE).read_text(encoding="utf-8")
    for old, new in CHANGES.items():
        assert old in text
        text = text.replace(old, new)
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    found = output.written(output.read(tmp_path, tmp_path), tmp_path)
    assert [[*each] for each in found] == [about(each) for each in output.expected(read_design(text))]
    assert found != output.written(output.read(tmp_path), tmp_path)


MISTAKES = [
    ("screen.css", "p { margin: 0; }\na { margin: design(page.topp); }", "page.topp", 2),
    ("screen.css", "a { margin: design(page.top + colour.link); }", "page.top + colour.link", 1),
    ("screen.css", "a { margin: design(page.top + mark.size); }", "page.top + mark.size", 1),
    ("screen.css", "a { margin: design(page.top + !); }", "page.top + !", 1),
    ("screen.css", "a { margin: design(page); }", "page", 1),
    (FILE, "[page]\ntop = 2cm", "Expected newline", 2),
]


@pytest.mark.parametrize(("name", "text", "said", "line"), MISTAKES)
def test_a_mistake_is_at_its_line(name: str, text: str, said: str, line: int, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(Failure, check=saying(re.escape(said))) as failure:
        writer("html").write(*written(tmp_path, BODY, Options(templates=tmp_path)))
    (finding,) = failure.value.findings
    span = source_span(finding.span)
    assert (Path(span.path).name, span.line) == (name, line)
