"""The words of a text as they are printed, without note marks: for running heads and contents."""

from __future__ import annotations

from toolchain import model as m
from toolchain.resolve.tables import Resolved


def printed_text(inlines: m.Inlines, resolved: Resolved) -> str:
    """The words in one string. A note marked there is not marked again, nor is a picture shown again."""
    return "".join(_words(node, resolved) for node in inlines).strip()


def _words(node: m.Inline, resolved: Resolved) -> str:
    match node:
        case m.Text():
            return resolved.printed.get(node, node.text)
        case m.Break():
            return resolved.printed.get(node, " ")
        case m.Code() | m.RawHtml() | m.PrintedNumber():
            return node.text
        case m.Citation():
            return f"[{node.text}]"
        case m.CrossReference():
            reference = resolved.references.get(node)
            return "".join(_words(child, resolved) for child in (reference or node).children)
        case m.Emphasis() | m.Strong() | m.Link():
            return "".join(_words(child, resolved) for child in node.children)
        case _:
            return ""
