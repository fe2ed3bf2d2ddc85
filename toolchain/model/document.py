"""The whole of a submission: its blocks, its notes, its images, and what its reader met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from toolchain.model.diagnostics import Defect
from toolchain.model.front_matter import FrontMatter
from toolchain.model.places import SourceSpan
from toolchain.model.tree import Blocks, Note


class Trace(NamedTuple):
    """What an image's own file tells of a person, a place or a device: "an author", "A. Author".

    `value` is "" where there is nothing to show; `place_or_time`: it says where or when or by which very
    device the image was made.
    """

    what: str
    value: str
    place_or_time: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ImageFile:
    """An image's bytes, read once: only formats every output can hold (PNG, JPEG, GIF).

    `width` and `height` in pixels; `dpi` in pixels per inch, as the file says, else 96. `traces` are what
    its file tells; `data` tell none of it any more, and hold the image upright.
    """

    data: bytes = field(repr=False)
    media_type: str
    width: int
    height: int
    dpi: float
    traces: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class Silencer:
    """`<!-- check: ignore CODE reason -->`; `covers` is the block after it, None where none follows."""

    span: SourceSpan
    code: str
    reason: str
    covers: SourceSpan | None


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One submission as its author wrote it.

    `notes` holds every definition in source order, unused and duplicate ones too; `defects` what the
    reader met that no node can hold; `text` the source itself ("" for a finished file), whose lines
    the spans count. `images` holds each image that could be read, by its source as typed; one that
    could not is among the defects.

    Read from a finished file it holds what a client shows, no more: a claim is a label as printed
    ("15.", "(b)", "Table 1"); places are `FilePlace`s, whose blocks count blocks, notes and cells from 1 in
    reading order; a link within the file is a `CrossReference` whose target is "@" and the block that
    it leads to; a `NoteMark` has the printed number as its label, and leads to the note so labelled.
    `frame` is what stands around its text: running heads and feet, margins, contents that are no page of it.
    """

    path: str
    front_matter: FrontMatter
    blocks: Blocks
    notes: tuple[Note, ...] = ()
    defects: tuple[Defect, ...] = ()
    silencers: tuple[Silencer, ...] = ()
    text: str = ""
    images: Mapping[str, ImageFile] = field(default_factory=lambda: MappingProxyType({}))
    frame: Blocks = ()
