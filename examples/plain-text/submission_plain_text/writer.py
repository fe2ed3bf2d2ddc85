"""A writer of plain text for mail and web forms: every paragraph on a line of its own, and no mark-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from submission_plain_text.words import words
from toolchain import model as m
from toolchain.project.settings import Project
from toolchain.resolve.tables import Resolved

INDENT = " " * 4


class TextWriter:
    """Writes title, text and notes, numbered as in all other outputs."""

    api = 1
    name = "txt"
    suffix = ".txt"
    media_type = "text/plain"
    requires: tuple[str, ...] = ()

    def write(self, resolved: Resolved, project: Project) -> bytes:
        """The text in UTF-8, with an empty line between paragraphs."""
        return ("\n\n".join(paragraphs(resolved, project)) + "\n").encode()


def paragraphs(resolved: Resolved, project: Project) -> Iterator[str]:
    """Everything that is printed, paragraph by paragraph."""
    terms, matter = resolved.words.terms, project.front_matter
    if project.draft:
        yield terms["draft"]
    yield underlined(words(matter.title, resolved), "=")
    if matter.subtitle:
        yield words(matter.subtitle, resolved)
    yield from blocks(resolved.document.blocks, resolved)
    notes = (*((resolved.title_note,) if resolved.title_note else ()), *resolved.notes)
    if notes:
        yield underlined(terms["notes"], "=")
    for note in notes:
        yield from item(f"[{note.label}]", note.note.blocks, resolved)


def blocks(nodes: Iterable[m.Block], resolved: Resolved) -> Iterator[str]:
    """The paragraphs of some blocks."""
    for node in nodes:
        yield from block(node, resolved)


def block(node: m.Block, resolved: Resolved) -> Iterator[str]:
    """The paragraphs of a block. What is not for readers (a comment) has none."""
    match node:
        case m.Heading():
            yield heading(node, resolved)
        case m.Paragraph():
            yield words(node.children, resolved)
        case m.NumberedParagraph():
            yield from item(resolved.numbers[node].label, node.blocks, resolved)
        case m.SubParagraphs() | m.OrderedList() | m.BulletList():
            for entry in node.items:
                yield from item(marker(entry, resolved), entry.blocks, resolved)
        case m.Quotation():
            yield from indented(blocks(node.blocks, resolved))
        case m.CodeBlock() | m.RawHtml():
            yield from indented([node.text.rstrip("\n")])
        case m.Table() | m.Figure():
            yield from captioned(node, resolved)
        case m.SourceList():
            yield from listed(node, resolved)


def listed(node: m.SourceList, resolved: Resolved) -> Iterator[str]:
    """The list of sources, each kind under its heading where there are several."""
    for group, sources in resolved.source_lists.get(node, ()):
        if group:
            yield heading(group, resolved)
        for source in sources:
            yield words(source.children, resolved)


def heading(node: m.Heading, resolved: Resolved) -> str:
    """A heading with its number where it has one: "II." before it, "Annex I" above it."""
    number = resolved.numbers.get(node)
    before = number.label + ("\n" if node.annex else " ") if number else ""
    return underlined(before + words(node.children, resolved), "=" if node.level == 1 else "-")


def captioned(node: m.Table | m.Figure, resolved: Resolved) -> Iterator[str]:
    """A table with tabs between its cells, or what an image shows in words, under its caption."""
    if node.caption:
        yield f"{resolved.numbers[node].label}: {words(node.caption.children, resolved)}"
    if isinstance(node, m.Figure):
        yield f"[{node.image.alt}]"
    else:
        rows = (node.header, *node.rows)
        yield "\n".join("\t".join(words(cell.children, resolved) for cell in row) for row in rows)


def marker(entry: m.SubParagraph | m.ListItem, resolved: Resolved) -> str:
    """What stands before an item: its number, "3)", or "-"."""
    return resolved.numbers[entry].label if isinstance(entry, m.SubParagraph) else entry.marker or "-"


def item(label: str, nodes: m.Blocks, resolved: Resolved) -> Iterator[str]:
    """The paragraphs of an item; its number, or what else marks it, stands before the first of them."""
    first, *rest = [*blocks(nodes, resolved)] or [""]
    yield f"{label} {first.lstrip()}".rstrip()
    yield from indented(rest)


def indented(texts: Iterable[str]) -> Iterator[str]:
    """Paragraphs one step further in."""
    return (INDENT + text.replace("\n", f"\n{INDENT}") for text in texts)


def underlined(text: str, sign: str) -> str:
    """A text with a row of signs under its last line."""
    *_, last = text.split("\n")
    return f"{text}\n{sign * len(last)}"
