"""Convert pieces to inlines: words with their look, links, cross-references, note marks, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from toolchain import model as m
from toolchain.formats.docx.drawings import cut_off, part_of, way_of
from toolchain.formats.docx.fields import POINTING, Field
from toolchain.formats.docx.found import Found, first_call
from toolchain.formats.docx.notes import Call
from toolchain.formats.docx.package import Relationship
from toolchain.formats.docx.story import BOLD, CODE, ITALIC, Token
from toolchain.formats.docx.xml import Element, R, W
from toolchain.model.diagnostics import Place
from toolchain.model.records import Changing, Record, field

_NOWHERE = "@"
_KEPT = BOLD | CODE | ITALIC
_DEEPEST = 16
"""Maximum depth of links and fields in each other; deeper ones become plain words."""


class _Open(Changing):
    """The collected inlines of an open link or field, and words that are not an inline yet."""

    key: object
    close: Callable[[m.Inlines], m.Inlines]
    children: list[m.Inline] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    look: int = 0


class InlineMaker(Record):
    """Makes the inlines of the paragraphs of one part; `relationships` are the part's."""

    found: Found
    relationships: Mapping[str, Relationship]

    def inlines(self, pieces: Iterable[Token], span: Place) -> m.Inlines:
        """Return the inlines of pieces, all with the same span."""
        levels = [_Open(None, lambda children: children)]
        for piece in pieces:
            top = levels[-1]
            match piece.kind:
                case "text":
                    look = piece.look & _KEPT
                    if look != top.look:
                        _flush(top, span)
                        top.look = look
                    top.words.append(piece.text)
                case "break":
                    _flush(top, span)
                    top.children.append(m.Break(span, hard=True))
                case "call":
                    _flush(top, span)
                    top.children.append(_mark(piece.value, span))
                case "image":
                    _flush(top, span)
                    top.children.append(m.Image(span, self._source(piece.value), piece.text))
                case "field" | "link" if len(levels) <= _DEEPEST:
                    opens = self._field if piece.kind == "field" else self._link
                    levels.append(_Open(piece.value, opens(piece.value, span)))
                case "endfield" | "unlink":
                    _close(levels, piece.value, span)
        while len(levels) > 1:
            _close(levels, levels[-1].key, span)
        _flush(levels[0], span)
        return tuple(levels[0].children)

    def _source(self, picture: Element | None) -> str:
        """Return the name of a picture's part; "" if it is shown cropped or turned, as another picture."""
        related = self.relationships.get(part_of(picture))
        if related is None or (picture is not None and (cut_off(picture) or way_of(picture) != 1)):
            return ""
        return related.target

    def _link(self, element: Element, span: Place) -> Callable[[m.Inlines], m.Inlines]:
        anchor = element.get(W + "anchor", "")
        related = self.relationships.get(element.get(R + "id", ""))
        return _leading(related.target if related else "", anchor, self._target(anchor), span)

    def _field(self, found: Field, span: Place) -> Callable[[m.Inlines], m.Inlines]:
        instruction = found.instruction
        if instruction.kind == "HYPERLINK":
            anchor = next(iter(instruction.values("l")), "")
            return _leading(instruction.target, anchor, self._target(anchor), span)
        if instruction.kind not in POINTING:
            return lambda children: children
        target = self._target(instruction.target)
        if instruction.kind == "NOTEREF" and instruction.has("f"):
            call = self._call(instruction.target)
            stored = "".join(self.found.texts[found.start : min(found.end, found.start + 20)]).strip()
            if call and call.story and stored == call.label:
                return lambda children: (m.NoteMark(span, call.label),)
        return lambda children: (m.CrossReference(span, target, children),)

    def _call(self, name: str) -> Call | None:
        bookmark = self.found.bookmarks.get(name)
        return first_call(bookmark, self.found.calls) if bookmark else None

    def _target(self, name: str) -> str:
        """Return the target of a bookmark: its paragraph, or the note if it has only the note's mark."""
        bookmark, call = self.found.bookmarks.get(name), self._call(name)
        if bookmark is None:
            return _NOWHERE + name
        if call and call.story and bookmark.texts[0] == bookmark.texts[1]:
            return f"@{call.story.block}"
        return f"@{bookmark.paragraph.block}"


def _leading(url: str, anchor: str, target: str, span: Place) -> Callable[[m.Inlines], m.Inlines]:
    if url:
        address = f"{url}#{anchor}" if anchor else url
        return lambda children: (m.Link(span, address, children),)
    if anchor:
        return lambda children: (m.CrossReference(span, target, children),)
    return lambda children: children


def _mark(call: Call, span: Place) -> m.Inline:
    if call.story is not None:
        return m.NoteMark(span, call.label)
    return m.CrossReference(span, f"@{call.kind.value} {call.identity}", (m.Text(span, call.label),))


def _flush(top: _Open, span: Place) -> None:
    """Make an inline of the words collected so far."""
    if not top.words:
        return
    text = "".join(top.words)
    top.words.clear()
    top.children.append(words_with(top.look, text, span))


def words_with(look: int, text: str, span: Place) -> m.Inline:
    """Return words as an inline, in code, italics and bold if their look is that."""
    node: Any = m.Code(span, text) if look & CODE else m.Text(span, text)
    if look & ITALIC:
        node = m.Emphasis(span, (node,))
    return m.Strong(span, (node,)) if look & BOLD else node


def _close(levels: list[_Open], key: object, span: Place) -> None:
    """Close what `key` opened, and everything opened in it. Do nothing if it is not open."""
    opened = max((at for at, level in enumerate(levels) if level.key is key), default=0)
    while 0 < opened < len(levels):
        top = levels.pop()
        _flush(top, span)
        _flush(levels[-1], span)
        levels[-1].children += top.close(tuple(top.children))
