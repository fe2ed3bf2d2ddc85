"""The parameters of every handler, and the functions that escape text for HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias

from toolchain import model as m
from toolchain.model.expressions import expression
from toolchain.model.own_paths import live
from toolchain.model.records import Record
from toolchain.resolve.tables import Addressed, Reference, Resolved


class Context(Record):
    """The tables to print, and the medium.

    `paged` is a printed page (the PDF): its paragraph numbers do not link to themselves, and its notes
    have one link back each. `boxes` is a page whose script opens notes in boxes. `link` is the opening
    tag of a link that cannot contain its whole text: it goes around each run of words. `again` is a note
    that has been printed before: its content has its address there. `data` is the markup that tells
    programs what a note cites. `pictures` has the addresses of images outside the page; all others are in
    it. `keys`, for a preview, has a key of each line of the source, which does not change when lines are
    inserted before it: then blocks name their lines.
    """

    resolved: Resolved
    paged: bool = False
    boxes: bool = False
    link: str = ""
    again: bool = False
    pictures: Mapping[str, str] = MappingProxyType({})
    keys: Sequence[int] = ()

    def term(self, key: str, **values: str) -> str:
        """Return the document's language's words for `key`, with values inserted: "note {number}"."""
        return self.resolved.words.terms[key].format_map(values)

    def cited(self, kind: str, number: str) -> str:
        """Return a number with its word, as the document's language cites it: "note 12"."""
        return self.resolved.words.citations[kind].format(number=number)

    @property
    def rtl(self) -> bool:
        """Whether the document's script runs from right to left."""
        return self.resolved.words.rtl

    @property
    def apart(self) -> str:
        """The attribute for a number that must not join the one before it, "" if the script cannot cause
        that.

        "Paragraph 1", a full stop and the note's mark 1 make one number "1.1" (Unicode, UAX 9, W4) unless an
        element with a `dir` isolates each (HTML, 15.3.5).
        """
        return ' dir="rtl"' if self.rtl else ""

    @property
    def at_page_foot(self) -> bool:
        """Whether notes are footnotes."""
        return self.paged and self.resolved.settings.notes is m.NoteKind.FOOTNOTE

    def aim(self, reference: Reference) -> str:
        """Return the address that a reference leads to, "" for one that is not printed."""
        target = reference.note or reference.target
        return "" if isinstance(target, m.Note) else self.anchor(target)

    def anchor(self, node: Addressed) -> str:
        """Return the node's address, "" if nothing refers to it. Its characters need no escaping."""
        return self.resolved.anchors.get(node, "")

    def identity(self, node: Addressed) -> str:
        """Return the id of the node if it is printed here, or ""."""
        return "" if self.again else self.anchor(node)

    def place(self, node: m.Node) -> str:
        """Return the line and the key of a block as attributes for the preview; "" in other pages."""
        if not self.keys or self.again:
            return ""
        line, column = node.span.order
        known = 0 < line <= len(self.keys)
        return f' data-line="{line}" data-key="{self.keys[line - 1]}.{column}"' if known else ""


Handlers: TypeAlias = Mapping[type[Any], Callable[[Any, Context], str]]
"""From the type of a node to the function that writes it."""

_FORBIDDEN = expression("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_NOT_IN_URL = expression(r'[\x00-\x20"<>\\^`{|}\[\]\x7f]|%(?![0-9A-Fa-f]{2})')


def escape(text: str) -> str:
    """Return text as HTML. Forbidden characters (HTML, 13.2.3.5) become U+FFFD, so that none disappears."""
    if text.isalnum():
        return text
    if not text.replace("\u00a0", " ").isprintable():
        text = _FORBIDDEN.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Return text as an attribute value in double quotes."""
    return escape(text).replace('"', "&quot;")


def attributes(**values: str) -> str:
    """Return attributes, each after a space; one without a value is omitted. `_` becomes `-`."""
    return "".join([f' {_name(name)}="{attribute(value)}"' for name, value in values.items() if value])


@cache
def _name(keyword: str) -> str:
    return keyword.strip("_").replace("_", "-")


def address(url: str) -> str:
    """Return a URL that a browser may follow; "" for an invalid one or one that runs code.

    Characters forbidden by RFC 3986 are percent-encoded; letters of any script are allowed as in IRIs (RFC
    3987).
    """
    return _NOT_IN_URL.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), live(url))


def lines(*pieces: str) -> str:
    """Return pieces of markup on separate lines, without the empty ones."""
    return "\n".join([piece for piece in pieces if piece])
