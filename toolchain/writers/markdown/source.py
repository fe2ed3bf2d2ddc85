"""Write a whole source, or parts to be inserted into one."""

from __future__ import annotations

from toolchain import model as m
from toolchain.model.diagnostics import FilePlace, SourceSpan
from toolchain.writers.markdown.blocks import write_blocks
from toolchain.writers.markdown.escapes import line_of_text
from toolchain.writers.markdown.front_matter import front_matter_lines
from toolchain.writers.markdown.inlines import write_inlines
from toolchain.writers.markdown.place import Losses, Place, Where, Written


def written_source(document: m.Document) -> Written:
    """Return the source of a document: front matter, body, and the notes' texts at the end, in order."""
    losses = Losses()
    lines = front_matter_lines(document.front_matter, losses)
    for blocks, notes in _with_notes(document):
        part = write_blocks(blocks, Where(top=True), losses, notes)
        lines += ["", *part] if part else []
    return losses.written("\n".join(lines) + "\n")


def _with_notes(document: m.Document) -> list[tuple[m.Blocks, tuple[m.Note, ...]]]:
    """Return the blocks in sections, and the notes whose texts follow each.

    They are at the end, but before the annexes if they belong to the body, and before HTML that may never be
    closed and so extend to the end. A comment between two texts stays there: it may silence a check of
    the next one.
    """
    blocks, end = document.blocks, len(document.blocks)
    parts = [m.Part.BODY, *(block.part for block in blocks)]
    limit = end - 1 if blocks and isinstance(blocks[-1], m.RawHtml) else end
    found: list[tuple[int, list[m.Note]]] = []
    for note in reversed(document.notes):
        part = note.blocks[0].part if note.blocks else parts[limit]
        limit = next((at for at in range(limit, -1, -1) if parts[at] is part), limit)
        while limit and _is_comment_below(blocks[limit - 1], note.span):
            limit -= 1
        if not found or found[-1][0] != limit:
            found.append((limit, []))
        found[-1][1].append(note)
    stretches = []
    start = 0
    for at, notes in reversed(found):
        stretches.append((blocks[start:at], tuple(reversed(notes))))
        start = at
    return [*stretches, (blocks[start:], ())]


def _is_comment_below(block: m.Block, span: SourceSpan | FilePlace) -> bool:
    if not isinstance(block.span, SourceSpan) or not isinstance(span, SourceSpan):
        return False  # blocks of a Word file are not in one order with its notes
    return isinstance(block, m.Comment) and block.span > span


def written_blocks(blocks: m.Blocks) -> Written:
    """Return blocks as at the top level of a source, without a line end after them."""
    losses = Losses()
    return losses.written("\n".join(write_blocks(blocks, Where(top=True), losses)))


def inlines_text(inlines: m.Inlines, before: str = "", after: str = "") -> str:
    """Return a text or a part of one, for insertion between two characters of a line ("" at a line end).

    Text that would begin a block is escaped only on its further lines; blanks at its ends do not change.
    """
    losses = Losses()
    place = Place(before=before, after=after, fragment=True, brackets=True)  # it may be inserted into some
    first, *others = write_inlines(inlines, place, losses).split("\n")
    return losses.written("\n".join([first, *(line_of_text(line, first=False) for line in others)])).text
