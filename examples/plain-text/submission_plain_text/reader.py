"""Reads plain text back as people see it: words, numbers and notes, without a line of ours in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from submission_plain_text import checks
from submission_plain_text.writer import COVER_ENDS
from toolchain.api import (
    INFORMATION,
    Diagnostic,
    Failure,
    FilePlace,
    Finding,
    FrontMatter,
    InputKind,
    InputUnreadable,
    Options,
)
from toolchain.api import model as m

_RULE = re.compile(r"(=+|-+)")
_NOTE = re.compile(r"\[(\*|\d+)\] ?")
_MARK = re.compile(r"\[(\*|\d+)\]")
_ADDRESS = re.compile(r" <URL:[^<>\s]*>")
_BULLET = re.compile(r"- |-$")
_IMAGE = re.compile(r"⟨(.*)⟩", re.DOTALL)


class NotSuchText(
    InputKind, says="this text has no title, or no line “{line}” after its cover", help="build it again"
):
    """A text file that the writer has not made (S020)."""

    line: str


class NotUtf8(InputUnreadable, says="this is not UTF-8", help="save it as UTF-8"):
    """Bytes that are not UTF-8 (S012)."""


class Piece(NamedTuple):
    """Lines without an empty line between them: the number of the first, and their words."""

    line: int
    text: str
    indented: bool
    heading: bool

    def span(self, display: str) -> FilePlace:
        """The place of its first line."""
        return FilePlace(display, self.line, f"line {self.line}")


def read_back(data: bytes, display: str) -> m.Document:
    """Return what the text shows. Raises `Failure` (S012, S020) for a file that is not such a text."""
    found = list(pieces(data, display))
    ends = next((at for at, piece in enumerate(found) if piece.text == COVER_ENDS), None)
    title = next((at for at, piece in enumerate(found) if piece.heading), None)
    if ends is None or title is None or title > ends:
        raise Failure(Finding(FilePlace(display), NotSuchText(COVER_ENDS)))
    cover = (*found[:title], *found[title + 1 : ends])
    blocks = [paragraph(piece, display, m.Part.COVER) for piece in cover]
    notes: list[m.Note] = []
    in_note = False
    for piece in found[ends + 1 :]:
        label = None if piece.indented else _NOTE.match(piece.text)
        in_note = bool(label) or (in_note and piece.indented)
        if label:
            first = paragraph(piece._replace(text=piece.text[label.end() :]), display)
            notes.append(m.Note(piece.span(display), label[1], (first,)))
        elif in_note:
            note = notes.pop()
            notes.append(m.Note(note.span, note.label, (*note.blocks, *lines(piece, display))))
        else:
            blocks += lines(piece, display)
    return m.Document(
        path=display,
        front_matter=FrontMatter(title=inlines(found[title], display)),
        blocks=tuple(blocks),
        notes=tuple(notes),
    )


def check_file(data: bytes, display: str, options: Options) -> Iterator[Diagnostic]:
    """What is wrong in a text by itself. Raises `Failure` (S012)."""
    for piece in pieces(data, display):
        if piece.heading and (finding := checks.too_wide(piece.text, piece.span(display))):
            yield Diagnostic(finding, INFORMATION)


def pieces(data: bytes, display: str) -> Iterator[Piece]:
    """The pieces of a text, without the rules under headings. Raises `Failure` (S012)."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Failure(Finding(FilePlace(display), NotUtf8())) from error
    number = 1
    for part in re.split(r"(\n{2,})", text):
        rows = part.strip("\n").split("\n")
        if rows != [""]:
            heading = len(rows) > 1 and bool(_RULE.fullmatch(rows[-1].strip()))
            words = "\n".join(row.strip() for row in (rows[:-1] if heading else rows))
            yield Piece(number, words, part.startswith(" "), heading)
        number += part.count("\n")


def lines(piece: Piece, display: str) -> Iterator[m.Paragraph]:
    """The paragraphs of a piece: each cell of a table is one."""
    rows = piece.text.split("\n")
    if all(row.startswith("|") and row.endswith("|") for row in rows):
        for line, row in enumerate(rows, piece.line):
            cells = (piece._replace(line=line, text=cell.strip()) for cell in row[1:-1].split(" | "))
            yield from (paragraph(cell, display) for cell in cells)
    else:
        text = _BULLET.sub("", piece.text, count=1) if _BULLET.match(piece.text) else piece.text
        image = _IMAGE.fullmatch(text)
        yield paragraph(piece._replace(text=image[1] if image else text), display)


def paragraph(piece: Piece, display: str, part: m.Part = m.Part.BODY) -> m.Paragraph:
    """A paragraph with the words of a piece."""
    return m.Paragraph(piece.span(display), inlines(piece, display), part=part)


def inlines(piece: Piece, display: str) -> m.Inlines:
    """Words and the marks of notes. Addresses of links are left out: what they are behind is not known."""
    span = piece.span(display)
    found: list[m.Inline] = []
    for at, text in enumerate(_MARK.split(_ADDRESS.sub("", piece.text))):
        found.append(m.NoteMark(span, text) if at % 2 else m.Text(span, text))
    return tuple(found)
