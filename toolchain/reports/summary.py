"""The summary at the end of a build: the counts of a submission, and the pages of a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from toolchain.model.diagnostics import Failure
from toolchain.model.speech import grouped, said
from toolchain.model.wording import counted
from toolchain.reports import visible
from toolchain.resolve.word_budget import Budget, line


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
    """Return that a file was written, and how large it is."""
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
