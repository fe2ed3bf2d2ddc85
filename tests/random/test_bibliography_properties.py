"""Bibliographies broken at random: no exception escapes, and what is read is as the model promises."""

import json
from typing import Any
from unicodedata import category

import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.support.bibliographies import CASES
from toolchain.citations.bibliography import read
from toolchain.model import Bibliography
from toolchain.model.diagnostics import Failure, Finding, SourceSpan
from toolchain.reports.sentences import message

SAMPLES = [
    (path.suffix, path.read_text(encoding="utf-8"))
    for path in sorted(CASES.iterdir())
    if path.suffix in {".json", ".yaml", ".bib"}
]
PIECES = [
    *("{", "}", "[", "]", '"', "'", ",", ":", "=", "#", "@", "\\", "$", "~", "-", "*", "&", "|", ">", "%"),
    *("\n", "\x85", "\u2028"),
    *("\x00", "\ufeff", "\u202e", "\ud800", "\t", "\r", "  ", "\n- ", "and", "crossref = ", "date-parts"),
    *("null", "true", "1e999", "{:type: x}", "\\'", "\\emph{", "@string{", "&a ", "*a", "!!python/name:x "),
]  # fmt: skip


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, str]:
    """A sample, cut to some entries, of which pieces are replaced, doubled and taken away."""
    suffix, text = draw(st.sampled_from(SAMPLES))
    start = draw(st.integers(0, max(0, len(text) - 400)))
    if draw(st.booleans()):
        text = text[:200] + text[start : start + draw(st.integers(0, 2000))]
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(text)))
        end = place + draw(st.sampled_from([0, 0, 1, 1, 5, 50]))
        text = text[:place] + draw(st.sampled_from(PIECES) | st.text(max_size=5)) + text[end:]
    return suffix, text


@given(broken())
def test_no_exception_escapes(sample: tuple[str, str]) -> None:
    suffix, text = sample
    hold(text.encode("utf-8", "surrogatepass"), suffix)


@given(st.sampled_from([".json", ".yaml", ".bib"]), st.binary(max_size=200))
def test_no_bytes_are_a_danger(suffix: str, data: bytes) -> None:
    hold(data, suffix)


VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["family", "literal", "date-parts", "raw", "season", "circa", "year"])
            | st.text(max_size=4),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@given(st.lists(st.dictionaries(st.sampled_from(["id", "type", "author", "issued", "note", "x"]), VALUES)))
def test_values_of_any_shape_are_read(items: list[dict[str, Any]]) -> None:
    hold(json.dumps(items).encode(), ".json")
    hold(yaml.safe_dump(items, allow_unicode=True).encode(), ".yaml")


def hold(data: bytes, suffix: str) -> None:
    """What is read is as the model promises, and what is said has its place in the file."""
    defects: tuple[Finding, ...] = ()
    try:
        found = read(data, "sources", suffix)
    except Failure as failure:
        defects = failure.findings
        codes = {"S012", "S020", "S021"}
    else:
        defects = found.defects
        codes = {"C406"}
        hold_entries(found)
    assert {defect.rule.code for defect in defects} <= codes
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for defect in defects:
        span = defect.span
        assert span.path == "sources"
        assert not any(category(sign) in {"Cc", "Cs"} for sign in message(defect))
        if isinstance(span, SourceSpan):
            assert 1 <= span.line <= min(lines, span.end_line)
            assert span.column >= 1


def hold_entries(found: Bibliography) -> None:
    for key, entry in found.entries.items():
        assert key == entry.key != ""
        texts = [
            key,
            *entry.names,
            *entry.dates,
            *entry.fields,
            *entry.fields.values(),
            *(date.literal for date in entry.dates.values()),
        ]
        texts += [part for names in entry.names.values() for name in names for part in name]
        assert all(entry.fields.values())
        assert all(any(name) for names in entry.names.values() for name in names)
        assert all(entry.names.values())
        assert all(date.parts or date.literal for date in entry.dates.values())
        assert all(date.parts == () or not date.literal for date in entry.dates.values())
        for text in texts:
            text.encode("utf-8")  # no half characters
            assert not any(ord(sign) < 32 and sign != "\n" for sign in text)
