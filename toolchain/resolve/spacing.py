"""Find what must stay on one line: a word and its number, a number and its unit, groups of digits.

A space typed there is printed as a no-break space; none is added. Of two spaces around a comment,
one is printed.

These are spaces such as those in "art. 375", "12 per cent", "10 000", and French "Pourquoi ?".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias

from toolchain import model as m
from toolchain.model.expressions import expression
from toolchain.model.languages import read_known
from toolchain.model.records import Record, replace
from toolchain.model.walk import walk
from toolchain.resolve.claims import ends_in_word
from toolchain.resolve.labels import Words, words_for
from toolchain.resolve.survey import Leaves, Survey
from toolchain.resolve.tables import Reference
from toolchain.text.running import Leaf, Running

NO_BREAK = "\u00a0"
THIN = "\u2009"
UNBROKEN = {" ": NO_BREAK, THIN: "\u202f"}
"""For each space, the no-break space of the same width."""


class Piece(NamedTuple):
    """The replacement for the characters from `start` to `end`."""

    start: int
    end: int
    nodes: m.Inlines


def replaced(inlines: m.Inlines, running: Running, pieces: Sequence[Piece]) -> m.Inlines:
    """Return the text with the pieces inserted; nodes outside the pieces are the same objects."""
    touched = {
        leaf.node: leaf
        for leaf in running.leaves
        if any(piece.start < leaf.end and leaf.start < piece.end for piece in pieces)
    }

    def changed(node: m.Inline) -> m.Inlines:
        return (
            cut(touched[node], pieces) if isinstance(node, m.Text | m.Break) and node in touched else (node,)
        )

    return rebuilt(inlines, changed)


def rebuilt(inlines: m.Inlines, change: Callable[[m.Inline], m.Inlines]) -> m.Inlines:
    """Return a text in which `change` replaces each node, also inside emphasis, links and other markup.

    Markup whose content does not change is the same object.
    """
    out: list[m.Inline] = []
    for node in inlines:
        if isinstance(node, m.Emphasis | m.Strong | m.Foreign | m.Link):
            inner = rebuilt(node.children, change)
            out.append(node if inner == node.children else replace(node, children=inner))
        else:
            out += change(node)
    return tuple(out)


def cut(leaf: Leaf, pieces: Sequence[Piece], text: str | None = None) -> m.Inlines:
    """Return one leaf with the pieces that begin in it; a piece that began earlier only removes its
    characters. `text` is printed in place of its own, as long as that.
    """
    text = text or (leaf.node.text if isinstance(leaf.node, m.Text) else " ")
    out: list[m.Inline] = []
    done = 0
    for piece in pieces:
        start, end = piece.start - leaf.start, piece.end - leaf.start
        if end <= 0 or start >= len(text):
            continue
        out.append(m.Text(leaf.node.span, text[done : max(start, 0)]))
        out += piece.nodes if start >= 0 else ()
        done = min(end, len(text))
    out.append(m.Text(leaf.node.span, text[done:]))
    return joined(out)


def joined(inlines: Iterable[m.Inline]) -> m.Inlines:
    """Return inlines without empty texts, and with adjacent texts joined."""
    out: list[m.Inline] = []
    for node in inlines:
        last = out[-1] if out else None
        if isinstance(node, m.Text) and isinstance(last, m.Text):
            out[-1] = m.Text(last.span.to(node.span), last.text + node.text)
        elif not (isinstance(node, m.Text) and not node.text):
            out.append(node)
    return tuple(out)


_SIGN = r"[0-9]|(?:[IVXLCDM]+|[A-Z])(?![\w-])"
"""The beginning of a number: figures, a Roman numeral, a capital letter."""

_NUMBER = expression(_SIGN)
_GROUP = expression(r"[0-9]{3}(?![0-9])")
_FIRST_GROUP = expression(r"(?<![0-9.,])[0-9]{1,3}$")
_LONGEST_GROUP, _LONGEST_WORD, _LAST = 4, 24, 3
_TO_WORD = expression(r".*[\s([{«“„\"'‘’/]", re.DOTALL)


class Glue(Record):
    """The words and characters that stay with a number in a language, from `glue.toml`.

    before   words that a number follows, in lower case
    ends     their last characters, at most three, which exclude most other words quickly
    space    finds a space after a number, or before one if the character before it may end a word
    after    words that follow a number, each with the forms of the space before it
    signs    finds a space before or after a character that it belongs to; None if no character has one
    whole    finds a space in an abbreviation of several parts; None if there is none
    """

    before: frozenset[str]
    ends: frozenset[str]
    space: re.Pattern[str]
    after: tuple[str, ...]
    signs: re.Pattern[str] | None
    whole: re.Pattern[str] | None

    def spaces(self, text: str) -> Iterator[int]:
        """Yield the positions of the spaces at which no line may end, in no order; a thin space counts
        too.
        """
        text = text.replace(THIN, " ")
        for match in self.space.finditer(text):
            at = match.start()
            if self.ends_in_word(text, at) and _NUMBER.match(text, at + 1):
                yield at
            elif text[at - 1].isdecimal():
                yield from (at,) if _parts_groups(text, at) else self._in_unit(text, at)
        for match in self.signs.finditer(text) if self.signs else ():
            yield match.start()
        for match in self.whole.finditer(text) if self.whole else ():
            yield match.start()

    def ends_in_word(self, text: str, end: int) -> bool:
        """Return whether the text before the character at `end` ends in a word that a number follows."""
        last = text[max(0, end - _LAST) : end].lower()
        if last not in self.ends and last[1:] not in self.ends and last[2:] not in self.ends:
            return False
        start = max(0, end - _LONGEST_WORD)
        before = _TO_WORD.match(text, start, end)
        word = text[before.end() if before else start : end]
        return word.lower() in self.before or word[-1:] in self.before

    def _in_unit(self, text: str, at: int) -> Iterator[int]:
        """Yield the space before a unit, and the spaces in it."""
        for unit in self.after:
            end = at + 1 + len(unit)
            if text.startswith(unit, at + 1) and not text[end : end + 1].isalnum():
                yield at
                yield from (at + 1 + inner for inner, sign in enumerate(unit) if sign == " ")
                return


def _parts_groups(text: str, at: int) -> bool:
    """Return whether a space separates groups of a number's digits."""
    return bool(_GROUP.match(text, at + 1) and _FIRST_GROUP.search(text, max(0, at - _LONGEST_GROUP), at))


