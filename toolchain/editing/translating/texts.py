"""The texts of a document in reading order, each of which can be replaced."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from toolchain import model as m
from toolchain.editing.translating.tags import Tagged
from toolchain.formats.translations import TAG
from toolchain.model.front_matter import FrontMatter, Organization
from toolchain.model.places import Place, SourceSpan
from toolchain.model.records import Record, replace
from toolchain.resolve.tables import Resolved

_KINDS: dict[type, str] = {
    m.Heading: "heading",
    m.Paragraph: "paragraph",
    m.Caption: "caption",
    m.Cell: "cell",
}
_ATTRIBUTES = {"alt": "alt text", "title": "tooltip"}
_WITHIN = ("caption", "image", "header", "rows", "blocks", "items", "note")
_INLINES = ("title", "subtitle", "short_title")
_WORDS = ("recipient", "country", "session", "instrument", "reporting_cycle", "agenda_item")


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
        return replace(
            document,
            front_matter=self._matter(document.front_matter),
            blocks=self._all(document.blocks),
            notes=self._all(document.notes),
        )

    def _matter(self, matter: FrontMatter) -> FrontMatter:
        top = SourceSpan(self._resolved.document.path, 1, 1, 1, 4)
        places = {name: matter.places.get(name.replace("_", "-"), top) for name in matter.__struct_fields__}
        named = {
            **{name: self._text(name, getattr(matter, name), places[name]) for name in _INLINES},
            **{name: self._words(name, getattr(matter, name), places[name]) for name in _WORDS},
            "keywords": tuple(self._words("keyword", each, places["keywords"]) for each in matter.keywords),
            "submitted_by": tuple(
                self._organization(each, places["submitted_by"]) for each in matter.submitted_by
            ),
        }
        return replace(matter, **named)

    def _organization(self, one: Organization, span: Place) -> Organization:
        named = {"name": "organization", "status": "status", "logo_alt": "alt text"}
        made = replace(
            one,
            **{name: self._words(kind, getattr(one, name), span) for name, kind in named.items()},
            description=self._all(one.description),
        )
        if not one.contact:
            return made
        words = {name: self._words(name, getattr(one.contact, name), span) for name in ("role", "address")}
        return replace(made, contact=replace(one.contact, **words))

    def _all(self, value: Any, kind: str = "") -> Any:
        """Return a node, or a tuple of nodes, with the texts in it replaced."""
        if isinstance(value, tuple):
            return tuple(self._all(each, kind) for each in value)
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
        words = {
            name: self._words(_ATTRIBUTES[name], own[name], own["span"])
            for name in _ATTRIBUTES
            if name in own
        }
        return replace(
            value, **words, **{name: self._all(own[name], kind) for name in _WITHIN if name in own}
        )

    def _text(self, kind: str, inlines: m.Inlines, span: Place) -> m.Inlines:
        unit = Unit(kind.replace("_", " "), Tagged(inlines, self._resolved.references), span)
        has_words = re.search(r"\w", TAG.sub("", unit.text))
        text = self._give(unit) if has_words else unit.text
        nodes = {name: self._all(node, kind) for name, node in unit.tagged.nodes.items()}
        return unit.tagged.inlines(text, nodes, span)

    def _words(self, kind: str, words: str, span: Place) -> str:
        """Return a value of the front matter or of an attribute, whose lines are tags."""
        lines: list[m.Inline] = []
        for line in words.split("\n"):
            lines += [m.Break(span, hard=True), m.Text(span, line)]
        made = self._text(kind, tuple(lines[1:]), span)
        return "".join(each.text if isinstance(each, m.Text) else "\n" for each in made)
