"""Sources read, resolved and checked as the command does it, for the tests of checks."""

import base64
import json
import pkgutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.support import planted
from toolchain.checks import Check, checks_of, engine, source
from toolchain.checks.examples import IMAGE, NO_IMAGE, PHOTOGRAPH, PORTRAIT, Example
from toolchain.model.diagnostics import Diagnostic, Edit, source_span
from toolchain.model.records import replace
from toolchain.project.citing import find_citing
from toolchain.project.settings import Options, make_project
from toolchain.readers.markdown import MarkdownReader
from toolchain.resolve import resolve
from toolchain.resolve.tables import Resolved


def our_checks() -> tuple[Check, ...]:
    """All checks of this package, in the order of their codes, from its modules and not from entry points."""
    modules = (
        pkgutil.resolve_name(f"{source.__name__}.{each.name}")
        for each in pkgutil.iter_modules(source.__path__)
    )
    found = (check for module in modules if hasattr(module, "api") for check in checks_of(module))
    return tuple(sorted(found, key=lambda check: check.code))


CHECKS = our_checks()
NAME = "report.md"
ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

TAKEN_SOMEWHERE, TAKEN_BY_SOMEBODY = planted.photograph(), planted.portrait()


ENTRIES: tuple[dict[str, Any], ...] = (
    {
        "id": "penal-code",
        "type": "legislation",
        "title": "Penal Code",
        "jurisdiction": "Pakistan",
        "issued": {"date-parts": [[1860]]},
    },
    {
        "id": "report-2019",
        "type": "report",
        "title": "Cases before the Courts",
        "author": [{"literal": "Ministry of Justice"}],
        "issued": {"date-parts": [[2019]]},
        "URL": "https://justice.example/cases",
        "accessed": {"date-parts": [[2020, 3, 1]]},
    },
    {
        "id": "penal-code-copy",
        "type": "legislation",
        "title": "Penal code",
        "jurisdiction": "Pakistan",
        "issued": {"date-parts": [[1860]]},
    },
    *(
        {
            "id": key,
            "type": "report",
            "title": f"Report {key}",
            "author": [{"literal": "Ministry of Justice"}],
            "issued": {"date-parts": [[2019]]},
            **more,
        }
        for key, more in (
            ("no-address", {}),
            ("no-day", {"URL": "https://justice.example/1"}),
            ("with-doi", {"DOI": "10.1000/182"}),
            ("with-symbol", {"number": "CRC/C/PAK/CO/5"}),
        )
    ),
    {"id": "leaflet", "type": "pamphlet", "title": "Your rights", "publisher": "Ministry of Justice"},
)


BIBLIOGRAPHIES = {
    "sources.json": ("penal-code", "report-2019"),
    "twice.json": ("penal-code", "penal-code-copy"),
    "leaflets.json": ("leaflet",),
    "reports.json": ("no-address", "no-day", "with-doi", "with-symbol"),
}


class Seen(NamedTuple):
    """A finding as an example marks it."""

    code: str
    line: int
    column: int


def read(folder: Path, text: str) -> Resolved:
    """The Resolved of a source, beside the files that examples may name."""
    if not (folder / NO_IMAGE).exists():
        _write_beside(folder)
    source = folder / NAME
    source.write_bytes(text.encode())
    document = MarkdownReader().read(source, NAME)
    project, _ = make_project(source, document, Options())
    citing, faults = find_citing(source, document, project)
    document = replace(document, defects=(*document.defects, *faults))
    return resolve(document, project.settings, citing)


def _write_beside(folder: Path) -> None:
    (folder / IMAGE).write_bytes(ONE_PIXEL)
    (folder / PHOTOGRAPH).write_bytes(TAKEN_SOMEWHERE)
    (folder / PORTRAIT).write_bytes(TAKEN_BY_SOMEBODY)
    for name, keys in BIBLIOGRAPHIES.items():
        entries = [entry for entry in ENTRIES if entry["id"] in keys]
        (folder / name).write_text(json.dumps(entries), encoding="utf-8")
    (folder / NO_IMAGE).write_bytes(b"PK\3\4 no picture")


def examine(folder: Path, text: str, severities: Sequence[tuple[str, str]] = ()) -> tuple[Diagnostic, ...]:
    """What all our checks say about a source."""
    return engine.run(read(folder, text), CHECKS, severities)


def seen(diagnostics: Iterable[Diagnostic]) -> list[Seen]:
    """The codes and places of findings, sorted."""
    return sorted(Seen(each.code, *each.finding.span.order) for each in diagnostics)


def marked(example: Example, code: str) -> list[Seen]:
    """What an example says must be found."""
    return sorted(Seen(place.code or code, place.line, place.column) for place in example.places)


def wrong_ends(example: Example, diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Findings that do not end where an example says."""
    ends = {(place.line, place.column): place.end_column for place in example.places if place.end_column}
    wrong = []
    for span in (source_span(each.finding.span) for each in diagnostics):
        end = ends.get(span.order)
        if end and (span.end_line, span.end_column) != (span.line, end):
            wrong.append(f"{span.line}:{span.column} ends at {span.end_line}:{span.end_column}, not {end}")
    return wrong


def mended(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits done; they may not overlap."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    places = sorted(
        (starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1, new)
        for span, new in edits
    )
    parts, position = [], 0
    for start, end, new in places:
        assert start >= position, "two edits overlap"
        parts += [text[position:start], new]
        position = end
    return "".join([*parts, text[position:]])
