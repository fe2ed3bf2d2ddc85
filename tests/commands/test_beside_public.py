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
    exported = Path(f"build/x/report-public.fr{suffix}")
    told = run("translate", "export", SOURCE, "--to", kind, "-o", exported).out
    assert "(full version)" in told
    assert "Pomacocha" in exported.read_text(encoding="utf-8")
    assert run("pack", SOURCE, "-o", "b", "--public", "--no-freeze").status == 0
    assert [path.name for path in Path("b").iterdir()] == ["report-public.docx"]
