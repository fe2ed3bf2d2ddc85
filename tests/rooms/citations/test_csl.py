"""Styles of CSL: what they print, what is said of their parts, and files that are broken or hostile.

The styles in tests/cases/csl are of these tests; what they should print follows from CSL 1.0.2.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.support.citing import entry, shown
from toolchain.citations.csl import load_csl
from toolchain.citations.csl.marks import END as NOCASE_END
from toolchain.citations.csl.marks import NOCASE, cased
from toolchain.citations.csl.style import CslStyle
from toolchain.citations.style.cite import Cite, Part
from toolchain.model.diagnostics import Failure, SourceSpan
from toolchain.reports.sentences import message

CASES = Path(__file__).parents[2] / "cases" / "csl"
NOTE = (CASES / "note.csl").read_text(encoding="utf-8")
BOOK = entry(
    {"type": "book", "title": "The law of evidence", "author": ["Bano, Saira", "Khan, Ali"],
     "issued": [2019, 3, 5], "publisher": "Example Press", "edition": "2"}
)  # fmt: skip
CODE = entry({"type": "legislation", "title": "Penal Code"})
PAPER = entry(
    {"type": "article-journal", "title": "On <i>R v B</i> & <b", "container-title": "Journal",
     "editor": ["Roe, Ann"], "issued": [[2019, 5], [2019, 7]], "language": "fr",
     "URL": "https://example.org/a_(b)"}
)  # fmt: skip


def style(name: str = "note", lang: str = "en") -> CslStyle:
    return load_csl((CASES / f"{name}.csl").read_bytes(), f"{name}.csl", lang)


def printed(cite: Cite, lang: str = "en", name: str = "note") -> str:
    return shown(style(name, lang).citation([cite], True))


POSITIONS = {
    "first": (Cite(BOOK, "first", label="page", locator="4-6"),
        "Saira Bano and Ali Khan, *The Law of Evidence*, (Example Press, 5 March 2019), pp. 4–6"),
    "near": (Cite(BOOK, "subsequent", first_note="3", distance=2, label="page", locator="7"),
        "Bano and Khan, p. 7"),
    "far": (Cite(BOOK, "subsequent", first_note="3", distance=3, label="article", locator="5"),
        "Bano and Khan, (n {3}), art. 5"),
    "ibid": (Cite(BOOK, "ibid", first_note="3", distance=1), "Ibid."),
    "ibid elsewhere": (Cite(BOOK, "ibid-with-locator", distance=1, label="paragraph", locator="1, 4"),
        "Ibid., paras 1, 4"),
    "words around": (Cite(BOOK, "ibid", prefix="see", suffix=", on shelters"), "see Ibid., on shelters"),
    "the title for an author, once": (Cite(CODE, "first", label="section", locator="5"),
        "‘Penal Code’, sect. 5"),
    "no author wanted": (Cite(BOOK, "first", author=False),
        "*The Law of Evidence*, (Example Press, 5 March 2019)"),
    "markup is text": (Cite(PAPER, "first"),
        "Ann Roe, ed., ‘On *R v B* & <b’, *Journal*, (May 2019–July 2019), [https://example.org/a_(b)]"),
}  # fmt: skip


@pytest.mark.parametrize(("cite", "text"), POSITIONS.values(), ids=POSITIONS)
def test_a_citation_is_printed_by_its_position(cite: Cite, text: str) -> None:
    assert printed(cite) == text


def test_words_are_those_of_the_document() -> None:
    first = Cite(BOOK, "first", label="page", locator="4-6")
    assert printed(first, "fr") == (
        "Saira Bano et Ali Khan, *The law of evidence*, (Example Press, 5 mars 2019), p. 4–6"
    )
    assert printed(Cite(CODE, "first"), "fr") == "«\u00a0Penal Code\u00a0»"


def test_titles_in_another_language_are_marked() -> None:
    assert {part.lang for part in style().citation([Cite(PAPER, "first")], True)} == {"", "fr"}
    assert {part.lang for part in style(lang="fr").citation([Cite(PAPER, "first")], True)} == {""}


def test_the_list_of_sources() -> None:
    assert shown(style("author-date").entry(BOOK)).removesuffix(".") == (
        "Bano, S. and Khan, A. 2019. *The law of evidence*. 2nd ed"
    )
    assert shown(style("author-date").entry(CODE)).removesuffix(".") == "*Penal Code*"


def test_brackets_are_around_the_whole_citation() -> None:
    assert style("author-date").around == ("(", ")")
    cites = [Cite(BOOK, "first", label="page", locator="4"), Cite(CODE, "first")]
    assert shown(style("author-date").citation(cites, True)) == "Bano & Khan 2019, p. 4; Penal Code n.d."


def test_a_part_that_is_not_supported_is_named_with_its_line() -> None:
    found = style("author-date").ignored
    lines = (CASES / "author-date.csl").read_text(encoding="utf-8").splitlines()
    parts = {'font-variant="small-caps"', 'disambiguate-add-year-suffix="true"'}
    assert len(found) == len(parts)
    for finding in found:
        assert isinstance(finding.span, SourceSpan)
        assert any(part in message(finding) and part in lines[finding.span.line - 1] for part in parts)
        assert finding.rule.code == "S031"
    assert not style().ignored
    assert [message(each).count("ordinal") for each in style("author-date", "fr").ignored] == [0, 0, 1]


def broken(old: str, new: str) -> bytes:
    assert NOTE.count(old)
    return NOTE.replace(old, new, 1).encode()


BILLION = '<!DOCTYPE style [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n<style '
OUTSIDE = '<!DOCTYPE style [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<style '
CIRCLE = ('<text variable="title" quotes="true"/>', '<text macro="title"/>')
UNUSABLE = {
    "not XML": (b"<style", 1, ""),
    "nothing": (b"", 1, ""),
    "another kind of file": (b"<html/>", 1, ""),
    "an element of no style": (broken("<substitute>", "<prize/><substitute>"), 12, "prize"),
    "entities": (broken("<style ", BILLION), 1, "document type"),
    "a file of the computer": (broken("<style ", OUTSIDE), 1, "document type"),
    "a macro that is missing": (broken('macro="title"', 'macro="titel"'), 14, "titel"),
    "a circle": (broken(*CIRCLE), 24, "'title' calls itself"),
    "a circle of two": (broken('<text variable="locator"/>', '<text macro="short"/>').replace(
        b'<text variable="title" form="short" font-style="italic"/>', b'<text macro="locator"/>'
    ), 37, "'short' calls itself"),
    "numbers of a list": ((CASES / "numeric.csl").read_bytes(), 10, "numbered list"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "line", "words"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_style_that_cannot_be_used(data: bytes, line: int, words: str) -> None:
    with pytest.raises(Failure) as failed:
        CslStyle(data, "mine.csl", "en")
    (finding,) = failed.value.findings
    assert finding.rule.code == "S012"
    assert isinstance(finding.span, SourceSpan)
    assert finding.span.line == line
    assert words in message(finding)


ENDLESS = {
    "macros that double": ('<macro name="author">', "".join(
        f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>' for n in range(40)
    ) + '<macro name="m40"><text value="a"/></macro><macro name="unused"><text macro="m0"/></macro>'
        '<macro name="author"><text macro="m0"/></macro><macro name="other">'),
    "a text that grows": ("<substitute>", '<substitute><text value="{}"/>'.format("a" * 300_000)),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), ENDLESS.values(), ids=ENDLESS)
def test_a_style_that_never_ends_is_refused(old: str, new: str) -> None:
    hostile = CslStyle(broken(old, new), "mine.csl", "en")
    with pytest.raises(Failure) as failed:
        hostile.citation([Cite(CODE, "first")], True)
    assert failed.value.findings[0].rule.code == "S012"


CASED = {
    "the rights of the child: a view from below": "The Rights of the Child: A View from Below",
    "rights in UNICEF's words": "Rights in UNICEF's Words",
    f"an {NOCASE}iPhone{NOCASE_END} law": f"An {NOCASE}iPhone{NOCASE_END} Law",
}


def test_cases_of_titles() -> None:
    for text, title in CASED.items():
        assert cased(text, "title", english=True) == title
        assert cased(text, "title", english=False) == text
    assert cased("children in Lahore", "sentence", english=True) == "Children in Lahore"
    assert cased("CHILDREN OF WAR", "sentence", english=True) == "Children of war"
    assert cased(f"{NOCASE}iOS{NOCASE_END}", "uppercase", english=True) == f"{NOCASE}iOS{NOCASE_END}"


def test_a_style_of_american_english_has_its_stops_inside() -> None:
    data = broken('default-locale="en-GB"', 'default-locale="en-US"')
    title: dict[str, Any] = {"type": "chapter", "title": "The “law”", "publisher": "P"}
    printed = CslStyle(data, "us.csl", "en").citation([Cite(entry(title), "first")], True)
    assert shown(printed) == "“The ‘law,’” (P)"


def test_the_number_of_a_note_is_a_part_of_its_own() -> None:
    far = Cite(BOOK, "subsequent", first_note="3", distance=9)
    assert Part("3", note=True) in style().citation([far], True)
