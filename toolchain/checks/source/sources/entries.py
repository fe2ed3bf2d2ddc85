"""What is known of the sources that are cited, and short forms typed by hand: C403 to C405 and C409."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, Finding, Related
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.resolve.tables import Resolved, Use
from toolchain.rules import sources as cases
from toolchain.rules.sources import ShortForm, TypedIbid, UnclearShortForm
from toolchain.text.passages import Passage
from toolchain.text.phrases import any_of, phrases

if TYPE_CHECKING:
    from toolchain.citations.style.typed import Locator


_BODIES = ("publisher", "authority", "jurisdiction", "container-title", "event-title", "genre")
_WITHOUT_BODY = frozenset(("legislation", "bill", "regulation", "legal_case", "treaty", "standard"))
_UNTITLED = frozenset(("personal_communication", "interview", "legal_case"))
_ON_THE_WEB = frozenset(("webpage", "post", "post-weblog"))
_WITH_ADDRESS = frozenset(("article-journal", "article-magazine", "article-newspaper", "dataset", "report"))
"""Types of sources that are on the web as a rule; C403 asks for the address of pages and posts."""

_MOST = 5
"""Sources without an address that are named."""

_DATES = ("issued", "original-date", "event-date", "available-date", "submitted")
_TELLING = (
    "number", "volume", "issue", "page", "container-title", "URL", "edition", "version", "jurisdiction",
)  # fmt: skip
"""What tells works of one title apart."""

_NO_WORD = expression(r"<[^<>]*>|[\W_]+")


@check(cases.SourceIncomplete)
def source_incomplete(resolved: Resolved) -> Iterator[Finding]:
    """A reader of a citation must be able to find the source. The source needs an author, or the body that
    published it (not for laws, cases and treaties), a title, a date, and, for a web page, its address and the
    date of access.

    Only cited sources are checked, each at its first citation.

    Bad: a leaflet without a date

        ---
        title: Example
        lang: en
        sources: leaflets.json
        ---

        1. The law prohibits it.[^law]

        [^law]: See [@leaflet].
                     ^^^^^^^^

    Good:

        ---
        title: Example
        lang: en
        sources: sources.json
        ---

        1. The law prohibits it.[^law] Few cases are brought.[@report-2019, p. 4]

        [^law]: See [@penal-code, art. 375].
    """
    for entry, source in survey(resolved).cited.values():
        if missing := tuple(_missing(entry)):
            related = (Related(entry.span, cases.EntryHere()),)
            yield Finding(source.span, cases.SourceIncomplete(entry.key, missing), related=related)


def _missing(entry: m.Entry) -> Iterator[Word]:
    if entry.type not in _WITHOUT_BODY and not entry.names and not _has(entry, _BODIES):
        yield Word("author (or body)")
    if entry.type not in _UNTITLED and not _has(entry, ("title", "title-short", "number")):
        yield Word("title")
    if not any(date in entry.dates for date in _DATES):
        yield Word("date")
    if entry.type in _ON_THE_WEB:
        if not _has(entry, ("URL", "DOI")):
            yield Word("address")
        if "accessed" not in entry.dates:
            yield Word("date of access")


@check(cases.SourceAddress)
def source_address(resolved: Resolved) -> Iterator[Finding]:
    """Members of a committee read on a screen: a source that they can open convinces more than one that they
    must look for. So a report, an article or data needs an address and the day on which it was read, or a
    DOI, which lasts. A document of the United Nations is found by its symbol.

    Only cited sources are checked. Those without an address are one finding, at the first of them.

    Bad: reports without an address

        ---
        title: Example
        lang: en
        sources: reports.json
        ---

        1. Few cases are brought.[^cases] The law prohibits it.[^law]

        [^cases]: See [@no-address, p. 4] and [@no-day].
                       ^^^^^^^^^^^
                                               ^^^^^^^

        [^law]: See [@with-symbol] and [@with-doi].

    Good:

        ---
        title: Example
        lang: en
        sources: sources.json
        ---

        1. The law prohibits it.[^law] Few cases are brought.[@report-2019, p. 4]

        [^law]: See [@penal-code, art. 375].
    """
    cited = survey(resolved).cited
    without: list[tuple[m.Entry, m.CitedSource]] = []
    for entry, source in cited.values():
        if entry.type not in _WITH_ADDRESS or _has(entry, ("DOI",)) or "/" in entry.fields.get("number", ""):
            continue
        if not _has(entry, ("URL",)):
            without.append((entry, source))
        elif "accessed" not in entry.dates:
            yield Finding(source.span, cases.NoDayOfAccess(entry.key))
    if without:
        related = tuple(Related(each.span, cases.EntryNamed(entry.key)) for entry, each in without[1:_MOST])
        yield Finding(without[0][1].span, cases.NoAddress(len(without), len(cited)), related=related)


def _has(entry: m.Entry, fields: tuple[str, ...]) -> bool:
    return any(field in entry.fields for field in fields)


@check(cases.SourceTwice)
def source_twice(resolved: Resolved) -> Iterator[Finding]:
    """The bibliography has a work twice, under two keys. A citation of one after the other is then printed in
    full again, and never as “Ibid.”. Two entries are the same work if they have the same DOI, or the same
    type, title, date, authors, number and volume. Sources that are not cited are ignored.

    Bad:

        ---
        title: Example
        lang: en
        sources: twice.json
        ---

        1. The law prohibits it.[^law] It covers girls only.[^girls]

        [^law]: See [@penal-code, art. 375].

        [^girls]: See [@penal-code-copy, art. 376].
                       ^^^^^^^^^^^^^^^^

    Good:

        ---
        title: Example
        lang: en
        sources: sources.json
        ---

        1. The law prohibits it.[^law] Few cases are brought.[@report-2019, p. 4]

        [^law]: See [@penal-code, art. 375].
    """
    first: dict[tuple[str, ...], tuple[m.Entry, m.CitedSource]] = {}
    for entry, source in survey(resolved).cited.values():
        for work in _works(entry):
            other, there = first.setdefault(work, (entry, source))
            if other is not entry:
                related = (Related(there.span, cases.CitedHere(other.key)),)
                yield Finding(source.span, cases.SourceTwice(entry.key, other.key), related=related)
                break


def _works(entry: m.Entry) -> Iterator[tuple[str, ...]]:
    """Yield the values that identify a work."""
    if doi := entry.fields.get("DOI"):
        yield ("DOI", doi.casefold().removeprefix("https://doi.org/"))
    title = _plain(entry.fields.get("title", ""))
    if not title:
        return
    names = " ".join(_plain(" ".join(name)) for name in entry.names.get("author", ()))
    date = entry.dates.get("issued", m.Date())
    yield (
        entry.type, title, names, str(date.parts), date.literal,
        *(_plain(entry.fields.get(field, "")) for field in _TELLING),
    )  # fmt: skip


def _plain(text: str) -> str:
    return _NO_WORD.sub(" ", text).strip().casefold()


IRREGULAR = expression(
    r"\b(?:op|loc)\.? ?cit\b\.?|\b(?:указ|цит)\.?[ \u00a0]?соч\b\.?"
    r"|\bsupra,? (?:not[ae]s?|n\.?) ?\d+|\(n\.? ?\d+\)"
    r"|\((?:[ns],? ?d\.?|[ns]\. ?d)\)",  # “(n.d.)” is regular
    re.IGNORECASE,
)
WORDS = ("cit", "Cit", "CIT", "соч", "upra", "UPRA")
BRACKET = expression(r"\([NSns][Dd,. \\d]")
"""Of each form that is not regular what few texts hold."""

_STOPS = " .。"


@check(ShortForm)
def short_form(resolved: Resolved) -> Iterator[Finding]:
    """“Op. cit.”, “loc. cit.” and “supra note 12” make the reader search for a source that may be anywhere,
    and a typed note number is wrong as soon as a note is inserted. “(n,d)” is not a date. The Editorial
    Manual of the United Nations (footnotes) uses a short title instead, which a source cited by its key gets
    automatically.

    A typed “Ibid.” right after a note that cites one source, and nothing else, means this source. `submission
    check --fix` replaces it by a citation, which stays right wherever the note is moved.

    Bad:

        1. The law prohibits it.[^law] Few cases are brought.[^cases] They are old.[^old]

        [^law]: Penal Code, op. cit., art. 375.
                            ^^^^^^^^

        [^cases]: See UNICEF, supra note 12.
                              ^^^^^^^^^^^^^

        [^old]: Ministry of Justice (n,d), Cases.
                                    ^^^^^

    Bad (es):

        1. La ley lo prohíbe[^ley].

        [^ley]: UNICEF, supra nota 12.
                        ^^^^^^^^^^^^^

    Bad (ru):

        1. Закон этого не запрещает[^zakon].

        [^zakon]: Иванов, указ. соч., с. 12.
                          ^^^^^^^^^^

    Bad: a typed Ibid. after a citation

        ---
        title: Example
        lang: en
        sources: sources.json
        ---

        1. The law prohibits it.[^law] It covers girls only.[^girls] Few cases are brought.[@report-2019]

        [^law]: [@penal-code, art. 375].

        [^girls]: Ibid., art. 376.
                  ^^^^

    Good:

        ---
        title: Example
        lang: en
        sources: sources.json
        ---

        1. The law prohibits it.[^law] It covers girls only.[^girls] Few cases are brought.[@report-2019]

        [^law]: [@penal-code, art. 375].

        [^girls]: [@penal-code, art. 376].
    """
    yield from _irregular(resolved)
    yield from _typed_ibid(resolved)


def _irregular(resolved: Resolved) -> Iterator[Finding]:
    corpus = survey(resolved).corpus
    for passage in dict.fromkeys((*corpus.holding(WORDS), *corpus.matching(BRACKET))):
        if passage.in_note:
            for match in IRREGULAR.finditer(passage.text):
                yield Finding(passage.span(*match.span()), UnclearShortForm(match[0]))


def _typed_ibid(resolved: Resolved) -> Iterator[Finding]:
    """Yield each "Ibid." that means a cited source: after its citation, or after another such "Ibid."."""
    if not resolved.uses:
        return
    ibid = _ibid(resolved.words.lang)
    alone = {use.note: use for use in resolved.uses if use.alone}
    use: Use | None = None
    place: str | None = ""
    for numbered in resolved.notes:
        if numbered in alone:
            use, place = alone[numbered], None
            continue
        passages = survey(resolved).passages_in(numbered.note)
        match = ibid.match(passages[0].text) if use and len(passages) == 1 else None
        if use is None or match is None:
            use = None
            continue
        place = _place(use, resolved) if place is None else place
        own = _locator(match["rest"], resolved)
        says_more = bool(match["rest"].strip(_STOPS)) and not own
        place = own or place
        yield _finding(passages[0], match, use.source.key, "" if says_more else place, len(own))
        if says_more:
            use = None  # other words follow, and may name another source


def _place(use: Use, resolved: Resolved) -> str:
    """Return the typed locator in a citation of one source; an Ibid. without a locator means this place
    too.
    """
    after = use.citation.children[use.citation.children.index(use.source) + 1 :]
    if not after or not isinstance(after[0], m.Text):
        return ""
    found = _found(after[0].text, resolved)
    return after[0].text[: found.end] if found else ""


@lru_cache(maxsize=1)
def _ibid(lang: str) -> re.Pattern[str]:
    words = phrases(lang)
    before = rf"(?:(?:{any_of(words.signals)})\s+)?" if words.signals else ""
    return re.compile(
        rf"\s*{before}(?P<ibid>{words.any_of(words.ibid)})\.?(?P<rest>.*)",
        re.IGNORECASE | re.DOTALL,
    )


def _locator(rest: str, resolved: Resolved) -> str:
    """Return the text after an Ibid., if it is only a locator."""
    found = _found(rest, resolved)
    return rest[: found.end] if found and not rest[found.end :].strip(_STOPS) else ""


def _found(text: str, resolved: Resolved) -> Locator | None:
    from toolchain.citations.style import locator_labels  # which only documents with citations need
    from toolchain.citations.style.typed import find_locator

    return find_locator(text, locator_labels(resolved.words.lang))


def _finding(passage: Passage, match: re.Match[str], key: str, place: str, typed: int) -> Finding:
    """Return the finding for an Ibid. with a locator; `typed` is the length of the locator."""
    edits: tuple[Edit, ...] = ()
    if typed or not match["rest"].strip(_STOPS):
        edits = passage.edit(match.start("ibid"), match.start("rest") + typed, f"[@{key}{place}]")
    return Finding(passage.span(*match.span("ibid")), TypedIbid(match["ibid"], key, place), edits=edits)
