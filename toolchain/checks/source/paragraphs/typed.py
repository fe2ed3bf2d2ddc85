"""Letters, bullets and captions typed by hand: P106."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, FilePlace, Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.indentation import FIVE, indent
from toolchain.model.numerals import FROM_LETTERS, numeral
from toolchain.model.records import Record, replace
from toolchain.model.source_text import Source
from toolchain.model.walk import blocks_in, ends_in_colon, plain_text, walk
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules.paragraphs import CaptionTyped, ParagraphGlued, SubParagraphTyped
from toolchain.text.passages import Passage
from toolchain.text.phrases import any_of
from toolchain.text.running import MARK

SEPARATOR = r"[ \u00a0]*(?:[:：\u3000]|[.–—-](?!\d))[ \u00a0]*(?=\S)"
_LABEL = expression(r"[ \t]+\{#[^{}]*\}$")
_EMPHASIZED = expression(r"\A(\*{1,3}|_{1,3})(?=\S)(.*?\S)(?<!\*)\1(?![*\w])(.*)\Z", re.DOTALL)
_AFTER_ADDRESS = expression(r"(?<![\"'])\)[ \t]*(?:\{[^{}]*\})?$")  # not after a title
_MOST_LINES = 3


class _Caption(Record):
    """A typed caption: its place, word and number, words, and label in braces (or "")."""

    place: SourceSpan
    typed: str
    number: int
    words: str
    label: str

    @property
    def begins(self) -> SourceSpan:
        return replace(self.place.start, end_column=self.place.column + len(self.typed))


@lru_cache(maxsize=1)
def typed_captions(resolved: Resolved) -> tuple[Finding, ...]:
    """Return each paragraph that is the caption of a table or figure right before or after it.

    There are edits if its number is the one that will be printed.
    """
    source = survey(resolved).source
    counts: Counter[type] = Counter()
    findings: list[Finding] = []
    taken: SourceSpan | None = None  # the caption of the table or figure above
    for block, beside in _tables_and_figures(resolved.document.blocks):
        captions = [each for each in (_read(text, block, resolved) for text in beside) if each]
        caption = next((each for each in captions if each.place != taken), None)
        counts[type(block)] += bool(block.caption or caption)
        if not isinstance(block.span, SourceSpan):
            continue
        if block.caption:
            findings += _typed_too(block, captions, counts[type(block)], resolved)
            continue
        if caption:
            taken, typed, words = caption.place, caption.typed, fold(caption.words)
            right = caption.number == counts[type(block)]
            edits = _caption_edits(source, block, source.whole(block.span), caption) if right else ()
            line = f"Table: {words}{caption.label}"
            if isinstance(block, m.Figure):
                line = _with_title(source, block.span, caption, _title(words)) or f"![…](… {_title(words)})"
            facts = CaptionTyped(typed, line.strip())
            findings.append(Finding(caption.begins, facts, edits=edits))
        elif captions:  # it is between two: nobody knows of which
            findings[-1] = replace(findings[-1], edits=())
    return tuple(findings)


def _typed_too(
    block: m.Table | m.Figure, beside: Sequence[_Caption], number: int, resolved: Resolved
) -> Iterator[Finding]:
    """Yield what is typed of the caption that a table or figure has: next to it, or at its beginning."""
    own = block.caption
    place = block.span if isinstance(block, m.Figure) or not own else own.span
    if not own or not isinstance(place, SourceSpan):
        return
    line = survey(resolved).source.line(place.line)
    same = (each for each in beside if each.number == number)
    yield from (Finding(each.begins, CaptionTyped(each.typed, line.strip())) for each in same)
    typed = typed_number(block, resolved)
    found = typed and re.search(rf"(?:[\"'(]|: )({re.escape(typed[0])})", line)
    if typed and found:
        start, end = found.span(1)
        first = replace(place.start, column=start + 1, end_column=end + 1)
        right = int(typed[1]) == number and isinstance(block, m.Figure)
        facts = CaptionTyped(typed[0].rstrip(), f"{line[:start]}{line[end:]}".strip())
        yield Finding(first, facts, edits=(Edit(first, ""),) if right else ())


def typed_number(block: m.Table | m.Figure, resolved: Resolved) -> re.Match[str] | None:
    """Return the word and number with which the words of a caption begin, if they do."""
    return re.match(_numbered(block, resolved), plain_text(block.caption.children if block.caption else ()))


def _numbered(block: m.Table | m.Figure, resolved: Resolved) -> str:
    """Return an expression for the word and number of a caption, and what separates its words."""
    words = any_of(resolved.words.references["table" if isinstance(block, m.Table) else "figure"])
    return rf"(?i:{words})[ \u00a0]?(\d{{1,4}}){SEPARATOR}"


def _tables_and_figures(
    nodes: Sequence[m.Node], last: m.Node | None = None
) -> Iterator[tuple[m.Table | m.Figure, tuple[m.Node | None, ...]]]:
    """Yield all tables and figures in reading order, with the blocks before and after them.

    `last` is the block after the nodes. Quotations have captions of their own.
    """
    for before, node, after in zip((None, *nodes), nodes, (*nodes[1:], last), strict=False):
        if isinstance(node, m.Table | m.Figure):
            yield node, (before, after)
        elif isinstance(node, m.Quotation):
            inside = (inner for inner, _ in walk((node,), into=blocks_in))
            yield from ((each, ()) for each in inside if isinstance(each, m.Table | m.Figure))
        elif apart := _apart(node):
            yield apart
        else:
            yield from _tables_and_figures(blocks_in(node), after)


def places_of(block: m.Node) -> set[tuple[int, int]]:
    """Return the places of a block, and of the line right below its picture, where a caption may be typed."""
    apart = _apart(block)
    return {each.span.order for each in (block, *(apart[1] if apart else ()))}


def _apart(block: m.Node) -> tuple[m.Figure, tuple[m.Node, ...]] | None:
    """Return a picture and the text right below it, if a paragraph is both."""
    match block:
        case m.Paragraph(span=SourceSpan() as span, children=(m.Image() as image, m.Break(), *_)):
            first = replace(span, end_line=span.line, end_column=span.column)
            return m.Figure(first, image), (m.Paragraph(replace(span, line=span.line + 1), ()),)
    return None


def _read(text: m.Node | None, block: m.Table | m.Figure, resolved: Resolved) -> _Caption | None:
    """Return the caption that a paragraph is: "Table 1: Units", perhaps in bold type.

    That is omitted if all of the caption has it, or no more than the word and number.
    """
    if not isinstance(text, m.Paragraph) or not isinstance(text.span, SourceSpan):
        return None
    source, lines = survey(resolved).source, text.span.lines
    typed = "\n".join(source.line(number).strip(" \t") for number in lines)
    label, typed = _LABEL.search(typed), _LABEL.sub("", typed)
    for mark, words, rest in (found for _ in range(2) for found in _EMPHASIZED.findall(typed)):
        begins = re.match(_numbered(block, resolved), words) if rest else None
        typed = f"{begins[0]}{mark}{words[begins.end() :]}{mark}{rest}" if begins else words + rest
    found = re.match(_numbered(block, resolved), typed)
    if found is None or len(lines) > _MOST_LINES:
        return None
    caption, place = typed[found.end() :], source.whole(text.span)
    return _Caption(place, found[0].rstrip(), int(found[1]), caption, label[0] if label else "")


def _caption_edits(
    source: Source, block: m.Table | m.Figure, span: SourceSpan, caption: _Caption
) -> tuple[Edit, ...]:
    """Return the edits that make a paragraph the caption of a table, before it, or of a figure."""
    place, line = caption.place, source.line(span.line)
    indentation = line[: span.column - 1]
    words = caption.words.replace("\n", source.end + indentation)
    gone = Edit(place.start.to(span.start) if place < span else span.end.to(place), "")
    if isinstance(block, m.Table):
        new = f"Table: {words}{caption.label}"
        if place < span:
            glued = place.end_line + 1 == span.line
            return (Edit(place, new + (source.end if glued else "")),)
        return (Edit(span.start, f"{new}{source.end * 2}{indentation}"), gone)
    new = _with_title(source, span, caption, _title(words))
    return (Edit(span, new[span.column - 1 :]), gone) if new else ()


def _title(words: str) -> str:
    return '"' + words.replace('"', '\\"') + '"'


def _with_title(source: Source, span: SourceSpan, caption: _Caption, title: str) -> str:
    """Return the line of a picture with its caption as title, "" if that is not certain."""
    line = source.line(span.line).rstrip(" \t")
    end = _AFTER_ADDRESS.search(line)
    if end is None or span.line != span.end_line or (caption.label and "{" in end[0]):
        return ""
    return f"{line[: end.start()]} {title}{line[end.start() :]}{caption.label}"


_MARK = expression(
    r"^(?:[(（]?(?:[a-z]|[ivx]{1,5}|\d{1,2}|[а-я]|[\u0621-\u064a])(?:\)(?=\s)|）)(?=\s*\S)"
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
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


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

    The edits make lists of letters that begin with (a) and of bullets, and captions of those with the number
    that will be printed. There are none for (i) and (1), which would be printed as (a).

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
        is_list = len(run) > 1 and (bullet or letters == list(_LETTERS[: len(run)]))
        roman = len(run) > 1 and letters == [numeral("lowerRoman", value + 1) for value in range(len(run))]
        paragraph = around[0] if around else above.get(run[0].passage.owner)
        whole = paragraph.typed.text if isinstance(paragraph, m.NumberedParagraph) else ""
        below = letters == [f"{whole}.{number}" for number in range(1, len(run) + 1)]
        begins = run[0].passage.text[run[0].end :].lstrip()[:1]
        below = below and (len(run) > 1 or not begins.islower())  # not "2.1 million"
        if not (is_list or roman or below) and run[0].mark[-1] not in ")）":
            continue  # "a." and bullets can be something else
        markers = ["-" if bullet else f"{number}." for number in range(1, len(run) + 1)]
        signs = {typed.bullet for typed in run}
        levels = {typed.passage.span(typed.start, typed.end).order[1] for typed in run if len(signs) > 1}
        flat = len(levels) < 2 and (len(signs) < 2 or "o" not in signs)  # Word's bullet of the second level
        edits = _edits(run, markers, paragraph) if is_list and flat else ()
        for typed, marker in zip(run, markers, strict=True):
            place = typed.passage.exact(typed.start, typed.end)
            words = typed.source.line(place.line)[place.end_column - 1 :].strip() if place else ""
            facts = SubParagraphTyped(typed.mark, f"{' ' * FIVE}{marker} {words}")
            found.append(Finding(typed.passage.span(typed.start, typed.end), facts, edits=edits))
    return (*found, *typed_captions(resolved))


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


def _edits(run: Sequence[_Typed], markers: Sequence[str], paragraph: m.Node | None) -> tuple[Edit, ...]:
    """Return the edits that make a list of the marks in a paragraph, or right after it, none if it is not
    certain that they do.
    """
    around = run[0].passage.around
    if not isinstance(paragraph, m.NumberedParagraph) or any(isinstance(n, m.SubParagraph) for n in around):
        return ()
    last, column = run[-1].passage.span(run[-1].start, run[-1].end).order
    lists = [block.span.order for block in paragraph.blocks if isinstance(block, m.SubParagraphs)]
    has_letters = any(first < last or inner <= column + len(markers[-1]) for first, inner in lists)
    if (has_letters and not run[0].bullet) or (not around and not ends_in_colon(paragraph.blocks)):
        return ()
    edits: list[Edit] = []
    for typed, marker in zip(run, markers, strict=True):
        place = typed.passage.exact(typed.start, typed.end)
        line = typed.source.line(place.line) if place else ""
        before, after = (line[: place.column - 1], line[place.end_column - 1 :]) if place else ("-", "")
        if not place or not _BEFORE.fullmatch(before):
            return ()
        inside = indent(before) > len(paragraph.typed.text) + 1
        blanks = before[: len(before) - len(before.lstrip())] if inside else " " * FIVE
        glued = typed is run[0] and typed.source.line(place.line - 1).strip()
        space = "" if after[:1] in (" ", "\t") else " "  # after it is a no-break space, or nothing
        new = f"{typed.source.end if glued else ''}{blanks}{marker}{space}"
        end = place.end_column + (space != "" and after[:1].isspace())
        edits.append(Edit(replace(place, column=1, end_column=end), new))
    return tuple(edits)
