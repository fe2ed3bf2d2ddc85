"""What pages and the documents of books can have, as cases of rules that hold for other files too."""

from __future__ import annotations

from toolchain.model.facts import Facts, Word
from toolchain.rules.accessibility import LanguageMissing, TitleMissing
from toolchain.rules.confidentiality import ActiveContent, Comments, ExternalLoad, PersonalMetadata
from toolchain.rules.files import InputUnreadable
from toolchain.rules.outputs import HtmlIds, NotProved

_SAVE = "save the page in UTF-8 again"
_DELETE = "delete it before you send the file"
_SAME = "write the same title in both places"
_WRITE_TITLE = "write what the page is called in <title>: it is read out first"
_OWN_ID = "give each element its own address (id)"
_CORRECT = 'correct the address, or write it as id="…" at the place that is meant'
_SEND_ALONG = "put the file into the page, or send it together with the page"
_PUT_IN = "put what is loaded into the file, or delete its address: files of submission build load nothing"
_DELETE_CODE = "delete it: a text needs no code, and readers cannot see what it does"


class CutOff(InputUnreadable):
    """`inside` is what has no end: "a text", "<p>"."""

    says = "this page is cut off: it ends inside {inside}"
    help = "get the page again"
    inside: str


class NoBody(InputUnreadable, says="this page has no <body>", help="make the page again"): ...


class HasNul(InputUnreadable, says="this page has a NUL character", help=_SAVE): ...


class UnknownEncoding(InputUnreadable, says="the encoding of this page is unknown: {name}", help=_SAVE):
    name: str


class EncodingNotSaid(NotProved):
    says = "the page does not give its encoding"
    help = 'write in <head>: <meta charset="utf-8">'


class CharacterLost(NotProved):
    says = "a character is lost: it has become “�”"
    help = "type the character again"


class NoPageTitle(TitleMissing):
    says = "the page has no title: <title> is missing or empty"
    help = _WRITE_TITLE


class OtherTitleShown(TitleMissing):
    says = "the title in the metadata, “{title:80}”, is not the title in the text"
    help = _SAME
    title: str


class NotRightToLeft(LanguageMissing):
    says = "the page does not say that “{lang}” is written from right to left"
    help = 'write <html lang="{lang}" dir="rtl">'
    lang: str


class AddressTwice(HtmlIds):
    says = "{count} elements have the address “{address:40}”: links lead to the first"
    help = _OWN_ID
    address: str
    count: int


class LeadsNowhere(HtmlIds):
    """`what` is "link" or "mark"."""

    says = (
        "the {what} “{words:40}” leads to “{target:60}”, which does not exist",
        "a {what} leads to “{target:60}”, which does not exist",
    )
    help = _CORRECT
    what: Word
    target: str
    words: str = ""


class NamesNothing(HtmlIds, says="{attribute} names “{name:40}”, which does not exist", help=_CORRECT):
    attribute: str
    name: str


class MarkWithoutNote(HtmlIds, says="the mark {mark} does not lead to a note", help=_CORRECT):
    mark: str


class UnmarkedNote(HtmlIds):
    says = "no mark leads to this note: “{words:40}”"
    help = "mark the note in the text, or delete it"
    words: str


class WayBack(HtmlIds, help="end each note with a link to its mark"): ...


class NoteLeadsNotBack(WayBack, says="no link leads from this note to its mark {mark}"):
    mark: str


class FewLeadBack(WayBack, says="only {back} of {count} notes lead back to their marks"):
    back: int
    count: int


class LeadsBackElsewhere(WayBack, says="this note leads back to “{target}”, which is not its mark"):
    target: str


class LoadedBy(ExternalLoad):
    by: Word
    address: str


class Loads(LoadedBy):
    """`by` is the tag, or what a style sheet has: "<img>", "@import"."""

    says = ("{by} loads {address:80} from {base:short}", "{by} loads {address:80}")
    help = _PUT_IN
    base: str | None = None


class LoadsFromBeside(LoadedBy, says="{by} loads {address:80}, which is another file", help=_SEND_ALONG): ...


class Sends(LoadedBy, says="{by} sends data to {address:80}", help="delete it, or write a link"): ...


class ScriptNotAllowed(ActiveContent):
    says = "the policy of the page does not allow this script: no browser runs it"
    help = _DELETE


class RunsCode(ActiveContent, says=("{by} can run code: {code:40}", "{by} can run code"), help=_DELETE_CODE):
    """`by` is a tag, or a tag and an attribute: "<a href>"."""

    by: Word
    code: str = ""


class Reveals(PersonalMetadata, says="the page reveals {what}: {text:80}", help=_DELETE):
    what: Word
    text: str


class CommentInSource(Comments, says="a comment is left in the source: “{text:40}”", help=_DELETE):
    text: str


class WordProperty(Facts, says="{name} ({value:short})"):
    name: Word
    value: str


class WrittenByWord(PersonalMetadata):
    says = "Word has written properties into the page: {properties}"
    help = "delete the elements <o:…>, or save the page in Word for Windows as “Web Page, Filtered”"
    properties: tuple[WordProperty, ...]
