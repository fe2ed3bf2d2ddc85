"""Convert the nodes of a text to Markdown on one line or several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from toolchain import model as m
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.walk import walk
from toolchain.rules.losses import LanguageLost, LinkToLabel, NoLink, NotALanguage
from toolchain.writers.markdown import escapes, leaves
from toolchain.writers.markdown.joining import joined, side_by_side
from toolchain.writers.markdown.pieces import Kind, Piece, Pieces
from toolchain.writers.markdown.place import Losses, Place

_EMPHASIS = (m.Emphasis, m.Strong)
_DEEPEST = 30
"""The deepest nesting of inlines; the reader allows 40."""

_AUTOLINK = expression(r"[a-zA-Z][a-zA-Z0-9+.\-]{1,31}:[^<>\x00-\x20]*")
_EMAIL = expression(
    r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*"
)


def write_inlines(inlines: m.Inlines, place: Place, losses: Losses) -> str:
    r"""Return the Markdown of a text. Its lines are joined by "\n"; their starts are not escaped yet."""
    pieces = _code_as_one(side_by_side(_pieces(inlines, place, losses, 0)), place, losses)
    if not (place.brackets or place.fragment):
        pieces = _trimmed(pieces, losses)
    if place.line_start or any(piece.kind is Kind.BREAK for piece in pieces):
        pieces = _comments_off_line_starts(pieces, place, losses)
    return joined(pieces, place, losses)


def _pieces(inlines: m.Inlines, place: Place, losses: Losses, depth: int) -> Iterator[Piece]:
    """Yield the pieces of a text, with adjacent words joined."""
    before: m.Inline | None = None
    for is_text, group in groupby(inlines, key=_is_words):
        nodes = list(group)
        if is_text and not place.citing:
            words = "".join(node.text for node in nodes if isinstance(node, m.Text | m.PrintedNumber))
            yield from _words(nodes[0], words, losses)
            before = nodes[-1]
            continue
        for node in nodes:
            yield from _of_node(node, before, place, losses, depth)
            before = node


def _code_as_one(pieces: Pieces, place: Place, losses: Losses) -> Pieces:
    """Return the pieces with adjacent code joined, because nothing could separate it."""
    kept: Pieces = []
    for piece in pieces:
        last = kept[-1] if kept else None
        if last and isinstance(piece.node, m.Code) and isinstance(last.node, m.Code):
            losses.tell(piece.node, Word("code directly after code becomes one piece of code"))
            one = m.Code(last.node.span, last.node.text + piece.node.text)
            kept[-1] = Piece(Kind.ATOM, leaves.code(one, place, Losses()), one)
        else:
            kept.append(piece)
    return kept


def _is_words(node: m.Inline) -> bool:
    return isinstance(node, m.Text | m.PrintedNumber)


def _words(node: m.Inline, words: str, losses: Losses) -> Iterator[Piece]:
    if held := losses.held(node, words):
        yield Piece(Kind.WORDS, held, node)


def _of_node(
    node: m.Inline, before: m.Inline | None, place: Place, losses: Losses, depth: int
) -> Iterator[Piece]:
    match node:
        case m.Text() | m.PrintedNumber():
            yield from _words(node, node.text, losses)
        case m.Emphasis() | m.Strong():
            yield from _emphasized(node, place, losses, depth)
        case m.Break():
            yield from _break(node, place, losses)
        case m.RawHtml():
            yield from _html(node, losses)
        case m.InlineNote() if place.depth <= _DEEPEST:
            yield Piece(Kind.ATOM, _inline_note(node, before, place, losses), node)
        case _ if _cannot_stand(node, place):
            yield from _without_brackets(node, place, losses, depth)
        case _:
            text = _WRITE[type(node)](node, place, losses)
            if text:
                yield Piece(Kind.ATOM, text, node)
            if isinstance(node, m.Link | m.CrossReference):
                yield from _marks_behind(node, place, losses, depth)


def _cannot_stand(node: m.Inline, place: Place) -> bool:
    """Return whether a node's brackets cannot be written: in a link, too deep, or because of the address."""
    if isinstance(node, m.Link) and not escapes.can_be_linked(node.url):
        return True
    if place.link and (isinstance(node, m.Link | m.CrossReference | m.NoteMark | m.Citation)):
        return True
    if place.link and _looks_cited(node):
        return True
    return place.depth > _DEEPEST and isinstance(node, m.Link | m.CrossReference | m.Foreign | m.InlineNote)


