"""The rules of the series X and the cases of each."""

from __future__ import annotations

from typing import TypeAlias

from toolchain.model.facts import ERROR, WARNING, Facts, ForPeople, Plural, Severity, Word, rule


@rule(
    "X801", "personal-metadata", "A path on a personal computer, or an image with data about a person", ERROR
)
class PersonalMetadata(Facts):
    """Found by `checks.source.confidentiality.personal_metadata`."""


class OwnPath(PersonalMetadata):
    says = "this is a path on a personal computer: {path:short}"
    help = "delete the path, or name something that others can open"
    path: str


_CLEAN_IMAGE = "no output contains these data, but the image does: remove the data before you share the image"
_INSERT_CLEAN = (
    "remove these data from the image and insert it again, or build the file again with submission build"
)


class TraceInImage(Facts, says=("{what} ({value})", "{what}")):
    """One thing that an image's data say, with its value if it can be shown."""

    what: Word
    value: str = ""


class MoreTraces(Facts, says="and {count} more"):
    """The last of the traces, if not all are listed."""

    count: int


Traces: TypeAlias = tuple[TraceInImage | MoreTraces, ...]


class ImageNamesPerson(PersonalMetadata):
    says = (
        "the image {source} contains data about persons or devices: {traces}",
        "an image contains data about persons or devices: {traces}",
    )
    help = _CLEAN_IMAGE
    help_in_file = _INSERT_CLEAN
    source: str
    traces: Traces


SAVED = "when it was saved"
"""The time that a program notes by itself: it does not say when a photograph was taken."""


@rule("X802", "image-location", "An image’s file says where or when it was made, or by which device", ERROR)
class ImageLocation(Facts):
    """Found by `checks.source.confidentiality.image_location`."""

    says = (
        "the image {source} contains data about its place, time or device: {traces}",
        "an image contains data about its place, time or device: {traces}",
    )
    help = _CLEAN_IMAGE
    help_in_file = _INSERT_CLEAN
    source: str
    traces: Traces

    @property
    def gravity(self) -> Severity | None:
        return WARNING if self.traces == (TraceInImage(Word(SAVED)),) else None


@rule("X803", "comments", "A file contains comments, tracked changes, hidden text or earlier versions", ERROR)
class Comments(Facts):
    """What nobody sees on paper is sent along with the file: comments with the names of their authors;
    words that were inserted or deleted while changes were tracked, with name, day and minute; hidden
    text; the picture of the first page that Word made when the file was saved; parts of an earlier
    version that nothing refers to. Anyone who gets the file can read all of it with two clicks.

    Hidden text includes what no page shows: the other branch of a field, the help of a form, choices that
    nobody took, another form of a drawing. Text that is in the colour of its background, tiny or outside
    the page is a warning, because it can be meant.

    A PDF keeps notes and marks that people have added to it; text that is only painted over, and can be
    copied from under the black bar; text in the colour of the page, transparent or clipped; earlier
    versions, to which saved changes were added; and attached files. To black out a name, delete it from the
    text. Not looked at: tiny text, the appearance of a link, and small pictures of pages (thumbnails).

    An HTML page keeps comments in its markup, which every browser shows under “View source”. This is a
    warning, because most comments that programs write say nothing about a person.

    Each is reported at its place. A file in which all changes are accepted and no comment is left has
    none of this, and neither has a file that `submission build` made. `submission clean FILE.docx -o
    OUT.docx` removes all of it, except text that somebody could see, and proves that the visible text
    stays the same. You decide whether
    changes are accepted or rejected.
    """


@rule("X804", "external-load", "A finished file loads something that is not in it", ERROR)
class ExternalLoad(Facts):
    """A picture, font, script, style sheet or frame that is fetched from a server shows that server who
    opens the file, from where and when. So does a beacon of one pixel, and a form sends what is written
    into it. A person who must not be seen reading a report is seen. And when the server no longer exists,
    what was fetched is missing. A finished file loads nothing: put into it what it shows. A file next to
    it on the disk reveals nobody, but is missing when the finished file is sent alone: that is a warning.
    """


@rule("X805", "active-content", "A finished file can run code", ERROR)
class ActiveContent(Facts):
    """An address that begins with javascript: runs when it is clicked, and looks like any link. An old
    plug-in or a document inside an address can do the same. Nobody can see from outside what it does. A
    PDF can run a script when it is opened, start a program, and open files of its reader; the mail
    servers of many offices stop such a PDF.

    A script in a page, or in the attribute of an element, is a warning, because many pages have scripts
    for their menus. A script is not reported if the content security policy of the page names it by its
    hash, so that no other runs, and forbids it to connect. A script that such a policy does not name is
    an error, because no browser runs it.
    """


