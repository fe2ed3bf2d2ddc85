"""A Document's tree as text, one node a line: what the cases of `tests/cases/reader` are held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolchain import model as m
from toolchain.model.diagnostics import Place, source_span
from toolchain.model.walk import children

_SHOWN_OTHERWISE = {
    "span",
    "part",
    "children",
    "blocks",
    "items",
    "header",
    "rows",
    "caption",
    "image",
    "note",
}


def dump(nodes: Iterable[m.Node], above: int = 0, depth: int = 0) -> Iterator[str]:
    """One line a node: its place (lines counted after the first `above`), its type, its values."""
    for node in nodes:
        yield "  " * depth + " ".join([place(node.span, above), type(node).__name__, *_values(node)])
        inner = (node.note,) if isinstance(node, m.InlineNote) else children(node)
        yield from dump(inner, above, depth + 1)


def place(where: Place, above: int = 0) -> str:
    """A span as "line:column-column" or "line:column-line:column"."""
    span = source_span(where)
    end = "" if span.end_line == span.line else f"{span.end_line - above}:"
    return f"{span.line - above}:{span.column}-{end}{span.end_column}"


def _values(node: m.Node) -> Iterator[str]:
    part = getattr(node, "part", m.Part.BODY)
    if part is not m.Part.BODY:
        yield part.value
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if name in _SHOWN_OTHERWISE or value in (None, "", False, m.NoteKind.ENDNOTE):
            continue
        match value:
            case m.Claim():
                yield f"{value.text}@{source_span(value.span).column}"
            case m.Withheld():
                instead = f"={value.instead!r}" if value.instead else ""
                yield f"{name}@{source_span(value.span).column}{instead}"
            case m.Label():
                yield f"#{value.name}"
            case bool():
                yield name
            case m.Heading():
                span = source_span(value.span)
                yield f"{name}={span.line}:{span.column}"
            case str() if name in ("text", "label"):
                yield repr(value)
            case _:
                yield f"{name}={value!r}"
