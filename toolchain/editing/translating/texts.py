"""The texts of a document in reading order, each of which can be replaced."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from toolchain import model as m
from toolchain.editing.translating.tags import Tagged
from toolchain.formats.translations import TAG
from toolchain.model.places import Place, SourceSpan
from toolchain.model.records import Record, replace
from toolchain.resolve.tables import Resolved

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
}  # fmt: skip
_WITHIN = (
    "keywords", "submitted_by", "description", "contact", "caption", "image", "header", "rows", "blocks",
    "items", "note",
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


def through(resolved: Resolved, give: Give) -> m.Document:
    """Return a document with each text as `give` gives it."""
    return _Through(resolved, give).document()


class _Through:
    def __init__(self, resolved: Resolved, give: Give) -> None:
        self._resolved, self._give = resolved, give
        self._headings: dict[m.Node, Any] = {}

    def document(self) -> m.Document:
        document = self._resolved.document
        top = SourceSpan(document.path, 1, 1, 1, 4)
        made = {name: self._all(getattr(document, name), top) for name in ("front_matter", "blocks", "notes")}
        return replace(document, **made)

    def _all(self, value: Any, span: Place, kind: str = "") -> Any:
        """Return a value, such as a node or a tuple of nodes, with the texts in it replaced.

        `span` is the place of one that has none of its own.
        """
        if isinstance(value, tuple):
            return tuple(self._all(each, span, kind) for each in value)
        if isinstance(value, str):
            return self._words("keyword", value, span)
        if isinstance(value, m.SourceList):
            return replace(value, heading=self._headings.get(value.heading, value.heading))
        if type(value) in _KINDS:
            text = self._text(kind or _KINDS[type(value)], value.children, value.span)
            self._headings[value] = made = replace(value, children=text)
            return made
        if isinstance(value, m.Figure) and value.caption:
            value = replace(value, image=replace(value.image, title=""))
        if not isinstance(value, Record):
            return value
        kind = "note" if isinstance(value, m.Note) else kind
        own = {name: getattr(value, name) for name in value.__struct_fields__}
        places = {
            name: own.get("places", {}).get(name.replace("_", "-"), own.get("span", span)) for name in own
        }
        inlines = (name for name in _INLINES if isinstance(own.get(name), tuple))
        words = (name for name in _WORDS if isinstance(own.get(name), str))
        named = {
            **{name: self._text(name.replace("_", " "), own[name], places[name]) for name in inlines},
            **{name: self._words(_WORDS[name], own[name], places[name]) for name in words},
            **{name: self._all(own[name], places[name], kind) for name in _WITHIN if name in own},
        }
        return replace(value, **named)

    def _text(self, kind: str, inlines: m.Inlines, span: Place) -> m.Inlines:
        unit = Unit(kind, Tagged(inlines, self._resolved.references), span)
        has_words = re.search(r"\w", TAG.sub("", unit.text))
        text = self._give(unit) if has_words else unit.text
        nodes = {name: self._all(node, span, kind) for name, node in unit.tagged.nodes.items()}
        return unit.tagged.inlines(text, nodes, span)

    def _words(self, kind: str, words: str, span: Place) -> str:
        """Return a value of the front matter or of an attribute, whose lines are tags."""
        lines: list[m.Inline] = []
        for line in words.split("\n"):
            lines += [m.Break(span, hard=True), m.Text(span, line)]
        made = self._text(kind, tuple(lines[1:]), span)
        return "".join(each.text if isinstance(each, m.Text) else "\n" for each in made)
