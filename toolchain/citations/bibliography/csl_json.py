"""Read CSL-JSON from Zotero, Mendeley and Better BibTeX: a list of items, parsed one by one."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from toolchain.citations.bibliography.csl import read_item
from toolchain.citations.bibliography.gathering import Draft, Gathering
from toolchain.citations.bibliography.texts import Places
from toolchain.model import Bibliography
from toolchain.model.expressions import expression
from toolchain.rules import bibliography as faults

MAX_PARTS = 3_000_000
"""The most values of a file; this limits memory."""

_NAME = r'"{}"(?=\s*:)'
_LISTS = ("items", "references")
_BLANK = expression(r"[ \t\n\r]*")
_FAULTS: Mapping[str, type[faults.NotJson]] = {
    "',' delimiter": faults.NotJsonComma,
    "property name": faults.NotJsonName,
    "':' delimiter": faults.NotJsonColon,
    "Unterminated string": faults.NotJsonString,
    "escape": faults.NotJsonEscape,
    "Expecting value": faults.NotJsonValue,
}
"""By a piece of what the parser says."""


def read(text: str, path: str) -> Bibliography:
    """Return the bibliography in a text; `path` is its file in messages.

    Raise `Failure`: S012 or S020 if it is not CSL-JSON, S021 above a limit.
    """
    places = Places(text, path)
    if sum(map(text.count, "[{,")) > MAX_PARTS:
        raise places.unreadable(0, faults.TooManyParts(MAX_PARTS))
    gathering = Gathering(path)
    for value, start, end, repeated in _Items(text, places).each():
        span = places.span(start, end)
        if isinstance(value, Mapping):
            draft = Draft(gathering, span, partial(places.located, start, end, _NAME))
            for name in repeated:
                draft.report(name, faults.FieldTwice(name))
            read_item(value, draft)
        else:
            gathering.report(span, faults.NotSource(), lost=True)
    return gathering.bibliography()


class _Item(NamedTuple):
    """A value of the list, its start and end, and the names that occur twice in its object."""

    value: object
    start: int
    end: int
    repeated: list[str]


class _Items:
    """The items of a text, parsed one by one."""

    def __init__(self, text: str, places: Places) -> None:
        self._text, self._fault = text, places.unreadable
        self._repeated: list[str] = []
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_int=str, parse_float=str, parse_constant=str, strict=False
        )

    def each(self) -> Iterator[_Item]:
        """Yield each item of the list, which may be inside an object: `{"items": […]}`."""
        position = self._after_blanks(0)
        if self._text.startswith("[", position):
            position = yield from self._list(position)
        elif self._text.startswith("{", position):
            position = yield from self._lists_in_object(position)
        else:
            raise self._fault(position, faults.NotCslJson())
        position = self._after_blanks(position)
        if position < len(self._text):
            raise self._fault(position, faults.TextAfterEnd())

    def _list(self, position: int) -> Generator[_Item, None, int]:
        """Yield the items of a list that begins here; return its end."""
        position = self._after_blanks(position + 1)
        while not self._text.startswith("]", position):
            self._repeated = []
            value, end = self._value(position)
            yield _Item(value, position, end, self._repeated)
            position = self._next(end, "]")
        return position + 1

    def _lists_in_object(self, start: int) -> Generator[_Item, None, int]:
        """Yield the items of the lists of sources in an object; return its end."""
        found = False
        position = self._after_blanks(start + 1)
        while not self._text.startswith("}", position):
            name, end = self._value(position)
            end = self._after_blanks(end)
            if not self._text.startswith(":", end):
                raise self._fault(end, faults.ColonMissing())
            position = self._after_blanks(end + 1)
            if name in _LISTS and self._text.startswith("[", position):
                found = True
                end = yield from self._list(position)
            else:
                _, end = self._value(position)
            position = self._next(end, "}")
        if not found:
            raise self._fault(start, faults.NoJsonList())
        return position + 1

    def _next(self, end: int, closing: str) -> int:
        """Return the start of the next value, or of the closing bracket."""
        position = self._after_blanks(end)
        if self._text.startswith(closing, position):
            return position
        if not self._text.startswith(",", position):
            raise self._fault(position, faults.CommaMissing(closing))
        following = self._after_blanks(position + 1)
        if self._text.startswith(closing, following):
            raise self._fault(position, faults.CommaTooMany(closing))
        return following

    def _value(self, position: int) -> tuple[object, int]:
        try:
            return self._decoder.raw_decode(self._text, position)
        except json.JSONDecodeError as error:
            fault = next((each for piece, each in _FAULTS.items() if piece in error.msg), faults.NotJson)
            raise self._fault(error.pos, fault(error.msg)) from None
        except RecursionError:
            raise self._fault(position, faults.TooDeep()) from None

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        """Return an object; for a duplicate name the first value is used."""
        found = dict(pairs)
        if len(found) < len(pairs):
            found = {}
            for name, value in pairs:
                if found.setdefault(name, value) is not value:
                    self._repeated.append(name)
        return found

    def _after_blanks(self, position: int) -> int:
        match = _BLANK.match(self._text, position)
        return match.end() if match else position
