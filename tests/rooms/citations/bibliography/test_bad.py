"""Bad bibliographies: told at their line, the rest counts, and nothing is executed, followed or lost."""

import subprocess
import sys

import pytest
import yaml

from tests.support.bibliographies import of, refused, told
from toolchain.model import Date, Name
from toolchain.model.diagnostics import Severity, source_span
from toolchain.reports.sentences import help_line, message

BOOK = '{"id": "a", "type": "book"}'


@pytest.mark.parametrize(
    ("text", "suffix", "line", "column", "message"),
    [
        ("", ".json", 0, 0, "is empty"),
        (" \n", ".bib", 0, 0, "is empty"),
        ("x", ".ris", 0, 0, "a bibliography cannot have the suffix “.ris”"),
        ("[]".encode("utf-16"), ".json", 1, 1, "the file is in UTF-16"),
        ('[\n{"id": "é'.encode() + b'\xe9"}]', ".json", 2, 10, "the byte 0xe9 here is not UTF-8"),
        (b"@book{a,\n title={\xe9}}", ".bib", 2, 9, "the byte 0xe9 here is not UTF-8"),
        (" " * (32 * 1024 * 1024 + 1), ".json", 0, 0, "larger than 32 MiB"),
        ("3", ".json", 1, 1, "not CSL JSON"),
        ("<html></html>", ".json", 1, 1, "not CSL JSON"),
        (BOOK, ".json", 1, 1, "this file has no list of sources"),
        ('{"items": {}}', ".json", 1, 1, "this file has no list of sources"),
        ('{"a" 1}', ".json", 1, 6, "a colon is missing"),
        (f"[{BOOK},\n]", ".json", 1, 29, "there is a comma before"),
        (f"[{BOOK}\n{BOOK}]", ".json", 2, 1, "a comma or ] is missing"),
        (f"[{BOOK}", ".json", 1, 29, "a comma or ] is missing"),
        ('[\n{"id": "a\n', ".json", 2, 8, "Unterminated string"),
        ('[{"id": "\\x"}]', ".json", 1, 10, "escape"),
        ("[{id: 1}]", ".json", 1, 3, "property name"),
        ("[] []", ".json", 1, 4, "there is text after the last bracket"),
        ("[" * 100_000, ".json", 1, 2, "nested too deeply"),
        ("just text", ".yaml", 0, 0, "this file has no list of sources"),
        ("a: 1\nb: {references: []}", ".yaml", 0, 0, "this file has no list of sources"),
        ("- id: a\n\ttype: b", ".yaml", 2, 1, "tab"),
        ("- id: a\n  title: a: b\n", ".yaml", 2, 11, "mapping values"),
        ("- id: a\n  title: *x y*\n", ".yaml", 2, 13, "not valid YAML"),
        ("just text", ".bib", 0, 0, "this bibliography has no entries"),
        ("<html>a@b.org</html>", ".bib", 0, 0, "this bibliography has no entries"),
    ],
)
def test_what_cannot_be_read_is_refused(
    text: str | bytes, suffix: str, line: int, column: int, message: str
) -> None:
    where = refused(text, suffix)
    assert message in where[2]
    assert where[:2] == (line, column)


def test_a_byte_order_mark_is_no_text() -> None:
    for suffix, text in ((".json", f"[{BOOK}]"), (".yaml", f"- {BOOK}"), (".bib", "@book{a,}")):
        found = of(b"\xef\xbb\xbf" + text.encode(), suffix)
        assert list(found.entries) == ["a"]
        assert found.defects == ()


def test_line_ends_may_be_any() -> None:
    text = '[\r\n{"id": "a",\r"type": "?"}]'
    assert told(of(text)) == [(3, 1, "the type “?” is unknown: the source is treated as a document")]


Told = list[tuple[int, int, str]]


