"""All possible rules of a profile and their types: one table for reading and showing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from toolchain.formats.table import OURS
from toolchain.model.facts import Word
from toolchain.model.records import Record
from toolchain.model.wording import fold
from toolchain.rules.profiles import Form, OneOf, SomeOf

Shape: TypeAlias = Literal[
    "flag", "whole", "number", "word", "words", "text", "texts", "by language", "amount"
]
"""What a value is: true or false, a whole or any number above zero, one or several of some words, a text or
several, texts by language, or true or a number of them."""


class Kind(Record):
    """The type of a rule's value, its allowed words, and its subject."""

    shape: Shape
    about: str
    options: tuple[str, ...] = ()


COUNTED = ("cover", "headings", "notes", "tables", "captions", "annexes")
"""What a limit on words may or may not hold for; the paragraphs of the body always count."""

FORMATS = (*OURS, "odt", "rtf")

PARTS = (
    "summary", "introduction", "context", "follow-up", "victims", "perpetrators", "findings",
    "recommendations",
)  # fmt: skip
"""Parts whose headings are known in six languages."""

RULES: Mapping[str, Kind] = MappingProxyType({
    "languages": Kind("texts", "the languages that are accepted"),
    "formats": Kind("words", "the kinds of file that are accepted", FORMATS),
    "file-size": Kind("number", "the largest file that is accepted, in megabytes"),
    "file-name": Kind("text", "how the file is to be named; * stands for anything"),
    "notes": Kind("word", "where notes stand", ("endnotes", "footnotes")),
    "notes-for": Kind("word", "what notes may say", ("references",)),
    "look": Kind("word", "how PDF, HTML and EPUB look", ("un", "house")),
    "cover": Kind("word", "whether the cover may fill a page of its own", ("page", "plain")),
    "emphasis": Kind("words", "emphasis that is not to be used", ("bold", "italics", "underline")),
    "addressee": Kind("flag", "whether each recommendation names who is to act"),
    "joint": Kind("text", "the profile for several organizations together"),
    "order": Kind("texts", "the order of organizations, by words of their status"),
    "parts": Kind("words", "its parts in their usual order, for a new source", PARTS),
    "published": Kind("flag", "whether it publishes what is not marked as confidential"),
    "masthead": Kind("flag", "whether it may look like a document of the United Nations"),
})  # fmt: skip
"""The rules that stand alone."""

GROUPS: Mapping[str, Mapping[str, Kind]] = MappingProxyType({
    "limits": {
        "words": Kind("whole", "the most words"),
        "pages": Kind("whole", "the most pages"),
    },
    "counts": {each: Kind("flag", f"whether the limit holds for the {each}") for each in COUNTED},
    "typography": {
        "font": Kind("text", "the typeface"),
        "size": Kind("number", "the size of the text, in points"),
        "line-spacing": Kind("number", "the space between lines, as a multiple of single"),
        "paper": Kind("word", "the paper", ("A4", "letter")),
    },
    "numbering": {"paragraphs": Kind("flag", "whether paragraphs are to be numbered")},
})  # fmt: skip
"""Groups whose names are fixed."""

OPEN: Mapping[str, Kind] = MappingProxyType({
    "required": Kind("amount", "what the front matter must say"),
    "sections": Kind("by language", "a section there must be, by words of its heading"),
    "statements": Kind("by language", "words that must stand in it"),
    "terms": Kind("texts", "a term to avoid, and what to write instead"),
    "checklist": Kind("text", "what is to be seen to by hand"),
})  # fmt: skip
"""Groups whose names are free: a key of the front matter, a term, a name of one's own."""

ABOUT = ("value", "source", "checked", "status", "remark", "severity", "one-of")
"""The keys of a rule."""

HEAD = ("title", "recipient", "inherits", "without", "severities", "instrument")
"""The keys of a profile that are no rules."""

SEVERITIES = ("error", "warning", "information")

CODE = "[A-Z]{1,9}[0-9]{1,9}"
"""The form of a finding's code."""

LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
"""The form of a language's tag."""

MOST = 1_000_000_000
LONGEST = 2_000
"""The greatest number, and the most characters of a text."""


def kind_of(path: tuple[str, ...]) -> Kind | None:
    """Return the kind of rule at a path of keys, ("limits", "words"); None if it is not a rule."""
    match path:
        case (name,):
            return RULES.get(name)
        case (group, name):
            return OPEN.get(group) or GROUPS.get(group, {}).get(name)
        case _:
            return None


def read_value(value: object, kind: Kind) -> tuple[Any, Form | OneOf | SomeOf | None]:
    """Return a rule's value and None; or None and the expected form."""
    made = _READ[kind.shape](value)
    if made is None:
        return None, Form(_FORMS[kind.shape])
    chosen = made if isinstance(made, tuple) else (made,)
    if kind.options and not all(each in kind.options for each in chosen):
        return None, (SomeOf if kind.shape == "words" else OneOf)(kind.options)
    return made, None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and _number(value) else None


def _number(value: object) -> float | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number and 0 < value <= MOST else None  # type: ignore[operator,arg-type]


def _amount(value: object) -> int | None:
    return 1 if value is True else _whole(value)


def _text(value: object) -> str | None:
    text = fold(value) if isinstance(value, str) and len(value) <= LONGEST else ""
    return text or None


def _texts(value: object) -> tuple[str, ...] | None:
    texts = [_text(each) for each in value] if isinstance(value, list) else [None]
    made = tuple(each for each in texts if each)
    return made if len(made) == len(texts) else None


def _by_language(value: object) -> Mapping[str, tuple[str, ...]] | None:
    if not isinstance(value, dict) or not value:
        return None
    made: dict[str, tuple[str, ...]] = {}
    for language, texts in value.items():
        read = _texts([texts] if isinstance(texts, str) else texts)
        if not read or not re.fullmatch(LANGUAGE, str(language)):
            return None
        made[str(language)] = read
    return MappingProxyType(made)


_READ: Mapping[Shape, Callable[[object], Any]] = {
    "flag": _flag, "whole": _whole, "number": _number, "word": _text, "words": _texts, "text": _text,
    "texts": _texts, "by language": _by_language, "amount": _amount,
}  # fmt: skip
_FORMS: Mapping[Shape, Word] = {
    "flag": Word("true or false, without quotation marks"),
    "whole": Word("a whole number above zero"),
    "number": Word("a number above zero"),
    "word": Word("a text between quotation marks"),
    "words": Word('a list of texts: ["docx", "pdf"]'),
    "text": Word("a text between quotation marks, of at most 2,000 characters"),
    "texts": Word('a list of texts: ["en", "fr"]'),
    "by language": Word('words by language: {en = "method", fr = "méthode"}'),
    "amount": Word("true, or the smallest number accepted: a whole number above zero"),
}
