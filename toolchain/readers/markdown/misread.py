"""Numbers of paragraphs that are not read as such, or have no blank line before them: P105.

A number that counts on from the paragraphs around it was meant as one: it gets an edit. Nothing else is
changed, because "2010. " at the beginning of a line may be the end of a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from toolchain import model as m
from toolchain.model.diagnostics import Edit, Finding
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.numerals import numeral
from toolchain.model.records import Record
from toolchain.model.wording import STOPS, UNSEEN
from toolchain.readers.markdown.builder import Piece
from toolchain.readers.markdown.contents import lines_of_contents
from toolchain.readers.markdown.places import Lines
from toolchain.rules import markdown as faults
from toolchain.text.phrases import any_of, phrases

_HIGHEST = 999
"""A higher number under text can be a year."""

_MOST_LEFT_OUT = 9
"""A higher number may be that of an article."""

_YEARS = range(1900, 2100)

UNREAD = f"{UNSEEN}\u200e\u200f"
NAMED = expression(
    r"(?:R(?:ec(?:omm[ae]ndation|omendación)?)?|Рекомендация|التوصية)(?:\s*(?:№|[Nn][oº°]))?\.?(?=\s*\d)"
)
_OF_SERIES = expression(
    r"#+[ \t]+(?:\w{1,5}[.)][ \t]+)?[*_]*(?:\w+ )?(?:recomm?[ae]nda|рекоменда|(?:ال)?توصيات)\w*(?: \w+)?\W*$",
    re.IGNORECASE,
)
"""A word before the numbers of recommendations, and a heading that says no more than this."""
SIGN = (
    r"(?:[§¶№]+|N[oº°r]|P[aá]rr?(?:(?=\.)|a(?:graphe?|grafo|fo)?)|[Пп](?:ункт)?|الفقرة"
    rf"|{NAMED.pattern})\.?"
)
_SIGN = expression(rf"(?!{NAMED.pattern}){SIGN}")
_TYPED = expression(
    rf"[{UNREAD}]*(?P<mark>\*\*|__|[*_]|)(?P<open>[(（])?(?P<word>{SIGN}\s*)?(?P<number>\d{{1,5}}|[ivxl]{{1,7}})"
    rf"(?P<gap>[\s{UNREAD}]*)(?P<stop>\.[-–](?=\s)|(?:[-–ـ]|(?:°|\.?º)\)?)(?=\s+[^a-zа-яё])|\\?[.)]|[．。、）]|[/:](?=\s)|[,;](?=\s+[^\W\d_a-zа-яё])|(?(word)(?=\s)|(?=\t[^\W\d_])))"
    rf"(?P<closed>(?P=mark))?(?P<space>[\s{UNREAD}]*)(?=\S)(?(word)(?![a-zа-яё\d]))"
)
_CLOSE = expression(
    r"[^\W\d_]{2}|\d{4}年|[*_“«\"(\[]|[^\W\d_](?<![ -~])|[A-Z](?=[ \u00a0][a-z])|(?<=．)[A-Z]"
)
_CAPITAL = expression(r"[A-ZÀ-ÞА-Я][^\W\d_]")
ROMAN = {numeral("lowerRoman", value): value for value in range(1, 90)}
_TEXTS = (m.Paragraph, m.NumberedParagraph, m.OrderedList, m.BulletList)
SENTENCE_END = expression(
    rf"^[ \t]*(?:!\[|\|)|[{''.join(STOPS)}][\"'”’»)\]*_]*"
    r"(?:\[\^[^\]]*\]|\^\[.*\]|[ \t]*(?:\{[^{}]*\}|[\[(]\d{1,3}[\])]|[⁰¹²³⁴-⁹]{1,3}))*\s*$"
)
RIGHT = Word("write digits 0–9, a full stop and a space")
COLON = expression(r"[:：](?:\[\^[^\]]*\]|[ \t]*\{[^{}]*\})*\s*$")
_OPEN = expression(r"[(（][^()（）]{1,200}$")
_REFERRING = expression(r"(?i)\b(?:(?:p[aá]r[ar]?s?|sects?|абз|пп?)\.|paragraphe?s?|párrafos?|пункт\w?)\s*$")
"""A word at a line's end after which a number is that of something else."""
_CLAUSE_END = expression(rf"[:;：；؛]\s*$|{SENTENCE_END.pattern}")
_SHORTENED = any_of((f"{each}." for each in phrases("und").abbreviations), whole=True)
_ABBREVIATED = expression(rf"{_SHORTENED}\s*$", re.IGNORECASE)


