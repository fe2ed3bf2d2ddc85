"""The case of S009 about pictures, and why one cannot be used."""

from __future__ import annotations

from toolchain.model.facts import Facts, Word
from toolchain.rules.files import FileOutside


class PictureUnusable(FileOutside, says="the image {source} {fault}", help="{fault:help}"):
    source: str
    fault: PictureFault


class PictureLost(Facts, says="a picture that {fault}"):
    """A line about a picture that an import leaves out."""

    fault: PictureFault


class PictureFault(Facts):
    """Why a picture cannot be used: the end of a sentence."""


class Elsewhere(PictureFault, says="is {what}", help="copy the image into the folder of the source"):
    what: Word


class Inside(PictureFault):
    says = "is written into the source, not in a file"
    help = (
        "save the image as a file in the folder of the source, and write its name here; or download the text "
        "as a Word file from where it was written, and begin with that: submission import FILE.docx"
    )


class Missing(PictureFault, says="{what}", help=("did you mean {near}?", "check the name")):
    what: Word
    near: str | None = None


class NotRead(PictureFault, says="cannot be read: {error}", help="check the permissions of the file"):
    error: str | None


class TooLarge(PictureFault, says="is larger than {most} {unit}", help="make the image smaller"):
    most: int
    unit: Word


_SAVE = "save the image as PNG or JPEG"


class Damaged(PictureFault, says="is damaged ({error})", help=_SAVE):
    error: str


class OtherFormat(PictureFault, says="is {what}, but outputs can contain only PNG, JPEG and GIF", help=_SAVE):
    what: Word


class NotUpright(PictureFault):
    says = "is upright only in programs that follow its EXIF orientation"
    help = "rotate the image in an image program and save it"
