"""Convert changed words to the smallest edits of a source's text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from toolchain import model as m
from toolchain.compare.align import Piece, pieces
from toolchain.editing.merging.splicing import Change
from toolchain.editing.merging.tokens import Look, Range, Token, stripped, text_of
from toolchain.model.diagnostics import FilePlace
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts, WithFacts, Word
from toolchain.model.records import Record, replace
from toolchain.model.wording import fold
from toolchain.rules import merges
from toolchain.writers.markdown import inlines_text, written_blocks

_ORDER = ("link", "lang", "strong", "emphasis", "code")
_NOWHERE = FilePlace("")
_BEGINS_BLOCK = expression(r"#{1,6}(?:\s|$)|[-+*>|~`=]|\d{1,9}[.)]|\(?\w{1,5}[.)]\s|Table:|\[|:|<")
PARAGRAPH = "paragraph"


class Unsure(WithFacts[Word | Facts]):
    """A change that is not certain, and the reason."""


class Row(Record):
    """A text of the source, and its form in the finished file.

    start, end  of its words in the source
    rest  the text before its further lines
    places  for each token of the finished file's text, the index of the source's token; -1 for none
    """

    text: str
    source: Sequence[Token]
    base: Sequence[Token]
    places: Sequence[int]
    start: int
    end: int
    rest: str = ""


def aligned(source: Sequence[Token], base: Sequence[Token]) -> list[int]:
    """Return, for each of the base's tokens, the index of the source's token; -1 for none."""
    one, other = [each.key for each in source], [each.key for each in base]
    if one == other:
        return list(range(len(base)))
    places = [-1] * len(base)
    for same, start, end, other_start, other_end in pieces(one, other):
        if same:
            places[other_start:other_end] = range(start, end)
    return places


def edits(row: Row, theirs: Sequence[Token]) -> list[Change]:
    """Return the smallest changes of the source that make it read `theirs`. Raise `Unsure` if none is
    certain.
    """
    codes = list(_differing(row.base, theirs))
    out: list[Change] = []
    last = -1, -1
    for _, b1, b2, t1, t2 in codes:
        if b1 < last[0] or t1 < last[1]:
            continue  # an earlier, extended edit already includes it
        change, last = _Edit(row, theirs, codes).change(b1, b2, t1, t2)
        if out and change.start < out[-1].end:
            raise Unsure(merges.SAME_MARKUP)
        out.append(change)
    return out


def _differing(base: Sequence[Token], theirs: Sequence[Token]) -> Iterator[Piece]:
    """Yield the stretches that differ. White space between words that get one look gets it, with both."""
    places = aligned(base, theirs)
    for to, at in enumerate(tuple(places)):
        if at >= 0 and theirs[to].is_blank and 0 < to < len(theirs) - 1:
            before, after = theirs[to - 1].looks, theirs[to + 1].looks
            is_one = before == after and not after <= base[at].looks
            if is_one and min(places[to - 1], places[to + 1]) < 0:
                places[to - 1 : to + 2] = [-1] * 3
    old = new = 0
    for to, at in enumerate((*places, len(base))):
        if at >= 0:
            if (old, new) != (at, to):
                yield Piece(False, old, at, new, to)
            old, new = at + 1, to + 1


class _Edit(Record):
    """One stretch that differs."""

    row: Row
    theirs: Sequence[Token]
    codes: Sequence[Piece]

    def change(self, b1: int, b2: int, t1: int, t2: int) -> tuple[Change, tuple[int, int]]:
        row = self.row
        new = self.theirs[t1:t2]
        self._refuse(row.base[b1:b2], new)
        looks = {each.looks for each in new if not each.is_blank}
        s1, s2 = self._sources(b1, b2)
        if s1 == s2:
            return self._inserted(s1, new, looks), (b2, t2)
        old = row.source[s1:s2]
        if new and any(each.hidden and each.atom for each in old):
            raise Unsure(merges.PARTLY_IN_CITATION)
        around = self._common(s1, s2, emptied=not new)
        if around is not None and all(each >= around for each in looks):
            return self._written(old[0].start, old[-1].end, new, around), (b2, t2)
        b1, b2, t1, t2 = self._widened(b1, b2, t1, t2)
        s1, s2 = self._sources(b1, b2)
        if self._divides(s1, s2):
            raise Unsure(merges.PARTLY_GENERATED)
        if any(each.hidden for each in row.source[s1:s2]):
            raise Unsure(merges.MARKUP_IN_SOURCE)
        start, end = self._ends(s1, s2)
        return self._written(start, end, self.theirs[t1:t2], frozenset()), (b2, t2)

    def _common(self, s1: int, s2: int, *, emptied: bool) -> frozenset[Look] | None:
        """Return the common format of a stretch in one markup that is not emptied, else None."""
        old = self.row.source[s1:s2]
        same = all(each.chain == old[0].chain for each in old)
        if not same or self._divides(s1, s2) or ("code",) in old[0].looks:
            return None
        return None if emptied and old[0].chain and self._empties(s1, s2) else old[0].looks

    def _refuse(self, old: Sequence[Token], new: Sequence[Token]) -> None:
        kinds = {each.key[0] for each in new}
        gone = {each.key[0] for each in old}
        if "reference" in gone and "reference" not in kinds and re.search(r"\d", text_of(new)):
            typed = merges.NumberTyped(fold(text_of(old)), fold(text_of(new)))
            raise Unsure(typed if typed.before != typed.after else merges.REFERENCE_TEXT)
        if "mark" in gone and "mark" not in kinds and re.search("[\\d¹²³⁰-⁹]", text_of(new)):
            raise Unsure(merges.MARK_REPLACED)
        if "reference" in gone & kinds and len(old) == len(new) == 1:
            raise Unsure(merges.REFERENCE_WORDS)
        if "image" in kinds | gone:
            raise Unsure(merges.PICTURE)

    def _sources(self, b1: int, b2: int) -> Range:
        """Return the range of the source's tokens for a stretch of the base."""
        places, size = self.row.places, len(self.row.source)
        left = places[b1 - 1] if b1 else -1
        right = places[b2] if b2 < len(places) else size
        if (b1 and left < 0) or right < 0 or right - left - 1 != b2 - b1:
            inside = places[b1:b2]
            if inside and -1 not in inside and inside[-1] - inside[0] == b2 - b1 - 1:
                return inside[0], inside[-1] + 1
            raise Unsure(merges.OTHER_IN_SOURCE)
        return left + 1, right

    def _divides(self, s1: int, s2: int) -> bool:
        """Return whether the stretch cuts into something indivisible."""
        source = self.row.source
        atoms = {each.atom for each in source[s1:s2] if each.atom}
        return any(each.atom in atoms for at, each in enumerate(source) if not s1 <= at < s2)

    def _empties(self, s1: int, s2: int) -> bool:
        """Return whether the markup around a stretch would become empty."""
        source, chain = self.row.source, self.row.source[s1].chain
        rest = (*source[:s1], *source[s2:])
        return all(each.chain[: len(chain)] != chain for each in rest)

    def _inserted(self, at: int, new: Sequence[Token], looks: set[frozenset[Look]]) -> Change:
        row = self.row
        left = row.source[at - 1] if at else None
        right = row.source[at] if at < len(row.source) else None
        if left and right and left.atom and left.atom == right.atom:
            raise Unsure(merges.INSERTED_IN_GENERATED)
        sides = ((left, left.end if left else row.start), (right, right.start if right else row.end))
        for side, place in sides:
            around = side.looks if side else frozenset[Look]()
            inside = side is not None and side.atom is not None
            if all(each >= around for each in looks) and not (inside and side and side.chain):
                return self._written(place, place, new, around)
        for side, place in sides:
            if side is None or not side.chain:
                return self._written(place, place, new, frozenset())
            if left and right and left.chain[0] != right.chain[0]:
                break
        if left and right:
            raise Unsure(merges.INSERTED_IN_MARKUP)
        place = row.end if left else row.start
        return self._written(place, place, new, frozenset())

    def _widened(self, b1: int, b2: int, t1: int, t2: int) -> tuple[int, int, int, int]:
        """Return the stretch extended to all markup that it touches."""
        row = self.row
        s1, s2 = self._sources(b1, b2)
        outer = {each.chain[0] for each in row.source[s1:s2] if each.chain}
        while b1 and self._is_in(b1 - 1, outer):
            b1, t1 = self._left(b1, t1)
        while b2 < len(row.base) and self._is_in(b2, outer):
            b2, t2 = self._right(b2, t2)
        return b1, b2, t1, t2

    def _is_in(self, at: int, outer: set[int]) -> bool:
        """Return whether a token of the base is in one of these markup nodes of the source."""
        place = self.row.places[at]
        return place >= 0 and not outer.isdisjoint(self.row.source[place].chain[:1])

    def _left(self, b1: int, t1: int) -> Range:
        for _, one, end, other, other_end in self.codes:
            if end == b1 and (one < end or other < other_end) and other_end == t1:
                return (one, other) if one < end else (b1 - 1, other - 1)
        return b1 - 1, t1 - 1

    def _right(self, b2: int, t2: int) -> Range:
        for _, one, end, other, other_end in self.codes:
            if one == b2 and other == t2:
                return (end, other_end) if one < end else (b2 + 1, other_end + 1)
        return b2 + 1, t2 + 1

    def _ends(self, s1: int, s2: int) -> Range:
        """Return the stretch of the source with the delimiters around its tokens."""
        row = self.row
        text = row.text
        start, end = row.source[s1].start, row.source[s2 - 1].end
        before = row.source[s1 - 1] if s1 else None
        after = row.source[s2] if s2 < len(row.source) else None
        if row.source[s1].chain:
            start = before.end if before and not before.chain else _back(text, start, row.start)
        if row.source[s2 - 1].chain:
            end = after.start if after and not after.chain else _forth(text, end, row.end)
        return start, end

    def _written(self, start: int, end: int, new: Sequence[Token], around: frozenset[Look]) -> Change:
        row = self.row
        if "<!--" in row.text[start:end]:
            raise Unsure(merges.COMMENT_IN_SOURCE)
        return Change(start, end, written(new, row, around, start, end))


