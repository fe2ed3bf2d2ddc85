"""Symbols of documents of the United Nations, also with a paragraph: "CRC/C/PAK/CO/5, para. 74 (b)"."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from toolchain.law.treaties import DATA, one_of
from toolchain.model.expressions import expression
from toolchain.model.records import Record
from toolchain.model.suggest import misspelt

BODIES = ("CRC", "CCPR", "CEDAW", "CAT", "CERD", "CRPD", "CMW", "CED")
"""Treaty bodies by the first part of their symbols; E/C.12 is the body on economic and social rights."""

_ORGANS = ("A", "S", "E", "ST", "HRI", *BODIES)
_ORGAN = one_of(_ORGANS, not_after=r"[\w/.-]")
_DASH = r"(?:(?<=/CO/\d)|(?<=/CO/\d\d)|(?<=/Q/\d)|(?<=PR/\d)|(?<=(?:/C|12)/[A-Z]{3}/\d))[‐‑–](?=\d)"
"""Another character than a hyphen in the number of a joint report, "CO/5–6": two resolutions may be meant."""

_SPACED = r"(?:(?<=/Add|/Rev)|(?<=/Corr))\.?[ \u00a0](?=\d)"
PATTERN = expression(rf"{_ORGAN}//?(?=[A-Z\d])(?:{_SPACED}|[\w./-]|{_DASH})*\w(?:\(\d{{4}}\))?")
"""What looks like a symbol, perhaps with a year at its end: "S/RES/1325(2000)"; also "Add. 1" in it."""

TYPED_YEAR = expression(r"[ \u00a0]?\(\d{4}\)$")

_BODY = rf"(?:(?:{'|'.join(BODIES)})/C|E/C\.12)"
_COUNTRY = expression(
    rf"{_BODY}/(?:OP[A-Z]+/)?(?P<code>[A-Z]{{2,4}}(?=/(?:CO|Q|QPR|RQ|FCO)/)|[A-Z]{{3}}(?=/\d))"
    r"|A/HRC/WG\.6/\d+/(?P<review>[A-Z]{3})/\d"
)
OBSERVATIONS = rf"{_BODY}/(?:OP[A-Z]+/)?[A-Z]{{2,4}}/CO/\d+(?:-\d+)?(?:/Rev\.\d+)?(?![\w/-])"
_SESSION = expression(
    r"A/(?:HRC/(?:WG\.6/(?P<review>\d+)/[A-Z]|(?:RES/)?(?P<council>\d+)/\d)"
    r"|(?:RES/)?(?P<assembly>\d{1,3})/\d)"
)
"""A resolution, or a document for a session, such as A/HRC/61/50 or A/79/122; A/520/Rev.19 is older."""

_OTHERS = expression(
    r"African (?:C|U)|[Aa]frican[oa]|africain|American (?:C|S)|[Aa]merican[oa]|américain"
    r"|Council of|(?:National|City|Municipal|Social|Security) Council"
    r"|Conseil (?:d(?!es droits)[eu’']|\w+(?:al|el|en|eur|if|ique)\b)|Consejo (?:de(?! Der)|[A-Z])"
    r"|World Health|UNESCO|(?:Parliamentary|National|Legislative) A|Assemblée (?:parl|nat)|European Parl"
    r"|Asamblea (?:Parl|Nac|Leg)|Parl\w+ [Ee]urop"
    r"|Commission on Human|Sub-Commission|Commission des droits|Sous-Commission|Comisión de Der|Subcomisión"
    r"|ACERWC|CAEDBE|ACHPR|CADHP|CIDH|IACHR|OEA|OAS|CNDH"
)
"""Other bodies, whose general comments and resolutions have numbers of their own, as texts name them."""

_SECURITY = expression(r"S/RES/(\d{1,5})$")
_REPAIRS = (
    (expression(r"//+"), "/"),
    (expression(_DASH), "-"),
    (expression(r"\b(Add|Corr|Rev)(?:\.?[ \u00a0]|/)?(?=\d)"), r"\1."),
    (expression(r"(?<=/)(C0|0C|OC)(?=/\d)"), "CO"),
    (expression(r"(?<=/[A-Z]{3}/)(CO|Q)[.-]?(?=\d)"), r"\1/"),
    (expression(r"^E/C12(?=/)"), "E/C.12"),
    (expression(r"^A/HRC/WG6(?=/)"), "A/HRC/WG.6"),
    (expression(rf"^({'|'.join(BODIES)})/([A-Z]{{3}})/C(?=/)"), r"\1/C/\2"),
)
"""Mistakes that no symbol has, and what is right."""

_WITHOUT_C = expression(rf"(?P<body>{'|'.join(BODIES)})/(?P<code>[A-Z]{{3}})/(?:CO|Q|\d+$)")
_UNFINISHED = expression(rf"{_BODY}/[A-Z]{{3}}/C(?:O|/.*)")
_DATA_YEAR = 2026


_YEAR = r"[ \u00a0]?\(\d{4}\)"
_PART = r"/(?:[A-Z]+[A-Z\d]*(?:\.\d+)*(?:-\d+)?|\d+(?:-\d+)?|(?:Add|Corr|Rev|Rep)\.\d+)"
_JOINED = one_of(_ORGANS, not_after=r"[\w/.]")
_DOCUMENT = expression(rf"{_JOINED}(?:(?<=S)/RES/\d+{_YEAR}|(?:{_PART}){{2,}})(?![\w/]|{_DASH})")
"""A whole symbol. A resolution of the Security Council is found with its year only: S/RES/1325 (2000)."""

_WITHOUT_SESSION = expression(r"/RES/\d+$")
_OWN = "https://docs.un.org/"
_NEAR = 120  # characters in which another body is named


def documents(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of symbols that are possible: links are made for them. Each half of a joint symbol is
    one, of the committees that wrote together: "CMW/C/GC/4-CRC/C/GC/23".
    """
    for found in _DOCUMENT.finditer(text):
        symbol = found[0]
        unknown = unknown_country(symbol) or is_unfinished(symbol) or is_of_future(symbol)
        before = text[max(0, found.start() - 2) : found.start()]
        part = _WITHOUT_SESSION.search(symbol) or re.fullmatch(r"\D?-", before)
        if repaired(symbol) == symbol and not unknown and not part and re.search(r"\d", symbol):
            yield found.span()


