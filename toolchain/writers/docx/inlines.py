"""Convert inlines to runs: text, emphasis, links, note marks, cross-references; captions with numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from toolchain import model as m
from toolchain.formats.bidi.directions import runs_right_to_left
from toolchain.model.diagnostics import FilePlace
from toolchain.model.expressions import expression
from toolchain.model.languages import has_right_to_left, is_east_asian
from toolchain.model.walk import plain_text, walk
from toolchain.model.wording import LONGEST_TIP, fold, shorten
from toolchain.resolve.tables import MarkNode, Number, NumberedNote
from toolchain.writers.docx.bookmarks import Place, link_end, link_to, of_reference
from toolchain.writers.docx.context import Frame, Job, plain_paragraph
from toolchain.writers.docx.fields import NUMBER_SWITCHES, field, pointing_field
from toolchain.writers.docx.markup import Look, Pieces, add_break, add_text, opening
from toolchain.writers.docx.pictures import add_picture_in_text
from toolchain.writers.docx.story import address
from toolchain.writers.docx.style_names import StyleName

_SCHEME = expression("mailto:|tel:", re.IGNORECASE)

Writer = Callable[[Any, Pieces, Frame, Look], None]
"""Adds what shows an inline to a paragraph, or to a link in it."""


def add_inlines(pieces: Pieces, inlines: m.Inlines, frame: Frame, look: Look | None = None) -> None:
    """Add the content of the inlines; without a look, as plain text."""
    look = look or frame.job.look
    for inline in inlines:
        WRITERS[type(inline)](inline, pieces, frame, look)


def _text(node: m.Text, pieces: Pieces, frame: Frame, look: Look) -> None:
    """Add the words. A tab between them becomes a space: in Word it would go to the next tab stop."""
    made = frame.job.resolved.linked.get(node)
    if made is None:
        add_text(pieces, frame.job.resolved.printed.get(node, node.text).replace("\t", " "), look)
    for each in made or ():
        if isinstance(each, m.Link):
            _add_link(each, pieces, frame, look)
        else:
            add_inlines(pieces, (each,), frame, look)


def _foreign(node: m.Foreign, pieces: Pieces, frame: Frame, look: Look) -> None:
    rtl = runs_right_to_left(node.lang, plain_text(node.children), look.rtl)
    chinese = is_east_asian(node.lang)
    look = look._replace(lang=node.lang, rtl=rtl, chinese=chinese)
    add_inlines(pieces, node.children, frame, look)


def _code(node: m.Code, pieces: Pieces, frame: Frame, look: Look) -> None:
    add_text(pieces, node.text, look._replace(style=frame.job.styles.id(StyleName.CODE), rtl=False))


def _comment(node: m.Comment, pieces: Pieces, frame: Frame, look: Look) -> None:
    if not frame.note:
        frame.job.comments.add(pieces, node)


def _link(node: m.Link, pieces: Pieces, frame: Frame, look: Look) -> None:
    if address(node.url):
        look = look._replace(style=frame.job.styles.id(StyleName.HYPERLINK))
    _add_link(node, pieces, frame, look)


def _add_link(node: m.Link, pieces: Pieces, frame: Frame, look: Look) -> None:
    """Add a link that looks like the text around it, as those do that we make."""
    live = address(node.url)
    if live:
        pieces.append(_leading(node, live, frame))
    add_inlines(pieces, node.children, frame, look)
    if live:
        pieces.append("</w:hyperlink>")


def _leading(node: m.Link, live: str, frame: Frame) -> str:
    """Return the start of a link to an address.

    Its title, or the address as typed, is the description that Word and LibreOffice write to a PDF, as ISO
    14289-1, 7.18.5 requires. An internal link must not have one, because LibreOffice then drops it.
    """
    said = shorten(fold(node.title or _SCHEME.sub("", node.url)), LONGEST_TIP)
    return opening("hyperlink", r__id=frame.story.link(live), tooltip=said)


def add_link(pieces: Pieces, url: str, text: str, frame: Frame) -> None:
    """Add a text with a link to an external address, if that may be a link."""
    span = FilePlace(frame.job.resolved.document.path)
    _link(m.Link(span, url, (m.Text(span, text),)), pieces, frame, frame.job.look)


def _cross_reference(node: m.CrossReference, pieces: Pieces, frame: Frame, look: Look) -> None:
    reference = frame.job.resolved.references.get(node)
    children = reference.children if reference else node.children
    place = of_reference(reference, reference.target) if reference else None
    if place is None or any(isinstance(node, m.PrintedNumber) for node, _ in walk(children)):
        add_inlines(pieces, children, frame, look)
    else:
        name = frame.job.bookmarks.name(place)  # words without a number become a link
        pieces.append(link_to(name))
        add_inlines(pieces, children, frame, look)
        pieces.append(link_end(name))


def _printed_number(node: m.PrintedNumber, pieces: Pieces, frame: Frame, look: Look) -> None:
    bookmarks = frame.job.bookmarks
    place = bookmarks.of_number(node)
    if place is None:
        add_text(pieces, node.text, look)
    else:
        pointing_field(pieces, _instruction(node.target), bookmarks.name(place), node.text, look)


def _instruction(target: m.Target) -> str:
    r"""Return the field for the number of a target (ECMA-376-1, 17.16.5.51 and 17.16.5.42).

    A list number is \r, or \n for its own level alone; that of an annex, a table or a figure is the text of
    its bookmark.
    """
    match target:
        case m.Note():
            return r"NOTEREF {} \h"
        case m.Heading(annex=False, level=1) | m.NumberedParagraph():
            return r"REF {} \r \h"
        case m.Heading(annex=False) | m.SubParagraph():
            return r"REF {} \n \h"
        case _:
            return r"REF {} \h"


def _mark(node: MarkNode, pieces: Pieces, frame: Frame, look: Look) -> None:
    """Add the printed form of a mark; if its note has no text, add a warning."""
    job = frame.job
    mark = job.resolved.marks.get(node)
    if mark is None:
        add_text(pieces, f"[{job.resolved.words.terms['note_missing'].replace('{label}', node.label)}]", look)
        return
    raised = job.notes.look(mark.note, job.look)
    add_text(pieces, mark.separator, raised)
    if mark.ordinal == 1 and not mark.note.nested and not frame.note:
        add_call(pieces, mark.note, job)
    else:
        name = job.bookmarks.name(mark.note)
        pointing_field(pieces, r"NOTEREF {} \f \h", name, mark.note.label, raised)


def add_call(pieces: Pieces, note: NumberedNote, job: Job) -> None:
    """Add the one mark that identifies a note in Word, and the comments in its text."""
    job.notes.add_call(pieces, note, job.look)
    job.comments.add_of_note(pieces, note.note)


WRITERS: dict[type, Writer] = {
    m.Text: _text,
    m.Emphasis: lambda node, to, frame, look: add_inlines(
        to, node.children, frame, look._replace(italic=True)
    ),
    m.Strong: lambda node, to, frame, own: add_inlines(to, node.children, frame, own._replace(bold=True)),
    m.Foreign: _foreign,
    m.Code: _code,
    m.Link: _link,
    m.CrossReference: _cross_reference,
    m.NoteMark: _mark,
    m.InlineNote: _mark,
    m.Citation: lambda node, to, frame, look: add_inlines(
        to, frame.job.resolved.citations.get(node, node.children), frame, look
    ),
    m.CitedSource: lambda node, to, frame, look: add_text(to, node.typed, look),
    m.Image: add_picture_in_text,
    m.Break: lambda node, to, frame, look: add_text(
        to, "\n" if node.hard else frame.job.resolved.printed.get(node, " "), look
    ),
    m.Comment: _comment,
    m.RawHtml: lambda node, to, frame, look: add_text(to, node.text, look),
    m.PrintedNumber: _printed_number,
}


_KINDS: dict[type, str] = {m.Heading: "annex", m.Table: "table", m.Figure: "figure"}


@contextmanager
def bookmarked(pieces: Pieces, place: Place | None, frame: Frame) -> Iterator[None]:
    """Put a bookmark around the content added meanwhile, if the place has a label or something refers to
    it.
    """
    bookmarks = frame.job.bookmarks
    identity = bookmarks.start(pieces, bookmarks.name(place)) if place and bookmarks.wanted(place) else None
    yield
    bookmarks.end(pieces, identity)


def add_path(pieces: Pieces, frame: Frame, words: str) -> None:
    """Record in an empty bookmark the containers of a list, picture, table, code or quoted text.

    Their indents do not show these: a picture in (a) has the same indent as one after (a). `words` are those
    of the place.
    """
    frame.job.bookmarks.mark(pieces, f"_In_{frame.path}", words)


def add_label(pieces: Pieces, place: m.Heading | m.Table | m.Figure, number: Number, frame: Frame) -> None:
    """Add "Table 1" or "Annex I" with a live number, in the place's bookmark.

    A single annex has no number. In a note the number is plain text: Word does not update fields there
    together with those of the text, and does not define which it counts first.
    """
    kind, job = _KINDS[type(place)], frame.job
    form = job.resolved.words.captions[kind]
    look = job.look._replace(rtl=has_right_to_left(form.text))
    if not number.own:
        with bookmarked(pieces, place, frame):
            add_text(pieces, number.label, look)
        return
    before, _, after = form.text.partition("%")
    add_text(pieces, before, look)
    with bookmarked(pieces, place, frame):
        if frame.note:
            add_text(pieces, number.own, look)
        else:
            field(pieces, rf"SEQ {kind.title()} \* {NUMBER_SWITCHES[form.style]}", number.own, look)
    add_text(pieces, after, look)


def add_caption(block: m.Table | m.Figure, caption: m.Caption, frame: Frame) -> None:
    """Add a caption above its table or figure: the number on one line, then the emphasized words."""
    content = plain_paragraph(frame, StyleName.CAPTION).content
    look = frame.job.look
    number = frame.job.resolved.numbers.get(block)
    if number:
        add_label(content, block, number, frame)
        if caption.children:
            add_break(content, look)
    strong = frame.job.styles.id(StyleName.CAPTION_TITLE)
    add_inlines(content, caption.children, frame, look._replace(bold=True, strong=strong))
