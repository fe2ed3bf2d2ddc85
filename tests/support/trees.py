"""A Document's tree as nested tuples that can be compared: everything in it but places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolchain import model as m
from toolchain.model.diagnostics import SourceSpan
from toolchain.model.records import Record
from toolchain.readers.markdown import MarkdownReader

Tree = Any
_PLACES = ("span", "places")


def tree(value: Any) -> Tree:
    """Nodes, values and tuples of them as tuples of their type's name and their fields.

    Claims and labels are compared by their texts, and a figure's caption instead of its image's title, of
    which it was made. A list of sources stands behind its heading, and is not compared with it again.
    """
    match value:
        case m.Claim(text=text) | m.Label(name=text):
            return type(value).__name__, text
        case m.SourceList():
            return "SourceList", value.every, value.part
        case SourceSpan():
            return None
        case m.Figure() if value.caption:
            image = value.image.source, value.image.alt
            return "Figure", image, tree(value.caption), tree(value.label), value.part
        case tuple():
            return tuple(map(tree, value))
        case Record():
            named = ((name, getattr(value, name)) for name in value.__struct_fields__)
            return type(value).__name__, *((name, tree(own)) for name, own in named if name not in _PLACES)
        case _:
            return value


def document_tree(document: m.Document) -> Tree:
    """The tree of a document: its front matter, its blocks, its notes."""
    return tree((document.front_matter, document.blocks, document.notes))


def read(text: str, folder: Path = Path()) -> m.Document:
    """The document of a source that lies in a folder."""
    return MarkdownReader().read_text(text, folder / "report.md", "report.md")


def differences(one: Tree, other: Tree, path: str = "") -> Iterator[str]:
    """Where two trees differ, the first place of each branch."""
    if not (isinstance(one, tuple) and isinstance(other, tuple)):
        if one != other:
            yield f"{path}: {one!r} is not {other!r}"
        return
    if len(one) != len(other):
        yield f"{path}: {one!r} is not {other!r}"
        return
    for number, (left, right) in enumerate(zip(one, other, strict=True)):
        name = left if number == 0 and isinstance(left, str) else number
        yield from differences(left, right, f"{path}/{name}")
