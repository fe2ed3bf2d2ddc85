"""Short forms that are typed by hand: C405."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, Finding
from toolchain.model.expressions import expression
from toolchain.resolve.tables import Resolved, Use
from toolchain.rules.sources import ShortForm, TypedIbid, UnclearShortForm
from toolchain.text.passages import Passage
from toolchain.text.phrases import any_of, phrases

if TYPE_CHECKING:
    from toolchain.citations.style.typed import Locator

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
