"""Marks without texts and texts without marks: N101 to N104."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.nearest import Suggestions
from toolchain.checks.source.note_heads import head, meant_notes
from toolchain.checks.source.structure.markup import failed_marks
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding, Related
from toolchain.model.walk import walk
from toolchain.resolve.tables import Resolved
from toolchain.rules.notes import FirstText, NoteDuplicate, NoteEmpty, NoteUndefined, NoteUnused


@check(NoteUndefined)
def note_undefined(resolved: Resolved) -> Iterator[Finding]:
    """A mark refers the reader to a note. Without its text there is no note, and the claim has no source.
    Usually a label is misspelt, at the mark or at the note.

    Bad:

        1. The Penal Code sets the age at 16.[^penal-357]
                                             ^^^^^^^^^^^^
        It covers girls only.[^penal-375]

        [^penal-375]: Penal Code, art. 375.

    Good:

        1. The Penal Code sets the age at 16.[^penal-375] It covers girls only.[^penal-375]

        [^penal-375]: Penal Code, art. 375.
    """
    defined = {note.label for note in resolved.document.notes}
    suggestions, meant = Suggestions(defined), meant_notes(resolved)
    for mark, _ in survey(resolved).each(m.NoteMark):
        block, line = meant.get(mark.label, (None, None))
        if mark.label not in defined and not (block and block.span.order == mark.span.order):
            near = None if block else suggestions.near(mark.label)
            number = block.span.lines.start if block else None
            yield Finding(mark.span, NoteUndefined(mark.label, near, number, line))


@check(NoteUnused)
def note_unused(resolved: Resolved) -> Iterator[Finding]:
    """A note without a mark is not printed: its text would be lost. Often the sentence with the mark was
    deleted, or the mark has another label.

    Bad:

        1. The Penal Code sets the age at 16.

        [^penal-375]: Penal Code, art. 375.
        ^^^^^^^^^^^^^

    Good:

        1. The Penal Code sets the age at 16.[^penal-375]

        [^penal-375]: Penal Code, art. 375.
    """
    marked = {mark.label for mark, _ in survey(resolved).each(m.NoteMark)}
    failed = failed_marks(resolved)
    seen: set[str] = set()
    for note in resolved.document.notes:
        if note.label not in marked and note.label not in seen:
            yield Finding(head(survey(resolved).source, note), NoteUnused(note.label, failed.get(note.label)))
        seen.add(note.label)


@check(NoteDuplicate)
def note_duplicate(resolved: Resolved) -> Iterator[Finding]:
    """Only one text can be printed for a mark; the others would be lost.

    Bad:

        1. The Penal Code sets the age at 16.[^penal]

        [^penal]: Penal Code, art. 375.

        [^penal]: Penal Code, art. 377.
        ^^^^^^^^^

    Good:

        1. The Penal Code sets the age at 16.[^penal-375] It punishes more.[^penal-377]

        [^penal-375]: Penal Code, art. 375.

        [^penal-377]: Penal Code, art. 377.
    """
    source = survey(resolved).source
    first: dict[str, m.Note] = {}
    for note in resolved.document.notes:
        other = first.setdefault(note.label, note)
        if other is not note:
            related = Related(head(source, other), FirstText())
            yield Finding(head(source, note), NoteDuplicate(note.label), related=(related,))


@check(NoteEmpty)
def note_empty(resolved: Resolved) -> Iterator[Finding]:
    """Its number would be printed without a text.

    Bad:

        1. The Penal Code sets the age at 16.[^penal] It covers girls only.^[ ]
                                                                           ^^^^

        [^penal]:
        ^^^^^^^^^

    Good:

        1. The Penal Code sets the age at 16.[^penal] It covers girls only.^[Art. 375.]

        [^penal]: Penal Code, art. 375.
    """
    found = survey(resolved)
    for note in found.notes():
        if not _has_content(resolved, note):
            yield Finding(head(found.source, note), NoteEmpty(note.label))


def _has_content(resolved: Resolved, note: m.Note) -> bool:
    if any(passage.text.strip() for passage in survey(resolved).passages_in(note)):
        return True
    return any(isinstance(node, m.Figure | m.CodeBlock | m.RawHtml) for node, _ in walk(note.blocks))
