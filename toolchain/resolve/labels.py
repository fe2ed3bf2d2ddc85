"""The words and number forms of a language, from `labels.toml` in this folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from toolchain.model.languages import is_right_to_left, primary_subtag, read_language
from toolchain.resolve.numerals import numeral, signs


class Form(NamedTuple):
    """How a level counts. `style` is a name from ECMA-376-1, 17.18.59 (ST_NumberFormat).

    The styles are decimal, lowerLetter, upperLetter, lowerRoman, upperRoman, arabicAbjad, chineseCounting.
    `text` has the number at "%": "%." or "(%)".
    """

    style: str
    text: str

    def sign(self, value: int) -> str:
        """Return the number alone: "15", "b", "I"."""
        return numeral(self.style, value)

    def label(self, value: int) -> str:
        """Return the number as printed before a text: "15.", "(b)", "Annex I"."""
        return self.text.replace("%", self.sign(value))

    def own(self, value: int) -> str:
        """Return the number as shown in a cross-reference: "15", "(b)", "I".

        Like a REF field of Word (ECMA-376-1, 17.16.5.51), it omits full stops at the end and nothing else;
        the word of a caption is outside its field.
        """
        return self.sign(value) if self.is_caption else self.label(value).rstrip(".")

    @property
    def is_caption(self) -> bool:
        """Whether the form contains a word: "Table %"."""
        return _has_word(self)

    @property
    def pattern(self) -> str:
        """A regular expression for the results of `own`, for any value."""
        return _pattern(self)

    @property
    def is_bare(self) -> bool:
        """Whether a reference shows the number without brackets: "15", "II"."""
        return self.text.rstrip(".") == "%"


@cache
def _has_word(form: Form) -> bool:
    return any(map(str.isalpha, form.text))


@cache
def _pattern(form: Form) -> str:
    if form.is_caption:
        return signs(form.style)
    before, after = form.text.rstrip(".").split("%")
    return re.escape(before) + signs(form.style) + re.escape(after)


class Words(NamedTuple):
    """One language's words and forms.

    lang            the document's own tag, "fr-CA", even if its language is unknown and the words are English
    rtl             whether the language is written from right to left
    paragraph       the form of numbered paragraphs
    sub_paragraphs  of their three levels; a deeper one is printed like the third
    headings        of the four heading levels; a deeper heading has no number
    captions        of items printed as word and number: "table", "figure", "annex" ("Annex %")
    mark_separator  between adjacent note marks
    level_separator between the levels of a number: "16 (b)"
    only_annex      how an annex is cited if there is no other: "annex"
    in_annex        how content of an annex is cited from outside: "{annex}, {cited}"
    terms           the words printed by the writers, by key; see `labels.toml` for all of them
    citations       how each kind is cited, with its number at "{number}": "paragraph {number}"
    references      the words that may precede a number in a cross-reference, by the same kinds
    series          the word of each known series: "recommendation"

    Kinds: paragraph, section, table, figure, note, annex, recommendation, question, conclusion.
    """

    lang: str
    rtl: bool
    paragraph: Form
    sub_paragraphs: tuple[Form, ...]
    headings: tuple[Form, ...]
    captions: Mapping[str, Form]
    mark_separator: str
    level_separator: str
    only_annex: str
    in_annex: str
    terms: Mapping[str, str]
    citations: Mapping[str, str]
    references: Mapping[str, tuple[str, ...]]
    series: Mapping[str, str]

    def sub_paragraph(self, depth: int) -> Form:
        """Return the form of sub-paragraphs at a nesting depth of `depth`."""
        return self.sub_paragraphs[min(depth, len(self.sub_paragraphs) - 1)]

    def series_citation(self, name: str) -> str:
        """Return how paragraphs of a series are cited: "recommendation {number}"; an unknown name as typed.

        The name "" means the paragraphs of the body and of annexes.
        """
        return self.citations[name or "paragraph"] if name in ("", *self.series) else name + " {number}"


@cache
def words_for(lang: str) -> Words:
    """Return the words for a BCP 47 tag, by its primary subtag; English if the language is unknown."""
    primary = primary_subtag(lang)
    file = Path(__file__).with_name("labels.toml")
    return _words(lang, is_right_to_left(lang), read_language(file, primary) or read_language(file, "en"))


@cache
def words_for_draft() -> frozenset[str]:
    """Return the words for a draft in all languages, in small letters."""
    import tomllib

    tables = tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))
    return frozenset(table["terms"]["draft"].casefold() for table in tables.values() if "terms" in table)


def _words(lang: str, rtl: bool, table: dict[str, Any]) -> Words:
    return Words(
        lang=lang,
        rtl=rtl,
        paragraph=Form(*table["paragraph"]),
        sub_paragraphs=tuple(Form(*form) for form in table["sub_paragraphs"]),
        headings=tuple(Form(*form) for form in table["headings"]),
        captions=MappingProxyType({kind: Form(*form) for kind, form in table["captions"].items()}),
        mark_separator=table["mark_separator"],
        level_separator=table["level_separator"],
        only_annex=table["only_annex"],
        in_annex=table["in_annex"],
        terms=MappingProxyType(table["terms"]),
        citations=MappingProxyType(table["citations"]),
        references=MappingProxyType({kind: tuple(words) for kind, words in table["references"].items()}),
        series=MappingProxyType(table["series"]),
    )
