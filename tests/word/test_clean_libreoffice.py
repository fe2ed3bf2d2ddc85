"""LibreOffice shows the same of a cleaned file, and accepts and rejects changes as we do."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.judges.validators import libreoffice, need, run
from tests.judges.validators.libreoffice import Job, Shown
from tests.support.docx_file import docx
from tests.support.pages import read, without_contents
from tests.support.planting import remains
from tests.support.plants import CHANGING, PLANTS, plant
from tests.word.test_clean import REPORT, cleaned

# One office at a time: two of them are slower than one after the other.
pytestmark = pytest.mark.long

BASE = docx(without_contents(read(REPORT))).data
"""Contents have page numbers, which the office makes anew where planted words have moved the pages."""
KEPT = tuple(name for name in PLANTS if name not in ("file_name", "unseen"))
"""What the office saves as it is. It replaces the name of a file by that of the file that it makes, and the
result of an IF field by what its condition chooses.
"""


class Seen(NamedTuple):
    """What the office shows of the report, of what it made of it, and of all that was made and cleaned."""

    base: Shown
    resaved: Shown
    files: dict[str, bytes]
    shown: dict[str, Shown]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    folder = tmp_path_factory.mktemp("office")
    planted = {
        "planted": plant(BASE, *KEPT, seed=1),
        "planted, rejected": plant(BASE, *KEPT, seed=2, rejected=True),
        "base": BASE,
    }
    paths = [put(folder / f"{number}.docx", data) for number, data in enumerate(planted.values())]
    # by its command line: LibreOffice 25.2 crashes when it is asked through UNO for a file with a comment
    office = [need("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    run([*office, "--convert-to", "docx", "--outdir", str(folder / "resaved"), *map(str, paths)])
    saved = [folder / "resaved" / path.name for path in paths]
    files = {name: cleaned(data, rejected="rejected" in name).data for name, data in planted.items()}
    for name, path in zip(planted, saved, strict=True):
        files[f"{name}, resaved"] = cleaned(path.read_bytes(), rejected="rejected" in name).data
    changing = [plant(BASE, *CHANGING, seed=3, rejected=rejected) for rejected in (False, True)]
    jobs = [
        Job(paths[2]),
        Job(saved[2]),
        *(Job(put(folder / f"clean-{number}.docx", data)) for number, data in enumerate(files.values())),
        *(
            Job(put(folder / f"{do}.docx", data), [["changes", do]])
            for do, data in zip(("Accept", "Reject"), changing, strict=True)
        ),
    ]
    base, resaved, *shown = libreoffice.edited(jobs)
    return Seen(base, resaved, files, dict(zip((*files, "accepted", "rejected"), shown, strict=True)))


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["planted", "planted, rejected", "base"])
def test_it_shows_the_same_of_a_clean_file(office: Seen, name: str) -> None:
    assert office.shown[name] == office.base


@pytest.mark.parametrize("name", ["planted", "planted, rejected", "base"])
def test_what_it_has_saved_is_cleaned_too(office: Seen, name: str) -> None:
    assert remains(office.files[f"{name}, resaved"]) == []
    assert texts(office.shown[f"{name}, resaved"]) == texts(office.resaved)


@pytest.mark.parametrize("name", ["accepted", "rejected"])
def test_it_makes_the_same_of_changes(office: Seen, name: str) -> None:
    """Plants of changes alone: what is there when all are accepted, or rejected, is what was there before."""
    assert office.shown[name] == office.base


def texts(shown: Shown) -> list[tuple[str, str]]:
    """Numbers and words, without the names of styles."""
    return [(each.number, each.text) for each in (*shown.paragraphs, *shown.endnotes, *shown.footnotes)]
