"""The texts of a document in reading order, each of which can be replaced.

Translators see words, and tags in place of all that a translation keeps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from toolchain import model as m
from toolchain.compare.align import Entry, Words, align
from toolchain.formats.translations import TAG, Message
from toolchain.model.days import day_of
from toolchain.model.diagnostics import Failure, Finding, Place, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.front_matter import FrontMatter
from toolchain.model.records import Record, replace
from toolchain.model.wording import fold, printable
from toolchain.rules.translating import TagAdded, TagMisplaced, TagMissing

_NAMES: dict[type, str] = {
    m.Emphasis: "i", m.Strong: "b", m.Foreign: "lang", m.Link: "link", m.CrossReference: "ref",
    m.Citation: "cite", m.NoteMark: "note", m.InlineNote: "note", m.CitedSource: "source", m.Break: "br",
    m.RawHtml: "raw",
}  # fmt: skip
_HINTS: dict[type, str] = {
    m.NoteMark: "label", m.CrossReference: "target", m.CitedSource: "key", m.Link: "url", m.Foreign: "lang",
    m.Image: "source", m.Code: "text", m.Text: "text",
}  # fmt: skip
_NOT_IN_XML = "[\x00-\x08\x0a-\x1f\ufffe\uffff]"  # and line ends, which come back as spaces
_BOUND = expression("source|number|and")
"""Tags that stay within the tag around them."""
_KINDS: dict[type, str] = {
    m.Heading: "heading", m.Paragraph: "paragraph", m.Caption: "caption", m.Cell: "cell",
}  # fmt: skip
_INLINES = ("title", "subtitle", "short_title")
_WORDS = {
    **{name: name.replace("_", " ") for name in (
        "recipient", "country", "session", "instrument", "reporting_cycle", "agenda_item", "status", "role",
        "address", "date",
    )},
    "name": "organization", "alt": "alt text", "logo_alt": "alt text", "title": "tooltip",
    "instead": "words in place of others",
}  # fmt: skip
_WITHIN = (
    "keywords", "submitted_by", "description", "contact", "caption", "image", "header", "rows", "blocks",
    "items", "note", "withheld", "about",
)  # fmt: skip
_ABOUT = ("theme", "addressee", "status")
"""What a recommendation says in words, which the matrix prints."""


class Tagged:
    """A text with tags, and the node of each. `around` has the tag around each, "" if there is none."""

    def __init__(self, inlines: m.Inlines, claims: Mapping[Place, str]) -> None:
        self.nodes: dict[str, m.Inline] = {}
        self.around: dict[str, str] = {}
        self._claims = claims
        self.text = self._all(inlines, "", "")

    @property
    def hint(self) -> str:
        """What the tags are, such as "note1: penal-375"; comments are not for translators."""
        told = {tag: getattr(node, _HINTS.get(type(node), ""), "") for tag, node in self.nodes.items()}
        return "; ".join(f"{tag}: {printable(fold(what))}" for tag, what in told.items() if what)

    def inlines(self, text: str, nodes: Mapping[str, m.Inline], span: Place) -> m.Inlines:
        """Return a text in place of ours, with `nodes` in place of ours.

        Raise `Failure` (V953) at a place if it has other tags.
        """
        levels: list[tuple[str, list[m.Inline]]] = [("", [])]
        seen: set[str] = set()
        at = 0
        for found in TAG.finditer(text):
            closes, name, alone = found.groups()
            _say(levels[-1][1], text[at : found.start()], span)
            at = found.end()
            node = nodes.get(name)
            if node is None or (name in seen and not closes):
                raise Failure(Finding(span, TagAdded(found[0], self.text)))
            unpaired = bool(alone) == hasattr(node, "children") or (closes and levels[-1][0] != name)
            if unpaired or (_BOUND.match(name) and levels[-1][0] != self.around[name]):
                raise Failure(Finding(span, TagMisplaced(found[0], self.text)))
            seen.add(name)
            if closes:
                inner = tuple(levels.pop()[1])
                levels[-1][1].append(replace(node, children=inner))
            elif alone:
                levels[-1][1].append(node)
            else:
                levels.append((name, []))
        _say(levels[-1][1], text[at:], span)
        for name, _ in levels[1:]:
            raise Failure(Finding(span, TagMissing(f"</{name}>", self.text)))
        for name in nodes:
            if name not in seen:
                tag = f"<{name}>" if hasattr(nodes[name], "children") else f"<{name}/>"
                raise Failure(Finding(span, TagMissing(tag, self.text)))
        return tuple(levels[0][1])

    def _all(self, inlines: m.Inlines, around: str, claim: str) -> str:
        return "".join(self._one(node, around, claim) for node in inlines)

    def _one(self, node: m.Inline, around: str, claim: str) -> str:
        match node:
            case m.Text() if around.startswith("cite") and node.text in m.SEMICOLONS:
                return self._tag("and", node, around)
            case m.Text():
                return self._words(node, around, claim)
            case m.Break(hard=False):
                return " "
        name = _NAMES.get(type(node), type(node).__name__.lower())
        if not hasattr(node, "children"):
            return self._tag(name, node, around)
        name = self._named(name, node, around)
        own = self._claims.get(node.span, claim) if isinstance(node, m.CrossReference) else claim
        inner: m.Inlines = node.children  # type: ignore[union-attr]  # asked for above
        return f"<{name}>{self._all(inner, name, own)}</{name}>"

    def _words(self, node: m.Text, around: str, claim: str) -> str:
        """Return words, with tags for the typed number of a reference and what would not come back."""
        number = rf"(?<!\w){re.escape(claim)}(?!\w)" if claim else "(?!)"

        def kept(found: re.Match[str]) -> str:
            return self._tag("number" if found[1] else "text", replace(node, text=found[0]), around)

        return re.sub(rf"({number})|{TAG.pattern}|{_NOT_IN_XML}", kept, node.text)

    def _tag(self, kind: str, node: m.Inline, around: str) -> str:
        return f"<{self._named(kind, node, around)}/>"

    def _named(self, kind: str, node: m.Inline, around: str) -> str:
        name = f"{kind}{sum(each.rstrip('0123456789') == kind for each in self.nodes) + 1}"
        self.nodes[name], self.around[name] = node, around
        return name


def _say(inlines: list[m.Inline], text: str, span: Place) -> None:
    if text:
        inlines.append(m.Text(span, text))


class Unit(Record):
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
    top = SourceSpan.top(document.path)
    each = _Through(claims, give, document.front_matter.places)
    return replace(
        document,
        **{name: each.all(getattr(document, name), top) for name in ("front_matter", "blocks", "notes")},
    )


class _Through:
    def __init__(self, claims: Mapping[Place, str], give: Give, places: Mapping[str, Place]) -> None:
        self._claims, self._give, self._places = claims, give, places
        self._headings: dict[m.Heading, Any] = {}

    def all(self, value: Any, span: Place, kind: str = "", path: str = "") -> Any:
        """Return a value, such as a node or a tuple of nodes, with the texts in it replaced.

        `span` is the place of one that has none of its own, `path` its key in the front matter.
        """
        match value:
            case tuple():
                keyed = ((path and f"{path}.{at}", each) for at, each in enumerate(value))
                return tuple(self.all(each, self._places.get(key, span), kind, key) for key, each in keyed)
            case str():
                return self._words("keyword", value, span)
            case m.About():
                return replace(value, values=tuple(self._about(*each, value.span) for each in value.values))
            case m.SourceList():
                return replace(value, heading=self._headings.get(value.heading, value.heading))
            case m.Figure(caption=m.Caption()):
                value = replace(value, image=replace(value.image, title=""))
            case m.Note():
                kind = "note"
        if not isinstance(value, Record):
            return value
        own = {name: getattr(value, name) for name in value.__struct_fields__}
        is_front = path or isinstance(value, FrontMatter)
        keys = {name: f"{path}.{name}".strip(".").replace("_", "-") if is_front else "" for name in own}
        places = {name: self._places.get(keys[name], own.get("span", span)) for name in own}
        texts = {name: name.replace("_", " ") for name in _INLINES if isinstance(own.get(name), tuple)}
        if type(value) in _KINDS:
            texts = {"children": kind or _KINDS[type(value)]}
        words = {name: _WORDS[name] for name in _WORDS if isinstance(own.get(name), str)}
        made: Any = replace(
            value,
            **{name: self._text(texts[name], own[name], places[name]) for name in texts},
            **{name: self._words(words[name], own[name], places[name]) for name in words},
            **{name: self.all(own[name], places[name], kind, keys[name]) for name in _WITHIN if name in own},
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

    def _about(self, key: str, words: str, span: Place) -> tuple[str, str]:
        return key, self._words(key, words, span) if key in _ABOUT else words

    def _words(self, kind: str, words: str, span: Place) -> str:
        """Return a value of the front matter or of an attribute, whose lines are tags."""
        if day_of(words):  # it is the same in all languages
            return words
        lines: list[m.Inline] = []
        for line in words.split("\n"):
            lines += [m.Break(span, hard=True), m.Text(span, line)]
        made = self._text(kind, tuple(lines[1:]), span)
        return "".join(each.text if isinstance(each, m.Text) else "\n" for each in made)


def with_earlier(now: Sequence[Message], then: Sequence[Message]) -> list[Message]:
    """Return messages with the translations and comments of an earlier file.

    A text that has changed keeps the translation of the text that it was, as an old one. So does a text that
    was at several places with several translations, and is at more or fewer now: nobody knows which is whose.
    """
    here, there = (Counter((each.kind, each.text) for each in side) for side in (now, then))
    ways = Counter(key[:2] for key in {(each.kind, each.text, each.translation) for each in then})
    unsure = {key for key in ways if ways[key] > 1 and here[key] != there[key]}
    then = [replace(each, old=each.old or (each.kind, each.text) in unsure) for each in then]
    known = {(each.kind, each.text): each for each in reversed(then)}
    mates = align(*([Entry(Words(each.kind, each.text)) for each in side] for side in (now, then)))
    return [
        _kept(each, known.get((each.kind, each.text)), None if at is None else then[at])
        for each, at in zip(now, mates, strict=True)
    ]


def _kept(now: Message, same: Message | None, mate: Message | None) -> Message:
    found = mate if mate and (mate.kind, mate.text) == (now.kind, now.text) else same or mate
    if not found or found.kind != now.kind:
        return now
    is_changed = found.text != now.text
    old = bool(found.translation) and (found.old or is_changed)
    before = (found.before or (found.text if is_changed else "")) if old else ""
    return replace(now, translation=found.translation, old=old, before=before, comment=found.comment)
