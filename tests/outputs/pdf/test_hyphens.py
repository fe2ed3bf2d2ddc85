"""Words that are divided at the ends of lines of a PDF: each has its hyphen, and is read as one word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pages import TYPST, WEASYPRINT, written
from tests.support.places import CM, COLUMN, words
from tests.support.proving import prove
from toolchain import model as m
from toolchain.model.diagnostics import Severity
from toolchain.model.walk import plain_text
from toolchain.project.settings import Options
from toolchain.readers.pdf import read_bytes
from toolchain.reports.sentences import help_line, message
from toolchain.writers.pdf import PdfWriter
from toolchain.writers.pdf.weasyprint.patches.hyphens import shown_hyphens

DIVIDED = "non-discrimination anti\u00adconstitution\u00adally and/or state—party "
WIDTHS = "\n\n".join(
    f"{number}. {'i' * number} {DIVIDED * 6}{'of' * number} {DIVIDED * 4}" for number in range(1, 25)
)
CELLS = "| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n" + "\n".join(
    "|"
    + "|".join(
        f" {'w' * (row + column)} anti\u00adconstitution\u00adally co\u00adordi\u00adnation "
        for column in range(6)
    )
    + "|"
    for row in range(4)
)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("body", [WIDTHS, f"1. A table:\n\nTable: Widths\n\n{CELLS}"], ids=["lines", "cells"])
def test_a_word_divided_at_a_soft_hyphen_is_one_word(tmp_path: Path, body: str) -> None:
    submission = written(tmp_path, body)
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()


@pytest.mark.usefixtures("engine")
def test_the_hyphen_is_on_the_page(tmp_path: Path) -> None:
    shown = [
        plain_text(text.children)
        for block in read_bytes(PdfWriter().write(*written(tmp_path, WIDTHS)), "x").blocks
        if isinstance(block, m.NumberedParagraph)
        for text in block.blocks
        if isinstance(text, m.Paragraph)
    ]
    assert len(shown) == 24
    for text in shown:
        whole = text.replace("\u2010\u200b", "").replace("\u200b", "")
        assert whole.count("anticonstitutionally and") == 10


def test_the_library_is_left_as_it_was() -> None:
    from weasyprint.layout import inline

    before = inline.split_first_line
    with shown_hyphens():
        assert inline.split_first_line is not before
    assert inline.split_first_line is before


NARROW = "| " + " | ".join("abcdefgh") + " |\n|" + "---|" * 8 + "\n" + (
    "| Donaudampfschifffahrtsgesellschaft |" + " a longer text to take its place |" * 7 + "\n"
) * 2  # fmt: skip


def test_a_word_too_long_for_its_column_is_named_once(tmp_path: Path) -> None:
    """It cannot be refused, for the source has it so; but whoever reads the page sees two words."""
    submission = written(tmp_path, f"1. A table:\n\n{NARROW}".replace("\n", "\n     "))
    (finding,) = prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf")
    assert (finding.rule.code, finding.severity) == ("D900", Severity.INFORMATION)
    assert message(finding) == (
        "the word “Donaudampfschifffahrtsgesellschaft” is divided at the end of a line without a hyphen, "
        "here and at 1 more place"
    )
    assert "row 1, cell 1" in finding.span.words
    assert "U+00AD" in help_line(finding)


def test_what_may_be_divided_anywhere_is_not_named(tmp_path: Path) -> None:
    words = "https://example.org/" + "a" * 200, "长" * 200, "may\u200bbe\u200bdivided" * 20
    submission = written(tmp_path, "\n\n".join(f"{at}. A {word}" for at, word in enumerate(words, 1)))
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()


@pytest.mark.parametrize("options", [TYPST, WEASYPRINT], ids=["typst", "weasyprint"])
def test_no_word_is_over_the_margin(tmp_path: Path, options: Options) -> None:
    """A long word, a path or an address without a scheme, in the sizes and columns that it can have."""
    long, name, path = (
        "Donaudampfschiffahrtselektrizitaetenhauptbetriebswerk" * 2,
        "a_name_" * 20,
        "x.y.z." * 25,
    )
    body = f"# {long}\n\n## {name}\n\n1. A `{name}`:\n\n     1. {path}\n     2. b:\n\n          1. {long}"
    contact = f"[{{name: {long}, contact: {{email: {path}a@example.org}}}}]"
    front = {
        "title": long,
        "subtitle": path,
        "contents": "true",
        "headings": "numbered",
        "submitted_by": contact,
    }
    (pdf := tmp_path / "x.pdf").write_bytes(PdfWriter().write(*written(tmp_path, body, options, **front)))
    assert [each for each in words(pdf) if each.right > COLUMN[1] + 1 and each.top > 3 * CM] == []


def test_no_line_of_a_title_ends_within_a_short_compound(tmp_path: Path) -> None:
    """Here each of these words would be at the end of a line once."""
    for at in range(3, 12):
        said = f"{'report ' * at}of the twenty-second or the ninety-ninth session of the Committee"
        submission = written(tmp_path, "1. One.", TYPST, title=said, subtitle=said, country=said)
        (pdf := tmp_path / "x.pdf").write_bytes(PdfWriter().write(*submission))
        found = [each.text for each in words(pdf)]
        assert [found.count(each) for each in ("twenty-second", "ninety-ninth")] == [3, 3]
