"""The page for writers who come from Zotero is true: its export is read, its notes come out as shown."""

import json
import re
from pathlib import Path

from lxml import html

from tests.judges.validators import ROOT
from tests.support.bibliographies import of, plain
from tests.support.command import Run, run

__all__ = ["run"]  # fixtures

PAGE = (ROOT / "docs" / "zotero.md").read_text(encoding="utf-8")


def fenced(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_export_of_the_page_is_read_whole() -> None:
    found = of(fenced("json")[0])
    assert found.defects == ()
    assert list(found.entries) == ["penal-code", "unicef-2019", "crc-gc13"]
    assert plain(found.entries["penal-code"])["jurisdiction"] == "Pakistan"


def test_the_notes_come_out_as_the_page_shows_them(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "my-report"
    folder.mkdir()
    (folder / "sources.json").write_text(fenced("json")[0], encoding="utf-8")
    matter = f"---\ntitle: Example\nlang: en\n{fenced('yaml')[0]}---\n\n"
    (folder / "report.md").write_text(matter + fenced("markdown")[0], encoding="utf-8")
    assert run("check", folder, "--fail-on", "warning").out == "1 source checked: nothing found\n"
    assert run("build", folder, "--to", "html", "--output", tmp_path / "out").status == 0
    page = html.parse(str(tmp_path / "out" / "report.html"))
    notes = [" ".join(each.text_content().split()) for each in page.xpath("//li[@class='note']")]
    shown = [line.split(" ", 1)[1] for line in fenced("text")[0].splitlines()]
    assert len(notes) == len(shown)
    for note, text in zip(notes, shown, strict=True):
        assert text in note.replace("\xa0", " ").replace("\u202f", " ")


def test_the_lines_for_extra_are_understood() -> None:
    (_, extra) = fenced("text")
    item = [{"id": "a", "type": "document", "note": extra.strip()}]
    found = of(json.dumps(item))
    assert plain(found.entries["a"]) == {
        "type": "treaty",
        "original-date": {"parts": (1950, 11, 4)},
        "jurisdiction": "Pakistan",
        "author": [{"family": "Zola", "given": "Émile"}, {"literal": "Council of Europe"}],
    }


def test_every_line_for_extra_in_the_table_is_a_variable() -> None:
    lines = re.findall(r"`([A-Z]?[A-Za-z ]+): ([^`]+)`", PAGE)
    named = [(name, text) for name, text in lines if name not in {"sources", "Type", "Citation Key"}]
    assert {name for name, _ in named} >= {"jurisdiction", "Container Title", "Volume", "Number"}
    for name, text in named:
        item = [{"id": "a", "type": "document", "note": f"{name}: {text}"}]
        assert "note" not in plain(of(json.dumps(item)).entries["a"]), name
