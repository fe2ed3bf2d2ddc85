"""The package as bytes: the same parts always give the same bytes.

python-docx writes the time of saving into each entry and numbers parts as it finds them. Here the order is
fixed and every entry is dated 1980, the first day in ZIP files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from docx.opc.package import OpcPackage
from docx.opc.part import Part
from docx.opc.rel import Relationships

from toolchain.formats.zip_files import zipped

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
    lines = set()
    for name, kind in (*types, *((f".{extension}", _DEFAULTS[extension]) for extension in ("rels", "xml"))):
        extension = name.rpartition(".")[2]
        is_default = _DEFAULTS.get(extension) == kind
        said = (
            f"Default Extension={_quoted(extension)}" if is_default else f"Override PartName={_quoted(name)}"
        )
        lines.add(f"<{said} ContentType={_quoted(kind)}/>")
    return f'{HEAD}<Types xmlns="{_TYPES}">{"".join(sorted(lines))}</Types>'.encode()


def relationships(items: Iterable[tuple[str, str, str, bool]]) -> bytes:
    """Return a .rels part of lines with an id, a type, a target, and whether that is outside the file."""
    lines = [
        f"<Relationship Id={_quoted(identity)} Type={_quoted(kind)} Target={_quoted(target)}"
        + (' TargetMode="External"/>' if external else "/>")
        for identity, kind, target, external in items
    ]
    return f'{HEAD}<Relationships xmlns="{_RELATIONSHIPS}">{"".join(lines)}</Relationships>'.encode()


def _listed(found: Relationships) -> bytes:
    return relationships(
        (each.rId, each.reltype, each.target_ref, each.is_external) for each in found.values()
    )


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
        "_rels/.rels": _listed(package.rels),
    }
    for part in parts:
        entries[part.partname.membername] = part.blob
        if part.rels:
            entries[part.partname.rels_uri.membername] = _listed(part.rels)
    return zipped(entries)
