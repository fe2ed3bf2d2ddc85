"""What is said to programs: SARIF, commands of GitHub Actions, the problem matcher, hooks and the action."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.judges.validators import ROOT, sarif
from tests.support.command import CLEAN, WARNED, WRONG, Run, project, run, write
from tests.support.said import said
from toolchain.model.diagnostics import Diagnostic, Edit, FilePlace, Finding, Related, Severity, SourceSpan
from toolchain.model.records import replace
from toolchain.reports.code_hosts import as_github, as_sarif

__all__ = ["project", "run"]  # fixtures

LAST = "The very last, a finding of every kind: 100 %, \r\n“ünïcode”"


def every_kind() -> list[Diagnostic]:
    """Findings in a source and in a Word file, with fixes and other places, of each severity."""
    source = SourceSpan("content/my report/ü,:%.md", 48, 20, 48, 28)
    long, in_word = replace(source, end_line=50), FilePlace("x.docx", words="paragraph 16")
    fix = Edit(replace(source, end_column=21), "“x”")
    other = Related(SourceSpan("content/x/sources.json", 3, 1, 4, 2), said("", "first here"))
    return [
        Diagnostic(Finding(source, said("N101", "no text", "add it", name="note-undefined")), Severity.ERROR),
        Diagnostic(
            Finding(source, said("P101", "false", name="paragraph-number"), edits=(fix,)), Severity.WARNING
        ),
        Diagnostic(
            Finding(source, said("C404", "twice", name="source-twice"), related=(other,)), Severity.WARNING
        ),
        Diagnostic(Finding(long, said("P107", LAST, name="sub-paragraph-form")), Severity.INFORMATION),
        Diagnostic(Finding(in_word, said("D902", "drift", name="docx-number-drift")), Severity.ERROR),
        Diagnostic(Finding(FilePlace("/x y.md"), said("ZZ1", "of a plug-in")), Severity.ERROR),
    ]


def log(text: str) -> dict[str, Any]:
    (made,) = json.loads(text)["runs"]
    assert isinstance(made, dict)
    return made


def test_sarif_of_every_kind_is_valid(tmp_path: Path, run: Run) -> None:
    """By the validator of those who wrote the standard; that it can find something shows below."""
    from toolchain.plugins import registry as plugins

    file = tmp_path / "findings.sarif"
    file.write_text(as_sarif(every_kind(), plugins.our_checks()), encoding="utf-8")
    # That the tool has an address in the web, and that every place has lines, which finished files have not.
    advice = ("SARIF2005", "SARIF2017")
    assert [each for each in sarif.findings(file) if not each.startswith(advice)] == []
    broken = log(file.read_text(encoding="utf-8"))
    del broken["results"][0]["message"]
    broken["results"][1]["locations"][0]["physicalLocation"]["region"]["endLine"] = 2
    file.write_text(json.dumps({"version": "2.1.0", "runs": [broken]}), encoding="utf-8")
    assert len(sarif.findings(file)) > 1


def test_sarif_says_what_json_says(project: Path, run: Run) -> None:
    write(project / "content/x/report.md", WRONG.replace("2. It", "7. It"))
    told = json.loads(run("check", "--format", "json").out)["diagnostics"]
    made = log(run("check", "--format", "sarif").out)
    assert len(made["results"]) == len(told) > 2
    rules = [rule["id"] for rule in made["tool"]["driver"]["rules"]]
    for result, each in zip(made["results"], told, strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == each["path"]
        assert [place["region"][key] for key in ("startLine", "startColumn", "endLine", "endColumn")] == [
            each[key] for key in ("line", "column", "end_line", "end_column")
        ]
        assert rules[result["ruleIndex"]] == result["ruleId"] == each["code"]
        assert result["message"]["text"] == f"{each['message']}\n{each['help']}".strip()
        changes = [
            text
            for fix in result.get("fixes", ())
            for change in fix["artifactChanges"]
            for text in change["replacements"]
        ]
        assert [change["insertedContent"]["text"] for change in changes] == [
            edit["text"] for edit in each["fix"]
        ]


def test_sarif_of_nothing_is_a_run_without_results(project: Path, run: Run) -> None:
    made = log(run("check", "--format", "sarif").out)
    assert (made["results"], made["tool"]["driver"]["rules"]) == ([], [])


def test_a_finished_file_has_its_place_in_words() -> None:
    result = log(as_sarif(every_kind(), ()))["results"][4]
    assert "region" not in result["locations"][0]["physicalLocation"]
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "paragraph 16"}]


def test_paths_are_addresses() -> None:
    results = log(as_sarif(every_kind(), ()))["results"]
    found = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results]
    assert found[0] == "content/my%20report/%C3%BC%2C%3A%25.md"
    assert found[-1] == "file:///x%20y.md"


def workflow_commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """What a runner makes of lines: command, properties and message, by the escapes that GitHub documents."""
    made = []
    for line in text.splitlines():
        found = re.fullmatch(r"::(\w+) ?(.*?)::(.*)", line)
        assert found, line
        pairs = (pair.split("=", 1) for pair in found[2].split(","))
        unescaped = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]

        def plain(value: str, escapes: list[tuple[str, str]]) -> str:
            for escape, sign in escapes:
                value = value.replace(escape, sign)
            return value

        properties = {key: plain(value, unescaped) for key, value in pairs}
        made.append((found[1], properties, plain(found[3], [*unescaped[:2], unescaped[4]])))
    return made


def test_commands_of_every_kind() -> None:
    made = workflow_commands(as_github(every_kind()))
    assert [command for command, _, _ in made] == ["error", "warning", "warning", "notice", "error", "error"]
    first = made[0]
    assert first[1] == {
        "file": "content/my report/ü,:%.md",
        "line": "48",
        "endLine": "48",
        "col": "20",
        "endColumn": "28",
        "title": "N101 note-undefined",
    }
    assert first[2] == "no text\nhelp: add it"
    assert made[2][2] == "twice\ncontent/x/sources.json:3:1: first here"
    assert "col" not in made[3][1]  # of several lines
    assert made[3][2] == LAST
    assert made[4][1:] == ({"file": "x.docx", "title": "D902 docx-number-drift"}, "paragraph 16: drift")


def test_the_command_prints_commands(project: Path, run: Run) -> None:
    write(project / "content/x/report.md", WARNED)
    ran = run("check", "--format", "github")
    ((command, properties, _),) = workflow_commands(ran.out)
    assert (ran.status, command, properties["line"]) == (0, "warning", "10")
    assert run("check", "--format", "github", "--fail-on", "warning").status == 1
    write(project / "content/x/report.md", CLEAN)
    assert run("check", "--format", "github").out.strip() == ""


def test_what_is_done_is_said_beside_it(project: Path, run: Run) -> None:
    write(project / "content/x/report.md", WARNED)
    ran = run("check", "--fix", "--format", "sarif")
    assert log(ran.out)["results"] == []
    assert "corrected 1 paragraph-number (P101)" in ran.err


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_a_patch_is_no_object(project: Path, run: Run, form: str) -> None:
    assert run("check", "--diff", "--format", form).status == 2


def test_the_problem_matcher_finds_each_finding(project: Path, run: Run) -> None:
    """In what the command prints for people, and nothing else in it."""
    matcher = json.loads((ROOT / ".github/problem-matcher.json").read_text(encoding="utf-8"))
    (pattern,) = matcher["problemMatcher"][0]["pattern"]
    write(project / "content/x/report.md", WRONG.replace("2. It", "7. It"))
    printed = run("check", "--all").out
    told = json.loads(run("check", "--format", "json").out)["diagnostics"]
    found = [match for line in printed.splitlines() if (match := re.match(pattern["regexp"], line))]
    assert [
        {key: match[pattern[key]] for key in ("file", "line", "column", "severity", "code", "message")}
        for match in found
    ] == [
        {
            "file": each["path"],
            "line": str(each["line"]),
            "column": str(each["column"]),
            **{key: each[key] for key in ("severity", "code", "message")},
        }
        for each in sorted(told, key=lambda each: each["severity"])  # by chance, errors come before warnings
    ]


def tool(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def test_hooks_and_action_have_the_form_they_must_have() -> None:
    hooks = tool("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")
    assert hooks.returncode == 0, hooks.stdout
    for kind, path in (("actions", "action.yml"), ("workflows", ".github/workflows/tests.yml")):
        valid = tool("check-jsonschema", "--builtin-schema", f"vendor.github-{kind}", path)
        assert valid.returncode == 0, valid.stdout


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("content/x/report.md", True),
        ("content/x/report.fr.md", True),
        ("content/x/README.md", False),
        ("content/notes.md", False),
        ("README.md", False),
        ("docs/content/x/report.md", False),
    ],
)
def test_hooks_are_given_sources(name: str, asked: bool) -> None:
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")):
        found = re.search(hook["files"], name) and not re.search(hook["exclude"], name)
        assert bool(found) is asked


@pytest.mark.long
def test_the_hook_runs_in_a_repository(tmp_path: Path) -> None:
    """With pre-commit itself, which installs the tool in an environment of its own."""
    write(tmp_path / "content/x/report.md", WRONG)
    for command in (["init", "-q"], ["add", "."]):
        assert tool("git", *command, cwd=tmp_path).returncode == 0
    ran = tool("pre-commit", "try-repo", ROOT, "submission-check", "--all-files", cwd=tmp_path)
    assert ran.returncode == 1
    assert "content/x/report.md:8:" in ran.stdout
    assert "N101" in ran.stdout


def test_the_steps_of_the_action_run(tmp_path: Path) -> None:
    """Those that are ours: each in a shell, with the inputs as the runner gives them."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    steps = {step["name"]: step for step in action["runs"]["steps"] if "name" in step}
    assert list(steps) == ["Install", "Check", "Build"]
    write(tmp_path / "content/a/report.md", WARNED)
    write(tmp_path / "content/b b/report.md", WRONG)

    def step(name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        values = {key: str(each["default"]) for key, each in action["inputs"].items()} | inputs
        named = {
            key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: values[found[1]], text)
            for key, text in steps[name]["env"].items()
        }
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", steps[name]["run"]]
        environment = [f"{key}={value}" for key, value in named.items()]
        return tool("env", *environment, *shell, cwd=tmp_path)

    both = step("Check")
    assert both.returncode == 1
    assert "::error file=content/b b/report.md,line=8" in both.stdout
    assert step("Check", sources="content/a").returncode == 0
    assert step("Check", sources="content/a", **{"fail-on": "warning"}).returncode == 1
    assert step("Check", sources="--help").returncode == 2  # no option can come in by a name
    assert step("Build", sources="content/a", build="html").returncode == 0
    assert (tmp_path / "build/report.html").is_file()
