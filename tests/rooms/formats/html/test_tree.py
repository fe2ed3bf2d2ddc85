"""The tree of a page: that of the standard, its places, and where a page ends that has no end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.said import saying
from toolchain.formats.html.tree import Page, parsed, still_open
from toolchain.model.diagnostics import Failure

CASES = Path(__file__).parents[3] / "cases" / "html5lib"


class Case(NamedTuple):
    """A source, and the elements and texts that the standard makes of it, each with its depth."""

    source: str
    tree: tuple[tuple[int, str], ...]


def cases(text: str) -> Iterator[Case]:
    """Return the cases of whole documents in a file of html5lib-tests."""
    for block in re.split(r"(?m)^#data\n", f"\n{text}")[1:]:
        source, _, rest = block.partition("\n#errors\n")
        if "#document-fragment" in rest or "#script-on" in rest or "|   content" in rest:
            continue
        lines = re.split(r"(?m)^\| ", rest.partition("#document\n")[2].strip("\n") + "\n")[1:]
        yield Case(source, tuple(entry for line in lines if (entry := entry_of(line.removesuffix("\n")))))


def entry_of(line: str) -> tuple[int, str] | None:
    """Return an element or text of a case, None for an attribute or a comment."""
    said = line.lstrip(" ")
    depth = (len(line) - len(said)) // 2
    if said.startswith('"'):
        return depth, repr(said[1:-1])
    if found := re.fullmatch(r"<(?:svg |math )?([^!? >]+)>", said):
        return depth, found[1].lower()
    return None


def tree_of(page: Page) -> tuple[tuple[int, str], ...]:
    """Return the elements and texts of a page in order, each with its depth."""
    made = [((each.first, 1, each.index), (each.depth, each.tag)) for each in page.elements]
    for number, text in enumerate(page.texts):
        made.append(((number, 2, 0), (page.elements[text.owner].depth + 1, repr(text.text))))
    return tuple(entry for _, entry in sorted(made))


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.dat")))
def test_a_page_has_the_tree_of_the_standard(name: str) -> None:
    every = list(cases((CASES / f"{name}.dat").read_text(encoding="utf-8")))
    assert len(every) > 1
    plain = [parsed(case.source, "x.html", located=False) for case in every]
    located = [parsed(case.source, "x.html") for case in every]
    assert [case.source for case, page in zip(every, plain, strict=True) if tree_of(page) != case.tree] == []
    whole = [(case, page) for case, page in zip(every, located, strict=True) if page.unfinished is None]
    assert [case.source for case, page in whole if tree_of(page) != case.tree] == []


def test_what_only_looks_like_a_tag_is_no_text() -> None:
    page = parsed("<p>a<![if !x]>b<?xml y?>c<!-- d --></p>", "x.html")
    assert [each.text for each in page.texts] == ["a", "b", "c"]
    assert [(each.text, each.at) for each in page.comments] == [(" d ", 25)]


def test_an_element_without_a_tag_is_where_the_one_before_it_is() -> None:
    page = parsed("<title>T</title><table><tr><td>x", "x.html")
    assert [(each.tag, each.at) for each in page.elements] == [
        ("html", 0), ("head", 0), ("title", 0), ("body", 7), ("table", 16), ("tbody", 16),
        ("tr", 23), ("td", 27),
    ]  # fmt: skip


def test_line_ends_of_other_systems_move_no_place() -> None:
    for end in ("\n", "\r\n", "\r"):
        page = parsed(f"<p>a{end}b</p>{end}<p>c", "x.html")
        assert [(each.text, each.at) for each in page.texts] == [("a\nb", 3), ("\n", 10), ("c", 14)]


def test_drawings_have_names_in_small_letters() -> None:
    page = parsed('<svg viewBox="0 0 1 1"><feImage XLINK:HREF="a"/></svg><p>', "x.html")
    drawn = [each for each in page.elements if each.foreign]
    assert [(each.tag, dict(each.given)) for each in drawn] == [
        ("svg", {"viewbox": "0 0 1 1"}), ("feimage", {"xlink:href": "a"}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "what", "at"),
    [
        ("<p>a<a href='x", "<a", 4),
        ("<p>a<a href=x", "<a", 4),
        ('<p>a<a title="a > b', "<a", 4),
        ("<p>it's</p><b>c</b><i", "<i", 19),
        ("<p>a</di", "a tag", 4),
        ("<p>a<!-- b <i>c</i>", "a comment", 4),
        ("<!-- it's --><p>a<!doct", "a tag", 17),
        ("<p>a<script>b", "<script>", 12),
        ("<p>a<style>", "<style>", 11),
        ("<title>a<p>b", "<title>", 7),
    ],
)  # fmt: skip
def test_a_page_that_ends_inside_something(source: str, what: str, at: int) -> None:
    unfinished = parsed(source, "x.html").unfinished
    assert unfinished
    assert (unfinished.text, unfinished.at) == (what, at)


@pytest.mark.parametrize(
    ("source", "tag"),
    [
        ("<div><p>a</div>", None),
        ("<div><p>a", "div"),
        ("<p><b>a", "b"),
        ("<p>a <b>b<p>c", None),  # a browser opens the second one by itself
        ("<table><tr><td>a", "table"),
        ("<ul><li>a", "ul"),
        ("<p>a < b & c", None),
    ],
)
def test_what_is_open_where_a_page_ends(source: str, tag: str | None) -> None:
    page = parsed(source, "x.html")
    found = still_open(page)
    assert (found.tag if found else None, page.unfinished, page.closed) == (tag, None, False)


@pytest.mark.parametrize("tag", ["</body>", "</HTML >"])
def test_a_page_that_says_its_end(tag: str) -> None:
    assert parsed(f"<p>a{tag} <!-- b -->", "x.html").closed


def test_a_page_of_which_too_much_would_be_made() -> None:
    """Formatting is opened again in each block: 20 kB here would be a million elements."""
    fonts = "".join(f"<font size={number}>" for number in range(1_000))
    with pytest.raises(Failure, check=saying("more than 100,000 elements")):
        parsed(f"<p>{fonts}{'<p>x' * 1_000}", "x.html", 100_000)
    with pytest.raises(Failure, check=saying("more than 3 elements")):
        parsed("<p>a", "x.html", 3)
    parsed(f"{'<p><font size=2>a <b>b</b></font></p>' * 2_000}", "x.html", 100_000)
