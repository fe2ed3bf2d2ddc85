"""The lines that a finished file shows, from the claims in the Document that its reader made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from toolchain import model as m
from toolchain.compare.proof.lines import Line, Piece, Shown, fold, visible
from toolchain.compare.proof.making import LineMaker, Printed


def found(document: m.Document) -> Shown:
    """Return what a finished file shows."""
    lines = LineMaker(Printed())
    matter = document.front_matter
    title_notes = [note for note in document.notes if _is_of_title(note)]
    front = next(
        (at for at, block in enumerate(document.blocks) if not _on_cover(block)), len(document.blocks)
    )
    cover = [line for block in document.blocks[:front] for line in lines.block(block)]
    late = [line for block in document.blocks[front:] if _on_cover(block) for line in lines.block(block)]
    before = [*cover, *late]
    before += [line for note in title_notes for line in lines.note(note, note.label, note.span.block)]
    return Shown(
        title=fold(lines.words(matter.title)),
        lang=matter.lang,
        cover=tuple(line.text for line in before),
        body=visible(
            line for block in document.blocks if not _on_cover(block) for line in lines.block(block)
        ),
        notes=tuple(_notes(document, lines)),
        contents=tuple(link for line in (*cover, *late) for link in _links(line)),
        authorities=tuple(link for line in late for link in _links(line)),
        sources=tuple(line.text for line in late),
        frame=tuple(line for block in document.frame for line in lines.block(block)),
        metadata=tuple(line for block in document.metadata for line in lines.block(block)),
        places=tuple(line.span for line in before),
        listed=frozenset(at for at, line in enumerate(before) if any(_links(line))),
    )


def _links(line: Line) -> Iterator[Piece]:
    """Yield the internal links of a line, each in one piece."""
    for (role, target), pieces in groupby(line.pieces, lambda piece: (piece.role, piece.target)):
        if role == "reference":
            yield Piece("".join(piece.text for piece in pieces), role, target)


def _on_cover(block: m.Block) -> bool:
    return block.part is m.Part.COVER


def _is_of_title(note: m.Note) -> bool:
    return note.label == "*"


def _notes(document: m.Document, lines: LineMaker) -> Iterator[Line]:
    for note in document.notes:
        if not _is_of_title(note):
            yield from lines.note(note, note.label, note.span.block)
