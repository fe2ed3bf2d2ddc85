"""Match the notes of a Word file with those of the source; labels that bookmarks cannot hold are new."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, count

from toolchain import model as m
from toolchain.model.walk import plain_text, walk
from toolchain.resolve.tables import Resolved

_LIKE = 0.5


def of_built(resolved: Resolved, built: m.Document) -> dict[str, str]:
    """Return the labels of a source's notes by those in its own Word file."""
    title = (resolved.title_note,) if resolved.title_note else ()
    ours = [note.note.label for note in (*title, *resolved.notes) if note.note.label]
    ours = list(dict.fromkeys(ours))
    theirs = [note.label for note in built.notes]
    same = set(ours) & set(theirs)
    rest = [label for label in ours if label not in same]
    others = [label for label in theirs if label not in same]
    found = {label: label for label in same}
    if len(rest) == len(others):
        found.update(zip(others, rest, strict=True))
    return found


def of_edited(
    base: m.Document, edited: m.Document, names: Mapping[str, str], taken: Collection[str]
) -> dict[str, str]:
    """Return the same for an edited file; new notes get new labels."""
    before = {note.label: note for note in base.notes}
    found = {note.label: names.get(note.label, note.label) for note in edited.notes if note.label in before}
    loose = [note for note in base.notes if note.label not in found]
    used = {*taken, *found.values()}
    for note in edited.notes:
        if note.label in found:
            continue
        mate = _like(note, loose)
        if mate is not None:
            loose.remove(mate)
            found[note.label] = names.get(mate.label, mate.label)
            continue
        labels = chain((note.label,), (f"{note.label}-{number}" for number in count(2)))
        found[note.label] = next(label for label in labels if label not in used)
        used.add(found[note.label])
    return found


def _like(note: m.Note, others: Sequence[m.Note]) -> m.Note | None:
    """Return the note with the most words in common, if these are enough."""
    own = _words((note,))
    rows = [_words((other,)) for other in others]
    shares = [2 * len(own & each) / (len(own) + len(each) or 1) for each in rows]
    best = max(shares, default=0)
    return others[shares.index(best)] if best > _LIKE else None


def _words(notes: Iterable[m.Note]) -> set[str]:
    texts = (node for node, _ in walk(notes) if isinstance(node, m.Paragraph))
    return {word for text in texts for word in plain_text(text.children).split()}
