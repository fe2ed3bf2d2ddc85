"""The notes as a list: each with its number, its text and links back to all its marks."""

from __future__ import annotations

from collections.abc import Iterable

from toolchain import model as m
from toolchain.model.records import Record, replace
from toolchain.resolve.tables import MarkNode, NumberedNote, Resolved
from toolchain.writers.html.blocks import number_span, numbered_blocks
from toolchain.writers.html.context import Context, attribute, escape, lines

_ARROW = "\u2191"  # in every font, and not an emoji


def first_numbers(resolved: Resolved) -> dict[m.Note, NumberedNote]:
    """Return the first number of each note: a text may be printed again under another one."""
    numbered = (*resolved.notes[::-1], *([resolved.title_note] if resolved.title_note else []))
    return {note.note: note for note in numbered}


def write_notes(notes: Iterable[NumberedNote], context: Context) -> str:
    """Return the list of notes."""
    first = first_numbers(context.resolved)
    contexts = [replace(context, again=again) for again in (False, True)]
    written = (write_note(note, contexts[first[note.note] is not note]) for note in notes)
    return lines("<ol>", *written, "</ol>")


def write_note(note: NumberedNote, context: Context, tag: str = "li") -> str:
    """Return one note. On a screen an arrow links back to each mark; on paper the number links to the first
    mark.
    """
    if context.paged:
        number, arrows = _way_back(note.marks[0], f"{escape(note.label)} ", "number", context), ""
    else:
        number = number_span(note.label, context)
        arrows = _arrows(note, context)
    role = ' role="doc-footnote"' if note is context.resolved.title_note else ""
    opening = f'<{tag} class="note" id="{context.anchor(note)}"{role}{context.place(note.note)}>'
    text = numbered_blocks(number, note.note.blocks, context, arrows)
    return f"{opening}{text}</{tag}>"


def _arrows(note: NumberedNote, context: Context) -> str:
    """Return an arrow that stays with the last word; for several marks, one with the name of the place
    each.
    """
    if len(note.marks) == 1:
        return "\u00a0" + _way_back(note.marks[0], _ARROW, "", context)
    places = ((mark, escape(context.resolved.marks[mark].place)) for mark in note.marks)
    return "".join(f" {_way_back(mark, f'{_ARROW} {place}', 'placed', context)}" for mark, place in places)


def _way_back(node: MarkNode, text: str, kind: str, context: Context) -> str:
    mark = context.resolved.marks[node]
    name = context.term("note_back", place=mark.place)
    places = [context.resolved.marks[each].place for each in mark.note.marks]
    if places.count(mark.place) > 1:
        name = f"{name} ({mark.ordinal})"
    own = f' class="{kind}"' if kind else ""
    address, name = context.anchor(node), attribute(name)
    return f'<a{own} href="#{address}" role="doc-backlink" aria-label="{name}">{text}</a>'


class Section(Record):
    """A section of the text with the notes that follow it, their heading's address and their list's name."""

    blocks: m.Blocks
    notes: tuple[NumberedNote, ...]
    anchor: str
    name: str


def sections_of(context: Context) -> tuple[Section, ...]:
    """Return the text in one section, or in two if the notes are before the annexes."""
    resolved, name = context.resolved, context.term("notes")
    blocks, notes = resolved.document.blocks, resolved.notes
    annex = next((index for index, block in enumerate(blocks) if block.part is m.Part.ANNEX), len(blocks))
    if resolved.settings.notes_place == "end" or annex == len(blocks):
        return (Section(blocks, notes, "notes", name),)
    before = tuple(note for note in notes if note.part is not m.Part.ANNEX)
    after = tuple(note for note in notes if note.part is m.Part.ANNEX)
    other = f"{name} ({context.term('annex')})"
    return (
        Section(blocks[:annex], before, "notes", name),
        Section(blocks[annex:], after, "notes-of-annexes", other),
    )
