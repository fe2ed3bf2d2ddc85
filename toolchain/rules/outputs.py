"""The rules of the series D and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import Facts, Severity, rule

ERROR, WARNING, INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION


@rule("D900", "not-proved", "Text of a finished file could not be read back for certain", WARNING)
class NotProved(Facts):
    """An output is proved by reading it back and holding it against the source. Here something stands that
    cannot be read with certainty, so that nothing is said of it. Look at the place yourself. Where this is
    so of more than one word in a hundred it is an error.
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


@rule("D913", "image-resolution", "An image has too few pixels for the size in which it is printed", WARNING)
class ImageResolution(Facts):
    """A print shop asks for 300 pixels per inch in photographs. With fewer they look soft on paper, with half
    of it their pixels are seen; a screen does not show that. `build --print-shop` says of each image how
    many it is printed with, where it stands in the source, read from the finished pages. A larger file of the
    same picture helps, or a smaller size on the page; enlarging it in a program brings no detail back.
    """
