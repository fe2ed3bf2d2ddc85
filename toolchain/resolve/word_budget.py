"""Compare the words of a submission with its recipient's limit, by what the recipient counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from toolchain.model import Part
from toolchain.model.records import Record
from toolchain.model.wording import grouped, said
from toolchain.recipients import Profile, Rule
from toolchain.resolve.word_count import KINDS, Count, Kind

_PARTS = {Part.COVER: "cover", Part.ANNEX: "annexes"}


class Share(Record):
    """The words of one kind in one part, and whether they count; None if that is not known."""

    part: Part
    kind: Kind
    words: int
    counts: bool | None


class Budget(Record):
    """The counted words: at least `least` of them count for the limit, at most `most`.

    `unsettled` names what makes the difference: "headings", "notes", "the cover".
    """

    counted: Count
    limit: Rule[int] | None
    least: int
    most: int
    unsettled: tuple[str, ...]
    shares: tuple[Share, ...]

    @property
    def over(self) -> bool | None:
        """Whether there are too many words; None if that depends on what counts."""
        if self.limit is None or self.most <= self.limit.value:
            return False
        return True if self.least > self.limit.value else None

    @property
    def total(self) -> int:
        """The most words that can count for the limit; without a limit, all words except the cover's."""
        if self.limit:
            return self.most
        return sum(words for name, words in _parts(self) if name != "cover")


def weigh(count: Count, profile: Profile) -> Budget:
    """Compare a count with the limit of a profile."""
    shares = tuple(
        Share(part, kind, count.words.get((part, kind), 0), counts(profile, part, kind))
        for part in Part
        for kind in KINDS
        if count.words.get((part, kind))
    )
    doubtful = [share for share in shares if share.counts is None]
    names = dict.fromkeys(name for share in doubtful for name in _unsettled(profile, share))
    least = sum(share.words for share in shares if share.counts)
    return Budget(
        count,
        profile.limit("words"),
        least,
        least + sum(share.words for share in doubtful),
        tuple(names),
        shares,
    )


def counts(profile: Profile, part: Part, kind: Kind) -> bool | None:
    """Return whether a kind of text in a part counts towards the word limit; None if no rule says so.

    Paragraphs of the body always count. A part or kind that a rule excludes does not.
    """
    said = [profile.counts(name) for name in _asked(part, kind)]
    if False in said:
        return False
    return None if None in said else True


def line(budget: Budget) -> str:
    """Return a budget in one line: "up to 9,412 of at most 10,000: body 8,020, notes 1,392".

    "Up to" means that some of it may not count. Text that does not count is omitted.
    """
    told = _parts(budget)
    if budget.limit is None:
        without = [(name, words) for name, words in told if name != "cover"]
        total = grouped(budget.total)
        return f"{total}{said(': ')}{_named(without)}" if len(without) > 1 else total
    count = grouped(budget.most)
    if budget.least != budget.most:
        count = said("up to {count}", count=count)
    facts = {"count": count, "limit": budget.limit.value, "doubt": unconfirmed(budget.limit)}
    return said(
        "{count} of at most {limit}{doubt}: {parts}", **facts, parts=_named(_parts(budget, counted_only=True))
    )


def _asked(part: Part, kind: Kind) -> list[str]:
    """Return the rules that decide on a kind of text in a part."""
    of_part = [_PARTS[part]] if part in _PARTS else []
    return of_part if kind == "paragraphs" or (part is Part.COVER and kind != "notes") else [*of_part, kind]


def _unsettled(profile: Profile, share: Share) -> Iterable[str]:
    for name in _asked(share.part, share.kind):
        if profile.counts(name) is None:
            yield "the cover" if name == "cover" else name


def _parts(budget: Budget, *, counted_only: bool = False) -> list[tuple[str, int]]:
    """Return the parts of a submission, and the notes of all of them, if they have words (that may count)."""
    sums = {"body": 0, "annexes": 0, "notes": 0, "cover": 0}
    for share in budget.shares:
        if counted_only and share.counts is False:
            continue
        sums["notes" if share.kind == "notes" else _PARTS.get(share.part, "body")] += share.words
    return [(name, words) for name, words in sums.items() if words]


def unconfirmed(rule: Rule[Any]) -> str:
    """Return what follows a limit that is not confirmed."""
    return "" if rule.confirmed else said(" (unconfirmed)")


def _named(parts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{said(name)} {grouped(words)}" for name, words in parts)
