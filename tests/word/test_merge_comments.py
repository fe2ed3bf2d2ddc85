"""Comments of several copies: each comes once, with all replies, in any order of the files."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from tests.support.merged import ready_for
from toolchain.editing import joining
from toolchain.editing.joining import join
from toolchain.editing.merging import merge, opened
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options

SOURCE = """\
---
title: Copies
lang: en
---

# The heading

1. Many have read of alpha.[^n] <!-- Zed: Why alpha? -->

     Table: Cases of beta {#cases}

     | Year | Cases |
     | ---- | ----- |
     | 2023 | gamma |

2. Others have read of delta.

[^n]: The archive has epsilon.
"""
ZED = "<!-- Zed: Why alpha? -->"
NEW, YES, NO = "<!-- Ana: New? -->", "<!-- Ana (reply): Yes. -->", "<!-- Ben (reply): No. -->"
DONE = "<!-- Ana (resolved): New? -->"
QUOTING = "<!-- Ben: Who said (reply): no? -->"


@pytest.mark.parametrize(
    ("at", "copies", "expected"),
    [
        (ZED, [YES, NO], f"{YES} {NO}"),
        (ZED, [YES, f"{YES} {NO}"], f"{YES} {NO}"),
        # a reply is to the comment before it
        (ZED, [NEW, NO], f"{NO} {NEW}"),
        (ZED, [f"{NEW} {YES}", NO], f"{NO} {NEW} {YES}"),
        (ZED, [NEW, QUOTING], f"{NEW} {QUOTING}"),
        ("delta.", [NEW, NEW], NEW),
        ("delta.", [DONE, NEW], DONE),
        ("delta.", [NEW, DONE], DONE),
        ("delta.", [f"{DONE} {YES}", f"{NEW} {NO}"], f"{DONE} {YES} {NO}"),
        ("delta.", [NEW, "<!-- Ben: New? -->"], f"{NEW} <!-- Ben: New? -->"),
        ("gamma", [NEW, QUOTING], f"{NEW} {QUOTING}"),
        ("of beta", [NEW, QUOTING], f"{NEW} {QUOTING}"),
        ("heading", [NEW, QUOTING], f"{NEW} {QUOTING}"),
        ("delta.", [f"{NEW} {NO}", f"{QUOTING} {YES}", DONE], f"{DONE} {NO} {QUOTING} {YES}"),
    ],
)
def test_comments_of_copies_are_joined(at: str, copies: list[str], expected: str, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    options = Options(comments=True)
    files = []
    for said in (*copies, ""):
        path.write_text(SOURCE.replace(at, f"{at} {said}".rstrip()), encoding="utf-8")
        ready = ready_for(pipeline.read(path, options))
        files.append(ready.data)
    base = ready.submission.resolved
    merged = [merge(base, opened(data, "x.docx"), ready.tools, authors=True) for data in files[:-1]]
    own = [joining.Copy(f"{number}.docx", each.edits) for number, each in enumerate(merged)]
    for order in permutations(own):
        made = join(base, SOURCE, order, ready.tools)
        assert (made.text, made.left, made.collisions) == (SOURCE.replace(at, f"{at} {expected}"), (), ())
    again = join(base, made.text, own, ready.tools)
    assert (again.text, again.merged, again.left) == (made.text, (), ())
