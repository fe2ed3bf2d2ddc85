"""Captions and their numbers, with bookmarks around them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from toolchain import model as m
from toolchain.resolve.tables import Number
from toolchain.writers.docx.bookmarks import Place
from toolchain.writers.docx.context import Frame, plain_paragraph
from toolchain.writers.docx.fields import NUMBER_SWITCHES, field
from toolchain.writers.docx.inlines import add_inlines
from toolchain.writers.docx.markup import Pieces, add_break, add_text
from toolchain.writers.docx.style_names import StyleName

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
    form, look = job.resolved.words.captions[kind], job.look
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
