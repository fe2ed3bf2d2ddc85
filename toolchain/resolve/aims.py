"""The target of a cross-reference: the levels of its number, and how the language cites it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeGuard

from toolchain import model as m
from toolchain.model.numerals import signs
from toolchain.model.records import Record, Single
from toolchain.model.source_text import Source
from toolchain.resolve.labels import Words
from toolchain.resolve.notes import NoteOrder
from toolchain.resolve.numbering import Numbering, joint
from toolchain.resolve.tables import Numbered, NumberedNote


class Context(Single):
    """Data shared by the resolution of all references."""

    words: Words
    source: Source
    numbering: Numbering
    order: NoteOrder
    targets: Mapping[str, m.Target]


class Level(Record):
    """One level of a target's number: its node, its words, and the form of its numbers.

    `joint` separates it from the level above.
    """

    node: m.Target
    own: str
    pattern: str
    joint: str = ""


class Aim(Single):
    """The target of a reference.

    levels    of the target's number, outermost first; none if it has no number
    citation  how it is cited, with the number at "{number}"; "" if it cannot be cited
    annex     the annex that contains it
    abroad    whether the reference is outside that annex, so that the language's own form names the annex
    note      the printed note, if it is one
    """

    target: m.Target
    levels: tuple[Level, ...]
    citation: str
    annex: Level | None = None
    abroad: bool = False
    note: NumberedNote | None = None

    @property
    def full(self) -> str:
        """The number without its annex: "16 (b)"."""
        return "".join(level.joint + level.own for level in self.levels)


def aim_at(target: m.Target, around: m.Heading | None, context: Context) -> Aim | None:
    """Return the target of a reference in the annex `around`; None for a note that is not printed."""
    words, numbering = context.words, context.numbering
    if isinstance(target, m.Note):
        note = context.order.first.get(target)
        level = Level(target, note.label, r"[0-9]+|\*") if note else None
        return Aim(target, (level,), words.citations["note"], note=note) if level else None
    if not _is_numbered(target, numbering):
        return Aim(target, (), "")
    path = numbering.paths[target]
    levels = tuple(_level(node, depth, numbering, words) for depth, node in enumerate(path))
    annex = numbering.annex_of(target)
    return Aim(
        target,
        levels if levels[-1].own else (),
        numbering.citations[target],
        _level(annex, 0, numbering, words) if annex else None,
        abroad=annex is not around,
    )


def _is_numbered(target: m.Target, numbering: Numbering) -> TypeGuard[Numbered]:
    return target in numbering.numbers


def _level(node: Numbered, depth: int, numbering: Numbering, words: Words) -> Level:
    form = numbering.forms[node]
    pattern = form.pattern
    if isinstance(node, m.NumberedParagraph):
        pattern += f"|{signs(form.style)}"  # typed without what the form puts around it, it is a wrong number
    return Level(node, numbering.numbers[node].own, pattern, joint(node, words) if depth else "")
