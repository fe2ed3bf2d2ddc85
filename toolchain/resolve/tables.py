"""The types of the tables that `resolve` computes: every number, and every word that depends on one.

Writers print these tables and never count; checks compare the author's claims with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from toolchain import model as m
from toolchain.model.records import Record, Single
from toolchain.model.walk import own_words, plain_text
from toolchain.recipients import Profile
from toolchain.resolve.labels import Words

if TYPE_CHECKING:
    from toolchain.citations.style.cite import Position


class Settings(Record):
    """The decisions of the front matter and the profile for the whole document.

    `profile` has the recipient's rules, with the limits that the front matter sets instead.
    """

    lang: str = "en"
    notes: m.NoteKind = m.NoteKind.ENDNOTE
    notes_place: Literal["end", "before-annexes"] = "end"
    repeated_notes: Literal["same", "again"] = "same"
    numbered_headings: bool = False
    links: bool = True
    profile: Profile = Profile()


class Series(Record):
    """A run of numbered paragraphs with its own count.

    `key` is unique and begins the addresses: "paragraph" (the body), "recommendation", "recommendation-2"
    (opened again), "annex-1-paragraph", "annex-1-recommendation". `name` is the word used in citations ("" in
    the body and in annexes).
    """

    key: str
    name: str
    heading: m.Heading | None
    part: m.Part


class Number(NamedTuple):
    """The true number of a node.

    value  the number, counting from 1
    label  as printed before the text: "15.", "(b)", "II.", "Annex I" (a single one: "Annex"), "Table 1"
    own    this level alone, in a cross-reference: "15", "(b)", "II", "I" (a single annex: ""), "1"
    full   down to this level, in a cross-reference: "16 (b)", "II.B", "annex I, paragraph 3"
    cited  with its word, as the language cites it: "paragraph 16 (b)", "recommendation 5", "section II.B",
           "annex I", "annex I, paragraph 3", "table 1"
    """

    value: int
    label: str
    own: str
    full: str
    cited: str


Numbered: TypeAlias = m.NumberedParagraph | m.SubParagraph | m.Heading | m.Table | m.Figure

Fault: TypeAlias = Literal["", "several", "form"]

MarkNode: TypeAlias = m.NoteMark | m.InlineNote


class NumberedNote(Single):
    """A printed note. `label` is its printed number, "*" for the title's note (`value` 0).

    If repeated marks make new notes ("again"), several of these have the same `note`.

    `marks` are all marks with this number, in reading order, those in other notes last. `nested` means that
    all its marks are in other notes. `part` is the part of its first mark.
    """

    value: int
    label: str
    note: m.Note
    marks: tuple[MarkNode, ...]
    part: m.Part
    nested: bool = False


class Mark(Single):
    """The printed text of a mark. `ordinal` counts the marks of its note from 1.

    `separator` is printed before it, in the mark's superscript, if another mark is next to it; else it is "".
    `place` describes the place in words: "paragraph 16", "note 12", "table 1". `within` is the node of that
    place, None for the title, the cover and the opening text.
    """

    note: NumberedNote
    ordinal: int
    separator: str
    place: str
    within: Numbered | NumberedNote | None = None


class Reference(Single):
    """The target of a cross-reference and its printed text.

    `children` are the printed inlines: the author's words with the number replaced by `PrintedNumber` nodes.
    `claim` is the number that the author typed (None if the text has none), `expected` the right words
    instead of it: the claim is false if they differ. `fault` names the problem with the claim: "several"
    numbers, or a "form" that is not the target's; then the children are as typed. `note` is the printed note
    if the target is one.

    The claim's span is the number's own. If that place is not known (after an entity that could not be
    matched), the span is the whole text's: an edit is safe if the source at the span reads `claim.text`.
    """

    target: m.Target
    children: m.Inlines
    claim: m.Claim | None
    expected: str
    fault: Fault = ""
    note: NumberedNote | None = None


class Use(Record):
    """A source cited in a note, and how: in full, in short form, or as "Ibid." (with another locator).

    `alone` means that the note has nothing else, so that "Ibid." in the next note means this source.
    """

    note: NumberedNote
    citation: m.Citation
    source: m.CitedSource
    position: Position
    alone: bool


class ListedSource(NamedTuple):
    """A source in the list of sources, and its printed text."""

    entry: m.Entry
    children: m.Inlines


class SourceGroup(NamedTuple):
    """Sources of one kind in the order of the list, under a heading if there are several kinds."""

    heading: m.Heading | None
    sources: tuple[ListedSource, ...]


class CitingPlace(Record):
    """A place that cites a source, as it is referred to: "16 (b)", "recommendation 5", "note 12"."""

    text: str
    node: Numbered | NumberedNote


class Authority(Record):
    """The places that cite a source: places of the text in reading order, and notes by their numbers.

    `children` are its short form, `full` is the form of its first citation.
    """

    children: m.Inlines
    places: tuple[CitingPlace, ...]
    notes: tuple[NumberedNote, ...]
    full: m.Inlines


class Ways(Record):
    """Maps a note to the places of its marks, and gives their names."""

    marks: Mapping[MarkNode, Mark]
    numbers: Mapping[Numbered, Number]
    words: Words


Addressed: TypeAlias = m.Heading | m.Paragraph | Numbered | NumberedNote | MarkNode
"""A node that can have an address."""


class Resolved(Single):
    """A Document with all its tables. A node without an entry has no number (a label: no target).

    numbers     of numbered paragraphs, sub-paragraphs, numbered headings and annexes, captioned tables
                and figures
    series      the series of each numbered paragraph
    parts       for each heading, the series of paragraphs below it
    targets     the target of each label (for a duplicate label, the first); notes under "^label"
    notes       the printed notes in the order of their numbers; title_note is separate, with its asterisk
    marks       what each mark shows; a mark of a note without text has no entry
    references  what each cross-reference shows; no entry if its target is unknown, or has no number although
                one is claimed or needed
    printed     the words of a Text or Break that differ from the typed ones (a no-break space between a word
                and its number)
    linked      the printed words of a Text with links that we make, to documents of the United Nations
                (computed when first used)
    citations   the printed text of each citation in a note, as typed if it cannot be formatted (computed when
                first used, with the references to notes in it)
    bibliography  the sources that can be cited
    uses        the sources cited in the printed notes, in the order of their numbers
    below       for each table, figure or line below it, the next line that belongs to it, such as
                "Source: …" (computed when first used)
    source_lists  the printed list of sources, group by group; of two lists only the first has an entry
    authorities  the places that cite each source, in the order of the list (both computed when first used)
    anchors     an address for everything that a link can point at, unique in the document, valid as an
                HTML id: "paragraph-15", "paragraph-16-b", "recommendation-5", "annex-1-paragraph-3",
                "note-12" (a NumberedNote), "mark-12", "mark-12-2" (its marks), "note-title", "table-1",
                "section-2" (the second heading that is not an annex), "annex-1", "sources-law" (a heading
                in the list of sources), "place-1" (anything else with a label)
    """

    document: m.Document
    settings: Settings
    words: Words
    numbers: Mapping[Numbered, Number]
    series: Mapping[m.NumberedParagraph, Series]
    parts: Mapping[m.Heading, Series]
    targets: Mapping[str, m.Target]
    notes: tuple[NumberedNote, ...]
    title_note: NumberedNote | None
    marks: Mapping[MarkNode, Mark]
    references: Mapping[m.CrossReference, Reference]
    printed: Mapping[m.Text | m.Break, str]
    anchors: Mapping[Addressed, str]
    linked: Mapping[m.Text, m.Inlines] = MappingProxyType({})
    citations: Mapping[m.Citation, m.Inlines] = MappingProxyType({})
    bibliography: m.Bibliography = m.Bibliography()
    uses: tuple[Use, ...] = ()
    source_lists: Mapping[m.SourceList, tuple[SourceGroup, ...]] = MappingProxyType({})
    authorities: Mapping[m.Entry, Authority] = MappingProxyType({})
    below: Mapping[m.Node, m.Paragraph] = MappingProxyType({})

    def headings(self, blocks: Iterable[m.Block]) -> Iterator[m.Heading]:
        """Yield the headings among top-level blocks, and those of the list of sources."""
        for block in blocks:
            if isinstance(block, m.Heading):
                yield block
            elif isinstance(block, m.SourceList):
                groups = self.source_lists.get(block, ())
                yield from (group.heading for group in groups if group.heading)


def shown_text(
    inlines: Iterable[m.Inline], references: Mapping[m.CrossReference, Reference], *, pictures: bool = True
) -> str:
    """Return the words of a text as outputs show them, with true numbers, without marks and markup.

    `pictures` includes the placeholders for pictures.
    """
    return plain_text(
        node for node in _shown(inlines, references) if pictures or not isinstance(node, m.Image)
    )


def _shown(
    inlines: Iterable[m.Inline], references: Mapping[m.CrossReference, Reference]
) -> Iterator[m.Inline]:
    for node in inlines:
        match node:
            case m.Text():  # as most
                yield node
            case m.CrossReference():
                yield from _shown((references.get(node) or node).children, references)
            case m.Emphasis() | m.Strong() | m.Foreign() | m.Link():
                yield from _shown(node.children, references)
            case _:
                yield node


def note_of(mark: m.Inline, resolved: Resolved) -> m.Note | None:
    """Return the note of a mark; None if it has no text, or `mark` is another node."""
    if isinstance(mark, m.InlineNote):
        return mark.note
    target = resolved.targets.get(f"^{mark.label}") if isinstance(mark, m.NoteMark) else None
    return target if isinstance(target, m.Note) else None


def printed_text(inlines: Iterable[m.Inline], resolved: Resolved) -> str:
    """Return the words of a text as outputs print them, with true numbers and no-break spaces.

    Marks, notes and pictures are left out.
    """
    return "".join(_printed(node, resolved) for node in _shown(inlines, resolved.references))


def as_typed(citation: m.Citation) -> m.Inlines:
    """Return the words of a citation that cannot be formatted."""
    return (m.Text(citation.span, "["), *citation.children, m.Text(citation.span, "]"))


def _printed(node: m.Inline, resolved: Resolved) -> str:
    match node:
        case m.Text():
            return resolved.printed.get(node, node.text)
        case m.Break():
            return resolved.printed.get(node, " ")
        case m.Citation():
            return printed_text(resolved.citations.get(node, node.children), resolved)
        case m.Image():
            return ""
        case _:
            return own_words(node)
