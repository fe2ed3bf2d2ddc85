"""Files for translators next to a public version: they have the full text, and say so; none is sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command import Run, project, run
from tests.support.two_versions import SOURCE, built, source

__all__ = ["project", "run", "source"]  # fixtures
pytestmark = pytest.mark.usefixtures("source")


@pytest.mark.parametrize(("kind", "suffix"), [("po", ".po"), ("xliff", ".xlf")])
def test_a_file_for_translators_next_to_the_public_version_is_not_sent(
    run: Run, kind: str, suffix: str
) -> None:
    built(run)
    exported, named = Path(f"build/x/report.fr{suffix}"), Path(f"build/x/report-public.fr{suffix}")
    told = run("translate", "export", SOURCE, "--to", kind, "-o", exported).out
    assert "(full version)" in told
    exported.rename(named)
    assert "Pomacocha" in named.read_text(encoding="utf-8")
    assert run("pack", SOURCE, "-o", "b", "--public", "--no-freeze").status == 0
    assert [path.name for path in Path("b").iterdir()] == ["report-public.docx"]


def test_a_file_for_translators_is_not_called_public(run: Run) -> None:
    """It has what is withheld in clear, and `build` gives such a name to what everybody may read."""
    exporting = ("translate", "export", SOURCE, "--to", "po", "-o")
    for ending in ("po", "fr.po"):
        ran = run(*exporting, f"report-public.{ending}")
        assert (ran.status, f"report-confidential.{ending}" in ran.err) == (2, True), ran
        assert not Path(f"report-public.{ending}").exists()
    Path("whole.md").write_text("---\ntitle: T\nlang: en\n---\n\n1. All of it.\n", encoding="utf-8")
    assert run("translate", "export", "whole.md", "--to", "po", "-o", "whole-public.po").status == 0
