"""What becomes of each paragraph and table: it stays, goes, comes or moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias, cast

from toolchain.compare.align import Entry, Words, align, likeness
from toolchain.model.wording import fold
from toolchain.word.redlining.sides import Box, Item, NoteId, Row, Side, Table
from toolchain.word.redlining.tokens import Paragraph, cut, is_made

_TELLING = 12
"""The fewest characters by which a paragraph is recognized elsewhere."""
_FEW = 4
_PARTS = 6
"""The most parts of one paragraph that are looked for."""
_COVER = ("Title", "Subtitle")
"""The styles of what a paragraph does not become, also if it has the same words."""

COMING, GOING = frozenset(("ins", "to")), frozenset(("del", "from"))

What: TypeAlias = Literal["both", "del", "ins", "from", "to"]


class Step(NamedTuple):
    """One item of the merged text. Those that move have both items, and so do those that stay.

    `end` says of a part whose end comes, or goes: the paragraph is split, or joined with the next.
    """

    what: What
    old: Item | None = None
    new: Item | None = None
    end: Literal["", "ins", "del"] = ""

    @property
    def item(self) -> Item:
        """The item that is shown."""
        return cast("Item", self.old if self.what in GOING else self.new)


def plan(old: Sequence[Item], new: Sequence[Item], *, moves: bool = False) -> list[Step]:
    """Return the steps from one text to another, what goes before what comes."""
    return settled(_steps(old, new, moves=moves))


def _steps(old: Sequence[Item], new: Sequence[Item], *, moves: bool = False) -> list[Step]:
    found = mates(old, new)
    moved = _moved(old, new, found) if moves else {}
    back = {to: at for at, to in moved.items()}
    steps: list[Step] = []
    for at, to in _merged(found, len(new)):
        if at is not None and to is not None:
            steps.append(Step("both", old[at], new[to]))
        elif at is not None:
            steps.append(Step("from", old[at], new[moved[at]]) if at in moved else Step("del", old[at]))
        elif to is not None:
            steps.append(Step("to", old[back[to]], new[to]) if to in back else Step("ins", None, new[to]))
    return _with_cuts(steps)


def _with_cuts(steps: list[Step]) -> list[Step]:
    """Return the steps so that of a paragraph that was split, or joined, only ends come or go."""
    at = 0
    while at < len(steps):
        for to in range(at + _PARTS + 1, at + 1, -1):
            if found := _cuts(steps[at:to]):
                steps[at:to] = found
                break
        at += 1
    return steps


def _cuts(steps: Sequence[Step]) -> list[Step]:
    olds = [step.old for step in steps if step.what in ("both", "del")]
    news = [step.new for step in steps if step.what in ("both", "ins")]
    ours = [each for each in olds if isinstance(each, Paragraph)]
    theirs = [each for each in news if isinstance(each, Paragraph)]
    moves = any(step.what in ("from", "to") for step in steps)
    few, many = sorted((len(ours), len(theirs)))
    if moves or len(ours) != len(olds) or len(theirs) != len(news) or few != 1 or many == 1:
        return []
    if len(ours) == 1:
        end: Literal["ins", "del"] = "ins"
        ours = [*cut(ours[0], theirs)]
    else:
        end = "del"
        theirs = [*cut(theirs[0], ours)]
    if len(ours) != len(theirs):
        return []
    *first, last = zip(ours, theirs, strict=True)
    return [*(Step("both", *each, end) for each in first), Step("both", *last)]


def settled(steps: Sequence[Step]) -> list[Step]:
    """Return the steps so that ends of paragraphs that cannot go are on both sides.

    The last end of a text, and one before a table, stays when changes are settled. So the last paragraph that
    goes there and the last that comes are a pair. Where a table is replaced as a whole, the old one gets its
    old caption and the new one its new: so there is a paragraph between them.
    """
    found = _with_captions(steps)
    at = 0
    while at <= len(found):
        if at < len(found) and not isinstance(found[at].item, Table):
            at += 1
            continue
        stretch = next((n for n in range(at, 0, -1) if isinstance(found[n - 1].item, Table)), 0)
        last = stretch + start_of_tail(found[stretch:at])
        if needs_end(found[last:at], found[at].what if at < len(found) else ""):
            for step in found[last:at]:
                found = _without_move(found, step)
            found[last:at] = _joined(found[last:at])
            at = next((n for n in range(last, len(found)) if isinstance(found[n].item, Table)), len(found))
        at += 1
    return found


def start_of_tail(steps: Sequence[Step]) -> int:
    """Return where those steps begin that follow the last pair."""
    return next((at for at in range(len(steps), 0, -1) if steps[at - 1].what == "both"), 0)


def needs_end(tail: Sequence[Step], with_it: str) -> bool:
    """Return whether the end after these steps stays when they come or go; `with_it` is what a table does."""
    alike = {"ins": COMING, "del": GOING}.get(with_it, frozenset())
    return bool(tail) and tail[-1].what not in alike


def _joined(tail: Sequence[Step]) -> list[Step]:
    gone = [step for step in tail if step.what == "del"]
    come = [step for step in tail if step.what == "ins"]
    if not gone or not come:
        return list(tail)
    return [*gone[:-1], *come[:-1], Step("both", gone[-1].old, come[-1].new)]


def _without_move(steps: Sequence[Step], moved: Step) -> list[Step]:
    """Return the steps with a move as something that goes and something that comes."""
    apart = {"from": Step("del", moved.old), "to": Step("ins", None, moved.new)}
    return [apart.get(step.what, step) if step[1:] == moved[1:] else step for step in steps]


def _with_captions(steps: Sequence[Step]) -> list[Step]:
    found = list(steps)
    for at in range(len(found) - 2):
        caption, gone, come = found[at : at + 3]
        tables = isinstance(gone.item, Table) and isinstance(come.item, Table)
        captioned = isinstance(caption.item, Paragraph) and bool(caption.item.words)
        if tables and captioned and (caption.what, gone.what, come.what) == ("both", "del", "ins"):
            found[at : at + 3] = [Step("del", caption.old), gone, Step("ins", None, caption.new), come]
    return found


def rows(old: Table, new: Table) -> list[tuple[Row | None, Row | None]]:
    """Return the rows of two tables: pairs, those that go, those that come."""
    found = mates(old.rows, new.rows)
    for at, to in enumerate(found):
        if to is not None and old.columns == new.columns:
            found[at] = to if len(old.rows[at].cells) == len(new.rows[to].cells) else None
    return [
        (None if at is None else old.rows[at], None if to is None else new.rows[to])
        for at, to in _merged(found, len(new.rows))
    ]


def columns(old: Table, new: Table) -> list[tuple[int | None, int | None]]:
    """Return the columns of two tables without joined cells: pairs, those that go, those that come."""
    return list(_merged(mates(old.by_columns, new.by_columns), new.columns))


def _by_cells(old: Table, new: Table) -> bool:
    """Return whether columns can come and go by their cells, with as many cells in all rows of the redline.

    LibreOffice loses the words of columns that stay if a row comes without the cell of a column that goes.
    """
    across, down = columns(old, new), rows(old, new)
    return any(None not in each for each in across) and not any(
        any(each[1 - side] is None for each in across) and any(each[side] is None for each in down)
        for side in (0, 1)
    )


def _merged(mates: Sequence[int | None], count: int) -> Iterator[tuple[int | None, int | None]]:
    """Yield the pairs in order, and before each what only one side has: first the old."""
    done = 0
    for at, to in enumerate((*mates, count)):
        if to is None:
            yield at, None
            continue
        yield from ((None, each) for each in range(done, to))
        done = to + 1
        if at < len(mates):
            yield at, to


def mates(old: Sequence[Item | Row | Box], new: Sequence[Item | Row | Box]) -> list[int | None]:
    """Return for each old item the index of the new one that it has become, or None."""
    ours, theirs = [_entry(each) for each in old], [_entry(each) for each in new]
    found = align(ours, theirs)
    return [
        None if to is None or not _may_be(old[at], new[to], ours[at], theirs[to]) else to
        for at, to in enumerate(found)
    ]


def _entry(item: Item | Row | Box) -> Entry[Words]:
    style = item.style if isinstance(item, Paragraph) else ""
    kind = "heading" if "eading" in style else style if style in _COVER else type(item).__name__
    return Entry(Words(kind, fold(item.words)))


def _may_be(old: Item | Row | Box, new: Item | Row | Box, one: Entry[Words], other: Entry[Words]) -> bool:
    """Return whether one item can have become the other; short ones need only the same style."""
    if type(old) is not type(new):
        return False
    if isinstance(old, Table) and isinstance(new, Table):
        same = old.columns == new.columns or _by_cells(old, new)
        return same and (one.text == other.text or likeness(one, other) > 0)
    if one.text == other.text or likeness(one, other):
        return one.line.kind == other.line.kind
    short = max(one.bag.total(), other.bag.total()) <= _FEW
    return short and isinstance(old, Paragraph) and isinstance(new, Paragraph) and old.style == new.style


def _moved(old: Sequence[Item], new: Sequence[Item], mates: Sequence[int | None]) -> dict[int, int]:
    """Return the paragraphs that moved, recognized by their words and style."""
    taken = {to for to in mates if to is not None}
    where: dict[tuple[str, str], list[int]] = defaultdict(list)
    for to, item in enumerate(new):
        if to not in taken and isinstance(item, Paragraph):
            where[item.style, item.words].append(to)
    moved: dict[int, int] = {}
    for at, item in enumerate(old):
        if mates[at] is None and isinstance(item, Paragraph) and len(item.words) >= _TELLING:
            found = where.get((item.style, item.words), [])
            if len(found) == 1:
                moved[at] = found.pop()
    return moved


def pair_notes(old: Side, new: Side) -> dict[NoteId, NoteId]:
    """Return which note of the old file is which of the new one: by label, or else by the words."""
    ours, theirs = old.names_of_notes(), new.names_of_notes()
    by_name = {(each[0], name): each for each, name in theirs.items() if name and not is_made(name)}
    pairs = {each: by_name[each[0], name] for each, name in ours.items() if (each[0], name) in by_name}
    taken = set(pairs.values())
    loose: dict[tuple[str, str], list[NoteId]] = defaultdict(list)
    for each in theirs:
        if each not in taken and each in new.notes:
            loose[each[0], new.notes[each].words].append(each)
    for each in ours:
        if each not in pairs and each in old.notes and (found := loose.get((each[0], old.notes[each].words))):
            pairs[each] = found.pop(0)
    return pairs


def plan_note(old: Box, new: Box) -> list[Step]:
    """Return the steps of a note. Its first paragraph has the number, so it neither comes nor goes."""
    return settled([Step("both", old.items[0], new.items[0]), *_steps(old.items[1:], new.items[1:])])


def sections(side: Side) -> list[list[Item]]:
    """Return the items of each section; a section ends with the paragraph that has its properties."""
    found: list[list[Item]] = [[]]
    for item in side.items:
        found[-1].append(item)
        if isinstance(item, Paragraph) and item.section is not None:
            found.append([])
    return found


def plan_text(old: Side, new: Side) -> list[list[Step]]:
    """Return the steps from the old text to the new one, a list for each section.

    If the two files do not have the same number of sections, there is one list for the whole text.
    """
    ours, theirs = sections(old), sections(new)
    if len(ours) != len(theirs):
        ours, theirs = [old.items], [new.items]
    return [plan(one, other, moves=True) for one, other in zip(ours, theirs, strict=True)]
