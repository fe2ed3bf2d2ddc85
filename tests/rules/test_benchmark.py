"""The benchmark: its sources hold what they are said to hold, and it runs. No time is asserted."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.benchmark import contests, source, table
from scripts.benchmark.measure import Turns, Usage, in_turn
from scripts.benchmark.shelf import lay_out
from tests.judges.validators import need_module
from tests.support.own_process import run_alone
from tests.support.shares import one_in
from toolchain import model as m
from toolchain.model.walk import walk
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options

ROOT = Path(__file__).parents[2]


def submission(folder: Path, size: int) -> pipeline.Examination:
    file = folder / "source.md"
    file.write_text(source.source(size), encoding="utf-8")
    return pipeline.examine([file], Options(), lambda line: None)


def test_each_paragraph_has_three_notes_and_one_cross_reference_and_nothing_is_found(tmp_path: Path) -> None:
    examined = submission(tmp_path, 45)
    document = examined.submissions[0].resolved.document
    kinds = [type(node) for node, _ in walk(document.blocks)]
    assert kinds.count(m.NumberedParagraph) == 45
    assert kinds.count(m.Heading) == 3
    assert kinds.count(m.CrossReference) == 45
    assert kinds.count(m.NoteMark) == len(document.notes) == 135
    assert examined.diagnostics == ()


def test_with_citations_each_note_cites_a_source_that_there_is(tmp_path: Path) -> None:
    file = tmp_path / "source.md"
    file.write_text(source.cited(source.source(45)), encoding="utf-8")
    (tmp_path / source.BIBLIOGRAPHY).write_text(source.bibliography(), encoding="utf-8")
    examined = pipeline.examine([file], Options(), lambda line: None)
    resolved = examined.submissions[0].resolved
    assert len(resolved.uses) == len(resolved.notes) == 135
    assert len(resolved.bibliography.entries) == source.SOURCES
    assert [each.code for each in examined.diagnostics] == ["C402"]


def test_a_size_gives_the_same_source_always() -> None:
    assert source.source(7) == source.source(7)
    assert source.source(7) != source.source(8)


def test_pandoc_is_given_the_same_text_with_labels_as_it_has_them() -> None:
    text = (
        "# One {#one}\n\n1. Two.[^n] {#two}\n\n     ![Three](x.png) {#three}\n\n[^n]: Four (see [1](#two)).\n"
    )
    assert source.for_pandoc(text) == (
        "# One{#one}\n\n1. Two.[^n][]{#two}\n\n     ![Three](x.png){#three}\n\n[^n]: Four (see [1](#two)).\n"
    )


def test_pandoc_is_given_the_bibliography_by_its_command() -> None:
    text = "---\ntitle: One\nsources: sources.json\ncitation-style: oscola\n---\n\n1. Two.[@three]\n"
    assert source.for_pandoc(text) == "---\ntitle: One\n---\n\n1. Two.[@three]\n"


def _busy_and_idle(times: int) -> Turns:
    idle = [[sys.executable, "-c", "pass"]]
    busy = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'bytearray(300_000_000)'])"
    return in_turn([[sys.executable, "-c", busy]], idle, times)


def test_the_children_of_a_command_are_counted_too() -> None:
    # A process begins with the memory of the one that starts it, which must not be that of all these tests.
    one, other, ratio = run_alone(_busy_and_idle, 1)
    assert one.megabytes > 280 > other.megabytes
    assert one.seconds > 0 < other.seconds
    assert ratio == one.seconds / other.seconds


def test_a_command_that_fails_is_not_timed() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        in_turn([[sys.executable, "-c", "raise SystemExit(3)"]], [], 1)


def test_the_bar_stands_beside_each_figure() -> None:
    contest = contests.CONTESTS[0]
    small = table.Result(contest, "310", 5, Turns(Usage(2, 100), Usage(1, 200), 2.0))
    large = table.Result(contest, "3100", 5, Turns(Usage(24, 299), Usage(10, 900), 2.4))
    assert table.row(small) == "| check | 310 | 5 | 2.00 | 1.00 | 2.00 |  | 100 | 200 |"
    assert table.row(small._replace(size="report")).split(" | ")[6] == "≤ 1.3 **missed**"
    assert [*table.growth_table([small, large])][-1] == (
        "| check | 12.0 | 10.0 | ≤ 11 **missed** | 299 | ≤ 300 reached |"
    )


@pytest.mark.parametrize("size", one_in(3, ["4 cited", "4", "4 footnotes"]))
def test_it_runs_on_a_small_size(size: str) -> None:
    need_module("pypandoc", "pypandoc-binary")
    command = [sys.executable, "-m", "scripts.benchmark", "--runs", "1", "--size", size]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    names = [line.split(" | ")[0] for line in ran.stdout.splitlines() if f" | {size} | " in line]
    held = [each for each in contests.CONTESTS if each.is_held(size)]
    assert names == [f"| {contest.name}" for contest in held]


def test_generated_submissions_have_nothing_wrong_and_are_built(tmp_path: Path) -> None:
    lay_out(tmp_path, 8)
    command = [sys.executable, "-m", "toolchain", "check"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert ran.stdout == "8 sources checked: nothing found\n"


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="waits for processes of processes")
def test_many_are_timed() -> None:
    command = [sys.executable, "-m", "scripts.benchmark.many", "--count", "2", "--peers", "0", "--to", "html"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    rows = [line.split(" | ") for line in ran.stdout.splitlines() if line.startswith("| submission")]
    assert [row[0] for row in rows] == [
        f"| submission build --{way}, {turn}"
        for way in ("jobs 1", "jobs 2", "cluster")
        for turn in ("first", "again")
    ]
    assert all(float(row[2]) > 0 for row in rows)
