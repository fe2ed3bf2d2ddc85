"""What LibreOffice makes of our documents when it saves them again still shows what their sources say."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.docx_file import WHOLE, save
from tests.pages import ROOT, Submission, read
from tests.validators import libreoffice
from toolchain.model import NoteKind
from toolchain.proof.prove import prove

# One office at a time: two of them are slower than one after the other.
pytestmark = pytest.mark.xdist_group("libreoffice")

SOURCES = (
    WHOLE,
    ROOT / "content" / "pakistan-opsc" / "report.md",
    *sorted((ROOT / "tests" / "cases" / "languages").glob("*.md")),
)


class Settings(NamedTuple):
    """Where notes stand."""

    notes: NoteKind
    notes_place: str


PLACES = {
    "at the end": Settings(NoteKind.ENDNOTE, "end"),
    "before the annexes": Settings(NoteKind.ENDNOTE, "before-annexes"),
    "footnotes": Settings(NoteKind.FOOTNOTE, "end"),
}
SUBMISSIONS = {
    f"{source.stem}, {place}": read(source, **settings._asdict())
    for source in SOURCES
    for place, settings in PLACES.items()
}
BORNE = {
    "D910": "the style “Style3” is used here, and the file does not define it",
    "D904": "”, and Word will make “",
}
"""Words of what is true of such a file: a link's style that is not defined, and, in Arabic alone, the first
letter without its hamza, which LibreOffice puts into fields.
"""


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
    for code, finding in prove(submission.resolved, resaved[name], "report.docx", "docx"):
        assert code in BORNE, (code, finding)
        assert BORNE[code] in finding.message
        if code == "D904":
            stored, right = finding.message.split("shows “")[1].removesuffix("” of it").split(BORNE["D904"])
            assert submission.resolved.words.lang == "ar"
            assert stored == right.replace("أ", "ا")
