"""Each footnote begins on the page of its mark, or it is found that it does not."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pikepdf
import pytest

from tests.support.pages import TYPST, Submission, written
from tests.support.shares import one_in
from toolchain.compare.proof.prove import prove
from toolchain.formats.table import PDF
from toolchain.rules.outputs_pdf import FootnoteElsewhere
from toolchain.writers.pdf import PdfWriter

WORDS = {
    "en": "the law of every child in all states must be kept and made known to those whom it concerns",
    "zh": "儿童 权利 的 法律 每一 国家 必须 遵守 和 公布 所有 有关 人员 公约",
}


class Dense:
    """A source in which every twentieth word has a note."""

    def __init__(self, seed: int, lang: str) -> None:
        self._random, self._notes = Random(seed), 0
        self._words, self._space = WORDS[lang].split(), " " if lang == "en" else ""

    def source(self, shapes: str, notes: tuple[int, ...], number: int = 30) -> str:
        """Paragraphs, each with a block of a shape after it; `notes` are the lengths of notes."""
        blocks = [
            f"{number}. {self._text(20, 110)}{getattr(self, f'_{self._random.choice(shapes.split())}')()}"
            for number in range(1, number + 1)
        ]
        lengths = [self._random.choice(notes) for _ in range(self._notes)]
        blocks += [f"[^n{at}]: {self._plain(length)}" for at, length in enumerate(lengths, 1)]
        return "\n\n".join(blocks)

    def _plain(self, count: int) -> str:
        return self._space.join(self._random.choice(self._words) for _ in range(count))

    def _text(self, least: int, most: int) -> str:
        found = []
        for _ in range(self._random.randint(least, most)):
            word = self._random.choice(self._words)
            if self._random.random() < 0.05:
                self._notes += 1
                word += f"[^n{self._notes}]"
            found.append(word)
        return f"{self._space.join(found)}."

    def _nothing(self) -> str:
        return ""

    def _list(self) -> str:
        return "".join(f"\n\n    ({letter}) {self._text(8, 40)}" for letter in "abcd")

    def _lists(self) -> str:
        inner = [f"\n\n        ({letter}) {self._text(8, 25)}" for letter in ("i", "ii")]
        return f"\n\n    (a) {self._text(8, 25)}{''.join(inner)}\n\n    (b) {self._text(8, 25)}"

    def _bullets(self) -> str:
        return "\n\n" + "\n".join(f"    - {self._text(5, 30)}" for _ in range(4))

    def _quotation(self) -> str:
        return f"\n\n    > {self._text(30, 80)}"

    def _table(self, rows: int = 5) -> str:
        found = "".join(f"\n    | {self._text(2, 8)} | {self._text(4, 20)} |" for _ in range(rows))
        return f"\n\n    | A | B |\n    | --- | --- |{found}"

    def _long(self) -> str:
        return self._table(40)


def places(data: bytes) -> Mapping[str, int]:
    """The pages of all named places, from 1."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        return {str(name): pages[place[0].objgen] for name, place in names.items()}


def elsewhere(data: bytes) -> Mapping[str, tuple[str, str]]:
    """The notes that begin on another page than their marks, with both pages."""
    at = places(data)
    notes = {name.removeprefix("note-"): page for name, page in at.items() if name.startswith("note-")}
    assert len(notes) > 50
    return {
        name: (str(page), str(at[f"mark-{name}"]))
        for name, page in notes.items()
        if page != at[f"mark-{name}"]
    }


def dense(folder: Path, seed: int, lang: str) -> Submission:
    source = Dense(seed, lang).source("nothing list lists bullets quotation table", (5, 10, 25, 60))
    return written(folder, source, TYPST, notes="footnotes", lang=lang)


@pytest.mark.parametrize("lang", one_in(2, WORDS))
def test_each_begins_on_the_page_of_its_mark(lang: str, tmp_path: Path) -> None:
    submission = dense(tmp_path, 1, lang)
    data = PdfWriter().write(*submission)
    assert elsewhere(data) == {}
    assert prove(submission.resolved, PDF.read_back(data, "report.pdf"), PDF.shows, None) == ()


