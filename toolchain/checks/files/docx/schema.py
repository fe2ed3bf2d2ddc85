"""What the schema of Word's format says of a file (D910), through openxml-audit where that is installed."""

from __future__ import annotations

import importlib.util
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from toolchain.model.diagnostics import Finding
from toolchain.model.places import FilePlace
from toolchain.model.wording import fold
from toolchain.rules.files_docx import AgainstSchema, MoreAgainstSchema, SchemaUnchecked

LIBRARY = "openxml-audit"
_MODULE = "openxml_audit"
_LIMIT = 10_000
_MOST = 20
"""Kinds of faults that are told one by one."""


_NO_FAULTS = re.compile(
    r"A required relationship type '\S*/(?:theme|fontTable|settings|webSettings|styles)' is missing\."
    r"|Numbering definition '0' referenced but not found"
    r"|docDefaults differ between styles\.xml and stylesWithEffects.*"
    r"|styles\.xml contains .* not in stylesWithEffects.*"
)
"""What the library says and the standard does not: these parts may be left out (ECMA-376-1, 11.3), and the
list 0 is the one that takes a paragraph out of its style's (17.9.18). `stylesWithEffects` is what Word 2010
kept beside the styles for itself; every file of python-docx has an old one, and Word opens it.
"""


class Fault(NamedTuple):
    """A fault: in which part of the file, and what."""

    part: str
    message: str


def is_installed() -> bool:
    """Whether the library is there; it is not imported for that."""
    return importlib.util.find_spec(_MODULE) is not None


def schema_defects(data: bytes, display: str) -> Iterator[Finding]:
    """D910 for each kind of fault in a Word file's bytes, with how often it is there.

    The file is to have gone through our own reader before, which refuses what could exhaust memory or
    reaches outside. A library that fails says nothing of the file.
    """
    try:
        counted = Counter(_faults(data))
    except Exception as error:  # a third-party library reads a file that anyone may have made
        yield Finding(FilePlace(display), SchemaUnchecked(type(error).__name__))
        return
    for fault, times in list(counted.items())[:_MOST]:
        place = FilePlace(display, words=f"the part {fault.part}" if fault.part else "")
        yield Finding(place, AgainstSchema(fault.message, times))
    if len(counted) > _MOST:
        yield Finding(FilePlace(display), MoreAgainstSchema(len(counted) - _MOST))


def _faults(data: bytes) -> Iterator[Fault]:
    from openxml_audit import FileFormat, OpenXmlValidator

    with tempfile.TemporaryDirectory() as folder:  # the library reads files only
        path = Path(folder, "file.docx")
        path.write_bytes(data)
        validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=_LIMIT)
        for error in validator.validate(path).errors:
            message = fold(str(error.description))
            if not _NO_FAULTS.fullmatch(message):
                yield Fault(str(error.part_uri or "").lstrip("/"), message)
