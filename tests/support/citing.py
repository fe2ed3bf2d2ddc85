"""What the tests of citations share: entries made in a line, and printed parts as text with their looks."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from toolchain.citations.style import load_style
from toolchain.citations.style.cite import Part
from toolchain.citations.style.style import Style
from toolchain.model import Date, Entry, Name
from toolchain.model.diagnostics import SourceSpan

ROOT = Path(__file__).parents[2]
STYLES = ("un", "author-date-note", "oscola")
NOWHERE = SourceSpan("sources.json", 1, 1, 1, 1)
MARKS = {"italic": "*", "bold": "**", "sup": "^", "sub": "~"}


@cache
def shipped(name: str, lang: str = "en") -> Style:
    """One of the styles that come with the toolchain."""
    path = f"templates/citations/{name}.j2"
    return load_style((ROOT / path).read_text(encoding="utf-8"), path, lang)


def entry(fields: Mapping[str, Any], key: str = "key") -> Entry:
    """An entry as CSL-JSON would have it; a name is "Family, Given" or an institution."""
    texts, names, dates = {}, {}, {}
    for name, value in fields.items():
        if name == "type":
            continue
        if isinstance(value, str):
            texts[name] = value
        elif all(isinstance(item, int) for item in value):
            dates[name] = Date(tuple(value))
        elif all(isinstance(item, str) for item in value):
            names[name] = tuple(map(name_of, value))
        else:
            start, end = value
            dates[name] = Date(tuple(start), tuple(end))
    return Entry(key, fields["type"], NOWHERE, names, dates, texts)


def name_of(text: str) -> Name:
    family, comma, given = text.partition(", ")
    return Name(family=family, given=given) if comma else Name(literal=text)


def shown(parts: Iterable[Part]) -> str:
    """*italic*, **bold**, ^sup^, ~sub~, [a link], {the number of a note}."""
    out = ""
    for part in parts:
        text = f"{{{part.text}}}" if part.note else f"[{part.text}]" if part.url else part.text
        for look in reversed(part.looks):
            text = MARKS[look] + text + MARKS[look]
        out += text
    return out


def plain(parts: Iterable[Part]) -> str:
    return "".join(part.text for part in parts)
