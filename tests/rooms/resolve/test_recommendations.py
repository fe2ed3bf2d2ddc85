"""The paragraphs on which a recommendation rests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pages import written
from toolchain import model as m
from toolchain.model.walk import plain_text
from toolchain.resolve.recommendations import recommendations

BODY = """1. One. {#one}

2. Two.

3. Three; see recommendation [2](#second). {#three}

4. Four. {#four}

# Recommendations {.restart series=recommendation}

1. Adopt a law (paras. %s).

2. Ban it. {#second}
"""


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("[1](#one)", ["1"]),
        ("[1](#one) and [3](#three)", ["1", "3"]),
        ("[1](#one)–[3](#three)", ["1", "2", "3"]),
        ("[1](#one) to [4](#four)", ["1", "2", "3", "4"]),
    ],
)
def test_it_rests_on_all_paragraphs_of_a_range(tmp_path: Path, typed: str, numbers: list[str]) -> None:
    """And on those that point to it."""
    resolved = written(tmp_path, BODY % typed).resolved
    first, second = recommendations(resolved)
    assert sorted(resolved.numbers[each].cited.split()[-1] for each in first.rests) == numbers
    assert [resolved.numbers[each].cited for each in second.rests] == ["paragraph 3"]


def test_it_may_rest_on_a_section_of_the_body(tmp_path: Path) -> None:
    body = (
        "# Facts {#facts}\n\n1. One.\n\n# Recommendations {.restart series=recommendation}\n\n"
        "1. Adopt a law ([section I](#facts) and [annex](#data)).\n\n# Data {.annex #data}\n\n1. Two.\n"
    )
    (only,) = recommendations(written(tmp_path, body, headings="numbered").resolved)
    assert [plain_text(each.children) for each in only.rests if isinstance(each, m.Heading)] == ["Facts"]
