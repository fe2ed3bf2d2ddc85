"""Small files that would use up a machine: what they cost grows with their size, and is little.

Each case runs as a command with a limit of memory and time. It fails above a rate for each kB of its files.
What a limit of the program stops may cost what that limit allows, which the case states.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest

from tests.support.limited import run_limited

SECONDS, MEGABYTES = 4.0, 140.0
"""What a command costs without any input, three times what is measured, because other programs run too."""

SECONDS_A_KB, MEGABYTES_A_KB = 0.06, 1.0

HEAD = "---\ntitle: A\nlang: en\n---\n\n"

Files = Mapping[str, str | bytes]


class Case(NamedTuple):
    """Files, a command with them, what is printed, its status, and what a limit of the program allows it."""

    files: Callable[[], Files]
    command: str
    says: str
    status: int = 2
    seconds: float = 0.0
    megabytes: float = 0.0


def pdf(content: bytes, repeated: int) -> Callable[[], Files]:
    """Return a maker of one page whose content is the same stream again and again."""

    def make() -> Files:
        out = io.BytesIO()
        with pikepdf.new() as file:
            file.add_blank_page()
            file.pages[0].obj.Contents = pikepdf.Array([file.make_stream(content)] * repeated)
            file.save(out, compress_streams=True)
        return {"a.pdf": out.getvalue()}

    return make


def styled(variables: str) -> Callable[[], Files]:
    """Return a maker of a source and a style sheet with these variables, from --a0 to --a30."""
    return lambda: {"a.md": f"{HEAD}1. A.\n", "a.css": f":root {{ {variables} }} p {{ margin: var(--a30) }}"}


def doubled(form: str) -> str:
    return "--a0: 1px; " + "".join(form.format(at, at - 1) for at in range(1, 31))


TOO_MUCH = "S021 this PDF contains too much: the content of its pages"

CASES = {
    "a page that repeats a stream": Case(
        pdf(b" " * (1 << 20), 10_000), "check a.pdf", TOO_MUCH, megabytes=100
    ),
    "a page of empty operations": Case(
        pdf(b"q Q " * (1 << 18), 50), "check a.pdf", TOO_MUCH, seconds=25, megabytes=100
    ),
    "variables that double": Case(
        styled(doubled("--a{0}: var(--a{1}) var(--a{1}); ")),
        "build a.md --to pdf --css a.css",
        "a.css:1:182: error S021 the variables of the style sheet grow to more than 1,000 words",
    ),
    "variables in blocks and in what is used instead": Case(
        styled(doubled("--a{0}: {{var(--b, (var(--a{1}) var(--a{1})))}}; ")),
        "build a.md --to html --css a.css",
        "S021 the variables of the style sheet grow",
    ),
    "variables in a circle": Case(
        styled("--a30: var(--b) var(--b); --b: var(--a30)"),
        "build a.md --to epub --css a.css",
        "S021 the variables of the style sheet grow",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_it_costs(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    files = {name: data.encode() if isinstance(data, str) else data for name, data in case.files().items()}
    for file, data in files.items():
        (tmp_path / file).write_bytes(data)
    size = sum(map(len, files.values())) / 1000
    seconds = SECONDS + SECONDS_A_KB * size + case.seconds
    used = run_limited(case.command.split(), tmp_path, round(2 * seconds))
    assert case.says in used.said
    assert used.status == case.status, used.said
    assert used.seconds < seconds
    assert used.megabytes < MEGABYTES + MEGABYTES_A_KB * size + case.megabytes
