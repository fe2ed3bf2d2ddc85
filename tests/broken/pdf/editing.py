"""What is done to PDFs again and again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def inside(pdf: pikepdf.Pdf, outer: Any, kind: str) -> Iterator[Any]:
    """The elements of a type in another one."""
    waiting = [outer]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            if str(node.S) == f"/{kind}":
                yield node
            waiting.extend([node.K] if "/K" in node else [])


def links_to(pdf: pikepdf.Pdf, name: str) -> Iterator[Any]:
    """The annotations that lead to a named place."""
    for page in pdf.pages:
        for each in page.obj.get("/Annots", ()):
            if str(each.get("/Dest", "")) == name:
                yield each


def contents_links(pdf: pikepdf.Pdf, heading: str) -> list[Any]:
    """The annotations of an entry of the contents, which has several pieces; each says what it leads to."""
    found = [each for each in pdf.pages[1].obj.Annots if str(each.get("/Contents", "")) == heading]
    assert found, heading
    return found


def forget(pdf: pikepdf.Pdf, name: str) -> None:
    """Take a named place out."""
    names = pdf.Root.Names.Dests.Names
    at = next(at for at in range(0, len(names), 2) if str(names[at]) == name)
    del names[at + 1], names[at]


def entry(pdf: pikepdf.Pdf, title: str) -> Any:
    """The entry of the outline with a title."""
    waiting = [pdf.Root.Outlines.First]
    while waiting:
        item = waiting.pop()
        if str(item.Title) == title:
            return item
        waiting += [item[name] for name in ("/Next", "/First") if name in item]
    raise AssertionError(f"the outline has no {title}")


def unlink(item: Any) -> None:
    """Take an entry out of the outline."""
    if "/Prev" in item:
        if "/Next" in item:
            item.Prev.Next = item.Next
        else:
            del item.Prev["/Next"]
    else:
        item.Parent.First = item.Next
    if "/Next" in item:
        if "/Prev" in item:
            item.Next.Prev = item.Prev
        else:
            del item.Next["/Prev"]
    for name in ("/Prev", "/Next"):
        if name in item:
            del item[name]


def add_annotation(pdf: pikepdf.Pdf, page: int, **values: Any) -> Any:
    """Put an annotation on a page (from 1)."""
    made = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([90, 700, 200, 720]), F=4, **values))
    holder = pdf.pages[page - 1].obj
    holder.Annots = Array([*holder.get("/Annots", ()), made])
    return made


def paint(pdf: pikepdf.Pdf, page: int, content: bytes, *, before: bool = False) -> None:
    """Paint something on a page (from 1) that is no part of its text, over all else or under it."""
    stream = pdf.pages[page - 1].Contents
    drawn = b"\nq /Artifact BMC " + content + b" EMC Q\n"
    data = b"q " + stream.read_bytes() + b" Q"
    stream.write(drawn + data if before else data + drawn)


def script(text: str) -> Any:
    """An action that runs JavaScript."""
    return Dictionary(Type=Name.Action, S=Name.JavaScript, JS=String(text))


def packet(pdf: pikepdf.Pdf, old: str, new: str) -> None:
    """Write something else into the metadata."""
    data = pdf.Root.Metadata.read_bytes().decode()
    assert old in data
    pdf.Root.Metadata.write(data.replace(old, new).encode())
