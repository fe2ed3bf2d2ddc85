"""What a hand or a fault does to a page is noticed, with its code and its place."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tests.broken.cases import Case, against_source
from tests.support.pages import RICH, Submission, html, read


class Mutation(NamedTuple):
    """What is replaced in the page (a regular expression) and what must be found: (code, place, words)."""

    what: str
    pattern: str
    by: str
    found: tuple[tuple[str, str, str], ...]


def one(what: str, pattern: str, by: str, code: str, place: str, words: str) -> Mutation:
    return Mutation(what, pattern, by, ((code, place, words),))


PARAGRAPH = r'<div class="numbered" id="paragraph-1">.*?</div>\n'
NOTE = r'<li class="note" id="note-2">.*?</li>\n'
CELL = "the table “Table 1 Laws with notes”, row 2, cell 2"
MUTATIONS = [
    one("a paragraph dropped", PARAGRAPH, "",
        "D906", "after the heading “I. Context”", "paragraph 1 is missing: “1. The first"),
    one("a paragraph hidden", r'<div class="numbered" id="paragraph-1"', r"\g<0> hidden",
        "D906", "after the heading “I. Context”", "paragraph 1 is missing: “1. The first"),
    one("a paragraph added", r'<h2 id="section-1"', r"<p>New.</p>\g<0>",
        "D906", "the beginning", "this text is not in the source: “New.”"),
    one("a paragraph moved", rf"({PARAGRAPH})(.*?)(<h3)", r"\2\1\3",
        "D906", "paragraph 1", "paragraph 1 is in another place, after item (c)"),
    one("a word changed", "over.a line", "over the line",
        "D906", "paragraph 1", "paragraph 1 reads “…[3] It goes on over the line, and has"),
    one("a space lost", "over.a line", "overa line", "D906", "paragraph 1", "goes on overa line"),
    one("a number changed", r">2\.</a>", ">3.</a>",
        "D906", "paragraph 2", "paragraph 2 is shown with the number 3"),
    one("a number lost", r'<a class="number"[^>]*>2\.</a> ', "",
        "D906", "the text after paragraph 1", "paragraph 2 has lost its number, 2"),
    one("the space after a number lost", r">2\.</a> ", ">2.</a>",
        "D906", "the text after paragraph 1", "reads “2.It prohibits:”, but in the source “2. It"),
    one("a letter changed", r">\(b\)</a>", ">(c)</a>",
        "D906", "paragraph 2 (b)", "item (b) is shown with the number (c)"),
    one("a heading's number changed", r">I\.</span>", ">II.</span>",
        "D906", "the heading “II. Context”", "the heading “I. Context” is shown with the number II"),
    one("a heading demoted", r'<h2( id="section-1".*?)</h2>', r"<h3\1</h3>",
        "D906", "the heading “I. Context”", "has level 2, but level 1 in the source"),
    one("a heading promoted", r'<h2( id="section-1".*?)</h2>', r"<h1\1</h1>",
        "D906", "the heading “I. Context”", "has level 0, but level 1 in the source"),
    one("a heading made text", r'<h2( id="section-1".*?)</h2>', r"<p\1</p>",
        "D906", "the beginning", "is shown as a text, not as a heading"),
    one("a heading's level said otherwise", r'<h2 id="section-1"', r'\g<0> aria-level="4"',
        "D906", "the heading “I. Context”", "has level 3, but level 1 in the source"),
    one("the heading of the notes lost", r'<h2 id="notes">.*?</h2>', "",
        "D906", "after annex II, paragraph 1", "the heading “Notes” is missing"),
    one("a reference redirected", r'<a href="#paragraph-1"', '<a href="#paragraph-2"',
        "D906", "paragraph 3", "the link “1” in paragraph 3 leads to paragraph 2, but in the source to"),
    one("a reference that leads nowhere", r'<a href="#paragraph-1"', '<a href="#p-1"',
        "D907", "paragraph 3", "a link leads to “p-1”, which does not exist"),
    one("a reference unlinked", r'<a href="#paragraph-1">(.*?)</a>', r"\1",
        "D906", "paragraph 3", "“1” in paragraph 3 is a link in the source"),
    one("a reference to a table redirected", r'href="#table-1">', 'href="#figure-1">',
        "D906", "paragraph 3", "leads to the caption “Figure 1 Cases, by kind”, but in the source to the"),
    one("a reference to a note redirected", r'<a href="#note-1"', '<a href="#note-2"',
        "D906", "paragraph 3", "the link “note 1” in paragraph 3 leads to note 2, but in the source to"),
    one("an address changed", r"https://example.org/a\?b", "https://example.com/a?b",
        "D906", "paragraph 1", "leads to https://example.com/a?b=1&c=2, but in the source to https://example.org/a"),
    one("an address unlinked", r'<a class="external"[^>]*>(.*?)</a>', r"\1",
        "D906", "paragraph 1", "“site” in paragraph 1 is a link in the source"),
    one("a link added", r"Do that\.", '<a href="#paragraph-1">Do</a> that.',
        "D906", "recommendation 2", "“Do” in paragraph 2 is a link, but not in the source"),
    one("a mark redirected", r'href="#note-2"', 'href="#note-3"',
        "D906", "paragraph 1", "the mark 2 in paragraph 1 leads to note 3"),
    one("a mark that leads to no note", r'href="#note-2"', 'href="#paragraph-3"',
        "D907", "paragraph 1", "the mark 2 does not lead to a note"),
    one("a mark's number changed", r'(id="mark-2"[^>]*>)2', r"\g<1>9",
        "D906", "paragraph 1", "has two marks.9, [3]"),
    one("a mark dropped", r'<sup><a id="mark-2".*?</sup>', "",
        "D906", "paragraph 1", "the mark 2 in paragraph 1 is missing"),
    one("a mark unlinked", r'<a id="mark-2".*?</a>', "2",
        "D906", "paragraph 1", "the mark 2 in paragraph 1 leads to no note"),
    one("a mark moved", r'( It prohibits:)(.*?)(<sup><a id="mark-2-2".*?</sup>)', r"\1\3\2",
        "D906", "paragraph 2", "a mark 2 in paragraph 2 is not in the source"),
    one("a separator lost", "<sup>,.", "<sup>", "D906", "paragraph 1", "marks.[2][3] It goes"),
    one("a way back dropped", r' <a class="placed" href="#mark-2".*?</a>', "",
        "D907", "endnote 2, in paragraph 1", "no link leads from this note to its mark 2"),
    one("a way back redirected", r'href="#mark-2"', 'href="#mark-3"',
        "D907", "endnote 2, in paragraph 1", "this note leads back to “mark-3”, which is not its mark"),
    one("a note dropped", NOTE, "",
        "D906", "after endnote 1, in the beginning", "note 2 is missing: “2 A source"),
    one("a note's words changed", r"A source, at", "The source, at",
        "D906", "endnote 2, in paragraph 1", "note 2 reads “2 The source, at"),
    one("a note's number changed", r'>2</span> A source', ">5</span> A source",
        "D906", "endnote 5", "note 2 is shown with the number 5"),
    one("two notes swapped", rf"({NOTE})({NOTE.replace('2', '3')})", r"\2\1",
        "D906", "endnote 2, in paragraph 1", "note 2 is in another place, after"),
    one("the words of two notes swapped",
        r'(>1</span> )(About it\.)(.*?>2</span> )(A source, at <.*?>\.)( <a class="placed)', r"\1\4\3\2\5",
        "D906", "endnote 2, in paragraph 1", "note 1 is shown with the number 2"),
    one("a cell emptied", ">1999<", "><", "D906", CELL, "the cell reads “”, but in the source “1999”"),
    one("a cell changed", ">1999<", ">1989<", "D906", CELL, "the cell reads “1989”, but in the source"),
    one("a cell dropped", "<td[^>]*>1999</td>", "",
        "D906", f"after {CELL[:-1]}1", "the cell “1999” is missing"),
    one("a row dropped", r"<tr><td[^>]*>Two .*?</tr>", "",
        "D906", f"after {CELL[:-1]}3", "the cell “Two & three” is missing"),
    one("a header made a cell", r"<th( scope=.col.[^>]*>Year</)th>", r"<td\1td>",
        "D906", "the table “Table 1 Laws with notes”, row 1, cell 2", "not as a column's header"),
    one("a caption lost", "<caption.*?</caption>", "",
        "D906", "after paragraph 3", "the caption “Table 1 Laws with notes[2]” is missing"),
    one("a caption changed", "Laws with", "Law with",
        "D906", "the caption of the table “Table 1 Law with notes”", "the caption reads “Table 1 Law with"),
    one("a caption's number changed", ">Table 1<", ">Table 2<",
        "D906", "the caption of the table “Table 2 Laws with notes”", "is shown with the number Table 2"),
    one("the description of a picture changed", 'alt="Two bars, one', 'alt="Two bars, two',
        "D906", "the figure “Figure 1 Cases, by kind”", "picture reads “Two bars, two of"),
    one("the description of a logo lost", 'alt="Two bars"', 'alt=""',
        "D906", "the cover", "the cover or the table of contents lacks “Two bars”"),
    one("a picture lost", r"<img [^>]*Two bars, one[^>]*>", "",
        "D906", "the caption of the figure “Figure 1 Cases, by kind”", "is shown as a text, not as"),
    one("a quotation lost", "<blockquote>.*?</blockquote>", "",
        "D906", "after the table after paragraph 3, row 1, cell 2", "the text “Quoted text.[6]” is missing"),
    one("code changed", "as it stands", "as it stood",
        "D906", "the text after recommendation 2", "the code reads “code as it stood"),
    one("an emphasis lost", "<em>first</em>", "first",
        "D906", "paragraph 1", "“first” in paragraph 1 is plain, but in the source in emphasis"),
    one("an emphasis made strong", "<em>first</em>", "<strong>first</strong>",
        "D906", "paragraph 1", "“first” in paragraph 1 is in strong emphasis, but in the source in emphasis"),
    one("an emphasis added", "It prohibits", "It <em>prohibits</em>",
        "D906", "paragraph 2", "“prohibits” in paragraph 2 is in emphasis, but in the source plain"),
    one("a word of the cover lost", "<dt>Country</dt>", "<dt></dt>",
        "D906", "the cover", "the cover or the table of contents lacks “Country”"),
    one("a fact of the cover lost", "<dd>.*?</dd>", "<dd></dd>",
        "D906", "the cover", "the cover or the table of contents lacks “Committee on the Rights of"),
    one("an entry of the contents redirected", r'(<nav.*?href="#section-)1"', r'\g<1>2"',
        "D906", "the heading “I. Context”", "the table of contents has no entry that has the words of"),
    one("an entry of the contents lost", r"<li><a href=.#section-1.>.*?</a>", "<li>",
        "D906", "the cover", "the cover or the table of contents lacks “I. Context”"),
    one("the statement on publication lost", r"<dt>Publication</dt>\s*<dd>.*?</dd>", "",
        "D906", "the cover", "lacks “This submission is confidential and may not be publish"),
    one("the title changed", r"(<h1.*?>)Report", r"\1A report",
        "A705", "", "the title is “A report with all its parts[*]”, but in the source “Report"),
    one("the title in the tab changed", "<title>Report", "<title>A report",
        "A705", "", "the metadata, “A report with all its parts”, is not the title in the text"),
    one("no title in the tab", "<title>.*?</title>", "",
        "A705", "", "the page has no title: <title> is missing or empty"),
    one("no title on the page", "<h1.*?</h1>", "", "A705", "", "the title is not shown; in the source it is"),
    one("no language", '<html lang="en"', "<html",
        "A706", "", "the document does not say its language: <html lang> is missing"),
    one("another language", '<html lang="en"', '<html lang="fr"',
        "A706", "", "the language is fr, but in the source en"),
    one("a language that is none", '<html lang="en"', '<html lang="e n"',
        "A706", "", "is not a valid language tag: “e n”"),
    one("an address twice", 'id="paragraph-2"', 'id="paragraph-1"',
        "D907", "paragraph 1", "2 elements have the address “paragraph-1”"),
    one("a drawing with words", r'<h2 id="section-1"', r"<svg><text>x</text></svg>\g<0>",
        "D900", "the heading “I. Context”", "<svg> cannot be read for certain"),
]  # fmt: skip


@cache
def rich() -> Submission:
    return read(RICH)


@cache
def good() -> bytes:
    return html(rich()).encode()


def case(mutation: Mutation) -> Case:
    def spoil(data: bytes) -> bytes:
        page = data.decode()
        bad, number = re.subn(mutation.pattern, mutation.by, page, count=1, flags=re.DOTALL)
        assert (number, bad != page) == (1, True)
        return bad.encode()

    expected = tuple(f"{code} {place} | {words}" for code, place, words in mutation.found)
    return Case(mutation.what, spoil, expected)


CORPORA = against_source("html against its source", rich, good, [case(each) for each in MUTATIONS])
