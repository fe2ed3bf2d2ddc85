"""A document as a sequence of texts in reading order, each with its containers.

So splitting, joining, moving or nesting a paragraph is a change of a sequence, not of a tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from toolchain import model as m
from toolchain.editing.merging.tokens import Range, Text, Token, View, stripped, text_of, tokens
from toolchain.model.diagnostics import FilePlace
from toolchain.model.records import Changing, Record, replace
from toolchain.model.walk import walk
from toolchain.model.wording import fold, said


class Step(NamedTuple):
    """A container of a text: "numbered", "sub", "bullet", "ordered", "quotation" or "note".

    begins  it is the first text in it, with the marker before it
    number  its number or marker, as typed or shown
    """

    kind: str
    begins: bool
    number: str = ""


Path = tuple[Step, ...]


class Unit(Changing, eq=False):
    """One text with its marker.

    start, end  of its words in the source; first, last  of its lines, with the label
    """

    kind: str
    node: Any
    path: Path
    tokens: tuple[Token, ...]
    label: str = ""
    form: tuple[Any, ...] = ()
    comments: tuple[str, ...] = ()
    cells: tuple[tuple[Unit, ...], ...] = ()
    caption: Unit | None = None
    start: int = -1
    end: int = -1
    first: int = -1
    last: int = -1
    label_at: Range = (-1, -1)
    words: str = ""

    def __post_init__(self) -> None:
        own = text_of(self.tokens)
        self.words = fold(" | ".join([*(each.words for each in self.inner), *([own] if own else [])]))

    @property
    def inner(self) -> tuple[Unit, ...]:
        """The caption and the cells of a table or figure."""
        return (*((self.caption,) if self.caption else ()), *chain(*self.cells))

    def all_tokens(self) -> Iterator[Token]:
        """Yield its own tokens, and those of its caption and cells."""
        return chain(self.tokens, *(each.tokens for each in self.inner))

    def blocks(self) -> Iterator[int]:
        """Yield the numbers of the blocks that the unit has in a finished file."""
        nodes = (each.node for each in (self, *self.inner))
        return (node.span.block for node in nodes if isinstance(node.span, FilePlace))

    @property
    def place(self) -> str:
        """Its place, in words for a reader of the file."""
        return self.node.span.words or said("the text")

    @property
    def signature(self) -> tuple[Any, ...]:
        """Its kind and its containers. Two quotations, one right after the other, are read back as one."""
        steps = ((step.kind, step.begins or step.kind == "quotation") for step in self.path)
        return self.kind, self.form, tuple(steps)

    @property
    def key(self) -> tuple[Any, ...]:
        """Everything that is compared."""
        return (
            self.signature,
            tuple(each.key for each in stripped(self.tokens)),
            self.caption.key if self.caption else None,
            tuple(tuple(cell.key for cell in row) for row in self.cells),
        )


class Units(Record):
    """The texts of a document, and of its notes by their labels."""

    body: list[Unit]
    notes: dict[str, list[Unit]]

    def row(self, label: str | None) -> list[Unit]:
        """Return the texts of a note by its label, those of the body for None."""
        return self.body if label is None else self.notes.get(label, [])

    def all(self) -> Iterator[Unit]:
        """Yield all texts: of the body, then of the notes."""
        return chain(self.body, *self.notes.values())


def labels_of(*all_units: Units) -> Iterable[str | None]:
    """Return None, for the body, and the labels of all notes."""
    return dict.fromkeys((None, *(label for each in all_units for label in each.notes)))


def units(document: m.Document, view: View) -> Units:
    """Return the sequence of a document's texts."""
    maker = _Making(replace(view, images=view.images or document.images))
    body = list(maker.blocks(document.blocks, ()))
    notes: dict[str, list[Unit]] = {}
    for note in document.notes:
        label = view.notes.get(note.label, note.label)
        if label not in notes:
            notes[label] = list(maker.inside(note.blocks, (), Step("note", True, label)))
    return Units(body, notes)