_OPENING = expression(r"(?:\*{1,3}|_{1,3}|\[|`+)$")
_CLOSING = expression(r"\*{1,3}|_{1,3}|\](?:\([^)\s]*(?: \"[^\"]*\")?\)|\{[^}]*\})|`+")


def _back(text: str, at: int, limit: int) -> int:
    while found := _OPENING.search(text, max(limit, at - 3), at):
        at = found.start()
    return at


def _forth(text: str, at: int, limit: int) -> int:
    while found := _CLOSING.match(text, at, limit):
        at = found.end()
    return at


def written(new: Sequence[Token], row: Row, around: frozenset[Look], start: int, end: int) -> str:
    """Return tokens as Markdown, to be written between two positions of the row's text.

    `start` and `end` are those positions. `around` has the looks, such as bold, that the text has there
    already. Raise `Unsure` if the tokens cannot be written.
    """
    parts: list[str] = []
    groups = [(is_end, list(group)) for is_end, group in groupby(new, lambda each: each.key[0] == PARAGRAPH)]
    for number, (is_end, group) in enumerate(groups):
        if is_end:
            parts += [each.text for each in group]
            continue
        first, last = number == 0, number == len(groups) - 1
        before = row.text[start - 1 : start] if first else ""
        after = row.text[end : end + 1] if last else ""
        begins = not first or start == row.start
        bare = [replace(each, looks=each.looks - around) for each in group]
        inner = stripped(bare, start=not first, end=not last)
        text = _one(inner, before.strip("\r\n"), after.strip("\r\n"), begins=begins)
        parts.append(text.replace("\n", f"\n{row.rest}"))
    return "".join(parts)


