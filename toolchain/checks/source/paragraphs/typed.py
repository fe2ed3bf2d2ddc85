"""Letters and bullets typed by hand: P106."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.paragraphs.captions import typed_captions
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, Finding
from toolchain.model.indentation import indent
from toolchain.model.places import FilePlace
from toolchain.model.walk import ends_in_colon
from toolchain.resolve.tables import Resolved
from toolchain.rules.paragraphs import ParagraphGlued, SubParagraphTyped
from toolchain.text.passages import Passage
from toolchain.text.running import MARK

_TYPED = re.compile(
    r"(?:[(（]?(?:[a-z]|[ivx]{1,5}|\d{1,2}|[а-я]|[\u0621-\u064a])(?:\)(?=\s)|）)|[a-z]\.(?=\s))(?=\s*\S)"
)
_BULLET = re.compile(r"[•●▪◦‣·](?=\s+\S)|–(?=\s+[^\s\d])")
_NEAR = 20
_SPACES = f" \t\n\u00a0{MARK}"
_BROKEN_OFF = (":", ";", "؛", "；", "：")
FIVE = 5
"""The usual indentation, in columns, of what belongs to a numbered paragraph."""

_BEFORE = re.compile(r"[ \t]*(?:[-*+][ \t]+)?")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class _Typed(NamedTuple):
    """A mark typed at the beginning of a line of a passage."""

    passage: Passage
    start: int
    end: int
    mark: str

    @property
    def is_bullet(self) -> bool:
        return self.mark[-1] not in ")）."


@check(SubParagraphTyped)
def sub_paragraph_typed(resolved: Resolved) -> Iterator[Finding]:
    """A typed "(a)" is not a sub-paragraph: it is not indented, has no address, and does not change when
    another is inserted before it. Write an ordered list, `1.`, `2.`; it is printed as (a), (b). And a typed
    “•” does not begin an item of a list: the lines are printed as one text. Write `-`. A typed “Table 1:” is
    not a caption: write `Table:` before the table, or the words as the title of the picture.

    The edits make lists of letters that begin with (a) and of bullets, and captions of those with the number
    that will be printed. There are none for (i) and (1), which would be printed as (a).

    It is reported at the beginning of a paragraph. At the beginning of a line it is reported only after a
    colon or a semicolon, because elsewhere it may be part of a sentence: "article 3, (a) and (b)". Quotations
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
    above = _above(resolved.document.blocks)
    found: list[Finding] = []
    for run in _runs(list(_all_marks(resolved))):
        certain = run[0].mark.endswith((")", "）")) or (
            len(run) > 1 and (run[0].is_bullet or _are_letters(run))
        )
        if not certain:  # "a." and bullets can be something else
            continue
        edits = tuple(_edits(run, above))
        for number, typed in enumerate(run, 1):
            marker = "-" if typed.is_bullet else f"{number}."
            place = typed.passage.exact(typed.start, typed.end)
            words = typed.passage.source.line(place.line)[place.end_column - 1 :].strip() if place else ""
            facts = SubParagraphTyped(typed.mark, f"{' ' * FIVE}{marker} {words}")
            found.append(Finding(typed.passage.span(typed.start, typed.end), facts, edits=edits))
    return (*found, *typed_captions(resolved))


def _are_letters(run: Sequence[_Typed]) -> bool:
    """Return whether the marks are (a), (b) and so on."""
    return [typed.mark.strip("().（）") for typed in run] == list(_LETTERS[: len(run)])


def _begins_typed(block: m.Block) -> bool:
    """Return whether a text may begin with a letter or bullet typed by hand."""
    first = block.children[0] if isinstance(block, m.Paragraph) and block.children else None
    return isinstance(first, m.Text) and bool(_TYPED.match(first.text) or _BULLET.match(first.text))


