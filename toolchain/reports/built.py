"""What became of the sources of a build: the summary of one, and a table or JSON Lines of several."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from toolchain.model.diagnostics import Diagnostic
from toolchain.model.overview import Overview
from toolchain.model.records import Record
from toolchain.model.speech import said
from toolchain.reports import in_columns, json_object, record, tally

State = Literal["written", "up to date", "refused", "not built"]

_HEAD = ("submission", "recipient", "words", "findings", "outputs", "seconds")
_NUMBERS = (5,)


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
    return in_columns([[*map(said, _HEAD)], *map(_cells, rows)], right=_NUMBERS)


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
