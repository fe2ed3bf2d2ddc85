"""Number paragraphs, sub-paragraphs, headings, annexes, tables, figures and notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import cast

from toolchain import model as m
from toolchain.model.forms import Form
from toolchain.model.records import Changing, Record, Single, field, replace
from toolchain.model.walk import Ancestors, blocks_in, walk
from toolchain.resolve.labels import Words
from toolchain.resolve.survey import Story, Survey
from toolchain.resolve.tables import (
    Mark,
    MarkNode,
    Number,
    Numbered,
    NumberedNote,
    Reference,
    Series,
    Settings,
    shown_text,
)

_RESERVED = frozenset(("paragraph", "section", "table", "figure", "annex", "note", "mark", "place"))
"""Words that addresses begin with: a series of such a name needs another key."""

Path = tuple[Numbered, ...]


class Numbering(Record):
    """The tables that this module fills.

    numbers    see `Resolved`
    series     see `Resolved`
    parts      see `Resolved`
    paths      the nodes whose own numbers make up a full one, outermost first: (16, (b)), (II, B)
    forms      the form of a node's own number
    citations  how a node is cited, with the full number at "{number}"
    annexes    the annex of a top-level block, not including the annex's own heading
    """

    numbers: dict[Numbered, Number] = field(default_factory=dict)
    series: dict[m.NumberedParagraph, Series] = field(default_factory=dict)
    parts: dict[m.Heading, Series] = field(default_factory=dict)
    paths: dict[Numbered, Path] = field(default_factory=dict)
    forms: dict[Numbered, Form] = field(default_factory=dict)
    citations: dict[Numbered, str] = field(default_factory=dict)
    annexes: dict[m.Node, m.Heading] = field(default_factory=dict)

    def annex_of(self, node: Numbered) -> m.Heading | None:
        """Return the annex that a citation of a node must name: its own annex, if numbers restart there."""
        if isinstance(node, m.Table | m.Figure):
            return None
        return self.annexes.get(self.paths[node][0])

    def add(self, path: Path, value: int, form: Form, words: Words, citation: str) -> None:
        """Add the number of a path's last node; the nodes above already have theirs."""
        node, own = path[-1], form.own(value)
        full = "".join(self.numbers[above].own + joint(below, words) for above, below in pairwise(path))
        full += own
        cited = fill(citation, number=full)
        self.paths[node] = path
        self.forms[node], self.citations[node] = form, citation
        annex = self.annex_of(node)
        if annex is not None:
            cited = full = fill(words.in_annex, annex=self.numbers[annex].cited, cited=cited)
        self.numbers[node] = Number(value, form.label(value), own, full, cited)


def fill(template: str, **values: str) -> str:
    """Return a template with its {names} replaced. Braces in values and unknown names do not change."""
    for name, value in values.items():
        template = template.replace("{" + name + "}", value)
    return template


def joint(node: m.Node, words: Words) -> str:
    """Return the separator of a level's number from the one above: the full stop in II.B, the space in 16
    (b).
    """
    if isinstance(node, m.Heading) and words.headings[node.level - 1].is_bare:
        return "."
    return words.level_separator


def number_blocks(document: m.Document, words: Words, numbered_headings: bool) -> Numbering:
    """Number everything in the body and its annexes, except tables and figures."""
    annexes = sum(isinstance(block, m.Heading) and block.annex for block in document.blocks)
    count = _Count(words, numbered_headings, only_annex=annexes == 1)
    for block in document.blocks:
        count.block(block)
    return count.result


def number_captions(numbering: Numbering, captioned: Iterable[m.Table | m.Figure], words: Words) -> None:
    """Number tables and figures with a caption; each kind is counted through the whole document."""
    counts = {"table": 0, "figure": 0}
    for node in captioned:
        kind = "table" if isinstance(node, m.Table) else "figure"
        counts[kind] += 1
        numbering.add((node,), counts[kind], words.captions[kind], words, words.citations[kind])


class _Open(Record):
    """A series that lasts until the next heading of its level or a higher one."""

    level: int
    series: Series
    annex: m.Heading | None = None
    prefix: str = ""  # prefix of the keys of series in an annex: "annex-1-"


