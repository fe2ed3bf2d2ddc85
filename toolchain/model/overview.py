"""A submission in a list of many."""

from __future__ import annotations

from collections.abc import Mapping

from toolchain.model.records import Record
from toolchain.model.wording import grouped, said


class Overview(Record):
    """The name of the recipient's profile, the words that may count, and the findings by severity.

    `words` is None if the source could not be read, `limit` without a limit of words; `least` of them count
    for certain.
    """

    recipient: str = ""
    words: int | None = None
    limit: int | None = None
    findings: Mapping[str, int] = {}
    least: int | None = None

    @property
    def extent(self) -> str:
        """The words and their limit: "5,164 of 10,000", "up to 5,164 of 10,000"; "" if they are not known."""
        if self.words is None:
            return ""
        words = grouped(self.words)
        if self.limit is None:
            return words
        words = words if self.least == self.words else said("up to {count}", count=words)
        return said("{words} of {limit}", words=words, limit=self.limit)
