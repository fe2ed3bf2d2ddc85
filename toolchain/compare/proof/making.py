"""Convert nodes to lines: one walk for sources and for finished files.

Numbers and the words of cross-references come from a `Printed`: the tables of resolve for a source, the
claims in the tree for a finished file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from toolchain import model as m
from toolchain.compare.proof.lines import PLAIN, Kind, Line, Look, Piece, Role
from toolchain.formats.bidi.directions import END, LEFT, RIGHT, runs_right_to_left
from toolchain.model.diagnostics import Place
from toolchain.model.records import Record
from toolchain.model.walk import own_words, plain_text, walk
from toolchain.resolve.tables import SourceGroup

_TEXTS = (m.Text, m.Break)
_SHOW_NOTHING = frozenset((m.Comment, m.ThematicBreak))
_SET_OFF: dict[type[m.Node], Look] = {m.Emphasis: frozenset(("emphasis",)), m.Strong: frozenset(("strong",))}


class Words(NamedTuple):
    """The printed words of a cross-reference, and the key of its target line (None: no target)."""

    children: m.Inlines
    target: object


class Mark(NamedTuple):
    """The printed form of a note's mark: words before it, and its label (None: only the words)."""

    before: str
    label: str | None


class Printed:
    """Says what is printed for a node: here what it claims, as in the Document of a finished file."""

    def label(self, node: m.Node) -> str:
        """Return the number before a heading, paragraph, sub-paragraph, table or figure, or ""."""
        match node:
            case m.NumberedParagraph() | m.SubParagraph():
                return node.typed.text
            case m.Heading():
                return node.typed.text if node.typed else ""
            case m.Table() | m.Figure() if node.caption and node.caption.typed:
                return node.caption.typed.text
            case _:
                return ""

    def key(self, node: m.Node) -> object:
        """Return the target of references to the node."""
        if isinstance(node, m.Table | m.Figure) and node.caption:
            return node.caption.span.block
        return node.span.block

    def text(self, node: m.Text | m.Break) -> str:
        """Return the words of a text."""
        return node.text if isinstance(node, m.Text) else " "

    def linked(self, node: m.Text | m.Break) -> m.Inlines:
        """Return the words of a text in which the writers make links; () if they make none in it."""
        return ()

    def reference(self, node: m.CrossReference) -> Words:
        """Return the printed words of a cross-reference and its target."""
        block = node.target.removeprefix("@")
        return Words(node.children, int(block) if block.isdigit() else node.target)

    def mark(self, node: m.NoteMark | m.InlineNote) -> Mark:
        """Return the printed form of a note's mark."""
        return Mark("", node.label if isinstance(node, m.NoteMark) else "")

    def citation(self, node: m.Citation) -> m.Inlines:
        """Return the printed form of a citation."""
        return node.children

    def sources(self, node: m.SourceList) -> Sequence[SourceGroup]:
        """Return the printed list of sources."""
        return ()

    def missing(self, node: m.Image) -> str:
        """Return what a draft prints instead of an image that could not be read, "" for a readable one."""
        return ""


