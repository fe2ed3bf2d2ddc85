"""Read a typed reference: "Government of Pakistan. (1860). Penal Code. Article 375".

The recognized forms, with any punctuation between their elements (the parts in brackets are optional):

    Author (date). Title[, number][. Publisher's place: Publisher][, pages | . Article 375]
    Author (date). Title. Journal of Something[, volume]
    Author (date). Personal communication
    Author (date). Title. Available at ADDRESS (accessed on DATE)
    Author (date). Title. SYMBOL[, para. 12]
    SYMBOL[, para. 12]

Anything else is not read: a text that is not certain is reported as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from types import MappingProxyType

from toolchain.citations.style.documents import is_symbol
from toolchain.editing.extracting import people, same
from toolchain.editing.extracting.forms import Item, Source
from toolchain.editing.extracting.sentences import ADDRESS, Piece, is_named, is_sentence, pieces, unquoted
from toolchain.editing.extracting.words import BEFORE, Reading
from toolchain.model.expressions import expression
from toolchain.model.records import Changing, Record
from toolchain.model.wording import fold, said, shorten
from toolchain.text.running import OBJECT

Work = tuple[str, str, str]
"""Author, date and title as typed."""

SYMBOL = expression(r"(?<![\w/])[A-Z]{1,8}(?:/[A-Za-z0-9*()–-]+(?:\.[A-Za-z0-9]+)*)+(?: \([IVXLC]+\))?")
_IMPRINT = expression(r"(?P<place>[^:,;.()\d]{2,40}?)\s?:\s(?P<publisher>[^:;()]{2,80}?)")
_VOLUME = expression(
    r",?\s*(?:vol\.?|volume)?\s*(?P<volume>\d{1,4})(?:\s?\((?P<issue>\d{1,4})\))?", re.IGNORECASE
)
_YEAR = expression(r"(?:1[5-9]|20)\d\d")
_NUMBERED = expression(
    r"\b(?:vol|no|pp?|paras?|arts?|sect|ed|eds)\.\s?\d?|№|\(\D{0,20}(?:1[5-9]|20)\d\d[^)]*\)", re.IGNORECASE
)
COMMA = expression(r",(?=\s)|[،，]")
_REMARK = expression(r"[,،，]\s*(?=[^\W\d_A-Z])")
_LONGEST = 250  # characters of a title


class Reference(Record):
    """A reference: its place in the text, its source, and the start of its locator.

    `item` is a CSL-JSON item without its "id". The locator lasts to the end of the reference, and begins
    there if there is none. `work` identifies the source, as typed; `key` is that of an existing entry.
    """

    start: int
    end: int
    item: Item
    locator: int
    work: Work = ("", "", "")
    key: str = ""


def unclear(text: str) -> str:
    """Return that it is not clear what a text is."""
    return said("what “{text}” is cannot be determined", text=text)


class Unsure(Record):
    """Text that could not be read for certain, and the reason."""

    why: str


class Known(Record):
    """The sources of a document: those cited alone, and all by their printed forms."""

    works: frozenset[Work] = frozenset()
    authors: frozenset[str] = frozenset()
    forms: Mapping[same.Words, Source] = MappingProxyType({})


class Reader(Record):
    """Reads the references of a text in one language."""

    reading: Reading
    known: Known = Known()

    def dated(self, text: str, start: int, open_: int, close: int, limit: int) -> Reference | Unsure:
        """Return a reference whose author begins at `start` and whose date is in brackets."""
        name = text[start:open_].strip(" \u00a0")
        names = people.authors(name, self.reading)
        if names is None:
            return Unsure(said("whose work it is cannot be determined from “{text}”", text=_short(name)))
        day = people.date(text[open_ + 1 : close].strip(), self.reading)
        if day is None:
            return Unsure(said("“{text}” is not a date that can be read", text=text[open_ + 1 : close]))
        begin = _behind(text, close + 1)
        parts = list(pieces(text, begin, limit, self.reading))
        if not parts:
            return Unsure(said("the source has no title"))
        item: Item = {"type": "document", "author": people.parted(names, self.known.authors)}
        if day:
            item["issued"] = day
        return _Work(self, text, item, (name.rstrip(people.BEHIND), str(day)), parts).read(start)

    def not_own(self, text: str, parts: Iterable[Piece], ended: bool) -> Unsure | None:
        """Return what is wrong with the sentences after a reference, which must be the author's own.

        `ended` means that the reference has certainly ended; if not, the first sentence must begin like one
        of the author's own ("This Act …").
        """
        for number, part in enumerate(parts):
            words = text[part.start : part.end]
            own = is_sentence(words) and (ended or number or self.reading.openers.match(words))
            if not own or _NUMBERED.search(words) or ADDRESS.search(words) or SYMBOL.search(words):
                return Unsure(
                    said("whether “{text}” belongs to its source is not certain", text=_short(words))
                )
        return None

    def symbol(self, text: str, found: re.Match[str], limit: int) -> Reference:
        """Return a document of the United Nations cited by its symbol alone."""
        item: Item = {"type": "report", "number": found[0]}
        at = self.reading.locate(text[found.end() : limit])
        end = found.end() + at
        locator = first_word(text, found.end(), end) if at else end
        return Reference(found.start(), end, item, locator)


class _Work(Changing):
    """The text of a reference after its date, read part by part."""

    reader: Reader
    text: str
    item: Item
    by: tuple[str, str]
    parts: list[Piece]
    titled: str = ""
    locator: int = -1
    end: int = -1

    def read(self, start: int) -> Reference | Unsure:
        """Return the whole reference."""
        current, *rest = self.parts
        if wrong := self._title(current):
            return wrong
        while rest and self.end == current.end and any(kind(rest[0]) for kind in self._kinds()):
            current, *rest = rest
        if wrong := self._remark(current) or self.reader.not_own(self.text, rest, self.locator >= 0):
            return wrong
        self._type()
        locator = self.locator if self.locator >= 0 else self.end
        return Reference(start, self.end, self.item, locator, (*self.by, self.titled))

    def _kinds(self) -> tuple[Callable[[Piece], bool], ...]:
        if self.locator >= 0:
            return (self._web,)
        return self._web, self._symbol, self._journal, self._place, self._imprint

    def _title(self, part: Piece) -> Unsure | None:
        """Return the title, with a number or a remark after it; a known title comes first."""
        words = self.text[part.start : part.end]
        commas = [found.start() for found in COMMA.finditer(words)]
        known = (comma for comma in commas if (*self.by, words[:comma]) in self.reader.known.works)
        located = (comma for comma in commas if comma + self._located(words[comma:]) == len(words))
        title = words[: next(chain(known, located), len(words))]
        if problem := self._is_no_title(title):
            return Unsure(problem)
        self.titled = title
        self.item["title"] = unquoted(title)
        self._ends_at(part.start + len(title), part.end)
        return None

    def _is_no_title(self, title: str) -> str:
        reading = self.reader.reading
        if len(title) > _LONGEST or OBJECT in title or not re.search(r"\w", title):
            return said("its title cannot be determined")
        more = (
            reading.accessed.search(title)
            or ADDRESS.search(title)
            or _NUMBERED.search(title)
            or SYMBOL.search(title)
            or re.search(r"[,،，]\s?(?=[^,:،，]{2,40}\s?[:：]\s?)", title)
        )
        if more:
            return said("its title cannot be determined from what else it says: “{text}”", text=_short(title))
        for comma in _REMARK.finditer(title):
            if reading.suffixes.match(title, comma.end()):
                text = _short(title[comma.end() :])
                return said("whether “{text}” belongs to its title is not certain", text=text)
        if reading.openers.match(title) or any(
            reading.locate(title[at.end() :]) for at in re.finditer(r"\.\s*", title)
        ):
            return said("“{text}” does not look like a title", text=_short(title))
        last = re.search(r"[,،，]\s*([\d\s,،，–-]+)\Z", title)
        if last and not self._is_lawful(title[: last.start()]):
            return said("what “{text}” counts is not certain", text=last[1].strip())
        return ""

    def _remark(self, part: Piece) -> Unsure | None:
        """Return what is wrong with the remaining words of the last part of a reference."""
        remark = self.text[self.end : part.end]
        if not remark or (_REMARK.match(remark) and OBJECT not in remark and not re.search(r"\d", remark)):
            return None
        return Unsure(unclear(_short(remark.strip(" ,"))))

    def _place(self, part: Piece) -> bool:
        """Read a locator: "Article 375", "90, 128 and 160", with a remark after a comma."""
        words = self.text[part.start : part.end]
        at = self._located(words)
        rest = words[at:]
        if not at or (rest and not (_REMARK.match(rest) and not re.search(r"\d", rest))):
            return False
        self.locator, self.end = part.start, part.start + at
        return True

    def _symbol(self, part: Piece) -> bool:
        """Read a symbol: "CRC/C/PAK/CO/5, para. 12"."""
        found = SYMBOL.match(self.text, part.start, part.end)
        if not found or not is_symbol(found[0]):
            return False
        self.item |= {"type": "report", "number": found[0]}
        return self._ends_at(found.end(), part.end)

    def _journal(self, part: Piece) -> bool:
        """Read a journal: "Open Journal of Social Sciences, vol. 3", or with its number as the next part."""
        words = self.text[part.start : part.end]
        volume = next((found for found in _VOLUME.finditer(words) if found.end() == len(words)), None)
        name = words[: volume.start()] if volume else words
        if "container-title" in self.item:
            return self._volume_alone(part, words)
        named = is_named(name) and not re.search(r"[\d()\[\]:]", name) and len(name.split()) < 15
        if not (named and self.reader.reading.journals.search(name)):
            return False
        self.item |= {"type": "article-journal", "container-title": name.strip(" ,")}
        self._number(volume)
        self.end = part.end
        return True

    def _volume_alone(self, part: Piece, words: str) -> bool:
        found = _VOLUME.fullmatch(words)
        if not found or "volume" in self.item or self.item["type"] != "article-journal":
            return False
        self._number(found)
        self.end = part.end
        return True

    def _number(self, found: re.Match[str] | None) -> None:
        for name, value in (found.groupdict() if found else {}).items():
            if value:
                self.item[name] = value

    def _imprint(self, part: Piece) -> bool:
        """Read an imprint: "Bangkok: ECPAT International, 29"."""
        words = self.text[part.start : part.end]
        for end in (*(found.start() for found in COMMA.finditer(words)), len(words)):
            found = _IMPRINT.fullmatch(words, 0, end)
            named = found and is_named(found["place"]) and is_named(found["publisher"])
            if found and named and end + self._located(words[end:]) == len(words):
                self.item |= {
                    "type": "book",
                    "publisher-place": found["place"].strip(),
                    "publisher": found["publisher"].strip(),
                }
                return self._ends_at(part.start + end, part.end)
        return False

    def _web(self, part: Piece) -> bool:
        """Read a web address: "Available at https://example.org (accessed on 3 March 2021)"."""
        text, reading = self.text, self.reader.reading
        said = reading.available.match(text, part.start, part.end)
        at = said.end() if said else part.start
        address = ADDRESS.match(text, at, part.end)
        if not address:
            return False
        end, day = people.accessed(text, address.end(), part.end, reading)
        if day:
            self.item["accessed"] = day
        if end != part.end:
            return False
        self.item["URL"] = address[0]
        self.end = end
        return True

    def _ends_at(self, end: int, limit: int) -> bool:
        at = self._located(self.text[end:limit])
        if at:
            self.locator = first_word(self.text, end, end + at)
        self.end = end + at
        return self.end == limit

    def _located(self, text: str) -> int:
        """Return the end of a locator at the start of a text; a number that can be a year is not a
        locator.
        """
        at = self.reader.reading.locate(text)
        return 0 if _YEAR.fullmatch(text[:at].strip(BEFORE)) else at

    def _is_lawful(self, title: str) -> bool:
        reading = self.reader.reading
        return any(found for kind in (reading.laws, reading.bills) for found in kind.finditer(title))

    def _type(self) -> None:
        """Set the type of a source if nothing has determined it yet."""
        reading, title, item = self.reader.reading, str(self.item["title"]), self.item
        if item["type"] != "document":
            return
        if reading.communication.fullmatch(title):
            item["type"] = "personal_communication"
            del item["title"]
            usual = reading.printed.terms["personal_communication"]
            if title != usual[:1].upper() + usual[1:]:
                item["genre"] = title
            return
        if self._is_law(title):
            bill = reading.bills.search(title)
            item["type"] = "bill" if bill else "legislation"
        elif "URL" in item or "issued" not in item:
            item["type"] = "webpage"
        elif any(found for found in reading.reports.finditer(title)) and "literal" in item["author"][0]:
            item["type"] = "report"

    def _is_law(self, title: str) -> bool:
        """Return whether a source is a law: it has a law's title, and a lawmaker or an article."""
        reading = self.reader.reading
        if not reading.names_law(re.sub(r",?\s*\(?\d{4}\)?\Z", "", title)):
            return False
        numbered = self.locator >= 0 and not self.text[self.locator : self.end].strip()[:1].isdigit()
        return bool(numbered or reading.lawmakers.search(self.by[0]))


def first_word(text: str, start: int, end: int) -> int:
    """Return the start of a locator, after the punctuation before it; `end` if there is none."""
    return end - len(text[start:end].lstrip(BEFORE))


def _behind(text: str, at: int) -> int:
    return len(text) - len(text[at:].lstrip(BEFORE + ".:。："))


def _short(text: str) -> str:
    return shorten(fold(text), 60)
