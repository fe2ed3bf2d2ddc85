"""Whether a changed source withholds the same as before: nothing else may come of an edited public file."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolchain.plugins.registry import document_of
from toolchain.resolve.held import keeps

HEAD = "---\ntitle: A\nlang: en\n---\n\n"
BEFORE = "1. A girl spoke. {.confidential}\n\n2. The police came. [She hid.]{.confidential}"


@pytest.mark.parametrize(
    ("after", "same"),
    [
        (BEFORE, True),
        (f"1. New.\n\n{BEFORE}", True),
        (BEFORE.replace("The police", "Nobody"), True),
        (BEFORE.replace("A girl spoke", "A boy spoke"), False),
        (BEFORE.replace("1. A girl spoke. {.confidential}", "1. [A girl spoke.]{.confidential} So."), False),
        (BEFORE.replace(" {.confidential}", ""), False),
        (f"{BEFORE}\n\n3. More. {{.confidential}}", False),
    ],
)
def test_what_is_withheld_stays_the_same(after: str, same: bool) -> None:
    source = Path("report.md")
    old, new = (document_of(source, HEAD + text) for text in (BEFORE, after))
    assert keeps(old, new) is same
