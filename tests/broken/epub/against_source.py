"""What a hand or a fault does to a book is noticed by its proof, with its code and its place."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tests.broken.cases import Case, against_source
from tests.broken.epub import BookFile
from tests.support.pages import RICH, Submission, read
from toolchain.plugins.registry import writer


class Mutation(NamedTuple):
    """What is replaced in a file (a regular expression), and what must be found: code, place, words."""

    what: str
    file: str
    pattern: str
    by: str
    code: str
    place: str
    words: str


TEXT, NOTES, TITLE, NAV = "section-1.xhtml", "notes.xhtml", "title.xhtml", "nav.xhtml"
PARAGRAPH = r'<div class="numbered" id="paragraph-1">.*?</div>\n'
NOTE = r'<div class="note" id="note-2".*?</div>\n'
CELL = "the table “Table 1 Laws with notes”, row 2, cell 2"
MUTATIONS = [
    Mutation("a paragraph dropped", TEXT, PARAGRAPH, "",
             "D906", "after the heading “I. Context”", "paragraph 1 is missing: “1. The first"),
    Mutation("a paragraph hidden", TEXT, r'<div class="numbered" id="paragraph-1"', r'\g<0> hidden="hidden"',
             "D906", "after the heading “I. Context”", "paragraph 1 is missing: “1. The first"),
    Mutation("a paragraph added", TEXT, r'<h2 id="section-1"', r"<p>New.</p>\g<0>",
             "D906", "the beginning", "this text is not in the source: “New.”"),
    Mutation("a word changed", TEXT, "over.a line", "over the line",
             "D906", "paragraph 1", "paragraph 1 reads “…[3] It goes on over the line, and has"),
    Mutation("a number changed", TEXT, r">2\.</span> It", ">3.</span> It",
             "D906", "paragraph 3", "paragraph 2 is shown with the number 3"),
    Mutation("a number lost", TEXT, r'<span class="number">2\.</span> It', "It",
             "D906", "the text after paragraph 1", "paragraph 2 has lost its number, 2"),
    Mutation("a letter changed", TEXT, r">\(b\)</span>", ">(c)</span>",
             "D906", "paragraph 2 (c)", "item (b) is shown with the number (c)"),
    Mutation("a heading's number changed", TEXT, r">I\.</span>", ">II.</span>",
             "D906", "the heading “II. Context”", "the heading “I. Context” is shown with the number II"),
    Mutation("a heading demoted", TEXT, r'<h2( id="section-1".*?)</h2>', r"<h3\1</h3>",
             "D906", "the heading “I. Context”", "has level 2, but level 1 in the source"),
    Mutation("a heading made text", TEXT, r'<h2( id="section-1".*?)</h2>', r"<p\1</p>",
             "D906", "the beginning", "is shown as a text, not as a heading"),
    Mutation("the heading of the notes lost", NOTES, r'<h2 id="notes">.*?</h2>', '<p id="notes"></p>',
             "D906", "after paragraph 1, under “Annex II Second terms”", "the heading “Notes” is missing"),
    Mutation("a reference redirected", TEXT, r'href="#paragraph-1"', 'href="#paragraph-2"',
             "D906", "paragraph 3", "the link “1” in paragraph 3 leads to paragraph 2, but in the source to"),
    Mutation("a reference to another file redirected", TEXT, "annex-2.xhtml#annex-2", "annex-1.xhtml#annex-1",
             "D906", "paragraph 3", "the link “annex II” in paragraph 3 leads to"),
    Mutation("a reference to a lost file", TEXT, "annex-2.xhtml#annex-2", "annex-9.xhtml#annex-2",
             "D907", "paragraph 3", "a link leads to “annex-9.xhtml#annex-2”, which does not exist"),
    Mutation("a reference unlinked", TEXT, '<a href="#paragraph-1">(.*?)</a>', r"\1",
             "D906", "paragraph 3", "“1” in paragraph 3 is a link in the source"),
    Mutation("an address changed", TEXT, r"https://example.org/a\?b", "https://example.com/a?b",
             "D906", "paragraph 1", "leads to https://example.com/a?b=1&c=2, but in the source to https://example.org/a"),
    Mutation("a mark redirected", TEXT, "notes.xhtml#note-2", "notes.xhtml#note-3",
             "D906", "paragraph 1", "the mark 2 in paragraph 1 leads to note 3"),
    Mutation("a mark that leads to no note", TEXT, "notes.xhtml#note-2", "#paragraph-3",
             "D907", "paragraph 1", "the mark 2 does not lead to a note"),
    Mutation("a mark dropped", TEXT, r'<sup><a id="mark-2".*?</sup>', "",
             "D906", "paragraph 1", "the mark 2 in paragraph 1 is missing"),
    Mutation("a way back dropped", NOTES, r" <a [^>]*#mark-2\".*?</a>", "",
             "D907", "endnote 2, in paragraph 1", "no link leads from this note to its mark 2"),
    Mutation("a way back redirected", NOTES, '#mark-2"', '#mark-3"',
             "D907", "endnote 2, in paragraph 1", "mark-3”, which is not its mark"),
    Mutation("a note dropped", NOTES, NOTE, "",
             "D906", "after endnote 1, in the beginning", "note 2 is missing: “2 A source"),
    Mutation("a note's words changed", NOTES, "A source, at", "The source, at",
             "D906", "endnote 2, in paragraph 1", "note 2 reads “2 The source, at"),
    Mutation("a note's number changed", NOTES, ">2</span> A source", ">5</span> A source",
             "D906", "endnote 5", "note 2 is shown with the number 5"),
    Mutation("a cell changed", TEXT, ">1999<", ">1989<",
             "D906", CELL, "the cell reads “1989”, but in the source “1999”"),
    Mutation("a header made a cell", TEXT, r"<th( scope=.col.[^>]*>Year</)th>", r"<td\1td>",
             "D906", "the table “Table 1 Laws with notes”, row 1, cell 2", "not as a column's header"),
    Mutation("a caption changed", TEXT, "Laws with", "Law with",
             "D906", "the caption of the table “Table 1 Law with notes”", "the caption reads “Table 1 Law"),
    Mutation("the description of a picture changed", TEXT, 'alt="Two bars, one', 'alt="Two bars, two',
             "D906", "the figure “Figure 1 Cases, by kind”", "picture reads “Two bars, two of"),
    Mutation("a picture lost", TEXT, r"<img [^>]*Two bars, one[^>]*/>", "",
             "D906", "the caption of the figure “Figure 1 Cases, by kind”", "is shown as a text, not as"),
    Mutation("the file of a picture lost", TEXT, r'images/1\.png', "images/2.png",
             "D907", "section-1.xhtml", "an image is missing from the book: images/2.png"),
    Mutation("an emphasis lost", TEXT, "<em>first</em>", "first",
             "D906", "paragraph 1", "“first” in paragraph 1 is plain, but in the source in emphasis"),
    Mutation("a fact of the cover lost", TITLE, "<dd>.*?</dd>", "<dd></dd>",
             "D906", "the cover", "the cover or the table of contents lacks “Committee on the Rights"),
    Mutation("an entry of the contents redirected", NAV, "#section-1", "#section-2",
             "D906", "the heading “I. Context”", "the table of contents has no entry that has the words of"),
    Mutation("an entry of the contents lost", NAV, r"<li><a href=.section-1.xhtml#section-1.>.*?</a>", "<li>",
             "D906", "the cover", "the cover or the table of contents lacks “I. Context”"),
    Mutation("the title changed", TITLE, "(<h1.*?>)Report", r"\1A report",
             "A705", "", "the title is “A report with all its parts[*]”, but in the source “Report"),
    Mutation("the title of the contents changed", NAV, "<title>.*?</title>", "<title>New words</title>",
             "D906", "“title” in the metadata", "this text is not in the source: “New words”"),
    Mutation("the title of a document changed", TEXT, "<title>.*?</title>", "<title>New words</title>",
             "D906", "“title” in the metadata", "this text is not in the source: “New words”"),
    Mutation("the title of the book changed", "package.opf", "(<dc:title[^>]*>)Report", r"\1A report",
             "A705", "", "the metadata, “A report with all its parts”, is not the title in the text"),
    Mutation("the language of the book changed", "package.opf", "<dc:language>en<", "<dc:language>fr<",
             "A706", "section-1.xhtml", "the document has the language en, but the book has fr"),
    Mutation("a document left out", "package.opf", '<itemref idref="annex-2.xhtml"/>', "",
             "D906", "after paragraph 1, under “Annex I First terms”", "“Annex II Second terms” is missing"),
    Mutation("two documents in another order", "package.opf",
             '(<itemref idref="annex-1.xhtml"/>)(.*?)(<itemref idref="annex-2.xhtml"/>)', r"\3\2\1",
             "D906", "", "is in another place"),
]  # fmt: skip


@cache
def rich() -> Submission:
    return read(RICH)


@cache
def good() -> bytes:
    return writer("epub").write(*rich())


def case(mutation: Mutation) -> Case:
    def spoil(data: bytes) -> bytes:
        book = BookFile(data)
        book.sub(mutation.file, mutation.pattern, mutation.by)
        return book.packed()

    return Case(mutation.what, spoil, (f"{mutation.code} {mutation.place} | {mutation.words}",))


CORPORA = against_source("epub against its source", rich, good, [case(each) for each in MUTATIONS])
