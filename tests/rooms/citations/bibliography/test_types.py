"""Every item type of CSL, from each format: type, names, dates and fields as the samples' texts have them."""

import json
from typing import Any

import pytest

from tests.support.bibliographies import CASES, case, plain
from toolchain.model.vocabulary import ITEM_TYPES

ITEMS: dict[str, dict[str, Any]] = {
    item["id"]: item for item in json.loads((CASES / "every-type.json").read_text(encoding="utf-8"))
}

NAME_PARTS = {"dropping-particle": "dropping", "non-dropping-particle": "non_dropping"}

# Where BibTeX has something of its own to say.
IN_BIBTEX: dict[str, dict[str, Any]] = {
    "nickel2019": {"container-title": 'The <span class="nocase">Stanford</span> Encyclopedia of Philosophy'},
    "iso14289": {"title-short": "Document management applications"},  # what stands before its subtitle
}
PARENT = "death-of-the-moth"  # which the BibTeX sample needs, for crossref


def expected(item: dict[str, Any]) -> dict[str, Any]:
    """An item of the sample as the model has it, by the rules of CSL-JSON alone."""
    return {key: _value(value) for key, value in item.items() if key != "id"}


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [{NAME_PARTS.get(key, key): text for key, text in name.items()} for name in value]
    if isinstance(value, dict):
        sides = [tuple(side) for side in value["date-parts"]]
        date: dict[str, Any] = {"parts": sides[0]}
        date |= {"end": sides[1]} if len(sides) == 2 else {}
        date |= {"season": int(value["season"])} if "season" in value else {}
        return date | ({"circa": True} if value.get("circa") else {})
    return value


def test_the_sample_has_every_type() -> None:
    assert {item["type"] for item in ITEMS.values()} == ITEM_TYPES
    assert len(ITEMS) == len(ITEM_TYPES) == 45


@pytest.mark.parametrize("suffix", ["json", "yaml", "bib"])
def test_every_type_is_read_without_loss(suffix: str) -> None:
    found = case(f"every-type.{suffix}")
    differing = IN_BIBTEX if suffix == "bib" else {}
    assert {key: plain(entry) for key, entry in found.entries.items() if key != PARENT} == {
        key: expected(item) | differing.get(key, {}) for key, item in ITEMS.items()
    }


@pytest.mark.parametrize("suffix", ["json", "yaml", "bib"])
def test_every_entry_has_its_lines(suffix: str) -> None:
    lines = (CASES / f"every-type.{suffix}").read_text(encoding="utf-8").split("\n")
    for key, entry in case(f"every-type.{suffix}").entries.items():
        first = lines[entry.span.line - 1][entry.span.column - 1 :]
        here = "\n".join([first, *lines[entry.span.line : entry.span.end_line]])
        assert first.startswith({"json": "{", "yaml": "id:", "bib": "@"}[suffix])
        assert key in here.split("title")[0]


def test_the_end_of_an_entry_is_its_last_bracket() -> None:
    for suffix in ("json", "bib"):
        lines = (CASES / f"every-type.{suffix}").read_text(encoding="utf-8").split("\n")
        ends = [entry.span for entry in case(f"every-type.{suffix}").entries.values()]
        assert {lines[span.end_line - 1][span.end_column - 2] for span in ends} == {"}"}
