"""Check whether a merged source agrees with the file, and which edits are doubtful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from toolchain import model as m
from toolchain.compare.matching import pieces
from toolchain.editing.merging.tasks import Task
from toolchain.editing.merging.tokens import TELLING, text_of
from toolchain.editing.merging.units import Unit, Units, labels_of
from toolchain.model.walk import walk
from toolchain.model.wording import fold, said
from toolchain.resolve.tables import Resolved
from toolchain.rules import merges

_HARMLESS = (merges.CHANGED, merges.COMMENTED, merges.INSERTED, merges.NOTE_ADDED)
"""Edits that take no label away."""
_LONGEST_LABEL = 20  # characters of the word and the number before a caption


def doubtful(
    made: Units,
    theirs: Units,
    tasks: Sequence[Task],
    other_words: Collection[str],
    worked_out: Collection[str],
) -> list[Task]:
    """Return the edits at places where the two differ, except where an edit is listed.

    `other_words` are texts that may differ: changed by the author, or generated, such as the list of sources.
    `worked_out` are the labels of notes that cite and were not edited.
    """
    listed = [task for task in tasks if task.why]
    allowed = {id(unit) for task in listed for unit in task.theirs}
    old = {unit.key for task in listed for unit in task.base}
    moves = [task for task in listed if task.what == merges.MOVED]  # either of two texts may have moved
    stay = {unit.key for task in moves for unit in task.base}
    away = {id(unit) for task in moves for unit in task.theirs}
    found: list[Task] = []
    for label in labels_of(theirs, made):
        one = [each for each in made.row(label) if each.key not in stay]
        other = [each for each in theirs.row(label) if id(each) not in away and each.key not in stay]
        if label in worked_out:
            continue
        keys, others = [each.key for each in one], [each.key for each in other]
        if keys == others:
            continue
        for same, b1, b2, t1, t2 in pieces(keys, others):
            if same:
                continue
            new = [each for each in other[t1:t2] if id(each) not in allowed and each.words not in other_words]
            extra = [each for each in one[b1:b2] if each.key not in old and each.words not in other_words]
            if new or extra:
                near = {id(each) for each in other[max(t1 - 1, 0) : t2 + 1]}
                found += _near(near, {each.key for each in one[b1:b2]}, tasks) or _any(tasks)
    return list(dict.fromkeys(found))


def leave_torn(tasks: Sequence[Task]) -> None:
    """Leave the edits whose words come from a text that is left, or went into it.

    If they were made alone, the words would be in the source twice, or not at all.
    """
    while left := [task for task in tasks if task.why]:
        texts = [[" ".join(unit.words for unit in row) for row in (task.base, task.theirs)] for task in left]
        for task in (each for each in tasks if each.changes):
            before, after = _wholes(task.base), _wholes(task.theirs)
            come = [*put_in(task.base, task.theirs), *(after - before)]
            gone = [*put_in(task.theirs, task.base), *(before - after)]
            for other, (old, new) in zip(left, texts, strict=True):
                words = _moves(come, old, new) or _moves(gone, new, old)
                caption = _is_caption(task, other, come) or _is_caption(other, task, _wholes(other.theirs))
                if words or caption or _leads_away(task, other):
                    task.left(other.why or merges.OVERLAPS)
        if not any(task.why and task not in left for task in tasks):
            return


def taken_out(task: Task) -> Iterator[str]:
    """Yield the texts and the words that an edit takes out of the source; of a move all of them."""
    if task.changes:
        yield from _wholes(task.base) - (_wholes(task.theirs) if task.what != merges.MOVED else set())
        yield from (each for each in put_in(task.theirs, task.base) if len(each) >= TELLING)
        cells = (chain(*unit.cells) for unit in task.base if unit.cells and not task.theirs)
        yield from (" ".join(each.words for each in row) for row in cells)


def _is_caption(task: Task, left: Task, come: Collection[str]) -> bool:
    """Return whether an edit adds the caption that another takes from a table or picture as a text, with a
    number.
    """
    before, after = ({each.caption.words for each in row if each.caption} for row in (left.base, left.theirs))
    texts = [*come, *(unit.words for unit in task.theirs if not task.base)]
    found = ((text, each) for text in texts for each in before - after if each and text.endswith(each))
    return any(len(text) - len(each) <= _LONGEST_LABEL for text, each in found)


def _leads_away(task: Task, left: Task) -> bool:
    """Return whether a reference has another target, because a text that is left took its label away."""
    rows = ([each.key for unit in row for each in unit.all_tokens()] for row in (task.base, task.theirs))
    old, new = (Counter(key[1] for key in row if key[0] == "reference") for row in rows)
    lost = {unit.label for unit in left.base} - {unit.label for unit in left.theirs}
    return bool(new - old) and any(target in lost for target in old - new)


def put_in(base: Sequence[Unit], theirs: Sequence[Unit]) -> list[str]:
    """Return what is put into texts: it can be another paragraph, joined to them."""
    rows = [[token for unit in row for token in unit.tokens] for row in (base, theirs)]
    found = pieces(*([each.key for each in row] for row in rows))
    texts = (text_of(rows[1][each.other_start : each.other_end]) for each in found if not each.same)
    return [fold(each) for each in texts if each]


def _wholes(row: Sequence[Unit]) -> set[str]:
    """Return whole texts, which may have words in common with those in whose place they are put."""
    return {each.words for unit in row for each in (unit, unit.caption) if each and each.words}


def _moves(words: Sequence[str], old: str, new: str) -> bool:
    """Return whether any words come from an old text, and are not in the new one."""
    return any(len(each) >= TELLING and each in old and each not in new for each in words)


def _near(near: set[int], keys: set[object], tasks: Sequence[Task]) -> list[Task]:
    """Return the edits near a place that are not listed yet."""
    return [
        task
        for task in tasks
        if task.changes
        and (any(id(each) in near for each in task.theirs) or any(each.key in keys for each in task.base))
    ]


def _any(tasks: Sequence[Task]) -> list[Task]:
    """Return all edits, if it is not known which is wrong; a listed one if there are none."""
    changing = [task for task in tasks if task.changes]
    return changing or list(tasks[:1]) or [Task(merges.CHANGED, said("the file"), 0)]


def may_break(task: Task, broken: set[str]) -> bool:
    """Return whether an edit refers to a missing label, or may have removed it."""
    keys = (token.key for unit in task.theirs for token in unit.tokens)
    refers = any(key[0] == "reference" and key[1] in broken for key in keys)
    return refers or task.what not in _HARMLESS


def broken_in(resolved: Resolved) -> set[str]:
    """Return the missing labels that references point to."""
    nodes = walk((*resolved.document.blocks, *resolved.document.notes))
    found = {node.target for node, _ in nodes if isinstance(node, m.CrossReference)}
    return found - resolved.targets.keys()
