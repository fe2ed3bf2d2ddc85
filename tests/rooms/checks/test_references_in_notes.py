"""A paragraph that a note names after another note is one of the document that this other note names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.examined import examine

SOURCE = """---
title: A title
lang: en
---

1. The age is 16.[^a] The court agreed.[^b]

[^a]: A/HRC/53/1.

[^b]: {}
"""


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("See above note 1, para. 52.", 0),
        ("Note 1 above, para. 52.", 0),
        ("*Supra* note 1, paras. 52–54.", 0),
        ("A/HRC/53/1, para. 52.", 0),
        ("See para. 52 above.", 1),
        ("Para. 52.", 1),
    ],
)
def test_a_number_is_missing_only_if_this_document_is_meant(note: str, told: int, tmp_path: Path) -> None:
    assert [each.code for each in examine(tmp_path, SOURCE.format(note))].count("R206") == told
