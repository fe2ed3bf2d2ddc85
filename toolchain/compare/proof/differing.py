"""Find the differences between a line of the source and one of a file, and show where they differ.

The reader reports a field whose stored result is out of date at its place (D904). The resulting difference of
its line is not reported again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal

from toolchain.compare.proof.lines import (
    Line,
    Look,
    Piece,
    Way,
    fold,
    is_live,
    looks,
    marks,
    plain,
    same_address,
    ways,
    without_marks,
)
from toolchain.compare.proof.sides import Sides
from toolchain.model.facts import Facts, Word
from toolchain.model.forms import PARAGRAPH
from toolchain.model.records import Record
from toolchain.rules import differences as about
from toolchain.rules.differences import LineName, Numbered, OfKind

Kind = Literal["missing", "added", "moved", "number", "words", "mark", "link", "look", "level", "kind"]
_LONGEST_NUMBER = 24
_POINTING = ("reference", "mark")


class Difference(Record):
    """One difference. `ours` is the source's line, `theirs` the finished file's.

    For a missing line, `theirs` is the line before its place, None at the start; for an added line, `ours` is
    None. `shown` is the number in the file, if only the number differs.
    """

    kind: Kind
    facts: Facts
    ours: Line | None
    theirs: Line | None
    shown: str = ""


def differing(sides: Sides, index: int, at: int) -> Iterator[Difference]:
    """Yield the differences between our line at `index` and theirs at `at`."""
    ours, theirs = sides.ours[index].line, sides.theirs[at].line
    if theirs.span.block in sides.stale:
        theirs = refreshed(ours, theirs, sides.their_note)
    text, their_text = sides.ours[index].text, theirs.text
    found: list[tuple[Kind, Facts]] = []
    shown = ""
    if their_text != text and their_text != (text := _with_shown_marks(ours, sides) or text):
        words = text[len(fold(ours.label)) :].lstrip()
        number = their_text.removesuffix(words).strip() if words and their_text.endswith(words) else None
        if number is not None and _is_number(number, ours.label):
            shown = number
            found.append(("number", _number(ours, number)))
        else:
            found += _texts(ours, theirs, sides)
    if index in sides.moved and not shown:
        before = sides.original(at - 1) if at else None
        found.insert(0, ("moved", about.LineMoved(name(ours), name(before) if before else None)))
    found += _forms(ours, theirs)
    if not any(kind in ("words", "mark") for kind, _ in found):
        found += (("link", facts) for facts in _links(ours, theirs, sides))
        found += (("look", facts) for facts in (other_looks(ours, theirs) if sides.looks else ()))
    yield from (Difference(kind, facts, ours, theirs, shown) for kind, facts in found)


def _with_shown_marks(line: Line, sides: Sides) -> str:
    """Return the line's text with the note numbers of the finished file; "" if it has no marks."""
    if not any(piece.role == "mark" for piece in line.pieces):
        return ""
    return fold("".join(_shown(piece, sides) for piece in line.pieces))


def _shown(piece: Piece, sides: Sides) -> str:
    return f"[{sides.shown_label(piece.text)}]" if piece.role == "mark" else piece.text


def _is_number(text: str, label: str) -> bool:
    """Return whether the text before a line's words is another number, not the right number with
    additions.
    """
    is_other = PARAGRAPH.read(text) not in ("", PARAGRAPH.read(label))
    return is_other or (len(text) <= _LONGEST_NUMBER and (text[: len(label)] != label or not label))


def _number(line: Line, number: str) -> Facts:
    shown, own = number.rstrip("."), line.label.rstrip(".")
    return about.NumberDiffers(name(line), shown, own) if own else about.NumberAdded(name(line), shown)


def _texts(ours: Line, theirs: Line, sides: Sides) -> Iterator[tuple[Kind, Facts]]:
    """Yield different words, or different marks between the same words."""
    if plain(ours.pieces) == plain(theirs.pieces):
        yield "mark", _lost_mark(ours, theirs, sides)
    elif without_marks(ours) != without_marks(theirs):
        one, other = contrast(ours.text, theirs.text)
        yield "words", about.WordsDiffer(kind_or_number(ours), other, one)
    else:
        yield "mark", _marks(ours, theirs, sides)


