"""On a terminal, the line of a source is cut to its width, so that the carets are under their words; a
difference has no protected name there.
"""

import io
import sys
from pathlib import Path

import pytest

from toolchain.cli.actions import print_findings
from toolchain.cli.actions.checking import print_difference
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


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_difference_names_nobody_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_terminal: bool
) -> None:
    """For `patch` it must be whole."""
    (tmp_path / "protected-names.yaml").write_text("- {name: Ilka Tamrin, pseudonym: A}\n", encoding="utf-8")
    held = io.BytesIO()
    stream = io.TextIOWrapper(held, encoding="utf-8")
    monkeypatch.setattr(stream, "isatty", lambda: is_terminal)
    monkeypatch.setattr(sys, "stdout", stream)
    print_difference("-1 Ilka Tamrin said\n+1. Ilka Tamrin said\n", tmp_path / "report.md")
    stream.flush()
    shown = held.getvalue().decode()
    assert ("Tamrin" in shown, "███████████ said" in shown) == (not is_terminal, is_terminal)
