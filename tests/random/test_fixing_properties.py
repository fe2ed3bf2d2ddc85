"""What holds of every corrected source: no more is changed than was false, and nothing that is printed."""

from __future__ import annotations

import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judges.validators import ROOT
from tests.random.generator.proving import in_folder
from tests.random.generator.running import each_source
from tests.rooms.checks.test_edits import shape
from tests.support.false_sources import Fallen, fallen_sources, sources
from tests.support.fixing import fix, found, silent
from tests.support.shares import tried
from toolchain import model as m
from toolchain.model.diagnostics import SourceSpan, source_span
from toolchain.model.walk import walk
from toolchain.pipeline import stages as pipeline
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options

CLAIMS = {"P101", "P104", "N105", "R204"}
REPORT = ROOT / "content/pakistan-opsc/report.md"
OUTPUTS = ("html", "docx")


def written(source: Path, outputs: tuple[str, ...] = OUTPUTS) -> dict[str, bytes]:
    """The outputs of a source."""
    (submission,) = pipeline.examine([source], Options(), silent).submissions
    return {name: plugins.writer(name).write(submission.resolved, submission.project) for name in outputs}


def fixable(source: Path) -> list[str]:
    return [each.code for each in found(source) if each.finding.edits]


def tree(source: Path) -> list[object]:
    (submission,) = pipeline.examine([source], Options(), silent).submissions
    return shape(submission.resolved.document)


def without_claims(text: str) -> str:
    """A source without its digits, indentation, blank lines, and blanks after the numbers of paragraphs."""
    text = re.sub(r"^[ \t]*|\d", "", re.sub(r"[\r\n]+", "\n", text), flags=re.MULTILINE)
    return re.sub(r"^((?:\.[ \t]*)+)", lambda found: "".join(found[0].split()), text, flags=re.MULTILINE)


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def check_claims(source: Path, text: str) -> None:
    """Correct a source, and hold that only false claims were changed."""
    source.write_bytes(text.encode())
    before = tree(source)
    corrected = fix(source)
    after = source.read_bytes().decode()
    assert corrected.fixed.refused == ()
    assert {each.code for each in corrected.fixed.done} <= CLAIMS
    assert fixable(source) == []
    assert tree(source) == before
    assert without_claims(after) == without_claims(text)
    assert fix(source).fixed.done == ()


