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

    `paragraph` is the form of numbered paragraphs, `sub_paragraphs` of their levels, `headings` of the
    heading levels. `terms` are the words printed or recognised, by key ("notes", "table", "draft", …);
    `references` the words that stand before a number in a cross-reference, by kind of target
    ("paragraph": ("para.", "paras.", "paragraph", …)), `series` the word of each known series.
    """

    lang: str
    rtl: bool
    paragraph: Form
    sub_paragraphs: tuple[Form, ...]
    headings: tuple[Form, ...]
    mark_separator: str
    terms: Mapping[str, str]
    references: Mapping[str, tuple[str, ...]]
    series: Mapping[str, str]
