"""The properties of a Word package: title, keywords, language, and the program that saved it."""

from __future__ import annotations

from collections.abc import Mapping

from toolchain.formats.docx.package import Package
from toolchain.formats.docx.xml import Element, W

_DC = "{http://purl.org/dc/elements/1.1/}"
_CORE = {
    "title": f"{_DC}title",
    "keywords": "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords",
    "language": f"{_DC}language",
}
_EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"

DIGESTS = "submission-paragraphs"
"""The document variable with the digests of the paragraphs; Word and LibreOffice keep it."""
LONGEST = 65_280
"""The most characters of a document variable in Word."""


def digests(settings: Element | None) -> str:
    """Return the digests that a file carries, "" if there are none."""
    found = () if settings is None else settings.iter(W + "docVar")
    return next((each.get(W + "val", "") for each in found if each.get(W + "name") == DIGESTS), "")


def is_untouched(package: Package) -> bool:
    """Return whether this toolchain was the last program that saved a file. Raise `Failure`."""
    part = next(package.parts("", "extended-properties"), None)
    name = package.tree(part.target).findtext(f"{_EXTENDED}Application") if part else None
    return name == "Submission Toolchain"


def core(package: Package) -> Mapping[str, str]:
    """Return the core properties that are not empty: "title", "keywords", "language". Raise `Failure`."""
    part = next(package.parts("", "core-properties"), None)
    if part is None:
        return {}
    root = package.tree(part.target)
    said = {name: root.findtext(tag) or "" for name, tag in _CORE.items()}
    return {name: text.strip() for name, text in said.items() if text.strip()}
