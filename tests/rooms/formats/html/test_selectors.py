"""What a page's selectors select, and what they load: known, known not to, or not known."""

from __future__ import annotations

import pytest
from tinycss2 import parse_component_value_list

from toolchain.formats.html.selectors import Node, Steps, selectors
from toolchain.formats.html.styles import declarations, loaded

_STEPS = Steps()
_HTML = Node("html", {"lang": "en-GB"}, None, _STEPS)
_DIV = Node("div", {"class": "a b", "id": "d"}, _HTML, _STEPS)
LINK = Node("a", {"href": "#x", "class": "c", "data-x": "one two"}, _DIV, _STEPS)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("a", True), ("A", True), ("*", True), (".c", True), (".C", False), ("#d a", True), ("#d > a", True),
        ("html > a", False), ("html a", True), (".a.b a", True), (":root a", True), ("a:root", False),
        ("[data-x]", True), ("[data-x~=two]", True), ("[data-x^='one']", True), ("[data-x=one]", False),
        ("a:link", True), ("div:any-link", False), (":lang(en)", True), (":lang(fr)", False),
        ("a:not(.c)", False), ("a:not(.d)", True), (":is(p, a)", True), (":where(p, div) a", True),
        ("a:not(:hover)", True), ("p + a", None), ("div ~ a", None), ("p:nth-child(2)", False),
        ("a:nth-child(2)", None), ("a:has(b)", None), ("a:read-only", None), ("p:read-only", False),
        (":lang(a (b))", None), (":lang(a {b})", None), ("a:nth-child(+)", None),
    ],
)  # fmt: skip
def test_what_is_selected(text: str, answer: bool | None) -> None:
    (selector,) = selectors(parse_component_value_list(text))
    assert selector.matches(LINK) is answer


@pytest.mark.parametrize(
    "text",
    ["a:hover", "a::before", "a::-webkit-x", "a:-moz-x", "input:placeholder-shown", "a >", "", "a..b", "|"],
)
def test_what_is_left_out(text: str) -> None:
    assert selectors(parse_component_value_list(text)) == []


def test_no_selector_takes_more_than_its_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """`q div div … a`: in a page that is deep, the ways to match grow with a power of its depth."""
    monkeypatch.setattr("toolchain.formats.html.selectors._MOST_STEPS", 100_000)
    node = _HTML
    steps = Steps()
    for _ in range(300):
        node = Node("div", {}, node, steps)
    (selector,) = selectors(parse_component_value_list(f"q {'div ' * 40}div"))
    assert selector.matches(node) is None


@pytest.mark.parametrize(
    ("css", "loads"),
    [
        ("a { b: url(c) }", [(7, "url()", "c")]),
        ("\na { b: url( 'c' ) }", [(8, "url()", "c")]),
        ("a { b: u\\72l(c) }", [(7, "url()", "c")]),
        ("@import 'c';", [(0, "@import", "c")]),
        ("@import url(c) print;", [(0, "@import", "c")]),
        ("a { b: image-set('c' 1x, url(d) 2x) }", [(7, "url()", "c"), (25, "url()", "d")]),
        ("@media print { a { b: url(c) } }", [(22, "url()", "c")]),
        ("/* url(c) */ a { b: 'url(c)' }", []),
        ("@namespace svg url(http://www.w3.org/2000/svg);", []),
        ("a { b: url() }", []),
    ],
)
def test_what_is_loaded(css: str, loads: list[tuple[int, str, str]]) -> None:
    assert [tuple(each) for each in loaded(css) if each.address] == loads


@pytest.mark.parametrize(
    ("css", "declared"),
    [
        ("color: red; margin: 0", {"color": "red"}),
        ("COLOR: red !important", {"color": "red!"}),
        ("--A: 'x;y'; color: /* b */ var(--A)", {"--A": "'x;y'", "color": "var(--A)"}),
        ("color: red; & b { color: blue }", {}),
        ("color red; background: url(a;b)", {"background": "url(a;b)"}),
    ],
)
def test_what_is_declared(css: str, declared: dict[str, str]) -> None:
    assert {name: value.replace('"', "'") for name, value in declarations(css).items()} == declared