class TypedNumber(Record):
    """A number as typed at the beginning of a line; the text after it begins in column `end` (from 0).

    `plain`: it is typed as a number must be. `close`: so, but for the blank after it. `dotted`: there is no
    mark around its digits except the full stop. `weak`: others are typed so too. `rare`: several that count
    on are hardly anything but numbers of paragraphs. `opens` is the mark of emphasis that begins before the
    number and ends in the text.
    """

    value: int
    text: str
    end: int
    plain: bool = True
    close: bool = False
    dotted: bool = True
    weak: bool = False
    rare: bool = False
    opens: str = ""
    reason: Word = Word("")

    @property
    def form(self) -> str:
        """What is around the digits."""
        return re.sub(r"\d+", "", self.text)

    @property
    def right(self) -> str:
        """The number as it must be typed."""
        return f"{self.value}. {self.opens}"


def read_number(line: str) -> TypedNumber | None:
    """Return the number that a line begins with, if it may be one of a paragraph."""
    found = _TYPED.match(line)
    if found is None:
        return None
    number, stop, space = found["number"], found["stop"], found["space"]
    value = int(number) if number.isdigit() else ROMAN.get(number, 0)
    close, wide = not space, bool(found["open"]) and stop == "）"
    follows = _CLOSE if stop in ".．。、" else _CAPITAL if stop == ")" and number.isdigit() else None
    text_follows = follows and not found["gap"] and follows.match(line, found.end())
    if not value or (close and not wide and not text_follows):
        return None
    dotted = bool(stop) and number.isdigit() and found.start("number") == 0 and stop in ".．。、"
    plain = found[0][: found.end("stop")] == f"{value}." and space[:1] in (" ", "\t")
    rare = found["word"] is not None or stop[:1] in "\\/:" or stop[-1] in "-–ـ°º"
    weak = plain or stop in ")）,;" or (rare and stop[:1] != "." and number.isascii()) or not number.isdigit()
    weak = weak or found["closed"] is None or (rare and NAMED.match(found[0]) is not None)
    opens = found["mark"] if found["closed"] is None else ""
    text = found[0][: found.start("space")]
    return TypedNumber(value, text, found.end(), plain, close, dotted, weak, rare, opens, _reason(found))


def _reason(found: re.Match[str]) -> Word:
    """Return why a number is not read as one."""
    if any(character in UNREAD for character in found[0]):
        return Word("there is an invisible character in it")
    if found["gap"] and found["stop"] in ".．":
        return Word("there is a space before the full stop")
    if found["stop"] == "." and found["space"][:1] not in ("", " ", "\t"):
        return Word("the space after it is a no-break space")
    return RIGHT


class _Entry(Record):
    """A number at the margin.

    `true`: it is read as one of a paragraph. `first`: the line is the first of its block. `glued`: no blank
    line is before it. `apart`: it does not continue a sentence of the line above. `named`: the heading above
    opens a series. `below_end`: under text, that one ends a sentence or a clause. `quoted`: a colon is before
    it, so that it may be of a quoted article. `referred`: it may be a reference, below “(see para.”.
    """

    number: TypedNumber
    line: int
    section: int
    true: bool
    first: bool
    glued: bool
    apart: bool
    named: bool
    below_end: bool
    quoted: bool
    referred: bool

    @property
    def value(self) -> int:
        return self.number.value

    @property
    def strong(self) -> bool:
        """Whether it can be nothing but a number: its form is not also that of a word or a year."""
        return not self.true and self.apart and not self.number.weak