@pytest.mark.long
@pytest.mark.parametrize("lang", WORDS)
def test_nearly_all_of_many_do(lang: str, tmp_path: Path) -> None:
    """Of some 6,000; the room that notes need is an estimate."""
    found = [elsewhere(PdfWriter().write(*dense(tmp_path, seed, lang))) for seed in range(2, 30)]
    assert sum(map(len, found)) <= 6


@pytest.mark.parametrize(
    "seed", [1, 3, 23, *(pytest.param(each, marks=pytest.mark.long) for each in range(30, 110))]
)
def test_each_of_a_long_table_does(seed: int, tmp_path: Path) -> None:
    """Also if the table begins low on a page, and its first row has a note."""
    random = Random(seed)
    rows, before = random.randint(14, 30), random.randint(1, 9)
    notes = [*range(before), *(100 + row for row in range(rows) if random.random() < 0.6)]

    def words(least: int, most: int) -> str:
        return " ".join(random.choices(WORDS["en"].split(), k=random.randint(least, most)))

    texts = [f"{at + 1}. {words(20, 140)}.[^n{at}]" for at in range(before)]
    cells = [
        f"| A | {words(3, 40)}{f'[^n{100 + row}]' if 100 + row in notes else ''} |" for row in range(rows)
    ]
    table = "\n".join(["| B | C |", "| --- | --- |", *cells])
    source = "\n\n".join([*texts, table, *(f"[^n{each}]: {words(5, 60)}" for each in notes)])
    submission = written(tmp_path, source, TYPST, notes="footnotes")
    data = PdfWriter().write(*submission)
    assert prove(submission.resolved, PDF.read_back(data, "report.pdf"), PDF.shows, None) == ()


@pytest.mark.parametrize(
    ("shapes", "notes"),
    [("long", (10, 30)), pytest.param("nothing list", (20, 400, 1_500), marks=pytest.mark.long)],
)
def test_it_is_found_if_one_does_not(shapes: str, notes: tuple[int, ...], tmp_path: Path) -> None:
    """Where more than twelve rows would move, and where notes are longer than a page, this cannot be."""
    submission = written(tmp_path, Dense(1, "en").source(shapes, notes, 15), TYPST, notes="footnotes")
    data = PdfWriter().write(*submission)
    found = prove(submission.resolved, PDF.read_back(data, "report.pdf"), PDF.shows, None)
    facts = [each.facts for each in found]
    named = {each.note: (each.page, each.marked) for each in facts if isinstance(each, FootnoteElsewhere)}
    assert named
    assert named == elsewhere(data)
    assert len(named) == len(facts)


@pytest.mark.usefixtures("engine")
def test_one_with_a_long_block_near_the_end_of_a_page(tmp_path: Path) -> None:
    """It has no room beside its mark, so its line goes to the next page."""
    body = "\n\n".join(f"{number}. {'word ' * 100}" for number in range(1, 10))
    lines = "\n".join(f"     {number}) item" for number in range(1, 90))
    submission = written(tmp_path, f"{body}\n\n10. One.[^a]\n\n[^a]: It:\n\n{lines}\n", notes="footnotes")
    document = PDF.read_back(PdfWriter().write(*submission), "x.pdf")
    assert prove(submission.resolved, document, PDF.shows, None) == ()


@pytest.mark.usefixtures("weasyprint")
@pytest.mark.parametrize("items", [39, 40, 41])
def test_a_link_to_one_that_begins_on_the_next_page_leads_there(items: int, tmp_path: Path) -> None:
    """The notes before it leave no room for a line, or for one line, or for two."""
    lines = "\n".join(f"     {number}) item" for number in range(1, items))
    body = f"1. One.[^a] Two.[^b] Three.[^c]\n\n[^a]: It:\n\n{lines}\n\n[^b]: It.\n\n[^c]: It.\n"
    submission = written(tmp_path, body, notes="footnotes")
    document = PDF.read_back(PdfWriter().write(*submission), "x.pdf")
    found = prove(submission.resolved, document, PDF.shows, None)
    assert {type(each.facts) for each in found} <= {FootnoteElsewhere}
