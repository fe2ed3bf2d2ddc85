"""The page of a redline: each text in its own direction."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from tests.support.edited import built
from toolchain.reports.redline_page import page
from toolchain.word.redlining import By, redline


def test_an_arabic_text_on_the_page_has_its_direction() -> None:
    """Our own words are set apart, so that the first letter that counts is the author's."""
    text = "---\ntitle: عمل الأطفال\nlang: ar\n---\n\n# مقدمة\n\n1. نص أول طويل هنا.\n\n2. نص ثان مختلف.\n"
    new = text.replace("1. نص أول", "1. جديد تماما.\n\n2. غير أول")
    files = [built(each, Path("report.md")) for each in (text, new)]
    shown = page(redline("a", files[0], "b", files[1], By("x", "2000-01-01T00:00:00Z")), "a.md", "b.md")
    parts = re.findall(r'<(p|a)[^>]* dir="auto"[^>]*>(.*?)</\1>', shown.partition("<main>")[2], re.DOTALL)
    assert len(parts) >= 7
    for _, inner in parts:
        own = re.sub(r"<[^>]+>", "", re.sub("<bdi.*?</bdi>", "", inner))
        assert not re.search("[A-Za-z]", own), inner


def test_a_comment_is_not_a_change_and_words_of_two_lines_are_apart() -> None:
    text = (
        "---\ntitle: T\nlang: en\n---\n\n1. First words here.\n\n"
        "     Table: The cases\n\n     | A | B |\n     |---|---|\n     | 1 | 2 |\n\n"
        "# Method {.annex}\n\n1. Text.\n"
    )
    new = text.replace("First words here.", "First <!-- Ana: which? --> words here. <!-- Ana: why? -->")
    files = [built(each, Path("report.md")) for each in (text, new)]
    made = redline("a", files[0], "b", files[1], By("x", "2000-01-01T00:00:00Z"))
    assert not made.entries
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert not re.search(rb"<w:(ins|del) ", archive.read("word/document.xml"))
    shown = page(made, "a.md", "b.md")
    assert "<li>None</li>" in shown
    assert "Table 1 The cases" in shown
    assert "Annex Method" in shown


LOOKS = """\
---
title: T
lang: en
---

1. The work is light in *Port Salt* and [here](https://a.example/x).

2. Water of **all the** kinds.[^a]

     | A | B |
     |---|---|
     | x | y |

[^a]: Note *one* text.
"""


def test_emphasis_that_comes_or_goes_and_another_address_are_changes() -> None:
    """In words, on the page and in the summary; emphasis that stays is shown."""
    new = LOOKS.replace("The work", "The *work*").replace("a.example/x", "b.example/y")
    new = new.replace("**all the**", "all the").replace("*one*", "one").replace("| x", "| **x**")
    files = [built(each, Path("report.md")) for each in (LOOKS, new)]
    made = redline("a", files[0], "b", files[1], By("x", "2000-01-01T00:00:00Z"))
    assert [(each.gone, each.come, each.looks) for each in made.entries] == [
        ("here (https://a.example/x)", "here (https://b.example/y)", "now in italics: work"),
        ("", "", "no longer in bold: all the"),
        ("", "", "now in bold: x"),
        ("", "", "no longer in italics: one"),
    ]
    shown = page(made, "a.md", "b.md")
    assert shown.count(' id="change-') == len(made.entries)
    text = shown.partition("</nav>")[2]
    assert '<mark><em>work</em></mark> <bdi class="path">[now in italics]</bdi>' in text
    assert '<mark>all the</mark> <bdi class="path">[no longer in bold]</bdi>' in text
    assert '<mark><strong>x</strong></mark> <bdi class="path">[now in bold]</bdi>' in text
    assert '<mark>one</mark> <bdi class="path">[no longer in italics]</bdi>' in text
    assert "in <em>Port Salt</em> and" in text
    assert "here (https://a.example/x)<bdi" in text
    assert "here (https://b.example/y)<bdi" in text
    assert '<bdi class="path">now in italics: </bdi>work' in shown.partition("</nav>")[0]