def misread(pieces: Sequence[Piece], lines: Lines) -> Iterator[Finding]:
    """Yield the numbers at the margin that are not read as numbers, or have no blank line before them."""
    contents = lines_of_contents(pieces, lines)
    entries = [each for each in _entries(pieces, lines) if each.line not in contents]
    meant = set(_meant(entries))
    before: _Entry | None = None  # the last number that is certainly one of a paragraph
    for last, entry, after in zip([None, *entries], entries, [*entries[1:], None], strict=False):
        number = entry.number
        words = lines.line(entry.line)[number.end :]
        span = lines.on_line(entry.line, 0, len(number.text))
        own = entry.value if entry.referred and entry.value <= _HIGHEST else 1
        right = before.value + 1 if before else own
        if entry.true:
            year = entry.value in _YEARS and entry.value > 2 * len(entries)
            ends = entry.below_end or _is_between(before, entry, after, lines)
            sure = not (entry.glued or year) or (ends and _goes_on(entry, before, after))
            if not sure:
                goes_on = last is not None and last.value + 1 == entry.value <= _HIGHEST
                right = entry.value if goes_on else right
                doubtful = faults.PerhapsReferred if entry.referred else faults.GluedDoubtful
                yield Finding(span, doubtful(number.text, words, str(right)))
            elif entry.glued:
                yield Finding(span, faults.Glued(number.text), edits=(_parted(entry, lines),))
            before = entry if sure else before
            continue
        facts = faults.NumberMisread(number.text, number.reason, str(number.value), number.right + words)
        in_brackets = before is not None and last is before and entry.first and number.text[0] in "(（"
        fits = after is not None and after.true and after.value == right + 1
        if entry.referred and not entry.true:
            yield Finding(span, faults.PerhapsReferred(str(entry.value), words, str(right)))
        elif entry in meant:
            before = entry
            yield Finding(span, facts, edits=(_parted(entry, lines, number.right),))
        elif number.close and number.text[-1] not in ")）":
            yield Finding(span, faults.NoSpaceAfterNumber(str(entry.value)))
        elif number.plain:
            right = entry.value if before is None and entry.value <= _HIGHEST else right
            yield Finding(span, faults.GluedDoubtful(str(entry.value), words, str(right)))
        elif entry.strong or (entry.value == right and (in_brackets or fits or not number.weak)):
            yield Finding(span, facts)


def _goes_on(entry: _Entry, before: _Entry | None, after: _Entry | None) -> bool:
    """Return whether a number under text is certainly one: 1, or the next one, or one that others go on."""
    if entry.value == 1 or (before and entry.value == before.value + 1):
        return True
    return bool(after and entry.value <= _HIGHEST and after.value == entry.value + 1)


def _is_between(before: _Entry | None, entry: _Entry, after: _Entry | None, lines: Lines) -> bool:
    """Return whether three numbers count on before sentences, as the ends of other sentences would not, or
    the line goes on such a one right above.
    """
    if before is None or before.value + 1 != entry.value:
        return False
    words = (lines.line(each.line)[each.number.end :] for each in (entry, after) if each)
    cut = _ABBREVIATED.search(lines.line(entry.line - 1)) or any(each[:1].islower() for each in words)
    goes_on = after is not None and after.true and after.value == entry.value + 1
    below = before.glued and not before.below_end and before.line + 1 == entry.line
    return (goes_on or below) and not (cut or entry.referred)


def _parted(entry: _Entry, lines: Lines, number: str = "") -> Edit:
    """Return the edit that writes a number with a blank line before it, where none is."""
    blank = lines.end if entry.glued else ""
    return Edit(lines.on_line(entry.line, 0, entry.number.end if number else 0), blank + number)


def _entries(pieces: Sequence[Piece], lines: Lines) -> Iterator[_Entry]:
    section, last, named, of_series = 0, None, _is_list(pieces, lines), 0  # the level of its heading
    for piece in pieces:
        block = piece.block
        if isinstance(block, m.Heading):
            section, named = section + 1, block.series is not None
            opens = named or _OF_SERIES.match(lines.line(piece.first)) is not None
            of_series = block.level if opens else of_series * (block.level > of_series)
        for line in range(piece.first, piece.last) if isinstance(block, _TEXTS) else ():
            text, above = lines.line(line), lines.line(line - 1) if line else ""
            first, under = line == piece.first, isinstance(last if line == piece.first else block, _TEXTS)
            true = first and isinstance(block, m.NumberedParagraph)
            if isinstance(block, m.NumberedParagraph) and true:
                typed = block.typed.text
                end = len(text) - len(text[len(typed) + 1 :].lstrip())
                number = TypedNumber(int(typed), typed, end) if text[:1] not in (" ", "\t") else None
            else:
                number = read_number(text)
            if number and not of_series and NAMED.match(number.text):
                continue
            if number and (true or not (number.plain if first else "\\" in number.text)):
                glued = bool(above.strip() and not (first and isinstance(last, m.Comment)))
                apart = first or not above.strip() or bool(SENTENCE_END.search(above))
                ends = bool(_CLAUSE_END.search(above)) and not _ABBREVIATED.search(above)
                referred = under and bool(_REFERRING.search(above) or (_OPEN.search(above) and not ends))
                ends = (ends and not referred) or not under  # no sentence of a heading goes on
                said = next((text for at in range(line - 1, -1, -1) if (text := lines.line(at).strip())), "")
                quoted = bool(COLON.search(said))
                named = named and not (quoted and section == 0)
                yield _Entry(number, line, section, true, first, glued, apart, named, ends, quoted, referred)
        last = block


