"""The texts of a document in reading order, each of which can be replaced."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from toolchain import model as m
from toolchain.editing.translating.tags import Tagged
from toolchain.formats.translations import TAG
from toolchain.model.places import Place, SourceSpan
from toolchain.model.records import Record, replace

_KINDS: dict[type, str] = {
    m.Heading: "heading", m.Paragraph: "paragraph", m.Caption: "caption", m.Cell: "cell",
}  # fmt: skip
_INLINES = ("title", "subtitle", "short_title")
_WORDS = {
    **{name: name.replace("_", " ") for name in (
        "recipient", "country", "session", "instrument", "reporting_cycle", "agenda_item", "status", "role",
        "address",
    )},
    "name": "organization", "alt": "alt text", "logo_alt": "alt text", "title": "tooltip",
    "instead": "words in place of others",
}  # fmt: skip
_WITHIN = (
    "keywords", "submitted_by", "description", "contact", "caption", "image", "header", "rows", "blocks",
    "items", "note", "withheld",
)  # fmt: skip


class Unit(NamedTuple):
    """A text to translate: what it is, its words with tags, its place."""

    kind: str
    tagged: Tagged
    span: Place

    @property
    def text(self) -> str:
        """The words with tags."""
        return self.tagged.text


Give: TypeAlias = Callable[[Unit], str]
"""Returns what comes in place of a text, with the same tags."""


def through(document: m.Document, claims: Mapping[Place, str], give: Give) -> m.Document:
    """Return a document with each text as `give` gives it. `claims` are the typed numbers of references."""
    top = SourceSpan(document.path, 1, 1, 1, 4)
    each = _Through(claims, give)
    return replace(
        document,
        **{name: each.all(getattr(document, name), top) for name in ("front_matter", "blocks", "notes")},
    )


class _Through:
    def __init__(self, claims: Mapping[Place, str], give: Give) -> None:
        self._claims, self._give = claims, give
        self._headings: dict[m.Heading, Any] = {}

    def all(self, value: Any, span: Place, kind: str = "") -> Any:
        """Return a value, such as a node or a tuple of nodes, with the texts in it replaced.

        `span` is the place of one that has none of its own.
        """
        match value:
            case tuple():
                return tuple(self.all(each, span, kind) for each in value)
            case str():
                return self._words("keyword", value, span)
            case m.SourceList():
                return replace(value, heading=self._headings.get(value.heading, value.heading))
            case m.Figure(caption=m.Caption()):
                value = replace(value, image=replace(value.image, title=""))
            case m.Note():
                kind = "note"
        if not isinstance(value, Record):
            return value
        own = {name: getattr(value, name) for name in value.__struct_fields__}
        places = {
            name: own.get("places", {}).get(name.replace("_", "-"), own.get("span", span)) for name in own
        }
        texts = {name: name.replace("_", " ") for name in _INLINES if isinstance(own.get(name), tuple)}
        if type(value) in _KINDS:
            texts = {"children": kind or _KINDS[type(value)]}
        words = {name: _WORDS[name] for name in _WORDS if isinstance(own.get(name), str)}
        made: Any = replace(
            value,
            **{name: self._text(texts[name], own[name], places[name]) for name in texts},
            **{name: self._words(words[name], own[name], places[name]) for name in words},
            **{name: self.all(own[name], places[name], kind) for name in _WITHIN if name in own},
        )
        if isinstance(value, m.Heading):
            self._headings[value] = made
        return made

    def _text(self, kind: str, inlines: m.Inlines, span: Place) -> m.Inlines:
        unit = Unit(kind, Tagged(inlines, self._claims), span)
        has_words = re.search(r"\w", TAG.sub("", unit.text))
        text = self._give(unit) if has_words else unit.text
        nodes = {name: self.all(node, span, kind) for name, node in unit.tagged.nodes.items()}
        return unit.tagged.inlines(text, nodes, span)

    def _words(self, kind: str, words: str, span: Place) -> str:
        """Return a value of the front matter or of an attribute, whose lines are tags."""
        lines: list[m.Inline] = []
        for line in words.split("\n"):
            lines += [m.Break(span, hard=True), m.Text(span, line)]
        made = self._text(kind, tuple(lines[1:]), span)
        return "".join(each.text if isinstance(each, m.Text) else "\n" for each in made)
