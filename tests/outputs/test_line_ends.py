"""Where lines may not begin or end, by the rules of each language, in PDFs and in Chromium.

Chinese: GB/T 15834-2011, 5.1, and CLREQ, 3.1.3. French: Imprimerie nationale, Lexique, on spaces. Spanish:
Ortografía 2010, 3.4.9. Russian: Мильчин, Справочник издателя, 14.4, on dashes. No language begins a line with
the mark of a note.
"""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from tests.judges.validators import lines
from tests.support.declaration import source
from tests.support.pages import ROOT, html, read, written
from toolchain.plugins.registry import writer
from toolchain.resolve.labels import words_for

RAISED = "^"
NOT_FIRST = {
    "ar": "،؛؟.:!)»%",
    "en": ".,:;!?)]”’%",
    "es": ".,:;!?)]»”%",
    "fr": ".,:;!?)]»”%",
    "ru": ".,:;!?)]»“%—–",
    "zh": "。，、；：？！）》〉」』】”’～·％",
}
NOT_LAST = {"ar": "(«", "en": "([“‘", "es": "([«“¿¡", "fr": "([«“", "ru": "([«„№", "zh": "（《〈「『【“‘"}
NOT_PARTED = ("——", "……", "EE. UU.", "т. е.", "p. ex.", "10 000")
LANGUAGES = tuple(NOT_FIRST)
WIDTHS = (330, 700)
SPACES = " \u00a0\u202f\u2009"


def hard(lang: str, every: int = 1) -> str:
    """A text whose lines end, in one paragraph or another, wherever they can, or at each second place."""
    made = tomllib.loads((ROOT / "tests/cases/line_ends.toml").read_text(encoding="utf-8"))[lang]
    filler, text = made["filler"], made["text"]
    paragraphs = [f"{at + 2}. {filler * at}{text} {filler * (at % 7)}{text}" for at in range(0, 32, every)]
    return "\n\n".join(("1. X {#x}", *paragraphs, "[^a]: A.", "[^b]: B.\n"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lines")


def file(folder: Path, lang: str, name: str, form: str) -> Path:
    """An output of the sample of a language, or of what is hard, or of half of this."""
    path = folder / f"{lang}-{name}.{form}"
    if name == "sample":
        submission = read(ROOT / f"tests/cases/languages/{lang}.md")
    else:
        submission = written(folder, hard(lang, 2 if name == "half" else 1), lang=lang)
    path.write_bytes(writer(form).write(*submission))
    return path


def wrong(lang: str, text: list[str]) -> list[str]:
    """The lines of a text that begin or end as none may, or between which what is one is parted."""
    first, last = re.escape(NOT_FIRST[lang] + RAISED), re.escape(NOT_LAST[lang])
    begins = [line for line in text[1:] if re.match(rf"[{SPACES}]*[{first}]", line)]
    ends = [line for line in text[:-1] if re.search(rf"[{last}][{SPACES}]*\Z", line)]
    return [*begins, *ends, *(f"{one} ¦ {other}" for one, other in pairwise(text) if _is_parted(one, other))]


def _is_parted(one: str, other: str) -> bool:
    """Whether what is not to be parted ends one line and begins the other, and is no part of a word."""
    before, after = (line.replace("\u00a0", " ").strip() for line in (one, other))
    for each in NOT_PARTED:
        for at in range(1, len(each)):
            left, right = each[:at].strip(), each[at:].strip()
            if before.endswith(left) and after.startswith(right):
                around = before[: -len(left)][-1:], after[len(right) :][:1]
                if not (each[0].isalnum() and any(map(str.isalnum, around))):
                    return True
    return False


def without_numbers(lang: str, found: list[str]) -> list[str]:
    """The lines of a PDF, those of its list of notes without the raised numbers of the notes themselves."""
    heading = words_for(lang).terms["notes"]
    at = max((at for at, line in enumerate(found) if line.strip() == heading), default=len(found))
    return [*found[:at], *(re.sub(rf"^\{RAISED}\d+ ", "", line) for line in found[at:])]


def in_order(lang: str, found: list[str]) -> list[str]:
    """Lines of a page from where they are begun to be read; all are held apart from those of other texts."""
    return ["", *(line[::-1] if lang == "ar" else line for line in found), ""]


@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("half", WIDTHS[0]),
        *(
            pytest.param(name, width, marks=pytest.mark.long)
            for name in ("hard", "sample")
            for width in WIDTHS
        ),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_lines_in_chromium(folder: Path, lang: str, name: str, width: int) -> None:
    (texts,) = lines.in_chromium([file(folder, lang, name, "html")], width)
    assert max(len(text) for text in texts) > 3
    assert [each for text in texts for each in wrong(lang, [line.read for line in text])] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "name", ["half", *(pytest.param(name, marks=pytest.mark.long) for name in ("sample", "hard"))]
)
def test_lines_on_paper(folder: Path, lang: str, name: str) -> None:
    found = without_numbers(lang, lines.of_pdf(file(folder, lang, name, "pdf")))
    assert len(found) > (30 if name == "half" else 60)
    if lang == "ar":  # of brackets a file says either, as they are mirrored
        found = [re.sub(r"[()«»]", "", line) for line in found]
    assert wrong(lang, in_order(lang, found)) == []


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_lines_of_the_universal_declaration(tmp_path: Path, lang: str) -> None:
    (tmp_path / "report.md").write_text(source(lang, "paragraphs"), encoding="utf-8")
    submission = read(tmp_path / "report.md")
    page, pdf = tmp_path / "report.html", tmp_path / "report.pdf"
    page.write_text(html(submission), encoding="utf-8")
    pdf.write_bytes(writer("pdf").write(*submission))
    for width in WIDTHS:
        for text in lines.in_chromium([page], width)[0]:
            assert wrong(lang, [line.read for line in text]) == []
    found = [re.sub(r"[()«»]", "", line) if lang == "ar" else line for line in lines.of_pdf(pdf)]
    assert wrong(lang, in_order(lang, found)) == []


def test_wrong_lines_are_found() -> None:
    assert wrong("zh", ["国", "。国", "国（", "国—", "—国"]) == ["。国", "国（", "国— ¦ —国"]
    assert wrong("fr", ["a", "\u00a0: b", "b «\u00a0", "^1 c", "10", "000 d", "100", "000"]) == [
        "\u00a0: b", "^1 c", "b «\u00a0", "10 ¦ 000 d",
    ]  # fmt: skip
