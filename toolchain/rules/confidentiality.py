"""The rules of the series X and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import Facts, Plural, Severity, rule

ERROR, WARNING, INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION


@rule(
    "X801",
    "personal-metadata",
    "A path of somebody’s own computer, or an image that tells of a person",
    ERROR,
)
class PersonalMetadata(Facts):
    """Found by `checks.source.confidentiality.personal_metadata`."""


class OwnPath(
    PersonalMetadata,
    says="this is a path on a personal computer: {path:short}",
    help="delete it, or name something that others can open",
):
    path: str


_CLEAN_IMAGE = "no output contains it, but the image itself does: clean the image before you share it"
_INSERT_CLEAN = "clean the image and insert it again, or build the file again with submission build"


class ImageNamesPerson(
    PersonalMetadata,
    says=(
        "the image {source} contains data about persons or devices: {traces}",
        "an image contains data about persons or devices: {traces}",
    ),
    help=_CLEAN_IMAGE,
    help_in_file=_INSERT_CLEAN,
):
    source: str
    traces: str


@rule("X802", "image-location", "An image’s file says where or when it was made, or by which device", ERROR)
class ImageLocation(
    Facts,
    says=(
        "the image {source} contains data about its place, time or device: {traces}",
        "an image contains data about its place, time or device: {traces}",
    ),
    help=_CLEAN_IMAGE,
    help_in_file=_INSERT_CLEAN,
):
    """Found by `checks.source.confidentiality.image_location`."""

    source: str
    traces: str


@rule("X803", "comments", "A file holds comments, tracked changes, hidden text or old states", ERROR)
class Comments(Facts):
    """What nobody sees on paper goes along in the file: comments with the names of who wrote them; words that
    were taken out or put in while changes were tracked, with name, day and minute; hidden text; the picture
    of the first page that Word made when the file was saved; parts of an earlier state that nothing leads to.
    Whoever is sent the file reads all of it with two clicks.

    A PDF keeps notes and marks that people have put on it; text that is only painted over, and can be copied
    from under the black bar; text in the colour of the page; earlier states, behind which saved changes were
    added; and files that are attached to it. To black out a name, take it out of the text.

    A page keeps comments in its markup, which every browser shows under “View source”: a warning, since most
    that programs write say nothing of anybody.

    Each is told where it stands. A file in which all changes are accepted and no comment is left has none of
    it, nor has one that `submission build` made. `submission clean FILE.docx -o OUT.docx` takes it out, and
    proves that what is seen stays as it was; whether changes are to be accepted or rejected, you say.
    """


@rule("X804", "external-load", "A finished file loads something that is not in it", ERROR)
class ExternalLoad(Facts):
    """A picture, font, script, style sheet or frame that is fetched from a server tells that server who opens
    the file, from where and when; so does a beacon of one pixel, and a form sends what is written into it.
    Whoever must not be seen reading a report is seen. And what is fetched is gone as soon as the server is. A
    finished file asks for nothing: put into it what it shows. What lies beside it on the disk tells nobody,
    but stays behind when the file is sent: that is a warning.
    """


@rule("X805", "active-content", "A finished file runs code that it does not answer for", ERROR)
class ActiveContent(Facts):
    """An address that begins with javascript: is run when it is clicked, and looks like any link. An old
    plug-in or a document inside an address can do the same. Nobody sees from outside what it does. A PDF can
    run a script when it is opened, start a program, and open files of whoever reads it; the mail of many
    offices stops one that does.

    A script in a page, or one in the attribute of an element, is a warning: many pages have them for their
    menus. None is told of a page whose content security policy names its script by its hash, so that no other
    runs, and forbids it to connect; but one that is not the script so named is an error, since no browser
    runs it.
    """


@rule("X806", "source-attached", "The source that goes along in the PDF tells what is not printed", WARNING)
class SourceAttached(Facts):
    """With `--with-source` the PDF holds the source and its bibliography as attached files, and whoever has
    the one opens the others with two clicks. Comments in them, and what a program for sources keeps beside a
    title (abstracts, notes, keywords, names of files), reach no output otherwise. Read them once more as the
    reader that you do not want. A path of somebody's own computer in them is an error.
    """


_LEAVE_OUT = "delete what nobody else should read, or build without --with-source"


class CommentsAttached(
    SourceAttached,
    says=Plural(
        "number",
        "the PDF includes {number} comment of the source: “{first:short}”",
        "the PDF includes {number} comments of the source, the first is “{first:short}”",
    ),
    help=_LEAVE_OUT,
):
    number: int
    first: str


class PathInComment(
    SourceAttached,
    says="the PDF includes this comment, which names a path on a person's computer: “{path:short}”",
    help=_LEAVE_OUT,
):
    path: str


class PathInEntry(
    SourceAttached,
    says="the PDF includes this entry, which names a path on a person's computer: “{path:short}”",
    help=_LEAVE_OUT,
):
    path: str


class FieldCount(Facts, says="{name} ({number})"):
    """How often the entries have a field."""

    name: str
    number: int


class FieldsAttached(
    SourceAttached,
    says="the PDF includes the bibliography, with fields that no output shows: {fields}",
    help=_LEAVE_OUT,
):
    fields: tuple[FieldCount, ...]
