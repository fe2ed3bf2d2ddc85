"""What pages of a PDF say besides the text, and how, in both looks: heads, feet, contents, outline …"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest
from PIL import Image

from tests.judges.validators import need, poppler, run, verapdf
from tests.outputs.pdf.test_together import marked_and_noted
from tests.support.pages import ROOT, Submission, read, written
from tests.support.places import CM, words
from tests.support.proving import prove
from tests.support.shares import covering
from toolchain import model as m
from toolchain.model.front_matter import Look
from toolchain.project import settings as project
from toolchain.project.settings import Options
from toolchain.resolve.labels import words_for
from toolchain.writers.pdf import PdfWriter

SAMPLES = ROOT / "tests" / "cases" / "languages"
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
LOOKS: tuple[Look, ...] = ("un", "house")
NOTES = (m.NoteKind.ENDNOTE, m.NoteKind.FOOTNOTE)
A4 = (21.0, 29.7)
HEAD, FOOT = (0.0, 2.4), (28.0, 29.7)
"""Where a page's running head and its foot are, in centimetres from its upper edge."""

_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INSERTED = "\u2010"
"""The hyphen that is put where a word is divided; none of the samples has one."""


class Entry(NamedTuple):
    """An entry of an outline: how deep it stands, its words, and the page it leads to, from 1."""

    depth: int
    title: str
    page: int


class Pages(NamedTuple):
    """A PDF, and what it was made of."""

    submission: Submission
    path: Path


Way = tuple[str, Look, m.NoteKind]


class Samples(dict[Way, Pages]):
    """The sample of each language in both looks, with both kinds of notes, made when it is asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, way: Way) -> Pages:
        lang, look, notes = way
        submission = read(SAMPLES / f"{lang}.md", Options(look=look), notes=notes)
        self[way] = made(submission, self._folder / f"{lang}-{look}-{notes.value}.pdf")
        return self[way]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    return Samples(tmp_path_factory.mktemp("looks"))


def made(submission: Submission, path: Path) -> Pages:
    path.write_bytes(PdfWriter().write(*submission))
    return Pages(submission, path)


def band(pdf: Path, top: float, bottom: float) -> list[str]:
    """The words of each page between two heights in centimetres, with single spaces."""
    at, height = round(top * CM), round((bottom - top) * CM)
    crop = ["-x", "0", "-y", str(at), "-W", str(round(A4[0] * CM)), "-H", str(height)]
    shown = run([need("pdftotext"), "-layout", *crop, pdf, "-"])
    return [" ".join(_DIRECTIONS.sub("", page).split()) for page in shown.rstrip("\n").split("\f")[:-1]]


def outline(pdf: Path) -> list[Entry]:
    with pikepdf.open(pdf) as opened, opened.open_outline() as shown:
        pages = {page.objgen: number for number, page in enumerate(opened.pages, 1)}
        return list(_entries(shown.root, 0, pages))


def _entries(items: Any, depth: int, pages: dict[Any, int]) -> Iterator[Entry]:
    for item in items:
        yield Entry(depth, str(item.title), pages[item.destination[0].objgen])
        yield from _entries(item.children, depth + 1, pages)


def source_headings(path: Path) -> list[tuple[int, str]]:
    """The headings of a source, which has them in lines of their own, without marks and attributes."""
    lines = re.findall(r"^(#+) (.*?)(?: \{.*\})?$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return [(len(signs) - 1, re.sub(r"\[\^.*?\]", "", title)) for signs, title in lines]


def term(lang: str, key: str) -> str:
    return words_for(lang).terms[key]


def squeezed(text: str) -> str:
    return "".join(_DIRECTIONS.sub("", text).split())


WAYS = covering(LANGUAGES, LOOKS, NOTES)
SOME = [way.values for way in WAYS if not way.marks]
EACH = pytest.mark.parametrize(("lang", "look", "notes"), WAYS)
IN_GROUPS = pytest.mark.parametrize(
    "ways",
    [
        pytest.param(SOME, id="some"),
        pytest.param([way.values for way in WAYS if way.marks], id="the others", marks=pytest.mark.long),
    ],
)
IN_BOTH = pytest.mark.parametrize("look", LOOKS)


@pytest.mark.usefixtures("weasyprint")
@EACH
def test_all_of_it_is_read_back(samples: Samples, lang: str, look: Look, notes: m.NoteKind) -> None:
    """Neither a look nor the place of the notes, a running head or a divided word changes what is read."""
    pages = samples[lang, look, notes]
    assert prove(pages.submission.resolved, pages.path.read_bytes(), "x.pdf", "pdf") == ()


@pytest.mark.parametrize(
    ("profile", "matter", "option", "look"),
    [
        ("un", None, None, "un"),
        ("house", None, None, "house"),
        ("un", "house", None, "house"),
        ("house", "un", None, "un"),
        ("un", "house", "un", "un"),
        ("un", None, "house", "house"),
    ],
)
def test_who_chooses_the_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, profile: Look, matter: str, option: Look, look: str
) -> None:
    """An option, else the front matter, else the recipient's profile."""
    monkeypatch.setattr(project, "_look", lambda rules: profile)
    front = {"look": matter} if matter else {}
    assert written(tmp_path, "1. A.", Options(look=option), **front).project.look == look


