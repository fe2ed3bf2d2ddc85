"""Prove a redline: with all changes accepted it shows what the new file shows, with all rejected the old one.

Compared are the words of every paragraph, note and cell with their looks, their numbers, and where each mark,
field and link leads. Running heads, the title in the properties and the page numbers in the contents are
those of the new file on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from toolchain.formats.docx.fields import POINTING, Field
from toolchain.formats.docx.found import first_call
from toolchain.formats.docx.opened import Opened
from toolchain.formats.docx.story import Block, Paragraph, Table
from toolchain.formats.docx.tokens import Token
from toolchain.formats.docx.xml import R, W
from toolchain.model.diagnostics import Failure, FilePlace, Finding
from toolchain.model.facts import Word
from toolchain.model.wording import counted, fold, said, shorten
from toolchain.rules.redlines import RedlineShowsOther
from toolchain.word.cleaning import changes
from toolchain.word.cleaning.fields import renew_results
from toolchain.word.cleaning.files import Files
from toolchain.word.cleaning.report import Report

_SHOWN = 80


class Line(NamedTuple):
    """A line that a file shows, and its place."""

    place: str
    text: str


def prove(redline: bytes, old: Opened, new: Opened, display: str) -> None:
    """Raise `Failure` (D906) unless both sides of a redline show what they should."""
    for doing, right, rejected in ((Word("accepting"), new, False), (Word("rejecting"), old, True)):
        given = settled(redline, display, rejected=rejected)
        for one, other in zip_longest(lines(right), lines(given)):
            if one is None or other is None or one.text != other.text:
                at = one or other
                facts = RedlineShowsOther(
                    doing, *(each and shorten(each.text, _SHOWN) for each in (one, other))
                )
                raise Failure(Finding(FilePlace(display, words=at.place if at else ""), facts))


def settled(redline: bytes, display: str, *, rejected: bool) -> Opened:
    """Return a file with all changes accepted, or rejected, and with renewed results of fields."""
    files = Files(redline, display)
    for _, root in files.texts():
        if rejected:
            changes.turn_round(root)
        changes.accept(root)
    return renew_results(files, display, Report())[1]


def lines(opened: Opened) -> Iterator[Line]:
    """Yield what a file shows: its text, then its notes in the order of their marks."""
    shown = [each for each in opened.paragraphs() if not each.shows_nothing]
    numbers = {each: at for at, each in enumerate(shown)}
    yield from _blocks(opened.story.blocks, opened, numbers)
    for call in opened.found.calls:
        if call.story:
            yield Line(call.name, call.name)
            yield from _blocks(call.story.blocks, opened, numbers)


def _blocks(blocks: list[Block], opened: Opened, numbers: dict[Paragraph, int]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield Line(block.place, said("a row of {cells}", cells=counted(len(row.cells), "cell")))
                for cell in row.cells:
                    yield from (_line(each, opened, numbers) for each in cell.paragraphs if each in numbers)
        elif block in numbers:
            yield _line(block, opened, numbers)


def _line(paragraph: Paragraph, opened: Opened, numbers: dict[Paragraph, int]) -> Line:
    kind = f"{paragraph.style.role} {paragraph.outline}"
    shown, before = "", 0
    for look, text in _pieces(paragraph, opened, numbers):
        words = text.lstrip()
        shown += text[: len(text) - len(words)]  # white space has no look
        shown += words if look == before or not words else f"{{{look}}}{words}"
        before = look if words else before
    return Line(paragraph.place, fold(f"{kind} {paragraph.label} {shown}"))


def _pieces(paragraph: Paragraph, opened: Opened, numbers: dict[Paragraph, int]) -> Iterator[tuple[int, str]]:
    pages = 0
    for piece in paragraph.pieces:
        if piece.kind in ("field", "endfield") and piece.value.instruction.kind == "PAGEREF":
            pages += 1 if piece.kind == "field" else -1
        match piece.kind:
            case "text" if not pages:
                yield piece.look, piece.text
            case "break":
                yield 0, "\n"
            case "call":
                yield 0, f"[{piece.value.label}]"
            case "image":
                yield 0, said("[picture: {text}]", text=piece.text)
            case "field" if piece.value.instruction.kind in POINTING:
                yield 0, said("[to {target}]", target=_target(piece.value, opened, numbers))
            case "link":
                yield 0, said("[to {target}]", target=_address(piece, opened, numbers))


def _target(field: Field, opened: Opened, numbers: dict[Paragraph, int]) -> str:
    bookmark = opened.found.bookmarks.get(field.instruction.target)
    if bookmark is None:
        return said("nothing")
    call = first_call(bookmark, opened.found.calls)
    if field.instruction.kind == "NOTEREF" and call is not None:
        return call.name
    return said("line {line}", line=numbers.get(bookmark.paragraph, -1) + 1)


def _address(piece: Token, opened: Opened, numbers: dict[Paragraph, int]) -> str:
    link = piece.value
    bookmark = opened.found.bookmarks.get(link.get(W + "anchor", ""))
    if bookmark is not None:
        return said("line {line}", line=numbers.get(bookmark.paragraph, -1) + 1)
    kind = str(link.getroottree().getroot().tag).removeprefix(W)
    part = opened.package.main if kind == "document" else opened.package.related_name(kind)
    known = opened.package.relationships(part).get(link.get(R + "id", ""))
    return known.target if known is not None else said("nothing")
