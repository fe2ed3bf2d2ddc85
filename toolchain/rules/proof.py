"""What the comparison of a finished file with its source says: cases of D906, D900, D913, A705 and A706."""

from __future__ import annotations

from toolchain.model.facts import Facts, Plural
from toolchain.rules.accessibility import LanguageMissing, TitleMissing
from toolchain.rules.outputs import ImageResolution, NotProved, OutputsDisagree

_AGAIN = "build the file again with submission build"


class TheSource(Facts, says="the source"):
    """The other place of a difference."""


class SourceTitle(Facts, says="the title of the source is “{title:short}”"):
    title: str


class AnotherDocument(OutputsDisagree):
    says = "the file is not made from {source}: almost no line is the same"
    help = "name the source that the file was made from"
    source: str


class CoverLacks(OutputsDisagree):
    says = "the cover or the table of contents lacks “{words:short}”"
    help = _AGAIN
    words: str


class MarginLacks(OutputsDisagree, says="the text “{words:short}” is missing here", help=_AGAIN):
    """Here is a page header or footer."""

    words: str


class NotInSource(OutputsDisagree):
    """`standing` says where the standing text of a house belongs; `more` is None for 0."""

    says = (
        Plural(
            "more",
            "this text is not in the source: “{words:short}”, here and at 1 more place",
            "this text is not in the source: “{words:short}”, here and at {more} more places",
        ),
        "this text is not in the source: “{words:short}”",
    )
    help = "{standing}"
    words: str
    standing: str
    more: int | None = None


class MoreDifferences(OutputsDisagree):
    says = Plural(
        "count",
        "only some differences are listed: there is 1 more",
        "only some differences are listed: there are {count} more",
    )
    count: int


_DIVIDED = "the word “{word:short}” is divided at the end of a line without a hyphen"


class DividedWord(NotProved):
    """`more` is None for 0."""

    says = (
        Plural(
            "more", f"{_DIVIDED}, here and at 1 more place", f"{_DIVIDED}, here and at {{more}} more places"
        ),
        _DIVIDED,
    )
    help = "make the column wider, or put soft hyphens (U+00AD) into the word"
    word: str
    more: int | None


class TitleDiffers(TitleMissing):
    says = (
        "the title is “{shown:short}”, but in the source “{title:short}”",
        "the title is not shown; in the source it is “{title:short}”",
    )
    help = _AGAIN
    title: str
    shown: str


class LanguageDiffers(LanguageMissing):
    says = (
        "the language is {shown}, but in the source {language}",
        "the file does not say its language, which is {language} in the source",
    )
    help = _AGAIN
    language: str
    shown: str


class PrintedWell(ImageResolution):
    """An image with enough pixels; sizes are in centimetres."""

    says = "the image is printed on page {page} with {ppi} pixels per inch ({width:.1f} × {height:.1f} cm)"
    page: int
    ppi: int
    width: float
    height: float


class PrintedCoarsely(PrintedWell):
    help = "use an image with more pixels, or print the image smaller: {enough} are needed"
    enough: int


class CleanedShowsOther(OutputsDisagree):
    says = (
        "the cleaned file would show “{after}” instead of “{before}”, so the file is left as it is",
        "the cleaned file would not show “{before}” any more, so the file is left as it is",
        "the cleaned file would show “{after}”, which the file does not show, so the file is left as it is",
    )
    help = "please report this finding"
    before: str
    after: str