@pytest.mark.long
@IN_GROUPS
@pytest.mark.parametrize("standard", ["ua1", "3a"])
def test_both_looks_keep_to_the_standards(
    samples: Samples, tmp_path: Path, standard: str, ways: list[Way]
) -> None:
    report = ROOT / "content" / "pakistan-opsc" / "report.md"
    chosen = {"look": "house", "colour": "#f2a900"}
    text = report.read_text(encoding="utf-8")
    shutil.copytree(report.parent, tmp_path / "source")
    source = tmp_path / "source" / "report.md"
    lines = "".join(f'{key}: "{value}"\n' for key, value in chosen.items())
    source.write_text(text.replace("lang: en\n", f"lang: en\n{lines}", 1), encoding="utf-8")
    files = [made(read(source, notes=notes), tmp_path / f"{notes.value}.pdf").path for notes in NOTES]
    files += [samples[way].path for way in ways]
    assert {path.name: found for path, found in verapdf.findings(files, standard).items() if found} == {}


@EACH
def test_the_outline_has_all_headings_where_they_stand(
    samples: Samples, lang: str, look: Look, notes: m.NoteKind
) -> None:
    pages = samples[lang, look, notes]
    found = outline(pages.path)
    expected = [(0, term(lang, "contents")), *source_headings(SAMPLES / f"{lang}.md")]
    if notes is m.NoteKind.ENDNOTE:
        expected.append((0, term(lang, "notes")))
    assert len(found) == len(expected)
    shown = [squeezed(page) for page in poppler.text(pages.path, layout=True).split("\f")]
    for entry, (depth, title) in zip(found, expected, strict=True):
        assert entry.depth == depth
        assert entry.title.endswith(title)
        assert squeezed(title) in shown[entry.page - 1]


@IN_BOTH
def test_the_outline_goes_down_to_the_deepest_heading(tmp_path: Path, look: str) -> None:
    body = "".join(f"{'#' * level} Level {level}\n\n{level}. Text.\n\n" for level in range(1, 7))
    found = outline(made(written(tmp_path, body, look=look), tmp_path / "x.pdf").path)
    assert found == [Entry(level - 1, f"Level {level}", 1) for level in range(1, 7)]


@pytest.mark.parametrize(("look", "before"), [("un", False), ("house", True)])
def test_logos_of_a_house_stand_above_the_title(tmp_path: Path, look: str, before: bool) -> None:
    """And are named once each, wherever they stand."""
    for name in ("one", "two"):
        Image.new("RGB", (60, 40), "teal").save(tmp_path / f"{name}.png")
    submitters = "[{name: A, logo: one.png, logo-alt: A tree}, {name: B, logo: two.png, logo-alt: A house}]"
    pages = made(written(tmp_path, "1. A.", look=look, submitted_by=submitters), tmp_path / "x.pdf")
    kinds = re.findall(r"^ *(\w+)", run([need("pdfinfo"), "-struct", pages.path]), re.MULTILINE)
    assert kinds.count("Figure") == 2
    assert (kinds.index("Figure") < kinds.index("H1")) is before
    assert prove(pages.submission.resolved, pages.path.read_bytes(), "x.pdf", "pdf") == ()


