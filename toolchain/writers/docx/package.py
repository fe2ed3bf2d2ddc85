"""The package as bytes: the same parts give the same bytes, whatever the clock and the machine.

The order is fixed and every entry is dated 1980, the first day a ZIP file knows.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import NamedTuple

from toolchain.writers.docx.parts import Part, parts_of

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
# Extensions whose content type needs no override (ECMA-376-2, 10.1.2.2).
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
}


def _quoted(value: str) -> str:
    return f'"{escape(value)}"'


def content_types(types: Iterable[tuple[str, str]]) -> bytes:
    """[Content_Types].xml for pairs of part name and content type."""
    defaults = {extension: _DEFAULTS[extension] for extension in ("rels", "xml")}
    overrides = {}
    for name, content_type in types:
        extension = name.rpartition(".")[2]
        if _DEFAULTS.get(extension) == content_type:
            defaults[extension] = content_type
        else:
            overrides[name] = content_type
    lines = [
        f"<Default Extension={_quoted(e)} ContentType={_quoted(t)}/>" for e, t in sorted(defaults.items())
    ]
    lines += [
        f"<Override PartName={_quoted(n)} ContentType={_quoted(t)}/>" for n, t in sorted(overrides.items())
    ]
    return f'{_HEAD}<Types xmlns="{_TYPES}">{"".join(lines)}</Types>'.encode()


class Relationship(NamedTuple):
    """One line of a .rels part."""

    id: str
    type: str
    target: str
    external: bool = False


def relationships(items: Iterable[Relationship]) -> bytes:
    """A .rels part."""
    lines = [
        f"<Relationship Id={_quoted(item.id)} Type={_quoted(item.type)} Target={_quoted(item.target)}"
        + (' TargetMode="External"/>' if item.external else "/>")
        for item in items
    ]
    return f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}">{"".join(lines)}</Relationships>'.encode()


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """A ZIP file of the entries, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name)  # dated 1980
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else it tells the machine
            archive.writestr(entry, data)
    return buffer.getvalue()


def _listed(part: Part) -> Iterator[Relationship]:
    for identity, kind, target in part.relations.values():
        if isinstance(target, str):
            yield Relationship(identity, kind, target, external=True)
        else:
            yield Relationship(identity, kind, part.reference(target))


def packed(package: Part) -> bytes:
    """All parts that something leads to, the content types first, then by name."""
    parts = sorted(parts_of(package), key=lambda part: part.name)
    entries = {
        "[Content_Types].xml": content_types((part.name, part.content_type) for part in parts),
        package.relations_name: relationships(_listed(package)),
    }
    for part in parts:
        entries[part.name[1:]] = part.blob
        if part.relations:
            entries[part.relations_name] = relationships(_listed(part))
    return zipped(entries)
