"""Sources over the whole dialect, set by typst: each PDF is proved, and has what WeasyPrint's has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from tests.judges.validators import poppler, verapdf
from tests.random.generator.proving import drawable, submission_of, unproved_file
from tests.random.generator.running import each_source
from tests.random.test_generated_cases import CASES
from tests.support.trees import differences, tree
from toolchain.formats.pdf.bidi import same_sight
from toolchain.formats.table import PDF
from toolchain.model import Part
from toolchain.model.front_matter import PdfEngine
from toolchain.model.languages import has_right_to_left
from toolchain.project.settings import Options
from toolchain.writers.pdf import PdfWriter

BATCHES = range(6_000, 6_002)
"""The seeds of the sources that `make test` builds half of; the odd ones cite. Of so many sources each:"""
BATCH = 8

LONG_BATCHES = range(7_000, 7_120)
"""The same of the long run: 3,000 sources."""
LONG_BATCH = 26

JUDGED = range(8_000, 8_004)
"""The seeds of the sources that other programs judge in the long run."""

COMPARED = range(9_000, 9_004)
"""The seeds of the sources that both engines build in the long run."""

TYPST = Options(pdf_engine="typst")
_SILENT = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f]")
"""Spaces, which a PDF does not have at the ends of lines, and signs that nobody sees."""


def build_each(seed: int, number: int, folder: Path, *, prove: bool = False) -> list[Path]:
    """Build the sources of a seed in a folder, and prove them if that is asked for."""
    built: list[Path] = []

    def test(source: str) -> None:
        with submission_of(source, TYPST, drawable) as (submission, errors):
            assert errors == []
            data = PdfWriter().write(submission.resolved, submission.project)
            if prove:
                assert unproved_file(submission, data, "pdf") == []
            built.append(folder / f"{seed}-{len(built)}.pdf")
            built[-1].write_bytes(data)

    each_source(seed, number, test, shrunk=False, cited=seed % 2 == 1)
    return built


@pytest.mark.parametrize("number", [BATCH // 4, pytest.param(BATCH, marks=pytest.mark.long)])
@pytest.mark.parametrize("seed", BATCHES)
def test_pdf_files(seed: int, number: int, tmp_path: Path) -> None:
    built = build_each(seed, number, tmp_path, prove=True)
    if seed == BATCHES[0]:
        sound(built)


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case(case: Path) -> None:
    source = case.read_text(encoding="utf-8")
    if "look: house" in source:
        pytest.skip("typst has no house look")
    with submission_of(source, TYPST, drawable) as (submission, _):
        data = PdfWriter().write(submission.resolved, submission.project)
        assert unproved_file(submission, data, "pdf") == []


@pytest.mark.long
@pytest.mark.parametrize("seed", LONG_BATCHES)
def test_more_pdf_files(seed: int, tmp_path: Path) -> None:
    build_each(seed, LONG_BATCH, tmp_path, prove=True)


@pytest.mark.long
@pytest.mark.parametrize("seed", JUDGED)
def test_files_are_sound_and_hold_their_fonts(seed: int, tmp_path: Path) -> None:
    sound(build_each(seed, BATCH, tmp_path))


def sound(files: list[Path]) -> None:
    """Hold that files can be read, and have all their fonts inside."""
    for path in files:
        assert (path.name, poppler.structure(path)) == (path.name, [])
        assert (path.name, poppler.fonts_not_embedded(path)) == (path.name, [])


@pytest.mark.long
@pytest.mark.parametrize("standard", ["ua1", "3a"])
def test_verapdf_passes_all(standard: str, tmp_path: Path) -> None:
    built = [path for seed in JUDGED for path in build_each(seed, BATCH, tmp_path)]
    found = verapdf.findings(built, standard)
    assert {path.name: findings for path, findings in found.items() if findings} == {}


@pytest.mark.long
@pytest.mark.parametrize("seed", COMPARED)
def test_both_engines_have_the_same_tree(seed: int) -> None:
    """WeasyPrint's file does not say in which order words from right to left are read: they are counted."""

    def test(source: str) -> None:
        trees: list[Any] = []
        for engine in get_args(PdfEngine):
            with submission_of(source, Options(pdf_engine=engine), drawable) as (submission, _):
                data = PdfWriter().write(submission.resolved, submission.project)
                document = PDF.read_back(data, "report.pdf")
                blocks = tuple(block for block in document.blocks if block.part is not Part.COVER)
                seen = _seen(tree((blocks, document.notes)))
                is_turned = submission.resolved.words.lang == "ar"
                trees.append(tuple(sorted(same_sight("".join(_words(seen))))) if is_turned else seen)
        assert list(differences(trees[0], trees[1])) == []

    each_source(seed, BATCH, test, shrunk=False, cited=seed % 2 == 1)


def _seen(node: Any) -> Any:
    """A tree without what nobody sees, such as an end of line between pieces of code, numbers of blocks, and
    items without words."""
    if isinstance(node, str):
        return "" if node.startswith("@") else _in_order(unicodedata.normalize("NFC", _SILENT.sub("", node)))
    if not isinstance(node, tuple):
        return node
    found: list[Any] = []
    for each in map(_seen, node):
        kind = each[:1] if isinstance(each, tuple) else ()
        if kind in {("Text",), ("Code",)}:
            text = each[1][1]
            if found and isinstance(found[-1], tuple) and found[-1][:1] == kind:
                text = found.pop()[1][1] + text
            if text:
                found.append((*kind, ("text", _in_order(text))))
        elif not (kind and str(kind[0]).endswith("List") and not list(_words(each[1]))):
            found.append(each)
    return tuple(found)


def _in_order(text: str) -> str:
    """A text, with its characters sorted if some run from right to left."""
    return "".join(sorted(same_sight(text))) if has_right_to_left(text) else text


def _words(node: Any) -> Iterator[str]:
    """Yield the texts of a tree, and its numbers."""
    match node:
        case ("Claim", str(text)) | ("text" | "alt" | "marker", str(text)) if text:
            yield text
        case tuple():
            for each in node:
                yield from _words(each)


def test_there_are_enough() -> None:
    assert len(LONG_BATCHES) * (LONG_BATCH - 1) >= 3_000
