"""Images of a source, read once and kept in the Document.

Only files in the source's folder, and only formats that every output supports (`toolchain.formats.pictures`).
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from unicodedata import normalize
from urllib.parse import unquote

from toolchain.formats.pictures import Unreadable, read_picture
from toolchain.formats.read_bytes import part_of
from toolchain.model import ImageFile
from toolchain.model.diagnostics import Finding, Place
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.suggest import nearest
from toolchain.model.wording import picture_name
from toolchain.rules import pictures as faults

MAX_BYTES = 20 * 1024 * 1024
_SCHEME = expression(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def load_image(folder: Path, source: str, span: Place) -> ImageFile | Finding:
    """Return the image with the path `source` in `folder`, or what is wrong with it (S009)."""
    loaded = _loaded(folder, source)
    if isinstance(loaded, ImageFile):
        return loaded
    return Finding(span, faults.PictureUnusable(picture_name(source), loaded))


def _loaded(folder: Path, source: str) -> ImageFile | faults.PictureFault:
    path = _locate(folder, source)
    if isinstance(path, faults.PictureFault):
        return path
    try:
        if path.stat().st_size > MAX_BYTES:
            return faults.TooLarge(MAX_BYTES // 1024 // 1024, Word("MB"))
        return read_picture(path.read_bytes())
    except Unreadable as error:
        return error.facts
    except OSError as error:
        return faults.NotRead(error.strerror)


def _locate(folder: Path, source: str) -> Path | faults.PictureFault:
    """Return the file, after symbolic links, if it is inside the folder.

    macOS writes “é” in names of files with two characters, which a name typed elsewhere has as one.
    """
    if source.startswith("data:"):
        return faults.Inside()
    if _SCHEME.match(source):
        return faults.Elsewhere(Word("an address, not a file"))
    try:
        forms = (unquote(source), *(normalize(form, unquote(source)) for form in ("NFC", "NFD")))
        candidates = [part_of(folder.resolve(), name) for name in (source, *forms)]
        path = next((each for each in candidates if each and each.exists()), candidates[0])
        if path is None:
            return faults.Elsewhere(Word("outside the folder of the source"))
        if path.is_file():
            return path
        if path.exists():
            return faults.Missing(Word("is not a file"))
        near = nearest(path.name, sorted(each.name for each in path.parent.glob("*")))
        return faults.Missing(
            Word("does not exist"), near and PurePosixPath(source).with_name(near).as_posix()
        )
    except (OSError, ValueError, RuntimeError):
        return faults.Missing(Word("has a name that no file can have"))
