"""A change within one paragraph is found, and with it the old page becomes the new one; any other is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.shares import tried
from toolchain.servers.rendered import Rendered, only_change

WORDS = st.text(alphabet="ab <&;>/p", max_size=8).map(lambda text: text.replace("<", "&lt;"))


def page(paragraphs: list[str], head: str = "") -> Rendered:
    body = "".join(
        f'<li id="n{at}"><p data-line="{at}" data-key="{at}.1">{words}</p>\n</li>'
        for at, words in enumerate(paragraphs)
    )
    return Rendered("<head>", f"<h1>{head}</h1>{body}</body>")


@given(st.lists(WORDS, min_size=1, max_size=5), st.integers(0, 4), WORDS)
@tried(2000)
def test_the_paragraph_makes_the_old_page_the_new_one(before: list[str], at: int, words: str) -> None:
    after = [*before]
    after[at % len(before)] = words
    old, new = page(before), page(after)
    found = only_change(old, new)

    assert (found is None) == (old == new)
    if found:
        changed = re.sub(
            rf'<p data-line="\d+" data-key="{re.escape(found.key)}">.*?</p>',
            lambda _: found.markup,
            old.after,
            count=1,
        )
        assert changed == new.after


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (page(["a", "b"]), page(["x", "y"])),
        (page(["a", "b"]), page(["a", "b", "c"])),
        (page(["a"]), page(["a"], head="other")),
        (page(["a"]), Rendered("<head>", page(["b"]).after, "another policy")),
        (page(["a"]), Rendered("<head>", page(["a"]).after.replace("n0", "n1"))),
        (page(["a"]), Rendered("<head>", page(["a"]).after.replace("\n</li>", "\nwords</li>"))),
        (Rendered(), page(["a"])),
    ],
)
def test_another_change_is_none_of_a_paragraph(old: Rendered, new: Rendered) -> None:
    assert only_change(old, new) is None
