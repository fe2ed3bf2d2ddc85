"""A complete join: passages, collisions, the text, and the proof that it says what was proposed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from toolchain.editing.joining.passages import Passages, changes_between
from toolchain.editing.joining.settling import (
    SOURCE,
    Collision,
    Copy,
    Edit,
    Group,
    Proposal,
    Take,
    comments_apart,
    grouped,
    shown,
    with_own_labels,
)
from toolchain.editing.merging import Tools
from toolchain.editing.merging.proving import broken_in
from toolchain.editing.merging.splicing import Change, Overlap, spliced
from toolchain.editing.merging.tasks import Listed, Task
from toolchain.editing.merging.tokens import Text, Token, View
from toolchain.editing.merging.units import units
from toolchain.model.diagnostics import Failure
from toolchain.resolve.tables import Resolved
from toolchain.rules import merges
from toolchain.rules.inputs import MergedDiffers

_ENDS = frozenset(".!?…。！？؟")


class Joined(NamedTuple):
    """The source's new text, the edits that are merged with who proposes them, and the collisions.

    `last` is the number of the last collision. Those that were settled in the source before are not listed.
    """

    text: str
    merged: tuple[tuple[Listed, tuple[str, ...]], ...]
    collisions: tuple[Collision, ...]
    last: int


def join(
    base: Resolved, now: str, copies: Iterable[Copy], tools: Tools, takes: Sequence[Take] = ()
) -> Joined:
    """Join the edits of copies of one source.

    `base` is the source of the copies, `now` its present text. The order of the copies does not matter. Raise
    `Failure`: S013 if the result would not say what was proposed, and of what it cannot be read.
    """
    copies = sorted(copies, key=lambda copy: copy.name)
    for whole in (False, True):
        joining = _Joining(base.document.text, now, copies, takes, whole=whole)
        joined = joining.joined()
        if joined is not None and joining.is_sound(joined.text, base, tools):
            return joined
    raise Failure.of(base.document.path, MergedDiffers(None))


class _Joining:
    def __init__(
        self, text: str, now: str, copies: Sequence[Copy], takes: Sequence[Take], *, whole: bool
    ) -> None:
        self._text = text
        self._now = now
        self._takes = {each.number: each.name for each in takes}
        self._passages = Passages(text, whole=whole)
        changes = changes_between(self._passages, Passages(now, whole=whole)) if now != text else ()
        self._source = [Edit(SOURCE, (each,)) for each in changes]
        self._copies = with_own_labels(copies, text)
        self._growth = self._number = 0

    def joined(self) -> Joined | None:
        """Return the result, None if its changes overlap."""
        edits = [*self._source, *(each for own in self._copies for each in own)]
        kept, comments = comments_apart(edits)
        changes: list[Change] = []
        collisions: list[Collision] = []
        split = {id(each.task) for each in kept}
        merged = [each for each in edits if each.task and id(each.task) not in split]
        for group in grouped(kept, self._passages):
            versions = group.versions(self._text)
            settled = next((names for names in versions.values() if SOURCE in names), [])
            chosen = next(iter(group.edits))
            if len(versions) > 1:
                self._number += 1
                taken = self._takes.get(self._number, self._takes.get(None))
                taken = taken if taken in (*group.edits, SOURCE) else None
                chosen = SOURCE if taken is None or taken in settled else taken
                if len(settled) < 2 or chosen != SOURCE:
                    collisions.append(self._collision(group, taken))
            changes += group.changes(chosen)
            if chosen != SOURCE:
                self._growth += sum(map(_growth, group.edits[chosen]))
                names = next(each for each in versions.values() if chosen in each)
                merged += (each for name in names for each in group.edits[name])
        try:
            text = spliced(self._text, [*changes, *comments])
        except Overlap:
            return None
        return Joined(text, self._listed(merged), tuple(collisions), self._number)

    def _collision(self, group: Group, taken: str | None) -> Collision:
        versions = {name: group.version(name, self._text) for name in group.edits}
        now = group.version(SOURCE, self._text)
        names = [each for each in group.versions(self._text).values() if each != [SOURCE]]
        texts = shown([now, *(versions[each[-1]] for each in names)])
        tasks = [each.task for own in group.edits.values() for each in own if each.task]
        line = self._line(min(start for start, _ in group.ranges))
        proposals = (
            Proposal(tuple(filter(None, each)), text) for each, text in zip(names, texts[1:], strict=True)
        )
        return Collision(self._number, tasks[0].place, line, texts[0], tuple(proposals), taken)

    def _line(self, at: int) -> int:
        """Return the line of the source, as it is now, of a place where its copies were built from it."""
        before = [each.changes[0] for each in self._source if each.changes[0].end <= at]
        moved = at + sum(len(each.text) - (each.end - each.start) for each in before)
        return self._now.count("\n", 0, moved) + 1

    def _listed(self, edits: Iterable[Edit]) -> tuple[tuple[Listed, tuple[str, ...]], ...]:
        """Return the edits in the order of the source, each once, with the names of all who made it."""
        found: dict[Listed, list[str]] = {}
        for task, name in sorted(((each.task, each.name) for each in edits if each.task), key=_order):
            facts = merges.EditListed(task.what)
            names = found.setdefault(Listed(task.place, self._line(max(task.at, 0)), facts), [])
            names += [name] if name not in names else []
        return tuple((listed, tuple(names)) for listed, names in found.items())

    def is_sound(self, text: str, base: Resolved, tools: Tools) -> bool:
        """Return whether a text can be built, has all blocks, and no sentence that nobody wrote."""
        try:
            resolved = tools.read(text)
            tools.built(resolved)
        except Failure:
            return False
        written = [self._text, self._now]
        written += (spliced(self._text, [c for each in own for c in each.changes]) for own in self._copies)
        known = {each for own in dict.fromkeys(written) for each in _sentences(tools.read(own), own)}
        has_grown = _count(resolved, text) - _count(base, self._text)
        if broken_in(resolved) - broken_in(base) or (not self._source and has_grown != self._growth):
            return False
        return known.issuperset(_sentences(resolved, text))


def _growth(edit: Edit) -> int:
    return len(edit.task.theirs) - len(edit.task.base) if edit.task else 0


def _count(resolved: Resolved, text: str) -> int:
    return sum(1 for _ in units(resolved.document, View({}, resolved, Text(text))).all())


def _order(made: tuple[Task, str]) -> tuple[int, str]:
    return made[0].at, made[1]


def _sentences(resolved: Resolved, text: str) -> Iterator[object]:
    """Yield the sentences of a text, each with the kind of its block."""
    for unit in units(resolved.document, View({}, resolved, Text(text))).all():
        for each in (unit, *unit.inner):
            for sentence in _parts(each.tokens):
                yield unit.signature, each.kind, sentence


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[object, ...]]:
    part: list[object] = []
    ended = False
    for token in tokens:
        if ended and (token.is_blank or token.text[:1].isalnum()):
            yield tuple(part)
            part, ended = [], False
        ended = token.text in _ENDS or (ended and not token.is_blank)
        part += [] if token.is_blank else [token.key]
    yield tuple(part)
