"""The words with which a finished file describes itself, and which no page of it shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from html import unescape
from typing import Any

from toolchain import model as m
from toolchain.model.diagnostics import FilePlace
from toolchain.model.expressions import expression
from toolchain.model.wording import fold, said

_SPACES = (
    "{http://purl.org/dc/",
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}",
)
_PREFIXES = ("dc:", "pdf:", "photoshop:", "xmpRights:")
_USUAL = {
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore:",
    **{
        f"http://ns.adobe.com/{path}/": prefix
        for path, prefix in (
            ("xap/1.0", "xmp:"), ("xap/1.0/rights", "xmpRights:"), ("xap/1.0/mm", "xmpMM:"),
            ("xap/1.0/g/img", "xmpGImg:"), ("pdf/1.3", "pdf:"), ("photoshop/1.0", "photoshop:"),
            ("exif/1.0", "exif:"), ("tiff/1.0", "tiff:"),
        )
    },
}  # fmt: skip
"""The prefixes by which properties are looked for, by their namespaces (ISO 16684-1, 8)."""
_DECLARED = expression(r"\sxmlns:([\w.-]{1,100})\s*=\s*[\"']([^\"'<>]{1,200})[\"']")
_PREFIX = expression(r"(?<=[<\s/])([\w.-]{1,100}):(?=\w)")
_IN_PACKET = expression(r"<(?!/|rdf:)([^\s<>]+)|\b(\w+:\w+)=[\"']([^\"'<]*)|>([^<]+)")
_LONGEST = 1 << 20
"""Bytes of a packet that are read; ordinary ones have a few thousand."""
_LAST_WORD = expression(r"[^\W_]+\Z")
_CODES = frozenset((
    "identifier", "language", "inlanguage", "date", "created", "datecreated", "datepublished", "modified",
    "format", "type", "context", "id", "url", "color", "scheme", "viewport", "referrer", "robots",
    "generator", "producer", "trapped", "lastmodifiedby", "lastprinted", "revision", "version",
    "contentstatus",
))  # fmt: skip
"""The last words of names whose values are codes, times and programs; X801 reports who saved a file."""


def of_elements(root: Any) -> Iterator[tuple[str, str]]:
    """Yield the names and words of Dublin Core, and of what Word adds to it, in a tree."""
    for each in root.iter("*"):
        if each.tag.startswith(_SPACES) and not len(each):
            yield each.tag.rpartition("}")[2], each.text or ""


def with_usual_prefixes(packet: str) -> str:
    """Return a packet of XMP in which each namespace has its usual prefix: a file may choose any."""
    others = {prefix: _USUAL[space] for prefix, space in _DECLARED.findall(packet) if space in _USUAL}
    if all(f"{prefix}:" == usual for prefix, usual in others.items()):
        return packet
    return _PREFIX.sub(lambda found: others.get(found[1], found[0]), packet)


def of_packet(packet: bytes) -> Iterator[tuple[str, str]]:
    """Yield the same of a packet of XMP (ISO 16684-1). A parser would take long for many attributes."""
    name = ""
    text = with_usual_prefixes(packet[:_LONGEST].decode("utf-8", "replace")).replace("<![CDATA[", "")
    for found in _IN_PACKET.finditer(text):
        name = found[1] or name
        words = fold(unescape(found[3] or found[4] or ""))
        if words and (found[2] or name).startswith(_PREFIXES):
            yield (found[2] or name).rpartition(":")[2], words


def of_json(text: str) -> Iterator[tuple[str, str]]:
    """Yield the names and words of JSON-LD; of what is not valid JSON, the text itself."""
    waiting: list[tuple[str, Any]] = [("JSON-LD", text)]
    with suppress(ValueError, RecursionError):
        waiting = [("JSON-LD", json.loads(text))]
    for name, value in waiting:
        if isinstance(value, dict):
            waiting += value.items()
        elif isinstance(value, list):
            waiting += ((name, each) for each in value)
        elif isinstance(value, str):
            yield name, value


def as_blocks(found: Iterable[tuple[str, str]], display: str) -> m.Blocks:
    """Return the words of pairs of name and words as paragraphs, each once, without codes."""
    names: dict[str, str] = {}
    for name, words in found:
        last = _LAST_WORD.search(name)
        if not last or last[0].lower() not in _CODES:
            names.setdefault(fold(words), name)
    spans = ((words, FilePlace(display, words=said("“{name}” in the metadata", name=name)))
             for words, name in names.items() if words)  # fmt: skip
    return tuple(m.Paragraph(span, (m.Text(span, words),)) for words, span in spans)
