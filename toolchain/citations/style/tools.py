"""The functions and filters for style templates; docs/citing.md lists them for users.

They accept and return markup; other values are text and are escaped. The result for an empty value is empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup, escape

from toolchain.citations.style import dates
from toolchain.citations.style import names as name_forms
from toolchain.citations.style.cite import LOCATOR
from toolchain.citations.style.fields import (
    EMPTY,
    ends_with_stop,
    finished,
    in_language,
    is_arabic,
    is_ideographic,
    plain,
    quoted,
    read_text,
)
from toolchain.citations.style.views import Where
from toolchain.citations.style.words import Quotes, Words, form_of, is_plural, with_dashes
from toolchain.model.document import Date, Name
from toolchain.model.expressions import expression
from toolchain.model.facts import WithFacts
from toolchain.rules import styles as faults
from toolchain.rules.styles import StyleFault

_EDITION = expression(r"\bed(?:\b|n|ition|ici)|éd|изд|طبعة|版", re.IGNORECASE)
_NUMBERED = expression(
    r"(?:\b[nN][°ºᵒoO]|№|\b[nN]úm|第)\.?\s?\d|\A[^\W\d_]*[^\W\d_A-ZА-ЯЁ]\w*\.?\s(?:.*[\s/-])?[A-Z]{0,3}\d"
)
"""A number that says of what it is one: "arrêt nº 45", "Petition 8 of 2012", not "VIII ZR 12/04"."""
_ADDRESS = expression(r"(?:https?://|www\.)[^\s]+", re.IGNORECASE)
_FIRST_LETTER = expression(r"((?:<[^>]*>|&[#\w]+;|[^\w<&])*)([^\W\d_])")
_WIDE_START = expression(r"[（《]")


class Tools:
    """The functions that templates of styles can call, for one language."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def functions(self) -> dict[str, Callable[..., Any]]:
        """Return all functions by their names in templates."""
        return {
            name: getattr(self, name)
            for name in (
                "join", "brackets", "italic", "bold", "work", "quote", "names", "role", "date", "year",
                "term", "edition", "locator", "pages", "link", "unless_in", "capital", "unstopped",
            )
        }  # fmt: skip

    def join(self, separator: str, *pieces: object) -> Markup:
        """Return the non-empty values with the separator between them and no double full stop."""
        between = str(escape(self._words.punctuation.get(separator, separator)))
        out = ""
        for piece in pieces:
            if text := str(markup(piece)):
                out += self._between(out, between, text) + text if out else text
        return finished(out)

    def _between(self, before: str, separator: str, after: str) -> str:
        if separator[:1] in ".。" and ends_with_stop(before):
            separator = separator[1:]
        if not separator.strip(" ") and _WIDE_START.match(plain(after)):
            return ""
        return separator

    def brackets(self, piece: object, kind: str = "()") -> Markup:
        """Return a value in brackets, "()" or others; nothing if it is empty."""
        text = markup(piece)
        marks = [self._words.punctuation.get(mark, mark) for mark in kind]
        return escape(marks[0]) + text + escape(marks[1]) if text else EMPTY

    def italic(self, piece: object) -> Markup:
        """Return a value in italics."""
        return _in("i", markup(piece))

    def bold(self, piece: object) -> Markup:
        """Return a value in bold."""
        return _in("b", markup(piece))

    def work(self, piece: object) -> Markup:
        """Return the title of a work in italics; in scripts without italics, in their characters for
        titles.
        """
        text = markup(piece)
        if text and is_ideographic(plain(text)):
            return text if plain(text).startswith("《") else finished(f"《{text}》")
        return quoted(text, Quotes("«", "»", "“", "”")) if text and is_arabic(plain(text)) else _in("i", text)

    def quote(self, piece: object, marks: str = "") -> Markup:
        """Return a value in quotation marks: the language's own, or the four of `marks`, "‘’“”"."""
        text = markup(piece)
        return quoted(text, Quotes(*marks) if marks else self._words.quotes) if text else EMPTY

    def names(
        self, people: Sequence[Name], form: str = "full", most: int = 0, shown: int = 1, rest: str = "others"
    ) -> Markup:
        """Return a list of names; if there are more than `most`, the first `shown` and the term `rest`.

        Forms are full, unstopped, inverted, first-inverted, initials, bare and surname.
        """
        first, others = ("inverted", "full") if form == "first-inverted" else (form, form)
        printed = [name_forms.FORMS[others if number else first](name) for number, name in enumerate(people)]
        words, kept = self._words, list(filter(None, printed))
        if form == "first-inverted" and "," in "".join(kept[:1]) and (len(kept) == 2 or 0 < most < len(kept)):
            kept[0] += words.names.between.rstrip()  # "Bourguignon, François, and Christian Morrisson"
        shown_names = read_text(name_forms.listed(kept, words, most, shown, words.terms[rest]))
        return in_language(shown_names, "", words.lang)

    def role(self, name: str, people: Sequence[Name]) -> Markup:
        """Return the role of people: "ed.", "eds."; nothing for authors and for roles without a word."""
        if not people or name not in ("editor", "translator", "director"):
            return EMPTY
        return self.term(name + "s" if len(people) > 1 else name)

    def date(self, value: Date | None, form: str = "full") -> Markup:
        """Return a date, "full" as precisely as known, to the "month", or the "year"."""
        return read_text(dates.printed(value, self._words, form)) if value else EMPTY

    def year(self, value: Date | None) -> Markup:
        """Return the year alone, as a number."""
        return escape(dates.year_of(value)) if value else EMPTY

    def term(self, name: str, piece: object = None) -> Markup:
        """Return a word of the language; nothing if its value is empty."""
        word = self._words.terms[name]
        if "{}" not in word:
            return escape(word)
        text = markup(piece)
        before, _, after = word.partition("{}")
        if name == "number" and _NUMBERED.search(text):
            return text
        return escape(before) + text + escape(after) if text else EMPTY

    def edition(self, piece: object, term: str = "edition") -> Markup:
        """Return "2" as "2nd ed.", "revised" as "revised ed."; a longer text does not change."""
        text = plain(markup(piece))
        if text.isdecimal():
            return EMPTY if text == "1" else self.term(term, self._words.ordinal(text))
        says_more = " " in text or _EDITION.search(text)
        return finished(text) if says_more else self.term(term, finished(text))

    def locator(self, where: Where, form: str = "short") -> Markup:
        """Return the locator with its word: "short" (para. 4), "long" (paragraph 4), "brief" (para 4) or
        "bare".
        """
        if not where.has_locator:
            return EMPTY
        word = form_of(self._words, where.label, where.plural, form)
        return finished(escape(word).replace("{}", LOCATOR))

    def pages(self, piece: object, form: str = "short") -> Markup:
        """Return the page range of a source, with its word."""
        text = with_dashes(markup(piece))
        word = form_of(self._words, "page", is_plural(text), form)
        return finished(escape(word).replace("{}", text)) if text else EMPTY

    def link(self, piece: object) -> Markup:
        """Return a web address as a link to itself; other texts do not change."""
        text = str(markup(piece))
        if not _ADDRESS.fullmatch(text):
            return finished(text)
        url = text if "://" in text else f"https://{text}"
        return finished(f'<a href="{url}">{text}</a>')

    def unless_in(self, piece: object, *others: object) -> Markup:
        """Return a value, unless one of the others already contains it."""
        text = markup(piece)
        said = plain(text).casefold()
        return EMPTY if any(said in plain(markup(other)).casefold() for other in others) else text

    def capital(self, piece: object, wanted: bool = True) -> Markup:
        """Return a value with a capital letter at its start, if wanted."""
        text = markup(piece)
        found = _FIRST_LETTER.match(text) if wanted else None
        return finished(found[1] + found[2].upper() + text[found.end() :]) if found else text

    def unstopped(self, piece: object) -> Markup:
        """Return a value without full stops: "ed" for "ed."."""
        return finished(str(markup(piece)).replace(".", ""))


class StyleError(WithFacts[StyleFault]):
    """A template does something that a style cannot or may not do."""


def markup(value: object) -> Markup:
    """Return a value as markup. Raise `StyleError` if it cannot be printed."""
    if isinstance(value, Markup):
        stripped = str.strip(value, " \t\r\n")
        return value if len(stripped) == len(value) else finished(stripped)
    if value is None or value == ():
        return EMPTY
    if isinstance(value, (str, int)):
        return escape(value)
    if isinstance(value, Date):
        raise StyleError(faults.DatePrinted())
    if isinstance(value, tuple):
        raise StyleError(faults.NamesPrinted())
    if isinstance(value, Undefined):
        return escape(str(value))  # the text already has the word
    raise StyleError(faults.NotPrintable(type(value).__name__))


def _in(tag: str, text: Markup) -> Markup:
    return finished(f"<{tag}>{text}</{tag}>") if text else EMPTY
