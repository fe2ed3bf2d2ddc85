"""How texts cite articles: "article 40, paragraph 2 (b)", "para. 1 of art. 9", "第四十条第二款"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from toolchain.law.treaties import words
from toolchain.model.expressions import expression
from toolchain.model.records import Record

_FAR = 40  # characters before an article in which its paragraph is named
_BIS = r"(?!\d|[.,]\d|-?[A-Z]\b|-?[a-z]\b(?!\))|\s?(?:bis|ter|quater|مكرر)\b)"
_OF_LAW = expression(r"\d{1,3}-?[A-Z]\b")  # "articles 305 and 338-E", which no treaty has
_SIGNS = r"(?:\d{1,3}|[一二三四五六七八九十百零○〇]{1,6})"  # of Chinese


class Cited(NamedTuple):
    """An article, or a paragraph or letter of it, that is cited, with its offsets in the text."""

    article: int
    paragraph: int | None
    letter: str
    start: int
    end: int


class Citation(Record):
    """Articles of one treaty that are cited together. The treaty may be named before or after them."""

    places: tuple[Cited, ...]
    start: int
    end: int


class Grammar:
    """The forms of one language."""

    def __init__(self, lang: str) -> None:
        self.words = words(lang)
        self.of = re.compile(self.words["of"])
        self.head = re.compile(self.words["head"].replace("SIGNS", _SIGNS))
        if lang == "zh":  # without spaces: "第3、12和37条"
            whole = (self.words[key].replace("SIGNS", _SIGNS) for key in ("item", "between", "inner"))
            self._item, self._between, self._turned = map(re.compile, whole)
            return
        paragraph, joined = self.words["paragraph"], self.words["and"]
        between = rf"(?:[,،]\s|[,،]?\s(?:{joined})\s?|\s?[–-]\s?)"
        more = rf"(?:(?:,\s\d{{1,2}}\b)*(?:\s(?:{joined})\s|\s?[–-]\s?)\d{{1,2}}\b)?"  # up to the "and"
        called = rf",?\s(?:{self.words['letter']})"
        letter = rf"(?:{called})?\s?\(?(?P<letter>[a-z])\)|{called}\s(?P<bare>[b-n])\b"  # not "o", "y": words
        self._item = re.compile(
            rf"(?P<article>\d{{1,3}})(?:\.(?P<dotted>\d{{1,2}}){_BIS}|[°º]?{_BIS}"
            rf"(?:\s?\((?P<bracket>\d{{1,2}})\)|[,،]?\s(?P<open>\()?"
            rf"(?:(?P<several>{self.words['several']})|{paragraph})\s?(?P<paragraph>\d{{1,2}}){_BIS}(?(open)\)?)(?(several)(?P<more>{more})|))?)"
            rf"(?:{letter})?(?:\s?\([ivx]+\))?"
        )
        self._between = re.compile(rf"{between}(?=\d)")
        self._turned = re.compile(
            rf"\b(?:{paragraph})\s?(?P<paragraph>\d{{1,2}}){_BIS}(?:{letter})?,?{self.words['inner']}$"
        )

    def all(self, text: str) -> Iterator[Citation]:
        """Yield the citations in a text."""
        for head in self.head.finditer(text):
            places: list[Cited] = []
            item, start = self._item.match(text, head.end()), head.start()
            end, several = head.end(), head[0].rstrip(". ").endswith("s")
            while item:
                places += self._places(text, item, start, several=several)
                end = item.end()
                joint = self._between.match(text, end)
                start = joint.end() if joint else end
                item = self._item.match(text, start) if joint else None
            if places and not _OF_LAW.match(text, start):
                yield Citation(tuple(places), places[0].start, end)

    def _places(self, text: str, item: re.Match[str], start: int, *, several: bool) -> Iterator[Cited]:
        inside = item["paragraph"] or item["bracket"] or item["dotted"]
        paragraph, letter = _number(inside) if inside else None, item["letter"] or item["bare"] or ""
        if paragraph is None and not letter and start != item.start():
            turned = self._turned.search(text, max(0, start - _FAR), start)
            if turned:
                paragraph, start = int(turned["paragraph"]), turned.start()
                letter = turned["letter"] or turned["bare"] or ""
        yield Cited(_number(item["article"]), paragraph, letter, start, item.end())
        # "articles 2, paragraphs 1, 17 and 26" are of articles
        for more in re.findall(r"\d+", "" if several else item["more"] or ""):
            yield Cited(int(item["article"]), int(more), "", item.start("more"), item.end("more"))


@cache
def _number(text: str) -> int:
    """Return a number in figures or, up to 199, in Chinese characters; 1, which is left alone, for others."""
    if text.isdecimal():
        return int(text)
    from toolchain.formats.docx.numerals import numeral  # for no other language: it takes milliseconds

    return next((n for n in range(1, 200) if numeral("chineseCountingThousand", n) == text), 1)


grammar = cache(Grammar)
