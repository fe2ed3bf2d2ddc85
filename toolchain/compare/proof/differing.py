"""Find the differences between a line of the source and the matching line of a finished file.

The reader reports a field whose stored result is out of date at its place (D904). The resulting difference of
its line is not reported again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from toolchain.compare.proof.lines import Line, Look, Piece, fold
from toolchain.compare.proof.pieces import (
    Way,
    is_live,
    looks,
    marks,
    plain,
    same_address,
    ways,
    without_marks,
)
from toolchain.compare.proof.saying import contrast, kind_or_number, name, quoted
from toolchain.compare.proof.sides import Sides

Kind = Literal["missing", "added", "moved", "number", "words", "mark", "link", "look", "level", "kind"]
_LONGEST_NUMBER = 24
_POINTING = ("reference", "mark")


class Difference(NamedTuple):
    """One difference. `ours` is the source's line, `theirs` the finished file's.

    For a missing line, `theirs` is the line before its place, None at the start; for an added line, `ours` is
    None. `shown` is the number in the file, if only the number differs.
    """

    kind: Kind
    message: str
    ours: Line | None
    theirs: Line | None
    shown: str = ""


def differing(sides: Sides, index: int, at: int) -> Iterator[Difference]:
    """Yield the differences between our line at `index` and theirs at `at`."""
    ours, theirs = sides.ours[index].line, sides.theirs[at].line
    if theirs.span.block in sides.stale:
        theirs = refreshed(ours, theirs, sides.their_note)
    text, their_text = sides.ours[index].text, theirs.text
    found: list[tuple[Kind, str]] = []
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
        found.insert(0, ("moved", f"{name(ours)} stands elsewhere, {_after(before)}"))
    found += _forms(ours, theirs)
    if not any(kind in ("words", "mark") for kind, _ in found):
        found += (("link", message) for message in _links(ours, theirs, sides))
        found += (("look", message) for message in (_looks(ours, theirs) if sides.looks else ()))
    yield from (Difference(kind, message, ours, theirs, shown) for kind, message in found)


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
    return len(text) <= _LONGEST_NUMBER and (text[: len(label)] != label or not label)


def _number(line: Line, number: str) -> str:
    if not line.label:
        return f"{name(line)} has a number, {number}, that it does not have in the source"
    if not number:
        return f"{name(line)} has lost its number, {line.label}"
    return f"{name(line)} is shown with the number {number}"


def _after(before: Line | None) -> str:
    return f"after {name(before)}" if before else "at another place"


def _texts(ours: Line, theirs: Line, sides: Sides) -> Iterator[tuple[Kind, str]]:
    """Yield different words, or different marks between the same words."""
    if plain(ours.pieces) == plain(theirs.pieces):
        yield "mark", _lost_mark(ours, theirs, sides)
    elif without_marks(ours) != without_marks(theirs):
        one, other = contrast(ours.text, theirs.text)
        yield "words", f"{kind_or_number(ours)} reads {other}, in the source {one}"
    else:
        yield "mark", _marks(ours, theirs, sides)


def _lost_mark(ours: Line, theirs: Line, sides: Sides) -> str:
    """Return the mark of which only the number is left, and its target."""
    left = Counter(marks(theirs))
    left.subtract(marks(ours))
    lost = next((label for label in marks(ours) if left[label] < 0), "")
    links = _references(theirs, lost)[len(_references(ours, lost)) :]
    if not links:
        return f"the mark {lost} in {name(ours)} leads to no note"
    shown = sides.shown_label(lost)
    if shown != lost and sides.paired_note(lost) == sides.their_aim(links[0].target):
        return f"the mark {lost} in {name(ours)} leads to a note with the number {shown}"
    return f"the mark {lost} in {name(ours)} leads to {_their_name(links[0].target, sides)}"


def _references(line: Line, text: str) -> list[Piece]:
    """Return the internal links with these words."""
    return [piece for piece in line.pieces if piece.role == "reference" and piece.text == text]


def _marks(ours: Line, theirs: Line, sides: Sides) -> str:
    labels = marks(ours)
    shown, their_marks = [sides.shown_label(each) for each in labels], marks(theirs)
    one, other = contrast(ours.text, theirs.text)
    lost, new = Counter(shown) - Counter(their_marks), Counter(their_marks) - Counter(shown)
    missing = [label for label, each in zip(labels, shown, strict=True) if each in lost]
    if missing and new:
        return f"the mark {missing[0]} in {name(ours)} is shown as {next(iter(new))}: {other}"
    if missing:  # of two that show one number the one whose note is missing too
        label = next((each for each in missing if sides.paired_note(each) is None), missing[0])
        return f"the mark {label} in {name(ours)} is missing: {other}"
    if new:
        return f"a mark {next(iter(new))} in {name(ours)} is not in the source: {other}"
    return f"the marks in {name(ours)} stand at other places: {other}, in the source {one}"


def _forms(ours: Line, theirs: Line) -> Iterator[tuple[Kind, str]]:
    if ours.kind != theirs.kind and (ours.text or theirs.text):
        yield "kind", f"{name(ours)} is shown as {_FORMS[theirs.kind]}, not as {_FORMS[ours.kind]}"
    elif ours.level != theirs.level:
        yield "level", f"{name(ours)} is of level {theirs.level}, in the source of level {ours.level}"


_FORMS = {
    "heading": "a heading",
    "text": "a text",
    "code": "code",
    "caption": "a caption",
    "header": "a column's header",
    "cell": "a cell",
    "image": "a picture",
    "note": "a note",
}


def _links(ours: Line, theirs: Line, sides: Sides) -> Iterator[str]:
    links = _compared(ours)
    their_links = _compared(theirs)
    if len(links) != len(their_links):
        yield _lost_link(ours, links, their_links)
        return
    for link, their_link in zip(links, their_links, strict=True):
        if link.role != their_link.role:
            yield f"the link {quoted(link.text)} in {name(ours)} leads {_where(their_link, sides)}"
        elif link.role == "link":
            if not same_address(str(link.target), str(their_link.target)):
                yield (
                    f"the link {quoted(link.text)} in {name(ours)} leads to {their_link.target}, "
                    f"in the source to {link.target}"
                )
        else:
            yield from _aims(ours, link, their_link, sides)


def _looks(ours: Line, theirs: Line) -> Iterator[str]:
    """Yield words with different emphasis, each stretch once."""
    if not any(piece.look for piece in (*ours.pieces, *theirs.pieces)):
        return
    one, other = looks(ours), looks(theirs)
    if [sign for sign, _ in one] != [sign for sign, _ in other]:
        return  # only what the two print besides can differ here, and that has been told
    for (look, their_look), signs in groupby(
        zip(one, other, strict=True), lambda pair: (pair[0][1], pair[1][1])
    ):
        if look != their_look:
            letters = (re.escape(sign) for (sign, _), _ in signs)
            found = re.search(r"[\W_]*".join(letters), "".join(piece.text for piece in ours.pieces))
            words = quoted(found[0] if found else ours.text)
            yield f"{words} in {name(ours)} is {_set_off(their_look)}, in the source {_set_off(look)}"


def _set_off(look: Look) -> str:
    return " and ".join(f"in {'strong ' * (each == 'strong')}emphasis" for each in sorted(look)) or "plain"


def _compared(line: Line) -> list[Way]:
    """Return the links that every output makes."""
    return [way for way in ways(line) if way.role == "reference" or is_live(str(way.target))]


def _lost_link(ours: Line, links: list[Way], their_links: list[Way]) -> str:
    texts = [fold(way.text) for way in links]
    their_texts = [fold(way.text) for way in their_links]
    lost = next((text for text in texts if text not in their_texts), "")
    added = next((text for text in their_texts if text not in texts), "")
    if len(links) > len(their_links):
        return (
            f"the link {quoted(lost)} in {name(ours)} is no link"
            if lost
            else f"a link in {name(ours)} is lost"
        )
    return f"{quoted(added)} in {name(ours)} is a link, in the source it is none"


def _where(way: Way, sides: Sides) -> str:
    if way.role == "link":
        return f"out of the document, to {way.target}"
    return f"to {_their_name(way.target, sides)}, not out of the document"


def _aims(ours: Line, link: Way, their_link: Way, sides: Sides) -> Iterator[str]:
    aim, their_aim = sides.aim(link.target), sides.their_aim(their_link.target)
    if aim is not None and sides.paired[aim] != their_aim:
        yield (
            f"the link {quoted(link.text)} in {name(ours)} leads to {_their_name(their_link.target, sides)}, "
            f"in the source to {name(sides.ours[aim].line)}"
        )


def _their_name(key: object, sides: Sides) -> str:
    """Return our name of the target of a link of theirs."""
    at = sides.their_aim(key)
    if at is None:
        return "nothing that is known"
    line = sides.original(at)
    return name(line) if line else quoted(sides.theirs[at].text)


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
