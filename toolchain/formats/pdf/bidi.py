"""Convert text from visual order (left to right on the page) to reading order, for scripts from right to
left.

The Unicode bidirectional algorithm has no inverse: where digits, punctuation and words of both directions
meet, several texts look the same. The code tries candidates and returns one that looks like the page. If none
does, the text stays in visual order, between U+202D and U+202C.

For the glyph of a bracket, a file states the character that it has in words of the file's direction; or one
for each place, as a file does that marks reversed text (ISO 32000-1, 14.8.2.3.3).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from toolchain.formats.bidi.levels import shown as shown_order
from toolchain.formats.bidi.levels import visual
from toolchain.formats.bidi.mirrors import MIRROR, MIRRORED, PAIRS
from toolchain.model.expressions import expression
from toolchain.model.languages import RIGHT_LETTER, has_right_to_left

_KINDS = {"L": "l", "R": "r", "AL": "r", "EN": "n", "AN": "n", "CS": "c", "ES": "e", "ET": "t"}
_SILENT = expression("[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f]")
_FIGURES = ("n+(?:cn+)*+", "t*+n+(?:[ce]n+)*+t*+", "n+(?:[ceto]n+)*+")
_BRACKETS = "()[]{}<>«»"
_SAME = str.maketrans({closing: opening for opening, closing in zip(PAIRS[::2], PAIRS[1::2], strict=True)})
_PAGE, _END = "\u202d", "\u202c"
_ADDRESS = expression(r"^[^\W\d]\S*(?:://|@)\S+$|^www\.\S+$")
"""Text that runs from left to right in any context: addresses."""
_MOVED = frozenset(("R", "AL", "AN"))
_TRIES = 4
"""How often mirrored brackets are tried: each change can affect other brackets."""
_LONGEST = 2_000
"""Maximum number of characters between two words of one direction that are reordered."""


class Order(NamedTuple):
    """A text in reading order.

    turned    the order may differ from that on the page
    certain   the text looks like the page
    """

    text: str
    turned: bool = False
    certain: bool = True


def may_run_from_right(text: str) -> bool:
    """Return whether a text has nothing that runs from left to right."""
    return frozenset("ln").isdisjoint(_kinds(text))


def same_sight(text: str) -> str:
    """Return a text in which mirrored brackets are equal, for comparison."""
    return text.translate(_SAME)


def likeliest(text: str, right_to_left: bool) -> str:
    """Return a text whose parts in visual order are converted to the likeliest reading order."""
    if _PAGE not in text:
        return text
    return re.sub(f"{_PAGE}([^{_END}]*){_END}", lambda found: _turned(found[1], right_to_left), text)


def in_reading_order(glyphs: Sequence[str], right_to_left: bool, *, is_exact: bool = False) -> Order:
    """Return the text of a run in reading order; `glyphs` are in the order of the page, left to right.

    `is_exact` means that brackets are stated for each place.
    """
    text = "".join(glyphs)
    if not right_to_left and not has_right_to_left(text):
        return Order(text)
    line = "".join(_shown(glyph, right_to_left) if len(glyph) > 1 else glyph for glyph in glyphs)
    shown = line.strip()
    if not shown:
        return Order(line, turned=True)
    ends = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    before, after = ends[::-1] if right_to_left else ends
    if _is_from_right(shown, right_to_left) if is_exact else right_to_left:
        shown = shown.translate(MIRRORED)
    read = _read(shown, right_to_left)
    text = _as_shown(shown) if read is None else read
    return Order(f"{before}{text}{after}", turned=True, certain=read is not None)


def _is_from_right(shown: str, right_to_left: bool) -> bool:
    """Return whether the words of a text are read from right to left, or the file if it has no words."""
    kinds = set(_kinds(shown))
    return "r" in kinds or (right_to_left and kinds.isdisjoint("ln"))


def _shown(glyph: str, right_to_left: bool) -> str:
    """Return the visible characters of a glyph, in visual order."""
    seen = _SILENT.sub("", glyph) or glyph
    kind = _kind(seen[0])
    return seen[::-1] if kind == "r" or (right_to_left and kind == "o") else seen


def _read(shown: str, right_to_left: bool) -> str | None:
    """Return a text that looks like this, None if none is found."""
    wanted = same_sight(shown)
    is_address = right_to_left and bool(_ADDRESS.search(shown))
    for base in (right_to_left ^ is_address, not right_to_left ^ is_address):
        for found in _candidates(shown, base):
            if same_sight(visual(found, base)) == wanted:
                exact = _with_brackets(found, shown, base)
                if exact is not None:
                    return exact
    return None


def _as_shown(shown: str) -> str:
    """Return a text in visual order, marked from the first character that may be moved."""
    start = next((at for at, char in enumerate(shown) if unicodedata.bidirectional(char) in _MOVED), 0)
    return f"{shown[:start]}{_PAGE}{shown[start:]}{_END}"


def _candidates(shown: str, right_to_left: bool) -> Iterator[str]:
    """Yield texts that may look like this except for their brackets, the likeliest first."""
    text = _turned(shown, right_to_left)
    balanced = _balanced(text)
    yield balanced
    if balanced != text:
        yield text


def _with_brackets(text: str, wanted: str, right_to_left: bool) -> str | None:
    """Return a text with the brackets as shown, None if it then looks different."""
    for _ in range(_TRIES):
        seen = visual(text, right_to_left)
        if seen == wanted:
            return text
        places, _levels = shown_order(text, right_to_left)
        signs = list(text)
        for place, sign, other in zip(places, seen, wanted, strict=True):
            if sign != other:
                signs[place] = MIRROR[signs[place]]
        text = "".join(signs)
        if same_sight(visual(text, right_to_left)) != same_sight(wanted):
            return None
    return None


def _turned(shown: str, right_to_left: bool) -> str:
    """Return the likeliest text: words of the paragraph's direction, with reordered parts between."""
    own = "r" if right_to_left else "l"
    text = shown[::-1] if right_to_left else shown
    kinds = _kinds(text)
    if not re.search("[ln]" if right_to_left else "r", kinds):
        return text
    found, before = [], ""
    for stretch in re.finditer(f"{own}++|[^{own}]++", kinds):
        start, end = stretch.span()
        part = text[start:end]
        if kinds[start] != own:
            part = _between(part, before, text[end : end + 1], right_to_left)
        else:
            before = text[end - 1]
        found.append(part)
    return "".join(found)