@pytest.mark.parametrize(
    ("text", "keys", "expected"),
    [
        (
            f'[1,\n"a", null,\n[], {BOOK}]',
            ["a"],
            [
                (line, column, "this entry of the list is not a source")
                for line, column in ((1, 2), (2, 1), (2, 6), (3, 1))
            ],
        ),
        ('[\n{"type": "book"}]', [], [(2, 1, "this source has no key, so it cannot be cited")]),
        (f"[{BOOK},\n{BOOK}]", ["a"], [(2, 1, "a second source has the key “a”")]),
        (
            '[{"id": 1, "type": "sculpture"},\n{"id": 2, "type": 3}, {"id": 3}]',
            ["1", "2", "3"],
            [
                (1, 12, "the type “sculpture” is unknown: the source is treated as a document"),
                (2, 11, "the type “3” is unknown: the source is treated as a document"),
                (2, 23, "the source “3” has no type and is treated as a document"),
            ],
        ),
        (
            '[{"id": "a", "type": "book",\n "author": "UNICEF",\n "editor": [3, {}, {"family": ["x"]}]}]',
            ["a"],
            [
                (2, 2, "“author” is not a list of names"),
                (3, 2, "“editor” has a text where a name belongs: “3”"),
                (3, 2, "“editor” has an empty name"),
                (3, 2, "“editor” has a name whose family is not a text"),
                (3, 2, "“editor” has an empty name"),
            ],
        ),
        (
            '[{"id": "a", "type": "book", "title": true, "volume": 3,\n "publisher": {"x": [1]}}]',
            ["a"],
            [(1, 30, "“title” is not a text"), (2, 2, "“publisher” is not a text")],
        ),
        (
            '[{"id": "a", "type": "book",\n "title": "x\\u0000y\\ud800z"}]',
            ["a"],
            [(2, 2, "“title” has characters that cannot be printed")],
        ),
        (
            '[{"id": "a", "type": "book", "title": "x",\n "title": "y"}]',
            ["a"],
            [(1, 30, "“title” is given twice")],
        ),
        (
            '[{"itemType": "book", "key": "A"}]',
            [],
            [
                (1, 3, "this item is in Zotero's own format, not in CSL"),
                (1, 2, "this source has no key, so it cannot be cited"),
            ],
        ),
    ],
)
def test_json_is_told_at_its_line(text: str, keys: list[str], expected: Told) -> None:
    found = of(text)
    assert list(found.entries) == keys
    assert told(found) == expected


@pytest.mark.parametrize(
    ("text", "keys", "expected"),
    [
        ("- a\n- id: b\n  type: book\n", ["b"], [(1, 3, "this entry of the list is not a source")]),
        ("- id: a\n  type: book\n  id: b\n", ["a"], [(3, 3, "“id” is given twice")]),
        ("- id: a\n  type: book\n  ? [x]\n  : y\n", ["a"], [(3, 5, "this is not the name of a field")]),
        (
            "x: &x [1, 2]\nreferences:\n- id: a\n  type: book\n  title: *x\n",
            ["a"],
            [(5, 10, "YAML aliases (*) are not supported")],
        ),
        (
            "- id: a\n  type: book\n  issued: 2018-99\n",
            ["a"],
            [(3, 3, "“issued” is not a date: “2018-99”")],
        ),
        (
            f"- id: a\n  type: book\n  x: {'[' * 20}{']' * 20}\n",
            ["a"],
            [(3, 11, "this value is nested too deeply, or too large, to be kept")],
        ),
        (
            "- id: a\n  type: book\n  title: x\x07y\n",
            ["a"],
            [(3, 1, "the bibliography has characters that cannot be printed")],
        ),
    ],
)
def test_yaml_is_told_at_its_line(text: str, keys: list[str], expected: Told) -> None:
    found = of(text, ".yaml")
    assert list(found.entries) == keys
    assert told(found) == expected


@pytest.mark.parametrize(
    ("text", "keys", "expected"),
    [
        (
            "@book{a, title={x}\n\n@book{b, title={y}}",
            ["b"],
            [(1, 1, "this entry cannot be read: Unexpected block start")],
        ),
        (
            "@book{b, title={y}}\n  @book{a, title={x",
            ["b"],
            [(2, 3, "this entry cannot be read: Unexpectedly reached end of file")],
        ),
        ("@book{, title={x}}", [], [(1, 1, "this source has no key, so it cannot be cited")]),
        (
            "@book{a, title={x}}\n@book{a, title={y}}",
            ["a"],
            [(2, 1, "a second source has the key “a”")],
        ),
        ("@book{a, title={x},\n title={y}}", ["a"], [(1, 10, "“title” is given twice")]),
        (
            "@book{a,\n title={x}\n year=2000}",
            ["a"],
            [(2, 2, "there is an error after “title”")],
        ),
        (
            "@book{a,\n title=foo}",
            ["a"],
            [(2, 2, "the abbreviation “foo” in “title” is not defined")],
        ),
        (
            "@sculpture{a, title={x}}",
            ["a"],
            [(1, 1, "the type “sculpture” is unknown: the source is treated as a document")],
        ),
        ("@book{a,\n date={2018-13-45}}", ["a"], [(2, 2, "“issued” is not a date: “2018-13-45”")]),
        (
            "@book{a, year=2018, month=feb, day=31}",
            ["a"],
            [(1, 1, "“issued” is not a date: “31 feb 2018”")],
        ),
        (
            "@book{a,\n author={A, B, C, D, E}}",
            ["a"],
            [(2, 2, "“author” has a name that BibTeX cannot read: “A, B, C, D, E” (Too many commas)")],
        ),
        (
            "@book{a, crossref={b}}\n@book{b,\n crossref={a}}",
            ["a", "b"],
            [(3, 2, "“crossref” names “a”, which leads back to this entry or through too many others")],
        ),
        (
            "@book{a,\n xdata={b}}",
            ["a"],
            [(2, 2, "“xdata” refers to “b”, which is not in this file")],
        ),
    ],
)
def test_bibtex_is_told_at_its_line(text: str, keys: list[str], expected: Told) -> None:
    found = of(text, ".bib")
    assert list(found.entries) == keys
    assert [(line, column) for line, column, _ in told(found)] == [place[:2] for place in expected]
    for (*_, said), (*_, begins) in zip(told(found), expected, strict=True):
        assert said.startswith(begins)


