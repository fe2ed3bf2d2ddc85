"""The edits that checks carry: smallest, safe, and right on a whole report."""

import random
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examined import examine, mended, read
from tests.support.pages import ROOT
from toolchain import model as m
from toolchain.model.diagnostics import Diagnostic, Edit
from toolchain.model.walk import walk
from toolchain.reports.sentences import help_line

REPORT = (ROOT / "content/pakistan-opsc/report.md").read_text(encoding="utf-8")
CLAIMS = {"P101", "P104", "N105", "R204"}
HEAD = "---\ntitle: Example\nlang: en\n---\n\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the report's image."""
    image = "reported-cases.png"
    (tmp_path / image).write_bytes((ROOT / "content/pakistan-opsc" / image).read_bytes())
    return tmp_path


def edits(diagnostics: Iterable[Diagnostic], codes: set[str]) -> list[Edit]:
    return [edit for each in diagnostics if each.code in codes for edit in each.finding.edits]


def shape(document: m.Document) -> list[object]:
    """The tree, but for what is a claim: numbers of paragraphs, of references, and labels of notes."""

    def of(node: m.Node, depth: int) -> object:
        match node:
            case m.NoteMark():
                return depth, "mark"
            case m.CrossReference():
                return depth, "reference", "" if node.target.startswith("^") else node.target
            case m.Text():
                return depth, re.sub(r"[0-9]+|\([a-z]\)", "#", node.text)
            case m.Heading():
                return depth, "heading", node.level, node.label and node.label.name
            case m.NumberedParagraph() | m.SubParagraph():
                return depth, type(node).__name__, node.label and node.label.name
            case m.ListItem():
                return depth, "item", node.marker
            case _:
                return depth, type(node).__name__

    return [
        of(node, len(around)) for nodes in (document.blocks, document.notes) for node, around in walk(nodes)
    ]


def test_numbers_typed_as_1_everywhere_are_mended(folder: Path) -> None:
    spoilt = re.sub(r"^( *)\d+\. ", r"\g<1>1. ", REPORT, flags=re.MULTILINE)
    assert spoilt != REPORT
    assert mended(spoilt, edits(examine(folder, spoilt), {"P101", "P104"})) == REPORT


def test_wrong_numbers_in_references_are_mended(folder: Path) -> None:
    spoilt = re.sub(r"(?<=\[)\d+(?=\]\(#)", "7", REPORT)
    found = examine(folder, spoilt)
    assert mended(spoilt, edits(found, {"R204"})) == REPORT


def test_numeric_labels_in_any_order_are_mended(folder: Path) -> None:
    labels = re.findall(r"^\[\^([a-z0-9-]+)\]:", REPORT, flags=re.MULTILINE)
    numbers = [str(number) for number in range(1, len(labels) + 1)]
    random.Random(1).shuffle(numbers)
    names = dict(zip(labels, numbers, strict=True))
    spoilt = re.sub(r"\^([a-z0-9-]+)(?=[\])])", lambda found: "^" + names[found[1]], REPORT)
    after = mended(spoilt, edits(examine(folder, spoilt), {"N105"}))
    resolved = read(folder, after)
    assert [numbered.note.label for numbered in resolved.notes] == [each.label for each in resolved.notes]
    assert not [each for each in examine(folder, after) if each.code == "N105"]


def test_references_typed_by_hand_are_mended(folder: Path) -> None:
    typed = re.sub(r"\[(\d+)\]\(#[a-z-]+\)(?= below| above)", r"\1", REPORT)
    assert typed != REPORT
    after = mended(typed, edits(examine(folder, typed), {"R205"}))
    assert after == REPORT


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_ends_of_lines(tmp_path: Path, end: str) -> None:
    text = (HEAD + "Text\n\n1. One [^a].\n\n5. Two.\nText.\n1. Three.\n\n[^a]: A\n").replace("\n", end)
    found = [each for each in examine(tmp_path, text) if each.finding.edits]
    assert {each.code for each in found} == {"P101", "P105", "N111", "N113"}
    for each in found:
        for span, new in each.finding.edits:
            assert span.line == span.end_line
            assert set(new) & {"\r", "\n"} <= set(end)
            line = re.split("\r\n|\r|\n", text)[span.line - 1]
            assert span.end_column <= len(line) + 1


MARKERS = st.sampled_from(
    ["1. ", "2. ", "9. ", "10. ", "99. ", "100. ", "007. ", "1.  ", "10.\t", "1)  ", "- "]
)
INDENTS = st.sampled_from(["", "", "  ", "   ", "    ", "     ", "       ", "\t", "> ", "     > "])
WORDS = st.sampled_from(["text", "text:", "# head", "| a | b |", "| - | - |", "```", "", "", "", "[^1]: a"])
SOURCES = st.lists(st.tuples(INDENTS, st.one_of(st.just(""), MARKERS), WORDS), max_size=14)


@given(SOURCES)
def test_edits_of_claims_change_claims_only(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, str, str]]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    text = HEAD + "\n".join("".join(line) for line in lines) + "\n"
    found = examine(folder, text)
    after = mended(text, edits(found, CLAIMS))
    assert shape(read(folder, after).document) == shape(read(folder, text).document)
    left = [each for each in found if each.code in CLAIMS and not each.finding.edits]
    assert len([each for each in examine(folder, after) if each.code in CLAIMS]) <= len(left)


def test_help_for_the_only_annex(tmp_path: Path) -> None:
    body = "1. See annex [I, paragraph 1](#one).\n\n# Method {.annex}\n\n1. One. {#one}\n"
    (found,) = examine(tmp_path, f"---\ntitle: Example\nlang: en\n---\n\n{body}")
    assert (found.code, help_line(found.finding)) == (
        "R210",
        "type annex, paragraph 1: a single annex has no number",
    )
