"""What became of the sources of a build: files, a summary of one source, a table or JSON Lines of several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

from toolchain.model.diagnostics import Diagnostic, Failure
from toolchain.model.overview import Overview
from toolchain.model.records import Record
from toolchain.model.wording import counted, grouped, said
from toolchain.reports import folded, in_columns, json_object, record, tally, visible
from toolchain.resolve.word_budget import Budget, line

State = Literal["written", "up to date", "refused", "not built"]

_HEAD = ("submission", "recipient", "words", "findings", "outputs", "seconds")
_NUMBERS = (5,)
_WIDTHS = (None, None, 21, 21, None, None)
"""The most columns of each cell, None for any number: a path is never divided, and most rows fit into 100."""


class Built(Record):
    """What became of a source: its `outputs` are written, or up to date. `reason` says why it is refused.

    `seconds` is how long it took, None if nothing was done.
    """

    source: Path
    state: State
    overview: Overview
    outputs: Sequence[Path] = ()
    reason: str = ""
    seconds: float | None = None


def table(rows: Sequence[Built]) -> str:
    """Return a table with a line for each source."""
    lines = (line for row in rows for line in folded(([cell] for cell in _cells(row)), _WIDTHS))
    return in_columns([[*map(said, _HEAD)], *lines], right=_NUMBERS)


def outputs(row: Built) -> str:
    """Return what became of the outputs of a source: "4 written"."""
    state = said(row.state)
    return said("{number} {state}", number=len(row.outputs), state=state) if row.outputs else state


def json_line(row: Built, diagnostics: Sequence[Diagnostic] = ()) -> str:
    """Return what became of a source, and its findings, as a JSON object in one line."""
    about = row.overview
    return json_object(
        None,
        source=row.source.as_posix(),
        state=row.state,
        reason=row.reason,
        recipient=about.recipient,
        words=about.words,
        limit=about.limit,
        findings={word: about.findings.get(word, 0) for word in ("error", "warning", "information")},
        outputs=[path.as_posix() for path in row.outputs],
        seconds=row.seconds and round(row.seconds, 3),
        diagnostics=list(map(record, diagnostics)),
    )


def _cells(row: Built) -> tuple[str, ...]:
    about = row.overview
    seconds = "" if row.seconds is None else f"{row.seconds:.1f}"
    return row.source.as_posix(), about.recipient, about.extent, tally(about.findings), outputs(row), seconds


def describe(budget: Budget, files: Mapping[Path, bytes], findings: str, version: str = "") -> str:
    """Return the last lines of a build: the files with pages and sizes, the counts, the findings.

    `version` is the one of several that is counted.
    """
    rows = [
        (said("wrote") if not number else "", _file(path, data))
        for number, (path, data) in enumerate(files.items())
    ]
    rows += [
        (said("words"), f"{line(budget)} ({version})" if version else line(budget)),
        (said("paragraphs"), _sum(budget.counted.paragraphs)),
        (said("notes"), grouped(budget.counted.notes)),
        (said("findings"), findings),
    ]
    return "\n".join(f"  {name:<12}{value}" for name, value in rows)


def pdf_pages(data: bytes) -> int | None:
    """Return the number of pages of a PDF, None for a file that cannot be read."""
    from toolchain.formats.pdf.file import opened

    with suppress(Failure), opened(data, "") as pdf:
        return len(pdf.pages)
    return None


def wrote(path: Path, size: int) -> str:
    """Return that a file was written, and how large it is: `size` is in bytes."""
    return said("wrote {file} ({size})", file=path.as_posix(), size=_size(size))


def _size(size: int) -> str:
    return f"{grouped(max(1, round(size / 1000)))} kB"


def _file(path: Path, data: bytes) -> str:
    pages = pdf_pages(data) if data.startswith(b"%PDF-") else None
    size = _size(len(data))
    extent = f"{counted(pages, 'page')}, {size}" if pages else size
    return visible(f"{path.as_posix()} ({extent})")


def _sum(parts: Iterable[tuple[str, int]]) -> str:
    """Return a total, and its parts if there are several."""
    given = [(re.sub(r"\w+", lambda word: said(word[0]), name), number) for name, number in parts if number]
    total = grouped(sum(number for _, number in given))
    each = ", ".join(f"{name} {grouped(number)}" for name, number in given)
    return said("{what}: {why}", what=total, why=each) if given[1:] else total
