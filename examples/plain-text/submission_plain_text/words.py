"""The words of a text as they are printed: numbers and note marks as `resolve` has worked them out."""

from __future__ import annotations

from toolchain.api import Resolved
from toolchain.api import model as m


def words(inlines: m.Inlines, resolved: Resolved) -> str:
    """A text without mark-up; the address of a link is after its words, as in "words <URL:https://…>"."""
    return "".join(_words(node, resolved) for node in inlines)


def _words(node: m.Inline, resolved: Resolved) -> str:
    match node:
        case m.Text():
            return resolved.printed.get(node, node.text)
        case m.Break():
            return "\n" if node.hard else resolved.printed.get(node, " ")
        case m.NoteMark() | m.InlineNote():
            mark = resolved.marks.get(node)  # a draft may have a mark without a note
            return f"{mark.separator}[{mark.note.label}]" if mark else ""
        case m.CrossReference() | m.Citation() | m.Link() | m.Emphasis() | m.Strong() | m.Foreign():
            return _inside(node, resolved)
        case m.Code() | m.RawHtml() | m.PrintedNumber():
            return node.text
        case m.CitedSource():
            return f"@{node.key}"
        case m.Image():
            return picture(node.source, node.alt, resolved)
        case _:
            return ""


def picture(source: str, alt: str, resolved: Resolved) -> str:
    """What a picture shows; in a draft, that there is none."""
    if source in resolved.document.images:
        return f"⟨{alt}⟩"
    return f"[{resolved.words.terms['image_missing'].format(source=source)}]"


def _inside(
    node: m.CrossReference | m.Citation | m.Link | m.Emphasis | m.Strong | m.Foreign, resolved: Resolved
) -> str:
    children = node.children
    if isinstance(node, m.CrossReference) and (reference := resolved.references.get(node)):
        children = reference.children
    elif isinstance(node, m.Citation):
        children = resolved.citations.get(node, children)
    text = words(children, resolved)
    return f"{text} <URL:{node.url}>" if isinstance(node, m.Link) and text != node.url else text
