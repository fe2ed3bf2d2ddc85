"""Each fault that a PDF may have is seen: the file is changed, and the proof says what is wrong and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, NamedTuple

import pikepdf

from tests.broken.cases import Case, Corpus, against_source
from tests.support.pages import RICH, TYPST, WEASYPRINT, Submission, read
from tests.support.pdf_changes import (
    changed,
    elements,
    link_annotations,
    one,
    parent_index,
    remove,
    retype,
    swap,
)
from toolchain import model as m
from toolchain.project.settings import Options
from toolchain.writers.pdf import PdfWriter

Change = Callable[[pikepdf.Pdf], None]


class Fault(NamedTuple):
    """A change, and what must be said of it: the code, a part of the message, a part of the place."""

    change: Change
    code: str
    message: str
    place: str = ""


def redirect(old: str, new: str, text: str = "") -> Change:
    """Let the first link to a place, with a text, lead to another place."""

    def change(pdf: pikepdf.Pdf) -> None:
        link = next(
            each
            for each in link_annotations(pdf)
            if str(each.get("/Dest")) == old
            and text in str(each.Contents)
            and "back" not in str(each.Contents)
        )
        link.Dest = pikepdf.String(new)

    return change


def to_the_site(pdf: pikepdf.Pdf) -> Any:
    """The link to an address."""
    links = (each for each in link_annotations(pdf) if "/A" in each)
    return next(each for each in links if str(each.A.URI).endswith("a?b=1&c=2"))


def readdress(pdf: pikepdf.Pdf) -> None:
    link = next(
        each for each in link_annotations(pdf) if "/A" in each and str(each.A.URI).endswith("a?b=1&c=2")
    )
    link.A.URI = pikepdf.String("https://example.net/")


def run_script(pdf: pikepdf.Pdf) -> None:
    link = next(
        each for each in link_annotations(pdf) if "/A" in each and str(each.A.URI).endswith("a?b=1&c=2")
    )
    link.A = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def move_place(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.Names.Dests.Names
    at = next(at for at in range(0, len(names), 2) if str(names[at]) == "paragraph-2-a")
    names[at + 1] = pikepdf.Array([names[at + 1][0], pikepdf.Name.XYZ, 100, 300, 0])


def forget_place(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.Names.Dests.Names
    at = next(at for at in range(0, len(names), 2) if str(names[at]) == "table-1")
    names[at] = pikepdf.String("table-0")


def drop_mark(pdf: pikepdf.Pdf) -> None:
    """Take one piece of marked content out of the tree."""
    paragraph = one(pdf, "P", "An unnumbered paragraph")
    del paragraph.K[2]


def lose_reference(pdf: pikepdf.Pdf) -> None:
    one(pdf, "Reference", "4").S = pikepdf.Name.Span


def empty_cell(pdf: pikepdf.Pdf) -> None:
    one(pdf, "TD", "1999").K = pikepdf.Array()


def set_type(kind: str, beginning: str, new: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        one(pdf, kind, beginning).S = pikepdf.Name(f"/{new}")

    return change


def drop(kind: str, beginning: str) -> Change:
    return lambda pdf: remove(one(pdf, kind, beginning))


def renumber_heading(pdf: pikepdf.Pdf) -> None:
    """Change a number that the contents above it have too."""
    retype(pdf, TEXT, "I.", "II.", behind="plain paragraph")


def swap_notes(pdf: pikepdf.Pdf) -> None:
    swap(one(pdf, "LI", "4 Written"), one(pdf, "LI", "5 In a cell"))


def swap_paragraphs(pdf: pikepdf.Pdf) -> None:
    swap(one(pdf, "P|Div", "1. The first"), one(pdf, "P|Div", "2. It prohibits"))


def split_paragraph(pdf: pikepdf.Pdf) -> None:
    """Tag the end of a paragraph as another one."""
    paragraph = one(pdf, "P", "1. The first")
    kids, at = parent_index(paragraph)
    rest = pdf.make_indirect(
        pikepdf.Dictionary(
            S=pikepdf.Name.P, P=paragraph.P, Pg=paragraph.Pg, K=pikepdf.Array(list(paragraph.K)[3:])
        )
    )
    paragraph.K = pikepdf.Array(list(paragraph.K)[:3])
    kids.insert(at + 1, rest)


def rename_figure(pdf: pikepdf.Pdf) -> None:
    figure = next(each for each in elements(pdf, "Figure") if "one of 30" in str(each.Alt))
    figure.Alt = pikepdf.String("Three bars")


def read_twice(pdf: pikepdf.Pdf) -> None:
    """Name the same text at two places of the tree."""
    one(pdf, "P", "This goes on").K.append(99_999)


def language(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = pikepdf.String("fr")


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def no_tags_flag(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


def no_title(pdf: pikepdf.Pdf) -> None:
    del pdf.trailer.Info
    del pdf.Root.Metadata


def described(pdf: pikepdf.Pdf) -> None:
    """Let the XMP packet describe the file in other words than the source has."""
    old, new = (
        b"<dc:title>",
        b"<dc:description><rdf:Alt><rdf:li>Own words</rdf:li></rdf:Alt></dc:description>",
    )
    packet = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(packet.replace(old, new + old))


def hidden_title(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def no_font(pdf: pikepdf.Pdf) -> None:
    fonts: Any = pdf.pages[1].Resources.Font
    for name in fonts.keys():  # noqa: SIM118 - no Python dict
        descriptor = fonts[name].DescendantFonts[0].FontDescriptor
        if "Italic" in str(descriptor.FontName):
            del descriptor.FontFile2


def no_characters(pdf: pikepdf.Pdf) -> None:
    for each in pdf.pages[1].Resources.Font.values():
        if "Mono" in str(each.BaseFont):
            del each.ToUnicode


def text_outside(pdf: pikepdf.Pdf) -> None:
    """Show text on a page that no tag names."""
    contents = pdf.pages[3].Contents
    name = next(iter(pdf.pages[3].Resources.Font.keys()))
    contents.write(contents.read_bytes() + f"\nBT {name} 9 Tf 1 0 0 -1 9 9 Tm [<0003><0024>] TJ ET".encode())


TEXT = 1
"""The page of the text, from 0."""

FAULTS = {
    "a letter": Fault(
        lambda pdf: retype(pdf, TEXT, "prohibits", "prohibito"), "D906", "prohibito", "paragraph 2"
    ),
    "a word": Fault(lambda pdf: retype(pdf, TEXT, "selling", "telling"), "D906", "telling", "item (b)"),
    "a space": Fault(
        lambda pdf: retype(pdf, TEXT, "goes on over", "goes onover"), "D906", "onover", "paragraph 1"
    ),
    "a word too many": Fault(
        lambda pdf: retype(pdf, TEXT, "goes on.", "goes on on."), "D906", "on on", "page 2"
    ),
    "a number": Fault(lambda pdf: retype(pdf, TEXT, "2. ", "3. "), "D906", "number 3", "paragraph 3"),
    "a letter of a sub-paragraph": Fault(
        lambda pdf: retype(pdf, TEXT, "(b)", "(c)"), "D906", "(c)", "item (c)"
    ),
    "a heading's number": Fault(renumber_heading, "D906", "number II", "heading"),
    "a mark's number": Fault(
        lambda pdf: retype(pdf, TEXT, "4", "5", behind="paragraph has"), "D906", "", "paragraph 1"
    ),
    "a note's number": Fault(lambda pdf: retype(pdf, 5, "6", "2", behind="In a cell"), "D906", "", "note 2"),
    "a reference's number": Fault(
        lambda pdf: retype(pdf, TEXT, "table\u00a01", "table\u00a02"), "D906", "table", ""
    ),
    "a cell": Fault(empty_cell, "D906", "1999", "Table 1"),
    "a cell's words": Fault(
        lambda pdf: retype(pdf, TEXT, "2001", "2000"), "D906", "2000", "Table 1, row 2, cell 2"
    ),
    "a row": Fault(drop("TR", "Two"), "D906", "missing", ""),
    "a table": Fault(drop("Table", "Table 1"), "D906", "missing", ""),
    "a header made a cell": Fault(set_type("TH", "Year", "TD"), "D906", "Year", "Table 1"),
    "a caption's number": Fault(
        lambda pdf: retype(pdf, TEXT + 1, "Figure 1", "Figure 2"), "D906", "Figure 2", ""
    ),
    "a paragraph": Fault(drop("P", "This goes on"), "D906", "This goes on", ""),
    "a numbered paragraph": Fault(drop("P|Div", "2. It prohibits"), "D906", "missing", ""),
    "a sub-paragraph": Fault(drop("LI", "(b) selling"), "D906", "missing", ""),
    "a note": Fault(drop("LI", "6 In a quotation"), "D906", "missing", ""),
    "two notes changed places": Fault(swap_notes, "D906", "in another place", "note"),
    "two paragraphs changed places": Fault(swap_paragraphs, "D906", "in another place", ""),
    "a paragraph in two": Fault(split_paragraph, "D906", "", "page 2"),
    "a heading demoted": Fault(set_type("H2", "I. Context", "H3"), "D906", "level 2", "heading"),
    "a heading made text": Fault(set_type("H3", "A. A part", "P"), "D906", "not as a heading", "page 2"),
    "a paragraph made a heading": Fault(
        set_type("P", "This goes on", "H3"), "D906", "not as a text", "page 2"
    ),
    "code made text": Fault(set_type("Code", "code   as", "P"), "D906", "not as code", "page 4"),
    "a reference led elsewhere": Fault(
        redirect("paragraph-2-a", "paragraph-1"), "D906", "leads to", "paragraph 3"
    ),
    "a reference to a note led elsewhere": Fault(
        redirect("note-1", "note-2", "note\u00a01"), "D906", "leads to", "paragraph 3"
    ),
    "a mark led elsewhere": Fault(redirect("note-4", "note-3"), "D906", "leads to", "paragraph 1"),
    "a mark led to a paragraph": Fault(redirect("note-4", "paragraph-3"), "D906", "leads to", "paragraph 1"),
    "a place moved": Fault(move_place, "D906", "leads to", "paragraph 3"),
    "a place forgotten": Fault(forget_place, "D908", "table-1", "paragraph 3"),
    "an address": Fault(readdress, "D906", "example.net", "paragraph 1"),
    "a script for an address": Fault(run_script, "D908", "JavaScript", "paragraph 1"),
    "a mark's link": Fault(lose_reference, "D906", "4", "paragraph 1"),
    "words out of the tree": Fault(drop_mark, "D906", "with a link", "page 4"),
    "words that are not there": Fault(read_twice, "D900", "not on the page", "page 2"),
    "words outside the tree": Fault(text_outside, "D900", "outside", "page 4"),
    "an alternative text": Fault(rename_figure, "D906", "Three bars", "Figure 1"),
    "signs without characters": Fault(no_characters, "D900", "characters", "page 4"),
    "the language": Fault(language, "A706", "fr", ""),
    "no language": Fault(no_language, "A706", "language", ""),
    "no title": Fault(no_title, "A705", "no title", ""),
    "a description": Fault(described, "D906", "Own words", "“description” in the metadata"),
    "a title not shown": Fault(hidden_title, "A705", "file name", ""),
    "not said to be tagged": Fault(no_tags_flag, "D908", "tagged", ""),
    "a font": Fault(no_font, "D908", "Italic", ""),
}


FAULTS_OF_FOOTNOTES = {
    "a footnote of a cell": Fault(drop("Note", "5 In a cell"), "D906", "5"),
    "a footnote of a note": Fault(drop("Note", "8 Called"), "D906", "8"),
}


@cache
def rich(options: Options, notes: m.NoteKind) -> Submission:
    return read(RICH, options, notes=notes)


@cache
def good(options: Options, notes: m.NoteKind) -> bytes:
    return PdfWriter().write(*rich(options, notes))


def cases(faults: Mapping[str, Fault]) -> list[Case]:
    return [
        Case(name, partial(changed, change=fault.change), (f"{fault.code} {fault.place} | {fault.message}",))
        for name, fault in faults.items()
    ]


def corpus(name: str, faults: Mapping[str, Fault], *made: Any, besides: int) -> dict[str, Corpus]:
    made_so = partial(rich, *made), partial(good, *made)
    return against_source(f"pdf {name} against its source", *made_so, cases(faults), besides)


CORPORA = {
    name: each
    for engine, options in (("of WeasyPrint", WEASYPRINT), ("of typst", TYPST))
    for name, each in {
        **corpus(engine, FAULTS, options, m.NoteKind.ENDNOTE, besides=15),
        **corpus(f"{engine} with footnotes", FAULTS_OF_FOOTNOTES, options, m.NoteKind.FOOTNOTE, besides=30),
    }.items()
}
