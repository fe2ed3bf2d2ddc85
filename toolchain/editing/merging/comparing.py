"""Compare a sequence of texts, the body's or a note's, with the built one, and make tasks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from toolchain.editing.merging import blocks, nowhere, tables
from toolchain.editing.merging.origin import Newer, have_much_in_common
from toolchain.editing.merging.pairing import Group, Pairs, grouped, inverse, pair
from toolchain.editing.merging.proving import put_in
from toolchain.editing.merging.remarks import Known
from toolchain.editing.merging.splicing import BLANK, Change, Task, spliced
from toolchain.editing.merging.tokens import Text, Token
from toolchain.editing.merging.units import Unit
from toolchain.editing.merging.words import Row, Unsure, aligned, edits
from toolchain.formats.docx.scan import FRONT
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts, Word
from toolchain.model.records import Changing, Record, field
from toolchain.model.wording import said
from toolchain.resolve.digests import paragraph_digest
from toolchain.rules import merges


class Setting(Record):
    """What all sequences have in common.

    names      the labels of notes as they are written, by those of the file
    referred   the labels that something in the source refers to, with the place
    comments   the starts of comments in the source, by the starts of the texts after them
    ignores    the starts of ignore comments
    known      the comments in the source, and how new ones are written
    wanted     the labels that new references in the file point to
    nowhere    the text of a field without a target
    typed      the numbers typed over references by tracked changes, each with its block of the file
    """

    source: Text
    names: Mapping[str, str]
    referred: Mapping[str, Sequence[int]]
    comments: Mapping[int, int]
    ignores: frozenset[int]
    known: Known
    wanted: frozenset[str] = frozenset()
    nowhere: re.Pattern[str] = expression("(?!)")
    typed: Sequence[tuple[int, merges.NumberTyped]] = ()


class Comparison(Changing):
    """The same texts three times: in the source, in the file as it was built, and in the edited file."""

    setting: Setting
    ours: Sequence[Unit]
    base: Sequence[Unit]
    theirs: Sequence[Unit]
    anchor: int
    """The place in the source for a text without a text before it."""
    newer: Newer
    """What of the source is newer than the file, if it is compared with the source as it is now."""
    tasks: list[Task] = field(default_factory=list)
    _source: dict[int, int] = field(default_factory=dict)
    _ends: dict[int, Unit] = field(default_factory=dict)
    _front: int = -1

    def run(self) -> list[Task]:
        """Return the tasks, in the order of the file."""
        self._source = inverse(pair(self.ours, self.base).mates)
        pairs = pair(self.base, self.theirs)
        groups = grouped(self.base, self.theirs, pairs)
        moved = inverse(pairs.moved)
        opening = self.theirs[: min(pairs.mates.values(), default=None)]
        self._front = max((to for to, unit in enumerate(opening) if unit.place in _front()), default=-1)
        gone = self._gone(groups, pairs)
        by_first = {group.theirs[0]: group for group in groups}
        inside = {to for group in groups for to in group.theirs[1:]}
        for group in (*groups, *(Group((at,), (to,)) for at, to in pairs.moved.items())):
            self._keep_lost(group)
        for to, unit in enumerate(self.theirs):
            if to in inside:
                continue
            if to in by_first:
                self._changed(by_first[to])
            elif to in moved:
                self._moved(moved[to], to)
            elif to in pairs.twins:
                at = self._before(to)
                why = merges.SAME_WORDS
                self.tasks.append(Task(merges.MOVED_OR_COPIED, unit.place, at, [], [unit], why=why))
            else:
                self._inserted(to)
        for at in gone:
            self._deleted(at, gone)
        return self.tasks

    def _keep_lost(self, group: Group) -> None:
        """Keep the references without a target in the file, and the pictures, and list each of them."""
        base, theirs = [self.base[at] for at in group.base], [self.theirs[to] for to in group.theirs]
        ours = [found for at in group.base if (found := self._unit(at))]
        start = ours[0].start if ours else self.anchor
        for kept in nowhere.keep(base, theirs, self.setting.nowhere):
            places = (token.start for unit in ours for token in unit.all_tokens() if token.key == kept.key)
            what, why = merges.ReferenceTo(kept.label), merges.TARGET_MISSING_KEPT
            self.tasks.append(Task(what, theirs[0].place, next(places, start), why=why))
        for unit in theirs:
            numbers = (why for at in unit.blocks() for block, why in self.setting.typed if at == block)
            self.tasks += (Task(merges.CHANGED, unit.place, start, why=why) for why in numbers)
        if len(base) == len(theirs) == 1:
            for one, other in ((base[0], theirs[0]), *nowhere.inner(base[0], theirs[0])):
                self._keep_pictures(one.tokens, other, start)

    def _keep_pictures(self, base: Sequence[Token], unit: Unit, at: int) -> None:
        """Keep the pictures of a text, and list that they were changed."""
        kept = nowhere.keep_pictures(base, unit.tokens)
        if [each.key for each in kept] != [each.key for each in unit.tokens]:
            unit.tokens = kept
            self.tasks.append(Task(merges.CHANGED, unit.place, at, why=merges.PICTURE))

    def _gone(self, groups: Sequence[Group], pairs: Pairs) -> list[int]:
        kept = {at for group in groups for at in group.base} | set(pairs.moved)
        return [at for at in range(len(self.base)) if at not in kept]

    def _unit(self, at: int) -> Unit | None:
        found = self._source.get(at)
        return None if found is None else self.ours[found]

    def _found(self, group: Iterable[int]) -> list[Unit]:
        return [found for at in group if (found := self._unit(at))]

    def _units(self, group: Sequence[int]) -> list[Unit]:
        units = self._found(group)
        if len(units) < len(group):
            raise Unsure(merges.NOT_IN_SOURCE)
        if any(self._source[at] in self.newer.texts for at in group):
            raise Unsure(self.newer.why)
        return units

    def _refuse_lost(self, said: Iterable[str], *places: int) -> None:
        """Raise `Unsure` if the source may have lost or changed a text since the file was built."""
        lost = any(paragraph_digest(each) in self.newer.digests for each in said)
        if lost or not self.newer.gone.isdisjoint(places):
            raise Unsure(self.newer.why)

    def _changed(self, group: Group) -> None:
        """Handle texts that are on both sides."""
        base = [self.base[at] for at in group.base]
        theirs = [self.theirs[to] for to in group.theirs]
        ours = self._found(group.base)
        for to in group.theirs:
            if ours:
                self._ends[to] = ours[-1]
        same = len(base) == len(theirs) == 1 and base[0].key == theirs[0].key
        if same and not self._has_news(base[0], theirs[0]):
            return
        what = _what(base, theirs, commented=bool(new_comments(theirs[0], self.setting)))
        task = Task(what, theirs[0].place, ours[0].start if ours else self.anchor, [], theirs, base)
        with self._trying(task):
            units = self._units(group.base)
            alike = len(base) == len(theirs) == 1 and have_much_in_common(base[0], theirs[0])
            places = (self._source[at] + side for at in group.base for side in (0, 1) if not alike)
            self._refuse_lost((*(each.words for each in theirs), *put_in(base, theirs)), *places)
            task.changes = self._changes(group, units, base, theirs)

    @contextmanager
    def _trying(self, task: Task) -> Iterator[None]:
        """Add a task whose changes the block makes; leave it to the author if they are not certain."""
        self.tasks.append(task)
        try:
            yield
        except Unsure as unsure:
            task.left(unsure.facts)

    def _has_news(self, base: Unit, theirs: Unit) -> bool:
        """Return whether a text with the same words has other changes."""
        wanted = theirs.label != base.label and theirs.label in self.setting.wanted
        return wanted or bool(new_comments(theirs, self.setting))

    def _changes(
        self, group: Group, ours: Sequence[Unit], base: Sequence[Unit], theirs: Sequence[Unit]
    ) -> list[Change]:
        if len(base) == len(theirs) == 1:
            one, other = base[0], theirs[0]
            if one.signature == other.signature or one.kind == other.kind == "heading":
                return self._in_one(ours[0], one, other)
            return self._remade(ours[0], one, other)
        if any(each.kind != "text" for each in (*base, *theirs)):
            raise Unsure(merges.SPLIT_OR_JOINED)
        blocks.refuse_between(self.setting.source, ours)
        source, built = blocks.joined(ours, self.setting.source), blocks.joined(base)
        places = aligned(source, built)
        row = Row(self.setting.source.text, source, built, places, ours[0].start, ours[-1].end)
        marked = next((at for at, unit in enumerate(theirs) if unit.label == ours[-1].label), 0)
        label = ours[0].label if len(ours) == 1 else ""
        away = marked if label and marked < len(theirs) - 1 else -1
        said = [new_comments(each, self.setting) for each in theirs]
        changes = edits(row, blocks.joined(theirs, None, (away, label), said))
        if away >= 0:
            changes.append(blocks.label_out(self.setting.source, ours[0]))
        changes += self._labels_kept(ours, theirs)
        return [*changes, *self._comments(ours[-1], theirs[-1])]

    def _labels_kept(self, ours: Sequence[Unit], theirs: Sequence[Unit]) -> Iterator[Change]:
        """Yield the changes that move the label of a paragraph to the end of the joined one."""
        if len(ours) < 2 or len(theirs) > 1:
            return
        labels = [each.label for each in ours if each.label]
        kept = ours[-1].label or next(iter(labels), "")
        if any(self.setting.referred.get(each) for each in labels if each != kept):
            raise Unsure(merges.LABELS_JOINED)
        if labels and not ours[-1].label:
            yield Change(ours[-1].end, ours[-1].end, f" {{#{labels[0]}}}")

    def _in_one(self, unit: Unit, base: Unit, theirs: Unit) -> list[Change]:
        """Return the changes of a text whose kind is the same, but not its words."""
        changes: list[Change] = []
        if unit.kind == "heading" and base.form != theirs.form:
            changes.append(blocks.level(self.setting.source, unit, base, theirs))
        if unit.kind == "code" and base.form != theirs.form:
            raise Unsure(merges.CODE)
        if unit.kind in ("table", "figure"):
            return [*changes, *tables.changes(self.setting.source, unit, base, theirs, self._in_text)]
        return [*changes, *self._in_text(unit, base, theirs)]

    def _in_text(self, unit: Unit, base: Unit, theirs: Unit) -> list[Change]:
        """Return the changes of one text, with the comments on it."""
        return [
            *self._words(unit, base, theirs),
            *self._comments(unit, theirs),
            *self._new_label(unit, theirs),
        ]

    def _new_label(self, unit: Unit, theirs: Unit) -> list[Change]:
        """Return the label of a paragraph that is referred to for the first time."""
        if theirs.label not in self.setting.wanted or unit.label or unit.kind != "text":
            return []
        return [Change(unit.end, unit.end, f" {{#{theirs.label}}}")]

    def _words(self, unit: Unit, base: Unit, theirs: Unit) -> list[Change]:
        places = aligned(unit.tokens, base.tokens)
        _, rest = blocks.prefixes(unit.path)
        row = Row(self.setting.source.text, unit.tokens, base.tokens, places, unit.start, unit.end, rest)
        return edits(row, theirs.tokens)

    def _comments(self, unit: Unit, theirs: Unit) -> list[Change]:
        new = "".join(f" <!-- {each} -->" for each in new_comments(theirs, self.setting))
        return [Change(unit.end, unit.end, new)] if new else []

    def _remade(self, unit: Unit, base: Unit, theirs: Unit) -> list[Change]:
        """Return a text with another kind: an item, a paragraph with a number, a heading."""
        if theirs.kind == "heading" or unit.kind == "heading":
            if "<!--" in self.setting.source.text[unit.first : unit.last]:
                raise Unsure(merges.COMMENT_IN_SOURCE)
            if unit.label and self.setting.referred.get(unit.label):
                raise Unsure(merges.REFERRED_HEADING)
            text = blocks.put_under(
                blocks.body_of(theirs, self.setting.names, new_comments(theirs, self.setting)), theirs.path
            )
        else:
            text = self._put_elsewhere(unit, base, theirs)
        cut = Change(unit.first, unit.last, "", cut=True)
        return [cut, Change(unit.first, unit.first, f"{text}\n\n")]

    def _put_elsewhere(self, unit: Unit, base: Unit, theirs: Unit) -> str:
        """Return the changed lines of a text of the source, in its new containers."""
        changed = spliced_unit(self.setting.source, unit, self._in_text(unit, base, theirs))
        if unit.kind == "text":
            return blocks.put_under(blocks.taken_out(self.setting.source, unit, changed), theirs.path)
        return changed

    def _before(self, to: int) -> int:
        """Return the end, in the source, of the text before one of theirs."""
        unit = self._anchor(to)
        return unit.last if unit else self.anchor

    def _anchor(self, to: int) -> Unit | None:
        return next((self._ends[at] for at in range(to - 1, -1, -1) if at in self._ends), None)

    def _refuse_front(self, to: int) -> None:
        """Raise `Unsure` for a text that is before a line of the cover, or is one."""
        if to <= self._front:
            raise Unsure(merges.OUTSIDE)

    def _inserted(self, to: int) -> None:
        unit = self.theirs[to]
        if unit.kind == "text" and any(not each.is_blank for each in nowhere.keep_pictures((), unit.tokens)):
            self._keep_pictures((), unit, self._before(to))
        task = Task(merges.INSERTED, unit.place, self._before(to), [], [unit])
        with self._trying(task):
            self._refuse_front(to)
            if unit.place in _front():
                raise Unsure(merges.OUTSIDE)
            before = self._anchor(to)
            self._refuse_lost([unit.words], self.ours.index(before) + 1 if before else 0)
            body = blocks.body_of(unit, self.setting.names, new_comments(unit, self.setting))
            body += f" {{#{unit.label}}}" if unit.label in self.setting.wanted and unit.kind == "text" else ""
            task.changes = [self._placed(to, blocks.put_under(body, unit.path))]

    def _placed(self, to: int, text: str) -> Change:
        """Return lines to insert before one of their existing texts, and after another."""
        source, anchor = self.setting.source, self._anchor(to)
        at = anchor.last if anchor else self.anchor
        if anchor is None and not blocks.is_note(self.theirs[to]):
            return Change(at, at, f"{text}\n\n")
        follows = source.text[at : at + 1]
        tight = blocks.is_tight(source, anchor, self.theirs[to])
        behind = "" if tight or not follows or BLANK.match(source.text, at) else "\n"
        _, within = blocks.prefixes(tuple(step for step in self.theirs[to].path if not step.begins))
        before = "" if tight else f"{within.rstrip()}\n"
        return Change(at, at, f"{before}{text}\n{behind}")

    def _moved(self, at: int, to: int) -> None:
        base, theirs = self.base[at], self.theirs[to]
        task = Task(merges.MOVED, theirs.place, self._before(to), [], [theirs], [base])
        with self._trying(task):
            (unit,) = self._units([at])
            task.at = unit.start
            self._refuse_front(to)
            if self.newer.texts or self.newer.gone:
                raise Unsure(merges.MAYBE_CHANGED_IN_SOURCE)
            if unit.kind in ("table", "figure") or base.signature == theirs.signature:
                changes = self._in_one(unit, base, theirs)
                text = spliced_unit(self.setting.source, unit, changes)
            else:
                text = self._put_elsewhere(unit, base, theirs)
            first = self._with_comments(unit)
            text = self.setting.source.text[first : unit.first] + text
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            task.changes = [Change(first, unit.last, "", cut=True), self._placed(to, text)]

    def _with_comments(self, unit: Unit) -> int:
        """Return the start of the comments directly before a text."""
        first = unit.first
        while (start := self.setting.comments.get(first)) is not None:
            first = start
        return first

    def _refuse_referred(self, unit: Unit, gone: Sequence[int]) -> None:
        """Raise `Unsure` if something refers to a text that is not deleted with it."""
        units = self._found(gone)
        own = {token.start for each in units for token in each.all_tokens() if token.key[0] == "reference"}
        others = [at for at in self.setting.referred.get(unit.label, ()) if at not in own]
        if unit.label and others:
            text = self.setting.source.text
            lines = sorted({text.count("\n", 0, at) + 1 for at in others})
            raise Unsure(merges.StillReferredTo(unit.label, len(lines), tuple(map(str, lines))))

    def _deleted(self, at: int, gone: Sequence[int]) -> None:
        base = self.base[at]
        found = self._unit(at)
        what = merges.NOT_IN_FILE if self._source.get(at) in self.newer.texts else merges.DELETED
        task = Task(what, base.place, found.start if found else self.anchor, [], [], [base])
        with self._trying(task):
            (unit,) = self._units([at])
            self._refuse_referred(unit, gone)
            first = unit.first
            while (start := self.setting.comments.get(first)) is not None and start in self.setting.ignores:
                first = start
            task.changes = [Change(first, unit.last, "", cut=True)]


def _front() -> Collection[str]:
    """Return the places that are not of the text."""
    return [said(FRONT[each]) for each in ("title", "cover")]


def spliced_unit(source: Text, unit: Unit, changes: Sequence[Change]) -> str:
    """Return the lines of a text with changes made in them, joined by line feeds."""
    own = [each._replace(start=each.start - unit.first, end=each.end - unit.first) for each in changes]
    text = spliced(source.text[unit.first : unit.last], own)
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")


def new_comments(unit: Unit, setting: Setting) -> tuple[str, ...]:
    """Return the comments that are not in the source yet, as they must be written."""
    return setting.known.new(each for text in (unit, *unit.inner) for each in text.comments)


def _what(base: Sequence[Unit], theirs: Sequence[Unit], *, commented: bool) -> Word | Facts:
    if len(base) > 1:
        return merges.JOINED
    if len(theirs) > 1:
        return merges.SPLIT
    if base[0].signature != theirs[0].signature:
        if base[0].kind == theirs[0].kind == "heading" and base[0].form[1:] == theirs[0].form[1:]:
            return merges.LevelChanged(base[0].node.level, theirs[0].node.level)
        return merges.OTHER_KIND
    return merges.COMMENTED if commented and base[0].key == theirs[0].key else merges.CHANGED
