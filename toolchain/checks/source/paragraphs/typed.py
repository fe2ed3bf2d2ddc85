"""Letters and bullets typed by hand: P106."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.hashes import places
from toolchain.checks.source.paragraphs.captions import typed_captions
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, FilePlace, Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.indentation import FIVE, indent
from toolchain.model.numerals import FROM_LETTERS, numeral
from toolchain.model.records import replace
from toolchain.model.source_text import Source
from toolchain.model.walk import ends_in_colon
from toolchain.readers.markdown.misread import NAMED, TypedNumber, read_number
from toolchain.resolve.tables import Resolved
from toolchain.rules.paragraphs import ParagraphGlued, SeriesTyped, SubParagraphTyped
from toolchain.text.passages import Passage
from toolchain.text.running import MARK

_MARK = expression(
    r"^(?:[(（]?(?:[a-z]|[ivx]{1,5}|\d{1,2}|[а-я]|[\u0621-\u064a]|[一二三四五六七八九十])(?:\)(?=\s)|）)(?=\s*\S)"
    r"|(?:[a-z]|[ivx]{1,5})\.(?=\s+\S)|\d{1,3}\.\d{1,2}\.?(?=\s+[^\W\d])"
    r"|[•●▪◦‣·\uf0b7\uf0a7\uf0d8\uf0fc](?=\s+\S)|[§Ø](?=\s+[^\W\d])|o(?=\t|\u00a0|  )|–(?=\s+[^\s\d]))",
    re.MULTILINE,
)
_NEAR = 20
_SPACES = f" \t\n\u00a0{MARK}"
_BROKEN_OFF = (":", ";", "؛", "；", "：")
_STOPS = (".", "?", "!")
_BEGUN = expression(r"(?<=[a-zа-я]\))\s+[A-ZÀ-ÞА-Я]")
"""What is after the letter of a sub-paragraph that begins a sentence."""
_BULLETS = frozenset("•●▪◦‣\uf0b7\uf0a7")
_ENDS = (*_BROKEN_OFF, ".", "。", ",", "،")
_BEFORE = expression(r"[ \t]*(?:[-*+][ \t]+)?")
_FORMS = ("lowerLetter", "lowerRoman")


class _Typed(NamedTuple):
    """A mark typed at the beginning of a line of a passage."""

    passage: Passage
    start: int
    end: int
    mark: str

    @property
    def bullet(self) -> str:
        return self.mark if len(self.mark) == 1 else ""

    @property
    def source(self) -> Source:
        return self.passage.source


@check(SubParagraphTyped)
def sub_paragraph_typed(resolved: Resolved) -> Iterator[Finding]:
    """A typed "(a)" is not a sub-paragraph: it is not indented, has no address, and does not change when
    another is inserted before it. Write an ordered list, `1.`, `2.`; it is printed as (a), (b). And a typed
    “•” does not begin an item of a list: the lines are printed as one text. Write `-`. A typed “Table 1:” is
    not a caption: write `Table:` before the table, or the words as the title of the picture.

    The edits make lists of letters that begin with (a), with (i), (ii) below them, and of bullets, and
    captions of those with the number that will be printed. There are none for (i) and (1) alone, which would
    be printed as (a).

    It is reported at the beginning of a paragraph. At the beginning of a line it is reported only after a
    colon or a semicolon, or with a capital after a sentence, because elsewhere it may be part of a sentence:
    "article 3, (a) and (b)". Quotations
    and notes are not checked: they quote laws, which have letters of their own.

    Bad:

        1. The law prohibits:
             (a) The sale of children;
             ^^^
             (b) Trafficking.
             ^^^

    Bad (fr):

        1. La loi interdit :

             a) La vente d’enfants ;
             ^^

    Bad (ru):

        1. Закон запрещает:
             а) торговлю детьми;
             ^^
             б) насилие.
             ^^

    Good:

        1. The law prohibits the following, as does article 3,
             (a) and (b), of the Protocol:[^law]

             1. The sale of children;

             2. Trafficking.

             > (a) Whoever sells a child shall be punished.

        [^law]: The law says: (a) Whoever sells a child;
            (b) Whoever buys a child.
    """
    yield from _found(resolved)


def typed_places(resolved: Resolved) -> frozenset[tuple[int, int]]:
    """Return where the letters and bullets are that `sub_paragraph_typed` reports."""
    return frozenset(finding.span.order for finding in _found(resolved))


@lru_cache(maxsize=1)
def _found(resolved: Resolved) -> tuple[Finding, ...]:
    blocks = resolved.document.blocks
    above: dict[m.Node | None, m.Block] = dict(zip(blocks[1:], blocks, strict=False))
    runs: list[list[_Typed]] = []
    for typed in _marks(resolved):
        if runs and _follows(runs[-1][-1], typed):
            runs[-1].append(typed)
        else:
            runs.append([typed])
    found: list[Finding] = []
    for run in runs:
        bullet, around = run[0].bullet, run[0].passage.around
        letters = [typed.mark.strip("().（）").translate(FROM_LETTERS) for typed in run]
        levels = places(letters, _FORMS) if letters[0] == "a" else ()
        is_list = len(run) > 1 and (bullet or levels)
        roman = len(run) > 1 and letters == [numeral("lowerRoman", value + 1) for value in range(len(run))]
        paragraph = around[0] if around else above.get(run[0].passage.owner)
        whole = paragraph.typed.text if isinstance(paragraph, m.NumberedParagraph) else ""
        below = letters == [f"{whole}.{number}" for number in range(1, len(run) + 1)]
        begins = run[0].passage.text[run[0].end :].lstrip()[:1]
        below = below and (len(run) > 1 or not begins.islower())  # not "2.1 million"
        if not (is_list or roman or below) and run[0].mark[-1] not in ")）":
            continue  # "a." and bullets can be something else
        levels = levels or tuple((0, number) for number in range(1, len(run) + 1))
        markers = [(level, "-" if bullet else f"{number}.") for level, number in levels]
        signs = {typed.bullet for typed in run}
        columns = {typed.passage.span(typed.start, typed.end).order[1] for typed in run if len(signs) > 1}
        flat = len(columns) < 2 and (len(signs) < 2 or "o" not in signs)  # Word's bullet of the second level
        edits = _edits(run, markers, paragraph) if is_list and flat else ()
        depth = int(isinstance(paragraph, m.NumberedParagraph))
        for typed, (level, marker) in zip(run, markers, strict=True):
            place = typed.passage.exact(typed.start, typed.end)
            words = typed.source.line(place.line)[place.end_column - 1 :].strip() if place else ""
            facts = SubParagraphTyped(typed.mark, f"{marker} {words}", " " * FIVE * (level + depth))
            found.append(Finding(typed.passage.span(typed.start, typed.end), facts, edits=edits))
    return (*found, *typed_captions(resolved), *_names(resolved))


def _names(resolved: Resolved) -> Iterator[Finding]:
    """Yield the first of several numbered paragraphs that begin with "R1:", "R2:": numbers of a series."""
    found = survey(resolved)
    run: list[tuple[m.NumberedParagraph, TypedNumber, SourceSpan]] = []
    for block in (*resolved.document.blocks, None):
        if isinstance(block, m.Heading):
            continue
        read = [*_name(block, found.source)] if block in resolved.series else []
        if read and read[0][1].value == len(run) + 1:
            run += read
            continue
        for first, number, span in run[:1] if run[1:] else ():
            words = found.source.at(found.source.first_line(span))[number.end :].strip()
            case = SubParagraphTyped if resolved.series[first].heading else SeriesTyped
            place = replace(span.start, end_column=span.column + len(number.text))
            yield Finding(place, case(number.text, f"1. {words}"))
        run = [each for each in read if each[1].value == 1]


def _name(
    block: m.Node | None, source: Source
) -> Iterator[tuple[m.NumberedParagraph, TypedNumber, SourceSpan]]:
    """Yield a paragraph that begins with the number of a recommendation, that number and its place."""
    if isinstance(block, m.NumberedParagraph) and block.blocks:
        span = block.blocks[0].span
        if isinstance(span, SourceSpan) and (number := read_number(source.at(source.first_line(span)))):
            yield from ((block, number, span),) if NAMED.match(number.text) else ()


def _marks(resolved: Resolved) -> Iterator[_Typed]:
    numbers = {finding.span.order for finding in reported(resolved, ParagraphGlued.rule)}
    for passage in survey(resolved).passages:
        if not isinstance(passage.owner, m.Paragraph) or passage.in_note or passage.in_quotation:
            continue
        inside, text, last = False, passage.text, ""
        for found in _MARK.finditer(text) if "\n" in text else filter(None, (_MARK.match(text),)):
            before = text[max(found.start() - _NEAR, 0) : found.start()].rstrip(_SPACES)
            inside = inside or not before or before.endswith(_BROKEN_OFF) or found[0] in _BULLETS
            inside = inside or bool(_BEGUN.match(text, found.end()) and before.endswith(_STOPS))
            dash = found[0] == "–" and last not in ("", "–") and not before.endswith(_ENDS)
            is_decimal = found[0][0].isdigit() and "." in found[0]
            words = text[found.end() :].partition("\n")[0].strip()
            goes_on = words[:1].islower() and not (before.endswith(_ENDS) or words.endswith(_BROKEN_OFF))
            if (
                (inside or (is_decimal and not goes_on))
                and not dash
                and passage.span(*found.span()).order not in numbers
            ):
                last = found[0]
                yield _Typed(passage, *found.span(), found[0])


def _follows(one: _Typed, other: _Typed) -> bool:
    """Return whether two marks are of one kind, with nothing but the text of the first between them."""
    if bool(one.bullet) != bool(other.bullet):
        return False
    here, there = one.passage.owner, other.passage.owner
    if here is None or there is None or here is there:
        return here is there
    near, far = one.passage.around, other.passage.around
    if len(near) != len(far) or (near and near[0] is not far[0]) or isinstance(here.span, FilePlace):
        return False
    between = range(here.span.lines.stop, there.span.lines.start)
    return all(not one.source.line(number).strip() for number in between)


def _edits(
    run: Sequence[_Typed], markers: Sequence[tuple[int, str]], paragraph: m.Node | None
) -> tuple[Edit, ...]:
    """Return the edits that make a list of the marks in a paragraph, or right after it, none if it is not
    certain that they do. Each marker has its level, 0 or 1 for one below it.
    """
    around = run[0].passage.around
    if not isinstance(paragraph, m.NumberedParagraph) or any(isinstance(n, m.SubParagraph) for n in around):
        return ()
    last, column = run[-1].passage.span(run[-1].start, run[-1].end).order
    lists = [block.span.order for block in paragraph.blocks if isinstance(block, m.SubParagraphs)]
    has_letters = any(first < last or inner <= column + len(markers[-1][1]) for first, inner in lists)
    if (has_letters and not run[0].bullet) or (not around and not ends_in_colon(paragraph.blocks)):
        return ()
    edits: list[Edit] = []
    margin = ""  # of the first level
    for typed, (level, marker) in zip(run, markers, strict=True):
        place = typed.passage.exact(typed.start, typed.end)
        line = typed.source.line(place.line) if place else ""
        before, after = (line[: place.column - 1], line[place.end_column - 1 :]) if place else ("-", "")
        if not place or not _BEFORE.fullmatch(before):
            return ()
        inside = indent(before) > len(paragraph.typed.text) + 1
        if not level:
            margin = before[: len(before) - len(before.lstrip())] if inside else " " * FIVE
        blanks = margin + " " * FIVE * level
        glued = typed is run[0] and typed.source.line(place.line - 1).strip()
        space = "" if after[:1] in (" ", "\t") else " "  # after it is a no-break space, or nothing
        new = f"{typed.source.end if glued else ''}{blanks}{marker}{space}"
        end = place.end_column + (space != "" and after[:1].isspace())
        edits.append(Edit(replace(place, column=1, end_column=end), new))
    return tuple(edits)
