"""Tables of many shapes in every output, measured: the pages of their rows, symbols, words in their cells.

In PDFs from the places of words, in Word from the PDF of LibreOffice, on a screen from Chromium's rectangles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from pathlib import Path

import pypdfium2
import pytest

from tests.judges.validators import libreoffice, need, run
from tests.judges.validators.browser import Step, Visit, browse
from tests.support.docx_file import save
from tests.support.pages import TYPST, WEASYPRINT, html, written
from tests.support.places import CM, COLUMN, MARGINS, Word, words
from tests.support.proving import prove
from toolchain.model import Table
from toolchain.project.settings import Options
from toolchain.writers.columns import CHINESE, PADDING, widths
from toolchain.writers.pdf import PdfWriter

Shape = tuple[int, int]
"""The rows and columns of a table."""

SHAPES: Sequence[Shape] = tuple(product((3, 10, 15, 16, 40), (2, 4, 6, 8)))
FEW: Sequence[Shape] = ((3, 2), (15, 4), (40, 6), (16, 8), (10, 4))
SYMBOL = "CRC/C/OPSC/LKA/CO/1"
LONGEST = {
    "short": "Penal",
    "long": "Implementation",
    "symbol": SYMBOL,
    "too long": "Donaudampfschiffahrtsgesellschaft",
}
BOTH = [
    pytest.param(FEW, "symbol", id="few"),
    *(pytest.param(SHAPES, word, id=f"all, {word}", marks=pytest.mark.long) for word in LONGEST),
]
WHOLE = 15
TEXT = (2.5 * CM, 27.7 * CM)
"""Where text begins and ends on a page."""
HOLE = (TEXT[1] - TEXT[0]) / 3
"""The most of a page that is empty before a table; in Word it is that of fifteen rows."""
HOLE_IN_WORD = (TEXT[1] - TEXT[0]) * 0.45
WIDTHS = (360, 768, 1440)


def source(shapes: Sequence[Shape], word: str) -> str:
    """Tables after texts of several heights; each first cell names the table and the row."""
    body = ""
    for number, (rows, columns) in enumerate(shapes):
        body += f"{number + 1}. {'Words before it. ' * (number * 23 % 61)}\n\n     Table: Caption{number}\n\n"
        table = [[f"H{number}c{at}" for at in range(columns)], ["---"] * columns]
        for row in range(rows):
            cells = [f"t{number}r{row}", LONGEST[word] if row % 2 else f"See {LONGEST[word]}."]
            cells += [f"c{at}" + " and so on" * (row % 3 == at % 3) for at in range(2, columns)]
            table.append(cells)
        body += "".join(f"     | {' | '.join(cells)} |\n" for cells in table) + "\n"
    return body


class Tables:
    """The tables of a PDF: the words of their rows, headers and captions, by number and page."""

    def __init__(self, found: Sequence[Word], shapes: Sequence[Shape]) -> None:
        self.words, self.shapes = found, shapes
        self.rows: dict[int, dict[int, list[Word]]] = defaultdict(lambda: defaultdict(list))
        self.heads: dict[tuple[int, int], list[Word]] = defaultdict(list)
        self.captions: dict[int, Word] = {}
        for each in found:
            if name := re.fullmatch(r"(t|H|Caption)(\d+)(?:r\d+|c\d+)?", each.text):
                number = int(name[2])
                if name[1] == "t":
                    self.rows[number][each.page].append(each)
                elif name[1] == "H":
                    self.heads[number, each.page].append(each)
                else:
                    self.captions[number] = each

    def parted(self, hole: float) -> Iterator[str]:
        """What is wrong with the pages of their rows; a caption begins above the first column.

        One of up to fifteen rows is parted only if it would leave more than such a hole in its page.
        """
        for number, (rows, columns) in enumerate(self.shapes):
            shares = {page: len(here) for page, here in self.rows[number].items()}
            heads = {len(self.heads[number, page]) for page in shares}
            caption, (first, *_) = self.captions[number], self.heads[number, min(shares)]
            is_needless = rows <= WHOLE and len(shares) > 1 and TEXT[1] - caption.top < hole
            is_alone = min(shares.values()) < 2 or is_needless
            is_begun = caption.page == first.page and abs(caption.left - first.left) < 1
            if sum(shares.values()) != rows or is_alone or not is_begun or heads != {columns}:
                yield f"{rows}x{columns}: rows on {shares}, {caption}, {first}, headers {heads}"

    def holes(self, most: float) -> dict[int, float]:
        """The pages of which more is empty at their end, and how many points."""
        last = dict[int, float]()
        for each in self.words:
            if TEXT[0] < each.top < TEXT[1]:
                last[each.page] = max(last.get(each.page, 0), each.top)
        ends = list(last.items())[:-1]
        return {page: TEXT[1] - end for page, end in ends if TEXT[1] - end > most}

    def outside(self) -> Iterator[str]:
        """Words that do not end before the next column."""
        for (number, page), heads in self.heads.items():
            lefts = sorted(each.left for each in heads)
            rights = [*lefts[1:], (MARGINS if lefts[0] < COLUMN[0] - 1 else COLUMN)[1]]
            tops = [each.top for each in self.rows[number][page]]
            for each in self.words:
                if each.page == page and min(tops) - 2 <= each.top <= max(tops) + 2:
                    at = sum(left <= each.left + 1 for left in lefts) - 1
                    if at < 0 or each.right > rights[at] + 0.5:
                        yield f"{self.shapes[number]}: “{each.text}”"

    def divided(self, word: str) -> int:
        """How many of the symbols in their cells are divided."""
        whole = sum(each.text.strip(".") == SYMBOL for each in self.words)
        return sum(rows for rows, _ in self.shapes) - whole if word == "symbol" else 0


def judged(
    pdf: Path, shapes: Sequence[Shape], word: str, most: float = HOLE, least: float = 0.7
) -> Sequence[object]:
    """What is wrong with the tables of a PDF: rows alone, words outside their cells, divided symbols, holes.

    None is parted that would leave less than the least share of the largest hole.
    """
    tables = Tables(words(pdf), shapes)
    parted, outside = list(tables.parted(least * most)), list(tables.outside())
    return parted, outside, tables.divided(word), tables.holes(most)


@pytest.mark.parametrize("options", [TYPST, WEASYPRINT], ids=["typst", "weasyprint"])
@pytest.mark.parametrize(("shapes", "word"), BOTH)
def test_tables_on_the_pages_of_a_pdf(
    shapes: Sequence[Shape], word: str, options: Options, tmp_path: Path
) -> None:
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(PdfWriter().write(*written(tmp_path, source(shapes, word), options)))
    assert judged(pdf, shapes, word) == ([], [], 0, {})


@pytest.mark.parametrize(("shapes", "word"), BOTH)
def test_tables_on_the_pages_of_word(shapes: Sequence[Shape], word: str, tmp_path: Path) -> None:
    path = save(written(tmp_path, source(shapes, word)), tmp_path / "x.docx")
    pdf = libreoffice.to_pdf(path, tmp_path)
    assert judged(pdf, shapes, word, HOLE_IN_WORD, least=0) == ([], [], 0, {})


@pytest.mark.parametrize("output", [TYPST, WEASYPRINT, pytest.param("word", marks=pytest.mark.long)])
def test_columns_of_figures_are_equally_far_from_each_other(output: Options | str, tmp_path: Path) -> None:
    """A long header has no more space around it than others."""
    heads = ("Province", "2019", "2020", "2021", "2022", "Change(percentage)")
    rows = f"|---|{'---:|' * 5}\n| Northern | {'1,204 | ' * 4}+63.7 |\n"
    options = Options() if isinstance(output, str) else output
    made = written(tmp_path, f"Table: Cases\n\n| {' | '.join(heads)} |\n{rows}", options)
    pdf = tmp_path / "x.pdf"
    if isinstance(output, str):
        pdf = libreoffice.to_pdf(save(made, tmp_path / "x.docx"), tmp_path)
    else:
        pdf.write_bytes(PdfWriter().write(*made))
    found = {each.text: each for each in words(pdf) if each.text in heads}
    cells = [each for each in words(pdf) if each.text == "1,204"]
    gaps = [after.left - before.right for before, after in pairwise([*cells, found["Change(percentage)"]])]
    assert max(gaps) - min(gaps) < 15  # headers are smaller than they are taken for


def test_a_chinese_name_has_room_in_a_table_of_many_columns(tmp_path: Path) -> None:
    """It can break after each character, and would be a column of them."""
    row = f"| 湖北省 |{' 55,256 |' * 11}\n"
    text = f"Table: 数字\n\n| 省份名 |{' 儿童数 |' * 11}\n|{'---|' * 12}\n{row * 3}"
    resolved = written(tmp_path, text, lang="zh").resolved
    (table,) = resolved.document.blocks
    assert isinstance(table, Table)
    assert min(widths(table, resolved).needs) > CHINESE


def test_figures_in_arabic_have_room_for_their_larger_size(tmp_path: Path) -> None:
    text = f"|{' 55,256 |' * 12}\n|{'---|' * 12}\n"
    (table, arabic), (_, english) = (
        (resolved.document.blocks[0], resolved)
        for resolved in (written(tmp_path, text, lang=lang).resolved for lang in ("ar", "en"))
    )
    assert isinstance(table, Table)
    larger, usual = (widths(table, resolved).words[0] - PADDING for resolved in (arabic, english))
    assert round(larger / usual, 3) == round(11 / 9, 3)


@pytest.mark.parametrize("look", [Options(), Options(look="house")], ids=["un", "house"])
def test_no_arabic_word_is_divided_in_word(look: Options, tmp_path: Path) -> None:
    """The font that LibreOffice has for them is wide, most of all the bold one of headers."""
    heads = ["المجموع", "السنة", "المؤسسة", "ملاحظات", "المحاكمات", "القانون"] * 2
    cells = ["المؤسسة", "12", "7", "المحاكمات", "9", "المجموع"] * 2
    text = f"| {' | '.join(heads)} |\n|{' ---: |' * 12}\n| {' | '.join(cells)} |\n"
    path = save(written(tmp_path, text, look, lang="ar"), tmp_path / "x.docx")
    places = words(libreoffice.to_pdf(path, tmp_path))
    below = next(each.top for each in places if each.text == "12")
    above = [each.top for each in places if below - 40 < each.top < below - 6]
    under = [each.top for each in places if below + 6 < each.top < below + 40]
    assert (len({round(each / 6) for each in above}), under) == (1, [])


def test_a_row_that_is_higher_than_a_page_goes_on_where_it_begins(tmp_path: Path) -> None:
    """It is one row for a screen reader too, below headers that are repeated."""
    high = "| high | " + " ".join(f"w{number}" for number in range(1200)) + " |\n"
    head, low = "| A | B |\n|---|---|\n", "| low | end |\n"
    body = f"# Laws\n\n1. First.\n\n{head}{low}{high}{low}\n2. Second.\n\n{head}{high}\n3. Third.\n"
    made = written(tmp_path, body, WEASYPRINT)
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(PdfWriter().write(*made))
    assert prove(made.resolved, pdf.read_bytes(), "x.pdf", "pdf") == ()
    found = words(pdf)
    pages = {text: next(each.page for each in found if each.text == text) for text in ("Laws", "w0", "low")}
    assert len(set(pages.values())) == 1
    assert max(each.page for each in found) - pages["Laws"] < 5


ASK = """(() => {
  const wrong = [];
  for (const table of document.querySelectorAll(".table")) {
    const name = `${table.querySelectorAll("tr").length - 1}x${table.querySelectorAll("th").length}`;
    for (const cell of table.querySelectorAll("th, td")) {
      const box = cell.getBoundingClientRect();
      const range = document.createRange();
      range.selectNodeContents(cell);
      const outside = [...range.getClientRects()].some((each) =>
        each.left < box.left - 1 || each.right > box.right + 1 || each.bottom > box.bottom + 1);
      if (outside) wrong.push(`${name}: “${cell.textContent}” is outside its cell`);
      const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      while (texts.nextNode() && !texts.currentNode.data.includes("SYMBOL"));
      const at = cell.textContent.includes("SYMBOL") ? texts.currentNode.data.indexOf("SYMBOL") : -1;
      if (at < 0) continue;
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + "SYMBOL".length);
      const lines = new Set([...range.getClientRects()].map((each) => each.top));
      if (lines.size > 1) wrong.push(`${name}: divided`);
    }
    const scrolls = table.scrollWidth > table.clientWidth + 1;
    const columns = table.querySelectorAll("th").length;
    if (scrolls && (columns <= FIT || innerWidth > 1400 && columns <= 6)) wrong.push(`${name}: scrolls`);
    if (scrolls && columns > 4) {
      table.scrollLeft = 60;
      const first = table.querySelector("td").getBoundingClientRect().left;
      if (Math.abs(first - table.getBoundingClientRect().left) > 1) wrong.push(`${name}: first column moves`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) wrong.push("the page scrolls sideways");
  return wrong;
})()""".replace("SYMBOL", SYMBOL)


@pytest.mark.parametrize(("shapes", "word"), BOTH)
def test_tables_on_screens(shapes: Sequence[Shape], word: str, tmp_path: Path) -> None:
    """Four columns fit a telephone, unless a word is too long for it."""
    page = tmp_path / "x.html"
    page.write_text(html(written(tmp_path, source(shapes, word))), encoding="utf-8")
    fits = "2" if word == "too long" else "4"
    ask: Step = ("ask", ASK.replace("FIT", fits))
    steps = [step for width in WIDTHS for step in (("size", width, 900), ask)]
    (seen,) = browse([Visit(page, steps)])
    assert seen.answers == [[]] * len(WIDTHS)


IN_VIEW = """[...document.querySelectorAll(".table")].map((each) => {
  const range = document.createRange();
  range.selectNodeContents(each.querySelector("caption"));
  const right = Math.max(...[...range.getClientRects()].map((line) => line.right));
  return [each.scrollWidth > each.clientWidth + 1, right <= each.getBoundingClientRect().right + 1];
})"""


def test_numbers_do_not_scroll_and_captions_are_in_view(tmp_path: Path) -> None:
    """Six columns of figures fit all screens; the caption of a table that scrolls does not."""
    caption = "Table: Cases reported to the authority for the protection of children, by province and year"
    rule = f"|---|{'---:|' * 6}"
    figures = (
        f"{caption}\n\n| Province | {' | '.join(map(str, range(2019, 2024)))} | Change (per cent) |\n{rule}\n"
    )
    figures += "".join(f"| Northern | {'1,204 | ' * 5}+63.7 |\n" for _ in range(3))
    texts = f"{caption}\n\n{'| Recommendation ' * 7}|\n{'|---' * 7}|\n{'| Implementation ' * 7}|\n"
    page = tmp_path / "x.html"
    page.write_text(html(written(tmp_path, f"{figures}\n{texts}")), encoding="utf-8")
    steps = [
        step for width in (360, 600, 768, 1024, 1280) for step in (("size", width, 900), ("ask", IN_VIEW))
    ]
    (seen,) = browse([Visit(page, steps)])
    assert [answer[0] for answer in seen.answers] == [[False, True]] * 5
    assert {in_view for answer in seen.answers for _, in_view in answer} == {True}
    assert seen.answers[0][1][0]  # the other one scrolls


def printed(page: Path, folder: Path) -> Path:
    """The page as Chromium prints it."""
    pdf = folder / "x.pdf"
    run([
        need("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--user-data-dir={folder}/profile", f"--print-to-pdf={pdf}", page.as_uri(),
    ])  # fmt: skip
    return pdf


def test_rules_go_through_all_columns_on_the_paper_of_a_browser(tmp_path: Path) -> None:
    """The first of many columns is before those that scroll, and has a ground of its own."""
    page = tmp_path / "x.html"
    page.write_text(html(written(tmp_path, source([(4, 6)], "short"))), encoding="utf-8")
    pdf = printed(page, tmp_path)
    heads = {each.text: each for each in words(pdf) if each.text.startswith("H0")}
    top = round(4 * heads["H0c1"].top)
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_pil().convert("L")
    dark = [
        [y for y in range(top, picture.height) if picture.getpixel((round(4 * (left - 3)), y)) < 200]
        for left in (heads["H0c1"].left, heads["H0c3"].left)
    ]
    assert dark[0] == dark[1] != []


@pytest.mark.parametrize(("shapes", "word"), [*BOTH, pytest.param([(20, 4)] * 9, "long", id="heads")])
def test_tables_printed_by_a_browser(shapes: Sequence[Shape], word: str, tmp_path: Path) -> None:
    """Number, title and table stay together; the column is another one there."""
    page = tmp_path / "x.html"
    page.write_text(html(written(tmp_path, source(shapes, word))), encoding="utf-8")
    parted, _, divided, _ = judged(printed(page, tmp_path), shapes, word, least=10)
    assert (parted, divided) == ([], 0)
