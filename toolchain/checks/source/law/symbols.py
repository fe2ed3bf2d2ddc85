"""Symbols of documents that are impossible, and links that lead to another document: U304 and U306."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.law.answers import followed, named_earlier
from toolchain.checks.source.text.prose import EVERYWHERE, prose, unquoted
from toolchain.checks.survey import survey
from toolchain.law import symbols
from toolchain.law.symbols import PATTERN, earlier, without_year
from toolchain.law.treaties import LANGUAGES, words
from toolchain.model.diagnostics import Finding, Place, Severity
from toolchain.model.expressions import Hinted, expression
from toolchain.model.records import Record
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules import law as cases
from toolchain.rules.law import SymbolLink
from toolchain.text.passages import Passage
from toolchain.text.running import OBJECT

_IN_CYRILLIC = expression(r"(?<![\w/])(?=[A-Z0-9/.-]*[А-Я])[A-ZА-Я]{1,6}(?:/[A-ZА-Я0-9](?:[\w.-]*\w)?){2,}")
_CYRILLIC = expression("[А-Я]")
_LATIN = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
_ORGANS = {"КПР": "CRC", "КПЧ": "CCPR", "КЛРД": "CERD", "КПП": "CAT", "КПИ": "CRPD"}
"""How Russian texts shorten the names of committees, whose symbols are the same in all languages."""


@check(cases.Symbol)
def symbol(resolved: Resolved) -> Iterator[Finding]:
    """A document is found by its symbol, and a wrong one leads nowhere. Mistakes that no symbol has, codes
    that no country has, and sessions that were not in the year that is typed next to them are reported.
    So are paragraphs of [concluding observations](law.md#concluding-observations) above 150, as a warning, in
    `answers:` and `follows=` too.
    Quotations are not checked.

    Bad:

        1. The Committee wrote so (CRC/PAK/CO/5, CRC/C/PKA/CO/5) and the Assembly in A/RES/44/25 of 2001.
                                   ^^^^^^^^^^^^  ^^^^^^^^^^^^^^                      ^^^^^^^^^^^

    Bad (ru): with Cyrillic letters

        1. Комитет указал на это в КПР/C/KGZ/CO/3-4. См. CRC/С/KGZ/CO/3-4, п. 5.
                                   ^^^^^^^^^^^^^^^^      ^^^^^^^^^^^^^^^^

    Bad: a paragraph that is not likely to exist

        1. Girls are not protected. {follows="CRC/C/PAK/CO/5, para. 740"}
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Good:

        1. See CRC/C/PAK/CO/5, CRC/C/15/Add.217 and resolution 44/25 of 20 November 1989.
    """
    lang = resolved.words.language
    in_cyrillic = (_IN_CYRILLIC,) if _CYRILLIC.search(resolved.document.text) else ()
    for pattern in (symbols.PATTERN, *in_cyrillic):
        for passage in prose(resolved, pattern, EVERYWHERE):
            yield from _unquoted(passage, pattern, lang)
    if lang in LANGUAGES:
        for passage in prose(resolved, _numbered(lang), EVERYWHERE):
            yield from _resolutions(passage, lang)
        for passage in prose(resolved, _paragraph(lang), EVERYWHERE):
            for found in unquoted(passage, _paragraph(lang)):
                number = found["after"] or found["before"]
                yield from _unlikely(passage.span(*found.span()), found[0], number)
    for place, each in (*named_earlier(resolved), *followed(resolved)):
        for cited in earlier(each):
            if cited.place and re.fullmatch(symbols.OBSERVATIONS, cited.symbol):
                yield from _unlikely(place, each, cited.place[0].partition(".")[0])


def _unlikely(place: Place, words: str, number: str) -> Iterator[Finding]:
    if int(number) > (most := symbols.most_paragraphs()):
        facts = cases.ParagraphUnlikely(words, number, most)
        yield Finding(place, facts, severity=Severity.WARNING)


def _unquoted(passage: Passage, pattern: re.Pattern[str], lang: str) -> Iterator[Finding]:
    for found in unquoted(passage, pattern):
        if pattern is _IN_CYRILLIC and symbols.PATTERN.match(passage.text, found.start()):
            continue  # told already
        typed = symbols.TYPED_YEAR.sub("", found[0])
        end = found.start() + len(typed)
        if facts := _facts(typed, _year(passage.text, end, lang)):
            severity = Severity.WARNING if isinstance(facts, cases.CountryUnknown) else None
            yield Finding(passage.span(found.start(), end), facts, severity=severity)


def _facts(typed: str, year: str) -> cases.Symbol | None:
    organ, slash, rest = typed.partition("/")
    right = symbols.repaired(f"{_ORGANS.get(organ, organ)}{slash}{rest}".translate(_LATIN))
    if right != typed and symbols.PATTERN.fullmatch(right):
        return cases.SymbolForm(typed, right)
    if symbols.is_unfinished(typed):
        return cases.SymbolForm(typed, "")
    if code := symbols.unknown_country(typed):
        return cases.CountryUnknown(typed, code, symbols.near_country(code))
    if symbols.is_of_future(typed):
        return cases.SessionFuture(typed)
    return _of_session(typed, symbols.years(typed), year)


def _of_session(typed: str, years: tuple[int, ...], year: str) -> cases.Symbol | None:
    if years and year and int(year) not in years:
        return cases.SessionYear(typed, tuple(map(str, years)), year)
    return None


def _year(text: str, end: int, lang: str) -> str:
    """Return the year that is typed after a symbol: "of 20 November 1989", "(1989)"."""
    found = _dated(lang).match(text, end)
    return found["year"] if found else ""


def _resolutions(passage: Passage, lang: str) -> Iterator[Finding]:
    """Yield the resolutions whose session, or number, is not of their year, where the text names the body."""
    for found in unquoted(passage, _resolution(lang)):
        if facts := _resolution_facts(passage.text, found, lang):
            yield Finding(passage.span(found.start("number"), found.end("number")), facts)


def _resolution_facts(text: str, found: re.Match[str], lang: str) -> cases.Symbol | None:
    number, behind = found["number"], _behind(lang).match(text, found.end())
    of = [key for key in _BODIES if found[key] or (behind and behind[key])]
    named = of or sorted({each.lastgroup or "" for each in _body(lang).finditer(text)})
    if found["in_council"]:  # of the body named last before it
        before = [each.lastgroup for each in _body(lang).finditer(text, 0, found.start())]
        is_security = (of or before[-1:] or named) == ["security"]
        years = symbols.years(f"S/RES/{found['in_council']}") if is_security else ()
        return _of_session(number, years, found["year"])
    if not of and (named in ([], ["security"]) or symbols.near_others(text, found)):
        return None
    of = [key for key in of if key in _SESSIONS] or list(_SESSIONS)
    known = [symbols.session_years(int(found["session"]), key) for key in of]
    year = _year(text, behind.end() if behind else found.end(), lang)
    future = all(map(symbols.is_future, known))
    return cases.SessionFuture(number) if future else _of_session(number, sum(known, ()), year)


_SESSIONS = ("assembly", "council")
_BODIES = (*_SESSIONS, "security")


@cache
def _body(lang: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{key}>{words(lang)[key]})" for key in _BODIES))


@cache
def _resolution(lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_body(lang).pattern})\s(?:in\sits\s)?)?{_numbered(lang).pattern}")


@cache
def _behind(lang: str) -> re.Pattern[str]:
    """Return the expression for a body after its resolution: "résolution 40/14 du Conseil …"."""
    return re.compile(rf"{words(lang)['of']}(?:{_body(lang).pattern})")


@cache
def _numbered(lang: str) -> re.Pattern[str]:
    """Return the expression for a resolution without its body: it is found in a fifth of the time."""
    session = r"(?P<session>\d{1,2})/\d{1,3}(?![\d/])"
    security = r"(?P<in_council>\d{3,4})\s\((?P<year>\d{4})\)"
    return re.compile(rf"{words(lang)['resolution']}\s(?P<number>{session}|{security})")


@cache
def _paragraph(lang: str) -> Hinted:
    """Return the expression for a paragraph of concluding observations with a number of three digits."""
    known = words(lang)
    paragraph = rf"(?:{known['paragraph']})\s?(?:\d+\s?[–-]\s?)?"
    number = r"\d{3,9})(?!\d)"
    of = rf"(?<!\w){paragraph}(?P<before>{number}\s{known['observations']}"
    return Hinted(
        rf"{symbols.OBSERVATIONS}\)?,?\s\(?{paragraph}(?P<after>{number}|{of}",
        ("/CO/", "bservation", "bservacion"),
    )


@cache
def _dated(lang: str) -> re.Pattern[str]:
    months = words(lang)["months"] if lang in LANGUAGES else "(?!)"
    day = rf"(?:\d{{1,2}}(?:er)?\s(?:de\s)?(?:{months})\s(?:del?\s)?)?"
    adopted = r"(?:adopted|dated|adoptée|aprobada|adoptada)\s(?:(?:on|in|le|en|el|de)\s)?"
    of = rf"(?:{adopted}|(?:of|(?:en\sdate\s)?du|del?(?:\sfecha)?)\s)"
    return re.compile(rf",?\s(?:{of}{day}|\((?:{day})?)(?P<year>(?:19|20)\d\d)\b")


_HOSTS = ("docs.un.org", "undocs.org", "documents.un.org", "tbinternet.ohchr.org", "daccess-ods.un.org")
_LANGUAGE = expression(r"/?(?:(?:ar|en|es|fr|ru|zh)/)?(?=[A-Z]+/)", re.IGNORECASE)
_KEYS = ("s", "symbolno", "symbol", "ds")
_NUMBER = expression(r"(?<![\w/])\d{1,2}/\d{1,3}(?![\w/])")
_ADDRESS = expression(r"https?://(?:[^\s<>()]|\([^\s<>()]*\))*(?<=[\w)])")
_SENTENCE = expression(r"[;\n]|[a-z)]\.\s|\s(?:and|or|et|ou|y|o)\s")
"""What ends that of which an address can be: a sentence, or a part of a list."""
_SEVERAL = 2
_CLOSE = 60  # characters between a symbol and the address of its document


@check(SymbolLink)
def symbol_link(resolved: Resolved) -> Iterator[Finding]:
    """An address that leads to another document is worse than none. The symbol in an address of docs.un.org,
    undocs.org or the treaty bodies' database must be that of the words of the link, or, of a bare address,
    the symbol, resolution or general comment before it.

    Bad:

        1. See [A/RES/61/295](https://docs.un.org/A/RES/44/25); resolution 44/25, https://undocs.org/A/RES/1/2.
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Good:

        1. See [CRC/C/PAK/CO/5](https://docs.un.org/en/CRC/C/PAK/CO/5), [the text](https://docs.un.org/A/RES/44/25)
             and S/RES/1325 (2000), https://undocs.org/S/RES/1325(2000).
    """
    lang = resolved.words.language
    number = _cited(lang if lang in LANGUAGES else "en")
    held = survey(resolved).corpus.holding((OBJECT,))  # every typed address is made of it
    linked = any(_target(link.url) for link, _ in survey(resolved).each(m.Link))
    for passage in survey(resolved).passages if linked else held:
        for address in _addresses(passage):
            target = _target(address.url)
            named = _named(passage, address, number) if target else ""
            if named and not _agree(named, target):
                yield Finding(address.span, SymbolLink(named, target))


class _Address(Record):
    """An address, the words that show it, and where they are."""

    url: str
    words: str
    start: int
    span: Place


def _addresses(passage: Passage) -> Iterator[_Address]:
    """Yield the addresses of a text: of links, and typed ones."""
    told: set[int] = set()
    for leaf in passage.leaves:
        link = next((each for each in leaf.around if isinstance(each, m.Link)), None)
        if link and id(link) not in told:
            told.add(id(link))
            yield _Address(link.url, _words(link), leaf.start, link.span)
        elif not link and isinstance(leaf.node, m.Text) and "://" in leaf.node.text:
            for found in _ADDRESS.finditer(leaf.node.text):
                start, end = (leaf.start + each for each in found.span())
                yield _Address(found[0], found[0], start, passage.span(start, end))


def _words(link: m.Link) -> str:
    return "".join(each.text for each in link.children if isinstance(each, m.Text))


def _target(url: str) -> str:
    """Return the symbol to which an address leads; "" if it is of another kind."""
    if not any(host in url for host in _HOSTS):
        return ""
    from urllib.parse import parse_qs, unquote, urlsplit  # five milliseconds that most sources do not need

    try:
        parts = urlsplit(url)
        if parts.hostname not in _HOSTS and not (parts.hostname or "").endswith(".undocs.org"):
            return ""
    except ValueError:
        return ""
    query = {key.lower(): values[0] for key, values in parse_qs(parts.query).items()}
    typed = next((query[key] for key in _KEYS if key in query), "") or _LANGUAGE.sub(
        "", unquote(parts.path), count=1
    )
    return without_year(typed) if PATTERN.match(typed.upper()) else ""


def _named(passage: Passage, address: _Address, number: re.Pattern[str]) -> str:
    """Return the one document that a link's words name, or the words before a bare address."""
    if address.words != address.url:
        return _last(address.words, number) if len(PATTERN.findall(address.words)) < _SEVERAL else ""
    start = address.start
    before = _SENTENCE.split(passage.text[max(0, start - _CLOSE) : start])[-1]
    return _last(before.rpartition(OBJECT)[2], number)


@cache
def _cited(lang: str) -> re.Pattern[str]:
    """Return the expression for a resolution or general comment with its number."""
    known = words(lang)
    comment = rf"(?:{known['comment']}|{known['recommendation']})\s{known['number']}\d{{1,3}}(?![\d/])"
    return re.compile(rf"(?:{known['resolution']})\s(?P<number>{_NUMBER.pattern})|(?P<comment>{comment})")


def _last(text: str, number: re.Pattern[str]) -> str:
    """Return the last symbol in a text, or the resolution or general comment after it."""
    symbol = max(PATTERN.finditer(text), key=re.Match.start, default=None)
    cited = max(number.finditer(text), key=re.Match.start, default=None)
    if cited and (not symbol or cited.start() > symbol.end()):
        return cited["number"] or fold(cited["comment"])
    return without_year(symbol[0]) if symbol else ""


def _agree(named: str, target: str) -> bool:
    """Return whether a symbol, a general comment or the number of a resolution is that of the target."""
    if " " in named:  # "general comment No. 25"; many have another symbol, such as HRI/GEN/1/Rev.9
        number = re.findall(r"\d+", named)[-1]
        return "/GC/" not in target or bool(re.search(rf"/GC/(?:\d{{4}}/)?{number}(?!\d)", target))
    if _NUMBER.fullmatch(named):
        return "/RES/" not in target or target.endswith(f"/{named}")
    return target in (named, *re.split(r"-(?=[A-Z])", named))  # a joint symbol is of two documents
