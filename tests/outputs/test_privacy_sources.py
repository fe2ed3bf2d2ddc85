"""A path of somebody's own computer is found wherever a source can hold one that would be seen."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support import planted
from tests.support.command import Run, run

__all__ = ["run"]  # fixtures

SOURCE = """\
---
title: The PATH title
subtitle: The PATH subtitle
short-title: Short PATH
lang: en
recipient: To PATH
country: In PATH
session: On PATH
instrument: An PATH
reporting-cycle: C PATH
agenda-item: "3 PATH"
date: "Late PATH"
keywords: [one, PATH]
sources: sources.json
submitted-by:
  - name: Network PATH
    status: Status PATH
    description: About PATH
    logo: court.jpg
    logo-alt: Logo PATH
    contact:
      person: Person PATH
      role: Role PATH
      address: Address PATH
      phone: "1 PATH"
      email: a@PATH
      website: PATH
---

# Heading PATH {#law}

1. Text PATH, *words PATH*, `code PATH`, [link PATH](https://example.org "title PATH"), [other](PATH).[^a]
     In the line.^[Note PATH] Cited [@key, p. PATH]. See [I PATH](#law).

     1. Sub-paragraph PATH
     2. Another

     - Bullet PATH

     > Quotation PATH

     Table: Caption PATH

     | Head PATH | B |
     |---|---|
     | Cell PATH | x |

     ![Words PATH](court.jpg "Caption PATH")

     ```
     block PATH
     ```

[^a]: Note PATH, see.
"""
ENTRY = {
    "id": "key",
    "type": "book",
    "author": [{"family": "PATH", "given": "A."}, {"literal": "Body PATH"}],
    "title": "Title PATH",
    "publisher": "PATH",
    "note": "Seen PATH",
    "issued": {"date-parts": [[2000]]},
}


def numbered(text: str) -> str:
    """The text with another path at each place."""
    parts = text.split("PATH")
    places = (f"/home/anna/{len(text)}x{number}" for number in range(len(parts)))
    return "".join(part + path for part, path in zip(parts[:-1], places, strict=False)) + parts[-1]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "court.jpg").write_bytes(planted.plain_jpeg())
    (tmp_path / "sources.json").write_text(numbered(json.dumps([ENTRY])), encoding="utf-8")
    path = tmp_path / "report.md"
    path.write_text(numbered(SOURCE), encoding="utf-8")
    return path


def paths(text: str) -> set[str]:
    return set(re.findall(r"/home/anna/\d+x\d+\b", text))


def test_every_place_is_looked_at(run: Run, source: Path) -> None:
    found = json.loads(run("check", source, "--format", "json").out)["diagnostics"]
    told = paths(" ".join(each["message"] for each in found if each["code"] == "X801"))
    typed = paths(source.read_text(encoding="utf-8") + source.with_name("sources.json").read_text("utf-8"))
    assert len(typed) == (SOURCE + json.dumps(ENTRY)).count("PATH")
    assert typed - told == set()


def test_a_link_to_a_file_is_refused(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "report.md"
    source.write_text("---\ntitle: A\nlang: en\n---\n\n1. [A](file:///C:/a.docx).\n", encoding="utf-8")
    ran = run("build", source, "--to", "html,docx", "--output", tmp_path / "out")
    assert ran.status == 1
    assert "error X801 this is a path on a personal computer: file:///C:/a.docx" in ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "file",
    [
        "Full Text PDF:/home/ana/Zotero/storage/8X2ABCDE/Invented - 2019.pdf:application/pdf",
        r"Full Text PDF:C\:\\Users\\ana\\Zotero\\storage\\8X2ABCDE\\Invented - 2019.pdf:application/pdf",
        r":C$\backslash$:/Users/ana/Documents/Mendeley Desktop/Invented.pdf:pdf",
    ],
)
def test_the_file_of_a_cited_source_is_in_no_output(run: Run, tmp_path: Path, file: str) -> None:
    """As Zotero and Mendeley export it: a correct report is built, but not with its source in it."""
    (tmp_path / "sources.bib").write_text(f"@book{{a,\n title = {{A Book}},\n file = {{{file}}},\n}}\n")
    source = tmp_path / "report.md"
    source.write_text("---\ntitle: A\nlang: en\nsources: sources.bib\n---\n\n1. One.[@a]\n", encoding="utf-8")
    ran = run("build", source, "--to", "html", "--output", tmp_path / "out")
    assert (ran.status, "X801" in ran.err) == (0, False)
    page = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert "A Book" in page
    assert "ana" not in re.findall(r"\w+", page)
    refused = run("build", source, "--to", "pdf", "--with-source", "--output", tmp_path / "pdf")
    assert (refused.status, "X806" in refused.err, (tmp_path / "pdf").exists()) == (1, True, False)


def test_what_a_draft_shows_was_told(run: Run, source: Path, tmp_path: Path) -> None:
    """Whatever reaches an output is among it, by way of the page, which holds everything in the open."""
    ran = run("build", source, "--to", "html", "--draft", "--output", tmp_path / "out")
    assert ran.status == 0, ran.err
    shown = paths((tmp_path / "out/report.html").read_text(encoding="utf-8"))
    assert len(shown) > 40
    found = json.loads(run("check", source, "--format", "json").out)["diagnostics"]
    assert shown <= paths(" ".join(each["message"] for each in found if each["code"] == "X801"))
