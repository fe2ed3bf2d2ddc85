"""Finish the blocks of one container together.

What a block is can depend on its neighbours: a caption is a paragraph before a table, a label belongs to the
numbered paragraph around it, an ignore comment to the block after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolchain import model as m
from toolchain.model.diagnostics import Finding, source_span
from toolchain.model.expressions import expression
from toolchain.model.records import Record, replace
from toolchain.model.wording import fold
from toolchain.readers.markdown import slips
from toolchain.readers.markdown.attributes import FULL, Attributes, label_only_defects, without_effect
from toolchain.readers.markdown.builder import Piece
from toolchain.readers.markdown.places import Lines
from toolchain.rules import markdown as faults

_CAPTION = expression(r"Table:[ \t]*")
_IGNORE = expression(r"check:\s*ignore\s+(\S+)\s*(.*)", re.DOTALL)


class Siblings(Record):
    """The finished blocks of a container. `named` is what the end of its first paragraph says of all."""

    blocks: m.Blocks
    named: Attributes | None
    defects: list[Finding]
    ignores: list[m.IgnoreComment]


def finish(pieces: Sequence[Piece], lines: Lines, *, top: bool, named: bool = False) -> Siblings:
    """Return the finished blocks of a container. With `named`, its label can end its first paragraph."""
    if len(pieces) == 1 and not top and (only := _settled(pieces[0], named=named)):
        return Siblings((only,), pieces[0].attributes, [], [])
    defects = list(slips.between(pieces, lines, top=top))
    joined = list(_with_captions(pieces, defects))
    of_all, joined = _take_named(joined) if named else (None, joined)
    finished = [_settle(piece, defects) for piece in joined]
    ignores = list(_ignores(finished))
    blocks = tuple(piece.block for piece in finished if not isinstance(piece.block, m.Note))
    return Siblings(blocks, of_all, defects, ignores)


def _settled(piece: Piece, *, named: bool) -> m.Paragraph | None:
    """Return the paragraph of a piece, if there is nothing at its end except its container's label."""
    block, attributes = piece.block, piece.attributes
    if not isinstance(block, m.Paragraph) or _caption_of(block):
        return None
    more = attributes and (attributes.classes or attributes.series is not None)
    return None if more or (attributes and not (named and _names(attributes))) else block


def _names(attributes: Attributes) -> bool:
    return bool(attributes.label or attributes.withheld or attributes.about)


def _take_named(pieces: list[Piece]) -> tuple[Attributes | None, list[Piece]]:
    """Return what the end of the first paragraph says of its container, and the pieces without it."""
    for index, piece in enumerate(pieces):
        if isinstance(piece.block, m.Comment):
            continue
        if isinstance(piece.block, m.Paragraph) and piece.attributes and _names(piece.attributes):
            bare = replace(piece.attributes, label=None, withheld=None, about=None)
            kept = replace(piece, attributes=bare if bare.names_more else None)
            return piece.attributes, [*pieces[:index], kept, *pieces[index + 1 :]]
        break
    return None, pieces


def _with_captions(pieces: Sequence[Piece], defects: list[Finding]) -> Iterator[Piece]:
    """Yield the pieces, with captions in their tables. Comments between the two come before."""
    waiting: list[Piece] = []  # a caption, and comments after it
    above: m.Block | m.Note | None = None
    for piece in pieces:
        block = piece.block
        if waiting and isinstance(block, m.Comment):
            waiting.append(piece)
            continue
        if waiting and isinstance(block, m.Table):
            if waiting[0].last == piece.first:
                defects.append(Finding(block.span, faults.TableGlued()))
            yield from waiting[1:]
            yield _captioned(piece, block, waiting[0])
            waiting = []
            continue
        yield from _without_table(waiting, above, defects)
        waiting = [piece] if _caption_of(block) else []
        if not waiting:
            above = block
            yield piece
    yield from _without_table(waiting, above, defects)


def _without_table(waiting: list[Piece], above: m.Node | None, defects: list[Finding]) -> list[Piece]:
    """Return the pieces that waited for a table, if none follows; `above` is what comes before them."""
    if waiting:
        facts = faults.CaptionBelow() if isinstance(above, m.Table) else faults.CaptionAlone()
        defects.append(Finding(waiting[0].block.span, facts))
    return waiting


def _caption_of(block: m.Block | m.Note) -> m.Caption | None:
    """Return the caption in a paragraph that begins with "Table:", without that word; else None."""
    if not isinstance(block, m.Paragraph) or not block.children:
        return None
    first = block.children[0]
    if not isinstance(first, m.Text) or not (match := _CAPTION.match(first.text)):
        return None
    words = first.text[match.end() :]
    span = source_span(first.span)
    kept = (m.Text(replace(span, column=span.column + match.end()), words),) if words else ()
    children = (*kept, *block.children[1:])
    return m.Caption(children[0].span.to(children[-1].span) if children else block.span, children)


def _captioned(piece: Piece, table: m.Table, above: Piece) -> Piece:
    span = above.block.span.to(table.span)
    block = replace(table, span=span, caption=_caption_of(above.block))
    return Piece(block, above.first, piece.last, above.attributes)


def _settle(piece: Piece, defects: list[Finding]) -> Piece:
    """Give a table or figure its label, and each block whether it is withheld; report attributes without
    effect.
    """
    attributes, block = piece.attributes, piece.block
    if attributes is None:
        return piece
    if isinstance(block, m.Figure) and FULL in attributes.classes:
        block = replace(block, image=replace(block.image, full=True))
        attributes = replace(attributes, classes=tuple(name for name in attributes.classes if name != FULL))
    if isinstance(block, m.Figure) or (isinstance(block, m.Table) and block.caption):
        defects += label_only_defects(attributes)
        return replace(piece, block=replace(block, label=attributes.label, withheld=attributes.withheld))
    if (
        isinstance(block, m.Paragraph)
        and attributes.withheld
        and not (attributes.label or attributes.names_more)
    ):
        return replace(piece, block=replace(block, withheld=attributes.withheld))
    if _names(attributes) or attributes.names_more:  # else it is reported that nothing of it is understood
        last = block.children[-1:] if isinstance(block, m.Paragraph) else ()
        beside = any(isinstance(each, m.Image) for each in last)
        defects.append(without_effect(attributes, beside=beside))
    return piece


def _ignores(pieces: Sequence[Piece]) -> Iterator[m.IgnoreComment]:
    """Yield the ignore comments, each with the block after it."""
    for index, piece in enumerate(pieces):
        if isinstance(piece.block, m.Comment) and (match := _IGNORE.match(piece.block.text)):
            after = (each.block for each in pieces[index + 1 :] if not isinstance(each.block, m.Comment))
            covers = (source_span(block.span) for block in after)
            yield m.IgnoreComment(source_span(piece.block.span), match[1], fold(match[2]), next(covers, None))
