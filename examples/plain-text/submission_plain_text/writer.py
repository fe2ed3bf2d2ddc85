"""A writer of plain text for mail and web forms: every paragraph on a line of its own, and no mark-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from submission_plain_text.words import picture, words
from toolchain.api import (
    Format,
    NumberedNote,
    Organization,
    Project,
    Resolved,
    Shows,
    particulars,
    shown_text,
)
from toolchain.api import model as m

INDENT = " " * 4
COVER_ENDS = "* * *"

TEXT = Format(
    "txt",
    (".txt",),
    "text/plain",
    title="a plain text (.txt)",
    reader="submission_plain_text.reader:read_back",
    shows=Shows(words=True),
    checks="submission_plain_text.reader:check_file",
)


class TextWriter:
    """Writes title, text and notes, numbered as in all other outputs."""

    api = 1
    format = TEXT
    requires: tuple[str, ...] = ()

    def write(self, resolved: Resolved, project: Project) -> bytes:
        """The text in UTF-8, with an empty line between paragraphs."""
        return ("\n\n".join(paragraphs(resolved, project)) + "\n").encode()


def paragraphs(resolved: Resolved, project: Project) -> Iterator[str]:
    """Everything that is printed, paragraph by paragraph."""
    yield from cover(resolved, project)
    yield COVER_ENDS
    text, notes = resolved.document.blocks, resolved.notes
    annex = next((at for at, node in enumerate(text) if node.part is m.Part.ANNEX), len(text))
    if resolved.settings.notes_place == "end":
        annex = len(text)
    early = tuple(note for note in notes if annex == len(text) or note.part is not m.Part.ANNEX)
    yield from blocks(text[:annex], resolved)
    yield from listed_notes(early, resolved, resolved.title_note)
    yield from blocks(text[annex:], resolved)
    yield from listed_notes(tuple(note for note in notes if note not in early), resolved)


def cover(resolved: Resolved, project: Project) -> Iterator[str]:
    """What is printed before the text."""
    terms, matter = resolved.words.terms, project.front_matter
    if marks := project.marks(terms):
        yield marks
    yield underlined(words(matter.title, resolved), "=")
    if matter.subtitle:
        yield words(matter.subtitle, resolved)
    for term, value in particulars(matter, terms):
        yield f"{terms[term]}: {value}"
    if matter.submitted_by:
        yield terms["submitted_by"]
    for each in matter.submitted_by:
        yield from organization(each, resolved)
    if matter.contents:
        yield "\n".join(contents(resolved))


def organization(each: Organization, resolved: Resolved) -> Iterator[str]:
    """Who submits it, and how to reach them."""
    logo = each.logo and picture(each.logo, each.logo_alt, resolved)
    yield "\n".join(filter(None, (each.name, each.status, logo)))
    yield from blocks(each.description, resolved)
    if contact := each.contact:
        person = (contact.person, contact.role, contact.address)
        yield "\n".join(filter(None, (*person, contact.phone, contact.email, contact.website)))


def contents(resolved: Resolved) -> Iterator[str]:
    """The headings that have a number, or could have one."""
    for node in resolved.headings(resolved.document.blocks):
        number = resolved.numbers.get(node)
        if node.level <= len(resolved.words.headings):
            text = shown_text(node.children, resolved.references)
            yield f"{number.label} {text}" if number else text


def listed_notes(
    notes: Sequence[NumberedNote], resolved: Resolved, title_note: NumberedNote | None = None
) -> Iterator[str]:
    """Notes under their heading, or nothing where there are none."""
    if notes:
        yield underlined(resolved.words.terms["notes"], "=")
    for note in (*((title_note,) if title_note else ()), *notes):
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
            yield from indented(["\n".join(filter(str.strip, node.text.splitlines()))])
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
    """A table with lines between its cells, or what an image shows in words, under its caption."""
    if node.caption:
        yield f"{resolved.numbers[node].label} {words(node.caption.children, resolved)}"
    if isinstance(node, m.Figure):
        yield picture(node.image.source, node.image.alt, resolved)
    else:
        rows = [[words(cell.children, resolved) for cell in row] for row in (node.header, *node.rows)]
        yield "\n".join(f"| {' | '.join(row)} |".replace("\n", " ") for row in rows if any(row))


def marker(entry: m.SubParagraph | m.ListItem, resolved: Resolved) -> str:
    """What stands before an item: its number, "3)", or "-"."""
    return resolved.numbers[entry].label if isinstance(entry, m.SubParagraph) else entry.marker or "-"


def item(label: str, nodes: m.Blocks, resolved: Resolved) -> Iterator[str]:
    """The paragraphs of an item; its number, or what else marks it, is before the first of them."""
    shown = [node for node in nodes if not isinstance(node, m.Comment)]
    texts = [*blocks(shown, resolved)]
    if shown and isinstance(shown[0], m.Paragraph):
        label = f"{label} {texts.pop(0).lstrip()}"
    yield label.rstrip()
    yield from indented(texts)


def indented(texts: Iterable[str]) -> Iterator[str]:
    """Paragraphs one step further in."""
    return (INDENT + text.replace("\n", f"\n{INDENT}") for text in texts)


def underlined(text: str, sign: str) -> str:
    """A text with a row of signs under its last line."""
    *_, last = text.split("\n")
    return f"{text}\n{sign * len(last)}"
