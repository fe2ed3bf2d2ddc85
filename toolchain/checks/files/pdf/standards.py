"""Check a PDF against the standards that it claims to meet (D911), if page-validation is installed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from toolchain.formats.needs import PAGE_VALIDATION
from toolchain.formats.pdf.file import packet_of
from toolchain.model.diagnostics import FilePlace, Finding, Severity
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.wording import fold
from toolchain.rules.outputs_pdf import AgainstStandard, MoreAgainstStandard, StandardUnchecked

_MOST = 10
"""Maximum number of kinds of faults against one standard that are listed one by one."""

_BEFORE = rb"(?:\s*=\s*[\"']|(?:\s+xmlns[^>]{0,200})?\s*>\s*)"
"""What is between the name of a property and its value: an attribute's sign, or the end of a tag."""
_CLAIMS = (
    (expression(rb"pdfuaid:part" + _BEFORE + rb"([12])"), b"", "ua", "PDF/UA-"),
    (
        expression(rb"pdfaid:part" + _BEFORE + rb"([1-4])"),
        rb"pdfaid:conformance" + _BEFORE + rb"([ABUEFabuef])",
        "",
        "PDF/A-",
    ),
)
_KNOWN = frozenset(("ua1", "1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u"))
"""The profiles that the library supports."""
_NO_FAULTS = expression(r"PDFA[23][ABU]-METADATA-FILTER-001")
"""A fault that the library reports although the standard allows it.

ISO 19005-1 requires metadata without a filter, its later parts do not.
"""
_ONE_LESS = expression(r"PDFA[123][ABU]-STREAM-LENGTH-001")
"""The library takes a carriage return at the end of a stream for a part of the line end after it, and says
that the length is wrong. Our own reader, which counts right, refuses a file with a wrong one (S012).
"""
_MALFORMED = expression(r"font object (\d+) (\d+) has a malformed ToUnicode CMap")
"""What the library says of a font if a glyph of it has no letter of its own: `<1565> <>`, of a stroke between
Arabic letters. veraPDF accepts that.
"""


def of_the_standards(pdf: Any, data: bytes, display: str) -> Iterator[Finding]:
    """Yield D911 for each kind of fault against the claimed standards; nothing if the file claims none.

    The file must have been read by our own reader. If the library fails, that says nothing about the file.
    """
    for profile, name in _claimed(pdf):
        list(pdf.objects)  # reads the length of each stream
        if profile not in _KNOWN:
            facts = StandardUnchecked(name, Word("no program here knows this standard"))
            yield Finding(FilePlace(display), facts, severity=Severity.INFORMATION)
        if profile not in _KNOWN or not PAGE_VALIDATION.find():
            continue
        try:
            counted = _faults(pdf, data, profile)
        except Exception as error:  # a stranger's library over a stranger's file
            yield Finding(FilePlace(display), StandardUnchecked(name, type(error).__name__))
            continue
        for (rule, message), times in list(counted.items())[:_MOST]:
            yield Finding(FilePlace(display), AgainstStandard(name, message, rule, times))
        if len(counted) > _MOST:
            yield Finding(FilePlace(display), MoreAgainstStandard(len(counted) - _MOST, name))


def _claimed(pdf: Any) -> Iterator[tuple[str, str]]:
    """Yield the profiles that the metadata claims, with the library's name and the standard's name."""
    packet = packet_of(pdf, pdf.Root.get("/Metadata")) or b""
    for part, level, kind, name in _CLAIMS:
        if found := part.search(packet):
            grade = re.search(level, packet) if level else None
            number = found[1].decode()
            letter = grade[1].decode() if grade else ""
            yield f"{kind}{number}{letter.lower()}", f"{name}{number}{letter.lower()}"


def _faults(pdf: Any, data: bytes, profile: str) -> Counter[tuple[str, str]]:
    import page

    counted_less = b"\r\nendstream" in data
    report = page.validate_pdf_bytes(data, profile=profile)
    return Counter(
        (failure.rule_id, fold(failure.message))
        for failure in report.failures
        if not _NO_FAULTS.fullmatch(failure.rule_id)
        and not (counted_less and _ONE_LESS.fullmatch(failure.rule_id))
        and not (
            (font := _MALFORMED.match(failure.message)) and _has_no_letter(pdf, *map(int, font.groups()))
        )
    )


def _has_no_letter(pdf: Any, number: int, generation: int) -> bool:
    return b"> <>" in pdf.get_object(number, generation)["/ToUnicode"].read_bytes()