class LineMaker(Record):
    """Turns the blocks of a document into the lines that the proof compares.

    `printed` gives the numbers and the words of references, notes and citations. `fields` means that each
    number of a cross-reference is a link, as in Word; else the whole reference is one. `apart` puts U+2066 or
    U+2067 before words of the other direction, and U+2069 after them; a PDF needs it. `rtl` means that the
    document is written from right to left.
    """

    printed: Printed
    fields: bool = False
    apart: bool = False
    rtl: bool = False

    def block(  # noqa: C901, PLR0912 (one case for each kind)
        self, block: m.Block, label: str = "", key: object = None
    ) -> Iterator[Line]:
        """Yield the lines of a block; `label` comes before the first, whose key is `key`."""
        printed = self.printed
        match block:
            case m.Paragraph():
                yield self.line("text", block.children, block.span, label, key or printed.key(block))
            case m.NumberedParagraph():
                yield from self.blocks(block.blocks, block.span, printed.label(block), printed.key(block))
            case m.SubParagraphs():
                for item in block.items:
                    yield from self.blocks(item.blocks, item.span, printed.label(item), printed.key(item))
            case m.Heading():
                number, key = printed.label(block), printed.key(block)
                yield self.line("heading", block.children, block.span, number, key).changed(level=block.level)
            case m.OrderedList() | m.BulletList():
                for each in block.items:
                    yield from self.blocks(each.blocks, each.span, each.marker, None)
            case m.Quotation():
                for inner in block.blocks:
                    yield from self.block(inner)
            case m.CodeBlock():
                yield Line("code", (Piece(block.text),), block.span)
            case m.RawHtml():
                yield Line("text", (Piece(block.text),), block.span)
            case m.Table():
                yield from self._caption(block)
                for cell in block.header if block.is_headed else ():
                    yield self.line("header", cell.children, cell.span)
                for cell in chain.from_iterable(block.rows):
                    yield self.line("cell", cell.children, cell.span)
            case m.Figure():
                missing = printed.missing(block.image)
                for line in self._caption(block):
                    yield line.changed(kind="text") if missing else line  # without a table or figure
                shown = missing or block.image.alt
                yield Line("text" if missing else "image", (Piece(shown),), block.image.span)
            case m.SourceList():  # the place of each source is in the bibliography file
                for heading, sources in printed.sources(block):
                    if heading:
                        yield from self.block(heading)
                    yield from (self.line("text", children, entry.span) for entry, children in sources)
            case _:
                pass

    def _caption(self, node: m.Table | m.Figure) -> Iterator[Line]:
        if node.caption:
            label, key = self.printed.label(node), self.printed.key(node)
            yield self.line("caption", node.caption.children, node.caption.span, label, key)

    def blocks(self, blocks: m.Blocks, span: Place, label: str, key: object) -> Iterator[Line]:
        """Yield the lines under one number. If the first block is not a text, the number is a separate
        line.
        """
        shown = _printed(blocks)
        if label and not (shown and isinstance(shown[0], m.Paragraph)):
            yield Line("text", (Piece(label),), span, key, label=label)
            label, key = "", None
        for number, block in enumerate(shown):
            yield from self.block(block, "" if number else label, None if number else key)

    def note(self, note: m.Note, label: str, key: object) -> Iterator[Line]:
        """Yield the lines of a note, its number first."""
        shown = _printed(note.blocks)
        first = shown[0] if shown else None
        if isinstance(first, m.Paragraph):
            yield self.line("note", first.children, first.span, label, key)
            rest = self.blocks(shown[1:], note.span, "", None)
        else:
            rest = self.blocks(shown, note.span, label, key)
            line = next(rest, None) or Line("text", (), note.span)
            yield Line("note", line.pieces, line.span, key, line.level, line.label)
        yield from rest

    def line(self, kind: Kind, inlines: m.Inlines, span: Place, label: str = "", key: object = None) -> Line:
        """Return one line of inlines with a label before them."""
        links: list[Piece] = []
        plain = self._plain(inlines, links)
        if label and plain is not None:
            plain = f"{label} {plain.lstrip()}"
        return Line(
            kind, self._labelled(label, inlines), span, key, 0, label, plain, () if plain is None else links
        )

    def _labelled(self, label: str, inlines: m.Inlines) -> Iterator[Piece]:
        if label:
            yield Piece(f"{label} ")
        yield from self.pieces(inlines)

    def _plain(self, inlines: m.Inlines, links: list[Piece]) -> str | None:
        """Return the text of all pieces of inlines that are words, marks and links; None for others.

        The links are added to `links`. Adjacent links without text between them may be one, which `ways`
        decides.
        """
        found: list[str] = []
        apart = True
        for node in inlines:
            if isinstance(node, _TEXTS) and not self.printed.linked(node):
                found.append(self.printed.text(node))
                apart = apart or bool(found[-1].strip())
            elif isinstance(node, m.NoteMark):
                before, label = self.printed.mark(node)
                found.append(before if label is None else f"{before}[{label}]")
            elif isinstance(node, m.CrossReference) and apart:
                words = self._plain_reference(node, links)
                if words is None:
                    return None
                found.append(words)
                apart = False
            elif not isinstance(node, m.Comment):
                return None
        return "".join(found)

    def _plain_reference(self, node: m.CrossReference, links: list[Piece]) -> str | None:
        """Return the words of a cross-reference that is one link; None for another one."""
        children, target = self.printed.reference(node)
        found: list[str] = []
        numbers: list[m.PrintedNumber] = []
        for child in children:
            if isinstance(child, m.Text):
                found.append(self.printed.text(child))
            elif isinstance(child, m.PrintedNumber):
                found.append(child.text)
                numbers.append(child)
            else:
                return None
        words = "".join(found)
        if self.fields and numbers:
            if len(numbers) > 1:
                return None
            target = target if isinstance(numbers[0].target, m.Note) else numbers[0].target
        if target is None or not words.strip():
            return None
        links.append(Piece(words, "reference", target))
        return words

    def words(self, inlines: m.Inlines) -> str:
        """Return the words of some inlines."""
        return "".join(each.shown for each in self.pieces(inlines))

    def pieces(
        self, inlines: m.Inlines, role: Role = "text", target: object = None, look: Look = PLAIN
    ) -> Iterator[Piece]:
        """Yield the pieces of some inlines, with their `role`, `target` and `look`."""
        for node in inlines:
            match node:
                case m.Text() | m.Break():
                    made = self.printed.linked(node)
                    yield from (
                        self.pieces(made, role, target, look)
                        if made
                        else (Piece(self.printed.text(node), role, target, look),)
                    )
                case m.Emphasis() | m.Strong() | m.Foreign():
                    before, after = self._signs_around(node)
                    inside = self.pieces(node.children, role, target, look | _SET_OFF.get(type(node), PLAIN))
                    yield from (Piece(each, role, target) for each in before)
                    yield from inside
                    yield from (Piece(each, role, target) for each in after)
                case m.Link():
                    yield from self.pieces(node.children, "link", node.url, look)
                case m.CrossReference():
                    yield from self._reference(node, look)
                case m.PrintedNumber() if self.fields and target is not None:
                    own = target if isinstance(node.target, m.Note) else node.target
                    yield Piece(node.text, "reference", own, look)
                case m.NoteMark() | m.InlineNote():
                    yield from self._mark(node)
                case m.Citation():
                    yield from self.pieces(self.printed.citation(node), role, target, look)
                case m.Comment():
                    pass
                case _:  # a picture has no typeface that could differ
                    yield Piece(self._text(node), role, target, PLAIN if isinstance(node, m.Image) else look)

    def _signs_around(self, node: m.Emphasis | m.Strong | m.Foreign) -> tuple[str, str]:
        """Return the characters before and after words of the other direction; "" and "" for other words."""
        if not self.apart or not isinstance(node, m.Foreign):
            return "", ""
        rtl = runs_right_to_left(node.lang, plain_text(node.children), self.rtl)
        return ("", "") if rtl == self.rtl else (RIGHT if rtl else LEFT, END)

    def _reference(self, node: m.CrossReference, look: Look) -> Iterator[Piece]:
        children, target = self.printed.reference(node)
        numbers = self.fields and any(isinstance(each, m.PrintedNumber) for each, _ in walk(children))
        return self.pieces(children, "text" if target is None or numbers else "reference", target, look)

    def _mark(self, node: m.NoteMark | m.InlineNote) -> Iterator[Piece]:
        before, label = self.printed.mark(node)
        if before:
            yield Piece(before)
        if label is not None:
            yield Piece(label, "mark", label)

    def _text(self, node: m.Inline) -> str:
        if isinstance(node, m.Image):
            return self.printed.missing(node) or f"⟨{node.alt}⟩"
        return own_words(node)


def _printed(blocks: m.Blocks) -> m.Blocks:
    """Return the blocks that show something."""
    return tuple([block for block in blocks if type(block) not in _SHOW_NOTHING])
