"""The cases of S009 about pictures, and why the bytes of one cannot be used."""

from __future__ import annotations

from toolchain.model.facts import Facts, Word
from toolchain.rules.files import FileOutside


class PictureElsewhere(FileOutside, says="the image {source} is {what}", help="copy it into the folder"):
    source: str
    what: Word


class PictureMissing(FileOutside, says="the image {source} {what}", help="check the name"):
    source: str
    what: Word


class PictureTooLarge(
    FileOutside, says="the image {source} is larger than {limit} MB", help="make the image smaller"
):
    source: str
    limit: int


class PictureNotRead(
    FileOutside,
    says="the image {source} cannot be read: {error}",
    help="check the permissions of the file",
):
    source: str
    error: str


class PictureUnusable(FileOutside, says="the image {source} {fault}", help="{fault:help}"):
    source: str
    fault: PictureFault


class PictureLost(Facts, says="a picture that {fault}"):
    """A line about a picture that an import leaves out."""

    fault: PictureFault


class PictureFault(Facts):
    """Why a picture cannot be used: the end of a sentence."""


_SAVE = "save it as PNG or JPEG"


class Damaged(PictureFault, says="is damaged ({error})", help=_SAVE):
    error: str


class OtherFormat(PictureFault, says="is {what}, and outputs hold PNG, JPEG and GIF", help=_SAVE):
    what: Word


class NotUpright(
    PictureFault, says="is upright only in programs that turn it", help="turn it where you made it"
):
    pass


class TooManyPixels(PictureFault, says="has more than {millions} megapixels", help="make the image smaller"):
    millions: int
