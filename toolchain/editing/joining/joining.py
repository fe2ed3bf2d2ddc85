"""A complete join: the groups of edits, the decisions, and the text, which is proved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Literal, NamedTuple, TypeAlias

from toolchain.editing.joining.passages import Passages, changes_between, distance
from toolchain.editing.joining.settling import (
    COMMENT,
    Collision,
    Copy,
    Edit,
    Group,
    Proposal,
    Take,
    comments_apart,
    grouped,
    numberless,
    sentences,
    shown,
    stateless,
    with_own_labels,
)
from toolchain.editing.merging import Tools
from toolchain.editing.merging.proving import broken_in
from toolchain.editing.merging.splicing import Change, Listed, Overlap, spliced
from toolchain.editing.merging.tokens import Text, Token, View
from toolchain.editing.merging.units import Unit, units
from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Word
from toolchain.model.line_ends import LineStarts, first_end
from toolchain.model.records import Record, replace
from toolchain.model.wording import STOPS
from toolchain.resolve.tables import Resolved
from toolchain.rules import merges
from toolchain.rules.inputs import MergedDiffers

Takes = Mapping[int | None, str]
Made = tuple[Listed, tuple[str, ...]]
"""An edit, and the names of those who made it."""


class Joined(Record):
    """The source's new text, the edits that are merged, the collisions, and what is left.

    last  the number of the last collision; those that were decided in the source before are not listed
    left  what is left of the copies, and their edits where the source was changed in another way
    """

    text: str
    merged: tuple[Made, ...]
    collisions: tuple[Collision, ...]
    last: int
    left: tuple[Made, ...]


State: TypeAlias = Literal["new", "same", "other"]
"""Of an edit: it is made, the source has it already, or the source was changed there in another way."""


def join(
    base: Resolved, now: str, copies: Iterable[Copy], tools: Tools, takes: Sequence[Take] = ()
) -> Joined:
    """Join the edits of copies of one source.

    `base` is the source of the copies, `now` its present text. The order of the copies does not matter. Raise
    `Failure` (S013) if it is not certain that the result says what was proposed.
    """
    ordered = sorted(copies, key=lambda copy: copy.name)
    ends = first_end(base.document.text), first_end(now)
    is_same = ends[0] == ends[1]  # git may keep another one than the file has
    for whole in (False, True):  # first by sentences, then by blocks
        joining = _Joining(base, now if is_same else _lined(now, ends[0]), ordered, tools, whole=whole)
        with suppress(Overlap, Failure):
            joined = joining.joined({each.number: each.name for each in takes})
            return joined if is_same else replace(joined, text=_lined(joined.text, ends[1]))
    raise Failure.of(base.document.path, MergedDiffers(None))


def _lined(text: str, end: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", end)


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

    def __init__(
        self, base: Resolved, now: str, copies: Sequence[Copy], tools: Tools, *, whole: bool
    ) -> None:
        self._base = base
        self._text = text = base.document.text
        self._now = now
        self._tools = tools
        self._passages = Passages(text, whole=whole)
        self._left = [(each, copy.name) for copy in copies for each in copy.left]
        self._copies = with_own_labels(copies, text, now)
        self._every = every = [each for own in self._copies for each in own]
        edits, self._comments = comments_apart(every)
        split = {id(each.task) for each in edits}
        self._commented = [each for each in every if id(each.task) not in split]
        self._choices: list[_Choice] = []
        self._last = 0
        for group in grouped(edits, self._passages):
            versions = list(group.versions(text).values())
            self._last += len(versions) > 1
            self._choices.append(_Choice(group, versions, self._last if len(versions) > 1 else 0))
        self._whole = whole
        self._since = list(changes_between(self._passages, Passages(now, whole=whole)))

    def joined(self, takes: Takes) -> Joined:
        """Return the result. Raise `Overlap` or `Failure` if it is not certain."""
        text = self._written(takes)
        alone = [spliced(self._text, [c for each in own for c in each.changes]) for own in self._copies]
        self._prove(text, [self._text, *alone], self._growth(takes))
        states = self._states(takes)
        result = self._on_top(takes, states)[0] if self._since else text
        if self._since:
            self._prove(result, [self._now, text], None)
        made = list(self._made(takes, states, result))
        merged = self._listed(each for each, state in made if state == "new")
        other = self._listed((each for each, state in made if state == "other"), merges.CHANGED_IN_SOURCE)
        left = [(self._as_now(each), name) for each, name in self._left]
        left += [*other, *self._lost(text, result)]
        found = (self._collision(each, takes, states) for each in self._choices if each.number)
        collisions = tuple(each for each in found if each)
        return Joined(result, _named(merged), collisions, self._last, _named(left))

    def _written(self, takes: Takes, without: Collection[int] = (), now: str | None = None) -> str:
        """Return the source of the copies with what is taken, but not the choices at some places in order.

        With `now`, only comments that are in it are written.
        """
        chosen = (each for at, each in enumerate(self._choices) if at not in without)
        changes = [change for each in chosen for change in each.group.changes(each.taken(takes))]
        comments = self._comments if now is None else [_those_in(now, each) for each in self._comments]
        return spliced(self._text, [*changes, *comments])

    def _states(self, takes: Takes) -> Mapping[int, State]:
        """Return the states of the choices that are taken, by their places in order."""
        text = self._written(takes)
        taken = [at for at, each in enumerate(self._choices) if each.taken(takes)]
        if not self._since:
            return dict.fromkeys(taken, "new")
        undecided = self._written({})  # of an earlier merge; a decision can be in the sentence of an edit
        states: dict[int, State] = {}
        for at in taken:
            own = not self._choices[at].number and self._has(self._now, at, {}, undecided)
            states[at] = "same" if own or self._has(self._now, at, takes, text) else "new"
        while True:  # what is not wholly made is not made at all, and others may depend on it
            result, clashes = self._on_top(takes, states)
            new = [at for at in taken if clashes and states[at] == "new"]
            other = [at for at in new if not self._has(result, at, takes, text)]
            if not other:
                return states
            states |= dict.fromkeys(other, "other")

    def _has(self, source: str, at: int, takes: Takes, text: str) -> bool:
        """Return whether a source has all of a choice, perhaps with more changes, and lacks what goes.

        `text` is what is written with the choice.
        """
        choice, without = self._choices[at], self._written(takes, without=[at])
        gone = choice.group.gone(choice.taken(takes), self._text)
        # numbers of the source may have been corrected since
        form = numberless if numberless(without) != numberless(text) else str
        before, own, now = (Passages(form(each)) for each in (without, text, source))
        is_on_the_way = distance(before, own) + distance(own, now) == distance(before, now)
        return is_on_the_way and gone.isdisjoint(sentences(source))

    def _on_top(self, takes: Takes, states: Mapping[int, State]) -> tuple[str, bool]:
        """Return the source as it is now with the new choices, and whether any is left because its author
        changed the same.
        """
        missing = [at for at, _ in enumerate(self._choices) if states.get(at) != "same"]
        before = Passages(self._written(takes, missing, self._now), whole=self._whole)
        other = [at for at, state in states.items() if state == "other"]
        sides = {"": self._now, "text": self._written(takes, other)}
        edits = [
            Edit(name, (each,))
            for name, side in sides.items()
            for each in changes_between(before, Passages(side, whole=self._whole))
        ]
        changes: list[Change] = []
        clashes = False
        for group in grouped(edits, before):
            changes += group.changes(next(iter(group.edits)))
            clashes = clashes or len(group.versions(before.text)) > 1
        return spliced(before.text, changes), clashes

    def _growth(self, takes: Takes) -> int:
        """Return how many blocks come and go."""
        made = (edit for each in self._choices for edit in each.group.edits.get(each.taken(takes), ()))
        return sum(len(edit.task.theirs) - len(edit.task.base) for edit in made if edit.task)

    def _made(self, takes: Takes, states: Mapping[int, State], result: str) -> Iterator[tuple[Edit, State]]:
        """Yield the edits that are proposed or taken, with their states."""
        for each in self._commented:
            comments = {stateless(said) for change in each.changes for said in COMMENT.findall(change.text)}
            texts = (self._now, result)
            known = [text for text in texts if comments.issubset(map(stateless, COMMENT.findall(text)))]
            yield each, "same" if self._now in known else "new" if known else "other"
        for at, state in states.items():
            choice = self._choices[at]
            names = next(names for names in choice.versions if choice.taken(takes) in names)
            yield from ((edit, state) for name in names for edit in choice.group.edits[name])

    def _listed(self, edits: Iterable[Edit], why: Word | None = None) -> list[tuple[Listed, str]]:
        """Return edits as they are listed, each once, in the order of the source."""
        whole = {id(each.task): (each.task, each.name) for each in edits if each.task}
        return [
            (Listed(task.place, self._line(max(task.at, 0)), merges.EditListed(task.what, why)), name)
            for task, name in sorted(whole.values(), key=lambda made: (made[0].at, made[1]))
        ]

    def _lost(self, text: str, result: str) -> Iterator[tuple[Listed, str]]:
        """Yield the comments that the copies have besides other edits, and the result has not."""
        for edit in self._every:
            changes = edit.changes if edit.task and edit not in self._commented else ()
            for said in (said for change in changes for said in COMMENT.findall(change.text)):
                if edit.task and said in text and said not in result:
                    lost = merges.CommentLost(said.removeprefix("<!--").removesuffix("-->").strip())
                    yield Listed(edit.task.place, self._line(max(edit.task.at, 0)), lost), edit.name

    def _collision(self, choice: _Choice, takes: Takes, states: Mapping[int, State]) -> Collision | None:
        """Return a collision; None if the source has one of the proposals already.

        It has no decision if the source has another text there.
        """
        group, versions, number = choice
        at = self._choices.index(choice)
        taken = "" if states.get(at) == "other" else choice.taken(takes)
        own: Sequence[Takes] = [{number: names[0]} for names in versions] if self._since and not taken else ()
        if any(self._has(self._now, at, each, self._written(each)) for each in own):
            return None
        texts = shown([group.version(name, self._text) for name in ("", *(names[0] for names in versions))])
        proposals = (Proposal(tuple(names), text) for names, text in zip(versions, texts[1:], strict=True))
        place = next(each.task.place for own in group.edits.values() for each in own if each.task)
        return Collision(number, place, self._line(group.ranges[0][0]), texts[0], tuple(proposals), taken)

    def _line(self, at: int) -> int:
        """Return the line of the source, as it is now, of a place where its copies were built from it."""
        moved = sum(len(each.text) - (each.end - each.start) for each in self._since if each.end <= at)
        return self._now.count("\n", 0, at + moved) + 1

    def _as_now(self, each: Listed) -> Listed:
        """Return what is listed of the source of the copies, with lines of the source as it is now."""
        facts = each.facts
        if isinstance(facts, merges.EditListed) and isinstance(why := facts.why, merges.StillReferredTo):
            lines = tuple(str(self._line_of(int(line))) for line in why.lines)
            facts = merges.EditListed(facts.what, merges.StillReferredTo(why.label, why.count, lines))
        return Listed(each.place, self._line_of(each.line), facts)

    def _line_of(self, line: int) -> int:
        """Return the same of a line; 0 stays 0."""
        return self._line(LineStarts(self._text).offset(line, 1)) if line else 0

    def _prove(self, text: str, sources: Iterable[str], grown: int | None) -> None:
        """Raise `Failure` unless all sentences of a text are of some sources, and all references lead
        somewhere that do so in those.

        `grown` is how many blocks it must have more than the source of the copies, None if that is not known.
        """
        base, read = self._base, self._tools.read
        resolved = read(text)
        self._tools.built(resolved)
        own = list(_units(resolved))
        known, broken = set[object](), set[str]()
        for source in dict.fromkeys(sources):
            of_source = base if source == self._text else read(source)
            known.update(_sentences(_units(of_source)))
            broken |= broken_in(of_source)
        complete = grown is None or len(own) == len(list(_units(base))) + grown
        if not complete or broken_in(resolved) - broken or not known.issuperset(_sentences(own)):
            raise Failure.of(base.document.path, MergedDiffers(None))


def _those_in(text: str, comments: Change) -> Change:
    """Return a change with those of its comments that are in a text."""
    found = (said for said in COMMENT.findall(comments.text) if said in text)
    return comments._replace(text="".join(f" {said}" for said in found))


def _named(found: Iterable[tuple[Listed, str]]) -> tuple[Made, ...]:
    """Return each edit with the names of all who have it; what somebody has twice is there twice."""
    counts = Counter[tuple[Listed, str]]()
    names: dict[tuple[Listed, int], list[str]] = {}
    for each in found:
        counts[each] += 1
        names.setdefault((each[0], counts[each]), []).append(each[1])
    return tuple((listed, tuple(own)) for (listed, _), own in names.items())


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
        ended = token.text in STOPS or (ended and not token.is_blank)
        part += [] if token.is_blank else [token.key]
    yield tuple(part)
