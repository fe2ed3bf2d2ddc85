"""Read typed references with formatted titles, in the form of the United Nations Editorial Manual.

The recognized forms (the parts in brackets are optional; a title is in italics or quotation marks):

    Penal Code[, 1860], art. 375
    Body, Title (Place[, Publisher], year)[, p. 12]
    Body, Title[, day month year]. Available at ADDRESS (accessed on DATE)
    Body, Title, day month year
    Body, personal communication, month year

If the name is two or three capitalized words, it may be a person or a body, so such a note is left.
"""

from __future__ import annotations

import re
from typing import Any

from toolchain.editing.extracting import people
from toolchain.editing.extracting.forms import Item
from toolchain.editing.extracting.references import Reference, first_word
from toolchain.editing.extracting.sentences import ADDRESS, is_named
from toolchain.editing.extracting.words import Reading
from toolchain.model.expressions import expression
from toolchain.model.records import Record

Range = tuple[int, int]

_QUOTED = expression(r"“[^“”]+”|\"[^\"]+\"|«[^«»]+»")
_IMPRINT = expression(r"\s*\((?P<place>[^(),]+)(?:, (?P<publisher>[^()]+?))?, (?P<year>(?:1[5-9]|20)\d\d)\)")
_LAW = expression(r"(?P<title>[^,;:()\d“”]{3,80}?)(?:,? (?P<year>(?:1[5-9]|20)\d\d))?(?=, )")
_BODY = expression(r"[A-Z][A-Z-]+|[^\W\d_]\w+|.*\b(?:of|for|the|and|des|de|du|para|по|и)\b.*|(?:\S+ ){3,}\S+")
_DATE = expression(r",\s(?P<date>[^,.()]{4,30})")


class Titled(Record):
    """Reads a part of a note with some ranges in italics."""

    reading: Reading
    italics: tuple[Range, ...] = ()

    def read(self, text: str, start: int, end: int) -> Reference | None:
        """Return a reference that is the whole part; None if it has none of the forms."""
        end = start + len(text[start:end].rstrip(" .。\u00a0"))
        return (
            self._law(text, start, end)
            or self._communication(text, start, end)
            or self._work(text, start, end)
        )

    def _law(self, text: str, start: int, end: int) -> Reference | None:
        """Return a law by its articles."""
        found = _LAW.match(text, start, end)
        if not found or not is_named(found["title"]):
            return None
        title = found["title"]
        behind = text[found.end() : end]
        counted = re.match(r"[, ]*[^\W\d_]", behind)  # "art. 5", where a number alone would be a page
        if not self.reading.names_law(title) or not counted or self.reading.locate(behind) != len(behind):
            return None
        item: Item = {"type": "legislation", "title": title}
        if found["year"]:
            item["issued"] = {"date-parts": [[int(found["year"])]]}
        return Reference(
            start, end, item, first_word(text, found.end(), end), (title, str(found["year"]), "")
        )

    def _communication(self, text: str, start: int, end: int) -> Reference | None:
        found = self.reading.communication.search(text, start, end)
        if not found:
            return None
        body = self._body(text[start : found.start()])
        date = people.date(text[found.end() : end].strip(" ,"), self.reading)
        if not body or not date:
            return None
        item: Item = {"type": "personal_communication", "author": body, "issued": date}
        if found[0] != self.reading.printed.terms["personal_communication"]:
            item["genre"] = found[0]
        return Reference(start, end, item, end, (str(body), str(date), ""))

    def _work(self, text: str, start: int, end: int) -> Reference | None:
        italic = next((each for each in self.italics if start < each[0] and each[1] <= end), None)
        quoted = _QUOTED.search(text, start, end)
        if italic and quoted:
            return None  # an article in another work
        title = italic or (quoted.span() if quoted else None)
        body = self._body(text[start : title[0]]) if title else None
        if not title or not body:
            return None
        words = text[slice(*title)].strip('“”"«»\u00a0 ').rstrip(",")
        item: Item = {"type": "document", "author": body, "title": words}
        at = self._imprint(text, title[1], end, item) if italic else self._dated(text, title[1], end, item)
        at = self._web(text, at, end, item)
        locator = at + self.reading.locate(text[at:end])
        if locator != end or ("issued" not in item and "URL" not in item):
            return None
        return Reference(
            start, end, item, first_word(text, at, end), (str(body), str(item.get("issued")), words)
        )

    def _body(self, text: str) -> list[Any] | None:
        """Return the institution named in a text; None if it may be a person."""
        name = text.rstrip(" ,")
        if not name or len(name) == len(text) or "," in name or not is_named(name):
            return None
        names = people.authors(name + ".", self.reading)
        return names if names and "literal" in names[0] and _BODY.fullmatch(name) else None

    def _imprint(self, text: str, at: int, end: int, item: Item) -> int:
        found = _IMPRINT.match(text, at, end)
        if not found:
            return at
        item |= {
            "type": "book",
            "issued": {"date-parts": [[int(found["year"])]]},
            "publisher-place": found["place"],
        }
        if found["publisher"]:
            item["publisher"] = found["publisher"]
        return found.end()

    def _dated(self, text: str, at: int, end: int, item: Item) -> int:
        found = _DATE.match(text, at, end)
        date = people.date(found["date"].strip(), self.reading) if found else None
        if not found or not date:
            return at
        item["issued"] = date
        return found.end()

    def _web(self, text: str, at: int, end: int, item: Item) -> int:
        """Return the end of "Available at https://example.org (accessed on 3 March 2021)"."""
        said = re.compile(rf"[.,]\s*{self.reading.available.pattern}", re.IGNORECASE).match(text, at, end)
        address = ADDRESS.match(text, said.end(), end) if said else None
        if not address:
            return at
        item |= {"type": "webpage", "URL": address[0]}
        at, day = people.accessed(text, address.end(), end, self.reading)
        if day:
            item["accessed"] = day
        return at
