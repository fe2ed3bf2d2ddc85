"""The list of sources, and for screens the table of authorities: which paragraphs rest on which source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolchain import model as m
from toolchain.resolve.tables import Authority, ListedSource, NumberedNote, SourceGroup
from toolchain.writers.html.context import Context, attributes, escape, lines
from toolchain.writers.html.inlines import note_name, write_inlines


def has_list(context: Context) -> bool:
    """Whether a list of sources stands in the text."""
    return any(context.resolved.source_lists.values())


def write_source_list(node: m.SourceList, context: Context) -> str:
    """The list of sources, with what rests on them behind it; "" for a second one, which prints nothing."""
    groups = context.resolved.source_lists.get(node)
    if not groups:
        return ""
    named = context.anchor(node.heading)
    opening = f"<div{attributes(class_='bibliography', role='doc-bibliography', aria_labelledby=named)}>"
    authorities = "" if context.paged else write_authorities(context)
    return lines((opening, *(_group(group, context) for group in groups), "</div>", authorities))


def _group(group: SourceGroup, context: Context) -> str:
    heading = group.heading and _heading(group.heading, context)
    items = (_source(source, context) for source in group.sources)
    return lines((heading or "", '<ul class="sources">', *items, "</ul>"))


def _heading(node: m.Heading, context: Context) -> str:
    from toolchain.writers.html.blocks import BLOCKS  # which has the list of sources among its blocks

    return BLOCKS[m.Heading](node, context)


def _source(source: ListedSource, context: Context) -> str:
    return f"<li><p>{write_inlines(source.children, context)}</p></li>"


def write_authorities(context: Context) -> str:
    """The table of authorities, which opens when it is asked for; "" where no source is cited."""
    authorities = context.resolved.authorities
    if not authorities:
        return ""
    name = context.term("authorities")
    rows = (_row(authority, context) for authority in authorities.values())
    return lines(
        (
            f"<nav{attributes(class_='authorities', aria_label=name)}>",
            f"<details>\n<summary>{escape(name)}</summary>",
            *("<dl>", *rows, "</dl>"),
            "</details>\n</nav>",
        )
    )


def _row(authority: Authority, context: Context) -> str:
    """A source, and under it the places and the notes that rest on it."""
    said = (
        _links(context.term("authorities_places"), _places(authority, context), context),
        _links(context.term("notes"), _notes(authority.notes, context), context),
    )
    term = write_inlines(authority.children, context)
    return lines(("<div>", f"<dt>{term}</dt>", *(f"<dd>{each}</dd>" for each in said if each), "</div>"))


def _places(authority: Authority, context: Context) -> Iterator[str]:
    for place in authority.places:
        yield f'<a href="#{context.anchor(place.node)}">{escape(place.text)}</a>'


def _notes(notes: Iterable[NumberedNote], context: Context) -> Iterator[str]:
    for note in notes:
        link = attributes(href=f"#{context.anchor(note)}", aria_label=note_name(note, context))
        yield f"<a{link}>{escape(note.label)}</a>"


def _links(name: str, links: Iterable[str], context: Context) -> str:
    """Links behind the word for what they lead to; "" without any."""
    written = context.resolved.words.mark_separator.replace("\u00a0", " ").join(links)
    return written and f'<span class="word">{escape(name)}</span> {written}'
