"""Images of a source, read once and held in the Document: nothing else opens them again.

Only files under the source's folder, only formats that every output can hold (`toolchain.formats.pictures`).
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from toolchain.formats.pictures import Unreadable, read_picture
from toolchain.model import ImageFile
from toolchain.model.diagnostics import Finding
from toolchain.model.places import Place

MAX_BYTES = 20 * 1024 * 1024
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def load_image(folder: Path, source: str, span: Place) -> ImageFile | Finding:
    """The image that `source` names in `folder`, or what is wrong with it (S009)."""
    path = _locate(folder, source, span)
    if isinstance(path, Finding):
        return path
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            return Finding(span, f"the image {source} is larger than {limit} MB", "make it smaller")
        return read_picture(path.read_bytes())
    except Unreadable as error:
        return Finding(span, f"the image {source} {error.what}", error.help)
    except OSError as error:
        return Finding(span, f"the image {source} cannot be read: {error.strerror}", "see to its permissions")


def _locate(folder: Path, source: str, span: Place) -> Path | Finding:
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
