"""What is edited in LibreOffice and saved there comes back, tracked or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.judges.validators.libreoffice import DOCX, Job, edited
from tests.support.merged import ready
from tests.support.pages import ROOT

PLAIN = ROOT / "tests" / "cases" / "merge" / "plain.md"
REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
EDITS = {
    PLAIN: [
        ["replace", "under water for a week", "under water for a month"],
        ["replace", "all of those years", "all of the years"],
        ["replace", "houses under the water", "houses in the water"],
        ["insert", "The last paragraph but one", "A new paragraph stands here."],
    ],
    REPORT: [
        ["replace", "conspicuously few", "rather few"],
        ["insert", "The Penal Code of Pakistan fixes", "A new paragraph stands here."],
    ],
}
CHANGES = {
    PLAIN: [
        ("under water for a week", "under water for a month"),
        ("all of those years", "all of the years"),
        ("houses under the water", "houses in the water"),
        ("6. The last paragraph", "6. A new paragraph stands here.\n\n6. The last paragraph"),
    ],
    REPORT: [
        ("conspicuously few", "rather few"),
        (
            "15. The Penal Code of Pakistan fixes",
            "15. A new paragraph stands here.\n\n15. The Penal Code of Pakistan fixes",
        ),
    ],
}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[Path, str], bytes]:
    """Files as LibreOffice saves them: not edited, edited, and with tracked changes."""
    folder = tmp_path_factory.mktemp("office")
    jobs, keys = [], []
    for source, edits in EDITS.items():
        ours = folder / f"{source.parent.name}.docx"
        ours.write_bytes(ready(source).data)
        for how, done in (("saved", []), ("edited", edits), ("tracked", [["record"], *edits])):
            keys.append((source, how))
            jobs.append(Job(ours, done, {DOCX: folder / f"{source.parent.name}-{how}.docx"}))
    edited(jobs)
    return {key: job.save[DOCX].read_bytes() for key, job in zip(keys, jobs, strict=True)}


@pytest.mark.long
@pytest.mark.parametrize("source", EDITS, ids=["plain", "report"])
@pytest.mark.parametrize("how", ["saved", "edited", "tracked"])
def test_edits_come_back(saved: dict[tuple[Path, str], bytes], source: Path, how: str) -> None:
    prepared = ready(source)
    expected = prepared.text
    for old, new in CHANGES[source] if how != "saved" else []:
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    merged = prepared.merged(saved[source, how])
    assert (merged.text, merged.left) == (expected, ())
