"""How much work citations are: it grows as their number does, and a source is printed once for each form."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from scripts.benchmark import source
from toolchain.citations.style.style import Style
from toolchain.project.citing import find_citing
from toolchain.project.settings import Options, make_project
from toolchain.readers.markdown.reader import read_source
from toolchain.readers.markdown.source import decode_source
from toolchain.resolve import resolve
from toolchain.resolve.tables import Resolved

FEW, MANY = 15, 60
"""Paragraphs of a short source, and of one of four times as many."""

FORMS = 8
"""A source is printed in so many forms at most: first or again or "Ibid.", with a page, with paragraphs."""


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Counts the calls of functions of ours, by their names."""
    calls: Counter[str] = Counter()

    def called(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and "toolchain" in frame.f_code.co_filename:
            calls[frame.f_code.co_qualname] += 1

    sys.setprofile(called)
    try:
        yield calls
    finally:
        sys.setprofile(None)


def work(folder: Path, size: int) -> tuple[Resolved, Counter[str]]:
    """A source of so many paragraphs with three citations each, resolved and printed, and the calls."""
    text = source.cited(source.source(size))
    (folder / source.BIBLIOGRAPHY).write_text(source.bibliography(), encoding="utf-8")
    path = folder / "report.md"
    document = read_source(decode_source(text.encode(), path.name), folder)
    project, _ = make_project(path, document, Options())
    citing, _ = find_citing(path, document, project)
    assert citing is not None
    citing.style()
    with counted() as calls:
        resolved = resolve(document, project.settings, citing)
        assert len(resolved.citations) == len(resolved.uses) == 3 * size
    return resolved, calls


def test_the_work_grows_as_the_citations_do(tmp_path: Path) -> None:
    """Printing them and all that resolve does, in calls of functions."""
    _, few = work(tmp_path, FEW)
    _, many = work(tmp_path, MANY)
    assert few.total() > 1_500
    assert many.total() < 4.4 * few.total(), (many - few).most_common(5)
    assert {name: number for name, number in many.items() if number > 4.4 * max(few[name], 3 * FEW)} == {}


def test_a_source_is_printed_once_for_each_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it is cited."""
    monkeypatch.setattr(source, "SOURCES", 20)
    printed: Counter[object] = Counter()
    call = Style._call

    def counting(style: Style, name: str, *given: object) -> object:
        printed[name, *given] += 1
        return call(style, name, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Style, "_call", counting)
    resolved, _ = work(tmp_path, 60)
    assert len(resolved.uses) == 180
    assert set(printed.values()) == {1}
    assert 20 <= len(printed) <= FORMS * 20
