"""Keep the source's references if their targets were deleted from the file, and its pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from toolchain.compare.align import pieces
from toolchain.editing.merging.tokens import Token, text_of
from toolchain.editing.merging.units import Unit
from toolchain.model.expressions import expression
from toolchain.model.records import Record

_NAME = expression("_(?:ref|note)_(.+)")


class Kept(Record):
    """A reference taken from the built file: its label, and its key."""

    label: str
    key: tuple[object, ...]


def pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return an expression for the text of a field without a target; Word ends it with a full stop."""
    found = (
        r"[\s\u00a0]*".join(map(re.escape, each.split())) for each in sorted(phrases, key=len, reverse=True)
    )
    return re.compile(
        f"(?:{'|'.join(found) or '(?!)'})(?:(?<!Error: Reference source not found)[.。])?", re.IGNORECASE
    )


def keep(base: Sequence[Unit], theirs: Sequence[Unit], words: re.Pattern[str]) -> list[Kept]:
    """Replace references without a target by those of the base; return them."""
    before = [token for unit in base for token in unit.tokens]
    literal = bool(words.search(text_of(before)))
    after = [list(unit.tokens) if literal else _found(unit.tokens, words) for unit in theirs]
    kept: list[Kept] = []
    if any(_is_lost(token) for row in after for token in row):
        ends = [0, *accumulate(len(row) for row in after)]
        row, owners = _restored(before, [token for row in after for token in row], ends, kept)
        for number, unit in enumerate(theirs):
            unit.tokens = tuple(each for each, owner in zip(row, owners, strict=True) if owner == number)
    if len(base) == len(theirs) == 1:
        for one, other in inner(base[0], theirs[0]):
            kept += keep([one], [other], words)
    return kept


def keep_pictures(base: Sequence[Token], theirs: Sequence[Token]) -> tuple[Token, ...]:
    """Return a text with the pictures of its base: new ones are left out, and deleted ones stay.

    A picture stays deleted if words replace it, because its place is not certain.
    """
    row: list[Token] = []
    for _, b1, b2, t1, t2 in pieces([each.key for each in base], [each.key for each in theirs]):
        old, new = base[b1:b2], theirs[t1:t2]
        plain = [each for each in new if not _is_picture(each)]
        if not any(map(_is_picture, old)):
            row += plain
        else:
            row += old if all(_is_picture(each) or each.is_blank for each in (*old, *plain)) else new
    return tuple(row)


def _is_picture(token: Token) -> bool:
    return bool(token.key[0] == "image")


def references(row: Sequence[Token]) -> Iterator[Token]:
    """Yield the references of a text, without the first part of a number whose further part is lost."""
    for at, token in enumerate(row):
        behind = next((each for each in row[at + 1 : at + 3] if not each.is_blank), None)
        if token.key[0] == "reference" and (behind is None or not _is_lost(behind)):
            yield token


def inner(one: Unit, other: Unit) -> Iterator[tuple[Unit, Unit]]:
    """Yield the captions and the cells of two tables."""
    if one.caption and other.caption:
        yield one.caption, other.caption
    for row, others in zip(one.cells, other.cells, strict=False):
        yield from zip(row, others, strict=False)


def _is_lost(token: Token) -> bool:
    return bool(token.key[0] == "nowhere")


def _found(row: Sequence[Token], words: re.Pattern[str]) -> list[Token]:
    """Return tokens with one token for all words that a field has left."""
    text = text_of(row)
    out: list[Token] = []
    ends = [(found.start(), found.end()) for found in words.finditer(text)]
    at = 0
    for each in row:
        inside = next(((start, end) for start, end in ends if start <= at < end), None)
        if inside is None or _is_lost(each):
            out.append(each)
        elif at == inside[0]:
            out.append(Token(("nowhere", ""), text[inside[0] : inside[1]], each.looks))
        at += len(each.text)
    return out


def _restored(
    base: Sequence[Token], theirs: Sequence[Token], ends: Sequence[int], kept: list[Kept]
) -> tuple[list[Token], list[int]]:
    """Return tokens of some texts with references of the base, and the text of each."""
    owner = [number for number in range(len(ends) - 1) for _ in range(ends[number], ends[number + 1])]
    row: list[Token] = []
    owners: list[int] = []
    for same, b1, b2, t1, t2 in pieces([each.key for each in base], [each.key for each in theirs]):
        old, new = base[b1:b2], theirs[t1:t2]
        if not same and any(map(_is_lost, new)) and _are_numbers(old) and _are_numbers(new):
            there = Counter(each.key for each in new)
            kept += [_kept(each) for each in old if each.key[0] == "reference" and not there[each.key]]
            row += old
            owners += [owner[t1]] * len(old)
        else:
            row += new if same else _in_order(old, new, kept)
            owners += owner[t1:t2]
    return row, owners


def _are_numbers(row: Sequence[Token]) -> bool:
    """Return whether there are only references."""
    return all(each.key[0] in ("reference", "nowhere", "blank") for each in row) and any(
        each.key[0] != "blank" for each in row
    )


def _in_order(old: Sequence[Token], new: Sequence[Token], kept: list[Kept]) -> list[Token]:
    """Return a range with its earlier references for the lost ones, by name or by order."""
    there = Counter(each.key for each in new)
    free = [each for each in old if each.key[0] == "reference" and not there[each.key]]
    as_many = len(free) == sum(map(_is_lost, new))
    out: list[Token] = []
    for each in new:
        mate = None
        if _is_lost(each):
            named = [one for one in free if _label(each.key[1]) == _label(one.key[1])]
            mate = next(iter(named or (free if as_many else ())), None)
        if mate is not None:
            free.remove(mate)
            kept.append(_kept(mate))
        out.append(mate or each)
    return out


def _kept(token: Token) -> Kept:
    return Kept(token.key[1].removeprefix("^"), token.key)


def _label(name: str) -> str:
    """Return a label, or the label in the name of a bookmark, for comparison."""
    found = _NAME.fullmatch(name.lower())
    return (found[1] if found else name.removeprefix("^").lower()).replace("-", "_")
