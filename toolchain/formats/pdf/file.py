"""Open a PDF within limits, and report why it cannot be read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from toolchain.formats.kinds import refuse_others
from toolchain.formats.needs import install_required
from toolchain.model.diagnostics import Failure
from toolchain.model.expressions import expression
from toolchain.model.facts import WithFacts, Word
from toolchain.rules.files_pdf import PdfCompressedByLzw, PdfDamaged, PdfHoldsTooMuch
from toolchain.rules.inputs import FileEncrypted, NotOfKind, PackageMissing

if TYPE_CHECKING:
    import pikepdf

_PDF = Word("a PDF")
_LARGEST = 250_000_000
"""Maximum number of bytes of a file."""
_UNPACKED = 64 << 20
"""Maximum number of bytes of one uncompressed stream."""
_MEMBERS = 2_000_000
"""Maximum number of members of one array or dictionary."""
_LIMITS: Mapping[str, Any] = {
    "flate_max_memory": _UNPACKED,
    "run_length_max_memory": _UNPACKED,
    "png_max_memory": _UNPACKED,
    "tiff_max_memory": _UNPACKED,
    "max_stream_filters": 2,
    "parser_max_container_size": _MEMBERS,
}
_LZW = expression(rb"/(?:L|#4[cC])(?:Z|#5[aA])(?:W|#57)(?:D|#44)(?:e|#65)(?:c|#63)")
"""The one compression that the library unpacks without a limit; no program has used it since the 1990s."""

_HARMLESS = expression(
    "reported number of objects|has offset 0|extraneous whitespace seen before xref"
    "|entry for the xref stream itself"
)
"""Warnings that many files cause and that lose nothing."""
_TECHNICAL = expression(
    r"(?:stream )?<[^>]*>:?\s*|read_bytes called on |\([^()]*(?:offset|object)[^()]*\):?\s*"
    r"|\W*(?:\b(?:object|xref) stream ?\d*\W+)?\bobject \d+ \d+ at offset \d+:?\s*"
)


class TooMuch(WithFacts[Word]):
    """A file exceeds a limit: what of it does."""


@contextmanager
def opened(data: bytes, display: str) -> Iterator[pikepdf.Pdf]:
    """Open a PDF as a context. `display` is its path in messages.

    Raise `Failure` (S012, S020, S021), also if a fault is found while the file is read.
    """
    _look(data, display)
    try:
        import pikepdf
    except ImportError as error:  # some systems have no wheel of it
        raise Failure.of(display, PackageMissing("pikepdf", install_required("pikepdf"))) from error

    before = _limit(_LIMITS)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True, attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise Failure.of(display, FileEncrypted())
            yield pdf
            _refuse_warnings(pdf)
    except pikepdf.PasswordError as error:
        raise Failure.of(display, FileEncrypted()) from error
    except Failure:
        raise
    except TooMuch as error:
        raise Failure.of(display, PdfHoldsTooMuch(error.facts)) from error
    except pikepdf.PdfError as error:
        raise Failure.of(display, PdfDamaged(_said(error))) from error
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        # Whatever a damaged file holds where something else belongs comes to light here.
        raise Failure.of(display, PdfDamaged("")) from error
    finally:
        _limit(before)


def packet_of(pdf: Any, stream: Any) -> bytes | None:
    """Return the data of metadata (14.3.2); b"" if there are none, None if they are damaged.

    All else of the file can be read without them, so the file is not refused.
    """
    import pikepdf

    if not isinstance(stream, pikepdf.Stream):
        return b""
    _refuse_warnings(pdf)
    data = b""
    with suppress(pikepdf.DataDecodingError):
        data = stream.read_bytes()
    return None if pdf.get_warnings() else data


def _refuse_warnings(pdf: Any) -> None:
    """Raise `PdfError` if the library has warned of damage since this was last asked."""
    import pikepdf

    for each in map(str, pdf.get_warnings()):
        if not _HARMLESS.search(each):
            raise pikepdf.PdfError(each)


def _limit(limits: Mapping[str, Any]) -> Mapping[str, Any]:
    """Set limits of the library and return those before; before 10.14 it has none."""
    from pikepdf import settings

    change = getattr(settings, "set_qpdf_limits", None)
    return change(**limits) if change else {}


def _look(data: bytes, display: str) -> None:
    is_pdf = b"%PDF-" in data[:1024]
    refuse_others(data, display, _PDF, _LARGEST, b"" if is_pdf else b"%PDF")
    if not is_pdf:
        raise Failure.of(display, NotOfKind(_PDF))
    if _LZW.search(data):
        raise Failure.of(display, PdfCompressedByLzw())


def _said(error: object) -> str:
    """Return the library's message without object names and offsets."""
    text = _TECHNICAL.sub("", re.sub(r"\s+", " ", str(error)))
    return text.strip(" :")
