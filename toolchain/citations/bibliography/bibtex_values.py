"""Values of BibTeX fields: texts in braces or quotation marks, abbreviations joined by #; names in them."""

from __future__ import annotations

import re
from collections.abc import Callable

from toolchain.citations.bibliography.dates import MONTHS
from toolchain.model import Name
from toolchain.model.expressions import expression
from toolchain.model.records import Changing, field

MAX_COPIED = 16_000_000
"""The most characters that abbreviations and inheritance may add to a file."""

_MOST_AROUND = 3  # each pair costs a walk through the text

_BRACES = expression(r"(?<!\\)[{}]")
_QUOTED = expression(r'(?<!\\)[{}"]')
_BARE = expression(r'[^\s#,{}"]+')
_JOINT = expression(r"\s*(#?)\s*")


class Value(Changing):
    """A field's text, the undefined abbreviations in it, and any invalid text after it."""

    text: str = ""
    undefined: list[str] = field(default_factory=list)
    rest: str = ""


class Budget:
    """The amount of text that may still be copied; it limits what a short file can expand to."""

    def __init__(self, characters: int = MAX_COPIED) -> None:
        self._left = characters

    def takes(self, characters: int) -> bool:
        """Return whether so many characters are allowed, and subtract them."""
        if characters > self._left:
            return False
        self._left -= characters
        return True


class Abbreviations:
    """The definitions of `@string` so far, and the names of months."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._texts = {name: name for name in MONTHS}

    def define(self, name: str, text: str) -> None:
        """Define a name, which ignores case."""
        self._texts[name.lower()] = text

    def value(self, source: str) -> Value:
        """Return the value at the start of a source: `{a} # abbreviation # "b"`."""
        value, pieces, position = Value(), list[str](), len(source) - len(source.lstrip())
        while position < len(source):
            position = self._piece(source, position, pieces, value)
            joint = _JOINT.match(source, position)
            position = joint.end() if joint else position
            if joint is None or not joint[1]:
                break
        value.text, value.rest = "".join(pieces), source[position:].strip()
        return value

    def _piece(self, source: str, position: int, pieces: list[str], value: Value) -> int:
        """Add a piece, and return its end."""
        if source[position] in '{"':
            end = _end(source, position)
            pieces.append(source[position + 1 : end])
            return end + 1
        bare = _BARE.match(source, position)
        if bare is None:
            return len(source)
        name = bare[0]
        text = name if name.isdecimal() else self._texts.get(name.lower())
        if text is None or not self._budget.takes(len(text)):
            value.undefined.append(name)
            text = name
        pieces.append(text)
        return bare.end()


def _end(source: str, start: int) -> int:
    """Return the end of the text that begins with a brace or quotation mark."""
    is_quoted = source[start] == '"'
    depth = 0
    for sign in (_QUOTED if is_quoted else _BRACES).finditer(source, start + 1):
        if sign[0] == "{":
            depth += 1
        elif sign[0] == "}" and depth:
            depth -= 1
        elif not depth and sign[0] == ('"' if is_quoted else "}"):
            return sign.start()
    return len(source)


def unbraced(source: str) -> str:
    """Return a text without the braces around it."""
    text = source.strip()
    for _ in range(_MOST_AROUND):
        if not is_braced(text):
            break
        text = text[1:-1].strip()
    return text


def is_braced(source: str) -> bool:
    """Return whether one pair of braces encloses the whole text."""
    return source.startswith("{") and _end(source, 0) == len(source) - 1


OTHERS = Name(literal="others")
"""The name for `and others`, as in pandoc's CSL-JSON."""

_EXTENDED = expression(r"\s*(family|given|prefix|suffix|useprefix|[a-z]+-i|id|nameaddon|juniorcomma)\s*=\s*")
_AND = expression(r"(?<!\\)[{}]|\s+and(?=\s)", re.IGNORECASE)
_COMMA = expression(r"(?<!\\)[{},]")
_PARTS = {"family": "family", "given": "given", "prefix": "dropping", "suffix": "suffix"}

Decode = Callable[[str], str]
Report = Callable[[str, str], None]
"""Receives a name and the reason why it cannot be read."""


def read_names(source: str, decode: Decode, report: Report, *, use_prefix: bool) -> tuple[Name, ...]:
    """Return the names in a field. `decode` converts LaTeX to text; an invalid name is reported.

    A particle ("von") is a dropping one, unless the entry has BibLaTeX's option `useprefix`.
    """
    if is_braced(source.strip()):
        text = decode(unbraced(source))
        return (Name(literal=text),) if text else ()
    found = (_name(one, decode, report) for one in _split(source, _AND))
    names = tuple(name for name in found if any(name))
    if use_prefix:
        return tuple(_with_prefix(name) for name in names)
    return names


def _with_prefix(name: Name) -> Name:
    if not name.dropping:
        return name
    return name._replace(dropping="", non_dropping=name.dropping)


def _name(source: str, decode: Decode, report: Report) -> Name:
    source = source.strip()
    if source.lower() == "others":
        return OTHERS
    if is_braced(source):
        return Name(literal=decode(unbraced(source)))
    if _EXTENDED.match(source):
        return _extended(source, decode)
    return _classic(source, decode, report)


def _extended(source: str, decode: Decode) -> Name:
    """Return a name in BibLaTeX's own form: `family=Beethoven, given=Ludwig, prefix=van, useprefix=true`."""
    values: dict[str, str] = {}
    for part in _split(source, _COMMA):
        if match := _EXTENDED.match(part):
            values[match[1]] = decode(unbraced(part[match.end() :]))
    name = Name(**{_PARTS[key]: text for key, text in values.items() if key in _PARTS})
    return _with_prefix(name) if values.get("useprefix", "").lower() == "true" else name


def _split(source: str, separator: re.Pattern[str]) -> list[str]:
    """Return the pieces between separators outside braces."""
    pieces, depth, start = [], 0, 0
    for match in separator.finditer(source):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth <= 0:
            pieces.append(source[start : match.start()])
            start = match.end()
    return [*pieces, source[start:]]


def _classic(source: str, decode: Decode, report: Report) -> Name:
    """Return a name in the form `First von Last`, `von Last, First` or `von Last, Jr, First`."""
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    try:
        parts = parse_single_name_into_parts(source)
    except InvalidNameError as error:
        report(source, error.reason)
        parts = parse_single_name_into_parts(source, strict=False)
    first, von, last, jr = (
        decode(" ".join(words)) for words in (parts.first, parts.von, parts.last, parts.jr)
    )
    if last and not (first or von or jr):
        return Name(literal=last)
    return Name(family=last, given=first, suffix=jr, dropping=von)