def _between(part: str, before: str, after: str, right_to_left: bool) -> str:
    """Return the reordered text between two words of the paragraph's direction.

    `part` is in the paragraph's direction; `before` and `after` are the characters around it.
    """
    if len(part) > _LONGEST:
        return part
    sight = part[::-1] if right_to_left else part
    wanted = same_sight(after + sight + before if right_to_left else before + sight + after)
    first = None
    for arrange in _ARRANGEMENTS[right_to_left]:
        text = _balanced(arrange(sight))
        first = text if first is None else first
        if same_sight(visual(before + text + after, right_to_left)) == wanted:
            return text
    return first or part


def _arranged(blocks: str, inner: str, right_to_left: bool) -> Callable[[str], str]:
    """Return a function that reorders shown text, by the stretches against the paragraph's direction.

    `blocks` matches such stretches, as kinds of characters; `inner` matches the digits in them that still
    read from left to right.
    """
    form, figures = re.compile(blocks), re.compile(inner)

    def arrange(shown: str) -> str:
        if right_to_left:  # what reads from left to right stays as it is
            return _flipped(shown, form)
        found, end = [], 0
        for block in form.finditer(_kinds(shown)):
            found += [shown[end : block.start()], _flipped(shown[block.start() : block.end()], figures)]
            end = block.end()
        return "".join((*found, shown[end:]))

    return arrange


def _flipped(shown: str, kept: re.Pattern[str]) -> str:
    """Return a text in reversed order, except for the stretches that `kept` matches."""
    found, end = [], len(shown)
    for block in reversed(list(kept.finditer(_kinds(shown)))):
        found += [shown[block.end() : end][::-1], block[0] and shown[block.start() : block.end()]]
        end = block.start()
    return "".join((*found, shown[:end][::-1]))


_WORDS = ("n*+l(?:.*[ln])?[^rln ]?", "n*+l(?:.*[ln])?", "n*+l(?:.*l)?n*+")
_TURNED = (
    "r(?:.*r)?",
    "(?:n.*)?r(?:.*r)?",
    "[rn](?:.*[rn])?",
    "[^l ]r(?:.*r)?",
    "r(?:.*r)?[^l ]",
    "[^l ]?r(?:.*r)?[^l ]?",
    "[^l ]?[rn](?:.*[rn])?[^l ]?",
)
_ARRANGEMENTS: dict[bool, list[Callable[[str], str]]] = {
    True: [
        _arranged(f"{words}|{figures}", figures, right_to_left=True)
        for words in (_WORDS[1], _WORDS[0], _WORDS[2])
        for figures in _FIGURES
    ],
    False: [_arranged(turned, figures, right_to_left=False) for turned in _TURNED for figures in _FIGURES],
}


def _balanced(text: str) -> str:
    """Return the text with brackets that open before they close; the others are mirrored."""
    signs = list(text)
    for opening in _BRACKETS[::2]:
        closing = MIRROR[opening]
        unopened: list[int] = []
        opened: list[int] = []
        for at, char in enumerate(signs):
            if char == opening:
                opened.append(at)
            elif char == closing and opened:
                opened.pop()
            elif char == closing:
                unopened.append(at)
        pairs = min(len(unopened), len(opened))
        for at in (*unopened[len(unopened) - pairs :], *opened[:pairs]):
            signs[at] = MIRROR[signs[at]]
    return "".join(signs)


def _kinds(text: str) -> str:
    return "".join(map(_kind, text))


def _kind(char: str) -> str:
    kind = unicodedata.bidirectional(char)
    if kind == "NSM":
        return "r" if RIGHT_LETTER.match(char) else "l"
    return " " if kind == "WS" else _KINDS.get(kind, "o")
