"""The words and number forms of a language, from `labels.toml` in this folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from toolchain.data import table
from toolchain.model.forms import PARAGRAPH, Form
from toolchain.model.front_matter import COVER_FACTS, FrontMatter
from toolchain.model.languages import is_right_to_left, primary_subtag, read_known
from toolchain.model.records import Record


class Words(Record):
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
    below           the words that begin a line of a table or figure below it, before a colon: "source"
    terms           the words printed by the writers, by key; see `labels.toml` for all of them
    citations       how each kind is cited, with its number at "{number}": "paragraph {number}"
    references      the words that may precede a number in a cross-reference, by the same kinds
    series          the word of each known series: "recommendation"
    matrix          the names of the columns of a matrix of recommendations

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
    below: frozenset[str]
    terms: Mapping[str, str]
    citations: Mapping[str, str]
    references: Mapping[str, tuple[str, ...]]
    series: Mapping[str, str]
    matrix: Mapping[str, str]

    @property
    def language(self) -> str:
        """The primary subtag of the language, "fr" of "fr-CA"."""
        return primary_subtag(self.lang)

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
    return _words(lang, is_right_to_left(lang), read_known(__file__, lang))


def particulars(matter: FrontMatter, terms: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what the cover says of the submission: the key of each term, and its words."""
    yield from ((key, said) for key in COVER_FACTS if (said := getattr(matter, key)))
    if said := statement(matter, terms):
        yield "publication", said


def statement(matter: FrontMatter, terms: Mapping[str, str]) -> str:
    """Return what the cover says of publication, or ""."""
    said = () if matter.public is None else ("public" if matter.public else "confidential",)
    version = ("public_version",) if matter.version == "public" else ()
    return " ".join(terms[name] for name in (*said, *version)).replace("。 ", "。")


@cache
def words_for_draft() -> frozenset[str]:
    """Return the words for a draft in all languages, in small letters."""
    tables = table(__file__).values()
    return frozenset(each["terms"]["draft"].casefold() for each in tables if "terms" in each)


def _words(lang: str, rtl: bool, table: Mapping[str, Any]) -> Words:
    return Words(
        lang=lang,
        rtl=rtl,
        paragraph=PARAGRAPH,
        sub_paragraphs=tuple(Form(*form) for form in table["sub_paragraphs"]),
        headings=tuple(Form(*form) for form in table["headings"]),
        captions=MappingProxyType({kind: Form(*form) for kind, form in table["captions"].items()}),
        mark_separator=table["mark_separator"],
        level_separator=table["level_separator"],
        only_annex=table["only_annex"],
        in_annex=table["in_annex"],
        below=frozenset(table["below"]),
        terms=MappingProxyType(table["terms"]),
        citations=MappingProxyType(table["citations"]),
        references=MappingProxyType({kind: tuple(words) for kind, words in table["references"].items()}),
        series=MappingProxyType(table["series"]),
        matrix=MappingProxyType(table["matrix"]),
    )
