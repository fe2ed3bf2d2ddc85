"""The list of sources, and for screens the table of authorities: which paragraphs cite which source."""

from __future__ import annotations

from collections.abc import Iterable

from toolchain import model as m
from toolchain.resolve.tables import Addressed, Authority, ListedSource, SourceGroup
from toolchain.writers.html.coins import citation_data
from toolchain.writers.html.context import Context, attributes, escape, lines
from toolchain.writers.html.headings import write_heading
from toolchain.writers.html.inlines import write_inlines


def has_list(context: Context) -> bool:
    """Return whether the text has a list of sources."""
    return any(context.resolved.source_lists.values())


def write_source_list(node: m.SourceList, context: Context) -> str:
    """Return the list of sources, followed by what cites them; "" for a second list, which prints nothing."""
    groups = context.resolved.source_lists.get(node)
    if not groups:
        return ""
    named = context.anchor(node.heading)
    opening = f"<div{attributes(class_='bibliography', role='doc-bibliography', aria_labelledby=named)}>"
    authorities = "" if context.paged else write_authorities(context)
    return lines(opening, *(_group(group, context) for group in groups), "</div>", authorities)


def _group(group: SourceGroup, context: Context) -> str:
    heading = group.heading and write_heading(group.heading, context)
    items = (_source(source, context) for source in group.sources)
    return lines(heading or "", '<ul class="sources">', *items, "</ul>")


def _source(source: ListedSource, context: Context) -> str:
    data = "" if context.paged else citation_data(source.entry)
    return f"<li><p>{write_inlines(source.children, context)}{data}</p></li>"


def write_authorities(context: Context) -> str:
    """Return the table of authorities, closed at first; "" if no source is cited."""
    authorities = context.resolved.authorities
    if not authorities:
        return ""
    name = escape(context.term("authorities"))
    words = (context.term(term) for term in ("source", "authorities_places", "notes"))
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in words)
    return lines(
        f'<nav class="authorities" aria-label="{name}">',
        f"<details>\n<summary>{name}</summary>",
        f"<table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>",
        *(_row(authority, context) for authority in authorities.values()),
        "</tbody>\n</table>\n</details>\n</nav>",
    )


def _row(authority: Authority, context: Context) -> str:
    """Return a source, with the places and notes that cite it.

    The script takes the source in full from here for the box of a note such as "Ibid.".
    """
    source, full = (write_inlines(form, context) for form in (authority.children, authority.full))
    source += (
        f"<template>{full}</template>"
        if context.boxes and len(authority.notes) > 1 and full != source
        else ""
    )
    places = _links(((place.node, place.text) for place in authority.places), context)
    notes = _links(((note, note.label) for note in authority.notes), context)
    return f"<tr><th>{source}</th><td>{places}</td><td>{notes}</td></tr>"


def _links(targets: Iterable[tuple[Addressed, str]], context: Context) -> str:
    """Return links with their names, as a list on one line."""
    written = (f'<a href="#{context.anchor(node)}">{escape(text)}</a>' for node, text in targets)
    return context.resolved.words.mark_separator.replace("\u00a0", " ").join(written)
