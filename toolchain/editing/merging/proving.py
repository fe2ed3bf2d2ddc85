"""Whether a merged source gives what the file says, and if not, which edits are to be doubted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from toolchain.editing.merging.matching import pieces
from toolchain.editing.merging.tasks import Task
from toolchain.editing.merging.units import Units


def doubtful(
    made: Units,
    theirs: Units,
    tasks: Sequence[Task],
    other_words: Collection[str],
    worked_out: Collection[str],
) -> list[Task]:
    """Return the edits at whose places the two differ; of those that are listed it is expected.

    `other_words` are texts that may differ: those that the author has changed, or that are worked out anew,
    as the list of sources is; `worked_out` are the labels of notes that cite and were not edited.
    """
    listed = [task for task in tasks if task.why]
    allowed = {id(unit) for task in listed for unit in task.theirs}
    old = {unit.key for task in listed for unit in task.base}
    found: list[Task] = []
    labels = dict.fromkeys((*theirs.notes, *made.notes))
    for label in (None, *labels):
        one = made.body if label is None else made.notes.get(label, [])
        other = theirs.body if label is None else theirs.notes.get(label, [])
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


def _near(near: set[int], keys: set[object], tasks: Sequence[Task]) -> list[Task]:
    """Return the edits that are about texts at a place, not listed yet."""
    return [
        task
        for task in tasks
        if task.changes
        and (any(id(each) in near for each in task.theirs) or any(each.key in keys for each in task.base))
    ]


def _any(tasks: Sequence[Task]) -> list[Task]:
    """Return all edits that are made, where it cannot be told which is at fault; one that is listed if none
    is.
    """
    return [task for task in tasks if task.changes] or list(tasks[:1]) or [Task("", "the file", 0)]
