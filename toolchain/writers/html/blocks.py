"""Block nodes as HTML: headings and the numbers before texts, paragraphs, lists, tables, figures, sources."""

from __future__ import annotations

from collections.abc import Iterable

from toolchain import model as m
from toolchain.law.symbols import PATTERN
from toolchain.model.breaking import is_stretched
from toolchain.model.design import design
from toolchain.model.languages import primary_subtag
from toolchain.model.walk import without_comments
from toolchain.resolve.tables import Addressed, Authority, ListedSource, SourceGroup, printed_text, shown_text
from toolchain.writers.columns import WHOLE
from toolchain.writers.html.columns import LINE, column_group, columns, on_screen
from toolchain.writers.html.context import Context, Handlers, attribute, attributes, escape, lines
from toolchain.writers.html.inlines import left_to_right, write_image, write_inlines
from toolchain.writers.html.metadata import citation_data


def number_span(label: str, context: Context) -> str:
    """Return a number and the space after it, which on paper belongs to it, so that it is not stretched."""
    label = escape(label)
    return (
        f'<span class="number">{label} </span>' if context.paged else f'<span class="number">{label}</span> '
    )


def write_heading(node: m.Heading, context: Context) -> str:
    """Return a heading with its number before its words."""
    tag = f"h{min(node.level + 1, 6)}"
    number = context.resolved.numbers.get(node)
    prefix = number_span(number.label, context) if number else ""
    text = write_inlines(node.children, context)
    if context.paged:
        text = f'<span class="title">{text}</span>'
    kind = " ".join(name for name in ("annex", "page-break") if getattr(node, name.replace("-", "_")))
    outline = heading_text(node, context) if context.paged else ""
    level = str(node.level + 1) if node.level > 5 else ""
    own = attributes(id=context.anchor(node), class_=kind, aria_level=level, data_outline=outline)
    return f"<{tag}{own}{context.place(node)}>{prefix}{text}</{tag}>"


def heading_text(node: m.Heading, context: Context) -> str:
    """Return a heading's number and words, for contents and outlines."""
    number = context.resolved.numbers.get(node)
    words = shown_text(node.children, context.resolved.references)
    if number is None:
        return words
    stop = ". " if node.annex else " "  # in the text "Annex I" is on its own line
    return f"{number.label}{stop}{words}"


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
        *(_authority(authority, context) for authority in authorities.values()),
        "</tbody>\n</table>\n</details>\n</nav>",
    )


def _authority(authority: Authority, context: Context) -> str:
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


_ROOM = 0.95 * LINE * design().points("text.size")
"""Of a line in the house look, whose letters are larger, in points."""


def write_blocks(blocks: Iterable[m.Block], context: Context) -> str:
    """Return the markup of blocks, each on its own lines."""
    return lines(*(BLOCKS[type(block)](block, context) for block in blocks))


def numbered_blocks(number: str, blocks: m.Blocks, context: Context, end: str = "") -> str:
    """Return blocks with a number before the first text and `end` after the last (both markup)."""
    shown = without_comments(blocks)
    last = len(shown) - 1
    pieces = [
        _between(number if index == 0 else "", block, end if index == last else "", context)
        for index, block in enumerate(shown)
    ]
    return lines(*pieces or [f"<p>{number}{end}</p>"])


def _between(before: str, block: m.Block, after: str, context: Context) -> str:
    """Return a block with markup around its text; around other blocks, the markup is in paragraphs of its
    own.
    """
    if isinstance(block, m.Paragraph):
        text, place = f"{before}{write_inlines(block.children, context)}{after}", context.place(block)
        kind = ""
        if context.paged:
            size = design().points("text.size", primary_subtag(context.resolved.words.lang))
            said = printed_text(block.children, context.resolved)
            kind = "start" if is_stretched(said, _ROOM / size, PATTERN) else ""
        kind = f"{kind} {_kept(block, context)}".strip()
        return f"<p{attributes(id=context.identity(block), class_=kind)}{place}>{text}</p>"
    written = BLOCKS[type(block)](block, context)
    return lines(before and f"<p>{before}</p>", written, after and f"<p>{after}</p>")


def _kept(node: m.Block, context: Context) -> str:
    """Return the class of a table, figure or line with a line below it on its page."""
    return "kept" if node in context.resolved.below else ""


def _number(node: m.NumberedParagraph | m.SubParagraph, context: Context) -> str:
    """Return a number before a text; on a screen it links to its own address, for copying."""
    number = context.resolved.numbers[node]
    if context.paged:
        return number_span(number.label, context)
    link = f'<a class="number" href="#{context.anchor(node)}" aria-label="{attribute(number.cited)}">'
    return f"{link}{escape(number.label)}</a> "


def _numbered_paragraph(node: m.NumberedParagraph, context: Context) -> str:
    text = numbered_blocks(_number(node, context), node.blocks, context)
    return f'<div class="numbered" id="{context.anchor(node)}"{context.place(node)}>{text}</div>'


