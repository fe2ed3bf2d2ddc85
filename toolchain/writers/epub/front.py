"""The pages before the text: the title page, and the navigation with the contents."""

from __future__ import annotations

from collections.abc import Sequence

from toolchain.resolve.covers import cover
from toolchain.resolve.tables import shown_text
from toolchain.writers.epub.filling import filled
from toolchain.writers.epub.parts import Part
from toolchain.writers.html.contents import Entry, write_contents
from toolchain.writers.html.context import Context
from toolchain.writers.html.cover import facts, submitters
from toolchain.writers.html.inlines import write_inlines
from toolchain.writers.html.notes import write_note


def title_page(context: Context, marks: str) -> Part:
    """Return the title, the details of the submission, and its authors."""
    resolved, matter = context.resolved, context.resolved.document.front_matter
    note, authors = resolved.title_note, submitters(cover(resolved), context)
    text = filled(
        "title.xhtml.j2",
        marks=marks,
        title=write_inlines(matter.title, context),
        subtitle=write_inlines(matter.subtitle, context),
        note=note and write_note(note, context, "div"),
        facts=facts(context),
        submitted_by=context.term("submitted_by"),
        submitters=authors,
        logos=" ".join(each.logo for each in authors if each.logo),
    )
    return Part("title", shown_text(matter.title, resolved.references), text.rstrip())


def navigation(front: Part, parts: Sequence[Part], context: Context, shown: bool) -> Part:
    """Return the navigation document: the contents, and landmarks for reading systems.

    `shown` means that it is also a page of the book.
    """
    listed = [entry._replace(text=entry.text.strip() or "…") for part in parts for entry in part.entries]
    name = context.term("contents")
    landmarks = (
        ("titlepage", front.file, front.title),
        *([("toc", "#contents", name)] if shown else []),
        ("bodymatter", parts[0].file, parts[0].title),
        *(("endnotes", each.file, each.title) for each in parts if each.notes),
    )
    contents = write_contents(listed or [Entry(1, "title", front.title)])
    text = filled("navigation.xhtml.j2", name=name, contents=contents, landmarks=landmarks)
    return Part("nav", name, text.rstrip())
