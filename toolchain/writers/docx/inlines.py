"""Inlines to runs: text, emphasis, links, pictures in a line, note marks and cross-references."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from toolchain import model as m
from toolchain.resolve.tables import cited_source
from toolchain.walk import walk
from toolchain.writers.docx.bookmarks import Place
from toolchain.writers.docx.context import Frame
from toolchain.writers.docx.fields import field
from toolchain.writers.docx.notes import add_mark
from toolchain.writers.docx.pictures import add_picture
from toolchain.writers.docx.runs import Look, add_text
from toolchain.writers.docx.story import address
from toolchain.writers.docx.styles import StyleName
from toolchain.writers.docx.xml import Element, add

Writer = Callable[[Any, Element, Frame, Look], None]
"""Adds what shows an inline to a paragraph, or to a link in it."""


def add_inlines(parent: Element, inlines: m.Inlines, frame: Frame, look: Look | None = None) -> None:
    """Add what shows the inlines; without a look, as plain text."""
    look = look or frame.job.look
    for inline in inlines:
        WRITERS[type(inline)](inline, parent, frame, look)


def _text(node: m.Text, parent: Element, frame: Frame, look: Look) -> None:
    """The words. A tab between them is a space: in Word it would go to the next stop."""
    add_text(parent, frame.job.resolved.printed.get(node, node.text).replace("\t", " "), look)


def _break(node: m.Break, parent: Element, frame: Frame, look: Look) -> None:
    add_text(parent, "\n" if node.hard else frame.job.resolved.printed.get(node, " "), look)


def _as_typed(node: m.RawHtml, parent: Element, frame: Frame, look: Look) -> None:
    add_text(parent, node.text, look)


def _citation(node: m.Citation, parent: Element, frame: Frame, look: Look) -> None:
    add_inlines(parent, frame.job.resolved.citations.get(node, node.children), frame, look)


def _source(node: m.CitedSource, parent: Element, frame: Frame, look: Look) -> None:
    add_text(parent, cited_source(node), look)


def _emphasis(node: m.Emphasis, parent: Element, frame: Frame, look: Look) -> None:
    add_inlines(parent, node.children, frame, look._replace(italic=True))


def _strong(node: m.Strong, parent: Element, frame: Frame, look: Look) -> None:
    add_inlines(parent, node.children, frame, look._replace(bold=True))


def _code(node: m.Code, parent: Element, frame: Frame, look: Look) -> None:
    add_text(parent, node.text, look._replace(style=frame.job.styles.id(StyleName.CODE), rtl=False))


def _nothing(node: m.Comment, parent: Element, frame: Frame, look: Look) -> None:
    pass


def _link(node: m.Link, parent: Element, frame: Frame, look: Look) -> None:
    url = address(node.url)
    if url:
        parent = add(parent, "hyperlink", r__id=frame.story.link(url))
        look = look._replace(style=frame.job.styles.id(StyleName.HYPERLINK))
    add_inlines(parent, node.children, frame, look)


def add_link(parent: Element, url: str, text: str, frame: Frame) -> None:
    """Add a text that leads to an address outside the document, where that is one to be followed."""
    look, live = frame.job.look, address(url)
    if live:
        parent = add(parent, "hyperlink", r__id=frame.story.link(live))
        look = look._replace(style=frame.job.styles.id(StyleName.HYPERLINK))
    add_text(parent, text, look)


def _cross_reference(node: m.CrossReference, parent: Element, frame: Frame, look: Look) -> None:
    reference = frame.job.resolved.references.get(node)
    children = reference.children if reference else node.children
    place = frame.job.bookmarks.place(reference.target) if reference else None
    if place is None or _has_number(children):
        add_inlines(parent, children, frame, look)
    else:
        _to_place(place, children, parent, frame, look)


def _has_number(inlines: m.Inlines) -> bool:
    return any(isinstance(node, m.PrintedNumber) for node, _ in walk(inlines))


def _to_place(place: Place, children: m.Inlines, parent: Element, frame: Frame, look: Look) -> None:
    """Words without a number lead to their place as a link."""
    bookmarks = frame.job.bookmarks
    name = bookmarks.name(place)
    link = add(parent, "hyperlink", anchor=name, history=1)
    bookmarks.use(name, [link])
    add_inlines(link, children, frame, look)


def _printed_number(node: m.PrintedNumber, parent: Element, frame: Frame, look: Look) -> None:
    bookmarks = frame.job.bookmarks
    place = bookmarks.place(node.target)
    if place is None:
        add_text(parent, node.text, look)
    else:
        name = bookmarks.name(place)
        instruction = _INSTRUCTIONS[_kind(node.target)].format(name)
        bookmarks.use(name, field(parent, instruction, node.text, look))


# What shows a number of each kind (ECMA-376-1, 17.16.5.51 and 17.16.5.42). A list's number is \r, or \n for
# its own level alone; the number of an annex, a table or a figure is the text of its bookmark.
_INSTRUCTIONS = {
    "list": r"REF {} \r \h",
    "level": r"REF {} \n \h",
    "text": r"REF {} \h",
    "note": r"NOTEREF {} \h",
}


def _kind(target: m.Target) -> str:
    match target:
        case m.Note():
            return "note"
        case m.SubParagraph():
            return "level"
        case m.Heading(annex=False):
            return "list" if target.level == 1 else "level"
        case m.NumberedParagraph():
            return "list"
        case _:
            return "text"


WRITERS: dict[type, Writer] = {
    m.Text: _text,
    m.Emphasis: _emphasis,
    m.Strong: _strong,
    m.Code: _code,
    m.Link: _link,
    m.CrossReference: _cross_reference,
    m.NoteMark: add_mark,
    m.InlineNote: add_mark,
    m.Citation: _citation,
    m.CitedSource: _source,
    m.Image: add_picture,
    m.Break: _break,
    m.Comment: _nothing,
    m.RawHtml: _as_typed,
    m.PrintedNumber: _printed_number,
}
