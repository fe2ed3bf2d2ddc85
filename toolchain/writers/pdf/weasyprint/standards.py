"""Make WeasyPrint's PDF/UA-1 file also PDF/A-3a, in the same pass in which it is written.

ISO 14289-1 and ISO 19005-3. WeasyPrint writes a file of one standard or the other. Both need the tags; the
other requirements of PDF/A are added before the file is written: the meaning of its colours, the flags of its
annotations, and its identification.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import md5
from typing import TYPE_CHECKING, Any

from toolchain.writers.pdf.weasyprint.colours import SRGB, colour_spaces, srgb

if TYPE_CHECKING:
    from toolchain.project.attached_source import AttachedFile

TAGGED = "pdf/ua-1"
"""WeasyPrint's name of the standard."""

_PRINT = 4
"""The flag of an annotation that is printed with the page (ISO 32000-1, table 165)."""
_TIMES_LIGHT = b"3 index exch 1 exch sub mul 3 1 roll "
_RGB_OF_INKS = b"{1 exch sub 4 1 roll " + 3 * _TIMES_LIGHT + b"4 3 roll pop}"
"""Computes (1 - ink) times (1 - black) for three inks, from cyan, magenta, yellow and black on the stack."""


def put_standards(pdf: Any, metadata: Any, files: Sequence[AttachedFile], *, archived: bool) -> None:
    """Add what WeasyPrint's file needs for PDF/A-3a, and the attached files.

    A file that is not for archives is for a print shop.
    """
    import pydyf

    from toolchain.writers.pdf.weasyprint.metadata import put_metadata

    put_metadata(pdf, metadata, archived=archived)
    for each in pdf.objects:
        if isinstance(each, pydyf.Stream) and "Interpolate" in each.extra:
            each.extra["Interpolate"] = "false"  # viewers must not interpolate images (ISO 19005-3, 6.2.8)
    if files:
        from toolchain.writers.pdf.weasyprint.attaching import attach

        attach(pdf, files, pdf.info.get("CreationDate"))
    if archived:
        _archive(pdf)
    else:
        from toolchain.writers.pdf.weasyprint.print_shop import put_print_marks

        put_print_marks(pdf, srgb(pdf))


def _archive(pdf: Any) -> None:
    import pydyf

    for each in pdf.objects:
        if isinstance(each, dict) and each.get("Type") == "/Annot":
            each["F"] = _PRINT  # (ISO 19005-3, 6.3.2)
    profile = srgb(pdf)
    colour_spaces(pdf)["DefaultCMYK"] = _inks(pdf, profile)
    _, name, registry = SRGB
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": pydyf.String(name),
        "RegistryName": pydyf.String(registry),
        "DestOutputProfile": profile.reference,
    }
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent)])


def _inks(pdf: Any, profile: Any) -> Any:
    """Return the profile of the four inks of a photograph or a style sheet, which PDF/A requires (6.2.4.3).

    The intended press is unknown; this is the CSS default for that case (CSS Color 5, 10.1).
    """
    import pydyf

    extra = {"FunctionType": 4, "Domain": pydyf.Array([0, 1] * 4), "Range": pydyf.Array([0, 1] * 3)}
    tint = pydyf.Stream([_RGB_OF_INKS], pydyf.Dictionary(extra))
    pdf.add_object(tint)
    names = pydyf.Array(("/Cyan", "/Magenta", "/Yellow", "/Black"))
    return pydyf.Array(("/DeviceN", names, pydyf.Array(("/ICCBased", profile.reference)), tint.reference))


def identified(data: bytes) -> bytes:
    """Return a file with an identifier (ISO 32000-1, 14.4), computed from its bytes.

    pydyf would make one as well, but compress every stream twice for it. The trailer dictionary is the last
    thing in the file, so that adding to it moves nothing.
    """
    identifier = md5(data, usedforsecurity=False).hexdigest().encode()
    start = int(data[data.rindex(b"startxref") :].split()[1])
    at = data.index(b"<<", start) + 2
    return b"%b/ID [<%b><%b>]%b" % (data[:at], identifier, identifier, data[at:])
