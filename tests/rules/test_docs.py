"""The documentation is true: its examples check clean, its help is the command's, its tour runs as shown."""

import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.judges.validators import ROOT
from tests.support.command import Run, run
from tests.support.docx_file import Docx, docx, find, text, value
from tests.support.pages import read
from toolchain.cli import cli
from toolchain.formats.needs import commands
from toolchain.model.diagnostics import Diagnostic, Finding, Severity, SourceSpan
from toolchain.model.front_matter import FrontMatter
from toolchain.project.settings import DEFAULT
from toolchain.reports import Sources, as_json, as_text
from toolchain.rules.notes import NoteUndefined

__all__ = ["run"]  # fixtures

PAGES = {
    path.name: path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
}
FORMAT, COMMANDS = PAGES["source-format.md"], PAGES["commands.md"]


def fenced(text: str, language: str) -> list[str]:
    """The blocks of code of a language, as they stand between their fences."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


EXAMPLES = [*fenced(FORMAT, "markdown"), *fenced(PAGES["write.md"], "markdown")]


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples_of_the_format_check_clean(run: Run, tmp_path: Path, example: str) -> None:
    source = tmp_path / "report.md"
    before = "" if example.startswith("---\n") else "---\ntitle: Example\nlang: en\n---\n\n"
    source.write_text(before + example, encoding="utf-8")
    chart = ROOT / "content/pakistan-opsc/reported-cases.png"
    (tmp_path / "cases.png").write_bytes(chart.read_bytes())
    (tmp_path / "sources.json").write_text(fenced(FORMAT, "json")[0], encoding="utf-8")
    ran = run("check", source, "--fail-on", "warning")
    assert ran.out == "1 source checked: nothing found\n"


def test_the_index_lists_every_page() -> None:
    listed = re.findall(r"^- \[.*?\]\(([\w-]+\.md)\)", PAGES["index.md"], re.MULTILINE)
    assert sorted(listed) == sorted(PAGES.keys() - {"README.md", "index.md"})


def test_no_page_installs_us_from_a_registry() -> None:
    """We are in none: under our name, somebody else's program could be there one day."""
    pages = [*PAGES.values(), (ROOT / "editors/vscode/README.md").read_text(encoding="utf-8")]
    assert not any(re.search(r"install [^`\n]*submission-toolchain\b(?!\.)", each) for each in pages)


def test_all_keys_of_the_front_matter_are_described() -> None:
    table = FORMAT.partition("## Front matter")[2].partition("```")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    described = {key for cell in cells for key in re.findall(r"`([a-z-]+)`", cell)}
    keys = {name.replace("_", "-") for name in FrontMatter.__struct_fields__} - {"places", "version"}
    assert described == keys


def commands_of(group: click.Group, before: str = "") -> Iterator[str]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield before + name
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{before}{name} ")


