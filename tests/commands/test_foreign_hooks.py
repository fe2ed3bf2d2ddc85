"""Plug-ins that change Word files before their proof: what they break is one finding that names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command import Run, project, run
from tests.support.docx_file import Docx
from tests.support.strangers import Strangers, assert_one_diagnostic

__all__ = ["project", "run"]  # fixtures

WRONG = "the changed file does not agree with its source: "
PLACE = "toolchain.after_docx, bad"


@pytest.fixture
def strangers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Strangers:
    """More packages, beside the one that `project` installs."""
    return Strangers(tmp_path / "more-packages", monkeypatch)


def hook(*lines: str, api: str = "api = 1") -> str:
    """A module with this body of `after_docx`."""
    return "\n".join((api, "def after_docx(document):", *(f"    {line}" for line in lines)))


def test_a_hook_changes_the_file_that_is_written(run: Run, project: Path, strangers: Strangers) -> None:
    last = "document.sections[-1].different_first_page_header_footer = False"
    strangers.install("good-tools", hook("for table in document.tables:", "    table.alignment = 1", last),
                      after_docx="good = good_tools")  # fmt: skip
    assert run("build", "--to", "docx").status == 0
    first = (project / "build/x/report.docx").read_bytes()
    assert not Docx(first).all("document", "(//w:sectPr)[last()]/w:titlePg[not(@w:val)]")
    assert run("build", "--to", "docx", "--force").status == 0
    assert (project / "build/x/report.docx").read_bytes() == first
    assert "hook    good" in run("plugins").out


FAULTS = {
    "a paragraph": ("document.add_paragraph('More.')", f"{WRONG}this text is not"),
    "a number": (
        "[each.clear() for each in document.paragraphs if each.style.name == 'Numbered Paragraph']",
        WRONG,
    ),
    "an exception": ("raise ValueError('no such thing')", "ValueError: no such thing (bad_tools.py, line 3)"),
    "no name of python-docx": ("document.nothing()", "AttributeError: "),
    "the whole text": ("document.element.remove(document.element.body)", WRONG),
    "no function": ("", "AttributeError: "),
    "another api": ("api", "it is made for api 2; this is api 1"),
}  # fmt: skip


@pytest.mark.parametrize(("line", "said"), FAULTS.values(), ids=FAULTS)
def test_what_it_breaks_names_it(run: Run, project: Path, strangers: Strangers, line: str, said: str) -> None:
    code = {"": "api = 1", "api": hook("pass", api="api = 2")}.get(line) or hook(line)
    strangers.install("bad-tools", code, after_docx="bad = bad_tools")
    ran = run("build", "--to", "docx")
    assert ran.status == 2
    doing = "change the Word file of content/x/report.md" if line not in ("", "api") else "be loaded"
    assert_one_diagnostic(ran.err, f"{doing}: {said}", PLACE)
    assert not (project / "build").exists()
