"""A whole submission: its blocks, notes, images, defects, and the sources that it can cite."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from toolchain.model.diagnostics import Finding, SourceSpan
from toolchain.model.front_matter import FrontMatter
from toolchain.model.records import Record, Single
from toolchain.model.tree import Blocks, Note

__all__ = ["Bibliography", "Date", "Document", "Entry", "IgnoreComment", "ImageFile", "Name", "Trace"]


class Name(NamedTuple):
    """A person's name in parts, or as a whole (`literal`: an institution, or a name of one part).

    The particles are CSL's: a `dropping` particle goes with the given name ("Alexander *von* Humboldt"), a
    `non_dropping` one with the family name ("*van* Gogh").
    """

    family: str = ""
    given: str = ""
    literal: str = ""
    suffix: str = ""
    dropping: str = ""
    non_dropping: str = ""


class Date(NamedTuple):
    """A date: year, month and day from 1, as far as known (negative years are before Christ).

    `end` has the parts of a range's end. `season` is 1 (spring) to 4, or 0. `literal` is a date in words,
    without parts. `circa` marks an uncertain date.
    """

    parts: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    season: int = 0
    literal: str = ""
    circa: bool = False


class Entry(Single):
    """A source that can be cited.

    `type` is a type of CSL 1.0.2 ("legislation"), `span` the entry's place in its file. `names` ("author"),
    `dates` ("issued") and `fields` (all other variables: "title", "container-title", "number", "URL") use
    CSL's names; none of them is empty. A field may contain the markup that CSL-JSON allows (`<i>`, `<b>`,
    `<sup>`, `<sub>`, `<span class="nocase">`, small capitals) and no other.
    """

    key: str
    type: str
    span: SourceSpan
    names: Mapping[str, tuple[Name, ...]] = MappingProxyType({})
    dates: Mapping[str, Date] = MappingProxyType({})
    fields: Mapping[str, str] = MappingProxyType({})

    @property
    def address(self) -> str:
        """The address where it can be opened: its URL, or that of its DOI; "" for none."""
        doi = self.fields.get("DOI", "").removeprefix("https://doi.org/")
        return self.fields.get("URL") or (f"https://doi.org/{doi}" if doi else "")


class Bibliography(Single):
    """The entries of a file by their keys, in the file's order, and the defects found in it.

    `path` is the file's path in messages, "" if the document names no bibliography.
    """

    path: str = ""
    entries: Mapping[str, Entry] = MappingProxyType({})
    defects: tuple[Finding, ...] = ()


class Trace(Record):
    """Personal data in an image's metadata, about a person, place or device: "an author", "A. Author".

    `value` is "" if there is nothing to show. `place_or_time` is true for data about where, when or by which
    device the image was made.
    """

    what: str
    value: str
    place_or_time: bool = False


class ImageFile(Single):
    """An image's bytes, read once, in a format that every output supports (PNG, JPEG, GIF).

    `width` and `height` are in pixels. `dpi` is pixels per inch as in the file, or 96. `traces` is the
    personal data in the file; `data` does not contain it and has the image upright.
    """

    data: bytes
    media_type: str
    width: int
    height: int
    dpi: float
    traces: tuple[Trace, ...] = ()

    def __repr__(self) -> str:
        return f"ImageFile({self.media_type}, {self.width} x {self.height}, {len(self.data)} bytes)"


class IgnoreComment(Record):
    """`<!-- check: ignore CODE reason -->`. `covers` is the block after it, or None."""

    span: SourceSpan
    code: str
    reason: str
    covers: SourceSpan | None


class Document(Single):
    """One submission as its author wrote it.

    `notes` has every definition in source order, including unused and duplicate ones. `defects` has what the
    reader found that no node can hold. `text` is the source itself ("" for a finished file), whose lines the
    spans count. `images` has each readable image, by its source as typed; an unreadable image is among the
    defects.

    Read from a finished file, a document has only what people see: a claim is a label as printed ("15.",
    "(b)", "Table 1"). Places are `FilePlace`s, whose blocks count blocks, notes and cells from 1 in reading
    order. A link within the file is a `CrossReference` whose target is "@" and the number of its target
    block. A `NoteMark` has the printed number as its label, and refers to the note with that label. `frame`
    is the text around the main text: headers, footers, margins, contents that are not on a page. `metadata`
    is what the file says of itself.
    """

    path: str
    front_matter: FrontMatter
    blocks: Blocks
    notes: tuple[Note, ...] = ()
    defects: tuple[Finding, ...] = ()
    ignores: tuple[IgnoreComment, ...] = ()
    text: str = ""
    images: Mapping[str, ImageFile] = MappingProxyType({})
    frame: Blocks = ()
    metadata: Blocks = ()