class _Count:
    """One pass over the top-level blocks, with all counters."""

    def __init__(self, words: Words, numbered_headings: bool, only_annex: bool) -> None:
        self.result = Numbering()
        self.words = words
        self.numbered_headings = numbered_headings
        self.only_annex = only_annex
        self.open = [_Open(0, Series("paragraph", "", None, m.Part.BODY))]
        self.counts = {"paragraph": 0}
        self.annexes = 0
        self.levels = [0] * len(words.headings)
        self.sections: list[m.Heading] = []
        self.unnumbered = 0  # the level of an unnumbered heading: headings below it have no number either

    def block(self, block: m.Block) -> None:
        if isinstance(block, m.Heading):
            self._open_series(block)
            self.result.parts[block] = self.open[-1].series
        annex = self.open[-1].annex
        if annex is not None and annex is not block:
            self.result.annexes[block] = annex
        if isinstance(block, m.Heading):
            self._heading(block)
        elif isinstance(block, m.NumberedParagraph):
            self._paragraph(block)

    def _open_series(self, heading: m.Heading) -> None:
        """Close the series that end at a heading, and open the one that it begins."""
        while self.open[-1].level >= heading.level:
            self.open.pop()
        if heading.annex:
            self.annexes += 1
            prefix = f"annex-{self.annexes}-"
            series = Series(self._key(prefix + "paragraph"), "", heading, m.Part.ANNEX)
            self.open.append(_Open(heading.level, series, heading, prefix))
        if heading.series is not None:
            around = self.open[-1]
            name = f"series-{heading.series}" if heading.series in _RESERVED else heading.series
            series = Series(self._key(around.prefix + name), heading.series, heading, around.series.part)
            self.open.append(replace(around, level=heading.level, series=series))

    def _key(self, base: str) -> str:
        """Return a unique key for a series, because a series can be opened twice; start its counter."""
        key, number = base, 1
        while key in self.counts:
            number += 1
            key = f"{base}-{number}"
        self.counts[key] = 0
        return key

    def _heading(self, heading: m.Heading) -> None:
        while self.sections and self.sections[-1].level >= heading.level:
            self.sections.pop()
        if heading.level <= self.unnumbered:
            self.unnumbered = 0
        if heading.annex:
            self._annex(heading)
        elif self.numbered_headings and not self.unnumbered and heading.level <= len(self.levels):
            if heading.unnumbered:
                self.unnumbered = heading.level
            else:
                self._section(heading)

    def _annex(self, annex: m.Heading) -> None:
        """Number an annex; a single annex has no number. Heading numbers restart."""
        self.levels[annex.level :] = [0] * len(self.levels[annex.level :])
        words = self.words
        self.result.add((annex,), self.annexes, words.captions["annex"], words, words.citations["annex"])
        if self.only_annex:
            only = Number(1, words.terms["annex"], "", "", words.only_annex)
            self.result.numbers[annex] = only
            self.result.citations[annex] = words.only_annex

    def _section(self, heading: m.Heading) -> None:
        index = heading.level - 1
        self.levels[index] += 1
        self.levels[index + 1 :] = [0] * len(self.levels[index + 1 :])
        annex = self.open[-1].annex
        above = (section for section in self.sections if self.result.annexes.get(section) is annex)
        path = (*above, heading)
        self.sections.append(heading)
        words = self.words
        self.result.add(path, self.levels[index], words.headings[index], words, words.citations["section"])

    def _paragraph(self, paragraph: m.NumberedParagraph) -> None:
        series, words = self.open[-1].series, self.words
        self.counts[series.key] += 1
        self.result.series[paragraph] = series
        citation = words.series_citation(series.name)
        self.result.add((paragraph,), self.counts[series.key], words.paragraph, words, citation)
        self._sub_paragraphs(paragraph, citation)

    def _sub_paragraphs(self, paragraph: m.NumberedParagraph, citation: str) -> None:
        """Number sub-paragraphs. Letters continue through all lists of one owner, so that "16 (c)" is one
        place.
        """
        counts: dict[m.Node, int] = {}
        for node, around in walk(paragraph.blocks, (paragraph,), blocks_in):
            if not isinstance(node, m.SubParagraph):
                continue
            owner = next(n for n in reversed(around) if isinstance(n, m.SubParagraph | m.NumberedParagraph))
            counts[owner] = counts.get(owner, 0) + 1
            path = (*self.result.paths[owner], node)
            form = self.words.sub_paragraph(len(path) - 2)
            self.result.add(path, counts[owner], form, self.words, citation)


TITLE_LABEL = "*"


class _Sighting(Record):
    """A mark of a note with a text, its place, and whether another such mark is right before it."""

    mark: MarkNode
    beside: bool
    around: Ancestors
    story: Story


class _Entry(Single):
    """A note that is being numbered, until all its marks are known."""

    value: int
    note: m.Note
    part: m.Part
    nested: bool
    sightings: list[_Sighting] = field(default_factory=list)


