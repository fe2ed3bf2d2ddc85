"""The rules of the series D and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import ERROR, WARNING, Facts, rule

_UNMARKED = "decide whether the words stay, and remove the mark"


@rule("D900", "not-proved", "Text of a finished file could not be read back for certain", WARNING)
class NotProved(Facts):
    """An output is proved by reading it back and comparing it with the source. Something here cannot be
    read with certainty, so nothing is reported about it. Check the place yourself. If more than one word
    in a hundred cannot be read, it is an error.
    """


LOOK = "check this place yourself"


@rule("D906", "outputs-disagree", "A finished file differs from its source", ERROR)
class OutputsDisagree(Facts):
    """The file was read back as its readers see it. A paragraph, note, number, link, cell, caption or alt
    text in it is not what the source says; the message gives both, with both places. Someone has changed
    the file by hand, or it was made from an earlier version of the source. To keep the change, make it in
    the source too; then make the file again. In a PDF a page number can also be wrong, in the table of
    contents or at the foot of a page: then the file disagrees with itself. Text that your own template or
    style sheet adds is reported too, also before and after the text: put the standing text of an
    organization into its marked place (docs/templates.md).
    """


@rule("D907", "html-ids", "A link in a page leads nowhere, or a note has no link to or from its mark", ERROR)
class HtmlIds(Facts):
    """Links in an HTML page lead to addresses, each of which must be there exactly once. Every mark must
    lead to its note, and every note back to each of its marks: a person who hears the page read out has
    no other way back to the text.
    """


@rule("D913", "image-resolution", "An image has too few pixels for the size in which it is printed", WARNING)
class ImageResolution(Facts):
    """A print shop asks for photographs with 300 pixels per inch. With fewer they look soft on paper, and
    with half as many the pixels are visible; a screen does not show that. `build --print-shop` reports
    for each image, at its place in the source, with how many it is printed, as read from the finished
    pages. Use a larger file of the same picture, or a smaller size on the page; enlarging it in a program
    adds no detail.
    """


@rule("S030", "draft-mark", "A finished file has marks of a draft", ERROR)
class DraftMark(Facts):
    """`submission build --draft` writes a file although its source has errors, and puts “Draft” on its
    pages, in the language of the file. Such a file is for reading only: a recipient who gets it cannot
    know whether it is the submission. The mark is found in files of all formats, also after another
    program has saved them: in page headers, on the cover, or above the title.

    Words that are struck out or highlighted are a warning: a source has none, so that they were marked
    later and probably by mistake are still so. In a PDF, such marks of a reader are comments (X803).
    """

    says = "this file is marked as a draft: “{words:short}”"
    help = "build the file again without --draft, or delete the mark in every page header"
    words: str


class StruckOut(DraftMark, says="words are struck out here: “{words:40}”", help=_UNMARKED): ...


class Highlighted(DraftMark, says="words are highlighted here: “{words:40}”", help=_UNMARKED): ...
