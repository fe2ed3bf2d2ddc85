"""A text as translators see it: words, and tags in place of all that a translation keeps."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolchain import model as m
from toolchain.formats.translations import TAG
from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.places import Place
from toolchain.model.records import replace
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
_BOUND = re.compile("source|number|and")
"""Tags that stay within the tag around them."""


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
