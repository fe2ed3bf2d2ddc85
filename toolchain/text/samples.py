"""The sample texts of a new source in six languages (`samples.toml`), and a search for those still there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from toolchain.model.expressions import expression
from toolchain.model.languages import read_language
from toolchain.model.records import Record
from toolchain.model.wording import STOPS
from toolchain.text.running import MARK, REFERENCE

HINTS: Mapping[str, tuple[str, ...]] = {
    "en": ("sample", "Sample", "+00 000"), "fr": ("d’exemple",), "es": ("de ejemplo",),
    "ru": ("для примера",), "ar": ("نموذجي",), "zh": ("示例",),
}  # fmt: skip
"""Every sample text of a language has one of these. Without one, as in most documents, no file is read."""

SAMPLE_ADDRESS = "https://sample.example/report"
"""Where the sample source can be read: nowhere (RFC 2606)."""

REFERENCE_TO = expression(r"\[([^]]*)#\]\(#([a-z-]+)\)")
"""A reference in a sample text: the word before its number, and the label."""

_MARKED = expression(r"\[\^[a-z]+\]")


class Part(Record):
    """A part of a new source: its heading, what to write there, and sample paragraphs."""

    heading: str
    guidance: str
    text: tuple[str, ...]


class Samples(Record):
    """The texts of one language; `samples.toml` explains each."""

    title: str
    country: str
    organizations: tuple[str, ...]
    source: str
    author: str
    themes: tuple[str, ...]
    caption: str
    table: tuple[tuple[str, ...], ...]
    values: Mapping[str, str]
    comments: Mapping[str, str]
    parts: Mapping[str, Part]

    def texts(self) -> Iterator[str]:
        """Yield all sample texts, with the characters that `Passage` has for marks and references."""
        yield from (self.title, self.country, *self.organizations, self.source, *self.themes, self.caption)
        yield from self.values.values()
        yield from (row[0] for row in self.table[1:])
        for part in self.parts.values():
            for text in part.text:
                yield REFERENCE_TO.sub(REFERENCE, _MARKED.sub(MARK, text))


@lru_cache
def samples(lang: str) -> Samples:
    """Return the texts of one of the six languages."""
    common, own = read_language(__file__, "all"), read_language(__file__, lang)
    values = {**own["values"], "phone": common["phone"], "email": common["email"]}
    table = tuple(map(tuple, own["table"]))
    parts = {name: Part(**{**part, "text": tuple(part["text"])}) for name, part in own["parts"].items()}
    lists: dict[str, Any] = {key: tuple(own[key]) for key in ("organizations", "themes")}
    return Samples(**{**own, **lists, "table": table, "values": values, "parts": parts})


def usual_order() -> tuple[str, ...]:
    """Return the names of the parts in their order, for a recipient of whom none is known."""
    return tuple(read_language(__file__, "all")["order"])


def find_samples(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sample text in running texts with "\\0" between them.

    A sentence counts if no word of it was changed; a text without a full stop only if it is all of its text.
    """
    text = text.replace("\n", " ")
    for lang in (each for each, hints in HINTS.items() if any(hint in text for hint in hints)):
        for sample in samples(lang).texts():
            at = text.find(sample)
            while at >= 0:
                end = at + len(sample)
                before = text[:at].rstrip(f" {MARK}")[-1:]
                whole = sample[-1] in STOPS or text[end : end + 1] in ("", "\0")
                if whole and before in ("", "\0", *STOPS):
                    yield at, end
                at = text.find(sample, end)
