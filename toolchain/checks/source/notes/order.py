"""Notes and their numbers: N105 and N106, with the circles in which notes can refer to each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.survey import Survey, survey
from toolchain.model.diagnostics import Edit, FilePlace, Finding, Place, Related, Severity
from toolchain.model.records import replace
from toolchain.model.source_text import Source
from toolchain.resolve.tables import NumberedNote, Resolved, note_of
from toolchain.rules import notes as cases

N = TypeVar("N", bound=Hashable)


@check(cases.NoteNumber)
def note_number(resolved: Resolved) -> Iterator[Finding]:
    """A number as a label says which note it is, and becomes wrong when a note is inserted before it. The
    outputs print the true numbers, but readers of the source are misled. A word, such as `[^penal-375]`,
    never needs to change. The edits of all findings belong together, because one note may get the former
    label of another.

    Bad:

        1. The Penal Code sets the age at 16.[^2] It covers girls only.[^1]
                                             ^^^^                      ^^^^

        [^1]: Penal Code, explanations.

        [^2]: Penal Code, art. 375.

    Good:

        1. The Penal Code sets the age at 16.[^1] It covers girls only.[^penal]

        [^1]: Penal Code, art. 375.

        [^penal]: Penal Code, explanations.
    """
    found = survey(resolved)
    wrong = _false_labels(resolved)
    edits = _renaming(resolved, {label: numbered.label for label, numbered in wrong.items()}) if wrong else {}
    for label, numbered in wrong.items():
        yield Finding(
            numbered.marks[0].span,
            cases.NoteNumber(label, numbered.label),
            edits=edits.get(label, ()),
            related=(Related(head(found.source, numbered.note), cases.TextOfNote()),),
        )


@check(cases.NoteNested)
def note_nested(resolved: Resolved) -> Iterator[Finding]:
    """A note that only another note marks comes after all others and is easily overlooked; a reader who is
    sent from note to note gets lost. Put the second text into the first note. Notes that mark each other in a
    circle are an error, because the references never end.

    Bad:

        1. The Penal Code sets the age at 16.[^penal]

        [^penal]: Penal Code, art. 375.[^explained]
                                       ^^^^^^^^^^^^

        [^explained]: As explained by the Court.

    Bad: two notes mark each other

        1. The Penal Code sets the age at 16.[^penal] The Court explained it.[^explained]

        [^penal]: Penal Code, art. 375.[^explained]
                                       ^^^^^^^^^^^^

        [^explained]: Explained by the Court.[^penal]

    Good:

        1. The Penal Code sets the age at 16.[^penal]

        [^penal]: Penal Code, art. 375, as explained by the Court.
    """
    found = survey(resolved)
    inside: dict[m.Note, list[tuple[m.Note, m.NoteMark | m.InlineNote]]] = defaultdict(list)
    outside: set[m.Note] = set()
    for mark, around in found.marks():
        note = note_of(mark, resolved)
        if note is None:
            continue
        if around and isinstance(around[0], m.Note):
            inside[around[0]].append((note, mark))
        else:
            outside.add(note)
    in_circle: set[m.Note] = set()
    for circle in cycles({note: [target for target, _ in marks] for note, marks in inside.items()}):
        in_circle.update(circle)
        yield _circle(circle, inside, found)
    reported: set[m.Note] = set()
    for marks in inside.values():
        for note, mark in marks:
            if note not in outside and note not in in_circle and note not in reported:
                reported.add(note)
                yield Finding(mark.span, cases.MarkedInNoteOnly(note.label))


def _circle(
    circle: list[m.Note],
    inside: Mapping[m.Note, list[tuple[m.Note, m.NoteMark | m.InlineNote]]],
    found: Survey,
) -> Finding:
    """Return the finding for notes that mark each other, at the first mark of the first of them."""
    members = set(circle)
    first, *others = sorted(circle, key=lambda note: note.span.order)
    mark = next(mark for target, mark in inside[first] if target in members)
    facts = cases.NotesInCircle(count=len(circle)) if others else cases.NoteMarksItself()
    related = tuple(Related(head(found.source, note), cases.NoteOfCircle()) for note in others)
    return Finding(mark.span, facts, related=related, severity=Severity.ERROR)


def _false_labels(resolved: Resolved) -> dict[str, NumberedNote]:
    """Return the numeric labels of notes that have another number, each with its (first) note.

    A note without a text, which is an error, has no number, so those after it are not judged yet.
    """
    notes: dict[str, list[NumberedNote]] = defaultdict(list)
    for numbered in resolved.notes:
        notes[numbered.note.label].append(numbered)
    marks = survey(resolved).each(m.NoteMark)
    missing = min((mark.span.order for mark, _ in marks if mark.label not in notes), default=None)
    return {
        label: same[0]
        for label, same in notes.items()
        if re.fullmatch("[0-9]+", label)
        and label.lstrip("0") not in {each.label for each in same}
        and (missing is None or same[0].marks[0].span.order < missing)
    }


def _renaming(resolved: Resolved, names: Mapping[str, str]) -> dict[str, tuple[Edit, ...]]:
    """Return the edits that give labels their new names, by old label; none at all where one would not be
    safe.

    It is safe if all marks have a text (another would change the numbers), every new name is free or given up
    by another of them, and every place can be found.
    """
    found = survey(resolved)
    marks = list(found.each(m.NoteMark))
    labels = [note.label for note in resolved.document.notes]
    undefined = {mark.label for mark, _ in marks} - set(labels)
    taken = set(labels) - names.keys()
    if undefined or taken & set(names.values()) or len(set(labels)) < len(labels):
        return {}
    places: dict[str, list[Place]] = {label: [] for label in names}
    for note in resolved.document.notes:
        if note.label in places:
            places[note.label].append(label_in_head(found.source, note))
    for mark, _ in marks:
        if mark.label in places:
            places[mark.label].append(label_in_mark(mark))
    for reference, _ in found.each(m.CrossReference):
        label = reference.target.removeprefix("^")
        if reference.target.startswith("^") and label in places:
            places[label].append(_label_in_reference(found, reference))
    edits = {
        label: found.source.edits([(place, label, new) for place in places[label]])
        for label, new in names.items()
    }
    return edits if all(edits.values()) else {}


def _label_in_reference(found: Survey, reference: m.CrossReference) -> Place:
    """Return the place of the label in `[46](#^label)`; an empty place if it is not certain."""
    span = reference.span
    link = re.search(r"\(<?#\^([^()<>\s]+)>?\)$", found.source.at(span))
    if isinstance(span, FilePlace):
        return span
    if link is None:
        return span.start
    return replace(span, column=span.column + link.start(1), end_column=span.column + link.end(1))


def cycles(edges: Mapping[N, Sequence[N]]) -> Iterator[list[N]]:
    """Yield each set of nodes that all lead to each other. One node alone is a set if it leads to itself.

    Kosaraju's algorithm, without recursion: linear in nodes and edges.
    """
    back: dict[N, list[N]] = defaultdict(list)
    for node, targets in edges.items():
        for target in targets:
            back[target].append(node)
    seen: set[N] = set()
    order = [node for root in edges for node in _reached(root, edges, seen)]
    seen.clear()
    for root in reversed(order):
        members = list(_reached(root, back, seen))
        if len(members) > 1 or (members and root in edges.get(root, ())):
            yield members


def _reached(root: N, edges: Mapping[N, Sequence[N]], seen: set[N]) -> Iterator[N]:
    """Yield what a node leads to, and itself, if not `seen`: each after all that it leads to."""
    work = [] if root in seen else [(root, iter(edges.get(root, ())))]
    seen.add(root)
    while work:
        node, targets = work[-1]
        target = next((each for each in targets if each not in seen), None)
        if target is None:
            work.pop()
            yield node
        else:
            seen.add(target)
            work.append((target, iter(edges.get(target, ()))))


def head(source: Source, note: m.Note) -> Place:
    """Return the place of `[^label]:`; for a note written in place, the first line of its text."""
    span = note.span
    if isinstance(span, FilePlace):
        return span
    text = f"[^{note.label}]:"
    start = source.line(span.line).find(text, span.column - 1) if note.label else -1
    if start < 0:
        return source.first_line(span)
    return replace(span, column=start + 1, end_line=span.line, end_column=start + 1 + len(text))


def label_in_head(source: Source, note: m.Note) -> Place:
    """Return the place of the label alone, in a definition."""
    return _label(head(source, note), note.label)


def label_in_mark(mark: m.NoteMark) -> Place:
    """Return the place of the label alone, in a mark."""
    return _label(mark.span, mark.label)


def _label(span: Place, label: str) -> Place:
    """Return the place of a label after the "[^" at the start of a place."""
    if isinstance(span, FilePlace):
        return span
    return replace(span, column=span.column + 2, end_column=span.column + 2 + len(label))