def _is_list(pieces: Sequence[Piece], lines: Lines) -> bool:
    """Return whether most of a text without headings and numbers is in lists with other numbers."""
    sizes = Counter[type[m.Node]]()
    for piece in pieces:
        sizes[type(piece.block)] += sum(len(lines.line(line)) for line in range(piece.first, piece.last))
    return sizes[m.OrderedList] * 2 > sizes.total() and sizes.keys().isdisjoint(
        (m.Heading, m.NumberedParagraph)
    )


def _meant(entries: Sequence[_Entry]) -> Iterator[_Entry]:
    """Yield the numbers that count on from those around them."""
    runs = [list(run) for _, run in groupby(entries, lambda entry: (entry.true, entry.section))]
    before: _Entry | None = None
    for run, below in zip(runs, [*runs[1:], []], strict=False):
        meant, after = run, next(iter(below), None)
        if after and not after.true and run[0].number.text[0].isalpha() and not run[0].strong:
            after = None  # of "i.", "ii." and "iii." under the next heading, neither shows what they are
        if not run[0].true:
            strong = _counted(before, [entry for entry in run if entry.strong], after)
            apart = _counted(before, [entry for entry in run if entry.apart], after)
            whole = _counted(before, run, after) == run
            part = whole and apart != run  # an item of a list that goes on
            tried = (run if len(run) > 1 else [], strong, [] if part else apart)
            meant = next((some for some in tried if _counts(before, some, after)), [])
            if meant is strong and whole:  # weak ones count on between them
                meant = run
            yield from meant
        before = meant[-1] if meant else before


def _counted(before: _Entry | None, run: Sequence[_Entry], after: _Entry | None) -> list[_Entry]:
    """Return the numbers of a run that follow those before them, and those that are meant although some were
    left out or are there twice: others count on from them, or each is 1, or they can be nothing else.
    """
    counted: list[_Entry] = []
    values = {entry.value for entry in run}
    ones = values == {1} and len(run) + (before is not None and before.value == 1) > 1
    values |= {after.value} if after else set()
    for entry, following in zip(run, [*run[1:], after], strict=False):
        inside = before is not None and before.section == entry.section
        last = before.value if before and (inside or not (entry.named or entry.value == 1)) else 0
        if entry.quoted and (entry.value != last + 1 or _SIGN.match(entry.number.text)):
            break
        step = following.value - entry.value if following else 0
        left_out = 0 < last < entry.value <= last + _MOST_LEFT_OUT and last + 1 not in values
        again = step == 1 and (left_out or entry.value == last > 1)
        alone = left_out and entry.strong and entry.first and (step >= 0 or entry.value + step == 1)
        if entry.value == last + 1 or (entry.apart and (ones or again)) or alone:
            counted.append(entry)
            before = entry
    return counted


def _counts(before: _Entry | None, run: Sequence[_Entry], after: _Entry | None) -> bool:
    if not run or run[-1].value > _HIGHEST + len(run) or _counted(before, run, after) != list(run):
        return False
    like = before is not None and not (before.true or run[0].quoted)
    like = like and before is not None and before.number.form == run[0].number.form
    inside = before is not None and (like or before.section == run[0].section or run[0].value != 1)
    if run[0].value != 1 and all(entry.strong for entry in run):
        return True
    if before and after and after.value == before.value + 1 and not NAMED.match(run[0].number.text):
        return False  # a list between two numbers
    if after and (after.value == run[-1].value + 1 or after.section == run[-1].section):
        return after.value == run[-1].value + 1
    number = run[0].number  # next to other paragraphs, one without a full stop may be that of a note
    rare = number.rare and (before is after is None or not number.text[-1].isdigit())
    # "No. 3 Main Street" and "3, Main Street" at the end of a text
    alone = len(run) == 1 and (number.text[-1].isdigit() or number.text[-1] in ",;") and not like
    several = not alone and (inside or (len(run) > 1 and (run[0].named or rare)))
    known = (entry.number.rare or entry.number.text[0] in "(（0123456789" for entry in run)
    ends = run[0].apart and run[-1].apart  # three that count on are no ends of sentences between these
    return (several and ends and all(known)) or any(entry.strong for entry in run)