def near_others(text: str, found: re.Match[str]) -> bool:
    """Return whether a text names another body next to a general comment or resolution."""
    return bool(_OTHERS.search(text, max(0, found.start() - _NEAR), found.end() + _NEAR))


def own_address(symbol: str) -> str:
    """Return the address at which the United Nations show a document."""
    return _OWN + re.sub(r"[ \u00a0]", "", symbol)


def is_own_link(url: str, words: str) -> bool:
    """Return whether a link is one that we make: to a document, with a symbol among its words."""
    return url.startswith(_OWN) and bool(PATTERN.match(url.removeprefix(_OWN)) and PATTERN.search(words))


def without_year(symbol: str) -> str:
    """Return a symbol in capitals without a year: "S/RES/1325 (2000)"."""
    return re.sub(r"[\s\u00a0]?\(.*", "", symbol).rstrip("./").upper()


def repaired(symbol: str) -> str:
    """Return a symbol without the mistakes that are known."""
    for pattern, right in _REPAIRS:
        symbol = pattern.sub(right, symbol)
    lacking = _WITHOUT_C.match(symbol)
    if lacking and lacking["code"] in countries():
        return f"{lacking['body']}/C{symbol[lacking.end('body') :]}"
    return symbol


def is_unfinished(symbol: str) -> bool:
    """Return whether the number of concluding observations is missing, or the O: CRC/C/PAK/C/5."""
    return bool(_UNFINISHED.fullmatch(symbol))


def country(symbol: str) -> str:
    """Return the code of the country in a symbol; "" if there is none."""
    found = _COUNTRY.match(symbol)
    return (found["code"] or found["review"]) if found else ""


def unknown_country(symbol: str) -> str:
    """Return the country code in a symbol if no country has this code, else ""."""
    code = country(symbol)
    return code if code not in countries() else ""


def years(symbol: str) -> tuple[int, ...]:
    """Return the years of the session of a resolution, or those in which a document for it can be written;
    () for other documents. Resolutions of the Security Council have numbers that go on from year to year: the
    years are those of the known numbers before and after.
    """
    if security := _SECURITY.match(symbol):
        known = sorted((*each, int(security[1])) for each in _table()["security"]["known"])
        before = [year for number, year, own in known if number <= own]
        after = [year for number, year, own in known if number >= own]
        return tuple(range(before[-1], after[0] + 1)) if before and after else ()
    found = () if "/WG.6/" in symbol else _of_session(symbol)
    return (found[0] - 1, *found) if found and "/RES/" not in symbol else found


