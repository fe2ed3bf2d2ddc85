"""Parts with text: the document, its notes, headers; each with its own relationships."""

from __future__ import annotations

import re
from urllib.parse import quote

from docx.opc.constants import RELATIONSHIP_TYPE as TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from toolchain.model import ImageFile
from toolchain.model.own_paths import LONGEST, live
from toolchain.model.records import Record
from toolchain.writers.docx.bookmarks import Bookmarks
from toolchain.writers.docx.markup import Block, markup
from toolchain.writers.docx.xml import Element, root, serialized

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."

_SAFE = "!#$%&'()*+,-./:;=?@_~"  # RFC 3986 without the brackets, which .NET reads as an IPv6 address


class TreePart(Part):
    """A part that is built as a tree and serialized when the package is written."""

    def __init__(self, name: str, content_type: str, root: Element) -> None:
        super().__init__(PackURI(f"/{name}"), content_type)
        self.root = root

    @property
    def blob(self) -> bytes:
        """The current bytes of the part."""
        return serialized(self.root)


class TextPart(Part):
    """A part whose text is composed: elements with blocks, one after the other."""

    def __init__(self, name: str, content_type: str, root_name: str, bookmarks: Bookmarks) -> None:
        super().__init__(PackURI(f"/{name}"), content_type)
        self._root = root_name
        self._bookmarks = bookmarks
        self._inside: list[tuple[str, list[Block]]] = []

    def add(self, tag: str) -> list[Block]:
        """Add an element that begins with a tag; return its content list."""
        blocks: list[Block] = []
        self._inside.append((tag, blocks))
        return blocks

    @property
    def blob(self) -> bytes:
        """The current bytes of the part."""
        begin = serialized(root(self._root, "r", "wp", "a", "pic")).decode().removesuffix("/>") + ">"
        parts = [begin]
        for tag, blocks in self._inside:
            name = tag.strip("<>").partition(" ")[0]
            parts += (tag, *markup(blocks, self._bookmarks.written), f"</{name}>")
        return "".join((*parts, f"</w:{self._root}>")).encode()


def address(url: str) -> str:
    """Return the address of a link, in the characters of RFC 3986; "" for one that must not be a link."""
    if len(url := live(url)) > LONGEST:
        return ""
    host, slash, rest = url.partition("//")
    if slash:
        name, slash_after, path = rest.partition("/")
        try:
            name = name if name.isascii() else name.encode("idna").decode()
        except UnicodeError:
            return ""
        url = host + slash + name + slash_after + path
    return re.sub("%(?![0-9A-Fa-f]{2})", "%25", quote(url, _SAFE, errors="replace"))


class OwnCover(Record):
    """A cover as it was read: its path, `w:body`, `w:styles`, theme, the part that its pictures belong to."""

    path: str
    body: Element
    styles: Element
    part: Part
    theme: Part | None


class Story:
    """A part with text, and its relationships."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self._links: dict[str, str] = {}

    def relate(self, target: Part | str, kind: str) -> str:
        """Add a relationship to a part, or to an external address; return its id."""
        # python-docx searches for the next free id from the first one, each time.
        identity = f"rId{len(self.part.rels) + 1}"
        self.part.load_rel(kind, target, identity, isinstance(target, str))
        return identity

    def link(self, url: str) -> str:
        """Return the id of the relationship to an external address."""
        if url not in self._links:
            self._links[url] = self.relate(url, TYPE.HYPERLINK)
        return self._links[url]


class Media:
    """The pictures of the package, each once."""

    def __init__(self, taken: frozenset[str]) -> None:
        """Start without pictures; none will have a part name in `taken`."""
        self._taken = taken
        self._count = 0
        self._parts: dict[ImageFile, Part] = {}

    def part(self, image: ImageFile) -> Part:
        """Return the part that holds an image's bytes."""
        if image not in self._parts:
            name = self._name(image.media_type.rpartition("/")[2])
            self._parts[image] = Part(PackURI(name), image.media_type, image.data)
        return self._parts[image]

    def own(self, part: Part) -> Part:
        """Return a picture of another file under a name of ours."""
        return Part(PackURI(self._name(part.partname.ext)), part.content_type, part.blob)

    def _name(self, extension: str) -> str:
        while True:
            self._count += 1
            name = f"/word/media/image{self._count}.{extension}"
            if name not in self._taken:
                return name
