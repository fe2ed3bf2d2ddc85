"""Headings and the numbers before texts."""

from __future__ import annotations

from toolchain import model as m
from toolchain.resolve.tables import shown_text
from toolchain.writers.html.context import Context, attributes, escape
from toolchain.writers.html.inlines import write_inlines


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
