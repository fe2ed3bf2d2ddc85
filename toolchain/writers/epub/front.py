"""The pages before the text: the title page, and the navigation with the contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolchain.resolve.covers import cover
from toolchain.resolve.tables import shown_text
from toolchain.writers.epub.parts import Part
from toolchain.writers.html.contents import Entry, write_contents
from toolchain.writers.html.context import Context, attributes, escape, lines
from toolchain.writers.html.cover import Submitter, facts, submitters
from toolchain.writers.html.inlines import write_inlines
from toolchain.writers.html.notes import write_note


def title_page(context: Context, marks: str) -> Part:
    """Return the title, the details of the submission, and its authors."""
    resolved, matter = context.resolved, context.resolved.document.front_matter
    note = resolved.title_note
    title = shown_text(matter.title, resolved.references)
    subtitle = write_inlines(matter.subtitle, context)
    listed = lines(f"<dt>{word}</dt>\n<dd>{text}</dd>" for word, text in facts(context))
    text = lines(
        (
            '<section class="title-page">',
            _paragraph("draft", escape(marks)),
            f'<h1 id="title">{write_inlines(matter.title, context)}</h1>',
            _paragraph("subtitle", subtitle),
            f'<div class="title-note">\n{write_note(note, context, "div")}\n</div>' if note else "",
            f'<dl class="particulars">\n{listed}\n</dl>' if listed else "",
            *_submitters(submitters(cover(resolved), context), context),
            "</section>",
        )
    )
    return Part("title", title, text)


def navigation(front: Part, parts: Sequence[Part], context: Context, shown: bool) -> Part:
    """Return the navigation document: the contents, and landmarks for reading systems.

    `shown` means that it is also a page of the book.
    """
    listed = [entry._replace(text=entry.text.strip() or "…") for part in parts for entry in part.entries]
    name = escape(context.term("contents"))
    contents = write_contents(listed or [Entry(1, "title", front.title)])
    text = lines(
        (
            "<div>",
            '<nav epub:type="toc" role="doc-toc" class="contents" aria-labelledby="contents">',
            f'<h2 id="contents">{name}</h2>',
            contents,
            "</nav>",
            '<nav epub:type="landmarks" hidden="hidden">',
            "<ol>",
            _landmark("titlepage", front.file, front.title),
            _landmark("toc", "#contents", context.term("contents")) if shown else "",
            _landmark("bodymatter", parts[0].file, parts[0].title),
            *(_landmark("endnotes", each.file, each.title) for each in parts if each.notes),
            "</ol>",
            "</nav>",
            "</div>",
        )
    )
    return Part("nav", context.term("contents"), text)


def _landmark(kind: str, address: str, name: str) -> str:
    return f"<li><a{attributes(**{'epub:type': kind, 'href': address})}>{escape(name) or '…'}</a></li>"


def _paragraph(kind: str, text: str) -> str:
    return text and f'<p class="{kind}">{text}</p>'


def _submitters(organizations: Sequence[Submitter], context: Context) -> Iterator[str]:
    if organizations:
        yield '<div class="submitters" role="group" aria-labelledby="submitted-by">'
        yield f'<p class="word" id="submitted-by">{escape(context.term("submitted_by"))}</p>'
        yield _paragraph("logos", " ".join(each.logo for each in organizations if each.logo))
        yield from map(_submitter, organizations)
        yield "</div>"


def _submitter(each: Submitter) -> str:
    contact = lines(f"<p>{line}</p>" for line in each.contact)
    return lines(
        (
            '<div class="submitter">',
            _paragraph("name", each.name),
            _paragraph("status", each.status),
            each.description,
            f"<address>\n{contact}\n</address>" if contact else "",
            "</div>",
        )
    )
