"""General comments and recommendations that do not exist: U305."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from functools import cache

from toolchain.checks import check
from toolchain.checks.source.law.meant import meant
from toolchain.checks.source.text.prose import EVERYWHERE, prose, unquoted
from toolchain.law.comments import comments
from toolchain.law.symbols import BODIES, near_others
from toolchain.law.treaties import LANGUAGES, words
from toolchain.model.diagnostics import Finding, Severity
from toolchain.model.expressions import Hinted, expression
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules.law import (
    CommentKind,
    CommentMissing,
    CommentSubject,
    CommentSymbol,
    CommentYear,
    GeneralComment,
)
from toolchain.text.passages import Passage

_SYMBOL = expression(rf"(?P<body>{'|'.join(BODIES)}|E/C\.12)(?:/C)?/GC/(?:\d{{4}}/)?(?P<number>\d+)(?!\d)")
_ANY = expression(
    r"[Gg]eneral (?:[Cc]omm|[Rr]ecomm)|[Oo]bserva(?:ci(?:ón|ones)|tions?) [Gg]|[Rr]ecom\w+ [Gg]"
)
_SUBJECT = expression(
    r"(?:\s?\([^()]*\))*,?\s(?:on|about|concerning|regarding)\s(?P<subject>[^.;()\u201c\u201d]{3,70})"
)
_ITS = expression(r"\b(?:[Ii]n\sits|[Dd]ans\s(?:son|sa|ses)|[Ee]n\ssus?)\s$")
_NEAR = 160  # characters after a general comment in which its symbol is given


@check(GeneralComment)
def general_comment(resolved: Resolved) -> Iterator[Finding]:
    """General comments are known by number, year and symbol (docs/law.md). One that no committee has, or that
    has another year or symbol, is reported; one that may be newer than the data is not. Which committee is
    meant is known by the symbol, or by its name right before or after; without these, a number with a year is
    wrong if it is wrong for all. In English texts, the title of another one after it is reported.

    Bad:

        1. See general comment No. 77 (2030) and general comment No. 13 (2012).
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bad (fr): another symbol

        1. Voir l’observation générale nº 13 (2011) (CRC/C/GC/14).
                                                     ^^^^^^^^^^^

    Good:

        1. See general comment No. 13 (2011), general recommendation No. 35 (2017) and CRC/C/GC/25.
    """
    found = meant(resolved)
    if not found or found.lang not in LANGUAGES:
        return
    pattern = _pattern(found.lang)
    told: list[Finding] = []
    for passage in prose(resolved, pattern, EVERYWHERE):
        for comment in unquoted(passage, pattern):
            told += _comment(passage, comment, found.lang)
    yield from told
    spans = {each.span for each in told}
    for passage in prose(resolved, _SYMBOL, EVERYWHERE):
        yield from (each for each in _symbols(passage) if each.span not in spans)


def _comment(passage: Passage, found: re.Match[str], lang: str) -> Iterator[Finding]:
    kind = "recommendation" if found["recommendation"] else "comment"
    symbol = _symbol(passage.text, found.end())
    body = _body(symbol) if symbol else _named_body(passage.text, found, kind, lang)
    said = _said(passage.text, found) if lang == "en" else frozenset[str]()
    body = body or comments().by_subject(kind, int(found["number"]), said)
    near = passage.text[max(0, found.start() - _NEAR) : found.end()]  # "Nos. 30 and 35, updating No. 19"
    typed = set(map(int, re.findall(r"\d+", near)))
    if symbol and body in comments().bodies(kind) and int(symbol["number"]) not in typed:
        yield Finding(passage.span(*symbol.span()), CommentSymbol(symbol[0], fold(found[0])))
    elif body not in comments().known and near_others(passage.text, found):
        return
    elif facts := _facts(found, kind, body if body in comments().known else ""):
        severity = Severity.WARNING if isinstance(facts, CommentKind) else None
        yield Finding(passage.span(*found.span()), facts, severity=severity)
    elif other := _subject(found, kind, body, said):
        yield Finding(passage.span(*found.span()), other, severity=Severity.WARNING)


def _said(text: str, found: re.Match[str]) -> Set[str]:
    """Return the words after "on", before the next general comment."""
    said, later = _SUBJECT.match(text, found.end()), _ANY.search(text, found.end())
    if not said:
        return frozenset()
    end = min(said.end(), later.start() if later else said.end())
    return frozenset(re.findall(r"[a-z-]+", text[said.start("subject") : end].lower()))


def _subject(found: re.Match[str], kind: str, body: str, said: Set[str]) -> CommentSubject | None:
    """Return what is said if it is another title; one source has the titles, so it is a warning."""
    known, number = comments(), int(found["number"])
    years = {each: known.all.get((each, number), ()) for each in ((body,) if body else known.bodies(kind))}
    bodies = [each for each in years if body or (found["year"] and int(found["year"]) in years[each])]
    other = known.with_subject(bodies[0], number, said) if len(bodies) == 1 else None
    return CommentSubject(fold(found[0]), bodies[0], other) if other else None


def _named_body(text: str, found: re.Match[str], kind: str, lang: str) -> str:
    """Return the committee with comments of this kind that is named right after or before one, or ""."""
    start, end = found.span()
    bodies = comments().bodies(kind)
    named = [(body, *pair) for body, pair in _committees(lang).items() if body in bodies]
    is_own = _ITS.search(text, max(0, start - _NEAR), start)  # "In its general comment …, the Committee"
    afterwards = [(body, pattern.match(text, end)) for body, _, pattern in named]
    after = [body for body, match in afterwards if match and (is_own or not match["own"])]
    before = [body for body, pattern, _ in named if pattern.search(text, max(0, start - _NEAR), start)]
    return next(iter(after + before), "")


@cache
def _committees(lang: str) -> Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    def pair(body: str, name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
        spaced = rf"(?i:{name}|Comité {body})".replace(" ", r"\s")
        said = r"(?:(?!and\b|et\b|y\b)[a-zà-ÿ’']{1,20}\s){0,4}"  # "noted in its", "l’a dit dans son"
        within = rf"(?:{said}(?:in\sthe|its|son|sa|ses|sus?)\s)?$"
        before = re.compile(rf"(?:{spaced}|\b{body})(?:[’']s)?,?\s{within}")
        return before, re.compile(rf"(?:{words(lang)['of']}|(?P<own>,?\s(?:the|le|el)\s)){spaced}")

    return {body: pair(body, name) for body, name in words(lang)["committees"].items()}


def _symbol(text: str, start: int) -> re.Match[str] | None:
    """Return the symbol that is given for a general comment, and not for a later one."""
    symbol = _SYMBOL.search(text, start, start + _NEAR)
    later = _ANY.search(text, start)
    if not symbol or (later and later.start() < symbol.start()) or text[symbol.start() - 1] != "(":
        return None
    return symbol


def _facts(found: re.Match[str], kind: str, body: str) -> GeneralComment | None:
    known, name, number, year = comments(), fold(found[0]), int(found["number"]), found["year"]
    possible = known.of(kind, body, number)
    has_year = any(not year or not years or int(year) in years for years in possible)
    if has_year or known.may_be_new(kind, body, number, year):
        return None
    if not possible:
        return CommentMissing(name, body, known.last.get(body))
    for other in known.bodies("recommendation") if kind == "comment" and year else ():
        if int(year) in known.all.get((other, number), ()):
            return CommentKind(name, other)
    years = sorted({each[0] for each in possible})
    return CommentYear(name, year or "", number, tuple(map(str, years)))


def _symbols(passage: Passage) -> Iterator[Finding]:
    """Yield the symbols of general comments that a committee does not have."""
    known = comments()
    for found in unquoted(passage, _SYMBOL):
        body, number = _body(found), int(found["number"])
        kind = "recommendation" if body in known.bodies("recommendation") else "comment"
        new = body not in known.known or known.may_be_new(kind, body, number)
        if not new and not known.of(kind, body, number):
            yield Finding(passage.span(*found.span()), CommentMissing(found[0], body, known.last[body]))


def _body(symbol: re.Match[str]) -> str:
    return "CESCR" if symbol["body"].startswith("E/") else symbol["body"]


@cache
def _pattern(lang: str) -> Hinted:
    known = words(lang)
    kinds = rf"(?:(?:{known['comment']})|(?P<recommendation>{known['recommendation']}))"
    return Hinted(
        rf"{kinds}\s{known['number']}(?P<number>\d{{1,3}})(?![\d/])"
        r"(?:(?:\s?(?P<bracket>\()|\s(?:of|de|du)\s)(?:\w+\s)?(?P<year>(?:19|20)\d\d)(?(bracket)\)|\b))?",
        ("eneral", "énéral"),
    )
