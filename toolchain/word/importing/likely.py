"""The first page, title, headings and notes of a third-party file, which may only have the look of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice, pairwise, takewhile
from typing import NamedTuple

from toolchain.formats.docx.notes import Call
from toolchain.formats.docx.opened import Opened, core
from toolchain.formats.docx.scan import Places
from toolchain.formats.docx.story import RAISED, Block, Paragraph, Story, Table, Token
from toolchain.model import NoteKind
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import Record, Single, replace
from toolchain.model.wording import fold
from toolchain.readers.docx.cover import Parts, is_before_text, is_short
from toolchain.readers.docx.likely import likely_headings
from toolchain.readers.docx.titles import title_fault
from toolchain.resolve.labels import Words
from toolchain.rules.files_docx import TitleOfOtherText
from toolchain.rules.losses import LevelUnsure, TitleUnsure
from toolchain.text.phrases import is_one_of, phrases
from toolchain.word.importing.captions import replaced, without_head
from toolchain.word.importing.cover import CoverReader
from toolchain.word.importing.entries import head
from toolchain.word.importing.inlines import HIGH
from toolchain.word.importing.losses import Losses
from toolchain.word.importing.sections import annex_pattern

_ONE = r"(?:\[\d{1,3}(?:(?:[,،] ?|[–-])\d{1,3})*\]|[①-⑳])"
_HIGH, _STOPS = "⁰¹²³⁴-⁹", r"[\s.,;:]*"
_LOW = expression("[^⁰¹²³⁴-⁻]")
_FIGURES, _CIRCLED = expression(rf"[\d{_HIGH}]+|[①-⑳]"), expression(rf"[①-⑳]|[{_HIGH}]+")
_RANGE = expression(rf"({_FIGURES.pattern})(?:\s?[–-]\s?({_FIGURES.pattern}))?")
_MARK = expression(rf"[ \u00a0]?{_ONE}(?:[,;]?[ \u00a0]?{_ONE})*")
_NOTE = rf"\(?[\d{_HIGH}]{{1,3}}\)?"
_RAISED = expression(rf"(?<![^\0]){_STOPS}({_NOTE}(?:[,;\s–-]+{_NOTE})*){_STOPS}(?![^\0])")
_ROUND = expression(r"(?<!(?<!\d\d\d)\d)(?<!(?<!\d\d\d)\d[ \u00a0])(?<!رقم)(?<!رقم )[ \u00a0]?\(\d{1,3}\)")
# Not after a short number: "article 19 (1)". Each number must be once in the text, in the order of the list.
_FORMS = {_MARK: "[{}]", _RAISED: "{}", _ROUND: "({})"}
_NO_NOTE = expression(r"^[(\[]?$|(?<!\w)(?:[a-zͰ-Ͽ]|CO|[cdhkmµ]m|da?m|ft|[кдс]?м|мм|[كس]?م)$")
"""What is before a raised figure that is no note: nothing, 12 km², x²."""
_UNSURE = expression(r"\d$|(?<!\w)[A-Za-z]{1,2}$|(?<!\w)\w\)$")
"""What is before one that may be an exponent: article 260², mc², (a + b)²."""
_CLAUSE = expression(r"[.,;:!?…»”’\"'。，、；：！？」』》؟،؛]$")
_ENTRY = expression(r"\s*\[(\d{1,3})\]\s*")
_LISTED = expression(r"\s*[\[(]?(\d{1,3})(?:[\].)–-]|\s)")
"""In a list under a heading such as "Notes", numbers need no brackets."""

_NUMBER = expression(rf"\s*(?:[\[(]?\d{{1,3}}[\].)–-]*|{_CIRCLED.pattern})\s*")
_MOST_LISTS, _MOST_AT_ONCE = 5, 30  # lists of notes, and notes at one place
_LARGE = 32  # half-points; a line of 16 points is a title, even if the properties have another


class Text(NamedTuple):
    """The title, the blocks of the text, the properties that apply, and lines that may be headings."""

    title: Paragraph | None
    body: list[Block]
    said: Mapping[str, str]
    doubtful: tuple[Paragraph, ...]


def read_looks(
    opened: Opened, part: Parts, words: Words, losses: Losses, reader: CoverReader, *, live: bool
) -> Text:
    """Make headings of lines that look like them, and, if `live`, notes of typed ones."""
    said = dict(core(opened.package))
    looks = likely_headings(part.body, titled=part.title is not None, annex=annex_pattern(words))
    largest = max(_LARGE, *looks.title.values(), 0)
    large = " ".join(line.text for line, size in looks.title.items() if size == largest)
    if isinstance(title_fault(opened, large=large), TitleOfOtherText):
        losses.add(None, Word("the title in the properties is not in the text"), said.pop("title"))
    for paragraph, level in looks.levels.items():
        paragraph.outline = level - 1
    places = Places(typed=True)
    for block in opened.story.blocks:
        if isinstance(block, Paragraph):
            block.place = places.of(block)
    for call in opened.found.calls:
        for paragraph in call.story.paragraphs() if call.story else ():
            paragraph.place = call.place
    sizes = {line: size for line, size in looks.title.items() if not reader.is_mark(line.text)}
    title, body = read_title(sizes, part, fold(said.get("title", "")), reader, losses)
    if live:
        body = read_typed_notes(opened, body, words.lang, losses)
    for paragraph in looks.unsure:
        if paragraph in body:
            level, text = paragraph.outline + 1, fold(paragraph.text)
            became, other = (f"{'#' * each} {text}" for each in (level, 2 if level == 1 else level - 1))
            losses.add(paragraph, LevelUnsure(became, other))
    return Text(title, body, said, tuple(each for each in looks.doubtful if each in body))


class _Mark(Single):
    """A typed mark in the words of a paragraph; `before` is the word before it, `sure` whether no exponent is
    usual there.
    """

    paragraph: Paragraph
    start: int
    end: int
    numbers: tuple[int, ...]
    shown: str
    before: str
    sure: bool


class _TypedNotes(Record):
    """The heading and the texts of a list of notes, and the marks of one form in the text above it.

    `raised` are all raised figures of the text, `again` the marks that repeat one.
    """

    heading: Paragraph | None
    texts: list[Paragraph]
    marks: list[_Mark]
    raised: list[_Mark]
    again: set[_Mark]


def read_typed_notes(opened: Opened, body: Sequence[Block], lang: str, losses: Losses) -> list[Block]:
    """Replace typed note marks ("[1]") by calls of notes, and return the body without the typed notes.

    If it is not certain which text belongs to which mark, return all of the body; `losses` says why.
    """
    notes = _typed_notes(body, lang, losses, has_others=bool(opened.found.calls))
    if notes is None:
        return list(body)
    for mark in notes.raised:
        words = f"{mark.before[-12:]}{mark.shown.translate(HIGH)}"
        if mark in notes.again:
            losses.add(mark.paragraph, Word("a raised number repeats the mark of an earlier note"), words)
        elif mark not in notes.marks:
            losses.add(mark.paragraph, Word("a raised number that is not the next note stays raised"), words)
    stories = {number: _story(paragraph) for number, paragraph in enumerate(notes.texts, 1)}
    for paragraph, own in groupby(notes.marks, lambda each: each.paragraph):
        parts = [(each.start, each.end, tuple(_calls(each, stories))) for each in own]
        paragraph.pieces = list(replaced(paragraph.pieces, parts))
        opened.found.calls += (each.value for each in paragraph.pieces if each.kind == "call")
    taken = {notes.heading, *notes.texts}
    return [each for each in body if not isinstance(each, Paragraph) or each not in taken]


def _typed_notes(body: Sequence[Block], lang: str, losses: Losses, *, has_others: bool) -> _TypedNotes | None:
    """Return the typed notes of a text, if the file `has_others` none and all is certain; else None."""
    shown = [each for each in body if not (isinstance(each, Paragraph) and each.shows_nothing)]
    names = phrases(lang).lists
    lists = list(islice(_lists_in(shown, names), _MOST_LISTS))
    headings = [each.text for each, _ in lists if each and is_one_of(each.text, names)]
    several = len(headings) > len(set(headings))
    for heading, texts in (*lists, (None, [])):
        end = shown.index(texts[0]) if texts else len(shown)
        for form in _FORMS:
            found = _marks_in(shown[:end], form)
            if any(each.sure for each in found) or (form is _RAISED and not texts):
                break  # without a list, (1) counts something else
        marks, again = _in_order(found, len(texts)) if form is _RAISED and texts else (found, set())
        said = [number for mark in marks for number in mark.numbers]
        said = said if form is _ROUND else list(dict.fromkeys(said))
        if said and said == list(range(1, len(texts) + 1)) and not (several or has_others):
            below = _marks_in(shown[end + len(texts) :], form) if form is _RAISED else []
            return _TypedNotes(heading, texts, marks, [*found, *below] if form is _RAISED else [], again)
    if said[:2] == [1, 2] or (said and lists):
        order = Word("typed notes stay text, because the list has other numbers or another order")
        many = Word("typed notes stay text, because the text has several lists of notes")
        none = Word("typed notes stay text, because there is no list of their texts")
        others = Word("typed notes stay text, because the file has other notes too")
        why = others if has_others else many if several else order if lists else none
        losses.add(None, why, " ".join(map(_FORMS[form].format, said)))
    return None


def _in_order(found: Sequence[_Mark], last: int) -> tuple[list[_Mark], set[_Mark]]:
    """Return the raised figures that are marks, and those of them that repeat one.

    They count from 1 to `last`, at sure places if they can, or repeat one after a clause, unless all begin
    again. Sure ones with greater numbers are marks without a text.
    """
    best: dict[int, tuple[int, tuple[_Mark, ...]]] = {0: (0, ())}
    for mark in found:
        for number in mark.numbers:
            score, chain = best.get(number - 1, (-1, ()))
            if score >= 0 and score + mark.sure > best.get(number, (-1, ()))[0]:
                best[number] = (score + mark.sure, (*chain, mark))
    counted = set(best.get(last, (0, ()))[1])
    again = {each for each in found if each not in counted and _CLAUSE.search(each.before)}
    follow = (pair for pair in pairwise(found) if again.issuperset(pair))
    if any((one.numbers, two.numbers) == ((1,), (2,)) for one, two in follow):
        return [], set()
    kept = counted | again
    return [each for each in found if each in kept or (each.sure and max(each.numbers) > last)], again


def _lists_in(
    shown: Sequence[Block], names: tuple[str, ...]
) -> Iterator[tuple[Paragraph | None, list[Paragraph]]]:
    """Yield the headings and the entries of lists of notes, the last one first."""
    for start in range(len(shown) - 1, -1, -1):
        above = shown[start - 1] if start else None
        named = isinstance(above, Paragraph) and is_one_of(above.text, names)
        heading = above if isinstance(above, Paragraph) and (named or above.is_heading) else None
        pattern = _LISTED if named else _ENTRY
        found: list[Paragraph] = []
        for block in islice(shown, start, None):
            number = pattern.match(_numbered(block)) if isinstance(block, Paragraph) else None
            if not isinstance(block, Paragraph) or not number or int(number[1]) != len(found) + 1:
                break
            found.append(block)
        if found:
            yield heading, found


def _numbered(paragraph: Paragraph) -> str:
    """Return the words of a paragraph with their number, in brackets if it is raised."""
    start = takewhile(lambda each: each.look & RAISED or not each.text.strip(), paragraph.pieces)
    raised = "".join(each.text for each in start).strip(" \t\u00a0.)")
    text = f"{paragraph.label} {head(paragraph)}".strip()
    number = _FIGURES.fullmatch(raised) or _CIRCLED.match(text)
    return f"[{_value(number[0])}]" if number else text


def _marks_in(blocks: Sequence[Block], form: re.Pattern[str]) -> list[_Mark]:
    """Return the marks of a form, without figures that are certainly no notes."""
    out: list[_Mark] = []
    for paragraph in Story(0, list(blocks)).paragraphs():
        words = [each for each in paragraph.pieces if each.kind == "text"]
        text = shown = "".join(each.text for each in words)
        if form is _RAISED:
            shown = "".join(each.text if each.look & RAISED else _LOW.sub("\0", each.text) for each in words)
        for found in form.finditer(shown):
            start, end = found.span(found.lastindex or 0)
            before = "".join(text[max(start - 40, 0) : start].split()[-1:]) if form is _RAISED else "-"
            ranges = _RANGE.findall("" if _NO_NOTE.search(before) else text[start:end])
            numbers = tuple(n for one, to in ranges for n in range(_value(one), _value(to or one) + 1))
            mark = _Mark(paragraph, start, end, numbers, text[start:end], before, not _UNSURE.search(before))
            out += [mark] if 0 < len(numbers) <= _MOST_AT_ONCE else []
    return out


def _value(number: str) -> int:
    return int(unicodedata.normalize("NFKC", number))


def _story(paragraph: Paragraph) -> Story:
    """Return the text of a note, without its number."""
    if not paragraph.label and (found := _NUMBER.match(head(paragraph))):
        paragraph.pieces = list(without_head(paragraph.pieces, found.end()))
    paragraph.label, paragraph.item = "", None
    return Story(paragraph.block, [paragraph])


def _calls(mark: _Mark, stories: Mapping[int, Story]) -> Iterator[Token]:
    for number in mark.numbers:
        identity, shown = f"[{number}]", str(number)
        call = Call(NoteKind.ENDNOTE, identity, mark.paragraph, 0, False, shown, stories[number])
        yield Token("call", value=call)


_WORDS = frozenset(("text", "break", "call"))


def cover_lines(blocks: Iterable[Block], reader: CoverReader) -> Iterator[Block]:
    """Yield blocks, with a paragraph for each line before the first text, heading or number."""
    on_cover = True
    for block in blocks:
        for each in _placed(block, reader) if on_cover and isinstance(block, Table) else (block,):
            on_cover = on_cover and is_before_text(each)
            if on_cover and isinstance(each, Paragraph):
                on_cover = all(map(is_short, each.code.split("\n")))
            yield from lines_of(each) if on_cover and isinstance(each, Paragraph) else (each,)


def without(blocks: Iterable[Block], taken: Collection[Paragraph]) -> list[Block]:
    """Return blocks without these paragraphs."""
    return [each for each in blocks if isinstance(each, Table) or each not in taken]


def lines_of(paragraph: Paragraph) -> list[Paragraph]:
    """Return a paragraph for each line, this one for the first; only this one if it has more than words."""
    split = groupby(paragraph.pieces, lambda piece: piece.kind == "break")
    parts = [list(part) for ends, part in split if not ends]
    parts = [part for part in parts if any(piece.text.strip() for piece in part)]
    if len(parts) < 2 or not _WORDS.issuperset(piece.kind for piece in paragraph.pieces):
        return [paragraph]
    paragraph.pieces = parts[0]
    return [paragraph, *(replace(paragraph, pieces=part) for part in parts[1:])]


def _placed(table: Table, reader: CoverReader) -> list[Block]:
    """Return the lines of a table with one cell in each row, or with two of which the first names what the
    second says; the table itself if it is more than that.
    """
    found: list[Paragraph] = []
    for row in table.rows:
        shown = ([each for each in cell.paragraphs if not each.shows_nothing] for cell in row.cells)
        cells = [each for each in shown if each]
        lines = [each for cell in cells for each in cell]
        label = lines[0].text.rstrip(" :：\u00a0") if lines else ""
        named = reader.states(f"{label}: {lines[-1].text}") and not reader.states(label) if lines else False
        if len(cells) == len(lines) == 2 and named:
            lines = [replace(lines[0], pieces=[Token("text", f"{label}: "), *lines[1].pieces])]
        elif len(cells) > 2 or (len(cells) == 2 and not reader.announces(label)):
            return [table]
        found += lines
    said = any(reader.states(each.text) or reader.is_kind(each.text) for each in found)
    return [*found] if said and all(map(is_before_text, found)) else [table]


def read_title(
    sizes: Mapping[Paragraph, int], part: Parts, named: str, reader: CoverReader, losses: Losses
) -> tuple[Paragraph | None, list[Block]]:
    """Return the title, and the text without the lines that are in it or in the subtitle.

    `sizes` are the first lines that differ from text; `named` is the title in the properties. A title is
    known by its style, else by the properties, its size, or because it does not say what kind of document
    this is. Without a style for it, the subtitle is a line next to the title.
    """
    titled = lines_of(part.title) if part.title else []
    texts = [each for each in part.body if isinstance(each, Paragraph) and each.text.strip()]
    under = max(map(texts.index, sizes), default=-1) + 1
    below = texts[under : under + 1] if titled or sizes else []
    kind = [each for each in below if is_before_text(each) and reader.is_kind(each.text)]
    lines = [*titled, *sizes, *kind]
    sizes = {**dict.fromkeys(titled, 0), **sizes}
    shown = fold(" ".join(line.text for line in lines))
    if not titled and named.casefold() not in shown.casefold():
        title = next((each for each in texts[:1] if fold(each.text) == named and not each.is_heading), None)
        if named and sizes and not title:
            losses.add(None, Word("the title is that of the properties, which the text does not show"), named)
        return title, without(part.body, [title] if title else ())
    parts: list[Paragraph] = []
    taken: dict[Paragraph, list[Paragraph]] = {}
    for line in lines[:1] if "@" in shown else lines:  # "@": a letterhead
        if line is not part.title and reader.states(line.text):
            break
        text = line.text.lower() if line.text.isupper() else line.text.strip()
        above = parts[-1] if parts and sizes.get(parts[-1]) == sizes.get(line) else None
        likely = text[:1].islower() or (above and reader.goes_on(above.text, text.lower()))
        if above and (likely or shown == named):
            if line not in titled and shown != named and not reader.goes_on(above.text, text):
                losses.add(line, Word("a line is joined to the title above it"), line.text)
            above.pieces += (Token("break"), *line.pieces)
            taken[above].append(line)
        else:
            parts.append(line)
            taken[line] = [line]
    if not parts:
        return None, list(part.body)
    ranks = [
        (fold(each.text) == named, sizes.get(each, 0), not reader.is_only_kind(each.text)) for each in parts
    ]
    at = 0 if titled else ranks.index(max(ranks))
    next_, over = parts[at + 1 : at + 2], parts[max(at - 1, 0) : at]
    kinds = [each for each in (*next_, *over) if reader.is_kind(each.text)]
    used = taken[parts[at]]
    for subtitle in () if reader.subtitle else (*kinds, *next_)[:1]:
        reader.subtitle = subtitle
        used += taken[subtitle]
        if at or not kinds:
            losses.add(subtitle, TitleUnsure(parts[at].text, subtitle.text))
    return parts[at], without((*titled, *part.body), used)
