"""On a terminal, the line of a source is cut to its width, so that the carets are under their words."""

import io
import sys

import pytest

from toolchain.cli.actions import print_findings
from toolchain.model.diagnostics import Diagnostic, Finding, Severity, SourceSpan
from toolchain.rules.notes import NoteUndefined


@pytest.mark.parametrize(("columns", "longest"), [("80", 80), ("60", 60), ("20", 48), ("200", 108)])
def test_an_excerpt_fits_into_the_terminal(
    columns: str, longest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("NO_COLOR", "1")
    text = f"1. {'word ' * 40}[^iccpr]{' word' * 40}"
    start = text.index("[") + 1
    finding = Finding(SourceSpan("a.md", 1, start, 1, start + 8), NoteUndefined("iccpr", ""))
    print_findings([Diagnostic(finding, Severity.ERROR)], {"a.md": text}, err=False)
    _, shown, under, *_ = stream.getvalue().split("\n")
    assert len(shown) == longest
    assert shown[under.index("^") : len(under)] == "[^iccpr]"
