"""List changes of the front matter, which a Word file shows on its cover; they are not merged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from toolchain import model as m
from toolchain.editing.merging.tasks import Listed
from toolchain.editing.merging.tokens import View, tokens
from toolchain.model.facts import Facts, Word
from toolchain.model.front_matter import COVER_FACTS, FrontMatter
from toolchain.model.languages import primary_subtag
from toolchain.model.records import Record
from toolchain.model.wording import fold
from toolchain.rules.merges import FrontMatterChanged

_OF_NOTES = {"notes", "repeated_notes", "notes_place"}
_VISIBLE = {"title", "subtitle", "submitted_by", "public", *COVER_FACTS}
_NOT_TEXTS = ("span", "places", "standing")
_INLINES = (m.Text, m.Emphasis, m.Strong, m.Foreign, m.Link)


def changes(base: FrontMatter, theirs: FrontMatter, ours: FrontMatter, *, notes: bool) -> Iterator[Listed]:
    """Yield the differences between two front matters, at their places in `ours`; `notes` means that both
    have notes.
    """
    for name, _ in _differing(base, theirs, notes=notes):
        key = name.replace("_", "-")
        place = ours.places.get(key) or ours.places.get(name)
        yield Listed("the cover", place.order[0] if place else 1, FrontMatterChanged(key))


def texts(base: FrontMatter, theirs: FrontMatter) -> Iterator[str]:
    """Yield the texts on both sides that differ."""
    for _, values in _differing(base, theirs, notes=False):
        yield from strings_in(values)


def is_another(base: FrontMatter, theirs: FrontMatter) -> bool:
    """Return whether the visible facts differ."""
    return any(name in _VISIBLE for name, _ in _differing(base, theirs, notes=False))


def _differing(base: FrontMatter, theirs: FrontMatter, *, notes: bool) -> Iterator[tuple[str, Any]]:
    """Yield the names that differ, with both values."""
    for name in FrontMatter.__struct_fields__:
        before, after = getattr(base, name), getattr(theirs, name)
        if name == "lang":
            before, after = primary_subtag(before), primary_subtag(after)
        if name == "keywords":  # LibreOffice joins all into one
            before, after = _words(before), _words(after)
        if name == "places" or (name in _OF_NOTES and not notes) or _shape(before) == _shape(after):
            continue
        yield name, (before, after)


def strings_in(value: Any) -> Iterator[str]:
    """Yield all texts in a value of the front matter or in facts, without the fixed words of messages."""
    if isinstance(value, str) and not isinstance(value, Word):
        yield value
    elif isinstance(value, tuple | Facts):
        for each in value if isinstance(value, tuple) else (each for _, each in value.items()):
            yield from strings_in(each)
    elif isinstance(value, Record):
        for name in value.__struct_fields__:
            if name not in _NOT_TEXTS:
                yield from strings_in(getattr(value, name))


def _words(keywords: Sequence[str]) -> list[str]:
    return re.findall(r"\w+", " ".join(keywords))


def _shape(value: Any) -> Any:
    """Return a value of the front matter for comparison."""
    if isinstance(value, tuple):
        if value and isinstance(value[0], _INLINES):
            return tuple(each.key for each in tokens(value, View({})))
        return tuple(_shape(each) for each in value)
    if isinstance(value, Record):
        if isinstance(value, m.NoteMark):
            return "mark"
        named = (name for name in value.__struct_fields__ if name not in ("span", "places"))
        return tuple(_shape(getattr(value, name)) for name in named)
    return fold(value.replace("\u00a0", " ")) if isinstance(value, str) else value
