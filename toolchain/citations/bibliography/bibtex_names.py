"""Convert names from BibTeX and BibLaTeX to CSL."""

import re
from collections.abc import Callable

from toolchain.citations.bibliography.bibtex_values import is_braced, unbraced
from toolchain.model import Name
from toolchain.model.expressions import expression

OTHERS = Name(literal="others")
"""The name for `and others`, as in pandoc's CSL-JSON."""

_EXTENDED = expression(r"\s*(family|given|prefix|suffix|useprefix|[a-z]+-i|id|nameaddon|juniorcomma)\s*=\s*")
_AND = expression(r"(?<!\\)[{}]|\s+and(?=\s)", re.IGNORECASE)
_COMMA = expression(r"(?<!\\)[{},]")
_PARTS = {"family": "family", "given": "given", "prefix": "dropping", "suffix": "suffix"}

Decode = Callable[[str], str]
Report = Callable[[str, str], None]
"""Receives a name and the reason why it cannot be read."""


def read_names(source: str, decode: Decode, report: Report, *, use_prefix: bool = False) -> tuple[Name, ...]:
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
