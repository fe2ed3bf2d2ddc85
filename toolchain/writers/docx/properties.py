"""The document's properties: title, language, subject. No person, no history, no time."""

from __future__ import annotations

import datetime
from html import escape  # `xml.sax` imports network modules: 10 ms

from toolchain.resolve.tables import Resolved, shown_text
from toolchain.writers.docx.package import HEAD
from toolchain.writers.docx.xml import legal

_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}</cp:coreProperties>'
)
EXTENDED = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Submission Toolchain</Application></Properties>"
)
"""`docProps/app.xml`."""


def core_properties(resolved: Resolved, moment: str) -> bytes:
    """Return `docProps/core.xml`. Its author is the submitting organizations; its date the document's own, or
    `moment`.
    """
    matter = resolved.document.front_matter
    values = core_values(resolved)
    elements = [f"<{name}>{_escaped(value)}</{name}>" for name, value in values.items() if value]
    date = _date(matter.date) or moment
    if date:
        elements += (
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{date}</dcterms:{name}>'
            for name in ("created", "modified")
        )
    return (HEAD + _CORE.format("".join(elements))).encode()


def core_values(resolved: Resolved) -> dict[str, str]:
    """Return the values of the core properties by name, "" for missing ones."""
    matter, references = resolved.document.front_matter, resolved.references
    return {
        "dc:title": shown_text(matter.title, references),
        "dc:subject": matter.instrument or shown_text(matter.subtitle, references),
        "dc:creator": "; ".join(matter.authors),
        "cp:keywords": ", ".join(matter.keywords),
        "dc:language": matter.lang,
    }


def _escaped(text: str) -> str:
    return escape(legal(text), quote=False)


def _date(written: str) -> str:
    """Return a date as W3CDTF, "" for none; a date in words ("15 June 2020") is for the cover only."""
    try:
        return f"{datetime.date.fromisoformat(written).isoformat()}T00:00:00Z"
    except ValueError:
        return ""
