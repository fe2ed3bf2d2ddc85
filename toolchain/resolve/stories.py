"""A document cut into the pieces that are read one after another, with where each stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from toolchain import model as m
from toolchain.walk import walk


class Story(NamedTuple):
    """A piece of the document: the title, one block of the cover or the body, or a note's text.

    `section` is the heading that a block of the body stands under; `note` the note whose text it is.
    """

    nodes: tuple[m.Node, ...]
    kind: Literal["title", "cover", "body", "note"]
    part: m.Part = m.Part.BODY
    section: m.Heading | None = None
    note: m.Note | None = None


def title(document: m.Document) -> Story:
    """The title, whose note is not counted."""
    return Story(document.front_matter.title, "title", m.Part.COVER)


def cover(document: m.Document) -> Iterator[Story]:
    """The subtitle, then what the submitting organizations say of themselves."""
    front = document.front_matter
    if front.subtitle:
        yield Story(front.subtitle, "cover", m.Part.COVER)
    for organization in front.submitted_by:
        for block in organization.description:
            yield Story((block,), "cover", m.Part.COVER)


def body(document: m.Document) -> Iterator[Story]:
    """The blocks of the top level."""
    section: m.Heading | None = None
    for block in document.blocks:
        if isinstance(block, m.Heading):
            section = block
        yield Story((block,), "body", block.part, section)


def note_text(note: m.Note, part: m.Part = m.Part.BODY) -> Story:
    """The text of a note, whose first mark stands in `part`."""
    return Story(note.blocks, "note", part, note=note)


def everything(document: m.Document) -> Iterator[Story]:
    """All stories, printed or not; the notes written in place come after the definitions."""
    yield title(document)
    yield Story(document.front_matter.short_title, "title", m.Part.COVER)
    waiting: list[m.Note] = []
    for story in (*cover(document), *body(document), *map(note_text, document.notes)):
        waiting += _inline_notes(story)
        yield story
    for note in waiting:  # grows as notes are found in notes
        story = note_text(note)
        waiting += _inline_notes(story)
        yield story


def _inline_notes(story: Story) -> list[m.Note]:
    return [node.note for node, _ in walk(story.nodes) if isinstance(node, m.InlineNote)]