def _sub_paragraphs(node: m.SubParagraphs, context: Context) -> str:
    items = (
        f'<li id="{context.anchor(item)}"{context.place(item)}>'
        f"{numbered_blocks(_number(item, context), item.blocks, context)}</li>"
        for item in node.items
    )
    return lines('<ol class="sub-paragraphs">', *items, "</ol>")


def _ordered_list(node: m.OrderedList, context: Context) -> str:
    items = (
        f"<li{context.place(item)}>"
        f"{numbered_blocks(number_span(item.marker, context), item.blocks, context)}</li>"
        for item in node.items
    )
    return lines('<ol class="list">', *items, "</ol>")


def _bullet_list(node: m.BulletList, context: Context) -> str:
    items = (f"<li{context.place(item)}>{write_blocks(item.blocks, context)}</li>" for item in node.items)
    return lines("<ul>", *items, "</ul>")


def _quotation(node: m.Quotation, context: Context) -> str:
    return lines(f"<blockquote{context.place(node)}>", write_blocks(node.blocks, context), "</blockquote>")


def _code_block(node: m.CodeBlock, context: Context) -> str:
    own = f"{attributes(dir=left_to_right(context))}{context.place(node)}"
    return f"<pre{own}><code>{escape(node.text)}</code></pre>"


def _caption(node: m.Table | m.Figure, caption: m.Caption, context: Context) -> str:
    """Return the words of a caption, with the number before them."""
    number = context.resolved.numbers.get(node)
    prefix = number_span(number.label, context) if number else ""
    return f'{prefix}<span class="title">{write_inlines(caption.children, context)}</span>'


def _table(node: m.Table, context: Context) -> str:
    """Return a table in its own box, which scrolls if the table is too wide, also with the keyboard."""
    caption, name = "", f' role="group"{attributes(aria_label=context.cited("table", "").strip())}'
    address = context.identity(node)
    if node.caption:
        key = address and f"{address}-caption"
        caption = f"<caption{attributes(id=key)}>{_caption(node, node.caption, context)}</caption>"
        name = f' role="region" aria-labelledby="{key}"' if key else name
    measured = (columns if context.paged else on_screen)(node, context.resolved)
    header = ""
    rows = [_row(row, context) for row in node.rows]
    if node.is_headed:
        head = _row(node.header, context, header=True)
        # Without rows, as of a withheld table, it is a row itself: in a PDF a head needs a body (PDF/UA-1).
        header, rows = (f"<thead>\n{head}\n</thead>", rows) if rows else ("", [head])
    is_whole = context.paged and len(node.rows) < WHOLE and "high" not in measured.classes
    whole = " whole" if is_whole else ""
    kind = f"table {measured.classes}".strip() + f"{whole} {_kept(node, context)}".rstrip()
    opening = f'<div class="{kind}"{attributes(id=address)}{name} tabindex="0"{context.place(node)}>'
    body = ("<tbody>", *rows, "</tbody>")
    group = column_group(measured.shares)
    return lines(opening, "<table>", caption, group, header, *body, "</table>", "</div>")


def _row(cells: tuple[m.Cell, ...], context: Context, header: bool = False) -> str:
    written = []
    for cell in cells:
        text = write_inlines(cell.children, context)
        # In a browser a header must have text; in a PDF all cells must have a header (PDF/UA-1, 7.5).
        tag = "th" if header and (text or context.paged) else "td"
        scope = "col" if tag == "th" else ""
        written.append(f"<{tag}{attributes(scope=scope, class_=cell.align)}>{text}</{tag}>")
    return f"<tr{context.place(cells[0]) if cells else ''}>{''.join(written)}</tr>"


def _figure(node: m.Figure, context: Context) -> str:
    image = write_image(node.image.source, node.image.alt, context)
    caption = node.caption and f"<figcaption>{_caption(node, node.caption, context)}</figcaption>"
    return lines(
        f"<figure{attributes(id=context.identity(node), class_=_kept(node, context))}{context.place(node)}>",
        caption or "",
        image,
        "</figure>",
    )


BLOCKS: Handlers = {
    m.Heading: write_heading,
    m.Paragraph: lambda node, context: _between("", node, "", context),
    m.NumberedParagraph: _numbered_paragraph,
    m.SubParagraphs: _sub_paragraphs,
    m.OrderedList: _ordered_list,
    m.BulletList: _bullet_list,
    m.Quotation: _quotation,
    m.CodeBlock: _code_block,
    m.Table: _table,
    m.Figure: _figure,
    m.SourceList: write_source_list,
    m.ThematicBreak: lambda node, context: "<hr>",
    m.RawHtml: lambda node, context: f"<p>{escape(node.text)}</p>",
    m.Comment: lambda node, context: "",
}