def _one(row: Sequence[Token], before: str, after: str, *, begins: bool) -> str:
    inlines = inlines_of(row)
    text = inlines_text(inlines, before, after)
    if begins and _BEGINS_BLOCK.match(text) and inlines:
        whole = written_blocks((m.Paragraph(_NOWHERE, inlines_of(stripped(row))),)).text
        tail = text[len(text.rstrip(" ")) :]
        return whole + tail
    return text


def inlines_of(row: Sequence[Token]) -> m.Inlines:
    """Return the nodes of some tokens. Raise `Unsure` if they cannot be written."""
    return tuple(_nodes(_with_blanks(row), 0))


def _with_blanks(row: Sequence[Token]) -> list[Token]:
    """Return tokens with white space formatted like its two neighbours."""
    out = list(row)
    for at, each in enumerate(out):
        if each.is_blank:
            left = out[at - 1].looks if at else frozenset[Look]()
            right = next((other.looks for other in row[at + 1 :] if not other.is_blank), frozenset[Look]())
            out[at] = replace(each, looks=left & right)
    return out


def _nodes(row: Sequence[Token], depth: int) -> list[m.Inline]:
    out: list[m.Inline] = []
    if depth == len(_ORDER):
        return _leaves(row)
    kind = _ORDER[depth]
    for look, group in groupby(row, lambda each: next((one for one in each.looks if one[0] == kind), None)):
        inner = list(group)
        if look is None:
            out += _nodes(inner, depth + 1)
        elif kind == "code":
            out.append(m.Code(_NOWHERE, text_of(inner)))
        else:
            children = tuple(_nodes(inner, depth + 1))
            out.append(_set_off(look, children))
    return out


def _set_off(look: Look, children: m.Inlines) -> m.Inline:
    match look[0]:
        case "link":
            return m.Link(_NOWHERE, look[1], children, look[2])
        case "lang":
            return m.Foreign(_NOWHERE, look[1], children)
        case "strong":
            return m.Strong(_NOWHERE, children)
        case _:
            return m.Emphasis(_NOWHERE, children)


def _leaves(row: Sequence[Token]) -> list[m.Inline]:
    out: list[m.Inline] = []
    at = 0
    while at < len(row):
        each = row[at]
        match each.key[0]:
            case "mark":
                out.append(m.NoteMark(_NOWHERE, each.key[1]))
            case "reference":
                out.append(m.CrossReference(_NOWHERE, each.key[1], (m.Text(_NOWHERE, each.text),)))
            case "nowhere":
                raise Unsure(merges.TARGET_MISSING)
            case "break":
                out.append(m.Break(_NOWHERE, hard=True))
            case "note":
                end = next((to for to in range(at, len(row)) if row[to].key[0] == "note end"), None)
                if end is None:
                    raise Unsure(merges.PARTLY_IN_NOTE)
                inner = inlines_of(row[at + 1 : end])
                note = m.Note(_NOWHERE, "", (m.Paragraph(_NOWHERE, inner),))
                out.append(m.InlineNote(_NOWHERE, note))
                at = end
            case "note end" | "image":
                raise Unsure(merges.PARTLY_IN_NOTE_OR_PICTURE)
            case _:
                words = [each.text]
                while at + 1 < len(row) and row[at + 1].key[0] in ("word", "blank"):
                    at += 1
                    words.append(row[at].text)
                out.append(m.Text(_NOWHERE, "".join(words).replace("\u00a0", " ")))
        at += 1
    return out
