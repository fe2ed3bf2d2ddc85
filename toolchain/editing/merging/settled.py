"""Find edits in Word that the source already has, from its author or an earlier merge."""

from __future__ import annotations

from typing import NamedTuple

from toolchain.editing.merging.pairing import pair
from toolchain.editing.merging.tasks import Task
from toolchain.editing.merging.units import Units, labels_of


class Settled(NamedTuple):
    """Texts by identity: those of the file that are in the source, and built ones that are not."""

    same: frozenset[int]
    gone: frozenset[int]

    def has(self, task: Task) -> bool:
        """Return whether the source already has an edit."""
        if task.theirs:
            return all(id(each) in self.same for each in task.theirs)
        return bool(task.base) and all(id(each) in self.gone for each in task.base)


def settled(now: Units, base: Units, theirs: Units) -> Settled:
    """Compare a file, and its unedited form, with the result of the source `now`."""
    same: set[int] = set()
    gone: set[int] = set()
    for label in labels_of(now, base, theirs):
        here, old, other = (each.row(label) for each in (now, base, theirs))
        mates = pair(here, other).mates.items()
        same |= {id(other[to]) for at, to in mates if here[at].key == other[to].key}
        pairs = pair(old, here)
        kept = pairs.mates.keys() | pairs.moved.keys()
        gone |= {id(unit) for at, unit in enumerate(old) if at not in kept}
    return Settled(frozenset(same), frozenset(gone))
