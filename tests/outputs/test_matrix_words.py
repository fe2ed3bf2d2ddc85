"""The words of recommendations in the matrix: all their parts, in each form."""

import re
from pathlib import Path
from typing import Any

from lxml import html
from PIL import Image

from tests.outputs.test_matrix import in_word, in_workbook
from tests.support.command import Run, project, run
from tests.support.pages import read
from toolchain.reports.matrix import matrix
from toolchain.reports.matrix.files import FORMS

__all__ = ["project", "run"]  # fixtures

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
    assert other == "[?]"  # the name of a file may be a protected name
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


SECRET = """---
title: Secret
lang: en
---

# Recommendations {.restart series=recommendation}

1. Protect her:

     1. in Karvalo. {.confidential}

     Table: Cases {.confidential}

     | Name |
     | --- |
     | Karvalo |

     ```
     code of Ilka Tamrin
     ```

     ![A photograph of Ilka Tamrin](pal.png "Ilka Tamrin")
"""


def test_the_parts_of_the_public_matrix_have_nothing_that_is_withheld(run: Run, project: Path) -> None:
    Image.new("RGB", (40, 20)).save("pal.png")
    files = {
        "a.md": SECRET,
        "protected-names.yaml": "- name: Ilka Tamrin\n  pseudonym: Witness A\n",
        ".gitignore": "protected-names.yaml\n",
    }
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    assert run("matrix", "a.md", "--public", "-o", "a.csv").status == 0
    text = Path("a-public.csv").read_text(encoding="utf-8-sig")
    assert not re.search("Karvalo|Ilka|Tamrin", text)
    assert text.count("Witness A") == 3
