"""The words of recommendations in the matrix: all their parts, in each form."""

from pathlib import Path
from typing import Any

from lxml import html
from PIL import Image

from tests.outputs.test_matrix import in_word, in_workbook
from tests.support.pages import read
from toolchain.reports.matrix import matrix
from toolchain.reports.matrix.files import FORMS

PARTS = """---
title: Parts
lang: en
---

# Recommendations {.restart series=recommendation}

1. Publish each year:

     1. births;

         1. of girls;

     These are the columns:

     Table: Figures

     | Figure | Deadline |
     | --- | --- |
     | Births | 31 March |

     - first ![sign](pal.png)
     - second

     ```
     code  words
     and more
     ```

     ![A form](pal.png "The form")

     > As said:
     >
     > 1. one

2. ![](pal.png)
"""


def test_a_recommendation_has_the_words_of_all_its_parts(tmp_path: Path) -> None:
    picture = Image.new("RGB", (40, 20))
    picture.save(tmp_path / "pal.png")
    (tmp_path / "report.md").write_text(PARTS, encoding="utf-8")
    made = matrix(read(tmp_path / "report.md").resolved)
    text, other = (row.cells[1] for row in made.rows)
    assert other == "[pal.png]"
    assert text.split("\n") == [
        *("Publish each year:", "(a) births;", "(i) of girls;", "These are the columns:"),
        *("Table 1 Figures", "Figure | Deadline", "Births | 31 March"),
        *("• first sign", "• second", "code  words", "and more"),
        *("Figure 1 The form", "[A form]", "As said:", "1. one"),
    ]
    assert in_word(FORMS[".docx"](made))[0][1][1] == text
    assert in_workbook(FORMS[".xlsx"](made))[0][1][1] == text
    assert text in FORMS[".csv"](made).decode("utf-8-sig")
    page: Any = html.fromstring(FORMS[".html"](made).decode())
    assert page.xpath("string(//tbody/tr/td[2])") == text