@cache
def glue(lang: str) -> Glue:
    """Return the rules for a BCP 47 tag, by its primary subtag; English rules if the language is unknown."""
    words, table = words_for(lang), read_known(__file__, lang, "glue")
    listed = {word for forms in words.references.values() for word in forms if " " not in word}
    closing, opening = table["closing"], table["opening"]
    beside = (f" (?=[{closing}])" if closing else "", f"(?<=[{opening}]) " if opening else "")
    signs = re.compile("|".join(filter(None, beside))) if closing or opening else None
    before = listed.union(table["before"])
    ends = frozenset(word[-_LAST:] for word in before)
    whole = "|".join(part for each in table["whole"] for part in _inside(each))
    inside = re.compile(f" (?:{whole})") if whole else None
    return Glue(frozenset(before), ends, _space(ends), tuple(table["after"]), signs, inside)


def _inside(abbreviation: str) -> Iterator[str]:
    """Yield, for each space in an abbreviation, an expression for the text around it."""
    for at, sign in enumerate(abbreviation):
        if sign == " ":
            left, right = re.escape(abbreviation[: at + 1]), re.escape(abbreviation[at + 1 :])
            yield rf"(?<={left})(?<!\w{left}){right}"


def _space(ends: Iterable[str]) -> re.Pattern[str]:
    """Return the expression `Glue.space`. It begins with the space, so that long texts are searched
    quickly.
    """
    last = "".join(sorted({end[-1] for end in ends}))
    behind = re.escape(last + last.upper())
    return re.compile(rf" (?:(?=[0-9A-Z])(?<=[\d{behind}] )(?={_SIGN})|(?<=[0-9] ))")


