"""What a message shows of a typed reference whose word and number are apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.examined import examine
from toolchain.rules.references import ReferenceTyped, ReferenceUnsure

SOURCE = """---
title: A title
lang: en
---

1. One.

1. Two.

2. Three, {}
"""


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("see paras. 2; 3; 4 and\n   more; 2.", "paras. … 2"),
        ("see paragraph no. 2.", "paragraph no. 2"),
        ("see paragraph\n   no. 2.", "paragraph no. 2"),
        ("see nos. 1 and\n   2.", "nos. 1 and 2"),
    ],
)
def test_a_reference_in_two_parts_is_quoted_by_its_ends(text: str, last: str, tmp_path: Path) -> None:
    found = [each.finding.facts for each in examine(tmp_path, SOURCE.format(text))]
    typed = [each.typed for each in found if isinstance(each, ReferenceUnsure | ReferenceTyped)]
    assert typed[-1] == last
