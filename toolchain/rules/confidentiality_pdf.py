"""The cases of the series X that only a PDF has."""

from __future__ import annotations

from toolchain.model.facts import Facts, ForPeople, Plural, Word
from toolchain.rules.confidentiality import (
    ActiveContent,
    Comments,
    ExternalLoad,
    ImageLocation,
    ImageNamesPerson,
    PersonalMetadata,
)

_DELETE = "delete it from the PDF, or make the PDF again without it, from the original document"
_CLEAN_ATTACHED = "remove these data from the image and attach it again"


class ScriptRuns(Facts, says="a script runs"): ...


class ProgramStarts(Facts, says="another program or file is opened"): ...


class FileOfReaderRead(Facts, says="a file on the reader’s computer is read"): ...


class FilmOrSoundPlays(Facts, says="a video or sound is played"): ...


class FilmPlays(Facts, says="a film is played"): ...


class SoundPlays(Facts, says="a sound is played"): ...


class ProgramInFileRuns(Facts, says="a program in the file is run"): ...


class RunsWhenOpened(ActiveContent, says="{what} when the file is opened", help=_DELETE):
    what: Facts


class RunsWhenClicked(ActiveContent, says="{what} when somebody opens the page or clicks", help=_DELETE):
    what: Facts


class MediaPlayed(ActiveContent):
    says = "a film, sound or three-dimensional picture is played by another program"
    help = _DELETE


class FormIsProgram(ActiveContent):
    says = "the file is an XFA form, which is a program; most PDF readers do not show it"
    help = "print the file into a PDF without the form"


class LinkRunsCode(ActiveContent, says="a link runs code: {address:short}", help=_DELETE):
    address: str


class FormSent(ExternalLoad, says="a form sends data to a server", help=_DELETE): ...


class PartElsewhere(ExternalLoad):
    says = "a part of the file is in another file or on a server, and is fetched from there"
    help = "make the file again, with all parts in it"


class LinkNamesPath(PersonalMetadata):
    says = "a link names a path on a personal computer: {path:short}"
    help = "delete the link, or link to a page that others can open"
    path: str


class EarlierState(Comments):
    says = "the file still contains an earlier version: changes were added after it"
    help = "print the file into a new PDF"


class NotYetRedacted(Comments):
    says = "words are marked for redaction, but are still in the file"
    help = "apply the redaction in the program in which the words were marked"


class Authors(Facts, says=("{names} and {others} more", "{names}")):
    """`names` are the first few; `others`, None for 0, is how many more there are."""

    names: tuple[str, ...]
    others: int | None


class CommentsOnPage(Comments):
    """`words` are those of the first comment that has any."""

    says = (
        Plural(
            "count",
            "a comment is left here, by {authors}: “{words:40}”",
            "{count} comments are left here, by {authors}: “{words:40}”",
        ),
        Plural(
            "count", "a comment is left here, by {authors}", "{count} comments are left here, by {authors}"
        ),
        Plural(
            "count", "a comment is left here: “{words:40}”", "{count} comments are left here: “{words:40}”"
        ),
        Plural("count", "a comment is left here", "{count} comments are left here"),
    )
    help = "delete the comments from the PDF, or make the PDF again without comments"
    count: int
    authors: Authors | None
    words: str


class Signed(PersonalMetadata, says=("the file is signed by {names}", "the file is signed")):
    help = "print the file into a new PDF, if nobody needs the signature"
    names: tuple[str, ...]


class PlaceToSign(PersonalMetadata):
    says = Plural(
        "count", "the file has an empty signature field", "the file has {count} empty signature fields"
    )
    help = "delete each signature field that nobody needs"
    count: int


class FormFields(Comments):
    says = Plural(
        "count",
        "a form field is left in the file: anybody can change what it says",
        "{count} form fields are left in the file: anybody can change what they say",
    )
    help = "print the file into a new PDF, or flatten the form"
    count: int


class FileAttached(Comments):
    says = ("a file is attached: {name:40}", "a file without a name is attached")
    help = "delete the attached file if it must not be sent; otherwise check it separately"
    name: str


class AttachedNameIsPath(PersonalMetadata):
    says = "the name of the attached file is a path on a personal computer: {path}"
    help = "give the file a name without a path, and attach it again"
    path: str


class AttachedTextNamesPath(PersonalMetadata):
    says = "the attached file contains a path on a personal computer: {path:40}"
    help = "delete the path in the attached file, and attach the file again"
    path: str


class AttachedImageNamesPerson(
    ImageNamesPerson,
    says="the attached image contains data about persons or devices: {traces}",
    help=_CLEAN_ATTACHED,
): ...


class AttachedImageLocation(
    ImageLocation,
    says="the attached image contains data about its place, time or device: {traces}",
    help=_CLEAN_ATTACHED,
): ...


class LayersHidden(Comments):
    """`names` are the first few."""

    says = (
        Plural(
            "count",
            "the file has a layer that is not shown: {names}",
            "the file has {count} layers that are not shown: {names}",
        ),
        Plural(
            "count",
            "the file has a layer that is not shown",
            "the file has {count} layers that are not shown",
        ),
    )
    help = "delete the hidden layers from the PDF, or make the PDF again without hidden layers"
    count: int
    names: tuple[str, ...]


class HiddenWords(Comments):
    help = "delete the words in the original document and make the PDF again: hidden words can be copied"
    words: str


class WordsPaintedOver(HiddenWords):
    says = "words are painted over here, but are still in the file: “{words:short}”"


class WordsNotPainted(HiddenWords):
    says = "words cannot be seen here, but are in the file: “{words:short}”"


class WordsInColourBehind(HiddenWords):
    says = "words have the colour of the background and are invisible: “{words:short}”"


class WordsOutside(HiddenWords):
    says = "words are outside the visible part of the page, but are in the file: “{words:short}”"


class InProperties(PersonalMetadata):
    help = "delete each such entry from the properties of the file, or make the file again without it"


class AuthorNotInText(InProperties):
    says = "the properties of the file name an author whom the text does not name: {author:80}"
    author: tuple[str, ...]


class NameInProperties(InProperties, says="the properties of the file name a company or person: {name:80}"):
    name: str


class PathInProperties(InProperties):
    says = "the properties of the file name a path on a personal computer: {path:80}"
    path: str


class MailInProperties(InProperties):
    says = "the properties of the file have an e-mail address that the text does not have: {mail:80}"
    mail: str


class TraceInMetadata(InProperties, says="the metadata of the file contains data about a picture: {trace}"):
    """`trace` is what `formats.pictures` calls it: "whose camera it is"."""

    trace: Word


class OtherProperties(InProperties, says="the file has custom properties: {names:short}"):
    names: tuple[str, ...]


class ZoneOfTimes(InProperties):
    says = (
        "the properties of the file say in which time zone it was made: {zone}",
        "the properties of the file say in which time zone it was made",
    )
    zone: ForPeople


class DataOfPrograms(InProperties, says="a program has stored its own data in the file: {names:80}"):
    names: tuple[str, ...]
