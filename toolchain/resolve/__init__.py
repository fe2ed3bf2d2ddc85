"""The one stage that works out numbers: a Document in, a `Resolved` with all its tables out."""

from __future__ import annotations

from types import MappingProxyType

from toolchain import model as m
from toolchain.resolve.aims import Context
from toolchain.resolve.anchors import addresses
from toolchain.resolve.labels import words_for
from toolchain.resolve.notes import order_notes, printed_marks
from toolchain.resolve.numbering import number_blocks, number_captions
from toolchain.resolve.places import Source
from toolchain.resolve.references import find_targets, resolve_references
from toolchain.resolve.spacing import Spacing
from toolchain.resolve.survey import survey
from toolchain.resolve.tables import Resolved, Settings

__all__ = ["resolve"]


def resolve(document: m.Document, settings: Settings) -> Resolved:
    """Work out every number of a document, and every word that depends on one.

    Nothing in the document is changed, and nothing in it is an error here: what cannot be resolved
    has no entry in the tables, which is for the checks to say.
    """
    words = words_for(settings.lang)
    read = survey(document)
    order = order_notes(read, settings)
    numbering = number_blocks(document, words, settings.numbered_headings)
    printed = (*read.text, *(read.notes[note] for note in order.first))
    number_captions(numbering, (node for story in printed for node in story.captioned), words)
    targets = find_targets(read)
    context = Context(words, Source(document.text), numbering, order, targets)
    references = resolve_references(read, context)
    return Resolved(
        document=document,
        settings=settings,
        words=words,
        numbers=MappingProxyType(numbering.numbers),
        series=MappingProxyType(numbering.series),
        targets=MappingProxyType(targets),
        notes=order.notes,
        title_note=order.title_note,
        marks=MappingProxyType(printed_marks(order, numbering.numbers, references, words)),
        references=MappingProxyType(references),
        printed=Spacing(read, references, words),
        anchors=MappingProxyType(addresses(document, numbering, order, targets)),
    )
