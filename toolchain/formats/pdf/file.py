"""Opens a PDF within limits, and says in one sentence why one cannot be read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from toolchain.model.diagnostics import Failure, failure
from toolchain.model.places import FilePlace

if TYPE_CHECKING:
    import pikepdf

_LARGEST = 256 << 20
"""Bytes of a file."""
_UNPACKED = 64 << 20
"""Bytes that one stream may unpack to."""
_MEMBERS = 2_000_000
"""Members of one array or dictionary."""
_LZW = re.compile(rb"/(?:L|#4[cC])(?:Z|#5[aA])(?:W|#57)(?:D|#44)(?:e|#65)(?:c|#63)")
"""The one compression whose unpacking has no limit in the library; nothing has used it since the 1990s."""

_HARMLESS = re.compile(
    "reported number of objects|has offset 0|extraneous whitespace seen before xref"
    "|entry for the xref stream itself"
)
"""What many programs get wrong, and no reader minds: nothing of the file is lost by it."""
_TECHNICAL = re.compile(
    r"(?:stream )?<[^>]*>:?\s*|\([^()]*(?:offset|object)[^()]*\):?\s*|^\W*object \d+ \d+ at offset \d+:?\s*"
)
_WRONG = "something in it is not of the kind that belongs there"
_DAMAGED = "make it again, or save it anew with the program that made it"


class TooMuch(Exception):
    """A file holds more than anybody would write; the message says of what."""


@contextmanager
def opened(data: bytes, display: str) -> Iterator[pikepdf.Pdf]:
    """The file, for as long as it is read. Raises `Failure` (S012), also for what comes to light then."""
    _look(data, display)
    import pikepdf
    from pikepdf import settings

    before: dict[str, Any] = settings.set_qpdf_limits(
        flate_max_memory=_UNPACKED,
        run_length_max_memory=_UNPACKED,
        png_max_memory=_UNPACKED,
        tiff_max_memory=_UNPACKED,
        max_stream_filters=2,
        parser_max_container_size=_MEMBERS,
    )
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True, attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise _unreadable(display, "this PDF is encrypted", "save it without a password")
            yield pdf
            if warnings := [each for each in pdf.get_warnings() if not _HARMLESS.search(str(each))]:
                raise _unreadable(display, f"this PDF is damaged: {_said(warnings[0])}", _DAMAGED)
    except pikepdf.PasswordError as error:
        raise _unreadable(display, "this PDF is encrypted", "save it without a password") from error
    except Failure:
        raise
    except TooMuch as error:
        raise _unreadable(display, f"this PDF holds too much: {error}", "make it smaller") from error
    except pikepdf.PdfError as error:
        raise _unreadable(display, f"this PDF is damaged: {_said(error)}", _DAMAGED) from error
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        # Whatever a damaged file holds where something else belongs comes to light here.
        raise _unreadable(display, f"this PDF is damaged: {_WRONG}", _DAMAGED) from error
    finally:
        settings.set_qpdf_limits(**before)


_OTHERS = (
    (b"PK\x03\x04", "a Word file or a book"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"<", "a page of HTML or XML"),
)
_NO_PDF = "give a file that begins with %PDF"


def no_structure(display: str) -> Failure:
    """The `Failure` of a file without tags."""
    return _unreadable(
        display, "this PDF has no structure tree, so its text cannot be read in order", "make a tagged PDF"
    )


def _look(data: bytes, display: str) -> None:
    if not data.strip():
        raise _unreadable(display, "the file is empty", "make it again")
    if b"%PDF-" not in data[:1024]:
        kind = next((f": it begins as {kind} does" for start, kind in _OTHERS if data.startswith(start)), "")
        raise _unreadable(display, f"this is no PDF{kind}", "see to its name" if kind else _NO_PDF)
    if len(data) > _LARGEST:
        raise _unreadable(display, f"this PDF is larger than {_LARGEST >> 20} MB", "make it smaller")
    if _LZW.search(data):
        raise _unreadable(display, "this PDF is compressed by LZW", "save it anew in another program")


def _said(error: object) -> str:
    """What the library says, without the names and offsets that say nothing to a user."""
    text = _TECHNICAL.sub("", re.sub(r"\s+", " ", str(error)))
    return text.strip(" :")[:120] or _WRONG


def _unreadable(display: str, message: str, help_: str) -> Failure:
    return failure("S012", FilePlace(display), message, help_)