@pytest.mark.parametrize("command", list(commands_of(cli)))
def test_help_stands_in_the_guide(run: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    section = COMMANDS.partition(f"\n## submission {command}\n")[2].partition("\n## ")[0]
    assert fenced(section, "text")[0] == run(*command.split(), "--help").out


def test_a_finding_looks_as_the_guide_shows_it() -> None:
    """As text and as JSON."""
    path, line = "content/my-report/report.md", "The law forbids it.[^iccpr]"
    finding = Finding(SourceSpan(path, 48, 20, 48, 28), NoteUndefined("iccpr", "iccpr-7"))
    found = Diagnostic(finding, Severity.ERROR)
    sources = Sources({path: "\n" * 47 + line})
    assert textwrap.indent(as_text(found, sources), "    ") in COMMANDS
    assert json.loads(fenced(COMMANDS, "json")[0]) == json.loads(as_json([found]))


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    """To a file of the repository, and to a heading where they name one."""
    folder = ROOT if name == "README.md" else ROOT / "docs"
    text = re.sub(r"^```.*?^```$|^    .*?$|`[^`\n]*`", "", PAGES[name], flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)#:]*(?:#[^)]*)?)\)", text):
        file, _, anchor = target.partition("#")
        path = folder / file if file else folder / name
        assert path.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {
                re.sub(r"[^\w -]", "", each).strip().lower().replace(" ", "-") for each in headings
            }


def test_the_default_engine_is_the_one_described() -> None:
    (row,) = re.findall(r"^\| the look of the United Nations \| (.+) \|$", PAGES["pdf.md"], re.MULTILINE)
    assert row.lower() == DEFAULT


def test_the_commands_are_those_of_the_doctor() -> None:
    for name, of_systems in commands().items():
        shown = " | ".join(f"`{of_systems[each]}`" for each in ("debian", "darwin", "win32"))
        assert f" | {name} | {shown} |\n" in PAGES["install.md"]


CHECKLIST = PAGES["word-checklist.md"]


def test_the_checklist_has_twelve_steps() -> None:
    """Each says what to do, what is to be seen, and what to do where it is not."""
    _, *steps = re.split(r"^## ", CHECKLIST, flags=re.MULTILINE)
    assert [step.partition(". ")[0] for step in steps] == [str(number) for number in range(1, 13)]
    for step in steps:
        assert re.findall(r"^- \*\*(.*?):\*\* .", step, re.MULTILINE) == ["Do", "See", "If not"], step


def test_it_is_said_plainly_that_word_was_not_there() -> None:
    """Where everybody reads it, with what was there and where the steps are."""
    readme = " ".join(PAGES["README.md"].split())
    (said,) = re.findall(r"Word files were tried in [^.]*\*\*not in Word\*\*:.*?\)\.", readme)
    for each in ("LibreOffice", "Open XML SDK", "openxml-audit", "(docs/word-checklist.md)"):
        assert each in said
    assert "(word-checklist.md)" in PAGES["index.md"]
    assert "not been tried in Word itself" in CHECKLIST


@pytest.fixture(scope="module")
def report() -> Docx:
    return docx(read(ROOT / "content/pakistan-opsc/report.md"))


def test_word_asks_nothing_when_a_file_is_opened(report: Docx) -> None:
    """No field is to be updated, no file to be fetched; and it is no file of an older Word (steps 1, 2)."""
    assert report.all("settings", "w:updateFields | w:attachedTemplate | w:linkStyles | w:mailMerge") == []
    assert value(report.part("settings"), "//w:compatSetting[@w:name='compatibilityMode']") == "15"
    outside = [
        each
        for name, data in report.files.items()
        if name.endswith(".rels")
        for each in re.findall(r"<Relationship [^>]*>", data.decode())
        if "External" in each
    ]
    assert outside
    assert all("/hyperlink" in each for each in outside)
    assert not [name for name in report.files if "vba" in name.lower() or "embeddings" in name]


def test_word_finds_in_a_file_what_the_checklist_says(report: Docx) -> None:
    """No changes, no comments (8), nothing hidden and no custom XML (10); heads and feet (7)."""
    assert not [name for name in report.files if re.search("comments|customXml|people", name)]
    assert report.all("settings", "w:trackRevisions | w:documentProtection") == []
    for part in ("document", "endnotes", "styles", "header1", "footer1"):
        assert report.all(part, "//w:ins | //w:del | //w:vanish | //w:commentReference") == []
    assert b"lastModifiedBy" not in report.files["docProps/core.xml"]
    assert find(report.body, ".//w:sectPr/w:titlePg")
    for foot in ("footer1", "footer2"):
        fields = [str(each.text).strip() for each in find(report.part(foot), "//w:instrText")]
        assert fields == ["PAGE", "NUMPAGES"]
        assert text(report.part(foot)).startswith("Page 1 of ")
    assert text(report.part("header3")) == ""
    assert text(report.part("header1")) == "Sexual exploitation of children in Pakistan"


def test_the_last_step_says_what_the_command_says(run: Run, tmp_path: Path, report: Docx) -> None:
    (tmp_path / "report.docx").write_bytes(report.data)
    source = ROOT / "content/pakistan-opsc/report.md"
    said = run("check", tmp_path / "report.docx", "--against", source).out.replace(str(source), "{}")
    assert said.strip().format("content/my-report/report.md") in CHECKLIST


def test_the_tour_runs_as_shown(tmp_path: Path) -> None:
    """Each block in one shell, in a folder of its own; the first puts the command on the path."""
    path, *blocks = fenced(PAGES["README.md"], "sh")
    assert path == 'export PATH="$PWD/.venv/bin:$PATH"\n'
    folder = tmp_path / "bin"
    folder.mkdir()
    command = folder / "submission"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m toolchain "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    opener = folder / "xdg-open"
    opener.write_text('#!/bin/sh\ntest -s "$1" && echo "opened $1"\n', encoding="utf-8")
    opener.chmod(0o755)
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
    said = []
    for block in blocks:
        done = subprocess.run(
            ["bash", "-c", block],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert "Traceback" not in done.stderr
        said.append((done.returncode, done.stdout, done.stderr))
    begun, first, moved, fixed, opened = said
    assert begun[0] == 0
    assert begun[1].startswith("wrote content/tour/report.md\n")
    assert first[0] == 0
    assert not re.search(": (error|warning) ", first[1] + first[2])
    assert moved[0] == 0
    assert sorted(re.findall(r": warning (\w+)", moved[1])) == ["P101", "P101", "R204", "R204"]
    assert "R204 reference-number (warning)" in fixed[1]
    assert (
        "content/tour/report.md: corrected 2 paragraph-number (P101), 2 reference-number (R204)\n" in fixed[1]
    )
    assert opened[0] == 0
    assert opened[1].endswith("opened build/tour/report.pdf\nopened build/tour/report.docx\n")
