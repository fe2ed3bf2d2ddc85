"""The note of who has agreed to which text.

A text is known by the digest of what its outputs print: words, numbers, marks, notes, emphasis, where links
and references lead, pictures. Line breaks of the source, comments and names of labels are not printed. The
submitting organizations are left out, so that one that joins later does not change the text of the others.
Of a source that withholds something, both versions are the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import PurePath
from typing import Literal

import msgspec

from toolchain import model as m
from toolchain.compare.proof.expected import expected
from toolchain.compare.proof.lines import Line, looks, ways
from toolchain.formats.table import DOCX
from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Facts
from toolchain.model.records import Record, replace
from toolchain.model.walk import walk
from toolchain.model.wording import command_line
from toolchain.resolve.tables import Resolved
from toolchain.rules.agreements import (
    AgreedToEarlier,
    AgreedToOtherPublic,
    AgreedToThis,
    NoLongerNamed,
    NotANote,
)

_DIGITS, _SHOWN = 16, 8
"""The digits of a digest, and those that are typed."""


class Agreed(Record):
    """The digest of the text to which each organization has agreed, and the source of each text."""

    version: Literal[1]
    about: str = "who has agreed to which text: a note, not a signature"
    agreed: Mapping[str, str] = {}
    texts: Mapping[str, str] = {}

    def with_one(self, name: str, digest: str, source: str) -> Agreed:
        """Return the note with the agreement of an organization to a text, in place of an earlier one."""
        return self._made({**self.agreed, name: digest}, {**self.texts, digest: source})

    def without(self, name: str) -> Agreed:
        """Return the note without the agreement of an organization."""
        return self._made({each: self.agreed[each] for each in self.agreed if each != name}, self.texts)

    def _made(self, agreed: Mapping[str, str], texts: Mapping[str, str]) -> Agreed:
        kept = {digest: texts[digest] for digest in texts if digest in agreed.values()}
        return replace(self, agreed=agreed, texts=kept)


class Standing(Record):
    """How many of the organizations of a source have agreed to its text, and how many to each earlier one.

    `note` is the name of the note's file. `gone` have agreed, but the source does not name them any more.
    Of the texts `public`, only the public version has changed.
    """

    note: str
    total: int
    agreed: int
    earlier: Mapping[str, int]
    gone: tuple[str, ...]
    public: tuple[str, ...] = ()


def lines(path: str, found: Standing) -> Iterator[Facts]:
    """Yield what people are shown of who has agreed to the source at a path."""
    yield AgreedToThis(found.agreed, found.total, found.note)
    for digest, count in found.earlier.items():
        old = f"{path}@signed-{digest[:_SHOWN]}"
        command = command_line("submission", "redline", PurePath(old), PurePath(path), "-o", "redline.docx")
        yield AgreedToOtherPublic(count) if digest in found.public else AgreedToEarlier(count, command)
    if found.gone:
        yield NoLongerNamed(found.gone)


def as_json(note: Agreed) -> bytes:
    """Return the bytes of a note's file."""
    return msgspec.json.format(msgspec.json.encode(note), indent=2) + b"\n"


def read(data: bytes, display: str) -> Agreed:
    """Return the note in a file's bytes. Raise `Failure` (S020) if it is invalid."""
    try:
        return msgspec.json.decode(data, type=Agreed)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise Failure.of(display, NotANote(str(error))) from None


def joined(digests: Sequence[str]) -> str:
    """Return the digest of the full and the public version of a text, from those of each."""
    return sha256(repr(digests).encode()).hexdigest()[:_DIGITS]


def digest_of(resolved: Resolved, *, whole: bool = False) -> str:
    """Return the digest of a text as it is printed; `whole` includes the submitting organizations."""
    document = resolved.document
    if not whole:
        matter = replace(document.front_matter, submitted_by=())
        document = replace(document, front_matter=matter)
    shown = expected(replace(resolved, document=document), DOCX.shows)
    lines = (*shown.body, *shown.notes)
    places = {line.key: at for at, line in enumerate(lines) if line.key is not None}
    found = [shown.title, shown.cover, [tuple(_said(line, places)) for line in lines], _pictures(document)]
    return sha256(repr(found).encode()).hexdigest()[:_DIGITS]


def _said(line: Line, places: Mapping[object, int]) -> Iterator[object]:
    """Yield what a line says; a reference leads to a line by its place."""
    yield from (line.kind, line.level, line.label, line.text)
    if line.plain is None:  # else nothing is emphasized
        yield [sorted(look) for _, look in looks(line)]
    for words, role, target in ways(line):
        yield words, role, target if role == "link" else places.get(target)


def _pictures(document: m.Document) -> list[str]:
    """Return the digest of each picture in the text."""
    nodes = walk((*document.blocks, *document.notes))
    named = [node.source for node, _ in nodes if isinstance(node, m.Image)]
    return [sha256(image.data).hexdigest() for name in named if (image := document.images.get(name))]