def _without_brackets(node: m.Inline, place: Place, losses: Losses, depth: int) -> Iterator[Piece]:
    """Yield the words of a node that is not allowed at its place."""
    match node:
        case m.Link() if not escapes.can_be_linked(node.url):
            losses.tell(node, NoLink(node.url))
            yield from _pieces(node.children, place, losses, depth)
        case m.Link() | m.CrossReference():
            losses.tell(node, Word("only the words of a link within brackets are kept"))
            yield from _pieces(node.children, place, losses, depth)
        case m.Foreign():
            losses.tell(node, LanguageLost(node.lang))
            yield from _pieces(node.children, place, losses, depth)
        case m.InlineNote():
            losses.tell(node, Word("a note within too many brackets is put into the text"))
            yield from _pieces(_words_of(node.note.blocks), place, losses, depth)
        case _:
            losses.tell(node, Word("a note mark within a link is moved after it"))


def _looks_cited(node: m.Inline) -> bool:
    """Return whether words in another language in a link would be a citation, because an @ cannot be
    escaped.
    """
    if not isinstance(node, m.Foreign):
        return False
    for inner, _ in walk(node.children):
        match inner:
            case m.Code(text=text) | m.Comment(text=text) | m.RawHtml(text=text):
                held = text
            case m.Image():
                held = inner.source + inner.title
            case _:
                continue
        if "@" in held:
            return True
    return False


def _marks_behind(node: m.Inline, place: Place, losses: Losses, depth: int) -> Iterator[Piece]:
    """Yield the marks in a link, which cannot contain any, to follow it."""
    for inner, _ in walk((node,)):
        if isinstance(inner, m.NoteMark | m.Citation):
            yield from _of_node(inner, node, place, losses, depth)


def _emphasized(node: m.Emphasis | m.Strong, place: Place, losses: Losses, depth: int) -> Iterator[Piece]:
    """Yield emphasized content between its delimiters; a line end next to one of them goes outside."""
    deep = depth > _DEEPEST
    inner = list(_pieces(_unemphasized(node.children) if deep else node.children, place, losses, depth + 1))
    before: Pieces = []
    after: Pieces = []
    while inner and inner[0].kind is Kind.BREAK and inner[0].text == "\n":
        before.append(inner.pop(0))
    while inner and inner[-1].kind is Kind.BREAK:
        after.insert(0, inner.pop())
    if before or after:
        losses.tell(node, Word("an emphasized line break is moved out of the emphasis"))
    if deep:
        losses.tell(node, Word("emphasis is nested too deeply and not kept"))
    elif inner:
        inner = [Piece(Kind.OPEN, "", node, id(node)), *inner, Piece(Kind.CLOSE, "", node, id(node))]
    else:
        losses.tell(node, Word("emphasis without words is not kept"))
    yield from (*before, *inner, *after)


def _unemphasized(inlines: m.Inlines) -> m.Inlines:
    """Return the nodes of a text without emphasis."""
    nodes = walk(inlines, into=lambda node: node.children if isinstance(node, _EMPHASIS) else ())
    return tuple(node for node, _ in nodes if not isinstance(node, _EMPHASIS))  # type: ignore[misc]


def _break(node: m.Break, place: Place, losses: Losses) -> Iterator[Piece]:
    if not place.one_line:
        yield Piece(Kind.BREAK, "\\\n" if node.hard else "\n", node)
        return
    losses.tell(node, Word("a line break becomes a space, because the text must be on one line"))
    yield Piece(Kind.WORDS, " ", node)


def _html(node: m.RawHtml, losses: Losses) -> Iterator[Piece]:
    if re.fullmatch(r"<[^\n]*>|<[^\n]+(?:\n[^\n]+)*>", node.text):
        yield Piece(Kind.ATOM, node.text.replace("\n", f"\n{escapes.VERBATIM}"), node)
        return
    losses.tell(node, Word("this is not HTML, and becomes text"))
    yield from _words(node, node.text, losses)


def _words_of(blocks: m.Blocks) -> m.Inlines:
    return tuple(inline for block in blocks if isinstance(block, m.Paragraph) for inline in block.children)


def _inline_note(node: m.InlineNote, before: m.Inline | None, place: Place, losses: Losses) -> str:
    blocks = node.note.blocks
    inner: list[m.Inline] = []
    for block in blocks:
        if isinstance(block, m.Paragraph):
            if inner:
                inner.append(m.Break(block.span, hard=True))
            inner += block.children
        else:
            losses.tell(block, Word("a note that is written in its mark cannot contain such a block"))
    if len(blocks) > 1:
        losses.tell(node, Word("the paragraphs of a note that is written in its mark become one"))
    if len(inner) == 1 and isinstance(inner[0], m.Citation) and _stands_close(before, place):
        return _citation(inner[0], place._replace(in_note=True), losses)
    return f"^[{write_inlines(tuple(inner), place.inside(in_note=True, link=False, citing=False), losses)}]"


