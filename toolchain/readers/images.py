"""Images of a source, read once and held in the Document: nothing else opens them again.

Only files under the source's folder, only formats that every output can hold; a file is looked at
before its pixels are ever unpacked, so a picture that would fill the memory is refused.
"""

from __future__ import annotations

import importlib
import io
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, SupportsFloat
from urllib.parse import unquote

from toolchain.diagnostics import Finding, Span
from toolchain.model import ImageFile
from toolchain.readers import png

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile as Opened

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 100_000_000
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_KINDS = "save it as PNG or JPEG"


class _Format(NamedTuple):
    """A format other than PNG: how its files begin, and the module and class of Pillow for it."""

    media_type: str
    begins: tuple[bytes, ...]
    module: str
    reader: str


_FORMATS = (
    _Format("image/jpeg", (b"\xff\xd8\xff",), "PIL.JpegImagePlugin", "JpegImageFile"),
    _Format("image/gif", (b"GIF87a", b"GIF89a"), "PIL.GifImagePlugin", "GifImageFile"),
)


def load_image(folder: Path, source: str, span: Span) -> ImageFile | Finding:
    """The image that `source` names in `folder`, or what is wrong with it (S009)."""
    path = _locate(folder, source, span)
    if isinstance(path, Finding):
        return path
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            return Finding(span, f"the image {source} is larger than {limit} MB", "make it smaller")
        return _inspect(path.read_bytes(), source, span)
    except OSError as error:
        return Finding(span, f"the image {source} cannot be read: {error.strerror}", "see to its permissions")


def _locate(folder: Path, source: str, span: Span) -> Path | Finding:
    """The file itself, symbolic links followed, if it lies under the folder."""
    if _SCHEME.match(source):
        return Finding(span, f"the image {source} is not a file", "copy it into the source's folder")
    home = folder.resolve()
    try:
        candidates = [(folder / name).resolve() for name in (source, unquote(source))]
        path = next((each for each in candidates if each.exists()), candidates[0])
        if not path.is_relative_to(home):
            message = f"the image {source} lies outside the source's folder"
            return Finding(span, message, "copy it into the folder")
        if not path.is_file():
            return Finding(span, f"the image {source} {_no_file(path)}", "see to its name")
    except (OSError, ValueError, RuntimeError):
        return Finding(span, f"the image {source} has a name that no file can have", "see to its name")
    return path


def _no_file(path: Path) -> str:
    if path.is_dir():
        return "is a folder"
    return "is no ordinary file" if path.exists() else "does not exist"


def _inspect(data: bytes, source: str, span: Span) -> ImageFile | Finding:
    """Take the header for true only where the whole structure is."""
    try:
        found = _png(data) if data.startswith(png.SIGNATURE) else _other(data)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        return Finding(span, f"the image {source} is damaged ({error})", _KINDS)
    if found is None:
        return Finding(span, f"{source} is not an image that every output can hold", _KINDS)
    if found.width * found.height > MAX_PIXELS:
        limit = MAX_PIXELS // 1_000_000
        return Finding(span, f"the image {source} has more than {limit} megapixels", "make it smaller")
    return found


def _png(data: bytes) -> ImageFile:
    header = png.read_header(data)
    return ImageFile(data, "image/png", header.width, header.height, _dpi(header.dpi))


def _other(data: bytes) -> ImageFile | None:
    """A JPEG or GIF, by the one module of Pillow for it: `Image.open` imports five, which takes 4 ms."""
    form = next((form for form in _FORMATS if data.startswith(form.begins)), None)
    if form is None:
        return None
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image: Opened = getattr(importlib.import_module(form.module), form.reader)(io.BytesIO(data))
        except Image.DecompressionBombError as error:
            raise ValueError(str(error)) from error
        with image:
            found = ImageFile(data, form.media_type, *image.size, _dpi(image.info.get("dpi", (0,))[0]))
            if found.width * found.height <= MAX_PIXELS:
                image.verify()
    return found


def _dpi(said: object) -> float:
    """Pixels per inch as the file says, 96 where it says nothing sensible."""
    dpi = float(said) if isinstance(said, SupportsFloat) else 0
    return dpi if 20 <= dpi <= 2400 else 96.0