def _lost_mark(ours: Line, theirs: Line, sides: Sides) -> Facts:
    """Return the mark of which only the number is left, and its target."""
    left = Counter(marks(theirs))
    left.subtract(marks(ours))
    lost = next((label for label in marks(ours) if left[label] < 0), "")
    links = _references(theirs, lost)[len(_references(ours, lost)) :]
    shown, target = sides.shown_label(lost), links[0].target if links else None
    if links and shown != lost and sides.paired_note(lost) == sides.their_aim(target):
        return about.MarkLeads(lost, name(ours), about.NoteOfFile(shown))
    return about.MarkLeads(lost, name(ours), _their_name(target, sides) if links else None)


def _references(line: Line, text: str) -> list[Piece]:
    """Return the internal links with these words."""
    return [piece for piece in line.pieces if piece.role == "reference" and piece.text == text]


def _marks(ours: Line, theirs: Line, sides: Sides) -> Facts:
    labels = marks(ours)
    shown, their_marks = [sides.shown_label(each) for each in labels], marks(theirs)
    one, other = contrast(ours.text, theirs.text)
    lost, new = Counter(shown) - Counter(their_marks), Counter(their_marks) - Counter(shown)
    missing = [label for label, each in zip(labels, shown, strict=True) if each in lost]
    if missing and new:
        return about.MarkDiffers(missing[0], name(ours), other, next(iter(new)))
    if missing:  # of two marks with one number, the one whose note is also missing
        label = next((each for each in missing if sides.paired_note(each) is None), missing[0])
        return about.MarkDiffers(label, name(ours), other)
    if new:
        return about.MarkAdded(next(iter(new)), name(ours), other)
    return about.MarksMoved(name(ours), other, one)


def _forms(ours: Line, theirs: Line) -> Iterator[tuple[Kind, Facts]]:
    if ours.kind != theirs.kind and (ours.text or theirs.text):
        yield "kind", about.KindDiffers(name(ours), _FORMS[theirs.kind], _FORMS[ours.kind])
    elif ours.level != theirs.level:
        yield "level", about.LevelDiffers(name(ours), theirs.level, ours.level)


_FORMS: Mapping[str, Word] = {
    "heading": Word("a heading"),
    "text": Word("a text"),
    "code": Word("code"),
    "caption": Word("a caption"),
    "header": Word("a column's header"),
    "cell": Word("a cell"),
    "image": Word("a picture"),
    "note": Word("a note"),
}


def _links(ours: Line, theirs: Line, sides: Sides) -> Iterator[Facts]:
    links = _compared(ours)
    their_links = _compared(theirs)
    if len(links) != len(their_links):
        yield _lost_link(ours, links, their_links)
        return
    for link, their_link in zip(links, their_links, strict=True):
        if _differ(link, their_link, sides):
            aim = sides.aim(link.target)
            target = str(link.target) if aim is None else name(sides.ours[aim].line)
            outside = their_link.role == "link"
            shown = str(their_link.target) if outside else _their_name(their_link.target, sides)
            yield about.LinkLeads(link.text, name(ours), shown, target)


def _differ(link: Way, their_link: Way, sides: Sides) -> bool:
    """Whether two links lead to different places."""
    if link.role != their_link.role:
        return True
    if link.role == "link":
        return not same_address(str(link.target), str(their_link.target))
    return not sides.lead_alike(link.target, their_link.target)


def other_looks(ours: Line, theirs: Line) -> Iterator[Facts]:
    """Yield words with different emphasis, each stretch once."""
    if not any(piece.look for piece in (*ours.pieces, *theirs.pieces)):
        return
    one, other = looks(ours), looks(theirs)
    if [sign for sign, _ in one] != [sign for sign, _ in other]:
        return  # only other text can differ here, and that has been reported
    for (look, their_look), signs in groupby(
        zip(one, other, strict=True), lambda pair: (pair[0][1], pair[1][1])
    ):
        if look != their_look:
            letters = (re.escape(sign) for (sign, _), _ in signs)
            found = re.search(r"[\W_]*".join(letters), "".join(piece.text for piece in ours.pieces))
            words = found[0] if found else ours.text
            yield about.LookDiffers(words, name(ours), _LOOKS[their_look], _LOOKS[look])


_LOOKS: Mapping[Look, Word] = {
    frozenset(): Word("plain"),
    frozenset(("emphasis",)): Word("in emphasis"),
    frozenset(("strong",)): Word("in strong emphasis"),
    frozenset(("emphasis", "strong")): Word("in emphasis and in strong emphasis"),
}