def _stands_close(before: m.Inline | None, place: Place) -> bool:
    """Return whether a citation after a node makes a note, and takes no blank from it."""
    if place.in_note or place.link or isinstance(before, m.Break | m.Comment):
        return False
    return not (isinstance(before, m.Text) and before.text.endswith((" ", "\t")))


def _trimmed(pieces: Pieces, losses: Losses) -> Pieces:
    """Return pieces without impossible line ends: at the ends of a text, and where a line would be empty."""
    kept: Pieces = []
    for piece in pieces:
        soft = piece.kind is Kind.BREAK and piece.text == "\n"
        leads = not kept or kept[-1].kind is Kind.BREAK
        if (soft and leads) or (piece.kind is Kind.BREAK and not kept):
            losses.tell(piece.node, Word("the line break of an empty line is left out"))
            continue
        kept.append(piece)
    while kept and kept[-1].kind is Kind.BREAK:
        losses.tell(kept.pop().node, Word("a line break at the end of a text is left out"))
    return kept


def _comments_off_line_starts(pieces: Pieces, place: Place, losses: Losses) -> Pieces:
    """Return pieces with comments at the start of a line moved after the next piece."""
    kept: Pieces = []
    waiting: Pieces = []
    at_start = place.line_start
    for piece in pieces:
        if at_start and isinstance(piece.node, m.Comment):
            losses.tell(
                piece.node,
                Word("a comment cannot begin a line of a text, and is moved after its first words"),
            )
            waiting.append(piece)
            continue
        if piece.kind is Kind.BREAK and waiting:
            ends = [at for at, each in enumerate(kept) if each.kind is Kind.BREAK]
            if not ends:
                continue  # the line has nothing else
            kept[ends[-1] : ends[-1]] = waiting
            waiting = []
        kept.append(piece)
        if piece.kind is Kind.BREAK:
            at_start = True
        elif piece.kind in (Kind.WORDS, Kind.ATOM):
            at_start = False
            kept += waiting
            waiting = []
    return [*kept, *waiting]


def _link(node: m.Link, place: Place, losses: Losses) -> str:
    if node.url.startswith("#"):
        losses.tell(node, LinkToLabel(node.url))
    only = node.children[0] if len(node.children) == 1 else None
    if isinstance(only, m.Text) and not node.title and _is_address(node.url, only.text):
        return f"<{only.text}>"
    inner = write_inlines(node.children, place.inside(link=True), losses)
    named = f" {escapes.title(node.title)}" if node.title else ""
    address = escapes.destination(node.url) if node.url or named else ""
    return f"[{inner}]({address}{named})"


def _is_address(url: str, words: str) -> bool:
    """Return whether a link can be written as an address in angle brackets."""
    if url == words:
        return bool(_AUTOLINK.fullmatch(url))
    return url == f"mailto:{words}" and bool(_EMAIL.fullmatch(words))


def _cross_reference(node: m.CrossReference, place: Place, losses: Losses) -> str:
    inner = write_inlines(node.children, place.inside(link=True), losses)
    return f"[{inner}]({escapes.destination('#' + node.target)})"


def _foreign(node: m.Foreign, place: Place, losses: Losses) -> str:
    if re.search(r"[{}\n\r]", node.lang):
        losses.tell(node, NotALanguage(node.lang))
        return write_inlines(node.children, place._replace(line_start=False, fragment=True), losses)
    return f"[{write_inlines(node.children, place.inside(), losses)}]{{lang={node.lang}}}"


def _withheld(node: m.WithheldWords, place: Place, losses: Losses) -> str:
    return f"[{write_inlines(node.children, place.inside(), losses)}]{{{leaves.withheld(node.withheld)}}}"


def _citation(node: m.Citation, place: Place, losses: Losses) -> str:
    if not place.in_note:
        losses.tell(node, Word("a citation in running text makes a note"))
    within = place.inside(citing=True, in_note=True)
    return f"[{write_inlines(node.children, within, losses)}]"


_WRITE: dict[type, Callable[[Any, Place, Losses], str]] = {
    m.Link: _link,
    m.CrossReference: _cross_reference,
    m.Foreign: _foreign,
    m.WithheldWords: _withheld,
    m.Citation: _citation,
    m.CitedSource: leaves.cited_source,
    m.NoteMark: lambda node, place, losses: f"[^{leaves.note_label(node.label, node, losses)}]",
    m.Image: lambda node, place, losses: leaves.image(node, node.title, losses),
    m.Code: leaves.code,
    m.Comment: leaves.comment,
}
