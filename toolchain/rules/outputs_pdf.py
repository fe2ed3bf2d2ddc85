"""The rules of the series D about PDFs and the cases of each, with those of D906 that only a PDF has."""

from __future__ import annotations

from toolchain.model.facts import ERROR, WARNING, Facts, Plural, rule
from toolchain.rules.outputs import OutputsDisagree

_AGAIN = "make the file again"


@rule("D908", "pdf-structure", "A PDF lacks something that readers rely on", ERROR)
class PdfStructure(Facts):
    """A PDF without tags is only a set of characters on a page: nobody can have it read out, and no phone
    can fit it to its small screen. The same is true of pages that are pictures, as a scanner makes them.
    A PDF must also contain its fonts, show its title in the title bar of the window, and have an outline
    whose entries are its headings, each with a link to its own heading. Notes are numbered consecutively,
    each mark leads to its note and each note leads back.

    If a link leads nowhere in an output of this program, your own template leaves out a place to which
    the text refers: compare the template with the built-in one. A character that no font has leaves an
    empty space on the page: name a font that has it in your own style sheet, or write it in another way.
    """


class EngineStopped(PdfStructure):
    """`error` is what it said last, `status` its exit status; the others are the limits that it reached."""

    says = (
        "the program that lays out the pages (typst) needed more than {seconds} seconds",
        "the program that lays out the pages (typst) needed more than {gigabytes} GB of memory",
        "the program that lays out the pages (typst) stopped: {error}",
        "the program that lays out the pages (typst) stopped with exit status {status}",
    )
    help = "build with --pdf-engine weasyprint"
    error: str = ""
    status: int | None = None
    seconds: int | None = None
    gigabytes: int | None = None


class StyleStopsEngine(PdfStructure):
    """`error` is what the program said last."""

    says = "with this style sheet, the program that lays out the pages (WeasyPrint) stops: {error:160}"
    help = "delete rules of the style sheet, the last one first, until the PDF is made"
    error: str


class LinksDiffer(PdfStructure):
    """`name` is the link that is not there, "" if it is not known."""

    says = (
        "the pages do not have the links, lists and notes of the text, from “{name:short}” on",
        "the pages do not have the links, lists and notes of the text",
    )
    help = "compare your own print.typ with the built-in one: it must show each argument once"
    name: str


class NotInTags(PdfStructure):
    help = "export a tagged PDF (PDF/UA) from the program in which the document was written"


class NotMarkedAsTagged(NotInTags, says="the PDF does not say that it is tagged"): ...


class NotTagged(NotInTags):
    says = "the PDF is not tagged: nobody can have it read out in order, and a phone cannot reflow it"


_EXPORT = (
    "export the PDF from the program in which it was written; a scanned page needs text recognition (OCR)"
)


class OnlyPictures(PdfStructure):
    says = "all pages are pictures: the PDF has no text, and nobody can search it or have it read out"
    help = _EXPORT


class PicturePages(PdfStructure):
    """`first` is the number of the first of them."""

    says = Plural(
        "count", "page {first:d} is a picture without text", "{count} pages are pictures without text"
    )
    help = _EXPORT
    count: int
    first: int


class FontsNotEmbedded(PdfStructure, says="fonts are not embedded: {fonts}"):
    help = "embed all fonts, in the program that makes the PDF"
    fonts: tuple[str, ...]


class MissingCharacter(Facts, says="“{text}” (U+{code})"):
    """`code` is its number in Unicode, in hexadecimal digits."""

    text: str
    code: str


_NO_GLYPH = (
    "no font has {characters} and {others} more: the page shows nothing there",
    "no font has {characters}: the page shows nothing there",
)


class NoGlyph(PdfStructure):
    """`characters` are the first few; `others`, None for 0, is how many more there are."""

    says = _NO_GLYPH
    help = "write another character, or add a font that has the character to your own style sheet"
    characters: tuple[MissingCharacter, ...]
    others: int | None


class NoGlyphOfScript(NoGlyph):
    """Of a script whose letters change in words."""

    says = _NO_GLYPH
    help = (
        "write in Latin letters, or build without a PDF: no font helps, except for Thai in the look of the "
        "United Nations (type: submission explain T509)"
    )


class LinkLeadsNowhere(PdfStructure, says="a link leads nowhere: {target}"):
    help = "correct or delete the link in the original document, and make the PDF again"
    target: str


class LeftOutOfTags(NotInTags, says="text is not in the tags, and is not read out: “{text:40}”"):
    text: str


class LabelDiffers(PdfStructure):
    says = "the page is numbered {shown:d}, but programs call it page {called}"
    help = "give the file page labels, or number its pages from the first page on"
    shown: int
    called: str


class NoOutline(PdfStructure):
    says = "the PDF has no outline (bookmarks) of its headings"
    help = "turn on bookmarks of the headings in the program that makes the PDF"


class OfOutline(PdfStructure):
    """Faults only of an outline that lists the headings."""


class NoEntry(OfOutline, says="the outline has no entry for this heading"): ...


