"""A Word file in each language: what it says of languages and directions, read from its XML."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml.etree import QName

from tests.docx_file import docx, find, text, values
from tests.pages import ROOT, written
from toolchain.proof.prove import prove

FOREIGN = (
    ("en", "[*Cour*]{lang=fr}", "val", "fr-FR", ("i",)),
    ("en", "[*jirga*]{lang=ur-Latn}", "val", "ur-Latn", ("i",)),
    ("en", "[“儿童”]{lang=zh}", "eastAsia", "zh-CN", ("rFonts",)),
    ("fr", "[هل؟]{lang=ar}", "bidi", "ar-SA", ("rtl",)),
    ("ar", "[What now?]{lang=en-US}", "val", "en-US", ()),
    ("zh", "[«été»]{lang=fr-CA}", "val", "fr-CA", ()),
)


@pytest.mark.parametrize(("lang", "typed", "slot", "tag", "more"), FOREIGN, ids=lambda case: str(case)[:12])
def test_foreign_words_say_their_language(
    lang: str, typed: str, slot: str, tag: str, more: tuple[str, ...], tmp_path: Path
) -> None:
    """In the attribute for their script; all their signs go in their direction and are of their script."""
    made = docx(written(tmp_path, f"# A\n\n1. 1 {typed} 2.\n", lang=lang))
    (run,) = [each for each in find(made.body, "//w:r") if find(each, "w:rPr/w:lang")]
    (spoken,) = find(run, "w:rPr/w:lang")
    assert [(QName(name).localname, value) for name, value in spoken.items()] == [(slot, tag)]
    assert text(run) == typed.strip("[").partition("]")[0].strip("*")
    for name in ("i", "rtl", "rFonts"):
        assert bool(find(run, f"w:rPr/w:{name}")) == (name in more)
    assert values(run, "w:rPr/w:rFonts", "hint") == ["eastAsia"] * ("rFonts" in more)


EMPHASIS = (
    ("en", "words", ["i", "iCs"]),
    ("zh", "没有第2条", ["rFonts", "em"]),
    ("zh", "Code pénal", ["i", "iCs"]),
    ("ar", "كلمات", ["bCs", "i", "rtl"]),
    ("ar", "Law", ["i", "iCs"]),
)


@pytest.mark.parametrize(("lang", "words", "properties"), EMPHASIS)
def test_emphasis_is_what_the_script_has(
    lang: str, words: str, properties: list[str], tmp_path: Path
) -> None:
    """Italics, dots below or bold type; it is read back as emphasis."""
    around = {"zh": "本报告", "ar": "هذا"}.get(lang, "A")
    submission = written(tmp_path, f"# {around}\n\n1. {around} *{words}* 2.\n", lang=lang)
    made = docx(submission)
    (run,) = [each for each in find(made.body, "//w:r") if text(each) == words]
    assert [QName(each).localname for each in find(run, "w:rPr/*")] == properties
    assert values(run, "w:rPr/w:em") == ["underDot"] * ("em" in properties)
    assert prove(submission.resolved, made.data, "report.docx", "docx") == ()


def test_chinese_styles_have_no_italics_but_those_of_the_users_template(tmp_path: Path) -> None:
    assert not docx(written(tmp_path, "1. 文。\n", lang="zh")).all("styles", "//w:i")
    assert docx(written(tmp_path, "1. A.\n")).all("styles", "//w:i")
    shutil.copy(ROOT / "templates" / "reference.docx", tmp_path / "mine.docx")
    assert docx(written(tmp_path, "1. 文。\n", lang="zh", template="mine.docx")).all("styles", "//w:i")
