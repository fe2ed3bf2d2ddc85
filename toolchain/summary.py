"""What a submission amounts to: its words, paragraphs, notes, and a PDF's pages; and how that is told."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from toolchain import model as m
from toolchain.rendering import counted
from toolchain.resolve.tables import Resolved, Series, cited_source
from toolchain.walk import children


class Counts(NamedTuple):
    """Words of the body, the annexes and the notes as printed; paragraphs by series; notes.

    A word is what stands between spaces, or one character of a script that is written without them:
    so a word processor counts too. The cover and the numbers before paragraphs are not counted.
    """

    body: int
    annexes: int
    notes: int
    paragraphs: tuple[tuple[str, int], ...]
    printed_notes: int

    @property
    def words(self) -> int:
        """Of the body, annexes and notes together."""
        return self.body + self.annexes + self.notes


def count(resolved: Resolved) -> Counts:
    """Count what the outputs of a submission will show."""
    words = Counter[m.Part]()
    for block in resolved.document.blocks:
        words[block.part] += _words_of(block, resolved)
    notes = (*([resolved.title_note] if resolved.title_note else []), *resolved.notes)
    series = Counter(_series(item) for item in resolved.series.values())
    return Counts(
        body=words[m.Part.BODY],
        annexes=words[m.Part.ANNEX],
        notes=sum(_words_of(block, resolved) for note in notes for block in note.note.blocks),
        paragraphs=tuple(series.items()),
        printed_notes=len(notes),
    )


def count_words(text: str) -> int:
    """The words of a text: what stands between spaces, and each ideograph, kana or wide stop by itself."""
    if text.isascii() or max(text) < _FIRST_ALONE:
        return len(text.split())
    return len(re.findall(_WORD, text))


def describe(counts: Counts, files: Mapping[Path, bytes], findings: str) -> str:
    """The few lines that end a build: the files with pages and sizes, the counts, the findings."""
    parts = (("body", counts.body), ("annexes", counts.annexes), ("notes", counts.notes))
    rows = [
        ("wrote" if not number else "", _file(path, data))
        for number, (path, data) in enumerate(files.items())
    ]
    rows += [
        ("words", _sum(parts)),
        ("paragraphs", _sum(counts.paragraphs)),
        ("notes", f"{counts.printed_notes:,}"),
        ("findings", findings),
    ]
    return "\n".join(f"  {name:<12}{value}" for name, value in rows)


def pdf_pages(data: bytes) -> int | None:
    """The pages of a PDF from the root of its page tree (ISO 32000-1, 7.7.3); None if it cannot be seen."""
    counts = [
        int(found[1])
        for text in (data, *_object_streams(data))
        for node in _PAGES.finditer(text)
        if (found := _COUNT.search(node[0]))
    ]
    return max(counts, default=None)


_ALONE = (
    r"\u3001-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
)
_FIRST_ALONE = "\u3001"
_WORD = rf"[{_ALONE}]|[^\s{_ALONE}]+"
_PAGES = re.compile(rb"<<[^<>]*/Type\s*/Pages\b[^<>]*>>")
_COUNT = re.compile(rb"/Count\s+(\d+)")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm\b.*?stream\r?\n", re.DOTALL)


def _object_streams(data: bytes) -> Iterator[bytes]:
    """Objects that a PDF holds compressed (ISO 32000-1, 7.5.7)."""
    for found in _OBJECT_STREAM.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[found.end() :])
        except zlib.error:
            continue


def _file(path: Path, data: bytes) -> str:
    pages = pdf_pages(data) if data.startswith(b"%PDF-") else None
    size = f"{max(1, round(len(data) / 1000)):,} kB"
    extent = f"{counted(pages, 'page')}, {size}" if pages else size
    return f"{path.as_posix()} ({extent})"


def _sum(parts: Iterable[tuple[str, int]]) -> str:
    """A total, and what it is the total of where that is more than one part."""
    given = [(name, number) for name, number in parts if number]
    total = f"{sum(number for _, number in given):,}"
    return (
        f"{total}: {', '.join(f'{name} {number:,}' for name, number in given)}" if len(given) > 1 else total
    )


def _series(series: Series) -> str:
    return series.key.removesuffix("-paragraph") if series.heading else "body"


def _words_of(block: m.Block, resolved: Resolved) -> int:
    return sum(count_words(text) for text in _texts([block], resolved))


def _texts(nodes: Iterable[m.Node], resolved: Resolved) -> Iterator[str]:
    """The running texts inside nodes, one for each paragraph, heading, caption or cell."""
    for node in nodes:
        match node:
            case m.Heading() | m.Paragraph() | m.Caption() | m.Cell():
                yield _printed(node.children, resolved)
            case m.CodeBlock() | m.RawHtml():
                yield node.text
            case m.Figure():
                yield from _texts((node.caption,) if node.caption else (), resolved)
            case _:
                yield from _texts(children(node), resolved)


def _printed(inlines: Iterable[m.Inline], resolved: Resolved) -> str:
    return "".join(_inline(node, resolved) for node in inlines)


def _inline(node: m.Inline, resolved: Resolved) -> str:
    """The words of an inline as the outputs print them, its marks and images left out."""
    match node:
        case m.CrossReference() if node in resolved.references:
            return _printed(resolved.references[node].children, resolved)
        case m.Emphasis() | m.Strong() | m.Foreign() | m.Link() | m.CrossReference():
            return _printed(node.children, resolved)
        case m.Text() | m.Code() | m.RawHtml() | m.PrintedNumber():
            return node.text
        case m.Citation():
            return _printed(resolved.citations.get(node, node.children), resolved)
        case m.CitedSource():
            return cited_source(node)
        case m.Break():
            return " "
        case _:
            return ""
