"""Make WeasyPrint's PDF/UA-1 file also PDF/A-3a, in the same pass in which it is written.

ISO 14289-1 and ISO 19005-3. WeasyPrint writes a file of one standard or the other. Both need the tags; the
other requirements of PDF/A are added before the file is written: the meaning of its colours, the flags of its
annotations, its metadata and identification; and files are attached (ISO 19005-3, 6.8 and annex E).
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import md5
from importlib import resources
from typing import TYPE_CHECKING, Any

from toolchain.writers.pdf.metadata import PROGRAM, Metadata, packet

if TYPE_CHECKING:
    from toolchain.project.attached_source import AttachedFile

TAGGED = "pdf/ua-1"
"""WeasyPrint's name of the standard."""

_SRGB = ("sRGB2014.icc", "sRGB IEC61966-2.1", "http://www.color.org")
"""The profile of the ICC that WeasyPrint carries; its name, and where that is listed."""

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

    _put_metadata(pdf, metadata, archived=archived)
    for each in pdf.objects:
        if isinstance(each, pydyf.Stream) and "Interpolate" in each.extra:
            each.extra["Interpolate"] = "false"  # viewers must not interpolate images (ISO 19005-3, 6.2.8)
    if files:
        _attach(pdf, files, pdf.info.get("CreationDate"))
    if archived:
        _archive(pdf)
    else:
        from toolchain.writers.pdf.weasyprint.print_shop import put_print_marks

        put_print_marks(pdf, _srgb(pdf), _colour_spaces(pdf))


def _put_metadata(pdf: Any, metadata: Any, *, archived: bool) -> None:
    """Write what WeasyPrint found in the page, with the same values in the information dictionary and as an
    XMP packet; `archived` also claims PDF/A-3a.
    """
    import pydyf

    pdf.info["Creator"] = pydyf.String(PROGRAM)
    pdf.info.pop("ModDate", None)
    if metadata.authors:
        pdf.info["Author"] = pydyf.String("; ".join(metadata.authors))  # names may contain commas
    stream = next(each for each in pdf.objects if each.number and each.reference == pdf.catalog["Metadata"])
    said = Metadata(
        metadata.title or "", tuple(metadata.authors), metadata.description or "", tuple(metadata.keywords),
        metadata.lang or "", metadata.created or "", pdf.info["Producer"].string,
    )  # fmt: skip
    stream.stream = [packet(said, archived=archived).encode()]
    stream.compress = False  # so that programs without PDF support find it (ISO 32000-1, 14.3.2)


def _attach(pdf: Any, files: Sequence[AttachedFile], day: Any) -> None:
    """Attach files to the whole document, byte for byte. `day` is the submission's date in PDF form, or None.

    That date is used for the files, because their real dates are private.
    """
    import pydyf

    found = [_specification(pdf, file, day) for file in files]
    names = pydyf.Array()
    for file, specification in sorted(zip(files, found, strict=True), key=lambda pair: pair[0].name):
        names.extend((pydyf.String(file.name), specification.reference))
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = tree.reference
    pdf.catalog["AF"] = pydyf.Array([each.reference for each in found])


def _specification(pdf: Any, file: AttachedFile, day: Any) -> Any:
    """Return a file specification (ISO 32000-1, 7.11.3) with the file's stream, which it adds first."""
    import pydyf

    parameters = pydyf.Dictionary({
        "Size": len(file.data),
        "CheckSum": f"<{md5(file.data, usedforsecurity=False).hexdigest()}>",
        **({"ModDate": day} if day else {}),
    })  # fmt: skip
    subtype = pydyf.name(file.media_type)
    extra = pydyf.Dictionary({"Type": "/EmbeddedFile", "Subtype": subtype, "Params": parameters})
    stream = pydyf.Stream([file.data], extra, compress=True)
    pdf.add_object(stream)
    specification = pydyf.Dictionary({
        "Type": "/Filespec",
        "F": pydyf.String(file.name),
        "UF": pydyf.String(file.name),
        "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
        "Desc": pydyf.String(file.description),
        "AFRelationship": f"/{file.relationship}",
    })  # fmt: skip
    pdf.add_object(specification)
    return specification


def _colour_spaces(pdf: Any) -> Any:
    """Return the colour spaces that all pages share."""
    return next(each for each in pdf.objects if isinstance(each, dict) and "lab-d50" in each)


def _srgb(pdf: Any) -> Any:
    """Return a new stream of the file with the sRGB profile, which all CSS colours use."""
    import pydyf

    data = resources.files("weasyprint.pdf").joinpath(_SRGB[0]).read_bytes()
    stream = pydyf.Stream([data], pydyf.Dictionary({"N": 3}), compress=True)
    pdf.add_object(stream)
    return stream


def _archive(pdf: Any) -> None:
    import pydyf

    for each in pdf.objects:
        if isinstance(each, dict) and each.get("Type") == "/Annot":
            each["F"] = _PRINT  # (ISO 19005-3, 6.3.2)
    profile = _srgb(pdf)
    _colour_spaces(pdf)["DefaultCMYK"] = _inks(pdf, profile)
    _, name, registry = _SRGB
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