def _compared(line: Line) -> list[Way]:
    """Return the links that every output makes."""
    return [way for way in ways(line) if way.role == "reference" or is_live(str(way.target))]


def _lost_link(ours: Line, links: list[Way], their_links: list[Way]) -> Facts:
    texts, their_texts = ([fold(way.text) for way in side] for side in (links, their_links))
    if len(links) > len(their_links):
        return about.LinkMissing(next((text for text in texts if text not in their_texts), ""), name(ours))
    return about.LinkAdded(next((text for text in their_texts if text not in texts), ""), name(ours))


def _their_name(key: object, sides: Sides) -> Facts | Word:
    """Return what a link of the finished file leads to: a line of the source, if the two agree there."""
    at = sides.their_aim(key)
    if at is None:
        return Word("something unknown")
    line = sides.original(at)
    return name(line) if line else about.TextOfFile(sides.theirs[at].text)


def refreshed(ours: Line, theirs: Line, label: Callable[[object], str]) -> Line:
    """Return their line with our words if only the text of its references differs, else their line.

    `label` is the number of the note that one of their references points to, or "". A reference in the place
    of one of our marks is then a mark of that note.
    """
    parts, their_parts = _parted(ours.pieces), _parted(theirs.pieces)
    if [words for words, _ in parts] != [words for words, _ in their_parts]:
        return theirs
    new: dict[int, Piece] = {}
    for (_, piece), (_, their_piece) in zip(parts, their_parts, strict=True):
        if piece is None or their_piece is None or their_piece.role == "mark":
            continue
        if piece.role == "reference":
            new[id(their_piece)] = their_piece._replace(text=piece.text)
        elif number := label(their_piece.target):
            new[id(their_piece)] = their_piece._replace(text=number, role="mark", target=number)
    return theirs.changed(made_of=tuple(new.get(id(each), each) for each in theirs.pieces))


def _parted(pieces: Sequence[Piece]) -> list[tuple[str, Piece | None]]:
    """Return the words of a line between its references and marks, each stretch with the one that follows
    it.
    """
    found: list[tuple[str, Piece | None]] = []
    words = ""
    for piece in pieces:
        if piece.role in _POINTING:
            found.append((fold(f"|{words}|"), piece))
            words = ""
        else:
            words += piece.text
    return [*found, (fold(f"|{words}|"), None)]


_AROUND = 30


_KINDS: Mapping[str, Word] = {
    "text": Word("the text"),
    "image": Word("the alt text of the picture"),
    "heading": Word("the heading"),
    "code": Word("the code"),
    "caption": Word("the caption"),
    "header": Word("the header"),
    "cell": Word("the cell"),
}


def name(line: Line) -> LineName:
    """Return the name of a line of the source: "paragraph 16", "note 12", "the heading “II. Scope”"."""
    label = line.label.strip()
    if line.kind == "note":
        return Numbered(Word("note"), label)
    if line.kind == "text" and label:
        number = PARAGRAPH.read(label)
        return Numbered(Word("paragraph"), number) if number else Numbered(Word("item"), label)
    return OfKind(_KINDS[line.kind], line.text)


def kind_or_number(line: Line) -> LineName:
    """Return the name without its words, which follow: "paragraph 16", "the heading"."""
    is_numbered = line.kind == "note" or (line.label and line.kind == "text")
    return name(line) if is_numbered else OfKind(_KINDS[line.kind])


def contrast(ours: str, theirs: str) -> tuple[str, str]:
    """Return what is around the first difference in two texts: the source's, and the file's."""
    start = _common(ours, theirs)
    shorter = min(len(ours), len(theirs)) - start
    end = _common(ours[::-1][:shorter], theirs[::-1][:shorter])
    return _around(ours, start, len(ours) - end), _around(theirs, start, len(theirs) - end)


def _common(one: str, other: str) -> int:
    """Return how many characters at the start of two texts are equal."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one.startswith(other[:middle]):
            low = middle
        else:
            high = middle - 1
    return low


def _around(text: str, start: int, end: int) -> str:
    """Return a stretch of a text, at most some words, and the text around it."""
    end = min(end, start + 2 * _AROUND)
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before = text[left:start]
    if left and " " in before:
        before = before.partition(" ")[2]
    after = text[end:right]
    if right < len(text) and " " in after:
        after = after.rpartition(" ")[0]
    return f"{'…' if left else ''}{before}{text[start:end]}{after}{'…' if right < len(text) else ''}"
