"""Read CSL-YAML from pandoc and Better BibTeX: a list of items, built one by one from the parser's events.

Tags have no effect and aliases are not followed, so nothing is executed and a short text stays short. All
scalars are read as typed: `number: 012` is "012".

Titles and notes can contain pandoc's inline Markdown: `*italics*`, `**bold**`, `^high^`, `~low~`, `[as
is]{.nocase}`, and a backslash before a literal character.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from toolchain.citations.bibliography.csl import read_item
from toolchain.citations.bibliography.gathering import Draft, Gathering
from toolchain.citations.bibliography.terms import RICH
from toolchain.citations.bibliography.texts import printable
from toolchain.model import Bibliography
from toolchain.model.diagnostics import Failure, Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.rules import bibliography as faults
from toolchain.rules.sources import SourceInvalid

MAX_DEPTH = 6
MAX_NODES = 10_000
"""Maximum depth of an entry, and maximum number of its values."""
MAX_PARTS = 3_000_000
"""Maximum number of values in a file."""
_LISTS = {"references", "items"}
_NOTHING = {"", "~", "null", "Null", "NULL"}
_OTHER_LINE_ENDS = expression("[\x85\u2028\u2029]")  # in YAML's sense, not an editor's
_SIGN = expression(r"[*_^~\\\]]")
_FORMS = tuple(
    (expression(form), tag)
    for form, tag in (
        (r"\*\*(?=\S)([^*\n]{1,2000}?)(?<=\S)\*\*", r"<b>\1</b>"),
        (r"\*(?=\S)([^*\n]{1,2000}?)(?<=\S)\*", r"<i>\1</i>"),
        (r"(?<!\w)_(?=\S)([^_\n]{1,2000}?)(?<=\S)_(?!\w)", r"<i>\1</i>"),
        (r"\^([^\s^]{1,50})\^", r"<sup>\1</sup>"),
        (r"(?<!~)~([^\s~]{1,50})~(?!~)", r"<sub>\1</sub>"),
        (r"\[([^\[\]\n]{1,2000})\]\{\.nocase\}", r'<span class="nocase">\1</span>'),
    )
)
_ESCAPED = expression(r"\\([!-/:-@\[-`{-~])")
_PRIVATE = 0xE000  # placeholders for escaped characters, so that the forms do not match them
_WAITING = expression("[\ue021-\ue07e]")


class _Value(NamedTuple):
    """A text, list or dictionary, with its start and end."""

    value: object
    span: SourceSpan


class _Item(NamedTuple):
    """A value of a list of sources, the places of its fields, and the defects of its form."""

    value: _Value
    places: dict[str, SourceSpan]
    faults: list[tuple[SourceSpan, SourceInvalid]]


def read(text: str, path: str) -> Bibliography:
    """Return the bibliography in a text; `path` is its file in messages. Raise `Failure`: S012 if it is not
    CSL-YAML, S021 above a limit.
    """
    gathering = Gathering(path)
    shown = printable(text)
    if shown is not text:
        place = next(number for number, line in enumerate(text.split("\n"), 1) if printable(line) is not line)
        gathering.report(SourceSpan.at(path, place, length=0), faults.UnprintableFile())
    for item in _Items(_OTHER_LINE_ENDS.sub(" ", shown), path).each():
        _read(item, gathering)
    return gathering.bibliography()


def _read(item: _Item, gathering: Gathering) -> None:
    for fault in item.faults:
        gathering.report(*fault)
    value, span = item.value
    if not isinstance(value, dict):
        gathering.report(span, faults.NotYamlSource(), lost=True)
        return
    draft = Draft(gathering, span, lambda name: item.places.get(name, span))
    for name in RICH & value.keys():
        if isinstance(value[name], str):
            value[name] = as_csl(value[name])
    read_item(value, draft)


class _Items:
    """The items of a text, built one by one from the parser's events and not stored."""

    def __init__(self, text: str, path: str) -> None:
        self._path = path
        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._events: Iterator[Any] = iter(yaml.parse(text, loader))
        self._faults: list[tuple[SourceSpan, SourceInvalid]] = []
        self._places: dict[str, SourceSpan] = {}
        self._nodes, self._left = 0, MAX_PARTS
        self._has_list = False
        self._lines = text.count("\n") + 1

    def each(self) -> Iterator[_Item]:
        """Yield each value of the list, or of the list under `references:`, in any document of the file."""
        try:
            for event in self._events:
                if isinstance(event, yaml.SequenceStartEvent):
                    yield from self._items()
                elif isinstance(event, yaml.MappingStartEvent):
                    yield from self._under_key()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            if line > self._lines:  # at the end of a text without a last line end
                line, column = self._lines, 1
            span = SourceSpan.at(self._path, line, column)
            reason = str(error.problem or error.context)
            raise Failure(Finding(span, faults.NotYaml(reason))) from None
        except yaml.YAMLError as error:
            reason = str(error).splitlines()[0]
            raise Failure.of(self._path, faults.NotYamlText(reason)) from None
        if not self._has_list:
            raise Failure.of(self._path, faults.NoYamlList())

    def _under_key(self) -> Iterator[_Item]:
        """Yield the items of the list under `references:`."""
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            name = event.value if isinstance(event, yaml.ScalarEvent) else ""
            self._build(event, MAX_DEPTH + 1)
            event = next(self._events)
            if name in _LISTS and isinstance(event, yaml.SequenceStartEvent):
                yield from self._items()
            else:
                self._build(event, MAX_DEPTH + 1)

    def _items(self) -> Iterator[_Item]:
        self._has_list = True
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            self._faults, self._places, self._nodes = [], {}, 0
            value = self._build(event, 0)
            yield _Item(value, self._places, self._faults)

    def _build(self, event: Any, depth: int) -> _Value:
        """Return the value that begins with an event; an empty one if it is too deep or too large."""
        self._nodes += 1
        self._left -= 1
        if not self._left:
            raise Failure(Finding(self._span(event, event), faults.TooManyParts(MAX_PARTS)))
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0] and event.value in _NOTHING
            return _Value(None if plain else event.value, self._span(event, event))
        if isinstance(event, yaml.AliasEvent):
            self._tell(event, faults.YamlAlias())
            return _Value(None, self._span(event, event))
        if depth >= MAX_DEPTH or self._nodes > MAX_NODES:
            return self._skip(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(event, depth)
        return self._dictionary(event, depth)

    def _skip(self, event: Any, depth: int) -> _Value:
        """Skip a list or dictionary."""
        if depth <= MAX_DEPTH:
            self._tell(event, faults.ValueTooLarge())
        open_, last = 1, event
        while open_:
            last = next(self._events)
            open_ += isinstance(last, yaml.CollectionStartEvent) - isinstance(last, yaml.CollectionEndEvent)
        return _Value(None, self._span(event, last))

    def _list(self, start: Any, depth: int) -> _Value:
        values = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            value = self._build(event, depth + 1).value
            if self._nodes <= MAX_NODES:
                values.append(value)
        if self._nodes > MAX_NODES:
            self._tell(start, faults.ListTooLong())
        return _Value(values, self._span(start, event))

    def _dictionary(self, start: Any, depth: int) -> _Value:
        values: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._build(event, depth + 1)
            value = self._build(next(self._events), depth + 1)
            name = key.value if isinstance(key.value, str) else ""
            if not name or name in values:
                fault = faults.FieldTwice(name) if name else faults.NotFieldName()
                self._faults.append((key.span, fault))
                continue
            values[name] = value.value
            if not depth:
                self._places[name] = key.span
        return _Value(values, self._span(start, event))

    def _tell(self, event: Any, fault: SourceInvalid) -> None:
        self._faults.append((self._span(event, event), fault))

    def _span(self, first: Any, last: Any) -> SourceSpan:
        start, end = first.start_mark, last.end_mark
        return SourceSpan(self._path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def as_csl(text: str) -> str:
    """Return the text with CSL's markup; anything else stays as it is."""
    if not _SIGN.search(text) or _WAITING.search(text):
        return text
    text = _ESCAPED.sub(lambda found: chr(_PRIVATE + ord(found[1])), text)
    for form, tag in _FORMS:
        text = form.sub(tag, text)
    return _WAITING.sub(lambda found: chr(ord(found[0]) - _PRIVATE), text)
