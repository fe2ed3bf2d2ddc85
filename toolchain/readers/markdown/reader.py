"""The reader of Markdown sources, for `toolchain.plugins`."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import MappingProxyType

from toolchain import model as m
from toolchain.formats.table import SOURCES
from toolchain.model.diagnostics import Finding, Place, gathered
from toolchain.model.records import replace
from toolchain.model.walk import deep
from toolchain.readers.images import load_image
from toolchain.readers.markdown.accounting import unread
from toolchain.readers.markdown.blocks import build_blocks
from toolchain.readers.markdown.front_matter import Read, read_front_matter
from toolchain.readers.markdown.parser import make_parser
from toolchain.readers.markdown.places import Lines
from toolchain.readers.markdown.source import Source, decode_source, load_source


class MarkdownReader:
    """Reads a source of the dialect. Text that no node can hold is reported among the defects."""

    api = 1
    name = "markdown"
    suffixes = SOURCES

    def read(self, path: Path, name: str | None = None) -> m.Document:
        """Return the Document of the source at `path`; messages call it `name`.

        Raise `Failure` (S012, S019 to S021) if it cannot be read.
        """
        return read_source(load_source(path, name or str(path)), path.parent)

    def read_text(self, text: str, path: Path, name: str) -> m.Document:
        """Return the Document of `text`, read as if the file at `path` had this text.

        Messages call it `name`. Raise `Failure` (S012, S020, S021) if such a file could not be read.
        """
        return read_source(decode_source(BOM_UTF8 + text.encode(), name), path.parent)


def read_source(source: Source, folder: Path) -> m.Document:
    """Return the Document of a source with its images in `folder`."""
    parser = make_parser()
    front = read_front_matter(source, parser)
    lines = Lines(source.name, source.lines, front.body, end=source.end)
    text = "\n".join(source.lines[front.body :])
    body = build_blocks(parser, text, lines, m.Part.BODY)
    notes = (*front.notes, *body.notes)
    images, faults = _images(folder, front, (*body.blocks, *notes) if "![" in text else front.notes)
    known = (*body.definitions, *(each.span for each in body.defects))
    lost = unread(source.name, (*body.blocks, *body.notes), source.lines, front.body, known)
    return m.Document(
        path=source.name,
        front_matter=front.front_matter,
        blocks=body.blocks,
        notes=notes,
        defects=tuple(each for each in (*front.defects, *body.defects, *lost, *faults)),
        ignores=(*front.ignores, *body.ignores),
        text=source.text,
        images=MappingProxyType(images),
    )


def _images(
    folder: Path, front: Read, nodes: Iterable[m.Node]
) -> tuple[dict[str, m.ImageFile], list[Finding]]:
    """Return every image on the cover and in `nodes`, read once, and what is wrong, once for all uses."""
    found: dict[str, m.ImageFile | Finding] = {}
    faults: list[Finding] = []
    for source, span in _sources(front, nodes):
        loaded = found[source] = found.get(source) or load_image(folder, source, span)
        if isinstance(loaded, Finding):
            faults.append(replace(loaded, span=span))
    images = {source: image for source, image in found.items() if isinstance(image, m.ImageFile)}
    return images, gathered(faults)


def _sources(front: Read, nodes: Iterable[m.Node]) -> Iterator[tuple[str, Place]]:
    matter, organizations = front.front_matter, front.front_matter.submitted_by
    for number, organization in enumerate(organizations):
        if organization.logo:
            yield organization.logo, matter.places[f"submitted-by.{number}.logo"]
    covers = [block for organization in organizations for block in organization.description]
    for node, _ in deep((*matter.title, *matter.subtitle, *matter.short_title, *covers, *nodes)):
        if isinstance(node, m.Image):
            yield node.source, node.span
