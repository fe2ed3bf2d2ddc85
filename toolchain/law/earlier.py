"""Earlier recommendations as they are cited: "CRC/C/PAK/CO/5, para. 74 (b)"."""

from __future__ import annotations

import re

from toolchain.law.symbols import documents
from toolchain.model.expressions import expression
from toolchain.model.records import Record

_PLACE = expression(r"(?<![\d(])(\d+(?:\.\d+)*)((?:\s?\([a-z]+\))*)")

NOT_OF = {
    "state-report": expression(r"/(?:CO|Q|QPR)/"),
    "list-of-issues": expression(r"^(?!.*/(?:Q|QPR)/)"),
    "concluding-observations": expression(r"/(?:Q|QPR)/|^(?!A/).*/[A-Z]{3}/\d"),
}
"""What no symbol of each kind of document has. What old symbols do not say is left alone."""


class Earlier(Record):
    """A document and a place in it: ("74", "(b)")."""

    symbol: str
    place: tuple[str, ...] = ()

    def covers(self, other: Earlier) -> bool:
        """Return whether what follows this recommendation takes up another, which may be a part of it."""
        inside = bool(self.place) and other.place[: len(self.place)] == self.place
        return self.symbol == other.symbol and (inside or not other.place)


def earlier(cited: str) -> Earlier | None:
    """Return what is cited; None if it has no symbol of a document, or an impossible one."""
    found = next(documents(cited), None)
    if found is None:
        return None
    place = _PLACE.search(cited, found[1])
    return Earlier(cited[slice(*found)], (place[1], *re.findall(r"\([a-z]+\)", place[2])) if place else ())
