"""What LibreOffice makes of all that a document can hold still shows what the source says, saved again.

The report and the samples: `test_docx_combinations_office.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.judges.validators import libreoffice
from tests.support.docx_file import WHOLE, save
from tests.support.pages import Submission, read
from tests.support.proving import prove
from toolchain.model import NoteKind
from toolchain.reports.sentences import message


class Settings(NamedTuple):
    """Where notes stand."""

    notes: NoteKind
    notes_place: str


PLACES = {
    "at the end": Settings(NoteKind.ENDNOTE, "end"),
    "before the annexes": Settings(NoteKind.ENDNOTE, "before-annexes"),
    "footnotes": Settings(NoteKind.FOOTNOTE, "end"),
}
SUBMISSIONS = {place: read(WHOLE, **settings._asdict()) for place, settings in PLACES.items()}
OF_LINKS = "the style “Style3” is used here, but the file does not define it"


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The documents as LibreOffice saves them."""
    ours, theirs = tmp_path_factory.mktemp("ours"), tmp_path_factory.mktemp("theirs")
    paths = [save(each, ours / f"{at}.docx") for at, each in enumerate(SUBMISSIONS.values())]
    files = libreoffice.convert(paths, theirs, "docx")
    return {name: Path(file).read_bytes() for name, file in zip(SUBMISSIONS, files, strict=True)}


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_nothing_is_found_but_what_is_true(resaved: dict[str, bytes], name: str) -> None:
    submission: Submission = SUBMISSIONS[name]
    for finding in prove(submission.resolved, resaved[name], "report.docx", "docx"):
        assert finding.rule.code == "D910", finding
        assert (
            message(finding) == "the style “Style3” is used here, but the file does not define it"
        )  # a link's
