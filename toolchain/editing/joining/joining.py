"""A complete join: the groups of edits, the decisions, and the text, which is proved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from toolchain.editing.joining.passages import Passages, changes_between
from toolchain.editing.joining.settling import (
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
from toolchain.editing.merging.units import Unit, units
from toolchain.model.diagnostics import Failure
from toolchain.resolve.tables import Resolved
from toolchain.rules import merges
from toolchain.rules.inputs import MergedDiffers

Takes = Mapping[int | None, str]
Made = tuple[Listed, tuple[str, ...]]
"""An edit, and the names of those who made it."""
_ENDS = frozenset(".!?…。！？؟")


class Joined(NamedTuple):
    """The source's new text, the edits that are merged, and the collisions.

    last     the number of the last collision; those that were decided in the source before are not listed
    clashes  lines of the source that its author has changed otherwise than the copies
    """

    text: str
    merged: tuple[Made, ...]
    collisions: tuple[Collision, ...]
    last: int
    clashes: tuple[int, ...] = ()


def join(
    base: Resolved, now: str, copies: Iterable[Copy], tools: Tools, takes: Sequence[Take] = ()
) -> Joined:
    """Join the edits of copies of one source.

    `base` is the source of the copies, `now` its present text. The order of the copies does not matter. Raise
    `Failure` (S013) if it is not certain that the result says what was proposed.
    """
    ordered = sorted(copies, key=lambda copy: copy.name)
    for whole in (False, True):  # first by sentences, then by blocks
        joining = _Joining(base.document.text, now, ordered, whole=whole)
        with suppress(Overlap, Failure):
            return joining.joined({each.number: each.name for each in takes}, base, tools)
    raise Failure.of(base.document.path, MergedDiffers(None))


class _Choice(NamedTuple):
    """A group of edits, who proposes each version of it, and its number if there are several."""

    group: Group
    versions: Sequence[Sequence[str]]
    number: int

    def taken(self, takes: Takes) -> str:
        """Return whose version is written, "" for none."""
        name = takes.get(self.number, takes.get(None, "")) if self.number else self.versions[0][0]
        return name if name in self.group.edits else ""


class _Joining:
    """All edits of some copies, in groups of a size."""

    def __init__(self, text: str, now: str, copies: Sequence[Copy], *, whole: bool) -> None:
        self._text = text
        self._now = now
        self._whole = whole
        self._copies = with_own_labels(copies, text)
        every = [each for own in self._copies for each in own]
        edits, self._comments = comments_apart(every)
        split = {id(each.task) for each in edits}
        self._commented = [each for each in every if id(each.task) not in split]
        self._choices: list[_Choice] = []
        self._last = 0
        for group in grouped(edits, self._passages(text)):
            versions = list(group.versions(text).values())
            self._last += len(versions) > 1
            self._choices.append(_Choice(group, versions, self._last if len(versions) > 1 else 0))
        self._since = list(changes_between(self._passages(text), self._passages(now)))

    def _passages(self, text: str) -> Passages:
        return Passages(text, whole=self._whole)

    def joined(self, takes: Takes, base: Resolved, tools: Tools) -> Joined:
        """Return the result. Raise `Overlap` or `Failure` if it is not certain."""
        text = self._written(takes)
        alone = [spliced(self._text, [c for each in own for c in each.changes]) for own in self._copies]
        prove(text, base, [self._text, *alone], self._growth(takes), tools)
        merged = self._merged(takes)
        collisions = [self._collision(each, each.taken(takes)) for each in self._choices if each.number]
        if not self._since:
            return Joined(text, merged, tuple(collisions), self._last)
        plain = self._written({})
        before = min(self._text, plain, key=self._distance)
        merged = tuple(each for each in merged if before != plain or each not in self._merged({}))
        result, clashes = self._on_top(before, text)
        prove(result, base, [self._now, text], None, tools)
        listed = [self._as_it_is(each, before) for each in collisions]
        listed = [each for each in listed if each.taken or not self._is_decided(each, before)]
        return Joined(result, merged, tuple(listed), self._last, tuple(clashes))

    def _written(self, takes: Takes) -> str:
        chosen = ((each.group, each.taken(takes)) for each in self._choices)
        changes = [change for group, name in chosen for change in group.changes(name)]
        return spliced(self._text, [*changes, *self._comments])

    def _growth(self, takes: Takes) -> int:
        """Return how many blocks come and go."""
        made = (edit for each in self._choices for edit in each.group.edits.get(each.taken(takes), ()))
        return sum(len(edit.task.theirs) - len(edit.task.base) for edit in made if edit.task)

    def _merged(self, takes: Takes) -> tuple[Made, ...]:
        """Return the edits in the order of the source, each once, with the names of all who made it."""
        made = list(self._commented)
        for each in self._choices:
            taken = each.taken(takes)
            names = next((names for names in each.versions if taken in names), ())
            made += (edit for name in names for edit in each.group.edits[name])
        found: dict[Listed, list[str]] = {}
        for task, name in sorted(((each.task, each.name) for each in made if each.task), key=_order):
            facts = merges.EditListed(task.what)
            names = found.setdefault(Listed(task.place, self._line(max(task.at, 0)), facts), [])
            names += [name] if name not in names else []
        return tuple((listed, tuple(names)) for listed, names in found.items())

    def _collision(self, choice: _Choice, taken: str) -> Collision:
        group, versions, number = choice
        texts = shown([group.version(name, self._text) for name in ("", *(names[0] for names in versions))])
        proposals = (Proposal(tuple(names), text) for names, text in zip(versions, texts[1:], strict=True))
        place = next(each.task.place for own in group.edits.values() for each in own if each.task)
        return Collision(number, place, self._line(group.ranges[0][0]), texts[0], tuple(proposals), taken)

    def _line(self, at: int) -> int:
        """Return the line of the source, as it is now, of a place where its copies were built from it."""
        moved = sum(len(each.text) - (each.end - each.start) for each in self._since if each.end <= at)
        return self._now.count("\n", 0, at + moved) + 1

    def _distance(self, text: str) -> int:
        """Return how much the source differs from a text, in characters."""
        found = changes_between(self._passages(text), self._passages(self._now))
        return sum(each.end - each.start + len(each.text) for each in found)

    def _on_top(self, before: str, text: str) -> tuple[str, list[int]]:
        """Return the source with what a text changes, and the lines where its author changed the same."""
        passages = self._passages(before)
        sides = {"": self._now, "text": text}
        edits = [Edit(name, (each,)) for name, side in sides.items()
                 for each in changes_between(passages, self._passages(side))]  # fmt: skip
        changes: list[Change] = []
        clashes: list[int] = []
        for group in grouped(edits, passages):
            changes += group.changes(next(iter(group.edits)))
            clashes += [self._line(group.ranges[0][0])] if len(group.versions(before)) > 1 else []
        return spliced(before, changes), clashes

    def _as_it_is(self, collision: Collision, before: str) -> Collision:
        """Return a collision without its decision if the source has another text there."""
        text = self._written({collision.number: collision.taken})
        return collision._replace(taken="") if self._on_top(before, text)[1] else collision

    def _is_decided(self, collision: Collision, before: str) -> bool:
        """Return whether the source has one of the proposals already."""
        texts = (self._written({collision.number: each.names[0]}) for each in collision.proposals)
        return any(self._on_top(before, each) == (self._now, []) for each in texts)


def _order(made: tuple[Task, str]) -> tuple[int, str]:
    return made[0].at, made[1]


def prove(text: str, base: Resolved, sources: Iterable[str], grown: int | None, tools: Tools) -> None:
    """Raise `Failure` unless all sentences of a text are of some sources, and all references lead somewhere.

    `grown` is how many blocks it must have more than `base`, None if that is not known.
    """
    resolved = tools.read(text)
    tools.built(resolved)
    own = list(_units(resolved))
    known = {each for source in dict.fromkeys(sources) for each in _sentences(_units(tools.read(source)))}
    complete = grown is None or len(own) == len(list(_units(base))) + grown
    if not complete or broken_in(resolved) - broken_in(base) or not known.issuperset(_sentences(own)):
        raise Failure.of(base.document.path, MergedDiffers(None))


def _units(resolved: Resolved) -> Iterator[Unit]:
    return units(resolved.document, View({}, resolved, Text(resolved.document.text))).all()


def _sentences(found: Iterable[Unit]) -> Iterator[object]:
    """Yield all sentences, each with the kind of its block."""
    for unit in found:
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
