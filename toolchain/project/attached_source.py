"""The source attached to its PDF (`--with-source`): its files, and content in them that no output shows.

The source and its bibliography are attached byte for byte, so that the PDF can be built again from them.
Images are not attached: the PDF shows them, and their metadata may say who took them, where and when.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from toolchain import model as m
from toolchain.formats.read_bytes import bytes_of
from toolchain.model.diagnostics import Failure, Finding, Place, Severity, SourceSpan
from toolchain.model.line_ends import lines_of
from toolchain.model.own_paths import PATH
from toolchain.model.records import Record
from toolchain.model.walk import deep
from toolchain.project.settings import find_named
from toolchain.rules import confidentiality as about
from toolchain.rules.project import SourceChanged

MEDIA_TYPES = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".json": "application/vnd.citationstyles.csl+json",
    ".csljson": "application/vnd.citationstyles.csl+json",
    ".bib": "application/x-bibtex",
    ".bibtex": "application/x-bibtex",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
"""By suffix; RFC 7763 for Markdown, RFC 9512 for YAML, for CSL-JSON IANA's registry."""

_OTHER = "application/octet-stream"
_BESIDE = frozenset((
    *("abstract", "annotation", "annote", "comment", "comments", "file", "keyword", "keywords", "local-url"),
    *("note", "owner", "review", "timestamp"),
))  # fmt: skip
"""Fields in which programs for sources keep what is for their users only."""


class AttachedFile(Record):
    """An attached file. `relationship` is its relationship to the document (ISO 19005-3, 6.8; annex E)."""

    name: str
    data: bytes
    media_type: str
    relationship: Literal["Source", "Data"]
    description: str


def attached_files(source: Path, document: m.Document) -> tuple[AttachedFile, ...]:
    """Return the source of a document, and its bibliography.

    Raise `Failure`: S012, S019 or S020 if one cannot be read, S022 if the source has changed since then.
    """
    text = bytes_of(source, document.path)
    if document.text and text.decode("utf-8-sig", errors="replace") != document.text:
        raise Failure.of(document.path, SourceChanged())
    found = [AttachedFile(source.name, text, _media_type(source), "Source", "Source of this document")]
    named, _ = find_named(source, document, "sources", document.front_matter.sources, "bibliography")
    if named:
        data = bytes_of(named.file, (source.parent / named.text).as_posix())
        said = "Bibliography of the source"
        found.append(AttachedFile(named.file.name, data, _media_type(named.file), "Data", said))
    return tuple(found)


def unseen(document: m.Document, bibliography: m.Bibliography | None) -> Iterator[Finding]:
    """Yield content of the attached source that no output shows (X806). A path of somebody's own computer is
    an error.
    """
    nodes = (node for node, _ in deep((*document.blocks, *document.notes)) if isinstance(node, m.Comment))
    comments = [*((node.span, node.text) for node in nodes), *_front_comments(document)]
    comments.sort(key=lambda each: each[0])
    if comments:
        span, text = comments[0]
        yield Finding(span, about.CommentsAttached(len(comments), text))
    for span, text in comments:
        if path := PATH.search(text):
            yield Finding(span, about.PathInComment(path[0]), severity=Severity.ERROR)
    if bibliography:
        yield from _of_bibliography(bibliography)


def _of_bibliography(bibliography: m.Bibliography) -> Iterator[Finding]:
    counts = Counter[str]()
    first: SourceSpan | None = None
    for entry in bibliography.entries.values():
        kept = sorted(_BESIDE & entry.fields.keys())
        counts.update(kept)
        first = first or (entry.span if kept else None)
        for value in entry.fields.values():
            if path := PATH.search(value):
                yield Finding(entry.span, about.PathInEntry(path[0]), severity=Severity.ERROR)
    if first:
        fields = tuple(about.FieldCount(name, number) for name, number in counts.most_common())
        yield Finding(first, about.FieldsAttached(fields))


def _front_comments(document: m.Document) -> Iterator[tuple[Place, str]]:
    """Yield the comments of the front matter, which end at the end of their line (YAML 1.2, 6.6)."""
    lines = lines_of(document.text)
    for number, line in enumerate(lines[1:] if lines[:1] == ["---"] else (), 2):
        if line.startswith(("---", "...")):
            return
        at = line.find("#") if line.startswith("#") else line.find(" #") + 1
        if at > 0 or line.startswith("#"):
            before = line[:at]
            if '"' not in before and "'" not in before:
                yield SourceSpan.at(document.path, number, at + 1, len(line) - at), line[at + 1 :].strip()


def _media_type(path: Path) -> str:
    return MEDIA_TYPES.get(path.suffix.lower(), _OTHER)
