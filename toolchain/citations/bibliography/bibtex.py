"""Read BibTeX and BibLaTeX, as written by Zotero, Better BibTeX, Mendeley and people.

bibtexparser splits the file into blocks; `bibtex_values`, `bibtex_inheritance` and `bibtex_fields` interpret
them.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from toolchain.citations.bibliography.bibtex_fields import read_record
from toolchain.citations.bibliography.bibtex_inheritance import Inheritance, Record
from toolchain.citations.bibliography.bibtex_values import Abbreviations, Budget
from toolchain.citations.bibliography.gathering import Draft, Gathering
from toolchain.citations.bibliography.texts import MAX_FIELD, Places, on_one_line, printable
from toolchain.model import Bibliography
from toolchain.model.diagnostics import Failure, Related, SourceSpan
from toolchain.model.expressions import expression
from toolchain.rules import bibliography as faults

if TYPE_CHECKING:
    from bibtexparser.model import Block
    from bibtexparser.model import Entry as Parsed

MAX_PARTS = 1_500_000
"""The most entries and fields of a file; this limits memory."""

_NAME = r"(?i)\b{}(?=\s*=)"
_FIELD = expression(r",?\s*([A-Za-z][\w:.+-]*)\s*=\s*(?=\S)")
_BEGINNING = expression(r"^[ \t]*@[A-Za-z]+(?:-[A-Za-z]+)*\s*(?=[{(])", re.MULTILINE)
_ON_ONE_LINE = str.maketrans({"-": "_", "\n": " "})
"""To bibtexparser `@article-journal{`, and a brace on the next line, begin no entry."""

_NOT_ENTRIES = frozenset(("xdata", "string", "preamble", "comment"))


def read(text: str, path: str) -> Bibliography:
    """Return the bibliography in a text; `path` is its file in messages. Raise `Failure`: S012 if it has no
    entry, S021 above a limit.
    """
    if text.count("@") + text.count("=") > MAX_PARTS:
        raise Failure.of(path, faults.TooManyParts(MAX_PARTS))
    reader = _Reader(text, path)
    reader.read()
    return reader.gathering.bibliography()


class _Reader:
    """One file: its abbreviations so far, and its records."""

    def __init__(self, text: str, path: str) -> None:
        self._text, self._path, self._places = text, path, Places(text, path)
        self.gathering = Gathering(path)
        self._budget = Budget()
        self._abbreviations = Abbreviations(self._budget)
        self._records: dict[str, Record] = {}
        self._faults = 0

    def read(self) -> None:
        """Read the blocks in order, then apply inheritance."""
        from bibtexparser.splitter import Splitter

        text = _BEGINNING.sub(lambda found: found[0].translate(_ON_ONE_LINE), self._text)
        logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # we report what it would log
        cursor = 0
        for block in Splitter(text).split().blocks:
            raw = block.raw or ""
            start = max(text.find(raw, cursor), cursor)
            cursor = start + len(raw)
            if raw.startswith("@"):
                self._block(block, self._places.span(start, cursor), start)
        if not self._records and not self._faults:
            raise Failure.of(self._path, faults.NoEntry())
        Inheritance(self._records, self._budget, self.gathering.report).resolve()
        for record in self._records.values():
            if record.type not in _NOT_ENTRIES:
                read_record(record, Draft(self.gathering, record.span, record.locate))

    def _block(self, block: Block, span: SourceSpan, start: int) -> None:
        from bibtexparser import model

        if isinstance(block, model.DuplicateBlockKeyBlock | model.DuplicateFieldKeyBlock):
            inner = block.ignore_error_block
            if inner is not None:
                self._block(inner, span, start)
        elif isinstance(block, model.ParsingFailedBlock):
            self._faults += 1
            self.gathering.report(span, faults.EntryUnreadable(_why(block)), lost=True)
        elif isinstance(block, model.String):
            value = self._abbreviations.value(block.value)
            self._abbreviations.define(block.key, value.text)
            self._report_undefined(value.undefined, block.key, lambda _: span)
        elif isinstance(block, model.Entry):
            self._entry(block, span, start)

    def _entry(self, entry: Parsed, span: SourceSpan, start: int) -> None:
        end = start + len(entry.raw or "")
        locate = partial(self._places.located, start, end, _NAME)
        sources: dict[str, str] = {}
        for field in entry.fields:
            self._field(field.key, field.value, sources, locate)
        key = on_one_line(printable(entry.key))
        record = Record(key, entry.entry_type.lower(), sources, span, locate)
        first = self._records.setdefault(key, record) if key else None
        if first is None:
            self.gathering.report(span, faults.NoBibtexKey(printable(entry.entry_type)), lost=True)
            self._faults += 1
        elif first is not record:
            related = (Related(first.span, faults.FirstWithKey()),)
            self.gathering.report(span, faults.SecondWithKey(key), related, lost=True)

    def _field(
        self, name: str, source: str, sources: dict[str, str], locate: Callable[[str], SourceSpan]
    ) -> None:
        """Read a field, and further fields that follow it without a comma."""
        while True:
            name = on_one_line(printable(name)).lower()
            value = self._abbreviations.value(source)
            self._report_undefined(value.undefined, name, locate)
            if name in sources:
                self.gathering.report(locate(name), faults.FieldTwice(name))
            elif len(value.text) > MAX_FIELD:
                self.gathering.report(locate(name), faults.FieldTooLong(name))
            elif name:
                sources[name] = value.text
            if not value.rest:
                return
            following = _FIELD.match(value.rest)
            self.gathering.report(locate(name), faults.FaultAfterField(name))
            if following is None:
                return
            name, source = following[1], value.rest[following.end() :]

    def _report_undefined(self, names: list[str], field: str, locate: Callable[[str], SourceSpan]) -> None:
        for name in names[:1]:
            self.gathering.report(locate(field), faults.UndefinedAbbreviation(name, field))


def _why(block: Block) -> str:
    """Return the parser's message, or ""."""
    reason = str(getattr(getattr(block, "error", None), "abort_reason", ""))
    return on_one_line(printable(reason)).rstrip(". ")