@rule(
    "X806", "source-attached", "The source that is attached to the PDF contains what is not printed", WARNING
)
class SourceAttached(Facts):
    """With `--with-source` the PDF contains the source and its bibliography as attached files, and anyone
    who has the PDF can open them with two clicks. They contain comments, and what a reference manager
    keeps next to a title (abstracts, notes, keywords, file names); no output shows these otherwise. Read
    them once more as a hostile reader would. A path on a personal computer in them is an error.
    """

    help = "delete what nobody else should read, or build without --with-source"


class CommentsAttached(SourceAttached):
    says = Plural(
        "number",
        "the PDF includes {number} comment of the source: “{first:short}”",
        "the PDF includes {number} comments of the source, the first is “{first:short}”",
    )
    number: int
    first: str


class PathInComment(SourceAttached):
    says = "the PDF includes this comment, which names a path on a person's computer: “{path:short}”"
    path: str


class PathInEntry(SourceAttached):
    says = "the PDF includes this entry, which names a path on a person's computer: “{path:short}”"
    path: str


class FieldCount(Facts, says="{name} ({number})"):
    """How many entries of the bibliography have the field `name`."""

    name: str
    number: int


class FieldsAttached(SourceAttached):
    says = "the PDF includes the bibliography, with fields that no output shows: {fields}"
    fields: tuple[FieldCount, ...]


@rule("X809", "word-clock", "Names that Word gave to bookmarks contain times", WARNING)
class WordClock(Facts):
    """Word names the targets of its contents, references and links itself: `_Toc402303494`. As far as files
    show, the number is seconds since the start of 1900 by the clock of the computer, modulo 2^29. So it says
    when somebody worked on a text that the file may be only a copy of. Next to the file's own times, which
    are in UTC, it can say in which time zone. Neither Word's Inspect Document nor most cleaners change it,
    and a PDF made from the file can have the names too.

    It is a warning, because another program may have made a name that looks the same. A date is given only
    if it is in the five years before the file was saved. The time zone is in the output for people alone,
    not in JSON, SARIF or other files. `submission clean FILE.docx -o OUT.docx` renames the bookmarks and
    everything that points to them. docs/privacy.md says how this was found, and how sure it is.
    """


@rule("X810", "persons-data", "A text that may be published contains data of a person", WARNING)
class PersonsData(Facts):
    """Found by `checks.source.confidentiality.persons_data`."""

    says = "{kind} is in a text that may be published: {words:short}"
    help = "delete what identifies the person, if the person has not agreed to it"
    kind: Word
    words: str


@rule("X811", "address-traces", "A web address reveals where or by whom it was found", WARNING, fixable=True)
class AddressTraces(Facts):
    """Found by `checks.source.confidentiality.address_traces`.

    `traces` are the names of the parameters to delete, such as "utm_source", `right` the address without.
    """

    says = "parts of this address reveal where or by whom it was found: {traces}"
    help = "write {right}"
    help_in_file = "right-click the link in Word, Edit Hyperlink, and write {right}"
    traces: tuple[str, ...]
    right: str


class AddressThrough(AddressTraces):
    """The address of another server, which forwards to `right`. `traces` is its name."""

    says = "this address leads through {traces}, and can reveal who received it"


_HELP_CLOCK = "rename the bookmarks: submission clean FILE.docx -o OUT.docx"


class ClockInNames(WordClock):
    """`name` is the bookmark with the latest time, and `day` when it was made, "" if that is not known."""

    says = (
        Plural(
            "count",
            "the name of a bookmark contains a time: if Word made {name}, it was made on {day}, in the time"
            " zone {zone}",
            "the names of {count} bookmarks contain times: if Word made {name}, it was made on {day}, in the"
            " time zone {zone}",
        ),
        Plural(
            "count",
            "the name of a bookmark contains a time: if Word made {name}, it was made on {day}",
            "the names of {count} bookmarks contain times: if Word made {name}, it was made on {day}",
        ),
        Plural(
            "count",
            "the name of a bookmark contains a time, if Word made {name}",
            "the names of {count} bookmarks contain times, if Word made names such as {name}",
        ),
    )
    help = _HELP_CLOCK
    count: int
    name: str
    day: str
    zone: ForPeople
