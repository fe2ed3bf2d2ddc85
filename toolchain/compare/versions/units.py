"""The parts of a document that versions are compared by, with what is the same in all languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from toolchain import model as m
from toolchain.checks.survey import Survey, survey
from toolchain.compare.versions.quantities import Quantity, quantities
from toolchain.model.diagnostics import Place
from toolchain.model.facts import Word
from toolchain.model.groups import by_first
from toolchain.model.records import Record
from toolchain.model.walk import plain_text, walk
from toolchain.model.wording import fold
from toolchain.resolve.held import label_of
from toolchain.resolve.tables import Resolved
from toolchain.rules import versions as about
from toolchain.text.passages import Passage

_INNER = {
    m.Table: "table",
    m.Figure: "figure",
    m.Quotation: "quotation",
    m.BulletList: "bullet list",
    m.OrderedList: "ordinary list",
    m.CodeBlock: "code block",
}


_TEXTS = (m.Heading, m.Paragraph, m.Caption)


class Placed(Record):
    """A figure in a text, and its place."""

    quantity: Quantity
    span: Place


class Unit(Record):
    """A top-level block, or the text of a note.

    kind        "heading 2", "numbered", "paragraph", "table" …: units of different kinds never match
    name        its name in messages, as facts: "paragraph 12", "the heading “Scope”", "note [^law]"
    label       the label in the source, or ""
    marks       the labels of the notes that are marked in it, "" for a number and a note written in place
    references  the targets of its cross-references
    citations   the keys of the sources that it cites
    figures     the figures in its words, then those in each of its sub-paragraphs
    parts       its sub-paragraphs in reading order
    inner       how many tables, quotations … it contains; for a table the rows and columns
    texts       the words of each of its texts that are not marked as being in another language
    """

    kind: str
    name: about.UnitName
    label: str
    span: Place
    marks: Counter[str]
    references: Counter[str]
    citations: Counter[str]
    figures: tuple[tuple[Placed, ...], ...]
    parts: tuple[m.SubParagraph, ...]
    inner: Counter[str]
    texts: tuple[tuple[Place, str], ...]

    @property
    def is_heading(self) -> bool:
        return self.kind.startswith("heading")

    @property
    def all_figures(self) -> tuple[Placed, ...]:
        return tuple(chain.from_iterable(self.figures))

    @property
    def signature(self) -> str:
        """What identifies it in any language."""
        named = [f"label-{self.label}"] if self.label else []
        for kind, labels in (("note", self.marks), ("to", self.references), ("source", self.citations)):
            named += (f"{kind}-{label}" for label in sorted(labels.elements()) if label)
        values = (str(each.quantity.least.normalize()) for each in self.all_figures)
        words = (each.replace("-", "_").replace(".", "_") for each in (*named, *values))
        return " ".join((self.kind.replace(" ", "_"), *words))


def units(resolved: Resolved) -> list[Unit]:
    """Return the units of the text, in reading order."""
    found = survey(resolved)
    texts = _by_block(found)
    return [
        _unit(block, texts.get(id(block), ()), resolved)
        for block in resolved.document.blocks
        if not isinstance(block, m.Comment | m.ThematicBreak | m.SourceList)
    ]


def note_units(resolved: Resolved) -> dict[str, Unit]:
    """Return the notes that have names, by name. For a duplicate name, the first."""
    found = survey(resolved)
    made: dict[str, Unit] = {}
    for note in resolved.document.notes:
        if note.label not in made and not note.label.isdigit():
            made[note.label] = _unit(note, found.passages_in(note), resolved)
    return made


def _by_block(found: Survey) -> dict[int, list[Passage]]:
    """Return the running texts by the identity of their top-level block."""
    return by_first((id(each.outermost), each) for each in found.passages if each.outermost is not None)


def _unit(node: m.Block | m.Note, passages: Sequence[Passage], resolved: Resolved) -> Unit:
    nodes = [each for each, _ in walk((node,))]
    parts = tuple(each for each in nodes if isinstance(each, m.SubParagraph))
    return Unit(
        _kind(node),
        name_of(node, resolved),
        label_of(node),
        node.span,
        Counter(_marks(nodes)),
        Counter(each.target for each in nodes if isinstance(each, m.CrossReference)),
        Counter(each.key for each in nodes if isinstance(each, m.CitedSource)),
        _figures(passages, parts, resolved.document.front_matter.lang),
        parts,
        Counter(_inner(node, nodes)),
        tuple((each.span, _own_words(each)) for each in nodes if isinstance(each, _TEXTS)),
    )


def _own_words(node: m.Heading | m.Paragraph | m.Caption) -> str:
    texts = ((each.text, around) for each, around in walk(node.children) if isinstance(each, m.Text))
    foreign = m.Foreign | m.Citation
    return fold(
        "".join(text for text, around in texts if not any(isinstance(each, foreign) for each in around))
    )


def _inner(node: m.Block | m.Note, nodes: Iterable[m.Node]) -> Iterator[str]:
    for each in nodes:
        if each is not node and type(each) in _INNER:
            yield _INNER[type(each)]
    if isinstance(node, m.Table):
        yield from ("row" for _ in node.rows)
        yield from ("column" for _ in node.header)


def _marks(nodes: Iterable[m.Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, m.NoteMark):
            yield "" if node.label.isdigit() else node.label
        elif isinstance(node, m.InlineNote):
            yield ""


def _figures(
    passages: Iterable[Passage], parts: Sequence[m.SubParagraph], lang: str
) -> tuple[tuple[Placed, ...], ...]:
    """Return the figures in running texts by part; the claim of a cross-reference is not a figure."""
    numbers = {id(part): number for number, part in enumerate(parts, 1)}
    found: list[list[Placed]] = [[] for _ in range(len(parts) + 1)]
    for passage in passages:
        inmost = next((number for each in reversed(passage.around) if (number := numbers.get(id(each)))), 0)
        found[inmost] += (
            Placed(each, passage.span(each.start, each.end)) for each in quantities(passage.text, lang)
        )
    return tuple(map(tuple, found))


def _kind(node: m.Block | m.Note) -> str:
    match node:
        case m.Heading():
            return f"heading {node.level}{' annex' * node.annex}{f' {node.series}' if node.series else ''}"
        case m.NumberedParagraph():
            return "numbered"
        case _:
            return type(node).__name__.lower()


def name_of(node: m.Block | m.Note, resolved: Resolved) -> about.UnitName:
    """Return the name of a top-level block or a note in messages: "paragraph 12", "the heading “Scope”"."""
    match node:
        case m.Heading():
            return about.HeadingName(plain_text(node.children))
        case m.NumberedParagraph():
            number, series = resolved.numbers[node], resolved.series[node]
            name = about.AnnexNumberedName if node.part is m.Part.ANNEX else about.NumberedName
            return name(Word(series.name or "paragraph"), str(number.own))
        case m.Table() | m.Figure():
            word = Word("table" if isinstance(node, m.Table) else "figure")
            numbers = resolved.numbers
            return (
                about.NumberedName(word, str(numbers[node].own)) if node in numbers else about.PlainName(word)
            )
        case m.Note():
            return about.NoteName(node.label)
        case m.Paragraph():
            return about.ParagraphName(plain_text(node.children))
        case m.Quotation():
            return about.PlainName(Word("quotation"))
        case _:
            return about.PlainName(
                Word("list" if isinstance(node, m.BulletList | m.OrderedList) else "block")
            )
