"""Opens a PDF within limits, and says in one sentence why one cannot be read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.facts import Facts, Word
from toolchain.model.places import FilePlace
from toolchain.rules.files_pdf import (
    NoStructureTree,
    NotPdf,
    PdfCompressedByLzw,
    PdfDamaged,
    PdfEmpty,
    PdfEncrypted,
    PdfHoldsTooMuch,
    PdfTooLarge,
)

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


class TooMuch(Exception):
    """A file holds more than anybody would write; `what` says of what."""

    def __init__(self, what: Word) -> None:
        self.what = what
        super().__init__(what)


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
                raise _unreadable(display, PdfEncrypted())
            yield pdf
            if warnings := [each for each in pdf.get_warnings() if not _HARMLESS.search(str(each))]:
                raise _unreadable(display, PdfDamaged(_said(warnings[0])))
    except pikepdf.PasswordError as error:
        raise _unreadable(display, PdfEncrypted()) from error
    except Failure:
        raise
    except TooMuch as error:
        raise _unreadable(display, PdfHoldsTooMuch(error.what)) from error
    except pikepdf.PdfError as error:
        raise _unreadable(display, PdfDamaged(_said(error))) from error
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        # Whatever a damaged file holds where something else belongs comes to light here.
        raise _unreadable(display, PdfDamaged("")) from error
    finally:
        settings.set_qpdf_limits(**before)


_OTHERS = (
    (b"PK\x03\x04", Word("a Word file or an EPUB")),
    (b"\xd0\xcf\x11\xe0", Word("an old Word file")),
    (b"<", Word("a page of HTML or XML")),
)


def no_structure(display: str) -> Failure:
    """The `Failure` of a file without tags."""
    return _unreadable(display, NoStructureTree())


def _look(data: bytes, display: str) -> None:
    if not data.strip():
        raise _unreadable(display, PdfEmpty())
    if b"%PDF-" not in data[:1024]:
        kind = next((kind for start, kind in _OTHERS if data.startswith(start)), None)
        raise _unreadable(display, NotPdf(kind))
    if len(data) > _LARGEST:
        raise _unreadable(display, PdfTooLarge(_LARGEST >> 20))
    if _LZW.search(data):
        raise _unreadable(display, PdfCompressedByLzw())


def _said(error: object) -> str:
    """What the library says, without the names and offsets that say nothing to a user."""
    text = _TECHNICAL.sub("", re.sub(r"\s+", " ", str(error)))
    return text.strip(" :")


def _unreadable(display: str, facts: Facts) -> Failure:
    return Failure(Finding(FilePlace(display), facts))
