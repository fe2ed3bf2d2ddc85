"""Holds a PDF against the standards to which it says it keeps (D911), where page-validation is installed."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from toolchain.model.diagnostics import Finding, Severity
from toolchain.model.facts import Word
from toolchain.model.places import FilePlace
from toolchain.model.wording import fold
from toolchain.rules.outputs_pdf import MoreAgainstStandard, NotPdfA, NotPdfUa, StandardUnchecked

LIBRARY = "page-validation"
_MODULE = "page"
_MOST = 10
"""Kinds of faults against one standard that are told one by one."""

_CLAIMS = (
    (re.compile(rb"pdfuaid:part(?:\s*=\s*[\"']|\s*>\s*)([12])"), b"", "ua", "PDF/UA-"),
    (
        re.compile(rb"pdfaid:part(?:\s*=\s*[\"']|\s*>\s*)([1-4])"),
        rb"pdfaid:conformance(?:\s*=\s*[\"']|\s*>\s*)([ABUEFabuef])",
        "",
        "PDF/A-",
    ),
)
_KNOWN = frozenset(("ua1", "1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u"))
"""What the library can hold a file against."""
_NO_FAULTS = re.compile(r"PDFA[23][ABU]-METADATA-FILTER-001")
"""What the library says and the standard does not: ISO 19005-1 wanted metadata without a filter, its later
parts do not.
"""


def is_installed() -> bool:
    """Whether the library is there; it is not imported for that."""
    return importlib.util.find_spec(_MODULE) is not None


def of_the_standards(pdf: Any, data: bytes, display: str) -> Iterator[Finding]:
    """D911 for each kind of fault against what the file claims to be; nothing where it claims nothing.

    The file has gone through our own reader before. A library that fails says nothing of the file.
    """
    for profile, name in _claimed(pdf):
        if profile not in _KNOWN:
            facts = StandardUnchecked(name, Word("no program here knows this standard"))
            yield Finding(FilePlace(display), facts, severity=Severity.INFORMATION)
        if profile not in _KNOWN or not is_installed():
            continue
        try:
            counted = _faults(data, profile)
        except Exception as error:  # a stranger's library over a stranger's file
            yield Finding(FilePlace(display), StandardUnchecked(name, type(error).__name__))
            continue
        for (rule, message), times in list(counted.items())[:_MOST]:
            case = NotPdfUa if profile.startswith("ua") else NotPdfA
            yield Finding(FilePlace(display), case(name, message, rule, times))
        if len(counted) > _MOST:
            yield Finding(FilePlace(display), MoreAgainstStandard(len(counted) - _MOST, name))


def _claimed(pdf: Any) -> Iterator[tuple[str, str]]:
    """The profiles of what the metadata claims, as the library calls them, and their names."""
    packet = pdf.Root["/Metadata"].read_bytes() if "/Metadata" in pdf.Root else b""
    for part, level, kind, name in _CLAIMS:
        if found := part.search(packet):
            grade = re.search(level, packet) if level else None
            number = found[1].decode()
            letter = grade[1].decode() if grade else ""
            yield f"{kind}{number}{letter.lower()}", f"{name}{number}{letter.lower()}"


def _faults(data: bytes, profile: str) -> Counter[tuple[str, str]]:
    import page

    report = page.validate_pdf_bytes(data, profile=profile)
    return Counter(
        (failure.rule_id, fold(failure.message))
        for failure in report.failures
        if not _NO_FAULTS.fullmatch(failure.rule_id)
    )
