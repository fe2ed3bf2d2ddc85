"""Submissions whose notes are typed, and the cases in tests/cases/extract."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from toolchain.citations import bibliography
from toolchain.cli.actions import extract
from toolchain.cli.actions.extract import Asked, Proposal
from toolchain.model import Entry, Paragraph
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.resolve.tables import NumberedNote, Resolved, printed_text

CASES = Path(__file__).parents[1] / "cases" / "extract"
_NOTE = re.compile(r"^\[\^n\d+\]: (.*)$", re.MULTILINE)


class Case(NamedTuple):
    """Typed notes, what they are afterwards, the new entries, and the style and language."""

    name: str
    typed: tuple[str, ...]
    cited: tuple[str, ...]
    entries: tuple[str, ...]
    style: str = "author-date-note"
    lang: str = "en"


def cases() -> Iterator[Case]:
    """All cases of all files."""
    for path in sorted(CASES.glob("*.txt")):
        _, *parts = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for part in parts:
            name, _, rest = part.partition("\n")
            typed, _, rest = rest.partition("--- cited\n")
            cited, _, entries = rest.partition("--- sources\n")
            yield Case(
                f"{path.stem}: {name}", _lines(typed), _lines(cited), _lines(entries), *_said(path.stem)
            )


def submission(
    notes: Sequence[str], *, style: str = "author-date-note", lang: str = "en", more: str = ""
) -> str:
    """A source with these notes, in their order."""
    paragraphs = "\n\n".join(f"{number}. Text.[^n{number}]" for number, _ in enumerate(notes, 1))
    typed = "\n\n".join(f"[^n{number}]: {note}" for number, note in enumerate(notes, 1))
    return f"---\ntitle: A\nlang: {lang}\ncitation-style: {style}\n{more}---\n\n{paragraphs}\n\n{typed}\n"


def propose(folder: Path, text: str) -> Proposal:
    """What is proposed for a source, which is written into the folder."""
    source = folder / "report.md"
    source.write_text(text, encoding="utf-8", newline="")
    return extract.propose(source, Asked(), Options())


def notes(text: str) -> tuple[str, ...]:
    """The notes of a source, as they stand in it."""
    return tuple(_NOTE.findall(text))


def shown(proposal: Proposal, folder: Path) -> tuple[list[str], list[str]]:
    """What the notes say before and after, as they are printed."""
    before = pipeline.read(folder / "report.md", Options()).resolved
    if proposal.after != proposal.before:
        (folder / "report.md").write_text(proposal.after, encoding="utf-8", newline="")
        proposal.sources.file.write_text(proposal.extraction.sources, encoding="utf-8", newline="")
    after = pipeline.read(folder / "report.md", Options()).resolved
    return notes_of(before), notes_of(after)


def notes_of(resolved: Resolved) -> list[str]:
    """What the notes say, as they are printed."""
    return [_text(note, resolved) for note in resolved.notes]


def entries(proposal: Proposal) -> tuple[str, ...]:
    """The new entries, each in a line: its key, type, authors, date, title, and all else that it has."""
    if not proposal.extraction.sources:
        return ()
    read = bibliography.read(proposal.extraction.sources.encode(), "sources.json", ".json")
    assert read.defects == ()
    return tuple(_line(read.entries[key]) for key in proposal.extraction.new)


def _text(numbered: NumberedNote, resolved: Resolved) -> str:
    paragraphs = (block for block in numbered.note.blocks if isinstance(block, Paragraph))
    return "\n".join(printed_text(block.children, resolved) for block in paragraphs)


def _line(entry: Entry) -> str:
    authors = "; ".join(
        name.literal or f"{name.family}, {name.given}" for name in entry.names.get("author", ())
    )
    dates = {name: "-".join(map(str, date.parts)) for name, date in entry.dates.items()}
    title = entry.fields.get("title", "")
    more = {
        name: value for name, value in {**entry.fields, **dates}.items() if name not in ("title", "issued")
    }
    said = [entry.key, entry.type, authors, dates.get("issued", ""), title]
    return " | ".join([*said, *(f"{name}={value}" for name, value in sorted(more.items()))])


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line)


def _said(stem: str) -> tuple[str, str]:
    """The style and the language in a file's name: "author-date-note.fr"."""
    style, _, lang = stem.partition(".")
    return style, lang or "en"
