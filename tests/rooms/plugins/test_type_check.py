"""A value is what its type promises, to the last field, or it is said where it is not."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import pytest

from tests.support.examined import CHECKS, read
from toolchain import model as m
from toolchain.checks import Check
from toolchain.model.diagnostics import Defect, Finding, Severity
from toolchain.model.front_matter import FrontMatter
from toolchain.model.places import SourceSpan
from toolchain.plugins.time_limit import Breach
from toolchain.plugins.type_check import DEEPEST, verify
from toolchain.readers.markdown import MarkdownReader

SPAN = SourceSpan("x", 1, 1, 1, 2)
ROOT = Path(__file__).parents[3]
SOURCES = [*ROOT.glob("content/*/*.md"), *ROOT.glob("tests/cases/docx/*.md")]


def breach(value: object, kind: Any) -> str:
    with pytest.raises(Breach) as caught:
        verify(value, kind, "it")
    return str(caught.value)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_what_our_reader_makes_is_sound(source: Path) -> None:
    verify(MarkdownReader().read(source, "x"), m.Document, "it")


def test_our_checks_and_their_findings_are_sound(tmp_path: Path) -> None:
    resolved = read(tmp_path, "---\ntitle: A\nlang: en\n---\n\n3. One.[^a]\n\n[^b]: See para. 1.\n")
    found = [finding for check in CHECKS if check.function for finding in check.function(resolved)]
    assert len(found) > 2
    assert any(finding.edits for finding in found)
    for check in CHECKS:
        verify(check, Check, "it")
    for finding in found:
        verify(finding, Finding, "it")


def document(*blocks: object, **fields: object) -> m.Document:
    return m.Document("x", FrontMatter(), blocks, **fields)  # type: ignore[arg-type]


def deep(levels: int) -> m.Block:
    block: m.Block = m.Paragraph(SPAN, ())
    for _ in range(levels):
        block = m.Quotation(SPAN, (block,))
    return block


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "it is None, not Document"),
        (m.Document, "it is of type type, not Document"),
        ("text", "it is of type str, not Document"),
        (document(None), "blocks[0] of it is None, not Heading, Paragraph, "),
        (document(m.Paragraph(SPAN, [])), "blocks[0].children of it is of type list, not tuple"),  # type: ignore[arg-type]
        (
            document(m.Paragraph(SPAN, ()), m.Paragraph(SPAN, (m.Text(SPAN, b"x"),))),  # type: ignore[arg-type]
            "blocks[1].children[0].text of it is of type bytes, not str",
        ),
        (document(m.Paragraph(None, ())), "blocks[0].span of it is None, not SourceSpan or FilePlace"),  # type: ignore[arg-type]
        (
            document(m.Paragraph(SourceSpan("x", "1", 1, 1, 1), ())),  # type: ignore[arg-type]
            "blocks[0].span.line of it is of type str, not int",
        ),
        (document(m.Cell(SPAN, ())), "blocks[0] of it is of type Cell, not "),
        (
            document(m.Table(SPAN, (m.Cell(SPAN, (), "middle"),), ())),  # type: ignore[arg-type]
            "blocks[0].header[0].align of it is of type str, not '' or 'left' or 'center' or 'right'",
        ),
        (document(notes=(m.Note(SPAN, "a", None),)), "notes[0].blocks of it is None, not tuple"),  # type: ignore[arg-type]
        (document(images={"a.png": b""}), "images['a.png'] of it is b'', not ImageFile"),
        (document(images={1: b""}), "images.keys() of it is 1, not str"),
        (document(defects=(("S012", "x"),)), "defects[0] of it is of type tuple, not Defect"),
        (
            dataclasses.replace(document(), front_matter={}),  # type: ignore[arg-type]
            "front_matter of it is of type dict, not FrontMatter",
        ),
        (
            document(m.Paragraph(SPAN, (m.InlineNote(SPAN, m.Note(SPAN, "", "x")),))),  # type: ignore[arg-type]
            "blocks[0].children[0].note.blocks of it is of type str, not tuple",
        ),
        (document(deep(DEEPEST + 1)), "it is nested too deeply"),
    ],
)
def test_a_document_that_is_amiss(value: object, said: str) -> None:
    assert breach(value, m.Document).startswith(said)


@pytest.mark.parametrize("value", [document(), document(deep(DEEPEST - 3))])
def test_a_document_that_is_sound(value: m.Document) -> None:
    verify(value, m.Document, "it")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ((), tuple[str, ...]),
        (("a",), Sequence[str]),
        (["a"], Sequence[str]),
        ({"a": 1}, Mapping[str, int]),
        (None, int | None),
        (5, int | None),
        ("a", Literal["a", "b"] | None),
        (Severity.ERROR, Severity | None),
        (len, Callable[[str], int]),
        ((Defect("S012", Finding(SPAN, "x")),), tuple[Defect, ...]),
    ],
)
def test_what_fits(value: object, kind: Any) -> None:
    verify(value, kind, "it")


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        ("jinja2", Sequence[str], "it is of type str, not Sequence"),
        (("a", 5), Sequence[str], "[1] of it is 5, not str"),
        ("", bytes, "it is '', not bytes"),
        (5.0, int, "it is 5.0, not int"),
        ("c", Literal["a", "b"] | None, "it is of type str, not 'a' or 'b' or None"),
        (3, Severity | None, "it is 3, not Severity or None"),
        ("f", Callable[[str], int], "it is of type str, not Callable"),
        (Finding(SPAN, "x", edits=("y",)), Finding, "edits[0] of it is of type str, not Edit"),  # type: ignore[arg-type]
    ],
)
def test_what_does_not_fit(value: object, kind: Any, said: str) -> None:
    assert breach(value, kind) == said


def test_a_value_that_cannot_be_hashed_is_no_surprise() -> None:
    assert breach({}, Literal["a"]).startswith("it is of type dict")
