"""Readers of others that fail, return rubbish or cannot be loaded: one finding each beside the others."""

from pathlib import Path

import pytest

from tests.support.command import WARNED, Ran, Run, project, run, write
from tests.support.strangers import Strangers, assert_one_diagnostic

__all__ = ["project", "run"]  # fixtures


@pytest.fixture
def strangers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Strangers:
    """More packages, beside the one that `project` installs."""
    return Strangers(tmp_path / "more-packages", monkeypatch)


READER = """
from toolchain.api import Failure, FilePlace, Finding, FrontMatter, InputUnreadable, SourceSpan
from toolchain.model import *

class Empty(InputUnreadable, says="it is empty", help="fill it"): pass

S = SourceSpan("x.odd", 1, 1, 1, 2)
MATTER = FrontMatter(title=(Text(S, "A title"),))

class Bad:
    api, name, suffixes = 1, "bad", (".odd",)

    def read(self, path, display):
        {}
"""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return None", "AttributeError: 'NoneType' object has no attribute 'images'"),
        ("raise KeyError('x')", "KeyError: 'x'"),
    ],
)
def test_a_reader_that_fails(run: Run, project: Path, strangers: Strangers, body: str, said: str) -> None:
    """What other sources hold is told nevertheless."""
    strangers.install("bad-tools", READER.format(body), readers="bad = bad_tools:Bad")
    write(project / "x.odd", "text")
    ran = run("check", "x.odd")
    assert ran.status == 2
    assert_one_diagnostic(ran.out + ran.err, f"read x.odd: {said}", "toolchain.readers, bad")
    write(project / "content/x/report.md", WARNED)
    ran = run("check", "x.odd", "content/x/report.md")
    assert ran.status == 2
    assert "warning P101" in ran.out


def test_a_reader_that_reads(run: Run, project: Path, strangers: Strangers) -> None:
    """From a deep tree all outputs can be made, as from any other; by typst only one that is less deep."""
    deep = """block = Paragraph(S, (Text(S, "Deep."),))
        for _ in range(110): block = Quotation(S, (block,))
        text = Paragraph(S, (Text(S, "A text."),))
        return Document(display, MATTER, (NumberedParagraph(S, Claim("1", S), (text, block)),))"""
    strangers.install("bad-tools", READER.format(deep), readers="bad = bad_tools:Bad")
    write(project / "work/x.odd", "text")
    assert run("check", "work/x.odd") == Ran(0, "1 source checked: nothing found\n", "")
    ran = run("build", "work/x.odd", "--to", "html,docx,pdf,plain", "--pdf-engine", "weasyprint")
    assert ran.status == 0, ran.err
    ran = run("build", "work/x.odd", "--to", "pdf", "--pdf-engine", "typst")
    assert ran.err == (
        "work/x.odd: error S012 typst cannot build a PDF with blocks that are nested so deeply\n"
        "help: build with --pdf-engine weasyprint\n"
    )
    assert "A text." in Path("build/work/x.html").read_text(encoding="utf-8")


def test_a_failure_that_a_reader_raises_as_it_may(run: Run, project: Path, strangers: Strangers) -> None:
    body = "raise Failure(Finding(FilePlace(display), Empty()))"
    strangers.install("bad-tools", READER.format(body), readers="bad = bad_tools:Bad")
    write(project / "x.odd", "")
    assert "x.odd: error S012 it is empty\nhelp: fill it\n" in run("check", "x.odd").out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('1, "bad"', "it is registered as 'bad' but calls itself 'x'"),
        ("class Bad:", "IndentationError: unexpected indent (bad_tools.py, line 11)"),
    ],
)
def test_a_reader_that_cannot_be_loaded(
    run: Run, project: Path, strangers: Strangers, change: str, said: str
) -> None:
    """It is told where it might be the one that is needed, and no matter of what ours read."""
    changed = {'1, "bad"': '1, "x"', "class Bad:": ""}[change]
    code = READER.format("return None").replace(change, changed)
    strangers.install("bad-tools", code, readers="bad = bad_tools:Bad")
    write(project / "x.odd", "text")
    ran = run("check", "x.odd")
    assert ran.status == 2
    assert_one_diagnostic(ran.out + ran.err, f"be loaded: {said}", "toolchain.readers, bad")
    assert run("check").status == 0


def test_ours_reads_what_is_ours(run: Run, project: Path, strangers: Strangers) -> None:
    code = READER.format("return None").replace('(".odd",)', '(".md", ".odd")')
    strangers.install("bad-tools", code, readers="a = bad_tools:Bad".replace("a =", "bad ="))
    assert run("check") == Ran(0, "1 source checked: nothing found\n", "")


def test_of_two_readers_of_one_suffix_the_first_name_counts(
    run: Run, project: Path, strangers: Strangers
) -> None:
    for name in ("b", "a"):
        code = READER.format(f"raise ValueError('{name}')").replace('"bad"', f'"{name}"')
        strangers.install(f"{name}-tools", code, readers=f"{name} = {name}_tools:Bad")
    write(project / "x.odd", "text")
    line = 1 + code[: code.index("raise ")].count("\n")
    assert f"cannot read x.odd: ValueError: a (a_tools.py, line {line})\n" in run("check", "x.odd").out


def test_two_readers_of_one_name(run: Run, project: Path, strangers: Strangers) -> None:
    strangers.install("bad-tools", READER.format("pass"), readers="markdown = bad_tools:Bad")
    ran = run("check")
    assert ran.status == 2
    assert ran.out.startswith(
        "bad-tools, submission-toolchain: toolchain.readers, markdown: error S015 the name "
        "'markdown' is given twice in toolchain.readers"
    )
    assert "Traceback" not in ran.out + ran.err
