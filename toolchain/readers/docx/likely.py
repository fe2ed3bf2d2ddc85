"""Find lines that look like headings although no style says so: short, bold, and above a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import dropwhile, pairwise, takewhile
from typing import NamedTuple, TypeGuard

from toolchain.formats.docx.story import BOLD, ITALIC, Block, Paragraph, Table
from toolchain.formats.docx.typed import typed_label
from toolchain.formats.docx.xml import PROPERTIES, Element, W, integer, value
from toolchain.model.expressions import expression
from toolchain.model.records import Record
from toolchain.readers.docx.cover import is_before_text, is_short

_LONGEST, _MOST_WORDS, _FEW, _DEEPEST = 120, 18, 3, 6
_STOPS, _COLONS = tuple(".;:,…。；：，،؛"), (":", "：")
_CAPTION = expression(
    r"(?!(?i:chap|cap|part|sec|глав|разд|част))\w+\.?\s*(?:№\s?|رقم\s)?\(?\d+\)?\s*(?:[.:–—-]|$)"
)
_OTHERS = frozenset(("title", "cover", "contents", "caption", "quotation", "code", "notes"))
_ENDS = tuple(".!?…。！？؟”»")
_WORDS = expression(r"[^\W\d_][^\W_]*(?:[-’'][^\W_]+)?(?:[ \u00a0]\w+(?:[-’']\w+)?){0,7}")
"""At most eight words, without commas and stops, as in a heading."""
_CHAPTER = expression("第[一二三四五六七八九十0-9]{1,4}([编編章节節]|部分)")
_ROMAN, _SIGNS = expression("[IVXLC]{2,}|[IVX]"), "([（)]）.、．-–—\t \u00a0\u3000"
_MARKDOWN = expression(
    r"(?m:^\s{0,3}#{1,6} \S|^\|.{1,500}\|$)|\*\*[^*\s](?:[^*\n]{0,200}[^*\s])?\*\*|\[\^[\w-]{1,30}\]"
)
"""Headings, rows of tables, bold type and marks of notes."""
_REACHED = expression(r"[^\s@]@[^\s@]|\b(?:www\.|https?://)|\+?\(?\d[\d ()./–-]{7,30}\d$")
"""An address on the Internet, or a phone number at the end of a line."""
_ORDINARY = 24
"""The size of characters, in half points, for which no run says one: at most 12 points."""
_MAIN = ("roman", "1")
"""The forms of numbers that the main headings of a text have."""

_BELOW = "below"
"""In place of the form of a number: without one, below a heading with one."""


def typed_markdown(paragraphs: Iterable[Paragraph]) -> Sequence[Paragraph]:
    """Return the paragraphs that show mark-up of Markdown, as a chatbot writes it; () if they are few."""
    found = [each for each in paragraphs if _MARKDOWN.search(each.text)]
    return found if len(found) >= _FEW else ()


class _Kind(NamedTuple):
    """How a line differs from text, the size of its characters, the form of its number ("" for none), and
    whether a colon is at its end, as in "Background:".
    """

    look: tuple[bool, ...]
    size: int
    form: str = ""
    colon: bool = False

    @property
    def alike(self) -> tuple[object, ...]:
        """What headings have in common, whatever their numbers."""
        return self.look, self.size, self.colon


class Likely(Record):
    """The lines that are headings in all but style, with their levels from 1, and lines that may be some.

    `title` are the lines at the start of the text that differ from it and are not headings, with the sizes
    of their characters. `unsure` are headings whose level is not certain: they have no number, and others
    of their look have one.
    """

    levels: Mapping[Paragraph, int]
    doubtful: tuple[Paragraph, ...]
    title: Mapping[Paragraph, int]
    unsure: tuple[Paragraph, ...]


def likely_headings(blocks: Sequence[Block], *, titled: bool, annex: re.Pattern[str] | None = None) -> Likely:
    """Return the lines of a text that look like headings. A long first line is the title, unless `titled`.

    `annex` is the pattern of headings of annexes, whose level is 1. Lines are certain if at least two have
    the same look, and most of these are above a text; those with a colon, if there are no others.
    """
    shown = [each for each in blocks if isinstance(each, Table) or not each.shows_nothing]
    kinds = _kinds(shown)
    head, reached = _letterhead(shown, kinds)
    below = _likely(shown[head:], titled, annex) if head else None
    if below and ((titled and reached) or _is_below(shown, head, kinds, below, reached=reached)):
        return below
    return _likely(shown, titled, annex)


def _letterhead(shown: Sequence[Block], kinds: Mapping[Paragraph, _Kind]) -> tuple[int, bool]:
    """Return how many blocks at the start may be a letterhead, up to a line that differs from text, and
    whether one of them has an address on the Internet or a phone number.
    """
    lines = list(takewhile(lambda each: isinstance(each, Table) or _is_of_first_page(each), shown))
    texts = [each.text if isinstance(each, Paragraph) else "" for each in lines]
    end = max((at for at, text in enumerate(texts, 1) if _REACHED.search(text)), default=0)
    differ = {**kinds, **_kinds(shown[end:])}  # a title may only be centred
    at = end
    while at < len(lines) and not (isinstance(below := lines[at], Paragraph) and below in differ):
        at += 1
    return (at if at < len(lines) else end), end > 0


def _is_of_first_page(paragraph: Paragraph) -> bool:
    return is_before_text(paragraph) and all(map(is_short, paragraph.code.split("\n")))


def _is_below(
    shown: Sequence[Block], head: int, kinds: Mapping[Paragraph, _Kind], found: Likely, *, reached: bool
) -> bool:
    """Return whether the title that was found is certainly the first line below a letterhead.

    It is larger than all above it, has a look that no heading has, and is above a heading: two of these are
    enough below an address (`reached`), and the last one if nothing above it differs from text. A title may
    also be above the address, which then leads to a heading.
    """
    sizes = [kinds[each].size for each in shown[:head] if isinstance(each, Paragraph) and each in kinds]
    size, above = max(found.title.values(), default=-1), max(sizes, default=0)
    headings = {kinds[each].alike for each in found.levels if each in kinds}
    other = {kinds[each].alike for each in found.title if each in kinds} - headings
    lines = [each for each in dropwhile(_is_picture, shown[head:]) if isinstance(each, Paragraph)]
    below = lines[len(found.title) : len(found.title) + 1]
    leads = any(each.is_heading or each in found.levels for each in below)
    larger = size > above or (leads and not sizes)
    return size >= above and larger + bool(other) + leads > (1 if reached else 2)


def _likely(shown: Sequence[Block], titled: bool, annex: re.Pattern[str] | None) -> Likely:
    kinds = _kinds(shown)
    above = _above_text(shown, kinds)
    lines = [each for each in dropwhile(_is_picture, shown) if isinstance(each, Paragraph)]
    if not titled and lines and (len(lines[0].text.split()) > _FEW or (kinds.keys() >= set(lines[:2]))):
        above.discard(lines[0])
    looks = Counter(kind.alike for kind in kinds.values())
    good = Counter(kinds[each].alike for each in above)
    likely = {each for each in above if good[look := kinds[each].alike] > 1 and good[look] * 2 > looks[look]}
    # "Example:" may be a word before a text, where headings have no colon.
    sure = {each for each in likely if not kinds[each].colon}
    if not (sure or any(line.is_heading for line in lines)):
        sure = likely
    centred = titled or bool(lines and lines[0] in kinds and kinds[lines[0]].look[-1])
    below = dict(pairwise(lines))

    def is_title(line: Paragraph) -> bool:
        running = line in below and _is_running(below[line], kinds) and (titled or line is not lines[0])
        other = line in likely or running or line.label or line.typed_label
        kind = None if other else kinds.get(line)
        return kind is not None and kind.look[-1] == centred and not kind.colon

    title = {each: kinds[each].size for each in takewhile(is_title, lines)}
    tabled = {
        each for each, after in pairwise(shown) if not isinstance(each, Table) and isinstance(after, Table)
    }
    levels, unsure = _levels(shown, kinds, sure, annex)
    others = {each for each in kinds if each in {*above, *tabled} and each not in {*sure, *title}}
    beside = zip(shown, shown[1:], shown[2:], strict=False)
    plain = {line for above, line, below in beside if _is_plain(line, above, below, kinds)}
    if len(plain) < sum(line.is_heading or line in sure for line in lines):
        others |= plain
    return Likely(levels, tuple(each for each in lines if each in others), title, unsure)


def _is_plain(line: Block, above: Block, below: Block, kinds: Collection[Paragraph]) -> TypeGuard[Paragraph]:
    """Return whether a few plain words are between two sentences, both with numbers or both without."""
    numbers = set[bool]()
    for each in (above, below):
        if not isinstance(each, Paragraph) or each in kinds or each.is_heading or each.boxed:
            return False
        if not each.text.rstrip().endswith(_ENDS):
            return False
        numbers.add(bool(each.label or each.typed_label))
    if not isinstance(line, Paragraph) or line in kinds or line.item or line.label or line.typed_label:
        return False
    words = _WORDS.fullmatch(line.text.strip())
    other = _is_other(line, first=False) or any(each.kind == "call" for each in line.pieces)
    return bool(words) and not other and len(numbers) == 1 and not line.text.strip()[0].islower()


def _is_running(paragraph: Paragraph, kinds: Collection[Paragraph]) -> bool:
    """Return whether a paragraph is a text, and not a line or heading."""
    other = paragraph in kinds or paragraph.is_heading
    return not other and (_is_long(paragraph.text.strip()) or bool(paragraph.typed_label))


def _kinds(shown: Sequence[Block]) -> dict[Paragraph, _Kind]:
    """Return the lines that differ from text, with their kinds."""
    found: dict[Paragraph, _Kind] = {}
    letter, largest, usual = "", 0, _usual_size(shown)
    start = next(dropwhile(_is_picture, shown), None)  # below logos
    for at, block in enumerate(shown):
        below = next(iter(shown[at + 1 : at + 2]), None)
        first = isinstance(block, Paragraph) and (block is start or _leads(block, below, largest))
        if not isinstance(block, Paragraph) or _is_other(block, first=first):
            continue
        beside = any(map(_is_picture, (*shown[max(at - 1, 0) : at], *shown[at + 1 : at + 2])))
        if (
            kind := None
            if beside and _CAPTION.match(block.text.strip())
            else _kind(block, first=block is start, usual=usual)
        ):
            typed = block.label or typed_label(block.text)
            label = typed.strip(_SIGNS)
            enclosed = " in brackets" if typed[:1] in ("(", "（") else ""  # （一） is below 一、
            chapter = _CHAPTER.match(block.text.strip())
            form = chapter[1] if chapter else _form(label, letter) + enclosed
            found[block] = kind._replace(form=form, colon=not first and _is_long(block.text.strip()))
            largest = max(largest, kind.size)
            letter = label if len(label) == 1 and found[block].form not in _MAIN else letter
    return found


def _leads(line: Paragraph, below: Block | None, largest: int) -> bool:
    """Return whether a title goes on below its first line, which is larger than all above, with a colon."""
    if not line.text.rstrip().endswith(_COLONS) or not isinstance(below, Paragraph):
        return False
    kind = _kind(line, first=True)
    return kind is not None and kind.size > largest and kind == _kind(below, first=True)


def _is_other(paragraph: Paragraph, *, first: bool) -> bool:
    """Return whether a paragraph cannot be a heading without a style; or, if it is the `first`, a title."""
    text = paragraph.text.strip()
    named = text.rstrip("".join(_COLONS)) if len(text.split()) <= _FEW else text  # "Background:"
    long = len(text) > 2 * _LONGEST if first else _is_long(named)
    listed = paragraph.item is not None and paragraph.item.style == "bullet"
    if paragraph.is_heading or paragraph.contents or paragraph.boxed or listed or _is_picture(paragraph):
        return True
    words = any(map(str.isalpha, text.removeprefix(typed_label(text))))
    return long or not words or not _OTHERS.isdisjoint(paragraph.style.roles)


def _is_long(text: str) -> bool:
    return len(text) > _LONGEST or len(text.split()) > _MOST_WORDS or text.endswith(_STOPS)


def _is_picture(block: Block) -> bool:
    return isinstance(block, Table) or any(each.kind == "image" for each in block.pieces)


def _usual_size(shown: Iterable[Block]) -> int:
    """Return the size of most characters, in half points."""
    sizes = Counter[int]()
    for each in shown:
        for run in _runs(each.element) if isinstance(each, Paragraph) else ():
            sizes[_size(run.find(W + "rPr"))] += sum(map(len, map(str, run.itertext())))
    return max(sizes, key=lambda size: sizes[size], default=0) or _ORDINARY


def _runs(element: Element | None) -> Iterator[Element]:
    """Yield the runs of a paragraph that have text."""
    for run in () if element is None else element.iter(W + "r"):
        if "".join(map(str, run.itertext())).strip():
            yield run


def _size(properties: Element | None) -> int:
    return integer(value(properties, "sz"))


def _kind(paragraph: Paragraph, *, first: bool, usual: int = 0) -> _Kind | None:
    """Return the kind of a line that differs from text, else None; the look of its number does not matter.

    The `first` line may only be centred, and any line that begins like one only larger than what is `usual`.
    """
    text, element = paragraph.text, paragraph.element
    words = [each for each in paragraph.pieces if each.kind == "text" and each.text.strip()]
    written = [run.find(W + "rPr") for run in _runs(element)]
    plain = sum(len(each.text) for each in words if not each.look & BOLD)
    bold = any(each.look & BOLD for each in words) and plain <= len(typed_label(text)) + _FEW
    underlined = bool(written) and all(value(each, "u") not in (None, "none") for each in written)
    capitals = text.isupper() and sum(map(str.isupper, text)) > max(_FEW, sum(map(str.isalpha, text)) // 2)
    italic = all(each.look & ITALIC for each in words)
    centred = element is not None and value(element.find(PROPERTIES), "jc") == "center"
    size = max(map(_size, written), default=0)
    larger = bool(written and usual) and min(map(_size, written)) >= usual + 2
    larger = larger and not text.removeprefix(typed_label(text)).lstrip()[:1].islower()
    differs = bold or underlined or capitals or larger or (first and centred)
    return _Kind((bold, underlined, capitals, italic, centred), size) if differs else None


def _form(label: str, letter: str) -> str:
    """Return the form of a number; after "H", its `letter`, "I" is one more letter and not Roman."""
    parts = label.split(".")
    if not label or all(map(str.isdigit, parts)):
        return str(len(parts)) if label else ""
    follows = len(label) == len(letter) == 1 and ord(label) == ord(letter) + 1
    roman = _ROMAN.fullmatch(label.upper()) and not follows
    return f"{'roman' if roman else 'letter'}{' small' if label.islower() else ''}"


def _above_text(shown: Sequence[Block], kinds: Mapping[Paragraph, _Kind]) -> set[Paragraph]:
    """Return the lines that are above a text, or above a line of another kind that is."""
    found: set[Paragraph] = set()
    for block, below in reversed(list(pairwise(shown))):
        if isinstance(block, Paragraph) and isinstance(below, Paragraph) and block in kinds:
            other = kinds.get(below)
            text = other is None and not below.boxed and not _is_picture(below)
            differs = other and (other[:3] != kinds[block][:3] or other.colon > kinds[block].colon)
            if text or (below in found and differs):
                found.add(block)
    return found


def _levels(
    shown: Sequence[Block],
    kinds: Mapping[Paragraph, _Kind],
    sure: Collection[Paragraph],
    annex: re.Pattern[str] | None,
) -> tuple[dict[Paragraph, int], tuple[Paragraph, ...]]:
    """Return the levels of headings: a kind that is new since the last higher heading is one level deeper.

    Of lines with one look, those without a number and those with that of a main heading are one kind; but
    a line without a number right below one with a number, and those after it, are deeper. Also return the
    lines without a number after the first one with a number.
    """
    found: dict[Paragraph, int] = {}
    unsure: list[Paragraph] = []
    open_: list[tuple[int, _Kind | None]] = []  # None for a heading with a style
    mains = _main_forms(kinds[each] for each in shown if isinstance(each, Paragraph) and each in sure)
    numbered, formed = set[_Kind](), set[_Kind]()  # the looks of main headings, and of all with a number
    last: _Kind | None = None  # the look of the heading with a number right above, without a text
    for block in shown:
        if isinstance(block, Paragraph) and block.is_heading:
            open_ = [each for each in open_ if each[0] <= block.outline]
            open_.append((block.outline + 1, None))
        elif isinstance(block, Paragraph) and block in sure:
            kind, look = kinds[block], kinds[block]._replace(form="")
            below = look._replace(form=_BELOW)
            last, above = look if kind.form and kind.form == mains[look] else None, last
            if annex and annex.match(block.text):
                kind, open_ = look, []
            elif last:
                kind = look
                numbered.add(look)
            elif kind.form:
                formed.add(look)
            elif look in numbered or look in formed:
                unsure.append(block)
                goes_on = above == look or below in (each for _, each in open_)
                kind = below if look in numbered and goes_on else kind
            fits = (
                at
                for at, (_, each) in enumerate(open_)
                if each and (each == kind or 0 < each.size < kind.size)
            )
            at = next(fits, min(len(open_), _DEEPEST - 1))
            level = open_[at][0] if at < len(open_) else open_[-1][0] + 1 if open_ else 1
            open_[at:] = [(level, kind)]
            found[block] = min(level, _DEEPEST)
            continue
        last = None
    return found, tuple(unsure)


def _main_forms(kinds: Iterable[_Kind]) -> dict[_Kind, str]:
    """Return the form of number of the main headings of each look: that of the first one, or a usual one."""
    found: dict[_Kind, str] = {}
    for kind in kinds:
        look = kind._replace(form="")
        if not found.setdefault(look, kind.form) and kind.form in _MAIN:
            found[look] = kind.form
    return found
