"""Check the navigation of a PDF: its outline (D908), and the page numbers in its contents (D906)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple, TypeAlias

from toolchain.formats.pdf.fonts import UNREADABLE
from toolchain.formats.pdf.parts import Entry, Part, Places, Scan, Target
from toolchain.formats.pdf.targets import NO_TARGET
from toolchain.formats.pdf.words import text_of
from toolchain.model.diagnostics import FilePlace, Finding, Related, page_words
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts
from toolchain.model.groups import by_first
from toolchain.model.records import replace
from toolchain.model.wording import said, shorten
from toolchain.rules import outputs_pdf as about

_PRINTED = expression(r"(?:^|[\s.…·_\u00a0\u200b\u2060])(\d{1,6}|[ivxlcdm]{1,9})[\s\u200b\u2060]*$")
"""The page number at the end of an entry in the contents, after a space or a leader."""
_NUMBER = expression(r"^[(（]?(?:\d+(?:\.\d+)*|[IVXLC]{1,6}|[A-Za-z])[.)）]?\s+")
"""The number of a heading, which some programs omit from the outline."""
_ADDED = expression(r"\s*[(（][^()（）]*[)）]$")
"""What an entry of the outline may add to the words of a heading, as in “Notes (Annex)”."""
_SHOWN = 60
"""Maximum number of characters of a heading in a place."""
Spans: TypeAlias = Mapping[int, FilePlace]


class Place(NamedTuple):
    """A heading: its part in the text of the PDF, its words and its page (from 0)."""

    part: Part
    text: str
    page: int


class Ways:
    """The headings of a file, the links that lead to them, and the places of `tables` by their numbers."""

    def __init__(self, scan: Scan, places: Places, spans: Spans, display: str, tables: Spans) -> None:
        self.scan = scan
        self.places = places
        self.display = display
        self.tables = tables
        self._spans = spans

    def span(self, part: Part) -> FilePlace:
        """Return the place of a part."""
        return self._spans.get(part.block, FilePlace(self.display))

    @cached_property
    def headings(self) -> Mapping[int, Place]:
        """The headings with visible text, by their blocks."""
        parts = (part for part in self.scan.parts if part.kind == "heading" and not part.note)
        return {
            part.block: Place(part, words, first.page)
            for part in parts
            if (first := part.first) and letters(words := _words(part))
        }

    @cached_property
    def title(self) -> Part | None:
        """The first heading of the highest level: the title, which needs no entry."""
        return next((each.part for each in self.headings.values() if each.part.level == 1), None)

    def heading(self, target: Target) -> Place | None:
        """Return the heading that a link leads to, None if there is none."""
        return self.headings.get(self.places.block(target) or 0)

    def called(self, page: int) -> str:
        """Return the label of a page (from 0), "" for none."""
        return self.scan.pages[page].label if 0 <= page < len(self.scan.pages) else ""


def letters(text: str) -> str:
    """Return the letters and digits of a text, sorted, to compare texts of different programs.

    Programs put different characters between a number and its words, and order words differently where some
    are read from right to left.
    """
    return "".join(sorted(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold())))


def outline_faults(ways: Ways) -> Iterator[Finding]:
    """Find entries that lead nowhere or to other words, headings without an entry, and wrong levels."""
    entries = ways.scan.outline
    for entry in entries:
        if entry.target.url == "" and entry.target.page is None:
            name = entry.target.name
            yield _of_entry(
                entry,
                about.EntryWithoutTarget() if name == NO_TARGET else about.EntryLeadsNowhere(name),
                ways,
            )
    if not entries and any(each.part is not ways.title for each in ways.headings.values()):
        yield Finding(FilePlace(ways.display), about.NoOutline())
    if not entries or any(UNREADABLE in each.text for each in ways.headings.values()) or not ways.headings:
        return
    paired = _paired(entries, ways)
    yield from _unlike(entries, paired, ways)
    yield from _misplaced(entries, paired, ways)


def follows_headings(ways: Ways) -> bool:
    """Return whether an outline is meant to list the headings: half of its entries have their words."""
    entries = ways.scan.outline
    return 2 * sum(place is not None for place in _paired(entries, ways)) >= len(entries)


def is_of_outline(defect: Finding) -> bool:
    """Return whether a fault is one only in an outline that lists the headings."""
    return isinstance(defect.facts, about.OfOutline)


def _paired(entries: Sequence[Entry], ways: Ways) -> list[Place | None]:
    """Return for each entry the heading with its words: its target, else the next one without an entry."""
    words = _words_of_entries(entries, ways)
    paired: list[Place | None] = []
    for entry in entries:
        place = ways.heading(entry.target)
        paired.append(place if place and words[place.part.block] in _said(entry) else None)
    taken = {each.part.block for each in paired if each}
    others = [block for block in reversed(list(ways.headings)) if block not in taken]
    free = by_first((words[block], ways.headings[block]) for block in others)
    for at, entry in enumerate(entries):
        if paired[at] is None and (found := next(filter(None, map(free.get, _said(entry))), None)):
            paired[at] = found.pop()
    return paired


def _words_of_entries(entries: Sequence[Entry], ways: Ways) -> dict[int, str]:
    """Return the letters by which an entry names each heading, with its number or without."""
    whole = {block: letters(place.text) for block, place in ways.headings.items()}
    bare = {block: letters(_NUMBER.sub("", place.text)) for block, place in ways.headings.items()}
    named = {letters(entry.title) for entry in entries}
    numbered = [block for block in whole if bare[block] and bare[block] != whole[block]]
    return {
        **whole,
        **({} if any(whole[at] in named for at in numbered) else {at: bare[at] for at in numbered}),
    }


def _said(entry: Entry) -> tuple[str, str]:
    return letters(entry.title), letters(_ADDED.sub("", entry.title))


def _unlike(entries: Sequence[Entry], paired: Sequence[Place | None], ways: Ways) -> Iterator[Finding]:
    """Find entries without a heading or with a wrong target, and headings without an entry."""
    named = {place.part.block for place in paired if place}
    for entry, place in zip(entries, paired, strict=True):
        leads_to = ways.heading(entry.target)
        if place is None and leads_to and leads_to.part.block not in named:
            named.add(leads_to.part.block)
            yield _of_entry(entry, about.EntryHasOtherWords(leads_to.text), ways, leads_to)
        elif place is None and entry.target.page is not None:
            yield _of_entry(entry, about.EntryWithoutHeading(), ways)
        elif place and place is not leads_to and entry.target.page is not None:
            elsewhere = about.EntryLeadsToPage(ways.called(entry.target.page))
            yield _of_entry(
                entry, about.EntryLeadsToHeading(leads_to.text) if leads_to else elsewhere, ways, place
            )
    for block, place in ways.headings.items():
        if block not in named and place.part is not ways.title:
            yield Finding(ways.span(place.part), about.NoEntry())


def _misplaced(entries: Sequence[Entry], paired: Sequence[Place | None], ways: Ways) -> Iterator[Finding]:
    """Find entries in another order, or at another level, than their headings."""
    last = 0
    above: list[int] = []
    for entry, place in zip(entries, paired, strict=True):
        if place is None:
            continue
        if place.part.block < last:
            yield _of_entry(entry, about.EntryTooLate(), ways, place)
            continue
        last = place.part.block
        while above and above[-1] >= place.part.level:
            above.pop()
        above.append(place.part.level)
        if entry.level != len(above):
            yield _of_entry(entry, about.EntryAtOtherLevel(entry.level, len(above)), ways, place)


def contents_faults(ways: Ways, called: Callable[[int], str]) -> Iterator[Finding]:
    """Find wrong and missing page numbers in the contents.

    `called` returns the label of a page. An entry is a part that is wholly a link to a heading and has all of
    its words. If several in a row are wrong by the same number, that is one finding.
    """
    wrong: list[tuple[int | None, Finding]] = []
    yield from _misled(ways)
    found = [(part, place) for part in ways.scan.parts if (place := _entry_of(part, ways))]
    printed = [_PRINTED.search(text_of(part.pieces)) for part, _ in found]
    if not any(printed):
        return
    for (part, place), number in zip(found, printed, strict=True):
        page = called(place.page)
        shift = _shift(number, page)
        facts: Facts | None = None
        if number is None:
            facts = about.ContentsWithoutPage(place.text, page)
        elif number[1].casefold() != page.casefold() and shift != 0:
            facts = about.ContentsWrongPage(number[1], place.text, page)
        if facts:
            wrong.append((shift, _of_contents(part, place, facts, about.HeadingHere(), ways)))
    yield from _in_a_row(wrong)


def _misled(ways: Ways) -> Iterator[Finding]:
    """Find entries with the words of a heading and a number that lead to another heading (D908)."""
    named = {letters(place.text): place for place in ways.headings.values()}
    for part in ways.scan.parts:
        target = _whole_link(part)
        text = text_of(part.pieces) if target else ""
        number = _PRINTED.search(text)
        if target is None or number is None:
            continue
        meant, place = named.get(letters(text[: number.start()])), ways.heading(target)
        if meant and place and meant.part.block > part.block and letters(place.text) != letters(meant.text):
            facts = about.ContentsLeadElsewhere(place.text)
            yield _of_contents(part, meant, facts, about.NamedHeadingHere(), ways)


def _of_contents(part: Part, place: Place, facts: Facts, there: Facts, ways: Ways) -> Finding:
    """Return a finding in an entry of the contents, which has the words of the heading at `place`."""
    page = page_words(part.first.page + 1) if part.first else ""
    where = said("{page}, the contents, “{heading}”", page=page, heading=_cut(place.text))
    related = (Related(ways.span(place.part), there),)
    return Finding(replace(ways.span(part), words=where), facts, related=related)


def _whole_link(part: Part) -> Target | None:
    """Return the target of a part that is wholly a link within the file, else None."""
    targets = {piece.target for piece in part.pieces if piece.target or _shows(piece.runs)}
    target = targets.pop() if len(targets) == 1 else None
    return None if part.kind == "heading" or target is None or target.page is None else target


def _entry_of(part: Part, ways: Ways) -> Place | None:
    """Return the heading of an entry in the contents; None if the part is not an entry."""
    target = _whole_link(part)
    if target is None:
        return None
    place = ways.heading(target)
    if place is None or place.part.block <= part.block:
        return None
    return place if Counter(letters(place.text)) <= Counter(letters(text_of(part.pieces))) else None


def _shows(runs: Iterable[object]) -> bool:
    return any(getattr(run, "text", "").strip() for run in runs)


def _shift(number: re.Match[str] | None, page: str) -> int | None:
    known = number is not None and number[1].isdecimal() and page.isdecimal()
    return int(number[1]) - int(page) if number is not None and known else None


def _in_a_row(wrong: Iterable[tuple[int | None, Finding]]) -> Iterator[Finding]:
    """Yield the findings, those in a row that are wrong by the same number as one."""
    for _, group in groupby(wrong, key=lambda each: object() if each[0] is None else each[0]):
        (_, finding), *more = group
        facts = finding.facts
        if more and isinstance(facts, about.ContentsWrongPage):
            facts = about.ContentsWrongPage(facts.shown, facts.heading, facts.page, after=len(more))
        yield replace(finding, facts=facts)


def _of_entry(entry: Entry, facts: Facts, ways: Ways, place: Place | None = None) -> Finding:
    where = FilePlace(ways.display, words=said("the outline, “{entry}”", entry=_cut(entry.title)))
    there = (Related(ways.span(place.part), about.HeadingHere()),) if place else ()
    return Finding(where, facts, related=there)


def _words(part: Part) -> str:
    """Return the words of a heading, with alt texts, and without note marks."""
    pieces = [piece for piece in part.pieces if not piece.mark]
    words = text_of(pieces).replace("\u200b", "").split()
    return " ".join([*words, *(piece.image for piece in pieces if piece.image)])


def _cut(text: str) -> str:
    return shorten(text, _SHOWN)
