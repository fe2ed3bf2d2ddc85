"""Texts that have one home: format names in their table, codes and sentences of findings in the catalogue."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.modules import MODULES, ROOT, name_of, nodes_of
from toolchain.formats.table import OURS

CODE = re.compile(r"[A-Z]\d{3}")

# Here these words are something else: a finding's name, a form of report, a name in another library.
NO_FORMATS = {
    ("toolchain.rules.outputs_epub", "epub"),
    ("toolchain.cli.actions", "html"),
    ("toolchain.cli.actions.status", "html"),
    ("toolchain.cli.checking", "html"),
    ("toolchain.cli.overviews", "html"),
    ("toolchain.readers.markdown.parser", "html"),
}


def format_names(path: Path) -> Iterator[tuple[str, str]]:
    """The names and suffixes of formats that a module has as texts of its own."""
    names = {name for known in OURS.values() for name in (known.name, *known.suffixes)}
    for node in nodes_of(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in names:
            yield name_of(path), node.value


def test_formats_are_named_in_their_table_and_their_own_packages_only() -> None:
    """Everybody else asks a format's record, so that a format of another package has the same answers."""
    elsewhere = [path for path in MODULES if not {*name_of(path).split(".")} & OURS.keys()]
    found = {each for path in elsewhere for each in format_names(path)}
    assert {each for each in found if each[0] != "toolchain.formats.table"} == NO_FORMATS


def test_a_format_s_name_is_seen() -> None:
    path = ROOT / "toolchain" / "formats" / "table.py"
    assert {name for _, name in format_names(path)} >= {"docx", ".docx"}


def is_rule_module(path: Path) -> bool:
    return "rules" in path.relative_to(ROOT).parts


def codes_elsewhere() -> list[str]:
    return [
        f"{name_of(path)}:{node.lineno} {node.value}"
        for path in MODULES
        if not is_rule_module(path)
        for node in nodes_of(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    ]


def test_codes_are_literals_in_the_catalogue_only() -> None:
    """Everybody else names the case of a rule, which an editor can follow."""
    assert codes_elsewhere() == []


def sentences() -> list[str]:
    """Findings that are given a text and not a case of a rule, and who prints one without `reports`."""
    return [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in ("Finding", "Related", "Loss")
        and any(isinstance(each, ast.JoinedStr | ast.Constant) for each in node.args[1:2])
    ]


def test_sentences_are_made_in_reports_only() -> None:
    assert sentences() == []


def test_nobody_asks_a_finding_for_a_sentence() -> None:
    """`finding.message` and `finding.help` were such ways around `reports.sentences`."""
    asked = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute)
        and node.attr in ("message", "help")
        and getattr(node.value, "id", getattr(node.value, "attr", "")) in ("finding", "found", "defect")
    ]
    assert asked == []


def test_white_space_is_folded_in_one_place() -> None:
    """`wording.fold` does it: a copy here and there would treat a new kind of space in its own way."""
    copies = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") == "join"
        and re.fullmatch(r"' '\.join\([^,]*\.split\(\)\)", ast.unparse(node))
    ]
    assert [each for each in copies if not each.startswith("toolchain.model.wording:")] == []
