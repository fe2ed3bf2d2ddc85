"""The words and punctuation near a typed reference that show which document it means."""

from __future__ import annotations

import re
from functools import lru_cache

from toolchain.model.expressions import expression
from toolchain.resolve.labels import words_for
from toolchain.text.phrases import Phrases, any_of, phrases
from toolchain.text.running import MARK, OBJECT, REFERENCE

_SYMBOL = r"(?-i:\b[A-Z]{1,6}(?:/[A-Z0-9][\w.-]*)+)"
_VERB = r"[а-яё]+(?:[аеуя]ет|[аюя]ют|ит|ят)(?:ся)?\b"  # "таблица 1 показывает"
_ADJECTIVE = r"[а-яё-]{2,30}(?:[ое]го|[оеё]й|[ыи]х)"  # "пункт 3 настоящей Конвенции"
SENTENCE = 400  # characters of one before and after a reference


@lru_cache
class Clues:
    """What shows, in one language, which document a reference means."""

    def __init__(self, lang: str) -> None:
        own = phrases(lang)
        some = own.any_of
        annexes = words_for(lang).references["annex"]
        directions = some((*own.above, *own.below))
        another_after, perhaps_after = _after(own)
        this = some(own.this_document)
        self.this = expression(this, re.IGNORECASE)
        possessive = "[’']s?" if own.spaces else "(?!)"
        signals = some((*own.signals, *own.joins))
        fillers = some((*own.signals, *own.above, *own.below, *own.joins, *own.ranges))
        self.own_after = expression(rf"\s*,?\s*(?:{this}|{directions})", re.IGNORECASE)
        self.direction_before = expression(rf"(?:{directions}|{this})\s*[(（]?\s*$", re.IGNORECASE)
        self.direction_apart = expression(rf"{directions}\s*[,،，]\s*$", re.IGNORECASE)
        self.begins = expression(rf"(?:^|[(（:;；؛。—–]|\.\s|{signals})\s*$", re.IGNORECASE)
        # "§ 2 StGB"
        self.another_after = expression(rf"{another_after}|\s+(?-i:[A-ZА-Я]\w*[A-ZА-Я]\w*)", re.IGNORECASE)
        self.perhaps_after = expression(perhaps_after, re.IGNORECASE)
        named = () if own.spaces else (*own.documents, *own.texts)  # 结论性意见第4段
        others = some((*own.before_another, *own.ibid, *named))
        self.same = expression(rf"{some(own.ibid)}|{OBJECT}{{4}}", re.IGNORECASE)  # "Ibid.", or an address
        self.another_before = expression(rf"(?:{others}|{possessive})[.,]?\s*$", re.IGNORECASE)
        self.documents = expression(rf"{_SYMBOL}|{some(own.documents)}", re.IGNORECASE)
        bodies, small, asked = map(some, (own.bodies, own.of_bodies, own.asked))
        asked = rf"(?:\s+(?:{small}|[A-ZÀ-Þ]\w+),?){{0,15}}\s*{asked}"
        self.bodies = expression(f"{bodies}(?!{asked})")
        self.asked = expression(f"{bodies}{asked}")
        self.texts, self.speakers, self.says = map(expression, map(some, (own.texts, own.speakers, own.says)))
        self.cited = expression(some((*own.says, *own.cited)))
        conjunctions = some((*own.conjunctions, *own.joins))
        self.ends_clause = expression(
            rf"(?:[^()（）]|\(\w+\)){{0,{SENTENCE}}}[)）]{MARK}*(?:\s*[.;:!?؛؟。；：！？…]|\s*[,،，]\s*{conjunctions}|\s*$)"
        )
        self.article = expression(some(own.articles), re.IGNORECASE)
        self.article_before = expression(rf"{self.article.pattern}\s*\d+\s*[,،(]\s*$", re.IGNORECASE)
        self.signal_before = expression(rf"{some(own.signals)}\s*$", re.IGNORECASE)
        self.part_of = expression(
            rf"\s*,?\s*(?:of|de l[’']|del?|в|من)?\s*(?:the|la)?\s*{any_of(annexes)}", re.IGNORECASE
        )
        self.annex_before = expression(rf"{any_of(annexes)}\s*{REFERENCE}\s*[,،，]?\s*$", re.IGNORECASE)
        self.joins = expression(rf"\s*(?:[,;،؛，；、]|{some(own.joins)}|\s)+\s*", re.IGNORECASE)
        self.also = expression(rf"\s*(?:{directions}\s*)?[;؛；]\s*(?:{signals}\s*)?", re.IGNORECASE)
        self.ends = expression(rf"\s*(?:{directions}\s*)?(?:[;؛；.。)）]|$)", re.IGNORECASE)
        self.of_note = expression(rf"\s*(?:{directions})?\s*[,،，、]\s*(?:at\s+)?", re.IGNORECASE)
        self.name_before = expression(
            rf"\b(?!{signals})(?:[^\W\d_]\.){{2,}}\s*$|(?<=[\w,)] )(?!{signals})(?-i:[A-Z])\w+\s+§?\s*$",
            re.IGNORECASE,
        )
        self.fillers = expression(rf"{fillers}|\(\w\)|[^\w{OBJECT}]|\d", re.IGNORECASE)

    def means_own(self, text: str, start: int, end: int) -> bool:
        """Return whether a reference at these offsets is to this document.

        It is if it has a direction ("para. 5 below"), or if nothing else is named that it could refer to.
        """
        before, after = text[max(start - SENTENCE, 0) : start], text[end : end + SENTENCE]
        if self.own_after.match(after) or self.points_from_before(before):
            return True
        another = any(each.search(before) for each in (self.another_before, self.article_before))
        named = self.names_document(text) or any(each.search(text) for each in (self.bodies, self.texts))
        said = self.speakers.search(text) and self.says.search(text)
        return not (another or named or said or self.another_after.match(after))

    def names_another(self, text: str) -> bool:
        """Return whether a text names another document, or a body that writes some."""
        return bool(self.names_document(text) or self.bodies.search(text))

    def names_document(self, text: str) -> bool:
        """Return whether a text names another document: in "в настоящем докладе", it does not."""
        return self.documents.search(self.this.sub(" ", text)) is not None

    def points_from_before(self, text: str) -> bool:
        """Return whether a text ends in a direction. In "Smith, supra, para. 2" it is one in Smith's text."""
        if self.direction_before.search(text):
            return True
        apart = self.direction_apart.search(text)
        return apart is not None and self.begins.search(text[: apart.start()]) is not None


def _after(own: Phrases) -> tuple[str, str]:
    """Return expressions for what is after a number of another document, and for what may be.

    In "пункте 3 Конвенции" a document is named, in "пункте 3 мы показали" it is not.
    """
    another = rf"\s*,?\s*{own.any_of(own.of_another)}"
    if not own.genitive:
        return another, "(?!)"
    named = own.any_of(
        (*own.articles, *own.before_another, *own.documents, *own.texts, *own.bodies, *own.cited)
    )
    word = rf"\s+(?!{any_of((*own.joins, *own.ranges), whole=True)}|{_VERB})[^\W\d_]"
    return rf"{another}|\s+(?:{_ADJECTIVE}\s+){{0,3}}{named}", word
