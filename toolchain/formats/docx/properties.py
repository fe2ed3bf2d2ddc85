"""What a Word package's properties say: its title, its keywords, and which program saved it."""

from __future__ import annotations

from collections.abc import Mapping

from toolchain.formats.docx.package import Package
from toolchain.formats.docx.xml import Element

_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"


def is_untouched(package: Package) -> bool:
    """Whether it was we who saved a file last. Raises `Failure` (S012)."""
    for each in package.relationships("").values():
        if each.kind == "extended-properties" and not each.external and package.has(each.target):
            return package.tree(each.target).findtext(f"{_EXTENDED}Application") == "Submission Toolchain"
    return False


def core(package: Package) -> Mapping[str, str]:
    """What the core properties say of the document itself: "title", "keywords". Raises `Failure` (S012)."""
    root: Element | None = None
    for each in package.relationships("").values():
        if each.kind == "core-properties" and not each.external and package.has(each.target):
            root = package.tree(each.target)
            break
    if root is None:
        return {}
    said = {"title": root.findtext(f"{_DC}title"), "keywords": root.findtext(f"{_CP}keywords")}
    return {key: value.strip() for key, value in said.items() if value and value.strip()}
