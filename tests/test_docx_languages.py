"""A Word file in each language: what it says of languages and directions, read from its XML."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml.etree import QName

from tests.docx_file import docx, find, text, values
from tests.pages import written

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
