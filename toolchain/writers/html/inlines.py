"""Inline nodes as HTML: text, emphasis, links, cross-references and note marks."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable

from toolchain import model as m
from toolchain.formats.bidi.directions import runs_left_to_right, runs_right_to_left
from toolchain.law.symbols import PATTERN
from toolchain.model.languages import is_upright
from toolchain.model.records import replace
from toolchain.model.walk import plain_text, walk
from toolchain.resolve.tables import MarkNode, NumberedNote
from toolchain.writers.html.context import Context, Handlers, address, attribute, attributes, escape


def write_inlines(nodes: Iterable[m.Inline], context: Context) -> str:
    """Return the markup of a text."""
    return "".join([INLINES[type(node)](node, context) for node in nodes])


def _run(markup: str, context: Context) -> str:
    """Return a run of text, within the link around it if there is one."""
    return f"{context.link}{markup}</a>" if context.link and markup.strip() else markup


def _text(node: m.Text, context: Context) -> str:
    """Return the words. A tab becomes a space, because WeasyPrint would draw nothing for it.

    Symbols of documents stay on a line: WeasyPrint divides them after a slash, browsers after a hyphen only.
    """
    if made := context.resolved.linked.get(node):
        return write_inlines(made, context)
    text = escape(context.resolved.printed.get(node, node.text).replace("\t", " "))
    if "/" in text and (context.paged or "-" in text):
        text = PATTERN.sub(lambda found: _whole(found[0], context), text)
    return _run(text, context)


def _whole(symbol: str, context: Context) -> str:
    return f'<span class="unbroken">{symbol}</span>' if context.paged or "-" in symbol else symbol


def _code(node: m.Code, context: Context) -> str:
    return _run(f"<code{attributes(dir=left_to_right(context))}>{escape(node.text)}</code>", context)


def left_to_right(context: Context) -> str:
    """Return the `dir` of code, which is left-to-right in every script; "" in left-to-right documents."""
    return "ltr" if context.rtl else ""


def _emphasis(node: m.Emphasis, context: Context) -> str:
    """Return italics, or the emphasis of scripts without italics."""
    upright = ' class="upright"' if is_upright(plain_text(node.children)) else ""
    return f"<em{upright}>{write_inlines(node.children, context)}</em>"


def _foreign(node: m.Foreign, context: Context) -> str:
    """Return words in another language, with their direction if it differs."""
    rtl = runs_right_to_left(node.lang, plain_text(node.children), context.rtl)
    direction = "" if rtl == context.rtl else "rtl" if rtl else "ltr"
    opening = f"<span{attributes(lang=node.lang, dir=direction)}>"
    return f"{opening}{write_inlines(node.children, context)}</span>"


def _break(node: m.Break, context: Context) -> str:
    """Return a line break, or a space. On paper a source line's end is omitted, because WeasyPrint would keep
    it after a space.
    """
    end = "" if context.paged else "\n"
    return f"<br>{end}" if node.hard else escape(context.resolved.printed.get(node, end or " "))


def write_image(source: str, alt: str, context: Context, width: float = 0) -> str:
    """Return an embedded image at its own size, or `width` in points wide, or its alt text if it could not be
    read.

    On paper the style sheet limits both width and height: only an image whose size comes from its resolution
    then keeps its proportions.
    """
    image = context.resolved.document.images.get(source)
    if image is None:
        return _missing(f"[{context.term('image_missing', source=source)}]")
    scale = width / 72 / max(image.width, 1) if width else 1 / image.dpi
    wide, high = (max(1, round(pixels * 96 * scale)) for pixels in (image.width, image.height))
    data = context.pictures.get(source) or f"data:{image.media_type};base64,{b64encode(image.data).decode()}"
    given = f"; width: {width:.1f}pt" if width else ""
    resolution = f'style="image-resolution: {image.dpi:g}dpi{given}"'
    size = resolution if context.paged else f'width="{wide}" height="{high}"'
    return f'<img src="{data}" alt="{attribute(alt)}" {size}>'


def _missing(text: str) -> str:
    """Return the text that a draft shows instead of missing content."""
    return f'<span class="missing">{escape(text)}</span>'


def _external(node: m.Link, context: Context) -> str:
    target = address(node.url)
    if not target:
        return write_inlines(node.children, context)
    direction = _direction(node, context)
    opening = f"<a{attributes(class_='external', href=target, title=node.title, dir=direction)}>"
    return _link(opening, node.children, context)


def _direction(node: m.Link, context: Context) -> str:
    """Return the `dir` of a link: a URL as text is left-to-right, also in right-to-left text.

    "auto" detects whether the text is a URL; on paper it is not supported.
    """
    if not context.rtl or not context.paged:
        return "auto" if context.rtl else ""
    return "ltr" if runs_left_to_right(plain_text(node.children)) else "rtl"


def _reference(node: m.CrossReference, context: Context) -> str:
    reference = context.resolved.references.get(node)
    children = reference.children if reference else node.children
    if not (reference and (anchor := context.aim(reference))):
        return write_inlines(children, context)
    return _link(f'<a href="#{anchor}"{context.apart}>', children, context)


def _link(opening: str, children: m.Inlines, context: Context) -> str:
    """Return a link around its text. A mark in it is another link, which HTML forbids inside a link: then the
    link goes around each run of text.
    """
    if any(isinstance(node, MarkNode) for node, _ in walk(children)):
        return write_inlines(children, replace(context, link=opening))
    return f"{opening}{write_inlines(children, context)}</a>"


def _mark(node: MarkNode, context: Context) -> str:
    mark = context.resolved.marks.get(node)
    if mark is None:
        return _missing(f"[{context.term('note_missing', label=node.label)}]")
    own = context.identity(node)
    address = f' id="{own}"' if own else ""
    name = attribute(note_name(mark.note, context))
    link = f'<a{address} href="#{context.anchor(mark.note)}" role="doc-noteref" aria-label="{name}">'
    return f"<sup{context.apart}>{escape(mark.separator)}{link}{escape(mark.note.label)}</a></sup>"


def note_name(note: NumberedNote, context: Context) -> str:
    """Return the name of a note for screen readers; the title's note has no number."""
    if note is context.resolved.title_note:
        return context.term("title_note")
    return context.term("note_mark", number=note.label)


INLINES: Handlers = {
    m.Text: _text,
    m.PrintedNumber: lambda node, context: _run(escape(node.text), context),
    m.RawHtml: lambda node, context: _run(escape(node.text), context),
    m.Citation: lambda node, context: write_inlines(
        context.resolved.citations.get(node, node.children), context
    ),
    m.CitedSource: lambda node, context: _run(escape(node.typed), context),
    m.Code: _code,
    m.Emphasis: _emphasis,
    m.Strong: lambda node, context: f"<strong>{write_inlines(node.children, context)}</strong>",
    m.Foreign: _foreign,
    m.Break: _break,
    m.Image: lambda node, context: _run(write_image(node.source, node.alt, context), context),
    m.Link: _external,
    m.CrossReference: _reference,
    m.NoteMark: _mark,
    m.InlineNote: _mark,
    m.Comment: lambda node, context: "",
}
