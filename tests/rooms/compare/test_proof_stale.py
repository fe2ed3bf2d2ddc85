"""A field that is not up to date is one finding, and hides no other in its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.docx_file import docx
from tests.support.docx_made import changed
from tests.support.pages import written
from tests.support.proving import prove

BODY = """\
1. One.[^n] {#one}

2. See para. [1](#one), para. [3](#three) and the mark again.[^n]

3. Three.[^m] {#three}

[^n]: A note.

[^m]: Another.
"""

RESULT = r"({} .*?<w:t[^>]*>){}(</w:t>)"
STALE = RESULT.format("REF _Ref_one", "1"), r"\g<1>9\g<2>"
MARK = RESULT.format("NOTEREF _Note_n", "1"), r"\g<1>7\g<2>"
TURNED = "REF _Ref_one", "REF _Ref_three"
WORDS = ">See para", ">Seen para"


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ((), []),
        ((STALE,), ["D904"]),
        ((MARK,), ["D904"]),
        ((STALE, MARK), ["D904", "D904"]),
        ((WORDS,), ["D906"]),
        ((STALE, WORDS), ["D904", "D906"]),
        ((TURNED,), ["D904", "D906"]),  # it will show another number, since it leads elsewhere
    ],
)
def test_a_stale_field_is_told_once(
    tmp_path: Path, changes: tuple[tuple[str, str], ...], codes: list[str]
) -> None:
    submission = written(tmp_path, BODY)
    data = docx(submission).data
    for pattern, new in changes:
        data = changed(data, "word/document.xml", pattern, new)
    found = prove(submission.resolved, data, "report.docx", "docx")
    assert [each.rule.code for each in found] == codes