class NoteOrder(Single):
    """The printed notes in order, and the title's note separately.

    `first` has each text's note as first printed; `shown` what each mark shows, in reading order.
    """

    notes: tuple[NumberedNote, ...]
    title_note: NumberedNote | None
    first: Mapping[m.Note, NumberedNote]
    shown: tuple[tuple[_Sighting, NumberedNote, int], ...]


def order_notes(survey: Survey, settings: Settings) -> NoteOrder:
    """Number the notes: first by their first marks in the text, then by marks in the notes' own texts.

    Texts of notes are read once each, in the order of their numbers, so that notes that mark each other do
    not loop. Notes that are marked only there are numbered after all others.
    """
    order = _Order(survey.definitions, repeat=settings.repeated_notes == "again")
    for story in survey.text:
        order.read(story, story.part)
    texts: set[m.Note] = set()
    for entry in order.entries:  # grows while it is read
        if entry.note not in texts:
            texts.add(entry.note)
            if survey.notes[entry.note].marks:
                order.read(survey.notes[entry.note], entry.part)
    return order.result()


class _Order(Changing):
    """The notes numbered so far."""

    notes: dict[str, m.Note]
    repeat: bool
    entries: list[_Entry] = field(default_factory=list)
    first: dict[m.Note, _Entry] = field(default_factory=dict)
    title: _Entry | None = None
    count: int = 0

    def read(self, story: Story, part: m.Part) -> None:
        """Count the marks of a story. A mark of a note without text shows nothing."""
        for mark, around, beside in story.marks:
            note = self._note(mark)
            if note is None:
                continue
            entry = self.first.get(note)
            if entry is None or self.repeat:
                entry = self._enter(note, story, part)
            is_beside = beside is not None and self._note(beside) is not None
            entry.sightings.append(_Sighting(mark, is_beside, around, story))

    def _note(self, mark: MarkNode) -> m.Note | None:
        return mark.note if isinstance(mark, m.InlineNote) else self.notes.get(mark.label)

    def _enter(self, note: m.Note, story: Story, part: m.Part) -> _Entry:
        """Return a new entry; the title's first note is not counted."""
        for_title = story.kind == "title" and self.title is None
        if not for_title:
            self.count += 1
        entry = _Entry(0 if for_title else self.count, note, part, nested=story.kind == "note")
        if for_title:
            self.title = entry
        self.entries.append(entry)
        self.first.setdefault(note, entry)
        return entry

    def result(self) -> NoteOrder:
        printed = {entry: _numbered(entry) for entry in self.entries}
        return NoteOrder(
            notes=tuple(note for entry, note in printed.items() if entry is not self.title),
            title_note=printed[self.title] if self.title else None,
            first={note: printed[entry] for note, entry in self.first.items()},
            shown=tuple(
                (sighting, note, ordinal)
                for entry, note in printed.items()
                for ordinal, sighting in enumerate(entry.sightings, 1)
            ),
        )


def _numbered(entry: _Entry) -> NumberedNote:
    marks = tuple(sighting.mark for sighting in entry.sightings)
    label = str(entry.value) if entry.value else TITLE_LABEL
    return NumberedNote(entry.value, label, entry.note, marks, entry.part, entry.nested)


def printed_marks(
    order: NoteOrder,
    numbers: Mapping[Numbered, Number],
    references: Mapping[m.CrossReference, Reference],
    words: Words,
) -> dict[MarkNode, Mark]:
    """Return what each mark shows."""
    return {
        sighting.mark: Mark(
            note,
            ordinal,
            words.mark_separator if sighting.beside else "",
            *_place(sighting, order, numbers, references, words),
        )
        for sighting, note, ordinal in order.shown
    }


def _place(
    sighting: _Sighting,
    order: NoteOrder,
    numbers: Mapping[Numbered, Number],
    references: Mapping[m.CrossReference, Reference],
    words: Words,
) -> tuple[str, Numbered | NumberedNote | None]:
    """Return the place of a mark: the innermost numbered node around it, or its section, or its part."""
    story = sighting.story
    if story.note is not None:
        holder = order.first[story.note]
        if holder is order.title_note:
            return words.terms["title_note"], holder
        return fill(words.citations["note"], number=holder.label), holder
    if story.kind == "title":
        return words.terms["place_title"], None
    for node in reversed(sighting.around):
        number = numbers.get(node)  # type: ignore[arg-type]
        if number is not None:
            return number.cited, cast("Numbered", node)
    if (section := story.section) is not None:
        if number := numbers.get(section):
            return number.cited, section
        heading = shown_text(section.children, references).strip()
        return fill(words.terms["place_section"], heading=heading), section
    return words.terms["place_cover" if story.kind == "cover" else "place_opening"], None
