"""The package as bytes: the same parts always give the same bytes.

python-docx writes the time of saving into each entry and numbers parts as it finds them. Here the order is
fixed and every entry is dated 1980, the first day in ZIP files.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from toolchain.formats.zip_files import zipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.opc.package import OpcPackage
    from docx.opc.part import Part
    from docx.opc.rel import Relationships

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
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
    """Return [Content_Types].xml for pairs of part name and content type."""
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
    return f'{HEAD}<Types xmlns="{_TYPES}">{"".join(lines)}</Types>'.encode()


class Relationship(NamedTuple):
    """One line of a .rels part."""

    id: str
    type: str
    target: str
    external: bool = False


def relationships(items: Iterable[Relationship]) -> bytes:
    """Return a .rels part."""
    lines = [
        f"<Relationship Id={_quoted(item.id)} Type={_quoted(item.type)} Target={_quoted(item.target)}"
        + (' TargetMode="External"/>' if item.external else "/>")
        for item in items
    ]
    return f'{HEAD}<Relationships xmlns="{_RELATIONSHIPS}">{"".join(lines)}</Relationships>'.encode()


def _listed(found: Relationships) -> Iterator[Relationship]:
    for each in found.values():
        yield Relationship(each.rId, each.reltype, each.target_ref, each.is_external)


def _parts(package: OpcPackage) -> Iterator[Part]:
    """Yield all parts that relationships lead to; python-docx's own search leaves them in a reference cycle,
    and so in memory.
    """
    found: set[Part] = set()
    waiting = [package.rels]
    while waiting:
        for each in waiting.pop().values():
            if not each.is_external and each.target_part not in found:
                found.add(each.target_part)
                waiting.append(each.target_part.rels)
                yield each.target_part


def packed(package: OpcPackage) -> bytes:
    """Return all parts that relationships lead to, the content types first, then by name."""
    parts = sorted(_parts(package), key=lambda part: part.partname)
    entries = {
        "[Content_Types].xml": content_types((part.partname, part.content_type) for part in parts),
        "_rels/.rels": relationships(_listed(package.rels)),
    }
    for part in parts:
        entries[part.partname.membername] = part.blob
        if part.rels:
            entries[part.partname.rels_uri.membername] = relationships(_listed(part.rels))
    return zipped(entries)