@tried(50)
@given(sources())
def test_claims_are_corrected_and_nothing_else(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check_claims(Path(folder) / "report.md", text)


@tried(50)
@given(fallen_sources())
def test_fallen_blocks_come_back_to_where_they_were(source: Fallen) -> None:
    """All of them, or, where a list would go on with another one, none."""
    with tempfile.TemporaryDirectory() as folder:
        text, meant = Path(folder) / "report.md", Path(folder) / "meant.md"
        text.write_text(source.text, encoding="utf-8")
        meant.write_text(source.meant, encoding="utf-8")
        corrected = fix(text)
        if corrected.fixed.refused:
            return
        fix(meant)
        assert "S010" not in {each.code for each in found(text)}
        assert tree(text) == tree(meant)
        assert letters(text.read_text(encoding="utf-8")) == letters(source.text)
        assert fix(text).fixed.done == ()


@tried(15, least=2)
@given(sources())
def test_outputs_are_the_same_to_the_last_byte(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.md"
        source.write_bytes(text.encode())
        before = written(source)
        fix(source)
        assert written(source) == before


@pytest.mark.parametrize(
    ("end", "mark", "last"),
    [
        ("\r\n", "\ufeff", 102),
        *(
            pytest.param(end, mark, 1_002, marks=pytest.mark.long)
            for end in ("\n", "\r\n")
            for mark in ("", "\ufeff")
        ),
    ],
)
def test_numbers_of_more_figures(end: str, mark: str, last: int, tmp_path: Path) -> None:
    """9 becomes 10, 999 becomes 1000: what stands in the paragraphs moves, and no output changes."""
    inside = "     > Quoted.  ", "", "     1. Part \t", "", "     9. Part", "", "          - Bullet"
    lines = ["---", "title: Example", "lang: en", "---", ""]
    for number in range(1, last + 1):
        lines += [f"9. See paragraph [9](#p{number}). {{#p{number}}}", ""]
        if number in (9, 10, 99, 100, 999, 1_000):
            lines += [*inside, ""]
    text = mark + end.join(lines)
    source = tmp_path / "report.md"
    source.write_bytes(text.encode())
    before, shown = tree(source), written(source)
    fix(source)
    after = source.read_bytes().decode()
    assert tree(source) == before
    assert written(source) == shown
    assert fixable(source) == []
    most = last - 2
    assert f"{end}{most}. See paragraph [{most}](#p{most}). {{#p{most}}}{end}" in after
    assert without_claims(after) == without_claims(text)


@contextmanager
def report(text: str) -> Iterator[Path]:
    """A source in the report's place, beside its images and its bibliography."""
    with tempfile.TemporaryDirectory() as folder:
        for other in (*REPORT.parent.glob("*.png"), *REPORT.parent.glob("*.json")):
            (Path(folder) / other.name).write_bytes(other.read_bytes())
        source = Path(folder) / "report.md"
        source.write_text(text, encoding="utf-8")
        yield source


NUMBER = re.compile(r"^( *)\d+(?=\. )", re.MULTILINE)
REFERENCE = re.compile(r"(?<=\[)\d+(?=\]\(#[a-z])")
LABEL = re.compile(r"\^([a-z0-9-]+)(?=[\])])")


def _any_number(found: re.Match[str], chosen: random.Random) -> str:
    """A number for a paragraph; a sub-paragraph has none above 99, which may be that of an article."""
    return f"{found[1]}{chosen.randrange(1, 100 if found[1] else 1_000)}"


@tried(15, least=1)
@given(st.randoms(use_true_random=False))
def test_false_claims_in_the_report(chosen: random.Random) -> None:
    """Whatever numbers are typed in it, all come right again, and the outputs never change."""
    text = REPORT.read_text(encoding="utf-8")
    labels = sorted(set(re.findall(r"^\[\^([a-z0-9-]+)\]:", text, re.MULTILINE)))
    numeric = chosen.sample(labels, chosen.randrange(len(labels)))
    numbers = dict(zip(numeric, map(str, chosen.sample(range(1, 1_200), len(numeric))), strict=True))
    false = NUMBER.sub(lambda found: _any_number(found, chosen), text)
    false = REFERENCE.sub(lambda found: str(chosen.randrange(1, 1_000)), false)
    false = LABEL.sub(lambda found: f"^{numbers.get(found[1], found[1])}", false)
    with report(false) as source:
        before = written(source)
        assert fix(source).fixed.refused == ()
        after = source.read_text(encoding="utf-8")
        assert LABEL.sub("^", after) == LABEL.sub("^", text)
        assert {each.code for each in found(source)} <= {"C409"}  # some sources have no known address
        assert written(source) == before
        assert fix(source).fixed.done == ()


def with_false_numbers(chosen: random.Random) -> str:
    """The report with any numbers before its paragraphs and in its references."""
    text = NUMBER.sub(lambda found: _any_number(found, chosen), REPORT.read_text(encoding="utf-8"))
    return REFERENCE.sub(lambda found: str(chosen.randrange(1, 1_000)), text)


@tried(15, least=1)
@given(st.randoms(use_true_random=False))
def test_the_report_is_what_it_was_before(chosen: random.Random) -> None:
    """Its numbers made false and corrected, it is the same to the last byte, and so are its outputs."""
    with report(with_false_numbers(chosen)) as source:
        false = written(source)
        fix(source)
        assert source.read_bytes() == REPORT.read_bytes()
        assert written(source) == false


@pytest.mark.long
def test_the_pdf_of_the_report_is_the_same() -> None:
    text = REPORT.read_text(encoding="utf-8")
    with report(with_false_numbers(random.Random(1))) as source:
        assert source.read_text(encoding="utf-8") != text
        false = written(source, ("pdf",))
        fix(source)
        assert source.read_text(encoding="utf-8") == text
        assert written(source, ("pdf",)) == false


def claims(source: Path) -> Iterator[SourceSpan]:
    """Where the numbers that a source claims stand, those of notes left out.

    What refers to the title's note has no true number, and stays as it is.
    """
    (submission,) = pipeline.examine([source], Options(), silent).submissions
    resolved = submission.resolved
    for node, _ in walk((*resolved.document.blocks, *resolved.document.notes)):
        if isinstance(node, m.NumberedParagraph | m.SubParagraph):
            yield source_span(node.typed.span)
    for reference in resolved.references.values():
        untrue = reference.fault or reference.note is resolved.title_note is not None
        if reference.claim and not untrue and reference.claim.text.isdecimal():
            yield source_span(reference.claim.span)


def made_false(source: Path, text: str, chosen: random.Random) -> str:
    """The text of a source with false numbers of as many figures, which leave all blocks where they are."""
    lines = text.split("\n")
    going_on = {int(number) + 1 for number in re.findall(r"^\W*(\d+)\)", text, re.MULTILINE)}
    for span in sorted(claims(source), reverse=True):
        line, start, end = span.line - 1, span.column - 1, span.end_column - 1
        typed = lines[line][start:end]
        if typed.isdecimal() and typed.isascii() and span.end_line == span.line:
            most = 10 ** len(typed)
            # "4." after a list "1) 2) 3)" would make paragraphs of the list
            number = chosen.choice([each for each in range(most // 10, most) if each not in going_on])
            lines[line] = f"{lines[line][:start]}{number}{lines[line][end:]}"
    return "\n".join(lines)


@pytest.mark.parametrize("number", [5, pytest.param(20, marks=pytest.mark.long)])
def test_true_claims_of_generated_sources_made_false(number: int) -> None:
    """The outputs are those of the source with true claims, and so in the end is the source itself."""
    met = Counter[str]()

    def test(text: str) -> None:
        with in_folder(text) as source:
            fix(source)
            if "P108" in {each.code for each in found(source)}:
                return  # by chance its numbers begin again, and only its author knows whether they should
            true, true_tree, shown = source.read_text(encoding="utf-8"), tree(source), written(source)
            source.write_text(made_false(source, true, random.Random(text)), encoding="utf-8")
            assert tree(source) == true_tree
            assert written(source) == shown
            corrected = fix(source)
            met.update(each.code for each in corrected.fixed.done)
            assert source.read_text(encoding="utf-8") == true
            assert fixable(source) == []

    each_source(500, number, test)
    assert met.keys() == CLAIMS - {"N105"}, met


AFTER_A_STOP = re.compile(r"([.,])((?:\[\^[a-z0-9-]+\])+)(?= |$)", re.MULTILINE)
LAST_STOP = re.compile(r"(?<=[a-z0-9])\.$", re.MULTILINE)
TYPED_BY_HAND = re.compile(r"\[(\d+)\]\(#[a-z-]+\)(?= below| above)")


@tried(15, least=1)
@given(st.randoms(use_true_random=False))
def test_slips_in_the_report(chosen: random.Random) -> None:
    """Marks on the wrong side, commas between them, notes without a stop, references typed by hand."""

    def misplaced(found: re.Match[str]) -> str:
        marks = found[2] if chosen.random() < 0.5 else found[2].replace("][", "], [")
        slips = [f"{found[1]} {marks}", f" {marks}{found[1]}", f"{marks}{found[1]}", f"{found[1]}{marks}"]
        return chosen.choice(slips)

    text = REPORT.read_text(encoding="utf-8")
    body, notes = re.split(r"(?m)^(?=\[\^)", text, maxsplit=1)
    body = AFTER_A_STOP.sub(misplaced, body)
    body = TYPED_BY_HAND.sub(lambda found: chosen.choice([found[0], found[1]]), body)
    notes = LAST_STOP.sub(lambda _: chosen.choice(["", ".", ".."]), notes)
    with report(body + notes) as source:
        assert fix(source).fixed.refused == ()
        assert source.read_text(encoding="utf-8") == text