class EntryWrong(OfOutline, help=_AGAIN): ...


class EntryWithoutTarget(EntryWrong, says="this entry of the outline has no target"): ...


class MadeWrong(PdfStructure, help=_AGAIN): ...


class EntryLeadsNowhere(MadeWrong, says="this entry of the outline leads nowhere: {target}"):
    target: str


class EntryHasOtherWords(EntryWrong):
    says = "this entry of the outline leads to a heading with other words: “{heading:short}”"
    heading: str


class EntryWithoutHeading(EntryWrong, says="no heading has the words of this entry"): ...


class EntryLeadsToHeading(EntryWrong):
    says = "this entry leads to the heading “{heading:short}”, not to its own heading"
    heading: str


class EntryLeadsToPage(EntryWrong, says="this entry leads to page {page}, not to its heading"):
    page: str


class EntryTooLate(EntryWrong, says="this entry follows the entry of a later heading"): ...


class EntryAtOtherLevel(EntryWrong):
    says = "this entry is at level {level}, but its heading is at level {expected}"
    level: int
    expected: int


class HeadingHere(Facts, says="the heading is here"):
    """Another place of findings about an entry."""


class ContentsLeadElsewhere(MadeWrong):
    says = "this entry of the table of contents leads to the heading “{heading:short}”"
    heading: str


class NamedHeadingHere(Facts, says="the heading that the entry names is here"):
    """The other place of `ContentsLeadElsewhere`."""


class MarkOfOtherNote(MadeWrong, says="the mark {mark} leads to note {note}"):
    mark: str
    note: str


class NoteNumberTwice(MadeWrong, says="there are two notes {number:d}"):
    number: int


class OtherNoteHere(Facts, says="the other note is here"):
    """The other place of `NoteNumberTwice`."""


class NoteMissing(MadeWrong, says="note {number:d} is missing before note {next:d}"):
    number: int
    next: int


class NotesMissing(MadeWrong, says="notes {first:d} to {last:d} are missing before note {next:d}"):
    first: int
    last: int
    next: int


class NoMark(MadeWrong, says="no mark leads to note {note}"):
    note: str


class NoWayBack(MadeWrong, says="no link leads from note {note} back to its mark"):
    note: str


class WayBackElsewhere(MadeWrong, says="the link of note {note} does not lead back to its mark"):
    note: str


class FootnoteElsewhere(PdfStructure):
    says = "footnote {note} begins on page {page}, but its mark is on page {marked}"
    help = "shorten the notes around it or move its mark, or set them as endnotes (`notes: endnotes`)"
    note: str
    page: str
    marked: str


class PagesDiffer(OutputsDisagree, help=_AGAIN): ...


class ContentsWithoutPage(PagesDiffer):
    says = "the table of contents gives no page for “{heading:short}”, which is on page {page}"
    heading: str
    page: str


class ContentsWrongPage(PagesDiffer):
    """`after` is how many entries follow that are wrong by as much, None for 0."""

    says = (
        Plural(
            "after",
            "the table of contents gives page {shown} for “{heading:short}”, which is on page {page};"
            " the next entry is wrong by the same number of pages",
            "the table of contents gives page {shown} for “{heading:short}”, which is on page {page};"
            " the next {after} entries are wrong by the same number of pages",
        ),
        "the table of contents gives page {shown} for “{heading:short}”, which is on page {page}",
    )
    shown: str
    heading: str
    page: str
    after: int | None = None


class PageNumberWrong(PagesDiffer, says="the page is numbered {shown:d}, but is page {number:d}"):
    shown: int
    number: int


class TotalWrong(PagesDiffer, says="the page says “{line:short}”, but the PDF has {count} pages"):
    line: str
    count: int


class RunningHeadWrong(PagesDiffer):
    says = "the running header names “{heading:40}”, but no text of this page is under that heading"
    heading: str


@rule("D911", "pdf-standard", "A PDF does not follow the standard that it claims: PDF/UA or PDF/A", WARNING)
class PdfStandard(Facts):
    """A file that says it follows PDF/UA, on which people rely who have it read out, or PDF/A, which
    archives ask for, must do so. It is checked if page-validation is installed: `pip install
    page-validation`. A file that claims neither is not checked against them; D908 and the A series report
    what its readers need to know. Make the file again with the program that made it, or with `submission
    build`.
    """


class StandardUnchecked(PdfStandard, says="{standard}, which the file claims, is not checked: {error}"):
    standard: str
    error: str


class AgainstStandard(PdfStandard):
    """`fault` and `clause` are what page-validation says."""

    says = Plural(
        "times",
        "the file says it is {standard}, but is not: {fault:160} ({clause})",
        "the file says it is {standard}, but is not: {fault:160} ({clause}), {times} times",
    )
    help = "make the file again, or delete the claim from its metadata"
    standard: str
    fault: str
    clause: str
    times: int


class MoreAgainstStandard(PdfStandard):
    says = Plural(
        "count",
        "one more kind of error against {standard}",
        "{count} more kinds of errors against {standard}",
    )
    count: int
    standard: str
