"""Keep earlier translations when a source has changed."""

from __future__ import annotations

from collections.abc import Sequence

from toolchain.compare.align import Entry, Words, align
from toolchain.formats.translations import Message
from toolchain.model.records import replace


def with_earlier(now: Sequence[Message], then: Sequence[Message]) -> list[Message]:
    """Return messages with the translations of an earlier file.

    A text that has changed keeps the translation of the text that it was, as an old one.
    """
    known = {(each.kind, each.text): each for each in reversed(then)}
    mates = align(*([Entry(Words(each.kind, each.text)) for each in side] for side in (now, then)))
    return [
        _kept(each, known.get((each.kind, each.text)), None if at is None else then[at])
        for each, at in zip(now, mates, strict=True)
    ]


def _kept(now: Message, same: Message | None, mate: Message | None) -> Message:
    if mate and (mate.kind, mate.text) == (now.kind, now.text):
        same = mate
    if same:
        old = same.old and bool(same.translation)
        return replace(now, translation=same.translation, old=old, before=same.before if old else "")
    if mate and mate.translation and mate.kind == now.kind:
        return replace(now, translation=mate.translation, old=True, before=mate.before or mate.text)
    return now
