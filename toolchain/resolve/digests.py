"""Digests of the printed paragraphs, by which a built Word file is known when it comes back.

A digest has eight bits of a whole paragraph, so that many texts have the same one. It is made of the letters
only: numbers change whenever a paragraph is inserted before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from hashlib import sha256
from typing import NamedTuple

from toolchain import model as m
from toolchain.model.walk import blocks_in, walk
from toolchain.resolve.tables import Resolved, printed_text

_NOT_LETTERS = re.compile(r"[\W\d_]+")
_REPORT, _PARAGRAPH = 4, 2
"""The hexadecimal digits of a digest."""
_WRITTEN = re.compile(f"[0-9a-f]{{{_REPORT}}}((?:[0-9a-f]{{{_PARAGRAPH}}})*)")


class Digests(NamedTuple):
    """The digest of what a report is about, and those of its paragraphs in order."""

    report: str
    paragraphs: tuple[str, ...]

    @property
    def written(self) -> str:
        """All in one word, as a file carries them."""
        return self.report + "".join(self.paragraphs)

    def known_in(self, others: Digests) -> int:
        """Return how many of the paragraphs others have too, in the same order."""
        matcher = SequenceMatcher(None, self.paragraphs, others.paragraphs, autojunk=False)
        return sum(each.size for each in matcher.get_matching_blocks())


def digests_of(resolved: Resolved) -> Digests:
    """Return the digests of a source as it is printed."""
    matter = resolved.document.front_matter
    about = (matter.country, matter.instrument)
    report = "\n".join(about) if any(about) else printed_text(matter.title, resolved)
    return Digests(_digest(_letters(report), _REPORT), tuple(digest for _, digest in digested(resolved)))


def digested(resolved: Resolved) -> Iterator[tuple[m.Node, str]]:
    """Yield the nodes that have a digest, in order."""
    for node, text in _texts(resolved):
        if _letters(text):
            yield node, paragraph_digest(text)


def paragraph_digest(text: str) -> str:
    """Return the digest of the text of a paragraph."""
    return _digest(_letters(text), _PARAGRAPH)


def read_digests(written: str) -> Digests | None:
    """Return the digests that a file carries; None if this is something else."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return None
    paragraphs = (found[1][at : at + _PARAGRAPH] for at in range(0, len(found[1]), _PARAGRAPH))
    return Digests(written[:_REPORT], tuple(paragraphs))


def _texts(resolved: Resolved) -> Iterator[tuple[m.Node, str]]:
    """Yield the printed text of each paragraph, heading and caption, and of each table as a whole."""
    for node, _ in walk(resolved.document.blocks, into=blocks_in):
        match node:
            case m.Heading() | m.Paragraph() | m.Caption():
                yield node, printed_text(node.children, resolved)
            case m.Table():
                cells = (*node.header, *(cell for row in node.rows for cell in row))
                yield node, " ".join(printed_text(cell.children, resolved) for cell in cells)
            case m.CodeBlock():
                yield node, node.text
            case _:
                pass


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()


def _digest(letters: str, length: int) -> str:
    return sha256(letters.encode()).hexdigest()[:length]
