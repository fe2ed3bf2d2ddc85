"""Put proposals for the same passages together, and decide what is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from typing import NamedTuple

from toolchain.editing.joining.passages import Passages, Range, is_comment
from toolchain.editing.merging.splicing import Change, Listed, Task, spliced
from toolchain.editing.merging.tokens import TELLING
from toolchain.model.expressions import expression
from toolchain.model.records import Record, replace
from toolchain.model.remarks import remark_of
from toolchain.model.wording import fold
from toolchain.rules import merges

_BLANKS = expression(r"\s*\n\s*\n\s*")
_NUMBERS = expression(r"^([ \t>]*)\d{1,9}(?=[.)][ \t])|(?<=\[)\d+(?=\]\(#)", re.MULTILINE)
_DEFINES = expression(r"^\[(\^[^\]\s]+)\]:|\{#([\w-]+)", re.MULTILINE)
_NOTE = expression(r"(?:\s*^\[\^[^\]\s]+\]:.*(?:\s*^ +\S.*)*)+\s*", re.MULTILINE)
_NAMES = expression(r"\[(\^[^\]\s]+)\]|#(\^?[\w-]+)")
COMMENT = expression(r"<!--.*?-->", re.DOTALL)

Moved = tuple[str, str]
"""Who moves a sentence, and its words."""


class Copy(Record):
    """A file that came back: its name, its edits as changes of the source, and all that is left of it."""

    name: str
    edits: Sequence[Task]
    left: Sequence[Listed] = ()


class Take(NamedTuple):
    """A decision: the copy `name` wins in the passage with this number, or for None in all passages."""

    number: int | None
    name: str


class Edit(NamedTuple):
    """An edit, and whose it is."""

    name: str
    changes: tuple[Change, ...]
    task: Task | None = None


class Proposal(NamedTuple):
    """The text of a passage, and who proposes it."""

    names: tuple[str, ...]
    text: str


class Collision(NamedTuple):
    """A passage with different proposals; `now` is its text in the source of the copies.

    taken  whose proposal is written, "" for no decision
    """

    number: int
    place: str
    line: int
    now: str
    proposals: tuple[Proposal, ...]
    taken: str = ""


class Group(Record):
    """Edits of the same passages, or that depend on each other, by the name of the person who made them."""

    edits: Mapping[str, Sequence[Edit]]
    ranges: Sequence[Range]

    def changes(self, name: str) -> tuple[Change, ...]:
        """Return what somebody changes, each change once."""
        return tuple(dict.fromkeys(chain.from_iterable(each.changes for each in self.edits.get(name, ()))))

    def version(self, name: str, text: str) -> tuple[str, ...]:
        """Return the passages as somebody proposes them."""
        found = []
        for start, end in self.ranges:
            own = (each for each in self.changes(name) if start <= each.start and each.end <= end)
            moved = [each._replace(start=each.start - start, end=each.end - start) for each in own]
            found.append(spliced(text[start:end], moved))
        return tuple(found)

    def versions(self, text: str) -> dict[tuple[str, ...], list[str]]:
        """Return who proposes each version of the passages; versions that differ only in numbers are one."""
        found: dict[tuple[str, ...], list[str]] = {}
        for name in self.edits:
            key = tuple(_without_numbers(each) for each in self.version(name, text))
            found.setdefault(key, []).append(name)
        return found

    def gone(self, name: str, text: str) -> set[str]:
        """Return the sentences that somebody takes away."""
        old = {said for start, end in self.ranges for said in sentences(text[start:end])}
        return old.difference(*(sentences(each) for each in self.version(name, text)))


def numberless(text: str) -> str:
    """Return a text with 0 for each typed number of a paragraph, an item or a reference."""
    return _NUMBERS.sub(r"\g<1>0", text)


def _without_numbers(text: str) -> str:
    paragraphs = _BLANKS.split(numberless(text))
    return "\n\n".join(fold(each) for each in paragraphs).strip()


def shown(versions: Sequence[tuple[str, ...]]) -> list[str]:
    """Return each version as people read it, without labels and mark-up.

    If two versions would then be the same, all keep their mark-up.
    """
    plain = [" … ".join(filter(None, map(_plain, each))) for each in versions]
    if len(set(plain)) == len(plain):
        return plain
    return [" … ".join(fold(part) for part in each) for each in versions]


def _plain(text: str) -> str:
    text = re.sub(r"\[\^([^\]\s]+)\]:?", r"[note: \1]", re.sub(r"\{#[^}\n]*\}", "", text))
    text = re.sub(r"\[([^\]]*)\]\(#[^)\s]*\)", r"\1", text)
    return fold(re.sub(r"\\([^\w\s])", r"\1", text))


def grouped(edits: Sequence[Edit], passages: Passages) -> list[Group]:
    """Return the edits in groups, in the order of the source."""
    roots = list(range(len(edits)))

    def root(at: int) -> int:
        while roots[at] != at:
            at = roots[at]
        return at

    ranges = [{each for change in edit.changes for each in passages.of(change)} for edit in edits]
    depends = [_Depends.of(each, passages.text) for each in edits]
    defined = set[str]().union(*(each.gone ^ each.come for each in depends))
    put = set[Moved]().union(*(each.put for each in depends))
    moved = put.intersection(chain.from_iterable(each.taken for each in depends))
    first: dict[object, int] = {}
    for at, (own, each) in enumerate(zip(ranges, depends, strict=True)):
        for key in (
            *(() if all(map(_is_note, edits[at].changes)) else own),
            *((each.gone | each.come | each.named) & defined),
            *((each.taken | each.put) & moved),
        ):
            roots[root(at)] = root(first.setdefault(key, at))
    found: dict[int, list[int]] = {}
    for at in range(len(edits)):
        found.setdefault(root(at), []).append(at)
    groups = (
        _group([edits[at] for at in own], set().union(*(ranges[at] for at in own))) for own in found.values()
    )
    return sorted(groups, key=lambda each: each.ranges[0])


def _is_note(change: Change) -> bool:
    """Return whether a change only adds notes: their order is that of their marks."""
    return change.start == change.end and bool(_NOTE.fullmatch(change.text))


def _group(edits: Sequence[Edit], ranges: set[Range]) -> Group:
    joined: list[Range] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    names = sorted({each.name for each in edits})
    return Group({name: [each for each in edits if each.name == name] for name in names}, joined)


class _Depends(Record):
    """What connects an edit with others: labels that go, come or are named; sentences taken and put."""

    gone: set[str]
    come: set[str]
    named: set[str]
    taken: set[Moved]
    put: set[Moved]

    @classmethod
    def of(cls, edit: Edit, text: str) -> _Depends:
        """Return that of an edit of a source."""
        old = "\n".join(text[each.start : each.end] for each in edit.changes)
        new = "\n".join(each.text for each in edit.changes)
        gone, come = ({one or other for one, other in _DEFINES.findall(side)} for side in (old, new))
        named = {one or other for one, other in _NAMES.findall(f"{old}\n{new}")}
        rows = (edit.task.base, edit.task.theirs) if edit.task else ((), ())
        whole = ("\n".join(unit.words for unit in row) for row in rows)  # of which the changes are parts
        sides = (f"{side}\n{words}" for side, words in zip((old, new), whole, strict=True))
        taken, put = ({(edit.name, said) for said in sentences(side)} for side in sides)
        return cls(gone, come, named, taken - put, put - taken)  # a sentence that stays is not moved


def sentences(text: str) -> Iterator[str]:
    """Yield sentences that are long enough to be known elsewhere."""
    for part in re.split(
        r"(?<=[.!?:;。！？])\s+|\n", re.sub(r"^[ \t>]*\d{1,9}[.)] ", "", text, flags=re.MULTILINE)
    ):
        if len(said := fold(part)) >= TELLING:
            yield said


def with_own_labels(copies: Sequence[Copy], text: str, now: str) -> list[list[Edit]]:
    """Return the edits of each copy; new notes of two copies with other words or marks at other places get
    different labels, and others than those that the source has `now`.
    """
    known: dict[str, object] = {}
    found: list[list[Edit]] = []

    def fits(copy: Copy, note: Task, label: str) -> bool:
        """Return whether no other note of the source and of the copies has a label."""
        texts = (_renamed(each.text, {note.defines: label}).strip() for each in note.changes)
        is_free = f"[^{label}]:" not in now or all(each in now for each in texts)
        every = (each for task in copy.edits for each in task.changes)
        own = {each.start for each in every if f"[^{note.defines}]" in each.text}, tuple(note.changes)
        return is_free and known.setdefault(label, own) == own

    for copy in copies:
        renamed: dict[str, str] = {}
        for task in copy.edits:
            others = (f"{task.defines}-{number}" for number in count(2))
            free = chain((task.defines,), (each for each in others if f"[^{each}]" not in text))
            if task.defines:
                renamed[task.defines] = next(each for each in free if fits(copy, task, each))
        edits: list[Edit] = []
        for task in copy.edits:
            changes = tuple(each._replace(text=_renamed(each.text, renamed)) for each in task.changes)
            apart = task.what == merges.CHANGED  # in one text, where each change is complete
            edits += (Edit(copy.name, own, task) for own in (zip(changes) if apart else [changes]))
        found.append(edits)
    return found


def _renamed(text: str, labels: Mapping[str, str]) -> str:
    for old, new in labels.items():
        text = text.replace(f"[^{old}]", f"[^{new}]").replace(f"(#^{old})", f"(#^{new})")
    return text


def comments_apart(edits: Sequence[Edit]) -> tuple[list[Edit], list[Change]]:
    """Return edits without comments, and the comments, in order, unless somebody deletes what they are at."""
    ranges = [each for edit in edits for each in edit.changes if each.start < each.end]
    kept: list[Edit] = []
    comments: dict[int, list[Change]] = {}
    for edit in edits:
        own = []
        for change in edit.changes:
            inside = any(each.start < change.start < each.end + each.cut for each in ranges)
            if is_comment(change) and not inside:
                comments.setdefault(change.start, []).append(change)
            else:
                own.append(change)
        kept += [edit._replace(changes=tuple(own))] if own else []
    return kept, [_in_threads(comments[at]) for at in sorted(comments)]


def _in_threads(comments: Sequence[Change]) -> Change:
    """Return comments at one place as one change, each once, with the replies of all copies.

    Replies to a comment before this place come first; one that somebody has resolved is resolved.
    """
    heads, replies = {"": ""}, dict[str, dict[str, None]]({"": {}})
    for change in comments:
        head = ""
        for comment in COMMENT.findall(change.text):
            if is_reply(comment):
                replies[head][comment] = None
            else:
                head = stateless(comment)
                replies.setdefault(head, {})
                heads[head] = comment if head != comment else heads.get(head, comment)
    words = "".join(f" {each}" for head in heads for each in (heads[head], *replies[head]) if each)
    return comments[0]._replace(text=words)


def is_reply(comment: str) -> bool:
    """Return whether a comment of a source, from `<!--` to `-->`, is a reply."""
    said = remark_of(comment[4:-3])
    return said is not None and said.state == "reply"


def stateless(comment: str) -> str:
    """Return a comment of a source, from `<!--` to `-->`, without the word that it is resolved."""
    said = remark_of(comment[4:-3])
    return f"<!-- {replace(said, state='')} -->" if said and said.state == "resolved" else comment
