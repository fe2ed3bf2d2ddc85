"""What stays together on the pages of a PDF, in both looks: rows, headings, lines, marks and footnotes."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from tests.judges.validators import libreoffice, need, poppler, run
from tests.support.docx_file import save
from tests.support.pages import Submission, written
from tests.support.places import CM, Word, words
from tests.support.proving import prove
from tests.support.shares import one_in
from toolchain.rules.outputs_pdf import FootnoteElsewhere
from toolchain.writers.pdf import PdfWriter

LOOKS = ("un", "house")
IN_UN, IN_HOUSE = (pytest.mark.parametrize("look", one_in(2, looks)) for looks in (LOOKS, reversed(LOOKS)))
"""Tests in both looks, the other one in the long run."""
BELOW_HEAD = 2.4 * CM
HIGH, BOTTOM = 4.5 * CM, 27.7 * CM
"""What the figure and its caption need below a line, and where the text of a page ends."""
ALL_HEIGHTS = [
    ("un", "false", 15),
    *(pytest.param(*each, 60, marks=pytest.mark.long) for each in product(LOOKS, ("false", "true"))),
]


def made(submission: Submission, path: Path) -> Path:
    path.write_bytes(PdfWriter().write(*submission))
    return path


@IN_UN
def test_a_table_repeats_its_header_on_every_page(tmp_path: Path, look: str) -> None:
    rows = "\n".join(f"| row{n} | {'some words ' * (n % 5 * 9)} end{n} |" for n in range(1, 121))
    body = f"1. See it:\n\nTable: All of them\n\n| Zonehead | Lawhead |\n|---|---|\n{rows}\n\n2. After it."
    pdf = made(written(tmp_path, body, look=look), tmp_path / "x.pdf")
    pages = poppler.text(pdf).rstrip("\f").split("\f")
    assert len(pages) > 3
    assert [(page.count("Zonehead"), page.count("Lawhead")) for page in pages] == [(1, 1)] * len(pages)
    assert [page.count("All of them") for page in pages] == [1] + [0] * (len(pages) - 1)
    places = {word.text: word for word in words(pdf)}
    for n in range(1, 121):  # a row is never divided
        assert places[f"row{n}"].page == places[f"end{n}"].page


@pytest.mark.parametrize(
    ("look", "headings", "pages"),
    [*((look, 2, [2, 2, 3]) for look in (*LOOKS, "word")), *((look, 12, [2, 3, 4]) for look in LOOKS),
     ("word", 12, [2, 3, 3])],
)  # fmt: skip
def test_contents_are_below_the_organizations_if_there_is_room(
    tmp_path: Path, look: str, headings: int, pages: list[int]
) -> None:
    """In Word, the text begins below contents that begin a page."""
    by = ", ".join(f"{{name: Group {each}, description: Charity}}" for each in range(13))
    body = "\n\n".join(f"# Head{each}\n\n{each}. Words." for each in range(1, headings + 1))
    found = pages_of(body, look, f"[{by}]", tmp_path)
    first = {each.text: each.page for each in reversed(found)}
    last = {each.text: each.page for each in found}
    assert [first["About"], first["Head1"], last["Head1"]] == pages
    assert first["Head1"] == first[f"Head{headings}"]


@pytest.mark.parametrize(
    "case",
    one_in(2, [*product(("un", "house", "word"), ((12, 2),)), *product(("house", "un", "word"), ((13, 3),))]),
)
def test_the_text_begins_below_short_contents(tmp_path: Path, case: tuple[str, tuple[int, int]]) -> None:
    """A page with few lines would be nearly empty; a longer one has the contents alone."""
    look, (headings, begins) = case
    body = "\n\n".join(f"# Head{each}\n\n{each}. Words." for each in range(1, headings + 1))
    found = pages_of(body, look, "[{name: Group, description: Charity}]", tmp_path)
    pages = [each.page for each in found if each.text == "Head1"]
    tops = [each.top for each in found if each.text in (f"Head{headings}", "Head1")]
    assert pages == [2, begins]
    assert begins == 3 or tops[2] - tops[1] > 1 * CM


def test_a_text_without_headings_has_no_contents(tmp_path: Path) -> None:
    found = pages_of("1. Words.", "un", "[{name: Group}]", tmp_path)
    assert [each.text for each in found if each.text in ("Contents", "Words.")] == ["Words."]


def pages_of(body: str, look: str, submitters: str, folder: Path) -> list[Word]:
    """The words below the heads of the pages of a submission with contents."""
    in_look = look.replace("word", "un")
    submission = written(folder, body, look=in_look, contents="true", submitted_by=submitters)
    if look == "word":
        pdf = libreoffice.to_pdf(save(submission, folder / "x.docx"), folder)
    else:
        pdf = made(submission, folder / "x.pdf")
    return [each for each in words(pdf) if each.top > 2.3 * CM]


@IN_HOUSE
def test_a_heading_stays_with_its_text_and_a_lead_with_its_list(tmp_path: Path, look: str) -> None:
    """Groups of all heights, so that each kind of block comes to stand at the end of a page."""
    body = "\n\n".join(
        f"# Head{n}\n\n## Under{n}\n\n{n}. lead{n} {'word ' * (n * 7)} last{n}:\n\n"
        f"     1. item{n} A;\n     2. And B."
        for n in range(1, 40)
    )
    pdf = made(written(tmp_path, body, look=look), tmp_path / "x.pdf")
    places = {word.text.strip(":"): word for word in words(pdf) if word.top > BELOW_HEAD}
    for n in range(1, 40):
        assert places[f"Head{n}"].page == places[f"Under{n}"].page == places[f"lead{n}"].page
        assert places[f"last{n}"].page == places[f"item{n}"].page


@IN_UN
def test_what_leads_to_a_list_a_table_or_a_figure_stays_with_it(tmp_path: Path, look: str) -> None:
    """After paragraphs of all heights, so that each comes to stand at the end of a page; a figure whole, or,
    if it has no room, at the head of the next page, above the text that goes on.
    """
    Image.new("RGB", (300, 120), "teal").save(tmp_path / "a.png", dpi=(96, 96))
    led = (
        "     1. thing{n} A;\n     2. And B.",
        '     ![Of it](a.png "thing{n}")',
        "     - thing{n}\n     - B",
        "     Table: thing{n}\n\n     | A | B |\n     |---|---|\n     | end{n} | 2 |",
    )
    body = "\n\n".join(
        f"{2 * n - 1}. {'word ' * (n * 29 % 97)}.\n\n{2 * n}. lead{n}:\n\n{led[n % 4].format(n=n)}"
        for n in range(1, 61)
    )
    pdf = made(written(tmp_path, body, look=look), tmp_path / "x.pdf")
    found = words(pdf)
    places = {word.text.strip(":"): word.page for word in found}
    tops = {word.text.strip(":"): word.top for word in found}
    below = sorted(
        (each for each in found if each.top > BELOW_HEAD), key=lambda each: (-each.top, -each.left)
    )
    heads = {each.page: each.text for each in below}  # the first word of each page
    shown = [line.split() for line in run([need("pdfimages"), "-list", pdf]).splitlines()[2:]]
    moved = [n for n in range(1, 61, 4) if places[f"lead{n}"] != places[f"thing{n}"]]
    for n in range(1, 61):
        if n not in moved:
            assert places[f"lead{n}"] == places[f"thing{n}"] == places.get(f"end{n}", places[f"lead{n}"]), n
    for n in moved:
        assert (places[f"thing{n}"] - places[f"lead{n}"], heads[places[f"thing{n}"]]) == (1, "Figure"), n
        assert tops[f"lead{n}"] + HIGH > BOTTOM
    assert len(moved) <= 3
    assert [int(row[0]) for row in shown] == [places[f"thing{n}"] for n in range(1, 61, 4)]


@pytest.mark.parametrize(
    ("is_picture", "every"),
    [(False, 2), *(pytest.param(each, 1, marks=pytest.mark.long) for each in (False, True))],
)
def test_what_goes_to_the_head_of_a_page_is_never_before_what_leads_to_it(
    tmp_path: Path, is_picture: bool, every: int
) -> None:
    """At heights that differ by six points, with and without a footnote: with one of both in each run."""
    places = [n for n in range(30) if every == 1 or n % 8 in (0, 3)]
    Image.new("RGB", (300, 200), "teal").save(tmp_path / "a.png", dpi=(96, 96))
    table = "     Table: thing{n}\n\n     | A | B |\n     |---|---|\n" + "     | May | closed |\n" * 4
    led = '     ![Of it](a.png "thing{n}")' if is_picture else table
    body = "\n\n".join(
        f"# Head{n} {{.page-break}}\n\n"
        + "\n\n".join(f"{each}. {'word ' * 60}" for each in range(1, 9 + n % 2))
        + f"\n\n9. {'word ' * (12 * (n // 2))}{'[^n]' if n % 4 > 1 else ''}"
        + f"\n\n10. lead{n}:\n\n{led.format(n=n)}\n\n11. {'word ' * 200}"
        for n in places
    )
    pdf = made(written(tmp_path, f"{body}\n\n[^n]: A note.", notes="footnotes"), tmp_path / "x.pdf")
    found = {each.text.strip(":"): (each.page, each.top) for each in words(pdf) if each.top > BELOW_HEAD}
    moved = 0
    for n in places:
        assert found[f"Head{n}"] < found[f"lead{n}"] < found[f"thing{n}"], n
        moved += found[f"lead{n}"][0] < found[f"thing{n}"][0]
    assert 1 < moved < 25


@IN_HOUSE
def test_no_line_of_a_paragraph_stands_alone_on_a_page(tmp_path: Path, look: str) -> None:
    body = "\n\n".join(f"{n}. {f'word{n} ' * (60 + n * 7 % 90)}" for n in range(1, 90))
    lines: dict[str, dict[int, set[float]]] = defaultdict(lambda: defaultdict(set))
    for word in words(made(written(tmp_path, body, look=look), tmp_path / "x.pdf")):
        if word.text.startswith("word"):
            lines[word.text][word.page].add(round(word.top))
    parted = [pages for pages in lines.values() if len(pages) > 1]
    assert len(lines) == 89
    assert len(parted) > 3
    assert min(len(tops) for pages in parted for tops in pages.values()) >= 2


def marked_and_noted(pdf: Path) -> dict[str, tuple[int, int]]:
    """Of each note the page of its first mark and its own, by its address."""
    with pikepdf.open(pdf) as opened:
        pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(opened.pages, 1)}
        names: Any = list(opened.Root.Names.Dests.Names)
        noted = {
            str(name): pages[place[0].objgen] for name, place in zip(names[::2], names[1::2], strict=True)
        }
        found: dict[str, tuple[int, int]] = {}
        for number, page in enumerate(opened.pages, 1):
            for link in page.get("/Annots", []):
                name = str(link.get("/Dest", ""))
                if re.fullmatch(r"note-\w+", name):
                    found.setdefault(name, (number, noted[name]))
    return found


@pytest.mark.usefixtures("weasyprint")
@pytest.mark.parametrize(("look", "contents", "end"), ALL_HEIGHTS)
def test_footnotes_of_all_heights_stand_on_the_pages_of_their_marks(
    tmp_path: Path, look: str, contents: str, end: int
) -> None:
    """Marks at every place of paragraphs and pages, alone and together, of notes of one to five lines.

    typst does so for the first mark of a line only (docs/pdf.md).
    """
    paragraphs = [
        f"{n}. {'word ' * (n * 5 % 37)}[^a{n}] {'more ' * (n * 11 % 53)}[^b{n}][^c{n}] {'end ' * (n % 9)}x."
        for n in range(1, end)
    ]
    headed = [f"# Head {n}\n\n{each}" if n % 7 == 0 else each for n, each in enumerate(paragraphs)]
    notes = [f"[^{key}{n}]: {'noted ' * (1 + n * len(paragraphs) * step % 71)}" for n in range(1, end)
             for key, step in (("a", 3), ("b", 5), ("c", 7))]  # fmt: skip
    body = "\n\n".join([*headed, *notes])
    submission = written(tmp_path, body, look=look, notes="footnotes", contents=contents)
    pdf = made(submission, tmp_path / "x.pdf")
    found = marked_and_noted(pdf)
    assert len(found) == 3 * (end - 1)
    assert {name: pages for name, pages in found.items() if pages[0] != pages[1]} == {}
    assert prove(submission.resolved, pdf.read_bytes(), "x.pdf", "pdf") == ()


@IN_UN
def test_footnotes_higher_than_pages_are_all_there(tmp_path: Path, look: str) -> None:
    body = "\n\n".join(f"{n}. {'word ' * 40}[^a{n}]" for n in range(1, 7))
    notes = "\n\n".join(f"[^a{n}]: {'noted ' * (n * 400)}" for n in range(1, 7))
    submission = written(tmp_path, f"{body}\n\n{notes}", look=look, notes="footnotes")
    pdf = made(submission, tmp_path / "x.pdf")
    found = prove(submission.resolved, pdf.read_bytes(), "x.pdf", "pdf")
    late = {each.facts.note for each in found if isinstance(each.facts, FootnoteElsewhere)}
    assert (len(late), late <= {"5", "6"}) == (len(found), True)  # the notes before them fill their pages
    tops: dict[tuple[str, int], list[float]] = defaultdict(list)
    for word in words(pdf):
        tops[word.text.rstrip("0123456789,"), word.page].append(word.top)
    assert sum(len(tops["noted", page]) for page in range(1, 20)) == 400 * sum(range(1, 7))
    for page in range(1, 20):
        high, low = (tops[name, page] for name in ("word", "noted"))
        assert max(high, default=0) < min(low, default=BOTTOM)
        assert BELOW_HEAD < min(high + low, default=BOTTOM) <= max(high + low, default=BOTTOM) <= BOTTOM


# Numbers


@pytest.mark.parametrize(
    ("look", "number", "first", "further", "item"),
    [("un", 4.0, 5.0, 4.0, 6.0), ("house", 2.9, 4.0, 4.0, 5.0)],
)
def test_where_numbers_and_texts_begin(
    tmp_path: Path, look: str, number: float, first: float, further: float, item: float
) -> None:
    """The United Nations begin a paragraph with its number; a house hangs it in the margin. Centimetres."""
    body = f"1. begins {'word ' * 30} again {'word ' * 30}\n\n     1. item A;\n     2. And B."
    found = words(made(written(tmp_path, body, look=look), tmp_path / "x.pdf"))
    left = {word.text: round(word.left / CM, 1) for word in found}
    lines = {round(word.top): round(word.left / CM, 1) for word in reversed(found) if word.text == "word"}
    assert (left["1."], left["begins"], left["item"]) == (number, first, item)
    assert min(lines.values()) == further


def test_words_before_a_figure_that_fills_the_next_page_stay_on_theirs(tmp_path: Path) -> None:
    """Nothing is after it that could fill their page."""
    Image.new("RGB", (300, 900), "teal").save(tmp_path / "a.png", dpi=(96, 96))
    body = "# Head\n\n1. Words:\n\n     ![Of it](a.png)"
    pdf = made(written(tmp_path, f"2. {'word ' * 300}\n\n{body}", look="house"), tmp_path / "x.pdf")
    places = {word.text.strip(":"): word.page for word in words(pdf)}
    assert places["Head"] == places["Words"] == 1
