"""Numbers in a third-party file: what typed ones count, which are words, and which are those of lists between
the numbered paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from toolchain.formats.docx.numerals import numeral
from toolchain.formats.docx.story import BOLD, Block, Paragraph, Table
from toolchain.formats.docx.typed import BLANK, UNUSUAL
from toolchain.model.expressions import expression
from toolchain.word.importing.indents import Indents

LETTERED = frozenset(
    ("lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "arabicAbjad", "arabicAlpha", "russianLower")
)
_TYPED = ("lowerLetter", "arabicAbjad", "chineseCounting", "lowerRoman", "russianLower")
_MOST_TYPED = 60  # the last letter of a typed label
_SMALL = "small"
_LETTERS, _INITIAL = expression(r"[^\W\d_]{1,7}\."), expression(r"[^\W\d_]\.")
_TWO_INITIALS = expression(r"\W*[^\W\d_]\.[ \u00a0]+[^\W\d_]\.[ \u00a0]")
_WORD = r"(?:(?:d[aeio]s?|del|l[ao]s?|v[ao]n|de[nr]|[bi][bi]n|[ae]l|y|e)[ -]){0,3}[A-ZÀ-Þ][\w’'-]*"
_NAME = expression(
    rf"[^\W\d_]\.[ \u00a0]+{_WORD}(?:[ \u00a0]{_WORD}){{0,3}}(?:\s*[,(–—-][^;:]{{0,80}}(?<!\.))?$"
)
_YEAR = expression("[12][0-9]{3}")
SIGNS = "([（)]）.、．-–—ـ°ºª/:\t \u00a0\u3000"


def mark_words(blocks: Iterable[Block]) -> list[Paragraph]:
    """Mark paragraphs that begin with an initial or a figure, and not with a typed number.

    Letters with a full stop count from the first (A. B. C.), and next to each other most of them do, unlike
    "S. Moreno" and "د. سلمى". Most numbers with only a tab after them continue the last one, unlike years. In
    rows of figures, no words are after them. "5 – A" and "5.A" always continue it, and the next number is
    another. Return those that do count, but may be names: "A. Sota", and "5 – A" where it does not.
    """
    shown = [each for each in blocks if isinstance(each, Paragraph) and not each.shows_nothing]
    groups = [(case, [*group]) for case, group in groupby(shown, _case) if case]
    runs = _in_runs(groups)
    doubtful: list[Paragraph] = []
    for case, group in groups:
        counting = len(runs.intersection(group))
        names = [each for each in group if case != _SMALL and _NAME.match(each.text.strip())]
        if len(names) * 2 > len(group) or (counting * 2 <= len(group) and not (case == _SMALL and counting)):
            for each in group:
                each.worded = _INITIAL.fullmatch(each.typed_label) is not None
            doubtful += group if counting * 2 > len(group) else ()
    before, bare = 0, dict[Paragraph, bool]()
    left = (0, "")  # the number that stayed text last, and its signs
    for at, each in enumerate(shown):
        number = _number(each)
        if number and UNUSUAL.match(each.text.lstrip(BLANK)):
            below = next(filter(None, map(_number, islice(shown, at + 1, None))), 0)
            above, signs = shown[at - 1], each.typed_label[len(str(number)) :]
            is_bold = all(piece.look & BOLD for piece in above.pieces if piece.text.strip())  # a heading
            quoted = above.text.rstrip().endswith((":", "：")) and not is_bold
            goes_on = number == before + 1 and left != (number - 1, signs) and not quoted
            if number in (before, below) or not (number == 1 or goes_on):
                left = number, signs
                each.worded, number = True, 0
                doubtful.append(each)
        if each.typed_label.isdecimal():
            bare[each] = number == 1 or before in (0, number - 1)
        before = number or before
    few = sum(bare.values()) * 2 < len(bare)
    for each in bare:
        each.worded = few or bool(_YEAR.fullmatch(each.typed_label)) or not any(map(str.isalpha, each.text))
    return doubtful


def _case(paragraph: Paragraph) -> str:
    """Return the case of a typed letter with a full stop, which may be an initial; "" for any other."""
    label = "" if paragraph.is_heading else paragraph.typed_label
    return (_SMALL if label.islower() else "capital") if _LETTERS.fullmatch(label) else ""


def _in_runs(groups: Iterable[tuple[str, Sequence[Paragraph]]]) -> set[Paragraph]:
    """Return the paragraphs whose letters count on from a first one; one capital alone does not."""
    found, alone = set[Paragraph](), dict[str, Paragraph]()
    last: dict[tuple[str, str], int] = {}
    for case, group in groups:
        for each in group:
            said = [] if _TWO_INITIALS.match(each.text) else readings(each.typed_label.strip(SIGNS))
            known = {style: value for value, style in said if value in (1, last.get((case, style), 0) + 1)}
            if not known and each is not group[0]:
                last.clear()
            for style, value in known.items():
                last[case, style] = value
                if case != _SMALL and value == 1:
                    alone[style] = each
                else:
                    found |= {each, alone.pop(style, each)}
    return found


class Counted(NamedTuple):
    """The value of a typed label, 0 for none, and its style: "decimal", "lowerRoman" …"""

    value: int = 0
    style: str = "decimal"


def readings(sign: str) -> list[Counted]:
    """Return what the letters of a typed label may count."""
    lowered = sign.lower().replace("ا", "أ")
    return [
        Counted(value, style)
        for style in _TYPED
        for value in range(1, _MOST_TYPED)
        if numeral(style, value) == lowered
    ]


def counted(label: str, before: Counted) -> Counted:
    """Return the value of a typed label. For "i", a letter or a Roman number, the value `before` decides."""
    sign = label.strip(SIGNS)
    if sign.isdecimal():
        return Counted(int(sign))
    if any(character.isdigit() for character in sign):
        return Counted()
    found = readings(sign)
    following = next((each for each in found if each == (before.value + 1, before.style)), None)
    roman = next((each for each in found if each.style == "lowerRoman"), None)
    if following is None and roman and (sign.lower() == "i" or len(sign) > 1):
        return roman
    return following or next((each for each in found if each.style != "lowerRoman"), roman) or Counted()


def list_before(blocks: Sequence[Block], following: int, indents: Indents) -> frozenset[Paragraph]:
    """Return the items 1, 2, 3 … at the start of blocks if a number `following` continues the text after
    them, before the next heading; else none.
    """
    items: list[Paragraph] = []
    first = ("", 0)
    for block in blocks:
        if isinstance(block, Table):
            continue
        if block.is_heading:
            break
        number, listed = _number(block), block.item if block.label.strip() else None
        key = (listed.list.identity if listed else "", indents.of(block).left)
        if not number and not items:
            break
        if number == len(items) + 1 and (not items or key == first or number != following):
            first = first if items else key
            items.append(block)
        elif number:
            return frozenset(items if number == following else ())
    return frozenset()


def _number(paragraph: Paragraph) -> int:
    """Return the automatic or typed number of a paragraph, 0 for none."""
    item = paragraph.item
    if item and paragraph.label.strip():
        return item.counts[-1] if item.style != "bullet" and item.style not in LETTERED else 0
    sign = paragraph.typed_label.strip(SIGNS)
    return int(sign) if sign.isdecimal() else 0