_Leaf: TypeAlias = m.Text | m.Break
Printed: TypeAlias = dict[_Leaf, str]

_END = "\x1f"
"""Ends each run where all are one text: no text holds it, it parts words, and no line ends there."""


def spaced(survey: Survey, references: Mapping[m.CrossReference, Reference], words: Words) -> Printed:
    """Return the texts and line ends that are printed with no-break spaces, and how."""
    found: dict[_Leaf, list[int]] = {}
    language = glue(words.lang)
    for story in survey.everything():
        for node, before in story.references:
            reference = references.get(node)
            numbered = reference is not None and _begins_with_number(reference.children)
            if before and numbered and _leads_to_number(before, words, language):
                found.setdefault(before[-1], []).append(len(_text(before[-1])) - 1)
    runs = [run for story in survey.everything() for run in story.runs]
    pairs = (pair for run in runs for pair in pairwise(run))
    # only a comment is between two spaces of two leaves
    doubled = {leaf for before, leaf in pairs if _text(before).endswith(" ") and _text(leaf).startswith(" ")}
    for leaf, at in _glued(runs, doubled, language):
        found.setdefault(leaf, []).append(at)
    places = {**dict.fromkeys(doubled, ()), **found}
    return {leaf: _unbroken(_text(leaf), at)[leaf in doubled :] for leaf, at in places.items()}


def unbroken(inlines: m.Inlines, lang: str) -> m.Inlines:
    """Return generated inlines, such as a citation's, with no-break spaces."""
    leaves = [node for node, _ in walk(inlines) if isinstance(node, m.Text | m.PrintedNumber)]
    texts = [leaf.text for leaf in leaves]
    letters = list("".join(texts))
    for place in glue(lang).spaces("".join(texts)):
        letters[place] = UNBROKEN[letters[place]]
    ends = accumulate(map(len, texts))
    said = {
        leaf: "".join(letters[end - len(text) : end])
        for leaf, text, end in zip(leaves, texts, ends, strict=True)
    }

    def saying(node: m.Inline) -> m.Inlines:
        if isinstance(node, m.Text) and said[node] != node.text:
            return (replace(node, text=said[node]),)
        return (node,)

    return rebuilt(inlines, saying)


def _text(leaf: _Leaf) -> str:
    """Return the characters of a leaf; a source line's end is a space."""
    if isinstance(leaf, m.Text):
        return leaf.text
    return "\n" if leaf.hard else " "


def _glued(runs: Iterable[list[_Leaf]], doubled: Set[_Leaf], language: Glue) -> Iterator[tuple[_Leaf, int]]:
    """Yield the spaces of all runs at which no line may end, with their leaves. All runs are searched as one
    text, without the first space of leaves that are `doubled`.
    """
    leaves: list[_Leaf] = []
    texts: list[str] = []
    for run in runs:
        leaves += run
        texts += [_text(leaf)[leaf in doubled :] for leaf in run]
        texts[-1] += _END
    ends = list(accumulate(map(len, texts)))
    for place in language.spaces("".join(texts)):
        number = bisect_right(ends, place)
        yield leaves[number], place - ends[number] + len(texts[number]) + (leaves[number] in doubled)


def _unbroken(text: str, places: Iterable[int]) -> str:
    parts: list[str] = []
    done = 0
    for place in sorted(set(places)):
        parts += (text[done:place], UNBROKEN[text[place]])
        done = place + 1
    return "".join(parts) + text[done:]


def _begins_with_number(inlines: m.Inlines) -> bool:
    for node, _ in walk(inlines):
        if not isinstance(node, m.Emphasis | m.Strong | m.Foreign | m.Comment):
            return isinstance(node, m.PrintedNumber)
    return False


def _leads_to_number(before: Leaves, words: Words, language: Glue) -> bool:
    """Return whether the characters before a number end in a word and one space."""
    text = "".join(map(_text, before))
    if not text.endswith(" "):
        return False
    return language.ends_in_word(text, len(text) - 1) or ends_in_word(text[:-1], words)