def session_years(session: int, body: str) -> tuple[int, ...]:
    """Return the years in which a session adopts resolutions.

    They are two for the General Assembly, whose sessions, after the first, end in the following year.
    """
    known = _table()["sessions"][body]
    first: int = known["first"] + (session - 1) // known["a year"]
    return (first, first + 1) if body == "assembly" and session > 1 else (first,)


def _of_session(symbol: str) -> tuple[int, ...]:
    found = _SESSION.match(symbol)
    return session_years(int(found[found.lastgroup or 0]), found.lastgroup or "") if found else ()


def is_of_future(symbol: str) -> bool:
    """Return whether a document is of a session that the data cannot know yet (see `is_future`)."""
    return is_future(_of_session(symbol))


def is_future(session_of: tuple[int, ...]) -> bool:
    """Return whether a session begins more than one year after the year of the data.

    `session_of` has the years of the session; () is never of the future.
    """
    return bool(session_of) and session_of[0] > _DATA_YEAR + 1


@cache
def countries() -> frozenset[str]:
    """Return the codes of countries in symbols, former ones too."""
    table = _table()
    return frozenset(" ".join(table[key] for key in ("iso", "former", "un", "names", "sample")).split())


def near_country(code: str) -> str:
    """Return the code of ISO 3166-1 that differs from `code` by one letter, if there is one only; else ""."""
    return misspelt(code, _table()["iso"].split()) or ""


def most_paragraphs() -> int:
    """Return a number above those of all paragraphs of concluding observations that are known to be cited."""
    most: int = _table()["observations"]["most"]
    return most


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = json.loads((DATA / "symbols.json").read_text(encoding="utf-8"))
    return table


_INSIDE = r"((?:\s?\(?[^\W\d_]{1,4}\))*)(?:\s?[–-]\s?(?:(\d+)(?![\d.])|\(?([^\W\d_])\)))?"
_PLACE = expression(rf"(?<![\d(])(\d+(?:\.\d+)*){_INSIDE}")
_MORE = expression(
    r"(?:\s?[,،、]\s?(?:(?:and|et|y|и)\s)?|\s?(?:and|or|et|ou|y|e|o|u|и|или|أو|و|和|及|&)\s?)"
    r"(?=\d|\(?[^\W\d_]{1,4}\))(?!\d{4}|\d\d?\s[^\d(]{1,20}\d{4})"
    rf"(\d+(?:\.\d+)*)?{_INSIDE}"
)
"""What comes after a place of a document, if it is no date: "paras. 74 and 75", "para. 74 (b) and (c)"."""

NOT_OF = {
    "state-report": expression(r"/(?:CO|Q|QPR)/"),
    "list-of-issues": expression(r"^(?!.*/(?:Q|QPR)/)"),
    "concluding-observations": expression(r"/(?:Q|QPR)/|^(?!A/).*/[A-Z]{3}/\d"),
}
"""What no symbol of each kind of document has. What old symbols do not say is left alone."""


class Earlier(Record):
    """A document and a place in it: ("74", "b"), or ("74",) to 78."""

    symbol: str
    place: tuple[str, ...] = ()
    last: int = 0

    def covers(self, other: Earlier) -> bool:
        """Return whether what follows this recommendation takes up another, which may be a part of it."""
        inside = bool(self.place) and other.place[: len(self.place)] == self.place
        if self.last and other.place and (self.place[0] + other.place[0]).isdigit():
            inside = int(self.place[0]) <= int(other.place[0]) <= self.last
        return self.symbol == other.symbol and (inside or not other.place)


def earlier(cited: str) -> tuple[Earlier, ...]:
    """Return all that is cited; none if no symbol in it is that of a document."""
    found = list(documents(cited))
    ends = [*(start for start, _ in found), len(cited)][1:]
    texts = ((cited[start:end], cited[end:stop]) for (start, end), stop in zip(found, ends, strict=False))
    return tuple(each for symbol, rest in texts for each in _places(symbol, rest))


def _places(symbol: str, rest: str) -> Iterator[Earlier]:
    place, number = _PLACE.search(rest), ""
    if not place:
        yield Earlier(symbol)
    while place:
        number, inside = place[1] or number, re.findall(r"\w+", place[2])
        yield Earlier(symbol, (number, *inside), int(place[3] or 0))
        for letter in range(ord(inside[-1][-1]) + 1, ord(place[4]) + 1) if inside and place[4] else ():
            yield Earlier(symbol, (number, *inside[:-1], chr(letter)))  # "(b)–(d)"
        place = _MORE.match(rest, place.end())
