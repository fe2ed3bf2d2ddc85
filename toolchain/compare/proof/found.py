"""The lines that a finished file shows, from the claims in the Document that its reader made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from toolchain import model as m
from toolchain.compare.proof.lines import Line, Piece, Shown, fold, visible
from toolchain.compare.proof.making import LineMaker, Mark, Words
from toolchain.resolve.tables import SourceGroup


def found(document: m.Document) -> Shown:
    """Return what a finished file shows."""
    lines = LineMaker(_Claims())
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


class _Claims:
    """Says what is printed, from the claims."""

    def label(self, node: m.Node) -> str:
        match node:
            case m.NumberedParagraph() | m.SubParagraph():
                return node.typed.text
            case m.Heading():
                return node.typed.text if node.typed else ""
            case m.Table() | m.Figure() if node.caption and node.caption.typed:
                return node.caption.typed.text
            case _:
                return ""

    def key(self, node: m.Node) -> object:
        if isinstance(node, m.Table | m.Figure) and node.caption:
            return node.caption.span.block
        return node.span.block

    def text(self, node: m.Text | m.Break) -> str:
        return node.text if isinstance(node, m.Text) else " "

    def linked(self, node: m.Text | m.Break) -> m.Inlines:
        return ()

    def reference(self, node: m.CrossReference) -> Words:
        column = node.target.removeprefix("@")
        return Words(node.children, int(column) if column.isdigit() else node.target)

    def mark(self, node: m.NoteMark | m.InlineNote) -> Mark:
        return Mark("", node.label if isinstance(node, m.NoteMark) else "")

    def citation(self, node: m.Citation) -> m.Inlines:
        return node.children

    def sources(self, node: m.SourceList) -> tuple[SourceGroup, ...]:
        return ()

    def missing(self, node: m.Image) -> str:
        return ""