def _all_marks(resolved: Resolved) -> Iterator[_Typed]:
    numbers = {finding.span.order for finding in reported(resolved, ParagraphGlued.rule)}
    for passage in survey(resolved).passages():
        if isinstance(passage.owner, m.Paragraph) and not passage.in_note and not passage.in_quotation:
            for typed in _marks(passage):
                if passage.span(typed.start, typed.end).order not in numbers:
                    yield typed


def _marks(passage: Passage) -> Iterator[_Typed]:
    text, start, inside = passage.text, 0, False
    while start >= 0:
        found = _TYPED.match(text, start) or _BULLET.match(text, start)
        before = text[max(start - _NEAR, 0) : start].rstrip(_SPACES) if found else ""
        if found and (not before or inside or before.endswith(_BROKEN_OFF)):
            inside = True
            yield _Typed(passage, start, found.end(), found[0])
        start = text.find("\n", start) + 1 or -1


def _runs(marks: Sequence[_Typed]) -> Iterator[list[_Typed]]:
    """Yield the marks of each list: of one kind, with nothing but their texts between them."""
    run: list[_Typed] = []
    for typed in marks:
        if run and not _follows(run[-1], typed):
            yield run
            run = []
        run.append(typed)
    if run:
        yield run


def _follows(one: _Typed, other: _Typed) -> bool:
    if one.is_bullet != other.is_bullet or (one.is_bullet and one.mark != other.mark):
        return False
    if one.passage is other.passage:
        return True
    here, there = one.passage.owner, other.passage.owner
    if here is None or there is None or len(one.passage.around) != len(other.passage.around):
        return False
    if isinstance(here.span, FilePlace):
        return False
    between = range(here.span.lines.stop, there.span.lines.start)
    return all(not one.passage.source.line(number).strip() for number in between)


def _above(blocks: Sequence[m.Block]) -> dict[m.Block, m.NumberedParagraph]:
    """Return the numbered paragraph right above each block at the top level that is not one itself."""
    above: dict[m.Block, m.NumberedParagraph] = {}
    last: m.NumberedParagraph | None = None
    for block in blocks:
        if isinstance(block, m.NumberedParagraph):
            last = block if ends_in_colon(block.blocks) else None
        elif last and isinstance(block, m.Paragraph) and _begins_typed(block):
            above[block] = last
        else:
            last = None
    return above


def _edits(run: Sequence[_Typed], above: Mapping[m.Block, m.NumberedParagraph]) -> Iterable[Edit]:
    """Return the edits that make a list of the marks; nothing if they do not certainly make one."""
    owner, around = run[0].passage.owner, run[0].passage.around
    paragraph = around[0] if around else above.get(owner) if isinstance(owner, m.Paragraph) else None
    if not isinstance(paragraph, m.NumberedParagraph) or any(isinstance(n, m.SubParagraph) for n in around):
        return ()
    has_letters = any(isinstance(block, m.SubParagraphs) for block in paragraph.blocks)
    if not run[0].is_bullet and (has_letters or len(run) < 2 or not _are_letters(run)):
        return ()
    edits: list[Edit] = []
    for number, typed in enumerate(run, 1):
        place, source = typed.passage.exact(typed.start, typed.end), typed.passage.source
        before = source.line(place.line)[: place.column - 1] if place else "-"
        if not place or not _BEFORE.fullmatch(before):
            return ()
        inside = indent(before) > len(paragraph.typed.text) + 1
        blanks = before[: len(before) - len(before.lstrip())] if inside else " " * FIVE
        glued = source.end if number == 1 and source.line(place.line - 1).strip() else ""
        marker = "-" if typed.is_bullet else f"{number}."
        after = source.line(place.line)[place.end_column - 1 :]
        if after[:1] not in (" ", "\t"):  # a no-break space, or nothing
            space = len(after[:1]) - len(after[:1].lstrip())
            place, marker = place._replace(end_column=place.end_column + space), f"{marker} "
        edits.append(Edit(place._replace(column=1), f"{glued}{blanks}{marker}"))
    return edits
