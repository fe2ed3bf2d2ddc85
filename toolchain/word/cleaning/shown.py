"""Prove that a cleaned file looks the same: both files are read as Word shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import NamedTuple

from toolchain.formats.docx.beside import margins
from toolchain.formats.docx.opened import Opened, open_bytes
from toolchain.formats.docx.package import Relationship
from toolchain.formats.docx.story import Block, Paragraph, Table, Token
from toolchain.formats.docx.xml import A, Element, R, W
from toolchain.model.expressions import expression
from toolchain.model.own_paths import without_paths
from toolchain.model.records import Record
from toolchain.model.wording import fold
from toolchain.word.cleaning.fields import is_own_file
from toolchain.word.cleaning.files import Files

_SHOWN, _BEFORE = 60, 20
_NUMBERED = expression(r"(?<=#_(?:Toc|Ref|Hlk|Hlt))\d+|(?<=#_MON_)\d+", re.IGNORECASE)
"""The numbers in names that `rename_bookmarks` changes."""
_DRAWN = ("chart", "diagram", "drawing")


class Line(NamedTuple):
    """A visible line: its place, its kind, its words with their number, marks and links."""

    place: str
    kind: str
    text: str


class Difference(Record):
    """What a line showed before and shows now, "" for nothing."""

    place: str
    before: str
    after: str


def difference(before: bytes, after: bytes, display: str, *, results: bool = True) -> Difference | None:
    """Return the first visible line that differs between two Word files, or None.

    `before` and `after` are their bytes; messages call both `display`. `results` is whether the results of
    fields are compared too. Raise `Failure` (S012, S020, S021, S023) if a file cannot be read.
    """
    return _first_apart(*(lines(each, display, results=results) for each in (before, after)))


def aims_differ(before: bytes, after: bytes, display: str) -> Difference | None:
    """Return the first field or link that leads elsewhere in one of two files, or None."""
    return _first_apart(_aims(before, display), _aims(after, display))


def _aims(data: bytes, display: str) -> Iterator[Line]:
    """Yield where fields and links lead: the paragraph and the words of the bookmark, not its name."""
    found = open_bytes(data, display).found
    asked = [(each.paragraph, each.instruction.kind, each.instruction.target) for each in found.fields]
    asked += [(paragraph, "link", name) for name, paragraph in found.links]
    for paragraph, kind, name in asked:
        aim = found.bookmarks.get(name)
        where = f"{aim.paragraph.place} {aim.paragraph.block} {aim.texts} {aim.calls}" if aim else ""
        yield Line(paragraph.place, kind, where)


def _first_apart(one_side: Iterator[Line], other_side: Iterator[Line]) -> Difference | None:
    for one, other in zip_longest(one_side, other_side):
        if one is None or other is None or one[1:] != other[1:]:
            there = one or other
            return Difference(there.place, *_apart(one, other)) if there else None
    return None


def lines(data: bytes, display: str, *, results: bool = True) -> Iterator[Line]:
    """Yield everything that a file shows: text, tables, notes, headers, footers, words in charts and
    drawings.
    """
    opened = open_bytes(data, display)
    if not results:
        for paragraph in opened.paragraphs():
            paragraph.pieces = _without_results(paragraph.pieces)
    yield from _blocks(opened.story.blocks, opened, opened.package.main)
    seen: set[str] = set()
    for call in opened.found.calls:
        if call.story and call.name not in seen:
            seen.add(call.name)
            yield Line(call.paragraph.place, "note", call.name)
            part = opened.package.related_name(f"{call.kind.value}s")
            yield from _blocks(call.story.blocks, opened, part)
    for margin in margins(opened):
        yield Line(margin.place, "margin", margin.place)
        yield from _blocks(margin.story.blocks, opened, margin.part)
    yield from _drawn(data, display)


def _without_results(pieces: list[Token]) -> list[Token]:
    kept, depth = [], 0
    for piece in pieces:
        depth += (piece.kind == "field") - (piece.kind == "endfield")
        if not depth or piece.kind not in ("text", "break"):
            kept.append(piece)
    return kept


def _blocks(blocks: list[Block], opened: Opened, part: str) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Table):
            yield Line(block.place, "table", str(len(block.rows)))
            for row in block.rows:
                yield Line(block.place, "row", f"{len(row.cells)} {row.header}")
                for cell in row.cells:
                    yield Line(cell.place, "cell", "")
                    for paragraph in cell.paragraphs:
                        yield from _paragraph(paragraph, opened, part)
        else:
            yield from _paragraph(block, opened, part)


def _paragraph(paragraph: Paragraph, opened: Opened, part: str) -> Iterator[Line]:
    """Yield a paragraph; an empty one without a number is omitted."""
    words = "".join(_words(paragraph, opened, part))
    if paragraph.shows_nothing or not (words or paragraph.label):
        return
    kind = f"heading {paragraph.outline}" if paragraph.is_heading else "paragraph"
    yield Line(paragraph.place, kind, f"{paragraph.label}\t{words}")


def _words(paragraph: Paragraph, opened: Opened, part: str) -> Iterator[str]:
    links = opened.package.relationships(part)
    for piece in paragraph.pieces:
        match piece.kind:
            case "text":
                yield piece.text
            case "break":
                yield "\n"
            case "call":
                yield f"[{piece.value.label}]"
            case "image":
                words = fold(without_paths(piece.text))
                yield f"{{{words}}}" if words or piece.value is not None else ""
            case "link" | "unlink":
                yield _address(piece.value, links)


def _address(element: Element | None, links: Mapping[str, Relationship]) -> str:
    """Return the target of a link in the text; a link to a file of somebody's own does not count, because
    recipients cannot open it.
    """
    if element is None:
        return ""
    link, anchor = links.get(element.get(R + "id", "")), element.get(W + "anchor", "")
    address = link.target if link else ""
    if is_own_file(address) or not (address or anchor):
        return ""
    return _NUMBERED.sub("", f"<{address}#{anchor}>")  # `aims_differ` sees where it leads


def _drawn(data: bytes, display: str) -> Iterator[Line]:
    """Yield the words of charts and diagrams, which are separate parts."""
    files = Files(data, display)
    for name in sorted(files.parts()):
        if files.is_xml(name) and any(sign in files.type_of(name) for sign in _DRAWN):
            words = "".join(each.text or "" for each in files.tree(name).iter(A + "t"))
            if words:
                yield Line(name, "drawing", words)


def _apart(one: Line | None, other: Line | None) -> tuple[str, str]:
    """Return both texts from shortly before their first difference; for a line in only one file, its kind."""
    before, after = one.text if one else "", other.text if other else ""
    if before == after:
        return (one.kind if one else "", other.kind if other else "")
    pairs = enumerate(zip(before, after, strict=False))
    same = next((at for at, (a, b) in pairs if a != b), min(len(before), len(after)))
    start = max(0, same - _BEFORE)
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    shown = fold(text[start : start + _SHOWN])
    return f"{'…' if start and shown else ''}{shown}{'…' if len(text) > start + _SHOWN else ''}"


def letters(root: Element, *, rejected: bool) -> str:
    """Return the letters of a part in order, as after accepting, or rejecting, all changes.

    This looks at words alone; it is compared with the result of `changes.turn_round` for the same part.
    """
    gone = (W + "ins", W + "moveTo") if rejected else (W + "del", W + "moveFrom")
    kept = (W + "t", W + "delText") if rejected else (W + "t",)
    return "".join(
        element.text
        for element in root.iter(*kept)
        if element.text
        and not any(each.tag in gone or _in_row(each, rejected) for each in element.iterancestors())
    )


def _in_row(element: Element, rejected: bool) -> bool:
    name = "ins" if rejected else "del"
    if element.tag == W + "tr":
        return element.find(f"{W}trPr/{W}{name}") is not None
    if element.tag == W + "tc":
        return element.find(f"{W}tcPr/{W}cell{name.capitalize()}") is not None
    return False
