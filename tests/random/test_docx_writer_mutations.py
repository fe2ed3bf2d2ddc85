"""The DOCX of sources that nobody would write: never an exception, always a document that holds together."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from lxml import etree

from tests.random.test_markdown_mutations import mutate
from tests.support.docx_file import WHOLE, Docx, docx, fields, find, text, values
from tests.support.pages import read
from toolchain.model import NoteKind
from toolchain.model.diagnostics import Failure
from toolchain.writers.docx.xml import get

REPORT = Path(__file__).parents[2] / "content" / "pakistan-opsc" / "report.md"


def faults(file: Docx, kind: str) -> list[str]:
    """What is wrong in a document that no validator of schemas would see."""
    trees = [file.part("document"), file.part(f"{kind}s")]
    found = []
    calls = values(trees[0], f"//w:{kind}Reference", "id")
    if calls != values(trees[1], f"w:{kind}[not(@w:type)]", "id"):
        found.append("notes are not called once each, in their order")
    names = [get(each, "name") for tree in trees for each in find(tree, "//w:bookmarkStart")]
    ids = [get(each, "id") for tree in trees for each in find(tree, "//w:bookmarkStart")]
    ends = [get(each, "id") for tree in trees for each in find(tree, "//w:bookmarkEnd")]
    if len({name.lower() for name in names if name}) != len(names) or sorted(ids) != sorted(ends):  # type: ignore[type-var]
        found.append("bookmarks are not one pair each")
    targets = [each.bookmark for tree in trees for each in fields(tree) if each.kind in {"REF", "NOTEREF"}]
    targets += [
        get(each, "anchor") or "" for tree in trees for each in find(tree, "//w:hyperlink[@w:anchor]")
    ]
    found += [f"{target} does not exist" for target in targets if target not in names]
    lists = {get(each, "numId") for each in file.all("numbering", "w:num")} | {"0"}
    used = {value for tree in (*trees, file.part("styles")) for value in values(tree, "//w:numId")}
    found += [f"list {each} does not exist" for each in used - lists]
    styles = {get(each, "styleId") for each in file.all("styles", "w:style")}
    worn = {value for tree in trees for value in values(tree, "//w:pStyle | //w:rStyle | //w:tblStyle")}
    found += [f"style {each} does not exist" for each in worn - styles]
    for tree in trees:
        for cell in find(tree, f"//w:tc | //w:{kind} | //w:body"):
            last = [each for each in cell if etree.QName(each).localname != "sectPr"][-1:]
            if [etree.QName(each).localname for each in last] != ["p"]:
                found.append("a text does not end in a paragraph")
    return found


def try_mutations(folder: Path, source: Path, count: int, seed: int) -> None:
    rng = random.Random(seed)
    original = source.read_text(encoding="utf-8")
    path = folder / "report.md"
    for number in range(count):
        path.write_text(mutate(original, rng), encoding="utf-8", errors="surrogatepass")
        try:
            submission = read(path, notes=rng.choice(list(NoteKind)))
        except (Failure, UnicodeEncodeError):
            continue
        file = docx(submission)
        assert faults(file, submission.project.settings.notes.value) == [], (
            f"mutation {number} of seed {seed}"
        )


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long)])
def test_mutations_of_a_source_with_everything_in_it(tmp_path: Path, seed: int) -> None:
    try_mutations(tmp_path, WHOLE, 20, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("source", [WHOLE, REPORT], ids=["whole", "report"])
def test_many_mutations(tmp_path: Path, source: Path, seed: int) -> None:
    try_mutations(tmp_path, source, 500, 100 + seed)


def test_an_empty_source_is_a_document_too(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("---\ntitle: Nothing\nlang: en\n---\n", encoding="utf-8")
    file = docx(read(path))
    assert file.texts() == ["Nothing"]
    assert faults(file, "endnote") == []
    assert text(file.part("header1")) == "Nothing"
