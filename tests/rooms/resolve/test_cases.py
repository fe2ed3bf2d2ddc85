"""Sources and the tables they resolve to, worked out by hand: `tests/cases/resolve/NAME.md` and `NAME.txt`.

A no-break space is written "~". Places are lines and columns of the source.

numbers      line, label, how it is cited, address
notes        printed number and name (nested ones marked), then each mark: place in the source, separator
             in brackets where there is one, words for its place, address
references   place, target, printed words; a claim's place and text, and what is expected or its fault
unresolved   place and target of references without an entry
printed      place and words of texts that are printed otherwise than typed
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.resolve_build import printed_text
from toolchain import model as m
from toolchain.model.diagnostics import Place, source_span
from toolchain.model.walk import walk
from toolchain.readers.markdown import MarkdownReader
from toolchain.resolve import resolve
from toolchain.resolve.tables import NumberedNote, Reference, Resolved, Settings

CASES = Path(__file__).parents[2] / "cases" / "resolve"


def settings_of(document: m.Document) -> Settings:
    front = document.front_matter
    return Settings(
        lang=front.lang,
        repeated_notes=front.repeated_notes,
        numbered_headings=front.headings == "numbered",
    )


def at(span: Place) -> str:
    line, column = span.order
    return f"{line}:{column}"


def tables(result: Resolved) -> str:
    parts = {
        "numbers": numbers(result),
        "notes": notes(result),
        "references": references(result),
        "unresolved": unresolved(result),
        "printed": printed(result),
    }
    listed = {name: list(lines) for name, lines in parts.items()}
    return "\n".join(line for name, lines in listed.items() if lines for line in (name, *lines))


def numbers(result: Resolved) -> Iterator[str]:
    for node, number in sorted(result.numbers.items(), key=lambda item: item[0].span):
        yield f"  {source_span(node.span).line} {number.label} = {number.cited} #{result.anchors[node]}"


def notes(result: Resolved) -> Iterator[str]:
    for shown in (*([result.title_note] if result.title_note else []), *result.notes):
        nested = " nested" if shown.nested else ""
        yield f"  {shown.label} {shown.note.label or 'in place'} {shown.part.value}{nested}"
        yield from (f"    {line}" for line in marks(shown, result))


def marks(shown: NumberedNote, result: Resolved) -> Iterator[str]:
    for node in shown.marks:
        mark = result.marks[node]
        separator = f"[{mark.separator}] " if mark.separator else ""
        yield f"{at(node.span)} {separator}in {mark.place} #{result.anchors[node]}"


def all_references(document: m.Document) -> Iterator[m.CrossReference]:
    found = [
        node for node, _ in walk((*document.blocks, *document.notes)) if isinstance(node, m.CrossReference)
    ]
    yield from sorted(found, key=lambda node: node.span)


def references(result: Resolved) -> Iterator[str]:
    for node in all_references(result.document):
        found = result.references.get(node)
        if found is not None:
            yield f"  {at(node.span)} {node.target}: {printed_text(found.children)}{claim(found)}"


def claim(found: Reference) -> str:
    if found.claim is None:
        return ""
    text, span = found.claim.text, source_span(found.claim.span)
    where = (
        f"{span.column}-{span.end_column}"
        if span.line == span.end_line
        else f"{at(span)}-{span.end_line}:{span.end_column}"
    )
    true = "true" if text == found.expected else f"should be {found.expected}"
    return f" ({text} at {where}: {found.fault + ', ' if found.fault else ''}{true})"


def unresolved(result: Resolved) -> Iterator[str]:
    for node in all_references(result.document):
        if node not in result.references:
            yield f"  {at(node.span)} {node.target}"


def printed(result: Resolved) -> Iterator[str]:
    for node, text in sorted(result.printed.items(), key=lambda item: item[0].span):
        yield f"  {at(node.span)} {text.replace(chr(0xA0), '~')}"


@pytest.mark.parametrize("source", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_case(source: Path) -> None:
    document = MarkdownReader().read(source, source.name)
    result = resolve(document, settings_of(document))
    assert tables(result) == source.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")
