"""Find personal data in the properties and images of a PDF (X801, X802)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import unescape
from typing import Any

from toolchain.formats.metadata import of_packet
from toolchain.formats.pdf.file import packet_of
from toolchain.formats.pdf.page_items import Area, Text
from toolchain.formats.pdf.page_walk import is_dictionary
from toolchain.formats.pdf.targets import destinations
from toolchain.formats.pictures import cases_of, told_by
from toolchain.formats.pictures.texts import traces
from toolchain.formats.word_clock import clock_in_names, moment
from toolchain.model.diagnostics import FilePlace, Finding, Place, Severity, page_words
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts, ForPeople, Word
from toolchain.model.own_paths import MAIL, PATH
from toolchain.model.wording import fold, printable
from toolchain.rules import confidentiality_pdf as cases
from toolchain.rules.files_pdf import MetadataDamaged

_NOBODY = ("anonymous", "unknown", "author", "user", "(anonymous)", "(unspecified)")
_FIRMS = ("/Company", "/Manager", "/SourceModifiedBy", "/LastSavedBy")
_KNOWN = (
    *("/Title", "/Author", "/Subject", "/Keywords", "/Creat", "/Producer", "/ModDate", "/Trapped"),
    *("/GTS_", "/PTEX.", "/AAPL:", "/SourceModified", *_FIRMS),
)
"""The beginnings of the properties of the standards and of common programs."""
_ZONED = expression(r"\d{4}-?\d\d-?\d\dT?\d\d:?\d\d:?\d\d([+-](?!00)\d\d)[':]?(\d\d)")
_DATE = expression(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(Z|[+-]\d\d'?\d\d'?)?")
_LONGEST, _SHOWN = 1 << 20, 400


def of_persons(
    pdf: Any, texts: Iterable[str], pages: Iterable[Iterable[Text | Area]], display: str
) -> Iterator[Finding]:
    """Yield all findings. `texts` is the visible text, whose names are public; `pages` is what is painted."""
    shown = _folded("".join(texts))
    packet, damaged = _packet(pdf)
    info = pdf.trailer.get("/Info", {})
    values = {str(key): fold(str(info[key])) for key in info.keys()}  # noqa: SIM118 - no dict
    whole = FilePlace(display)
    for facts in (*_authors(values, packet, shown), *_others(values, packet, shown), *_clock(pdf, values)):
        yield Finding(whole, facts)
    yield from _of_properties(values, packet, whole)
    yield from _of_programs(pdf, display)
    yield from _of_images(pdf, pages, display)
    if damaged is not None:
        yield Finding(FilePlace(display, words=damaged), MetadataDamaged())


def _packet(pdf: Any) -> tuple[bytes, str | None]:
    """Return the metadata of the file, and of pages, which those of a page from another file can be; with the
    first page whose metadata are damaged, "" for those of the file, None if all can be read.

    One that pages share is read once, and no more than is looked at: a small file can have gigabytes.
    """
    import pikepdf

    known, read, damaged = set[object](), b"", None
    for place, holder in _holders(pdf):
        stream = holder.get("/Metadata")
        if not isinstance(stream, pikepdf.Stream) or stream.objgen in known or len(read) >= _LONGEST:
            continue
        known.add(stream.objgen)
        if (packet := packet_of(pdf, stream)) is not None:
            read += packet + b"\n"
        elif damaged is None:
            damaged = place
    return read[:_LONGEST], damaged


def _holders(pdf: Any) -> Iterator[tuple[str, Any]]:
    """Yield the catalogue and the pages, with the words for their places."""
    yield "", pdf.Root
    yield from ((page_words(at), page.obj) for at, page in enumerate(pdf.pages, 1))


def _authors(values: dict[str, str], packet: bytes, shown: str) -> Iterator[Facts]:
    names = values.get("/Author", "").replace(",", ";").split(";")
    names += [words for name, words in of_packet(packet) if name == "creator"]
    unknown = dict.fromkeys(
        name
        for each in names
        if (name := fold(each))
        and name.lower() not in _NOBODY
        and any(part not in shown for part in _parts(name))
    )
    if unknown:
        yield cases.AuthorNotInText(tuple(map(_printable, unknown)))


def _clock(pdf: Any, values: dict[str, str]) -> Iterator[Facts]:
    """Find the names of bookmarks that Word gave to places of the file."""
    created, saved = (_moment(values.get(key, "")) for key in ("/CreationDate", "/ModDate"))
    names = (name.lstrip("/") for name in destinations(pdf.Root))
    if facts := clock_in_names(names, created, saved or created):
        yield facts


def _of_properties(values: dict[str, str], packet: bytes, whole: Place) -> Iterator[Finding]:
    """Find properties that no standard knows, and the time zone of times."""
    if own := [_printable(key[1:]) for key in values if not key.startswith(_KNOWN)]:
        yield Finding(whole, cases.OtherProperties(tuple(own)), severity=Severity.WARNING)
    times = _ZONED.finditer("\n".join((*values.values(), packet.decode("utf-8", "replace"))))
    if zones := ", ".join(dict.fromkeys(f"UTC{each[1]}:{each[2]}" for each in times)):
        yield Finding(whole, cases.ZoneOfTimes(ForPeople(zones)), severity=Severity.INFORMATION)


def _moment(text: str) -> datetime | None:
    """Return the time of a property (7.9.4)."""
    if not (match := _DATE.match(text)):
        return None
    *parts, zone = match.groups()
    return moment("{}-{}-{}T{}:{}:{}".format(*parts) + (zone or "Z").replace("'", ":").rstrip(":"))


def _parts(name: str) -> list[str]:
    """Return the words of a name, which a text may have in another order."""
    return [_folded(part) for part in name.split()] or [_folded(name)]


def _others(values: dict[str, str], packet: bytes, shown: str) -> Iterator[Facts]:
    for key in _FIRMS:
        if value := values.get(key):
            yield cases.NameInProperties(_printable(value))
    text = unescape(packet.decode("utf-8", "replace"))
    said = {**values, "the metadata (XMP)": text}
    told: set[str] = set()
    for value in said.values():
        if (path := PATH.search(value)) and path[0] not in told:
            told.add(path[0])
            yield cases.PathInProperties(_printable(path[0]))
        for mail in (found[0] for found in MAIL.finditer(value)):
            if mail not in told and _folded(mail) not in shown:
                told.add(mail)
                yield cases.MailInProperties(_printable(mail))
    for trace in traces(packet):
        if trace.what in _OF_DEVICES:
            yield cases.TraceInMetadata(Word(trace.what))


_OF_DEVICES = frozenset(("where it was taken", "the serial number of the camera", "whose camera it is"))


def _of_programs(pdf: Any, display: str) -> Iterator[Finding]:
    """Find private data of programs (14.5), which can contain what is not shown."""
    for place, holder in _holders(pdf):
        if is_dictionary(data := holder.get("/PieceInfo")) and len(data.keys()):
            names = tuple(sorted(_printable(str(key)[1:]) for key in data.keys()))  # noqa: SIM118 - no dict
            where = FilePlace(display, words=place)
            yield Finding(where, cases.DataOfPrograms(names), severity=Severity.WARNING)
            return


def _of_images(pdf: Any, pages: Iterable[Iterable[Text | Area]], display: str) -> Iterator[Finding]:
    """Find what unchanged images reveal."""
    told: set[Finding] = set()
    for page, image in _images(pdf, pages):
        packet = packet_of(pdf, image.get("/Metadata"))
        found = list(traces(packet or b""))
        if _is_photograph(image):
            found += told_by(bytes(image.read_raw_bytes()))
        for facts in (*cases_of(found), *([] if packet is not None else [MetadataDamaged()])):
            finding = Finding(FilePlace(display, words=page), facts)
            if finding not in told:
                told.add(finding)
                yield finding


def _is_photograph(image: Any) -> bool:
    """Return whether the data are those of a JPEG file, without another compression."""
    import pikepdf

    filters = image.get("/Filter")
    names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    return [str(each) for each in names] == ["/DCTDecode"]


def _images(pdf: Any, pages: Iterable[Iterable[Text | Area]]) -> Iterator[tuple[str, Any]]:
    """Yield all images, each with the first page that shows it; "" for none."""
    import pikepdf

    shown: dict[tuple[int, int], str] = {}
    for number, page in enumerate(pages, 1):
        for each in page:
            if isinstance(each, Area) and each.picture:
                shown.setdefault(each.picture, page_words(number))
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image":
            yield shown.get(each.objgen, ""), each


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _printable(text: str) -> str:
    return printable(text[:_SHOWN])
