"""Links that lead to another document than their words name: U306."""

import re
from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.survey import survey
from toolchain.law.symbols import PATTERN, without_year
from toolchain.law.treaties import LANGUAGES, words
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.model.places import Place
from toolchain.model.records import Record
from toolchain.resolve.tables import Resolved
from toolchain.rules.law import SymbolLink
from toolchain.text.passages import Passage
from toolchain.text.running import OBJECT

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
    the symbol or resolution before it.

    Bad:

        1. See [A/RES/61/295](https://docs.un.org/A/RES/44/25); resolution 44/25, https://undocs.org/A/RES/1/2.
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Good:

        1. See [CRC/C/PAK/CO/5](https://docs.un.org/en/CRC/C/PAK/CO/5), [the text](https://docs.un.org/A/RES/44/25)
             and S/RES/1325 (2000), https://undocs.org/S/RES/1325(2000).
    """
    lang = resolved.words.language
    resolution = words(lang)["resolution"] if lang in LANGUAGES else "(?!)"
    number = re.compile(rf"(?:{resolution})\s(?P<number>{_NUMBER.pattern})")
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


def _last(text: str, number: re.Pattern[str]) -> str:
    """Return the last symbol in a text, or the number of a resolution after it."""
    symbol = max(PATTERN.finditer(text), key=re.Match.start, default=None)
    resolution = max(number.finditer(text), key=re.Match.start, default=None)
    if resolution and (not symbol or resolution.start() > symbol.end()):
        return resolution["number"]
    return without_year(symbol[0]) if symbol else ""


def _agree(named: str, target: str) -> bool:
    """Return whether a symbol, or the number of a resolution, is that of the target."""
    if _NUMBER.fullmatch(named):
        return "/RES/" not in target or target.endswith(f"/{named}")
    return target in (named, *re.split(r"-(?=[A-Z])", named))  # a joint symbol is of two documents
