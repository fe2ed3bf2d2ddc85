"""Inline nodes as code for typst."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from unicodedata import bidirectional
from urllib.parse import quote

from toolchain import model as m
from toolchain.formats.bidi.directions import runs_right_to_left
from toolchain.model.languages import is_upright, primary_subtag
from toolchain.model.records import replace
from toolchain.model.walk import plain_text, walk
from toolchain.resolve.tables import MarkNode, printed_text
from toolchain.writers.html.columns import LINE
from toolchain.writers.html.context import address
from toolchain.writers.html.inlines import note_name
from toolchain.writers.pdf.typst.code import (
    NOTHING,
    boolean,
    call,
    code_literal,
    joined,
    literal,
    within_right_to_left,
    words,
)
from toolchain.writers.pdf.typst.context import Context, Link
from toolchain.writers.pdf.typst.pictures import missing, write_picture

_MARKS_OF_DIRECTION = {False: "\u200e", True: "\u200f"}
_ANY = literal("to:")
"""The address of a link that the pass over the file gives its target: a label for each takes typst most of
its time."""


def write_inlines(nodes: Iterable[m.Inline], context: Context) -> str:
    """Return the code of a text."""
    if context.around:
        return _link(*context.around, tuple(nodes), context)
    return joined(INLINES[type(node)](node, context) for node in nodes)


def placed(node: Any, label: str, context: Context) -> str:
    """Return the number of a node; if something leads to it, as a link that only says where it is."""
    own = context.led_to(node)
    return _marked(Link(own=own, marks="place"), label, context) if own else words(label)


def on_its_own_line(node: Any, label: str, context: Context) -> str:
    """Return the number of a node before the line of its words, as a link that says so."""
    return _marked(Link(own=context.led_to(node), marks="label"), label, context)


def _marked(link: Link, label: str, context: Context) -> str:
    context.asked.links.append(link)
    return call("link", literal("at:"), words(label))


def _text(node: m.Text, context: Context) -> str:
    if made := context.resolved.linked.get(node):
        return write_inlines(made, context)
    return words(context.resolved.printed.get(node, node.text), context.width, is_arabic=context.page.rtl)


def _break(node: m.Break, context: Context) -> str:
    return "linebreak()" if node.hard else words(context.resolved.printed.get(node, " "))


def _emphasis(node: m.Emphasis, context: Context) -> str:
    upright = boolean(is_upright(plain_text(node.children)))
    return call("emphasis", upright, write_inlines(node.children, context))


def _foreign(node: m.Foreign, context: Context) -> str:
    text, around = plain_text(node.children), context.page.rtl
    rtl = runs_right_to_left(node.lang, text, around)
    words, direction = write_inlines(node.children, context), "none"
    kinds = set(map(bidirectional, text))
    if rtl is not around and not kinds.isdisjoint(("L",) if rtl else ("R", "AL")):
        direction = boolean(rtl)
        words = within_right_to_left(words) if rtl else words
    elif rtl is not around:  # typst would write the beginning and the end of the direction as spaces
        words = joined((literal(_MARKS_OF_DIRECTION[rtl]), words, literal(_MARKS_OF_DIRECTION[rtl])))
    shown = call("foreign", literal(primary_subtag(node.lang)), direction, words)
    # What follows, such as a bracket and a number, is not in their direction.
    return joined((shown, literal(_MARKS_OF_DIRECTION[False]))) if rtl and not around else shown


def _external(node: m.Link, context: Context) -> str:
    target = target_of(node.url)
    if not target:
        return write_inlines(node.children, context)
    shown = (printed_text(node.children, context.resolved), node.title)
    link = Link(name=", ".join(filter(None, shown)), span=node.span)
    return _link(lambda text: call("external", literal(target), text), link, node.children, context)


def target_of(url: str) -> str:
    """Return a URL in ASCII (RFC 3987, 3.1), as PDF wants it; "" if it cannot be followed."""
    return quote(address(url), safe="!#$%&'()*+,/:;=?@[]~")


def _reference(node: m.CrossReference, context: Context) -> str:
    reference = context.resolved.references.get(node)
    children = reference.children if reference else node.children
    if not (reference and (anchor := context.page.aim(reference))):
        return write_inlines(children, context)
    labelled = isinstance(reference.note or reference.target, m.Heading | m.Paragraph)
    aim = f"label({literal(anchor)})" if labelled else _ANY
    link = Link(anchor, printed_text(children, context.resolved), span=node.span)
    return _link(lambda text: call("link", aim, text), link, children, context)


def _link(make: Callable[[str], str], link: Link, children: m.Inlines, context: Context) -> str:
    """Return a link around its text; if a mark is in it, also in emphasis, around each run of text."""
    inside = replace(context, around=None)
    if not any(isinstance(node, MarkNode) for node, _ in walk(children)):
        context.asked.links.append(link)
        return make(write_inlines(children, inside))
    pieces = []
    for child in children:
        if isinstance(child, MarkNode):
            pieces.append(INLINES[type(child)](child, inside))
        elif any(isinstance(node, MarkNode) for node, _ in walk((child,))):
            pieces.append(INLINES[type(child)](child, replace(context, around=(make, link))))
        else:
            pieces.append(_link(make, link, (child,), inside))
    return joined(pieces)


def _mark(node: MarkNode, context: Context) -> str:
    """Return the mark of a note: with the note itself where this is its first at the foot of a page."""
    mark = context.resolved.marks.get(node)
    if mark is None:
        return missing(context.page.term("note_missing", label=node.label))
    note, asked = mark.note, context.asked
    key, own = context.page.anchor(note), context.page.anchor(node)
    name, shown = note_name(note, context.page), (words(mark.separator), words(note.label))
    is_footnote = context.page.at_page_foot or note is context.resolved.title_note
    is_again = key in asked.footnotes if is_footnote else context.again
    asked.links.append(Link(key, name, "" if is_again else own, span=node.span))
    written = call("mark", *shown)
    if is_again or not is_footnote:
        return written
    asked.footnotes.add(key)
    if context.in_footnote:
        context.waiting.append(node)
        return written
    return joined((written, *_footnotes(node, context)))


def _footnotes(node: MarkNode, context: Context) -> Iterator[str]:
    """Yield the footnote of a mark, and those of marks in it: typst loses one in another at a page's end."""
    waiting = [node]
    for each in waiting:
        mark = context.resolved.marks[each]
        back = context.page.term("note_back", place=mark.place)
        context.asked.links.append(
            Link(context.page.anchor(each), back, context.page.anchor(mark.note), span=each.span)
        )
        again = context.is_again(mark.note)
        inside = replace(
            context, again=again, is_flush=True, in_footnote=True, waiting=waiting, depth=0, width=LINE
        )
        room = f"{context.rooms[each]:.1f}" if each in context.rooms else "none"
        yield call("footnote-below", room, context.write_note(mark.note, inside))


def _code(node: m.Code, context: Context) -> str:
    return call("code", code_literal(re.sub(r"[^\S\xa0]", " ", node.text), context.width))


INLINES: Mapping[type[Any], Callable[[Any, Context], str]] = {
    m.Text: _text,
    m.PrintedNumber: lambda node, context: words(node.text),
    m.RawHtml: lambda node, context: words(node.text),
    m.Citation: lambda node, context: write_inlines(
        context.resolved.citations.get(node, node.children), context
    ),
    m.CitedSource: lambda node, context: words(node.typed),
    m.Code: _code,
    m.Emphasis: _emphasis,
    m.Strong: lambda node, context: call("bold", write_inlines(node.children, context)),
    m.Foreign: _foreign,
    m.Break: _break,
    m.Image: write_picture,
    m.Link: _external,
    m.CrossReference: _reference,
    m.NoteMark: _mark,
    m.InlineNote: _mark,
    m.Comment: lambda node, context: NOTHING,
}
