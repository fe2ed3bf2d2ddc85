"""Cases of D906 and D902: what differs between a line of a source and that of a finished file."""

from __future__ import annotations

from toolchain.model.facts import Facts, Plural, Word
from toolchain.rules.outputs import OutputsDisagree
from toolchain.rules.outputs_docx import DocxNumberDrift


class LineName(Facts):
    """What a line of the source is called."""


class Numbered(LineName, says="{kind} {label}"):
    kind: Word
    label: str


class OfKind(LineName, says=("{kind} “{text:short}”", "{kind}")):
    kind: Word
    text: str = ""


class TextOfFile(Facts, says="“{text:short}”"):
    """What a line is called that only the finished file has."""

    text: str


class NoteOfFile(Facts, says="a note with the number {label}"):
    label: str


class OfLine(OutputsDisagree):
    line: LineName


class LineMissing(OfLine, says=("{line} is missing: “{text:short}”", "{line} is missing")):
    """`text` is "" where the name of the line has it."""

    text: str


class LineMoved(OfLine):
    says = ("{line} is in another place, after {before}", "{line} is in another place")
    before: LineName | None


class NumberAdded(OfLine, says="{line} has a number, {number}, that it does not have in the source"):
    number: str


class NumberDiffers(OfLine):
    says = ("{line} is shown with the number {number}", "{line} has lost its number, {own}")
    number: str
    own: str


class AndSoOn(Facts, says="{first}, and the same for {more} more after it"):
    """A difference that the lines after it have too."""

    first: Facts
    more: int


class NumberInWord(DocxNumberDrift, says="{difference}"):
    """A number that Word works out."""

    difference: Facts


class WordsDiffer(OfLine, says="{line} reads “{shown}”, but in the source “{text}”"):
    shown: str
    text: str


class OfMark(OutputsDisagree):
    mark: str
    line: LineName


class MarkLeads(OfMark):
    says = ("the mark {mark} in {line} leads to {target}", "the mark {mark} in {line} leads to no note")
    target: Facts | Word | None


class MarkDiffers(OfMark):
    """`text` is that of the finished file, as in the cases below."""

    says = (
        "the mark {mark} in {line} is shown as {shown}: “{text}”",
        "the mark {mark} in {line} is missing: “{text}”",
    )
    text: str
    shown: str | None = None


class MarkAdded(OfMark, says="a mark {mark} in {line} is not in the source: “{text}”"):
    text: str


class MarksMoved(OfLine):
    says = "the marks in {line} are in other places: “{text}”, but in the source “{source}”"
    text: str
    source: str


class KindDiffers(OfLine, says="{line} is shown as {shown}, not as {kind}"):
    shown: Word
    kind: Word


class LevelDiffers(OfLine, says="{line} has level {shown}, but level {level} in the source"):
    shown: int
    level: int


class OfWords(OutputsDisagree):
    words: str
    line: LineName


class PictureDiffers(OutputsDisagree, says="the picture “{alt:short}” is not that of the source"):
    """`alt` is its alternative text."""

    alt: str


class LookDiffers(OfWords, says="“{words:short}” in {line} is {shown}, but in the source {look}"):
    shown: Word
    look: Word


class LinkLeads(OfWords):
    """Both targets are addresses or lines."""

    says = "the link “{words:short}” in {line} leads to {shown}, but in the source to {target}"
    shown: Facts | str
    target: Facts | str


class LinkMissing(OfWords):
    says = ("“{words:short}” in {line} is a link in the source, but not here", "a link in {line} is missing")


class LinkAdded(OfWords, says="“{words:short}” in {line} is a link, but not in the source"): ...


class NotInContents(OfLine):
    says = "the table of contents has no entry that has the words of {line} and leads there"


class NotInOrder(OfLine):
    says = "in the table of contents, the entry of {line} is before that of an earlier heading"


class NotInAuthorities(OutputsDisagree):
    says = Plural(
        "times",
        "the table of authorities has {times} link to {line}, not {wanted}",
        "the table of authorities has {times} links to {line}, not {wanted}",
    )
    times: int
    line: LineName
    wanted: int
