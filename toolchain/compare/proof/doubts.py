"""Resolve, with the source, what a page does not show, so that no proof fails because of it.

A page shows no space at the end of a line and no character without a glyph, and right-to-left texts in visual
order. What the PDF reader leaves open (U+200B, U+2060, U+202D and U+202C, see `toolchain.readers.pdf`) is
taken from the line of the source that is otherwise the same, character by character.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from toolchain.checks.source.text.characters import without_font
from toolchain.compare.proof.lines import Line, Piece, Shown, fold
from toolchain.compare.proof.turned import SILENT, Stretch, joined, look_the_same, paired
from toolchain.formats.pdf.bidi import likeliest, same_sight
from toolchain.formats.pdf.fonts import UNREADABLE
from toolchain.formats.pdf.ways import no_glyph
from toolchain.formats.pdf.words import is_free
from toolchain.model import languages
from toolchain.model.diagnostics import Finding, Place
from toolchain.model.expressions import expression
from toolchain.model.groups import by_first
from toolchain.model.languages import RIGHT_TO_LEFT
from toolchain.model.records import Record, replace
from toolchain.rules.files_pdf import CharactersUnknown
from toolchain.rules.outputs_pdf import MissingCharacter, NoGlyph

_DOUBT = expression("[\u2010 ]?\u200b|[\u2060\u202c\u202d]")
_LIKELY_SPACE = expression(r" \u200b|(?<=[.,;:!?)\]»”’%،؛؟])\u200b")
_SILENT = expression(f"[{SILENT}]")
_THEIR_SILENT = expression(
    _SILENT.pattern.replace("\u200b-", "\u200c-")
    .replace("-\u202e", "-\u202b\u202e")
    .replace("\u2060-", "\u2061-")
)
_MOST_ALIKE = 50
"""Lines of the source with the same words in another order that are tried."""


class Settled(NamedTuple):
    """Both sides as a page can show them.

    found     the blocks of their lines that look like ours, in whatever order the reader found the text
    divided   words of ours that theirs divide without a hyphen, and where
    left      the rest of their cover lines, by number, in which facts are in another order
    """

    ours: Shown
    theirs: Shown
    found: frozenset[int]
    divided: tuple[tuple[Place, str], ...]
    left: Mapping[int, str]


def settled(ours: Shown, theirs: Shown) -> Settled:
    """Return both sides, theirs without doubts. The time grows with their length."""
    known = _Known(ours)
    theirs = replace(
        theirs,
        title=known.settled_text(theirs.title),
        cover=tuple(map(known.settled_fact, theirs.cover)),
        body=tuple(map(known.settled, theirs.body)),
        notes=tuple(map(known.settled, theirs.notes)),
        contents=tuple(each._replace(text=_theirs(each.text)) for each in theirs.contents),
        metadata=tuple(map(_audible_line, theirs.metadata)),
    )
    ours = replace(
        ours,
        title=_audible(ours.title),
        cover=tuple(map(_audible, ours.cover)),
        words=tuple(map(_audible, ours.words)),
        free=tuple(map(_audible, ours.free)),
        body=tuple(map(_audible_line, ours.body)),
        notes=tuple(map(_audible_line, ours.notes)),
        contents=_audible_pieces(ours.contents),
    )
    facts, left = _turned_facts(ours, theirs.cover)
    theirs = replace(theirs, cover=(*theirs.cover, *facts))
    return Settled(ours, theirs, frozenset(known.found), tuple(known.divided), left)


def _seen(text: str) -> str:
    """Return our text as it looks: a letter with its mark is one character, however it is typed (NFC)."""
    return text if text.isascii() else unicodedata.normalize("NFC", _SILENT.sub("", text))


def _theirs(text: str) -> str:
    """Return their text likewise; a glyph for several characters includes the invisible ones among them."""
    return unicodedata.normalize("NFC", _THEIR_SILENT.sub("", text))


def _audible(text: str) -> str:
    return fold(_seen(text))


def _audible_line(line: Line) -> Line:
    return line.changed(made_of=_audible_pieces(line.pieces))


def _audible_pieces(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(each if each.text.isascii() else each._replace(text=_seen(each.text)) for each in pieces)


def _named(text: str, facts: Iterable[str]) -> str:
    """Return a text with our characters where its file does not state them, as it does without a glyph."""
    for fact in facts if UNREADABLE in text else ():
        forms = (re.escape(sign) if sign.isascii() else f"[{sign}{UNREADABLE}]" for sign in _seen(fact))
        text = re.sub("".join(forms), fact.replace("\\", r"\\"), text)
    return text


class _Known:
    """The lines of the source by what a page shows of them; see `Settled` for its results."""

    def __init__(self, ours: Shown) -> None:
        self.found: set[int] = set()
        self.divided: list[tuple[Place, str]] = []
        self._right_to_left = languages.is_right_to_left(ours.lang)
        self._lines: dict[Hashable, dict[str, Sequence[Piece]]] = {}
        for line in (*ours.body, *ours.notes):
            self._add(line.text, line.pieces)
        self._facts = (ours.title, *ours.cover)
        for text in self._facts:
            self._add(text, [Piece(text)])

    def settled(self, line: Line) -> Line:
        """Return their line as ours, if only invisible things differ."""
        return line.changed(made_of=tuple(self._settled(line.pieces, line.text, line.span)))

    def settled_text(self, text: str) -> str:
        """Return the same for a text without links."""
        text = _named(text, self._facts)
        return fold("".join(piece.text for piece in self._settled([Piece(text)], text)))

    def settled_fact(self, text: str) -> str:
        """Return the same for a line that may have other content; what is not resolved stays open."""
        text = _named(_theirs(text), self._facts)
        if self._lines.get(self._key(_DOUBT.sub("", text))):
            return self.settled_text(text)
        if self._is_turned(text):
            text = likeliest(text, self._right_to_left)
        # the author's own: the reader does not join such words
        return fold(text).replace("\u2060", "")

    def _add(self, text: str, pieces: Sequence[Piece]) -> None:
        alike = self._lines.setdefault(self._key(_seen(text)), {})
        if len(alike) < _MOST_ALIKE:
            alike.setdefault(text, pieces)

    def _settled(self, pieces: Sequence[Piece], text: str, span: Place | None = None) -> Sequence[Piece]:
        if not text.isascii():
            pieces, text = [each._replace(text=_theirs(each.text)) for each in pieces], _theirs(text)
        known = self._lines.get(self._key(_DOUBT.sub("", text)), {})
        alike = list(known.values()) if span else [[Piece(each)] for each in known]
        if self._is_turned(text):
            return self._ordered(pieces, alike, span.block if span else 0)
        if not any(_DOUBT.search(piece.text) for piece in pieces):
            return pieces
        filled = [_filled(pieces, "".join(piece.text for piece in want)) for want in alike]
        best = next((each for each in filled if each.is_whole), filled[0] if filled else None)
        if best is None:
            return _without_doubts(pieces)
        if span:
            self.divided += [(span, word) for word in best.divided]
        return best.pieces

    def _ordered(
        self, pieces: Sequence[Piece], alike: Sequence[Sequence[Piece]], block: int
    ) -> Sequence[Piece]:
        for want in alike:
            stretches = paired(pieces, want)
            if look_the_same(stretches, self._right_to_left):
                self.found.add(block)
                return _taken(stretches)
        return _without_doubts(
            [piece._replace(text=likeliest(piece.text, self._right_to_left)) for piece in pieces]
        )

    def _key(self, text: str) -> Hashable:
        if self._is_turned(text):
            return "".join(sorted(re.sub(r"[\s\u2010]", "", same_sight(joined(text)))))
        return re.sub(r"\s", "", text.replace("\u2010", ""))

    def _is_turned(self, text: str) -> bool:
        """Return whether a text has its own direction; after one that does, figures alone may too."""
        return self._right_to_left or languages.has_right_to_left(text)


_TOKEN = expression(rf"\d+|[{RIGHT_TO_LEFT}]+|[^\W\d{RIGHT_TO_LEFT}]+|[^\w\s]")
"""Figures, words from right to left, others, signs: where two of them meet, a page may have them apart."""


def _turned_facts(ours: Shown, cover: Sequence[str]) -> tuple[list[str], dict[int, str]]:
    """Return the facts whose words are in a cover line in another order, and the rest of such lines.

    In a line with other content, such as the contents, the intended order of words in both directions is not
    known.
    """
    alone = set(ours.cover)  # lines with nothing but a fact, whose words are no other fact's
    in_order = (line for line in cover if line not in alone and not languages.has_right_to_left(line))
    plain = "\n".join(in_order)
    apart = Counter(ours.cover) - Counter(cover)
    for fact in sorted(apart.elements(), key=len, reverse=True):  # the role of two persons is two facts
        if fact in plain:
            plain, apart[fact] = plain.replace(fact, "\n", 1), apart[fact] - 1
    facts = list(apart.elements())
    if not any(map(languages.has_right_to_left, (*facts, *cover))):
        return [], {}
    words = [Counter(() if line in alone else _TOKEN.findall(same_sight(joined(line)))) for line in cover]
    places = by_first((word, at) for at, line in enumerate(words) for word in line)

    def take(text: str) -> int | None:
        """Return the line from which the words of a text are taken."""
        wanted = Counter(_TOKEN.findall(same_sight(joined(text))))
        lines = min((places.get(word, []) for word in wanted), key=len, default=[])
        fitting = (at for at in lines if wanted <= words[at])
        # not counting signs, such as the brackets around what a picture shows
        place = min(fitting, key=lambda at: sum(map(str.isalnum, words[at].elements())), default=None)
        if place is not None:
            words[place] -= wanted
        return place

    found = [(fact, place) for fact in facts if (place := take(fact)) is not None]
    for text in ours.free:
        take(text)
    return [fact for fact, _ in found], {at: " ".join(words[at].elements()) for _, at in found}


def _taken(stretches: Iterable[Stretch]) -> Sequence[Piece]:
    """Return our text, with the targets of their links."""
    return [
        piece
        for stretch in stretches
        for piece in (stretch.link._replace(text=_seen(stretch.ours)), Piece(stretch.space))
        if piece.text or piece.role != "text"
    ]


def _without_doubts(pieces: Iterable[Piece]) -> Sequence[Piece]:
    """Return their pieces in the most likely form, if none of ours are the same."""
    return [piece._replace(text=_DOUBT.sub("", _LIKELY_SPACE.sub(" ", piece.text))) for piece in pieces]


class _Filled(Record):
    """Their pieces with our text at each doubt.

    is_whole    whether the result is our text
    divided     words that they divide without a hyphen
    """

    pieces: Sequence[Piece]
    is_whole: bool
    divided: list[str]


def _filled(pieces: Iterable[Piece], ours: str) -> _Filled:
    want = _seen(ours)
    at = 0
    found: list[Piece] = []
    divided: list[str] = []
    for piece in pieces:
        out: list[str] = []
        for text in re.split(f"({_DOUBT.pattern})", piece.text):
            if text.endswith("\u200b"):
                standing = re.compile("\u2010?\\s*" if text[0] == "\u2010" else r"\s*").match(want, at)
                out.append(standing[0] if standing else "")
                if not out[-1] and text[0] != "\u2010" and piece.role != "link":
                    divided += _word(want, at)
                at += len(out[-1])
                continue
            out.append(text)
            at = _after(want, at, sum(not char.isspace() for char in text))
        found.append(piece._replace(text="".join(out)))
    return _Filled(
        found,
        fold("".join(piece.text for piece in found)) == fold(want),
        [word for word in divided if word in ours.replace("\u00ad", "")],  # not where U+200B lets it
    )


def _word(text: str, at: int) -> Iterator[str]:
    """Yield the word that continues at a position, unless it is an address, a file name or ideographs."""
    found = re.compile(r"[^\w\s]*+([^\W\d_]++)[^\w\s]*+(?:\s|\Z)").match(text, text.rfind(" ", 0, at) + 1)
    if found and found.start(1) < at < found.end(1) and not any(map(is_free, found[1])):
        yield found[1]


def _after(text: str, at: int, count: int) -> int:
    """Return the position in a text after so many characters from `at` that are not spaces."""
    while count and at < len(text):
        count -= not text[at].isspace()
        at += 1
    return at


def with_names(defects: Sequence[Finding], ours: Shown) -> tuple[Finding, ...]:
    """Return defects with our characters without a glyph, if the file does not say which they are."""
    no_name = MissingCharacter(UNREADABLE, "FFFD")
    unnamed = [
        each for each in defects if isinstance(each.facts, NoGlyph) and no_name in each.facts.characters
    ]
    texts = (ours.title, *ours.cover, *(line.text for line in (*ours.body, *ours.notes)))
    signs = without_font("".join(texts)) if unnamed else ()
    if not signs:
        return tuple(defects)
    named = no_glyph(sorted(signs))
    return tuple(
        replace(each, facts=named) if each in unnamed else each
        for each in defects
        if not isinstance(each.facts, CharactersUnknown)
    )
