"""Words that were to be replaced before sending: S007."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from toolchain.checks import ERROR, check
from toolchain.checks.passages import Passage, Quoted
from toolchain.checks.phrases import any_of, phrases
from toolchain.checks.survey import survey
from toolchain.diagnostics import Finding, Severity, Span
from toolchain.front_matter import FrontMatter
from toolchain.resolve.tables import Resolved

_KEYS = ("recipient", "country", "session", "instrument", "reporting_cycle", "agenda_item", "date")
_CONTACT = ("person", "role", "address", "phone")


@check("S007", "placeholder", "A placeholder is left in the text", ERROR)
def placeholder(resolved: Resolved) -> Iterator[Finding]:
    """TODO, TBD, `[date]`, `[insert number]`, lorem ipsum: such words wait for others, and a recipient who
    finds one knows that nobody read the text before it was sent. Code, addresses, comments and what is
    quoted are left alone, since a witness may well be quoted as having spoken of `[name]`.

    XXX, TBC, "XX per cent", "para. XX", "para. ??" and a line to write on, `____`, are reported as warnings:
    XXX can be a name left out or a number, and "(XXX)" after the number of a resolution, or XXX after
    "chapter", is a Roman numeral and not reported at all.

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
    words = resolved.words
    patterns = _patterns(words.lang, (*words.references["paragraph"], *words.references["note"]))
    for passage in survey(resolved).passages():
        yield from _in_passage(passage, patterns)
    for place, value in _values(resolved.document.front_matter):
        found = patterns.certain.search(value) or patterns.bracketed.search(value)
        if found:
            yield _finding(place, found[0], None)


def _values(matter: FrontMatter) -> Iterator[tuple[Span, str]]:
    """The plain texts of the front matter that the cover shows, with their places."""
    texts = {key.replace("_", "-"): str(getattr(matter, key)) for key in _KEYS}
    for number, organization in enumerate(matter.submitted_by):
        path = f"submitted-by.{number}"
        texts |= {f"{path}.name": organization.name, f"{path}.status": organization.status}
        if organization.contact:
            texts |= {f"{path}.contact.{key}": getattr(organization.contact, key) for key in _CONTACT}
    return ((matter.places[key], text) for key, text in texts.items() if key in matter.places)


class _Patterns(NamedTuple):
    certain: re.Pattern[str]
    unsure: re.Pattern[str]  # figures and numbers to be filled in, a line to write on
    bracketed: re.Pattern[str]
    doubtful: re.Pattern[str]
    numeral: re.Pattern[str]  # what stands before a Roman numeral


@lru_cache
def _patterns(lang: str, cited: tuple[str, ...]) -> _Patterns:
    words = phrases(lang)
    number = r"X{1,4}(?!\w)|[\[【〔［]X{1,4}[\]】〕］]|\?{2}(?!\?)"
    filled = rf"{any_of(words.bracketed)}|{any_of(words.to_fill)}\b[^\[\]]{{0,60}}"
    return _Patterns(
        re.compile(rf"{any_of(words.placeholders, whole=words.spaces)}|\?{{3,}}|(?i:\blorem\s+ipsum\b)"),
        re.compile(
            rf"(?<!\w)XX+(?=\s?{any_of(words.per_cent, whole=words.spaces)})"
            rf"|(?i:{any_of(cited, whole=words.spaces)})\s?(?:{number})"
            r"|_{3,}"
        ),
        re.compile(rf"[\[【〔［]\s*(?:{filled})\s*\??\s*[\]】〕］]", re.IGNORECASE),
        re.compile(any_of(words.doubtful, whole=words.spaces)),
        re.compile(rf"(?:\d[\w.]*\s*\(|{any_of(words.numbered, whole=True)}\.?\s)\s*$", re.IGNORECASE),
    )


def _in_passage(passage: Passage, patterns: _Patterns) -> Iterator[Finding]:
    text = passage.text
    certain = [*patterns.certain.finditer(text), *patterns.bracketed.finditer(text)]
    unsure: list[re.Match[str]] = []
    within = {offset for match in certain for offset in range(*match.span())}
    for pattern in (patterns.unsure, patterns.doubtful):
        fresh = [match for match in pattern.finditer(text) if within.isdisjoint(range(*match.span()))]
        within.update(offset for match in fresh for offset in range(*match.span()))
        unsure += fresh
    if not certain and not unsure:
        return
    quoted = Quoted(text)
    for match in (*certain, *unsure):
        if passage.in_quotation or match.start() in quoted:
            continue
        doubtful = match.re in (patterns.doubtful, patterns.unsure)
        before = text[max(match.start() - 40, 0) : match.start()]
        if match.re is patterns.doubtful and patterns.numeral.search(before):
            continue
        span = passage.span(*match.span())
        yield _finding(span, " ".join(match[0].split()), Severity.WARNING if doubtful else None)


def _finding(span: Span, words: str, severity: Severity | None) -> Finding:
    message = f"the placeholder {words} is left in the text"
    return Finding(span, message, "write what it stands for, or delete it", severity=severity)
