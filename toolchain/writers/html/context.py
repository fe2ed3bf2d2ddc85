"""What every handler is given, and the few functions that put text into HTML safely."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from toolchain.resolve.tables import Addressed, Resolved


class Context(NamedTuple):
    """The tables to print from, and for which medium.

    `paged` is a page that is printed (the PDF): its paragraph numbers are no links to themselves, its
    notes have one way back each. `link` is the opening tag of the link around a text that cannot be
    inside it as a whole: it goes around each run of words. `again` is a note that has been printed
    before: what stands in it has its address there. `data` is the markup that tells programs what a note
    cites. `pictures` has the addresses of images that lie beside the page; all others lie in it.
    """

    resolved: Resolved
    paged: bool = False
    link: str = ""
    again: bool = False
    pictures: Mapping[str, str] = MappingProxyType({})

    def term(self, key: str, **values: str) -> str:
        """Return the document's language's words for `key`, with values in their places: "note {number}"."""
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
        """The attribute of a number that must not join the one before it; "" where scripts cannot run so.

        "Paragraph 1", a full stop and the note's mark 1 make one number "1.1" (Unicode, UAX 9, W4) unless an
        element with a `dir` isolates each (HTML, 15.3.5).
        """
        return ' dir="rtl"' if self.rtl else ""

    def anchor(self, node: Addressed) -> str:
        """Return the node's address, "" when nothing can point at it. No sign in it needs to be escaped."""
        return self.resolved.anchors.get(node, "")

    def identity(self, node: Addressed) -> str:
        """Return the address that the node has where it is being printed, "" for none."""
        return "" if self.again else self.anchor(node)


Handlers: TypeAlias = Mapping[type[Any], Callable[[Any, Context], str]]
"""From the type of a node to the function that writes it."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_NOT_IN_URL = re.compile(r'[\x00-\x20"<>\\^`{|}\[\]\x7f]|%(?![0-9A-Fa-f]{2})')
_SCHEMES = ("http://", "https://", "mailto:", "tel:")


def escape(text: str) -> str:
    """Return text as HTML. Characters that HTML forbids (HTML, 13.2.3.5) become U+FFFD, so that none
    vanishes.
    """
    if text.isalnum():
        return text
    if not text.replace("\u00a0", " ").isprintable():
        text = _FORBIDDEN.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Return text as the value of an attribute in double quotes."""
    return escape(text).replace('"', "&quot;")


def attributes(**values: str) -> str:
    """Attributes with their leading space; one without a value is left out. `_` stands for `-`."""
    return "".join([f' {_name(name)}="{attribute(value)}"' for name, value in values.items() if value])


@cache
def _name(keyword: str) -> str:
    return keyword.strip("_").replace("_", "-")


def address(url: str) -> str:
    """Return a URL as a browser may follow it, "" for one that leads nowhere or runs something.

    What RFC 3986 forbids in a URL is percent-encoded; letters of any script are left to IRIs (RFC 3987).
    """
    url = url.strip()
    if not url.lower().startswith(_SCHEMES):
        return ""
    return _NOT_IN_URL.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)


def lines(pieces: Iterable[str]) -> str:
    """Return pieces of markup, each on a line of its own, without the empty ones."""
    return "\n".join([piece for piece in pieces if piece])
