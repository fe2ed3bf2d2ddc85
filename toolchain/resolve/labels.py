"""The words and number forms of a language, from `labels.toml` beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """How a level counts. `style` is a name of OOXML's ST_NumberFormat (ECMA-376-1, 17.18.59):
    decimal, lowerLetter, upperLetter, lowerRoman, upperRoman, arabicAbjad, chineseCounting.
    `text` has the number at "%": "%." or "(%)".
    """

    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words and forms.

    lang            the document's own tag, "fr-CA", also where the words are English for want of others
    paragraph       the form of numbered paragraphs
    sub_paragraphs  of their three levels; a deeper one is printed like the third
    headings        of the four heading levels; a deeper heading has no number
    captions        of what is printed as word and number: "table", "figure", "annex" ("Annex %")
    mark_separator  between note marks that stand side by side
    level_separator between the levels of a number: "16 (b)"
    terms           the words printed by the writers, by key; see `labels.toml` for all of them
    citations       how each kind is cited, with its number at "{number}": "paragraph {number}"
    references      the words that may stand before a number in a cross-reference, by the same kinds
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
    terms: Mapping[str, str]
    citations: Mapping[str, str]
    references: Mapping[str, tuple[str, ...]]
    series: Mapping[str, str]