def test_what_to_write_has_the_type_of_the_entry() -> None:
    (defect,) = of("@article{, title={x}}", ".bib").defects
    assert help_line(defect) == "write @article{key, …}"


def test_the_first_of_two_counts_and_is_shown() -> None:
    found = of('[{"id": "a", "type": "book"},\n\n{"id": "a", "type": "song"}]')
    (defect,) = found.defects
    assert found.entries["a"].type == "book"
    assert [(source_span(other.span).line, message(other)) for other in defect.related] == [
        (1, "the first source is here")
    ]


def test_what_is_wrong_is_kept_as_text() -> None:
    text = (
        '[{"id": "a", "type": "book", "title": false, "publisher": {"x": [1]}, "author": "UNICEF", '
        '"issued": {"date-parts": [[2018, 2, 30]]}, "accessed": "2018-99"}]'
    )
    entry = of(text).entries["a"]
    assert dict(entry.fields) == {"title": "false", "publisher": '{"x": ["1"]}'}
    assert entry.names["author"] == (Name(literal="UNICEF"),)
    assert entry.dates["issued"] == Date(literal="2018-2-30")
    assert entry.dates["accessed"] == Date(literal="2018-99")


def test_an_unknown_type_is_kept_beside_the_one_it_acts_as() -> None:
    entry = of('[{"id": "a", "type": "sculpture"}]').entries["a"]
    assert (entry.type, dict(entry.fields)) == ("document", {"type": "sculpture"})


def test_a_missing_comma_loses_no_field() -> None:
    entry = of("@book{a, title={x}\n year=2000\n author = {Woolf, Virginia}}", ".bib").entries["a"]
    assert entry.fields["title"] == "x"
    assert entry.dates["issued"] == Date((2000,))
    assert entry.names["author"] == (Name("Woolf", "Virginia"),)


@pytest.mark.parametrize("suffix", [".json", ".yaml", ".bib"])
def test_code_in_a_field_is_text(suffix: str) -> None:
    code = "<script>alert(1)</script> {{ config }} {% for x in y %} &lt; <a href='javascript:1'>"
    texts = {
        ".json": f'[{{"id": "a", "type": "book", "title": "{code}"}}]',
        ".yaml": f'- id: a\n  type: book\n  title: "{code}"\n',
        ".bib": f"@book{{a, title = {{{code}}}}}",
    }
    title = of(texts[suffix], suffix).entries["a"].fields["title"]
    without_braces = " ".join(code.replace("{", "").replace("}", "").split())  # to LaTeX they are no text
    assert title == (without_braces if suffix == ".bib" else code)


@pytest.mark.parametrize("loader", ["C", "Python"])
def test_no_tag_of_yaml_is_given_a_meaning(loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if loader == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    text = (
        "- !!python/object/apply:sys.exit [1]\n"
        "- id: !!python/name:os.system a\n  type: book\n  title: !!binary aGVsbG8=\n"
    )
    found = of(text, ".yaml")
    assert told(found) == [(1, 3, "this entry of the list is not a source")]
    assert found.entries["a"].fields["title"] == "aGVsbG8="


def test_the_library_that_splits_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    of("@book{a, title={x}\n@book{b, title={y}}", ".bib")
    assert capfd.readouterr() == ("", "")


def test_json_imports_no_other_format() -> None:
    code = (
        "import sys; from toolchain.citations.bibliography import read; read(b'[]', 'x', '.json');"
        "print(*sorted({'yaml', 'bibtexparser', 'pylatexenc'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == ""


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("[1]", ".json"),
        ('[{"type": "book"}]', ".json"),
        (f"[{BOOK}, {BOOK}]", ".json"),
        ("- a", ".yaml"),
        ("@book{a, title={x", ".bib"),
        ("@book{, title={x}}", ".bib"),
        ("@book{a,}@book{a,}", ".bib"),
    ],
)
def test_a_lost_entry_is_an_error(text: str, suffix: str) -> None:
    assert {defect.severity for defect in of(text, suffix).defects} == {Severity.ERROR}


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ('[{"id": "a", "type": "sculpture", "issued": "2018-99", "author": "x", "title": true}]', ".json"),
        ("- id: a\n  type: book\n  issued: 2018-99\n  id: b\n", ".yaml"),
        ("@sculpture{a, title = {\\foo}, date = {2018-99}, crossref = {b}, note = x}", ".bib"),
    ],
)
def test_an_entry_that_is_kept_is_worth_a_warning(text: str, suffix: str) -> None:
    found = of(text, suffix)
    assert list(found.entries) == ["a"]
    assert {defect.severity for defect in found.defects} == {Severity.WARNING}
