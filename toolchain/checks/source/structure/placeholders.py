"""Words and sample texts that should have been replaced before sending: S007, S028."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.shown import WORDS_OF_CONTACT, front_matter
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding, Severity
from toolchain.model.expressions import Hinted
from toolchain.model.front_matter import FrontMatter
from toolchain.model.records import Record
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules.structure import ChatbotMark, Placeholder, SampleLeft, SampleSource, SampleTable
from toolchain.text.passages import Passage
from toolchain.text.phrases import any_of, phrases
from toolchain.text.running import MARK, REFERENCE
from toolchain.text.samples import SAMPLE_ADDRESS, find_samples

_OF_CHATBOTS = Hinted(
    r"【\d+(?::\d+)?†[^【】\n]{0,80}】|:?\b(?:contentReference)?\[?oaicite:\d+\]?(?:\{index=\d+\})?"
    r"|\boai_citation:\d+(?:‡[^\n\[\]()]{0,80})?|\[cite_(?:start|end)\]|\[cite: ?\d[\d, –-]*\]"
    r"|[\ue200-\ue206]{0,3}\b(?:file)?(?:cite)?[\ue200-\ue206]{0,3}(?:turn\d+(?:search|news|view|file|fetch)\d+[\ue200-\ue206]{0,3})+",
    ("†", "oaicite", "oai_citation", "[cite", *(f"turn{number}" for number in range(10))),
)
"""“【4†source】”, “contentReference[oaicite:0]{index=0}”, “[cite: 4]”, “citeturn0search1” and the like."""


@check(Placeholder)
def placeholder(resolved: Resolved) -> Iterator[Finding]:
    """TODO, TBD, `[date]`, `[insert number]`, lorem ipsum: such words wait for a text, and a recipient who
    finds one knows that nobody read the submission before it was sent. Code, addresses, comments and
    quotations are not checked, because a witness may be quoted as having spoken of `[name]`. So do marks that
    chatbots leave, such as 【4†source】 and [cite: 4]: they name no source.

    XXX, TBC, "XX per cent", "para. XX", "para. ??" and a blank line to fill in, `____`, are reported as
    warnings: XXX can be an omitted name or a number. "(XXX)" after the number of a resolution, or XXX after
    "chapter", is a Roman numeral and not reported.

    Bad:

        1. The law of TODO prohibits the sale of children; it entered into force on [date].
                      ^^^^                                                          ^^^^^^

    Bad: in the front matter, and in brackets

        ---
        title: Sale of children
        lang: en
        session: TBD
                 ^^^
        ---

        1. There were [insert number] cases.[^cases]
                      ^^^^^^^^^^^^^^^

        [^cases]: [Source].
                  ^^^^^^^^

    Bad: from a chatbot

        1. The law is weak.【4†source】 Few cases are brought [cite: 4, 5]. citeturn0search1
                           ^^^^^^^^^^                       ^^^^^^^^^^^^  ^^^^^^^^^^^^^^^^

    Bad (fr): in another language

        1. La loi est entrée en vigueur le [à compléter].
                                           ^^^^^^^^^^^^^

    Bad (zh): in brackets of another form

        1. 该法于【日期】生效。
              ^^^^

    Good: quoted, in code, in an address, and Roman numerals

        1. “I told [name] about it”, she said of `TODO`. See https://example.org/TODO and General Assembly
             resolution 3452 (XXX), chapter XXX. <!-- TODO: ask again -->

    Good (es): a word of the language

        1. TODO NIÑO TIENE DERECHO A LA VIDA.
    """
    for passage in survey(resolved).corpus.holding(_OF_CHATBOTS.hints):
        for match in _OF_CHATBOTS.finditer(passage.text):
            yield Finding(passage.span(*match.span()), ChatbotMark(fold(match[0])))
    words = resolved.words
    patterns = patterns_of(words.lang, (*words.references["paragraph"], *words.references["note"]))
    for passage in survey(resolved).corpus.holding(patterns.hints):
        yield from _in_passage(passage, patterns)
    for place, value in front_matter(resolved.document.front_matter, WORDS_OF_CONTACT):
        found = next((match for sought in patterns.certain for match in sought.finditer(value)), None)
        if found:
            yield Finding(place, Placeholder(found[0]))


class Patterns(Record):
    """What is sought; each field with the strings that it cannot do without."""

    certain: tuple[Hinted, ...]  # words, and what stands in brackets
    unsure: Hinted  # figures and numbers to be filled in, a line to write on
    doubtful: Hinted
    numeral: str  # what stands before a Roman numeral

    @property
    def hints(self) -> Iterator[str]:
        """Strings: every text that a pattern matches contains one of them."""
        return (hint for sought in (*self.certain, self.unsure, self.doubtful) for hint in sought.hints)


@lru_cache
def patterns_of(lang: str, cited: tuple[str, ...]) -> Patterns:
    """Return the placeholders of a language, in which paragraphs and notes are `cited` by these words."""
    words = phrases(lang)
    number = r"X{1,4}(?!\w)|[\[【〔［]X{1,4}[\]】〕］]|\?{2}(?!\?)"
    filled = rf"{any_of(words.bracketed)}|{any_of(words.to_fill)}\b[^\[\]]{{0,60}}"
    exact = (*words.placeholders, *words.lost_references)
    certain = rf"{words.any_of(exact)}|\?{{3,}}|(?i:\blorem\s+ipsum\b)"
    unsure = (
        rf"(?<!\w)XX+(?=\s?{words.any_of(words.per_cent)})"
        rf"|(?i:{words.any_of(cited)})\s?(?:{number})"
        r"|_{3,}"
    )
    return Patterns(
        certain=(
            Hinted(certain, (*_hints(exact), "???", "Lorem", "LOREM")),
            Hinted(rf"[\[【〔［]\s*(?:{filled})\s*\??\s*[\]】〕］]", tuple("[【〔［"), re.IGNORECASE),
        ),
        unsure=Hinted(unsure, ("X", "??", "___")),
        doubtful=Hinted(words.any_of(words.doubtful), _hints(words.doubtful)),
        numeral=rf"(?:\d[\w.]*\s*\(|{any_of(words.numbered, whole=True)}\.?\s)\s*$",
    )


def _hints(words: Iterable[str]) -> tuple[str, ...]:
    """Of each word what few texts have: its exclamation mark, or its beginning."""
    return tuple(next((sign for sign in word if sign in "!！"), word.split()[0]) for word in words)


def _in_passage(passage: Passage, patterns: Patterns) -> Iterator[Finding]:
    text = passage.text
    certain = [match for sought in patterns.certain for match in sought.finditer(text)]
    within = {offset for match in certain for offset in range(*match.span())}
    unsure = [match for match in patterns.unsure.finditer(text) if _is_apart(match, within)]
    within.update(offset for match in unsure for offset in range(*match.span()))
    doubtful = [match for match in patterns.doubtful.finditer(text) if _is_apart(match, within)]
    if not certain and not unsure and not doubtful:
        return
    sure = {match.start() for match in certain}
    numerals = {match.start() for match in doubtful if _is_numeral(text, match, patterns)}
    for match in (*certain, *unsure, *doubtful):
        if passage.in_quotation or match.start() in passage.quoted or match.start() in numerals:
            continue
        severity = None if match.start() in sure else Severity.WARNING
        yield Finding(passage.span(*match.span()), Placeholder(fold(match[0])), severity=severity)


def _is_apart(match: re.Match[str], within: set[int]) -> bool:
    return within.isdisjoint(range(*match.span()))


def _is_numeral(text: str, match: re.Match[str], patterns: Patterns) -> bool:
    before = text[max(match.start() - 40, 0) : match.start()]
    return re.search(patterns.numeral, before, re.IGNORECASE) is not None


@check(SampleLeft)
def sample_left(resolved: Resolved) -> Iterator[Finding]:
    """`submission new` writes sample texts, a sample table and a sample source, to show how a source is
    written. Each is reported until one word of it is changed, or until it is deleted. Nothing has to be
    marked as done. While one is left, `submission send-check` has something to fix, and `submission freeze`
    and `submission pack` refuse the source.

    Bad:

        1. This sample recommendation asks for one thing only.
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bad (fr): in the front matter

        ---
        title: Titre d’exemple de la communication
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        lang: fr
        ---

        1. La loi interdit la vente d’enfants.

    Good: with words of its own

        1. This recommendation asks for one thing only: a law.
    """
    passages = survey(resolved).corpus
    reported: set[m.Node] = set()
    for start, end in find_samples(passages.text):
        passage, first = passages.passage_at(start)
        table = next((each for each in passage.around if isinstance(each, m.Table)), None)
        if table not in reported:
            reported.update((table,) if table else ())
            place, kind = passage.span(start - first, end - first), SampleTable if table else SampleLeft
            words = passages.text[start:end].replace(MARK, "").replace(REFERENCE, "…")
            yield Finding(place, kind(fold(words)))
    matter = resolved.document.front_matter
    for key, place in matter.places.items():
        if any(find_samples(text := _value(matter, key))):
            yield Finding(place, SampleLeft(text))
    for entry in resolved.bibliography.entries.values():
        title, address = entry.fields.get("title", ""), entry.address
        if any(find_samples(title)):
            yield Finding(entry.span, SampleSource(title))
        if address == SAMPLE_ADDRESS:
            yield Finding(entry.span, SampleSource(address))


def _value(matter: FrontMatter, key: str) -> str:
    """Return the text at a path such as "submitted-by.0.name", "" if the value is not a text."""
    value: Any = matter
    for part in key.split("."):
        if part.isdigit():
            value = next(iter(value[int(part) :]), "") if isinstance(value, tuple) else ""
        else:
            value = getattr(value, part.replace("-", "_"), "")
    return value if isinstance(value, str) else ""
