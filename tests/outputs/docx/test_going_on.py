"""Our Word files for those who write in them: Enter, Tab, the gallery of styles, and what is saved then."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.judges.validators import libreoffice, schema
from tests.support.docx_file import WHOLE, built, find, save, value
from tests.support.pages import written
from toolchain.pipeline.import_word import convert
from toolchain.project.settings import Options

SOURCE = """\
# Law

1. One of the body.

     1. first;
     2. second.

## Below

2. Two of the body.

# What to do {.restart series=recommendation}

1. Do this.

# Again

3. Three of the body.

# Texts {.annex}

1. One of the annex.

# Others {.annex}

Only words.
"""

EDITS: tuple[tuple[str, ...], ...] = (
    ("enter", "Law", "A new first."),
    ("enter", "Below", "A new one below."),
    ("enter", "What to do", "Do that before."),
    ("enter", "second", "And a third."),
    ("enter", "Annex I", "New in the annex."),
    ("enter", "Annex II", "New words."),
    ("enter", "Again", "A letter."),
    ("tab", "A letter"),
    ("restyle", "Three of", "Quote"),
)
SHOWN = [
    ("I.", "Heading 1", "Law"),
    ("1.", "Numbered Paragraph", "A new first."),
    ("2.", "Numbered Paragraph", "One of the body."),
    ("(a)", "Sub-paragraph 1", "first;"),
    ("(b)", "Sub-paragraph 1", "second."),
    ("(c)", "Sub-paragraph 1", "And a third."),
    ("A.", "Heading 2", "Below"),
    ("3.", "Numbered Paragraph", "A new one below."),
    ("4.", "Numbered Paragraph", "Two of the body."),
    ("II.", "heading 1 (recommendation)", "What to do"),
    ("1.", "Numbered Paragraph (recommendation)", "Do that before."),
    ("2.", "Numbered Paragraph (recommendation)", "Do this."),
    ("III.", "Heading 1", "Again"),
    ("(a)", "Numbered Paragraph", "A letter."),
    ("", "Quote", "Three of the body."),
    ("", "Annex Heading (annex 1)", "Annex I\nTexts"),
    ("1.", "Numbered Paragraph (annex 1)", "New in the annex."),
    ("2.", "Numbered Paragraph (annex 1)", "One of the annex."),
    ("", "Annex Heading (annex 2)", "Annex II\nOthers"),
    ("", "Text body", "New words."),
    ("", "Text body", "Only words."),
]


@pytest.mark.parametrize("look", ["un", pytest.param("house", marks=pytest.mark.long)])
@schema.BY_EACH
def test_enter_and_tab_begin_what_a_writer_expects(tmp_path: Path, look: str, judge: schema.Judge) -> None:
    made = written(tmp_path, SOURCE, Options(look="house" if look == "house" else "un"), headings="numbered")
    ours = save(made, tmp_path / "report.docx")
    assert judge(ours) == []
    saved = tmp_path / "saved.docx"
    (shown,) = libreoffice.edited([libreoffice.Job(ours, EDITS, {libreoffice.DOCX: saved})])
    # LibreOffice 26.8 leaves the number of a paragraph that gets the style of a quotation.
    found = [
        ("" if each.style == "Quote" else each.number, each.style, each.text) for each in shown.paragraphs
    ]
    assert found[1:] == SHOWN
    text = convert(saved.read_bytes(), "saved.docx", tmp_path / "back.md", print).text
    assert "# What to do {.restart series=recommendation}\n\n1. Do that before.\n\n2. Do this." in text


def test_the_gallery_has_twelve_styles_in_the_order_of_use() -> None:
    styles = built(WHOLE).all("styles", "w:style[not(@w:default)]")
    offered = {int(value(each, "w:uiPriority") or 0): each for each in styles if find(each, "w:qFormat")}
    assert [value(offered[rank], "w:name") for rank in range(1, 13)] == [
        "heading 1", "Numbered Paragraph", "Sub-paragraph 1", "Sub-paragraph 2", "heading 2", "heading 3",
        "Body Text", "List Bullet", "Quote", "caption", "Table Text", "Annex Heading",
    ]  # fmt: skip
    others = [each for each in styles if each not in offered.values()]
    assert len(offered) == 12
    shown = [each for each in others if not (find(each, "w:semiHidden") and find(each, "w:unhideWhenUsed"))]
    assert [value(each, "w:name") for each in shown] == []