@pytest.mark.parametrize("look", LOOKS)
def test_sources_stand_where_their_heading_does(tmp_path: Path, look: Look) -> None:
    entry = '[{"id": "law", "type": "legislation", "title": "Statutes", "jurisdiction": "Atlantis"}]'
    (tmp_path / "sources.json").write_text(entry, encoding="utf-8")
    body = "# First\n\n1. A.[@law]\n\n# Heading {.sources}"
    pages = made(written(tmp_path, body, look=look, sources="sources.json"), tmp_path / "x.pdf")
    lefts = {word.text: word.left for word in words(pages.path) if word.top > 3 * CM}
    assert lefts["Atlantis,"] == pytest.approx(lefts["Heading"], abs=1)


@EACH
def test_the_contents_say_the_pages_of_the_headings(
    samples: Samples, lang: str, look: Look, notes: m.NoteKind
) -> None:
    pdf = samples[lang, look, notes].path
    itself, *entries = outline(pdf)
    listed = [word for word in words(pdf) if word.page == itself.page]
    outer = [word.left - 4 * CM if lang == "ar" else 17 * CM - word.right for word in listed]
    shown = [word for word, edge in zip(listed, outer, strict=True) if abs(edge) < 1 and word.text.isdigit()]
    numbers = [int(word.text) for word in sorted(shown, key=lambda word: word.top)]
    assert numbers == [entry.page for entry in entries]


@EACH
def test_heads_say_the_title_on_one_page_and_the_section_on_the_next(
    samples: Samples, lang: str, look: Look, notes: m.NoteKind
) -> None:
    pages = samples[lang, look, notes]
    front = pages.submission.resolved.document.front_matter
    title = "".join(node.text for node in front.short_title if isinstance(node, m.Text))
    sections = [entry for entry in outline(pages.path) if entry.depth == 0]
    cover, *heads = band(pages.path, *HEAD)
    assert cover == ""
    for number, head in enumerate(heads, 2):
        begun = [entry for entry in sections if entry.page == number]
        current = begun[0] if begun else [entry for entry in sections if entry.page < number][-1]
        left = (number % 2 == 0) is (lang != "ar")  # read from the right, page 1 is a left one
        assert sorted(squeezed(head)) == sorted(squeezed(title if left else current.title)), number


@EACH
def test_feet_say_page_x_of_y(samples: Samples, lang: str, look: Look, notes: m.NoteKind) -> None:
    cover, *feet = band(samples[lang, look, notes].path, *FOOT)
    assert cover == ""
    for number, foot in enumerate(feet, 2):
        form = term(lang, "page_of").format(page=number, pages=len(feet) + 1)
        assert sorted(squeezed(foot)) == sorted(squeezed(form))


@IN_BOTH
def test_heads_and_feet_stand_at_the_outer_edge(samples: Samples, look: Look) -> None:
    found = words(samples["en", look, m.NoteKind.ENDNOTE].path)
    for page in (2, 3, 4):
        for top, bottom in (HEAD, FOOT):
            band = [word for word in found if word.page == page and top * CM < word.top < bottom * CM]
            left, right = min(word.left for word in band), max(word.right for word in band)
            outer = left - 2 * CM if page % 2 == 0 else 19 * CM - right
            assert outer == pytest.approx(0, abs=1), (page, top)


@pytest.mark.parametrize("notes", NOTES)
def test_a_submission_without_a_short_title_or_sections_has_heads_too(
    tmp_path: Path, notes: m.NoteKind
) -> None:
    body = "\n\n".join(f"{number}. {'word ' * 200}" for number in range(1, 20))
    pages = made(written(tmp_path, body), tmp_path / "x.pdf")
    first, *heads = band(pages.path, *HEAD)
    assert first == ""
    assert heads == ["A title"] * len(heads)
    assert len(heads) > 3


def test_a_head_has_one_line_also_in_a_section_with_a_long_name(tmp_path: Path) -> None:
    name = "Prevention of the sale of children, child prostitution and child pornography " * 2
    body = f"# {name}\n\n" + "\n\n".join(f"{number}. {'word ' * 200}" for number in range(1, 20))
    pages = made(written(tmp_path, f"{body}\n\n# Short\n\n20. {'word ' * 900}"), tmp_path / "x.pdf")
    heads = band(pages.path, *HEAD)
    assert heads[2] == "A title"
    assert heads[-1 if len(heads) % 2 else -2] == "Short"


