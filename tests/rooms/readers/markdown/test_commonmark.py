"""The Markdown reader over all examples of the CommonMark specification, bare and inside a paragraph.

The specification's own HTML is the oracle: each word it shows must be in the tree or in a finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.judges.validators import NODE_MODULES, need_file
from tests.support.shares import Share, shares
from tests.support.words import letters, words_of_document, words_of_source
from toolchain.readers.markdown.reader import read_source
from toolchain.readers.markdown.source import decode_source

FRONT_MATTER = "---\ntitle: Example\nlang: en\n---\n"
# "    [foo]: /url" is a link definition here, since code is written fenced only.
NO_INDENTED_CODE = {211}
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)
_DEFINITION = re.compile(r"^[> ]*\[((?:[^\[\]\\]|\\.)+)\]:", re.MULTILINE)


class _Shown(HTMLParser):
    """The text that a page shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def examples() -> list[tuple[str, str]]:
    """The Markdown and the HTML of every example."""
    spec = need_file(NODE_MODULES / "commonmark-spec" / "spec.txt", "commonmark-spec")
    text = spec.read_text(encoding="utf-8")
    found = [(source.replace("→", "\t"), html.replace("→", "\t")) for source, html in _EXAMPLE.findall(text)]
    assert len(found) > 600
    return found


def words_shown(html: str) -> Counter[str]:
    """The words of a page's text, what is written as an entity apart (the dialect has no indented code)."""
    parser = _Shown()
    parser.feed(html)
    parser.close()
    return words_of_source("".join(parser.text))


def lost(markdown: str, html: str) -> Counter[str]:
    """What reading `markdown` loses: words of the source, and letters of what its page would show.

    The names of link definitions that are used are mark-up.
    """
    source = decode_source((FRONT_MATTER + markdown).encode("utf-8"), "example.md")
    kept = words_of_document(read_source(source, Path(__file__).parents[3]))
    shown = letters(words_shown(html)) - letters(kept)
    names = words_of_source(" ".join(_DEFINITION.findall(markdown)).casefold())
    written = [word for word in words_of_source(markdown) if word.casefold() not in names]
    whole = "".join(kept)
    return shown + Counter(word for word in written if word not in kept and word not in whole)


def indented(markdown: str) -> str:
    """The example as blocks of a numbered paragraph."""
    return "1. Paragraph\n\n" + "\n".join(f"     {line}" if line else "" for line in markdown.split("\n"))


def test_every_example_of_the_specification() -> None:
    faulty(enumerate(examples(), 1), inside=False)


@pytest.mark.parametrize("share", shares(4))
def test_every_example_inside_a_paragraph(share: Share) -> None:
    faulty(share.of(enumerate(examples(), 1)), inside=True)


def faulty(numbered: Iterable[tuple[int, tuple[str, str]]], *, inside: bool) -> None:
    """Hold that nothing of these examples is lost."""
    faults = {}
    for number, (markdown, html) in numbered:
        missing = lost(indented(markdown) if inside else markdown, html)
        if missing and number not in NO_INDENTED_CODE:
            faults[number] = (markdown, missing)
    assert not faults
