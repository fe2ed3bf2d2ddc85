"""Files for translators, new or exported again, pass the programs of gettext and translate-toolkit."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import polib
import pytest

from tests.judges.validators import ROOT, need, need_file, run
from tests.support.translating import exported, fill, pseudo

REPORT = ROOT / "content" / "pakistan-opsc"
BIN = Path(sys.executable).parent


@pytest.fixture
def source(tmp_path: Path) -> Path:
    shutil.copytree(REPORT, tmp_path / "report")
    return tmp_path / "report" / "report.md"


def renewed(source: Path, form: str) -> Path:
    """A file that was translated, and exported again after a change: with an old translation."""
    file = exported(source, form)
    fill(file, pseudo)
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("The report is confined", "This report is confined"), encoding="utf-8")
    return exported(source, form)


def filtered(file: Path, *tests: str) -> str:
    """What pofilter of translate-toolkit finds: a file of the messages that fail, "" if none does."""
    pofilter = need_file(BIN / "pofilter", "translate-toolkit")
    found = file.with_name("found")
    run([pofilter, "--progress=none", *(f"--test={each}" for each in tests), file, found])
    return found.read_text(encoding="utf-8") if found.exists() else ""


def test_msgfmt_accepts_po_files(source: Path) -> None:
    msgfmt = [need("msgfmt"), "--check", "--statistics", "-o", "/dev/null"]
    said = run([*msgfmt, exported(source, "po")], complaints=True)
    assert said.strip() == "0 translated messages, 183 untranslated messages."
    said = run([*msgfmt, renewed(source, "po")], complaints=True)
    assert said.strip() == "182 translated messages, 1 fuzzy translation."


def test_pofilter_finds_the_tags_of_each_text_in_its_translation(source: Path) -> None:
    file = renewed(source, "po")
    assert filtered(file, "xmltags", "newlines") == ""
    before, _, after = file.read_text(encoding="utf-8").rpartition("<number1/>")
    file.write_text(before + after, encoding="utf-8")
    assert "<number1/>" in filtered(file, "xmltags")


def test_another_program_reads_xliff(source: Path) -> None:
    """Every text with its translation."""
    convert = need_file(BIN / "xliff2po", "translate-toolkit")
    po = source.with_suffix(".po")
    run([convert, "--progress=none", "--duplicates=msgctxt", renewed(source, "xliff"), po])
    found = [each for each in polib.pofile(str(po)) if each.msgid]
    assert len(found) == 200  # of two neighbours with the same words and kind it keeps one
    assert all(each.msgstr for each in found)