# Words that are divided


@IN_GROUPS
def test_the_look_of_the_united_nations_divides_no_word(samples: Samples, ways: list[Way]) -> None:
    divided = [way for way in ways if _INSERTED in poppler.text(samples[way].path)]
    assert divided == [way for way in ways if way[0] in ("en", "es", "fr", "ru") and way[1] == "house"]


ADDRESSES = (
    "documentation-international.example.org/representations",
    "https://example.org/internationalization/communication",
    "communications.representative@organization.example",
    "www.internationalorganization.org",
)


def test_addresses_are_never_divided_with_a_hyphen(tmp_path: Path) -> None:
    """Paragraphs in which they come at every place of a line, a letter further each time."""
    written_out = "considerations of implementation ".join(f"{each} " for each in ADDRESSES)
    body = "\n\n".join(f"{number}. {'i' * number} {written_out}" for number in range(1, 60))
    linked = "\n\n".join(f"{n}. {'i' * n} <https://example.org/internationalization>" for n in range(60, 99))
    pages = made(written(tmp_path, f"{body}\n\n{linked}", look="house"), tmp_path / "x.pdf")
    shown = squeezed(poppler.text(pages.path, layout=True))
    assert [shown.count(address) for address in ADDRESSES] == [59] * len(ADDRESSES)
    assert shown.count("https://example.org/internationalization") == 59 + 39
    assert shown.count("considera\u2010tions") + shown.count("implementa\u2010tion") > 9
    assert prove(pages.submission.resolved, pages.path.read_bytes(), "x.pdf", "pdf") == ()


def test_soft_hyphens_and_words_in_another_language_are_read_back(tmp_path: Path) -> None:
    body = "\n\n".join(
        f"{n}. {'ii ' * n}anti\u00adconstitution\u00adally represented, "
        "[responsabilité internationale de l'administration pénitentiaire]{lang=fr} and misrepresentation."
        for n in range(1, 60)
    )
    pages = made(written(tmp_path, body, look="house"), tmp_path / "x.pdf")
    shown = squeezed(poppler.text(pages.path))
    assert "responsabi\u2010lité" in shown  # in English it would be "responsabil-ité"
    assert "constitution\u2010ally" in shown
    assert prove(pages.submission.resolved, pages.path.read_bytes(), "x.pdf", "pdf") == ()


# Notes


@pytest.mark.parametrize(
    ("lang", "look"),
    [
        pytest.param(lang, look, marks=() if (lang, look, m.NoteKind.FOOTNOTE) in SOME else pytest.mark.long)
        for lang, look in product(LANGUAGES, LOOKS)
    ],
)
def test_footnotes_of_the_samples_stand_on_the_pages_of_their_marks(
    samples: Samples, lang: str, look: Look
) -> None:
    found = marked_and_noted(samples[lang, look, m.NoteKind.FOOTNOTE].path)
    assert len(found) == len(samples[lang, look, m.NoteKind.FOOTNOTE].submission.resolved.notes)
    assert {name: pages for name, pages in found.items() if pages[0] != pages[1]} == {}


def test_a_head_may_be_that_of_a_section_before(tmp_path: Path) -> None:
    """That is the short title, which stands on each other page; its own signs make no difference."""
    body = "# Child labour\n\n1. One.\n\n# Courts\n\n" + "".join(f"{at}. Two.\n\n" for at in range(2, 120))
    submission = written(tmp_path, body, short_title="“Child” labour")
    data = PdfWriter().write(*submission)
    assert prove(submission.resolved, data, "x.pdf", "pdf") == ()


def test_the_page_of_an_entry_that_fills_its_line_is_apart_from_it(tmp_path: Path) -> None:
    """It has no leader; read out, the page would be a part of the entry's last number."""
    titles = [f"{'i' * (at % 3)}{'Heading of it ' * 9}"[:75] + f" {at}" for at in range(10, 22)]
    body = "".join(f"# {title}\n\n{at}. One.\n\n" for at, title in enumerate(titles, 1))
    submission = written(tmp_path, body, contents="true", look="house")
    data = PdfWriter().write(*submission)
    assert prove(submission.resolved, data, "x.pdf", "pdf") == ()
