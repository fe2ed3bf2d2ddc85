"""A complete merge: base, comparison, changes, and the proof that the result agrees with the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from toolchain import model as m
from toolchain.compare.align import pieces
from toolchain.editing.merging import cover, names, nowhere, origin
from toolchain.editing.merging.comparing import Comparison, Setting
from toolchain.editing.merging.cover import Explained, remaining
from toolchain.editing.merging.origin import Edited
from toolchain.editing.merging.pairing import pair
from toolchain.editing.merging.proving import broken_in, doubtful, leave_torn, may_break
from toolchain.editing.merging.remarks import answered, known_in
from toolchain.editing.merging.splicing import Change, Listed, Overlap, Task, spliced
from toolchain.editing.merging.tokens import Text, View
from toolchain.editing.merging.units import Unit, units
from toolchain.editing.merging.withheld import Withheld
from toolchain.formats.pictures.scaling import originals
from toolchain.model.diagnostics import Failure, Finding, SourceSpan
from toolchain.model.records import Record, replace
from toolchain.model.remarks import remark_of
from toolchain.model.walk import plain_text, walk
from toolchain.model.wording import fold, said
from toolchain.resolve.tables import Resolved
from toolchain.rules import merges
from toolchain.rules.inputs import MergedDiffers
from toolchain.rules.outputs_docx import FieldTyped
from toolchain.word.importing import Adopted, Loss

_ROUNDS = 8


class Tools(Record):
    """How to read a source text (raises `Failure`), how to read back its Word file, and how to prove a file.

    `lost` is the text of a field without a target, in the languages of Word users. No edit changes the places
    in `kept`, which the file does not show. What is at those in `withheld` it shows, and the public may not
    see it: `opens` returns whether the public version of a source text would show some of it.
    """

    read: Callable[[str], Resolved]
    built: Callable[[Resolved], Adopted]
    proved: Callable[[Resolved, m.Document], Sequence[Finding]]
    lost: Sequence[str] = ()
    kept: Sequence[SourceSpan] = ()
    withheld: Sequence[SourceSpan] = ()
    opens: Callable[[str], bool] = lambda _: False


class Merged(NamedTuple):
    """The source's new text, the merged edits, and those that were left; `edits` are those merged, `losses`
    what a source cannot hold of the file.
    """

    text: str
    done: tuple[Listed, ...]
    left: tuple[Listed, ...]
    edits: tuple[Task, ...] = ()
    losses: tuple[Loss, ...] = ()


def merge(
    source: Resolved,
    file: Edited,
    tools: Tools,
    *,
    now: Resolved | None = None,
    authors: bool = False,
    force: bool = False,
) -> Merged:
    """Merge the edits of an imported file into the source that it was built from.

    `now` is the present state of the source, if this one is an earlier state. Without it, nothing is changed
    that is newer than the file by its digests. With `authors`, comments get their authors' names. Raise
    `Failure`: S020 if the file was not built from this source, unless `force` is given, S013 if the merged
    source would not agree with the file.
    """
    return _Merging(source, file, tools, now, authors=authors, force=force).merged()


class _Merging:
    def __init__(
        self,
        source: Resolved,
        file: Edited,
        tools: Tools,
        now: Resolved | None,
        *,
        authors: bool,
        force: bool,
    ) -> None:
        self._file = file
        given = source.document.images
        self._edited = theirs = replace(file.document, images=originals(file.document.images, given))
        self._resolved = self._result = source
        self._tools = tools
        self._source = Text(source.document.text)
        as_built = tools.built(source)
        base = as_built.document
        known_losses = {each.facts for each in as_built.losses}
        self._losses = tuple(each for each in file.losses if each.facts not in known_losses)
        known = names.of_built(source, base)
        self._names = names.of_edited(base, theirs, known, {note.label for note in source.document.notes})
        self._ours = units(source.document, View({}, source, self._source))
        self._base = units(base, View(known))
        self._theirs = units(theirs, View(self._names, images=originals(theirs.images, given)))
        self._fronts = base.front_matter, theirs.front_matter
        if not force:
            texts = origin.Texts(self._base.body, self._theirs.body, base.front_matter)
            origin.refuse_stranger(file, source, now or source, texts)
        body = self._ours.body
        self._newer = origin.newer(None if now else file.carried, source, body)
        self._newer_words = {body[at].words for at in self._newer.texts} if self._newer else set[str]()
        sourced = set(pair(body, self._base.body).mates.values())
        self._unsourced = {unit.words for at, unit in enumerate(self._base.body) if at not in sourced}
        self._setting = self._settings(authors=authors)

    def _settings(self, *, authors: bool) -> Setting:
        document = self._resolved.document
        blocks = (*document.blocks, *document.notes)
        comments = [node for node, _ in walk(blocks) if isinstance(node, m.Comment)]
        ignored = {each.span.order for each in document.ignores}
        before: dict[int, int] = {}
        ignores: set[int] = set()
        for comment in comments:
            start, end = self._source.range(comment.span)
            line = self._source.line_start(start)
            if self._source.text[line:start].strip():
                continue
            behind = re.compile(r"[ \t]*(?:\r\n|\n|\r)*").match(self._source.text, end)
            before[behind.end() if behind else end] = line
            if comment.span.order in ignored:
                ignores.add(line)
        before = {self._source.line_start(at): start for at, start in before.items()}
        referred: dict[str, list[int]] = {}
        for unit in self._ours.all():
            for token in unit.all_tokens():
                if token.key[0] == "reference":
                    referred.setdefault(token.key[1], []).append(token.start)
        return Setting(
            self._source, self._names, referred, before, frozenset(ignores),
            known_in(comments, self._source, authors=authors), self._wanted(),
            nowhere.pattern(self._tools.lost), tuple(self._typed()),
        )  # fmt: skip

    def _typed(self) -> Iterator[tuple[int, merges.NumberTyped]]:
        """Yield the numbers typed over references by tracked changes, each with its block of the file."""
        for place, facts in ((each.span, each.facts) for each in self._file.shown.defects):
            if isinstance(facts, FieldTyped):
                yield place.block, merges.NumberTyped(facts.right, facts.shown)

    def _wanted(self) -> frozenset[str]:
        """Return the labels that references in the file point to and the source does not have."""
        known = set(self._resolved.targets)
        whole = (token for unit in self._theirs.all() for token in nowhere.references(unit.tokens))
        return frozenset(token.key[1] for token in whole if token.key[1] not in known)

    def merged(self) -> Merged:
        tasks = self._tasks()
        ranges = [self._source.range(span) for span in self._tools.kept]
        withheld = Withheld(self._source, self._tools.withheld, self._ours.body)
        for task in tasks:
            if any(self._touches(change, *each) for change in task.changes for each in ranges):
                task.left(merges.WITHHELD)
            elif withheld.may_open(task):
                task.left(merges.MAY_OPEN)
            elif withheld.may_show(task):
                task.left(merges.BESIDE_WITHHELD)
        for _ in range(_ROUNDS):
            text = self._spliced(tasks)
            opening = self._opening(text, tasks)
            suspects = opening or self._suspects(text, tasks)
            rest = () if suspects else tuple(self._remaining(tasks))
            away = cover.taken_there(*self._fronts, rest, tasks) if not suspects else []
            if not (suspects := suspects or away):
                break
            if not any(each.changes for each in suspects):
                raise self._failure(suspects[0].place)
            for each in suspects:
                each.left(merges.MAY_OPEN if opening else merges.OUTSIDE if away else merges.WOULD_DIFFER)
        else:
            raise self._failure(None)
        done = tuple(self._listed(task) for task in tasks if not task.why)
        told = _without_notes_of(tasks)
        left = [self._listed(task) for task in told if task.why]
        edits = tuple(task for task in tasks if not task.why)
        told_too = (*self._changed_cover(), *left, *self._lost_comments(text), *rest)
        return Merged(text, done, told_too, edits, self._losses)

    def _touches(self, change: Change, start: int, end: int) -> bool:
        """Return whether a change is within a place, or at the end of a block, before its attributes."""
        if change.start < change.end:
            return change.start < end and start < change.end
        are_words = self._source.text[start : start + 1] == "[" and self._source.text[end - 1 : end] == "}"
        return start < change.start < end + (not are_words)

    def _remaining(self, tasks: Sequence[Task]) -> Iterator[Listed]:
        """Yield what the file shows otherwise than the new source, in all of its parts."""
        texts = {*self._newer_words, *cover.texts(*self._fronts)}
        for label in self._citing(self._result):
            texts |= {unit.words for rows in (self._base, self._theirs) for unit in rows.row(label)}
        if bool(self._result.notes) != bool(self._resolved.notes):  # then there is no heading, or a new one
            texts.add(self._result.words.terms["notes"])
        shown = self._file.shown
        explained = Explained(shown, tasks, texts)
        return remaining(self._tools.proved(self._result, shown), shown, explained)

    def _failure(self, place: str | None) -> Failure:
        return Failure.of(self._resolved.document.path, MergedDiffers(place))

    def _lost_comments(self, text: str) -> Iterator[Listed]:
        """Yield the comments that are not in the merged source."""
        matter = self._edited.front_matter
        nodes = (*matter.title, *matter.subtitle, *self._edited.blocks, *self._edited.notes)
        for node in (each for each, _ in walk(nodes) if isinstance(each, m.Comment)):
            made = remark_of(node.text)
            written = self._setting.known.written(made) if made else ""
            if made and not self._setting.known.has(made) and f"<!-- {written} -->" not in text:
                yield Listed(node.span.words or said("the text"), 0, merges.CommentLost(written))

    def _tasks(self) -> list[Task]:
        first = min((unit.first for unit in self._ours.body), default=len(self._source.text))
        newer = self._newer or origin.Newer(notes=False)
        tasks = Comparison(
            self._setting, self._ours.body, self._base.body, self._theirs.body, first, newer
        ).run()
        notes = self._resolved.words.terms["notes"]
        if not any(unit.kind == "heading" and unit.words == notes for unit in self._theirs.body):
            below = said("the text under “{heading}”", heading=notes)
            for task in (each for each in tasks if (each.what, each.place) == (merges.INSERTED, below)):
                task.left(merges.BELOW_NOTES)
        tasks += answered(self._theirs.all(), self._setting.known)
        anchor = self._first_note()
        for label, row in self._theirs.notes.items():
            ours, base = self._ours.notes.get(label, []), self._base.notes.get(label, [])
            if label in self._base.notes:
                of_note = origin.unknown(ours) if newer.notes else origin.Newer()
                tasks += Comparison(self._setting, ours, base, row, anchor, of_note).run()
            else:
                tasks.append(self._new_note(label, row, anchor))
            anchor = ours[-1].last if ours else anchor
        for label, row in self._base.notes.items():
            if label not in self._theirs.notes:
                tasks.append(self._old_note(label, row))
        return tasks

    def _first_note(self) -> int:
        """Return the place for a note without a note before it: before the first one, or at the end."""
        starts = [row[0].first for row in self._ours.notes.values() if row]
        return min(starts, default=len(self._source.text))

    def _new_note(self, label: str, row: Sequence[Unit], anchor: int) -> Task:
        inner = Comparison(self._setting, [], [], row, anchor, origin.Newer()).run()
        place = row[0].place if row else said("the notes")
        task = Task(merges.NOTE_ADDED, place, anchor, theirs=list(row), defines=label)
        if why := next((each.why for each in inner if each.why), None):
            return task.left(why)
        parts = [change.text for each in inner for change in each.changes]
        body = "".join([*(part.lstrip("\n") for part in parts[:1]), *parts[1:]]).rstrip("\n")
        task.changes = [Change(anchor, anchor, f"{self._above_note(anchor)}{body}\n")]
        return task

    def _above_note(self, anchor: int) -> str:
        """Return the blank line to insert before a new note, if necessary."""
        reached = self._source.text[:anchor]
        is_first = anchor == self._first_note() and anchor < len(self._source.text)
        if is_first or not reached or _is_beside_notes(reached):
            return ""
        return "\n" if reached.endswith(("\n", "\r")) else "\n\n"

    def _old_note(self, label: str, base: Sequence[Unit]) -> Task:
        place = base[0].place if base else said("the notes")
        row = self._ours.notes.get(label, [])
        task = Task(merges.NOTE_DELETED, place, row[0].start if row else 0, base=list(base), drops=label)
        if not row:
            return task.left(merges.NOTE_INLINE)
        if self._newer and self._newer.notes:
            return task.left(merges.MAYBE_CHANGED_IN_SOURCE)
        if self._setting.referred.get(f"^{label}"):
            return task.left(merges.NOTE_REFERRED_TO)
        task.changes = [Change(unit.first, unit.last, "", cut=True) for unit in row]
        return task

    def _spliced(self, tasks: Sequence[Task]) -> str:
        """Return the text with all changes, except those that overlap or depend on one that was left."""
        while True:
            leave_torn(tasks)
            used = "".join(change.text for task in tasks if not task.defines for change in task.changes)
            for task in tasks:
                if task.defines and task.changes and f"[^{task.defines}]" not in used:
                    task.left(merges.MARK_NOT_MERGED)
            try:
                text = spliced(self._source.text, [each for task in tasks for each in task.changes])
            except Overlap as overlap:
                for task in tasks:
                    if any(each in overlap.changes for each in task.changes):
                        task.left(merges.OVERLAPS)
                continue
            still = [task for task in tasks if task.drops and task.changes and f"[^{task.drops}]" in text]
            if not still:
                return text
            for task in still:
                task.left(merges.MARK_LEFT)

    def _opening(self, text: str, tasks: Sequence[Task]) -> list[Task]:
        """Return the edits by which the public version would show what the source withholds."""
        changing = [task for task in tasks if task.changes]
        if not changing or not self._tools.opens(text):
            return []
        alone = ((task, spliced(self._source.text, task.changes)) for task in changing)
        return [task for task, made in alone if self._tools.opens(made)] or changing

    def _suspects(self, text: str, tasks: Sequence[Task]) -> list[Task]:
        """Return the tasks at places where the merged source differs from the file."""
        try:
            self._result = resolved = self._tools.read(text)
            document = self._tools.built(resolved).document
        except Failure:
            return [task for task in tasks if task.changes] or list(tasks[:1])
        if broken := broken_in(resolved) - broken_in(self._resolved):
            return [task for task in tasks if task.changes and may_break(task, broken)]
        found = units(document, View(names.of_built(resolved, document)))
        words = self._newer_words | self._unsourced | _listed_sources(resolved)
        return doubtful(found, self._theirs, tasks, words, self._citing(resolved))

    def _citing(self, resolved: Resolved) -> set[str]:
        """Return unedited notes with citations, because their text depends on the notes before them."""
        found: set[str] = set()
        for note in resolved.document.notes:
            base, theirs = (rows.notes.get(note.label) for rows in (self._base, self._theirs))
            if base and theirs and [each.key for each in base] == [each.key for each in theirs]:
                cites = any(isinstance(node, m.Citation) for node, _ in walk(note.blocks))
                found |= {note.label} if cites else set()
        return found

    def _changed_cover(self) -> Iterator[Listed]:
        notes = bool(self._base.notes and self._theirs.notes)
        return cover.changes(*self._fronts, self._resolved.document.front_matter, notes=notes)

    def _listed(self, task: Task) -> Listed:
        line = self._source.text.count("\n", 0, max(task.at, 0)) + 1
        typed = " … ".join(self._in_place(task)) if task.why else ""
        facts = merges.EditListed(task.what, task.why)
        return Listed(task.place, line, merges.TypedListed(task.what, task.why, typed) if typed else facts)

    def _in_place(self, task: Task) -> Iterator[str]:
        """Yield what somebody typed into a text of which the file does not show all."""
        ranges = [self._source.range(span) for span in self._tools.kept]
        texts = [each for each in self._ours.all() if each.first <= task.at <= each.last]
        if any(start < each.last and each.first < end for each in texts for start, end in ranges):
            one, other = (" ".join(each.words for each in side).split() for side in (task.base, task.theirs))
            for each in pieces(one, other):
                if not each.same and each.other_start < each.other_end:
                    yield " ".join(other[each.other_start : each.other_end])


def _without_notes_of(tasks: Sequence[Task]) -> Iterator[Task]:
    """Yield the edits without those of notes whose marks are in a text that is listed and not changed."""
    units = [unit for task in tasks if task.why and not task.drops for unit in task.base]
    keys = (token.key for unit in units for token in unit.all_tokens())
    marked = {key[1] for key in keys if key[0] == "mark"}
    return (task for task in tasks if task.drops not in marked)


def _listed_sources(resolved: Resolved) -> set[str]:
    """Return the lines of the list of sources."""
    groups = [group for found in resolved.source_lists.values() for group in found]
    sources = [source.children for group in groups for source in group.sources]
    headings = [group.heading.children for group in groups if group.heading]
    return {fold(plain_text(each)) for each in (*sources, *headings)}


def _is_beside_notes(text: str) -> bool:
    """Return whether the text ends with a note of one line."""
    lines = text.rstrip("\r\n").splitlines()
    return bool(lines) and lines[-1].startswith("[^")
