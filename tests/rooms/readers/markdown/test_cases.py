"""The Markdown reader, held against cases of source, tree and findings in `tests/cases/reader`.

A case is three parts, each begun by a line: `=== name`, `--- tree`, `--- findings`. Lines are counted
from the source's own first line: a front matter stands before it. Those in `tests/cases/front_matter` are
whole sources, and the tree is the front matter's values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.dump import dump, place
from toolchain.model.diagnostics import Place
from toolchain.model.front_matter import FrontMatter, Organization
from toolchain.readers.markdown.reader import read_source
from toolchain.readers.markdown.source import decode_source
from toolchain.reports.sentences import help_line, message

CASES = Path(__file__).parents[3] / "cases" / "reader"
FRONT_MATTER_CASES = Path(__file__).parents[3] / "cases" / "front_matter"
FRONT_MATTER = "---\ntitle: Example\nlang: en\n---\n"


class Case(NamedTuple):
    name: str
    source: str
    tree: str
    findings: str


def cases(folder: Path) -> Iterator[Case]:
    """The cases in a folder's files."""
    for path in sorted(folder.glob("*.txt")):
        for part in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name, rest = part.split("\n", 1)
            source, rest = rest.split("\n--- tree\n", 1)
            tree, findings = rest.split("--- findings\n", 1)
            yield Case(f"{path.stem}: {name}", source, tree.strip(), findings.strip())


def outcome(source: str) -> tuple[str, str]:
    """The tree of a source and what the reader found, as text."""
    document = read_source(decode_source((FRONT_MATTER + source).encode("utf-8"), "case.md"), CASES)
    above = FRONT_MATTER.count("\n")
    found = sorted(
        (defect.span, f"{place(defect.span, above)} {defect.rule.code} {message(defect)}")
        for defect in document.defects
    )
    ignored = [
        f"{place(each.span, above)} ignores {each.code} of "
        + (place(each.covers, above) if each.covers else "nothing")
        for each in document.ignores
    ]
    lines = dump((*document.blocks, *document.notes), above)
    return "\n".join(lines), "\n".join([*(text for _, text in found), *ignored])


def front_matter(source: str) -> tuple[str, str]:
    """The values of a source's front matter other than the defaults, and what the reader found."""
    document = read_source(decode_source(source.encode("utf-8"), "case.md"), CASES)
    default = FrontMatter()
    values = [
        f"{name} = {shown(value)}"
        for name in FrontMatter.__struct_fields__
        if name != "places" and (value := getattr(document.front_matter, name)) != getattr(default, name)
    ]
    found = [
        f"{_at(finding.span)} {finding.rule.code} {message(finding)}"
        + (f" | {help_line(finding)}" if help_line(finding) else "")
        for finding in sorted(document.defects, key=lambda defect: defect.span)
    ]
    return "\n".join(values), "\n".join(found)


def _at(place: Place) -> str:
    line, column = place.order
    return f"{line}:{column}"


def shown(value: object) -> str:
    """A value with its nodes as plain text."""
    if isinstance(value, tuple) and value and hasattr(value[0], "span"):
        return " / ".join(line.strip() for line in dump(value))
    if isinstance(value, Organization):
        parts = (f"{name}={shown(getattr(value, name))}" for name in Organization.__struct_fields__)
        return "; ".join(part for part in parts if not part.endswith(("=''", "=()", "=None", "=False")))
    if isinstance(value, tuple):
        return "".join(f"\n  - {shown(each)}" for each in value)
    return repr(value).replace(", confidential=False", "")


@pytest.mark.parametrize("case", list(cases(FRONT_MATTER_CASES)), ids=lambda case: case.name)
def test_front_matter(case: Case) -> None:
    values, findings = front_matter(case.source)
    assert values == case.tree
    assert findings == case.findings


@pytest.mark.parametrize("case", list(cases(CASES)), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    tree, findings = outcome(case.source)
    assert tree == case.tree
    assert findings == case.findings
