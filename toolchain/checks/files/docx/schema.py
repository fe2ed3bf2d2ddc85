"""Check a file against the schema of Word's format (D910), if openxml-audit is installed."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from toolchain.formats import apart
from toolchain.model.diagnostics import FilePlace, Finding
from toolchain.model.expressions import expression
from toolchain.model.wording import fold, said
from toolchain.rules.files_docx import AgainstSchema, MoreAgainstSchema, SchemaUnchecked

_LIMIT = 10_000
_SECONDS = 120
_VALIDATED = f"{__name__}:validated"
_MOST = 20
"""Maximum number of kinds of faults that are listed one by one."""


_NO_FAULTS = expression(
    r"A required relationship type '\S*/(?:theme|fontTable|settings|webSettings|styles)' is missing\."
    r"|Numbering definition '0' referenced but not found"
    r"|docDefaults differ between styles\.xml and stylesWithEffects.*"
    r"|styles\.xml contains .* not in stylesWithEffects.*"
)
"""Faults that the library reports although the standard allows them.

These parts are optional (ECMA-376-1, 11.3), and list 0 removes a paragraph from its style's list (17.9.18).
`stylesWithEffects` is a copy of the styles for Word 2010; every file of python-docx has an old one, and Word
opens it.
"""


def schema_defects(data: bytes, display: str) -> Iterator[Finding]:
    """Yield D910 for each kind of fault in a Word file's bytes, with the number of its occurrences.

    The file must have been read by our own reader, which refuses what could exhaust memory or read outside
    the file. If the library fails, that says nothing about the file.
    """
    try:
        # A process of its own can be ended: its time is quadratic.
        found = apart.call(_VALIDATED, data, seconds=_SECONDS)
        counted = Counter(each for each in found if not _NO_FAULTS.fullmatch(each[1]))
    except apart.Stopped:
        yield Finding(FilePlace(display), SchemaUnchecked(None, _SECONDS))
        return
    except (ImportError, OSError, ValueError) as error:
        yield Finding(FilePlace(display), SchemaUnchecked(type(error).__name__))
        return
    for (part, message), times in list(counted.items())[:_MOST]:
        place = FilePlace(display, words=said("the part {part}", part=part) if part else "")
        yield Finding(place, AgainstSchema(message, times))
    if len(counted) > _MOST:
        yield Finding(FilePlace(display), MoreAgainstSchema(len(counted) - _MOST))


def validated(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield what the library says of a file: part and message of each fault."""
    from openxml_audit import FileFormat, OpenXmlValidator

    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=_LIMIT)
    with tempfile.TemporaryDirectory(prefix="submission-") as folder:  # the library reads files only
        path = Path(folder, "file.docx")
        path.write_bytes(data)
        found = validator.validate(path).errors
    for each in found:
        yield str(each.part_uri or "").lstrip("/"), fold(str(each.description))
