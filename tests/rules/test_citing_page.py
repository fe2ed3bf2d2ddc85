"""The page on styles is true: its style prints what it shows, and its tables have all names there are."""

import re

from tests.support.citing import ROOT, entry, shipped, shown
from toolchain.citations.style import load_style
from toolchain.citations.style.cite import Cite
from toolchain.citations.style.tools import Tools
from toolchain.citations.style.views import READABLE, WORKED_OUT, Source
from toolchain.citations.style.words import words_for

PAGE = (ROOT / "docs/citing.md").read_text(encoding="utf-8")
CODE = {"type": "legislation", "author": ["Government of Pakistan"], "issued": [1860], "title": "Penal Code"}
BOOK = {
    "type": "book",
    "author": ["Endicott, Timothy"],
    "issued": [2011],
    "title": "Administrative Law",
    "edition": "2",
    "publisher": "OUP",
    "publisher-place": "Oxford",
}


def section(heading: str) -> str:
    return PAGE.partition(f"\n### {heading}\n")[2].partition("\n### ")[0]


def test_the_style_on_the_page_prints_what_it_shows() -> None:
    template = re.search(r"^```jinja\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    expected = re.search(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert template
    assert expected
    style = load_style(template[1], "docs/citing.md", "en")
    cites = [
        Cite(entry(CODE), "first", label="page", locator="45"),
        Cite(entry(BOOK), "first", label="page", locator="45"),
        Cite(entry(BOOK), "ibid-with-locator", label="page", locator="45"),
    ]
    assert [shown(style.citation([cite], True)) for cite in cites] == expected[1].splitlines()


def test_the_styles_print_what_the_table_shows() -> None:
    book = entry(BOOK | {"issued": [2009], "edition": "1"})
    pakistan = entry(CODE | {"author": ["Pakistan"]})
    printed = {
        "un": [(pakistan, "first", "article", "375"), (pakistan, "subsequent", "article", "375"),
               (pakistan, "ibid-with-locator", "article", "377")],
        "author-date-note": [(entry(CODE), "first", "article", "375"),
                             (entry(CODE), "ibid-with-locator", "article", "377")],
        "oscola": [(book, "first", "page", "45"), (book, "subsequent", "page", "47"),
                   (book, "ibid-with-locator", "page", "47")],
    }  # fmt: skip
    for name, cites in printed.items():
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}`"))
        for source, position, label, locator in cites:
            cite = Cite(source, position, label=label, locator=locator, first_note="12")  # type: ignore[arg-type]
            text = shown(shipped(name).citation([cite], True)).replace("{", "").replace("}", "")
            assert f"| {text} |" in row


def test_every_function_is_described() -> None:
    described = set(re.findall(r"`([a-z_]+)\(", section("Functions")))
    assert described >= set(Tools(words_for("en")).functions())


def test_every_term_is_named() -> None:
    assert set(re.findall(r"`([a-z_]+)`", section("Functions"))) >= set(words_for("en").terms)


def test_all_that_a_template_can_read_is_described() -> None:
    assert {f"`c.{name}`" for name in READABLE} <= set(re.findall(r"`c\.\w+`", section("The citation, `c`")))
    source = Source(entry(CODE), words_for("en"), author=True)
    for name in re.findall(r"`s\.(\w+)`", section("The source, `s`")):
        source.read(name)
    named = set(re.findall(r"`s\.(\w+)`", section("The source, `s`")))
    assert named >= set(WORKED_OUT)
