"""The files with text as XHTML documents, with links from one to another."""

from __future__ import annotations

from collections.abc import Sequence

from toolchain.writers.epub.parts import Part
from toolchain.writers.epub.xhtml import OPS, XHTML, identities, lead, serialized, set_apart, tree
from toolchain.writers.html.context import Context, attributes, escape, lines


def documents(parts: Sequence[Part], context: Context) -> dict[str, bytes]:
    """The files by name, in the order of the parts."""
    trees = {part.file: tree(part.markup) for part in parts}
    files = {identity: file for file, root in trees.items() for identity in identities(root)}
    for file, root in trees.items():
        lead(root, files, file)
        if context.rtl:
            set_apart(root)
    return {part.file: _document(part.title, serialized(trees[part.file]), context) for part in parts}


def _document(title: str, body: str, context: Context) -> bytes:
    lang = context.resolved.words.lang
    direction = "rtl" if context.rtl else "ltr"
    said = attributes(**{"xmlns": XHTML, "xmlns:epub": OPS, "lang": lang, "xml:lang": lang, "dir": direction})
    body = body.replace(f' xmlns="{XHTML}" xmlns:epub="{OPS}"', "", 1)  # which the root says
    document = lines(
        (
            '<?xml version="1.0" encoding="utf-8"?>',
            "<!DOCTYPE html>",
            f"<html{said}>",
            "<head>",
            '<meta charset="utf-8"/>',
            f"<title>{escape(title) or '…'}</title>",
            '<link rel="stylesheet" type="text/css" href="style.css"/>',
            "</head>",
            "<body>",
            body,
            "</body>",
            "</html>\n",
        )
    )
    return document.encode()
