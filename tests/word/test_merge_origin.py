"""A Word file is known by the digests that it carries; without them, by its cover and its words."""

from __future__ import annotations

import hashlib
import re
from itertools import permutations
from pathlib import Path

import pytest

from tests.judges.validators import libreoffice
from tests.support.command import Run, run
from tests.support.docx_made import changed, unzipped
from tests.support.merged import Ready, ready
from tests.support.pages import ROOT
from toolchain.editing.merging import opened
from toolchain.formats.docx.opened import DIGESTS
from toolchain.model.diagnostics import Failure
from toolchain.resolve.digests import Digests, digests_of, read_digests
from toolchain.rules.inputs import OtherSource
from toolchain.word.cleaning import Asked, clean

__all__ = ["run"]

CASES = ROOT / "tests" / "cases"
SOURCES = (
    CASES / "merge/plain.md",
    *(CASES / f"languages/{name}.md" for name in ("en", "es", "fr", "ru")),
    *(CASES / f"docx/{name}.md" for name in ("fr", "numbers", "small")),
    CASES / "page/rich.md",
)
PAIRS = list(permutations(SOURCES, 2))[:50]
SETTINGS = "word/settings.xml"


def without_digests(data: bytes) -> bytes:
    return changed(data, SETTINGS, r"<w:docVars>.*?</w:docVars>", "")


def refusal(prepared: Ready, data: bytes) -> OtherSource | None:
    """Return why a file is not merged, None if it is."""
    try:
        prepared.merged(data)
    except Failure as failure:
        facts = failure.findings[0].facts
        assert isinstance(facts, OtherSource), facts
        return facts
    return None


@pytest.mark.parametrize(("of", "into"), PAIRS[1:40:20])
@pytest.mark.parametrize("carried", [True, False])
def test_a_file_of_another_source_is_refused(of: Path, into: Path, carried: bool) -> None:
    data = ready(of).data
    assert refusal(ready(into), data if carried else without_digests(data))


@pytest.mark.long
@pytest.mark.parametrize("carried", [True, False])
def test_fifty_files_of_other_sources_are_refused(carried: bool) -> None:
    written = []
    for of, into in PAIRS:
        data = ready(of).data
        if not refusal(ready(into), data if carried else without_digests(data)):
            written.append((of.name, into.name))
    assert (len(PAIRS), written) == (50, [])


def copied(folder: Path) -> tuple[Path, Path]:
    """Return a report, and a copy of it for another country."""
    text = (CASES / "merge/plain.md").read_text(encoding="utf-8")
    report, other = folder / "report.md", folder / "other.md"
    report.write_text(text.replace("lang: en\n", "lang: en\ncountry: Nepal\n"), encoding="utf-8")
    other.write_text(text.replace("lang: en\n", "lang: en\ncountry: Peru\n"), encoding="utf-8")
    return report, other


def test_a_copied_report_on_another_country_is_another(run: Run, tmp_path: Path) -> None:
    """Both titles are shown; with `--force` what differs on the cover comes first."""
    report, other = copied(tmp_path)
    before = report.read_bytes()
    file = tmp_path / "returned.docx"
    edit = changed(
        ready(other).data, "word/document.xml", "under water for a week", "under water for a month"
    )
    file.write_bytes(edit)
    ran = run("merge", file, report)
    assert (ran.status, report.read_bytes()) == (2, before)
    assert ran.err.count("“A plain report”") == 2
    assert "--force" in ran.err
    ran = run("merge", file, report, "--force")
    assert ran.out.startswith("the cover differs:\n")
    assert "front matter changed: country" in ran.out
    assert b"for a month" in report.read_bytes()


def test_many_edits_do_not_make_a_file_another(tmp_path: Path) -> None:
    """The cover and every paragraph are edited in the file, which still carries the digests of its source."""
    prepared = ready(CASES / "merge/plain.md")
    edited = changed(
        prepared.data, "word/document.xml", r"(<w:t[^>]*>)([A-Z][a-z]* )", r"\1Zebra \2", count=0
    )
    assert refusal(prepared, edited) is None
    assert refusal(prepared, without_digests(edited))


def test_without_digests_a_file_with_the_same_cover_is_known() -> None:
    prepared = ready(CASES / "merge/plain.md")
    edited = changed(prepared.data, "word/document.xml", "under water for a week", "under water for a month")
    assert refusal(prepared, without_digests(edited)) is None


def test_the_digests_are_short() -> None:
    """They say nothing but eight bits of the letters of each paragraph, and eight of the rest."""
    prepared = ready(CASES / "merge/plain.md")
    found = digests_of(prepared.submission.resolved)
    carried = re.search(rf'w:name="{DIGESTS}" w:val="([0-9a-f-]*)"', settings(prepared.data))
    assert carried
    assert carried[1] == found.written
    assert read_digests(carried[1]) == found
    assert {len(each) for each in (*found.paragraphs, *found.rest, found.notes)} == {2}
    assert len(found.paragraphs) == len(found.rest)
    assert read_digests("another program's value") is None


DIGESTED = """---
title: A title
country: Nepal
instrument: CRC
lang: en
---

# Heading 1

1. See para. 1,^[A note.] *and* it.

Table: Caption

| Head | Two |
|---|---|
| Cell | 4 |

```
code
```
"""


@pytest.mark.parametrize("about", ["NepalCRC", "Atitle"])
def test_the_digests_are_what_the_page_says(tmp_path: Path, about: str) -> None:
    """The beginning of the SHA-256 of the notes, of the letters of cover and texts, and of the rest."""
    own = "country: Nepal\ninstrument: CRC\n"
    text = DIGESTED if about == "NepalCRC" else DIGESTED.replace(own, "")
    (tmp_path / "report.md").write_text(text, encoding="utf-8")
    texts = [about, "Heading", "Seeparaandit", "HeadTwoCell", "Caption", "code"]
    rest = ["<1> 1", "<><> . 1,<> <> .", "<><><><><><>4", "<><>", ""]
    of_letters = [hashed(each.casefold()) for each in texts]
    rows = (
        of_letters[0][:4],
        *(each[:2] for each in of_letters[1:]),
        "-",
        *(hashed(each)[:2] for each in rest),
    )
    expected = f"{hashed('<Note><Paragraph>A note.')[:2]}-{''.join(rows)}"
    data = ready(tmp_path / "report.md").data
    assert f'w:name="{DIGESTS}" w:val="{expected}"' in settings(data)
    assert DIGESTS not in settings(clean(data, "report.docx", Asked()).data)


@pytest.mark.parametrize(
    ("one", "other", "known"), [("abcd", "abcd", 4), ("abcd", "abXcd", 4), ("abcd", "", 0)]
)
def test_paragraphs_are_counted_in_their_order(one: str, other: str, known: int) -> None:
    assert Digests("", tuple(one)).known_in(Digests("", tuple(other))) == known


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def settings(data: bytes) -> str:
    return unzipped(data)[SETTINGS].decode()


@pytest.mark.xdist_group("libreoffice")
def test_digests_survive_libreoffice(tmp_path: Path) -> None:
    prepared = ready(CASES / "merge/plain.md")
    (tmp_path / "again").mkdir()
    (tmp_path / "built.docx").write_bytes(prepared.data)
    (saved,) = libreoffice.convert([tmp_path / "built.docx"], tmp_path / "again", "docx")
    assert opened(saved.read_bytes(), "saved.docx").carried == digests_of(prepared.submission.resolved)
