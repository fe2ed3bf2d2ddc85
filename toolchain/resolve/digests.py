"""Digests of the printed paragraphs, by which a built Word file is known when it comes back.

A digest has eight bits of a whole paragraph, so that many texts have the same one. It is made of the letters
only: numbers change whenever a paragraph is inserted before them. A second one of each paragraph is of
what is typed between the letters, and one is of all notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from hashlib import sha256
from typing import NamedTuple

from toolchain import model as m
from toolchain.model.expressions import expression
from toolchain.model.records import Record
from toolchain.model.walk import blocks_in, children, walk
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved, printed_text

_LETTERS = expression(r"[^\W\d_]+")
_REPORT, _PARAGRAPH = 4, 2
"""The hexadecimal digits of a digest."""
_ROW = f"((?:[0-9a-f]{{{_PARAGRAPH}}})*)"
_WRITTEN = expression(f"(?:([0-9a-f]{{{_PARAGRAPH}}})-)?([0-9a-f]{{{_REPORT}}}){_ROW}(?:-{_ROW}[0-9a-f]?)?")


class Digests(NamedTuple):
    """The digest of what a report is about, and those of its paragraphs in order.

    `rest` are of the same paragraphs: of all in them except letters. `notes` is of all notes. Files of older
    versions have neither, and a file with many paragraphs does not have the last `rest`.
    """

    report: str
    paragraphs: tuple[str, ...]
    rest: tuple[str, ...] = ()
    notes: str = ""

    @property
    def written(self) -> str:
        """All digests as one word, which a file carries and `read_digests` reads."""
        first, last = (f"{self.notes}-", f"-{''.join(self.rest)}") if self.notes else ("", "")
        return "".join((first, self.report, *self.paragraphs, last))

    def known_in(self, others: Digests) -> int:
        """Return how many of the paragraphs others have too, in the same order."""
        matcher = SequenceMatcher(None, self.paragraphs, others.paragraphs, autojunk=False)
        return sum(each.size for each in matcher.get_matching_blocks())


class Digested(Record):
    """A node with the digest of its letters and that of the rest."""

    node: m.Node
    letters: str
    rest: str


def digests_of(resolved: Resolved) -> Digests:
    """Return the digests of a source as it is printed."""
    matter = resolved.document.front_matter
    about = (matter.country, matter.instrument)
    report = "\n".join(about) if any(about) else printed_text(matter.title, resolved)
    rows = list(digested(resolved))
    return Digests(
        _digest(_letters(report), _REPORT),
        tuple(each.letters for each in rows),
        tuple(each.rest for each in rows),
        _digest(fold(_typed(each.note for each in resolved.notes)), _PARAGRAPH),
    )


def digested(resolved: Resolved) -> Iterator[Digested]:
    """Yield the nodes that have digests, in order."""
    for node, around in walk(resolved.document.blocks, into=blocks_in):
        if letters := _letters(_printed(node, resolved)):
            rest = _LETTERS.sub("", "<>" * len(around) + _typed((node,)))
            yield Digested(node, _digest(letters, _PARAGRAPH), _digest(fold(rest), _PARAGRAPH))


def paragraph_digest(text: str) -> str:
    """Return the digest of the text of a paragraph."""
    return _digest(_letters(text), _PARAGRAPH)


def read_digests(written: str) -> Digests | None:
    """Return the digests that a file carries; None if this is something else."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return None
    notes, report, *rows = found.groups("")
    letters, rest = (tuple(re.findall(f".{{{_PARAGRAPH}}}", row)) for row in rows)
    return Digests(report, letters, rest, notes)


def _printed(node: m.Node, resolved: Resolved) -> str:
    """Return the printed text of a paragraph, heading or caption, or of a table as a whole; else ""."""
    match node:
        case m.Heading() | m.Paragraph() | m.Caption():
            return printed_text(node.children, resolved)
        case m.Table():
            cells = (*node.header, *(cell for row in node.rows for cell in row))
            return " ".join(printed_text(cell.children, resolved) for cell in cells)
        case m.CodeBlock():
            return node.text
    return ""


def _typed(nodes: Iterable[m.Node]) -> str:
    """Return the words of texts with, in angle brackets, the markup between them.

    Numbers of paragraphs and of cross-references are left out, because the toolchain counts them.
    """
    parts: list[str] = []
    for node, _ in walk(nodes, into=_typed_in):
        match node:
            case m.Text() | m.Code() | m.CodeBlock() | m.RawHtml():
                parts.append(node.text)
            case m.CitedSource():
                parts.append(node.typed)
            case m.Break():
                parts.append(" ")
            case m.Comment():
                pass
            case _:
                said = getattr(node, "url", "") or getattr(node, "level", type(node).__name__)
                parts.append(f"<{said}>")
    return "".join(parts)


def _typed_in(node: m.Node) -> Sequence[m.Node]:
    return () if isinstance(node, m.CrossReference) else children(node)


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()


def _digest(letters: str, length: int) -> str:
    return sha256(letters.encode()).hexdigest()[:length]