class _Making:
    def __init__(self, view: View) -> None:
        self._view = view

    def inside(self, blocks: m.Blocks, path: Path, step: Step) -> Iterator[Unit]:
        """Yield the texts in a container; only the first has its marker."""
        for number, unit in enumerate(self.blocks(blocks, (*path, step))):
            if number:
                at = len(path)
                unit.path = (*unit.path[:at], step._replace(begins=False), *unit.path[at + 1 :])
            yield unit

    def blocks(self, blocks: Iterable[m.Block], path: Path) -> Iterator[Unit]:  # noqa: C901, PLR0912 (one case for each kind)
        for block in blocks:
            match block:
                case m.Paragraph():
                    yield from self._text("text", block, block.children, path)
                case m.Heading():
                    form = (block.level, block.annex, block.unnumbered, block.series)
                    for unit in self._text("heading", block, block.children, path, form=form):
                        yield self._labelled(unit, block.label)
                case m.NumberedParagraph():
                    yield from self._item(block, path, Step("numbered", True, block.typed.text))
                case m.SubParagraphs():
                    for item in block.items:
                        yield from self._item(item, path, Step("sub", True, item.typed.text))
                case m.OrderedList():
                    for each in block.items:
                        yield from self.inside(each.blocks, path, Step("ordered", True, each.marker))
                case m.BulletList():
                    for each in block.items:
                        yield from self.inside(each.blocks, path, Step("bullet", True))
                case m.Quotation():
                    yield from self.inside(block.blocks, path, Step("quotation", True))
                case m.CodeBlock():
                    yield self._placed(Unit("code", block, path, (), form=(block.text.rstrip(),)))
                case m.Table():
                    yield self._table(block, path)
                case m.Figure():
                    yield self._figure(block, path)
                case _:
                    pass

    def _item(self, block: m.NumberedParagraph | m.SubParagraph, path: Path, step: Step) -> Iterator[Unit]:
        for number, unit in enumerate(self.inside(block.blocks, path, step)):
            yield self._labelled(unit, block.label) if not number else unit

    def _labelled(self, unit: Unit, label: m.Label | None) -> Unit:
        if label:
            unit.label = label.name
            if self._view.text:
                unit.label_at = self._view.text.range(label.span)
                unit.last = max(unit.last, self._view.text.line_end(unit.label_at[1]))
        return unit

    def _text(
        self, kind: str, node: Any, inlines: m.Inlines, path: Path, form: tuple[Any, ...] = ()
    ) -> Iterator[Unit]:
        row = tokens(inlines, self._view, bold=kind != "caption")
        comments = tuple(each.text for each, _ in walk(inlines) if isinstance(each, m.Comment))
        if row or kind in ("cell", "caption"):
            unit = Unit(kind, node, path, row, form=form, comments=comments)
            yield self._placed(unit, inlines)

    def _placed(self, unit: Unit, inlines: m.Inlines = ()) -> Unit:
        text = self._view.text
        if text is None:
            return unit
        unit.start, unit.end = text.range(unit.node.span)
        unit.first, unit.last = text.line_start(unit.start), text.line_end(_before_end(text, unit))
        if unit.kind == "heading" and inlines:
            unit.start, unit.end = text.range(inlines[0].span)[0], text.range(inlines[-1].span)[1]
        return unit

    def _table(self, block: m.Table, path: Path) -> Unit:
        rows = [block.header, *block.rows]
        cells = tuple(
            tuple(next(self._text("cell", cell, cell.children, ())) for cell in row) for row in rows
        )
        caption = self._caption(block.caption)
        name = block.label.name if block.label else ""
        return self._placed(Unit("table", block, path, (), name, cells=cells, caption=caption))

    def _figure(self, block: m.Figure, path: Path) -> Unit:
        row = tokens((block.image,), self._view)
        caption = self._caption(block.caption)
        name = block.label.name if block.label else ""
        return self._placed(Unit("figure", block, path, row, name, caption=caption))

    def _caption(self, caption: m.Caption | None) -> Unit | None:
        return next(self._text("caption", caption, caption.children, ())) if caption else None


def _before_end(text: Text, unit: Unit) -> int:
    """Return the last position of a text's own content: a block may include the end of its line."""
    return unit.end - 1 if text.text[unit.end - 1 : unit.end] in ("\n", "\r") else unit.end
