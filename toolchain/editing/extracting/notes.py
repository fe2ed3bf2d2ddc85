"""Read the references in a typed note, and Ibid. for the source of the note before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, TypeAlias

from toolchain.citations.style.documents import is_symbol
from toolchain.editing.extracting import people, same
from toolchain.editing.extracting.references import SYMBOL, Reader, Reference, Unsure, first_word, unclear
from toolchain.editing.extracting.sentences import ADDRESS, ends, is_named, pieces
from toolchain.editing.extracting.titled import Titled
from toolchain.model.expressions import expression
from toolchain.model.records import Record
from toolchain.model.wording import said

_BRACKETED = expression(r"[(（](?P<inner>[^()（）]{1,40})[)）]")
_LOOKS_CITED = expression(r"\b(?:1[5-9]|20)\d\d\b|\bpp?\.\s?\d|\bvol\.\s?\d", re.IGNORECASE)
_BEFORE = people.BEHIND + "\u00a0"
_CUT = expression(r"[,،，](?=\s?\w)|[.](?=\s)|。(?=.)")
_COMMAS = ",،，"
_PARTING = expression(r"[;；؛]\s*")


class Ibid(Record):
    """A typed Ibid., from `start` to `end`. Its locator begins at `locator`, or at `end` if there is none."""

    start: int
    end: int
    locator: int


Found: TypeAlias = Reference | Ibid
Kind: TypeAlias = Literal["dated", "ibid", "symbol"]


class _Anchor(Record):
    """A part that marks a reference: its position, and its kind."""

    kind: Kind
    start: int
    match: re.Match[str]


class NoteReader(Record):
    """Reads the notes of a document."""

    reader: Reader

    def read(self, text: str, italics: Sequence[tuple[int, int]] = ()) -> tuple[Found, ...] | Unsure:
        """Return all references in a note with words in italics; () if there seem to be none."""
        titled = Titled(self.reader.reading, tuple(italics))
        if whole := self._parts(text, self._printed) or self._parts(text, titled.read):
            return whole
        anchors = list(self._anchors(text))
        if not anchors:
            return self._without(text)
        found: list[Found] = []
        at = 0
        for number, anchor in enumerate(anchors):
            later = anchors[number + 1].start if number + 1 < len(anchors) else len(text)
            limit = _limit(text, anchor.match.end(), later)
            if wrong := self._before(text, at, anchor):
                return wrong
            read = self._one(text, anchor, limit)
            if isinstance(read, Unsure):
                return read
            found.append(read)
            at = read.end
        return tuple(found)

    def _parts(self, text: str, whole: Callable[[str, int, int], Reference | None]) -> tuple[Found, ...]:
        """Return the references of a note if all its parts between semicolons are references, else ()."""
        found: list[Found] = []
        start = 0
        for end in (*(parting.start() for parting in _PARTING.finditer(text)), len(text)):
            signal = self.reader.reading.signals.match(text, start, end)
            read = whole(text, signal.end() if signal else start, end)
            if read is None:
                return ()
            found.append(read)
            parting = _PARTING.match(text, end)
            start = parting.end() if parting else end
        return tuple(found)

    def _printed(self, text: str, start: int, end: int) -> Reference | None:
        """Return a known source if the text has its printed form."""
        reading = self.reader.reading
        while end > start and (text[end - 1].isspace() or text[end - 1] in ".。"):
            end -= 1
        cuts = [found.start() for found in _CUT.finditer(text, start, end)]
        for cut in (*cuts, end):
            source = self.reader.known.forms.get(same.words(text[start:cut], reading))
            if source and (cut == end or cut + 1 + reading.locate(text[cut + 1 : end]) == end):
                return Reference(start, end, source.item, first_word(text, cut + 1, end), key=source.key)
        return None

    def _anchors(self, text: str) -> Iterator[_Anchor]:
        reading = self.reader.reading
        marks: list[tuple[Kind, re.Match[str]]] = [
            *(
                ("dated", each)
                for each in _BRACKETED.finditer(text)
                if people.date(each["inner"].strip(), reading) is not None
            ),
            *(("ibid", each) for each in reading.ibid.finditer(text)),
            *(("symbol", each) for each in SYMBOL.finditer(text) if is_symbol(each[0])),
        ]
        floor = 0
        for kind, mark in sorted(marks, key=lambda mark: mark[1].start()):
            if mark.start() < floor:
                continue
            start = self._start(text, floor, mark.start(), kind)
            before = self.reader.reading.signals.sub("", text[floor:start]).strip()
            if kind == "symbol" and (
                start != mark.start() or (before and not before.endswith((";", "；", "؛")))
            ):
                continue  # one within a reference
            yield _Anchor(kind, start, mark)
            floor = mark.end()

    def _start(self, text: str, floor: int, mark: int, kind: Kind) -> int:
        """Return the start of the sentence, or the part between semicolons, that contains an anchor."""
        last = mark
        while kind == "dated" and last > floor and text[last - 1] in _BEFORE:
            last -= 1
        start = floor
        for stop in ends(text, floor, last, self.reader.reading):
            start = stop + 1
        for parting in _PARTING.finditer(text, start, last):
            start = parting.end()
        while start < mark and text[start] in " \u00a0":
            start += 1
        signal = self.reader.reading.signals.match(text, start, mark)
        return signal.end() if signal else start

    def _before(self, text: str, at: int, anchor: _Anchor) -> Unsure | None:
        """Return what is wrong with the words before a reference, which must be sentences, or words such as
        "see also".
        """
        prose = text[at : anchor.start]
        bare = self.reader.reading.signals.sub("", prose).strip(" .,;；؛\u00a0")
        if not bare:
            return None
        if ADDRESS.search(prose) or SYMBOL.search(prose):
            return Unsure(said("the note names another source first, in an unknown form"))
        name = text[anchor.start : anchor.match.start()].strip(_BEFORE)
        if anchor.kind == "dated" and not is_named(name):
            return Unsure(said("where the source begins in “{text}” cannot be determined", text=name[:60]))
        return None

    def _one(self, text: str, anchor: _Anchor, limit: int) -> Found | Unsure:
        if anchor.kind == "dated":
            return self.reader.dated(text, anchor.start, anchor.match.start(), anchor.match.end() - 1, limit)
        if anchor.start != anchor.match.start():
            return Unsure(said("its Ibid. is in the middle of a sentence"))
        ibid = anchor.kind == "ibid"
        read = (self._ibid if ibid else self.reader.symbol)(text, anchor.match, limit)
        rest = text[read.end : limit] or "."
        if rest[:1] in _COMMAS and re.search(r"\d", rest):
            return Unsure(unclear(rest.strip(" ,.")[:60]))
        parts = list(pieces(text, read.end, limit, self.reader.reading))
        if parts and rest[:1] in _COMMAS:
            parts = parts[1:]  # a remark, after the comma
        return self.reader.not_own(text, parts, ended=True) or read

    def _ibid(self, text: str, found: re.Match[str], limit: int) -> Ibid:
        end = found.end()
        behind = end + (text[end : end + 1] == ".")
        at = self.reader.reading.locate(text[behind:limit])
        if not at:
            return Ibid(found.start(), end, end)
        return Ibid(found.start(), behind + at, first_word(text, behind, behind + at))

    def _without(self, text: str) -> tuple[Found, ...] | Unsure:
        if self.reader.reading.idem.search(text):
            return Unsure(said("“Idem” can mean another work of the same author"))
        if ADDRESS.search(text) or SYMBOL.search(text) or _LOOKS_CITED.search(text):
            return Unsure(said("the note has none of the known forms of a reference"))
        return ()


def _limit(text: str, start: int, later: int) -> int:
    """Return the latest end of a reference: the start of the next one, or the semicolon before that."""
    partings = list(_PARTING.finditer(text, start, later)) if later < len(text) else []
    if partings and "." not in text[partings[-1].end() : later]:
        return partings[-1].start()
    return later
