"""What typed references look like in a language: a word, numbers, and what joins them; and loose numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from toolchain.checks.survey import survey
from toolchain.model.expressions import expression
from toolchain.model.records import Record
from toolchain.model.wording import fold
from toolchain.resolve.labels import Words
from toolchain.resolve.tables import Resolved
from toolchain.text.passages import Passage
from toolchain.text.phrases import Phrases, any_of, phrases
from toolchain.text.running import REFERENCE

_BY_SIGNS = ("section", "annex")  # kinds whose numbers are Roman, letters or words
_CHINESE = "一二三四五六七八九十"
_SUB = r"(?:\s?\((?:[^\W\d_]|[ivx]{2,4})\)|\s(?:[^\W\d_]|[ivx]{2,4})\)){0,3}"
DASH = "[–—‑～-]"
_NO_DECIMAL, _NO_PART = (rf"(?!{each}|[.:/]\d|[٫٬]\d|[-‑]\d+\.\d)" for each in (r",\d", r",\d{3}(?!\d)"))
_MOST = 30  # numbers in one list
_TEXTS = 1 << 14  # whose references are kept: those of 3,000 paragraphs, so that a changed one is read alone
_PLURAL = expression(r"(?:s|ы|ов|ами?|ах|ان|ين|ات|^par|^al|^пп|^§§)\.?$")
_LONGEST = 40  # characters of a word and the space after it
_END = 3  # characters at the end of a word by which it is found


class Number(NamedTuple):
    """One typed number ("16 (b)"), with its place in the passage's text."""

    start: int
    end: int
    text: str


class Typed(Record):
    """A word and the numbers typed after it: "paras. 12–14 and 16". `start` is the word's."""

    kind: str
    start: int
    end: int
    numbers: tuple[Number, ...]


class Grammar:
    """The patterns of one language.

    start   finds a number, a letter or a cross-reference that may follow such a word
    words   all words before numbers, in lower case, with their kinds: by their last characters,
            the longest first
    number  expressions by kind for one number
    single  expressions by kind for the text after a singular word: a number or a range; they are
            compiled when such a word is found, because all of them together take 5 ms
    plural  the same after a plural, where numbers can also be joined by "and" and commas
    kinds   a pattern for the words alone
    part    a pattern for what is between the number of an annex and that of its paragraph
    joined  for cross-references joined with each other
    range_  for the text between the two ends of a range
    """

    def __init__(self, lang: str, kinds: tuple[tuple[str, tuple[str, ...], str], ...]) -> None:
        self.phrases = own = phrases(lang)
        self.range_ = rf"(?:\s*{DASH}\s*{_alternatives(own.ranges, own)})"
        join = rf"(?:\s*(?:{DASH}|[、，,])\s*{_alternatives((*own.ranges, *own.joins), own)})"
        self.number: dict[str, str] = {}
        self.plural: dict[str, str] = {}
        self.single = {} if own.spaces else self.plural
        words = []
        (counted, of_counted), *_ = ((known, cited) for kind, known, cited in kinds if kind == "paragraph")
        self.part = rf"[,،，]?\s*{own.any_of(counted)}\s*"
        within = rf"{self.part}{_number('paragraph', spaces=own.spaces)}{of_counted.partition('}')[2]}"
        within = rf"(?>{within})(?!{join}\d)"
        for kind, known, citation in kinds:
            before, _, after = citation.partition("{number}")
            self.number[kind] = _number(kind, spaces=own.spaces) + f"(?:{within})?" * (kind == "annex")
            one = rf"(?:{self.number[kind]}|{REFERENCE})"
            again = rf"(?:{re.escape(before)})?" if after else ""  # 第2至第4段
            end = rf"\s*{re.escape(after)}" if after else ""
            self.single[kind] = rf"({one}(?:{self.range_}{again}{one})?){end}"
            if kind == "paragraph":  # "paras. 3,5"
                one = one.replace(_NO_DECIMAL, _NO_PART)
            self.plural[kind] = rf"({one}(?:{join}{again}{one}){{0,{_MOST}}}){end}"
            words += [(word.lower(), kind) for word in ([before.strip()] if after else known)]
        self.words = defaultdict[str, list[tuple[str, str]]](list)
        for word, kind in sorted(words, key=lambda pair: (-len(pair[0]), pair)):
            self.words[word[-_END:]].append((word, kind))
        self.start = _start("".join({end[-1] for end in self.words}), spaces=own.spaces)
        self.kinds = any_of(word for _, known, _ in kinds for word in known)
        self.joined = rf"{REFERENCE}(?:{join}{REFERENCE}){{0,{_MOST}}}"


_grammar = lru_cache(Grammar)


@lru_cache(maxsize=1)
def all_worded(resolved: Resolved) -> tuple[tuple[Passage, Typed], ...]:
    """Return all typed references and words before cross-references in a document, with their passages."""
    rules = grammar(resolved.words)
    passages = survey(resolved).corpus.matching(rules.start)
    return tuple((each, typed) for each in passages for typed in _worded_references(each.text, rules))


def all_typed(resolved: Resolved) -> Iterator[tuple[Passage, Typed]]:
    """Yield all references typed in a document, with their passages."""
    return (each for each in all_worded(resolved) if each[1].numbers)


def typed_references(text: str, rules: Grammar) -> Iterator[Typed]:
    """Yield the references typed in a text, without cross-references among them."""
    return (typed for typed in _worded_references(text, rules) if typed.numbers)


@lru_cache(maxsize=_TEXTS)
def _worded_references(text: str, rules: Grammar) -> tuple[Typed, ...]:
    """Return the references typed in a text; those before cross-references alone have no numbers."""
    found: list[Typed] = []
    for start in rules.start.finditer(text):
        at = start.start()
        if found and at < found[-1].end:
            continue
        end = text[max(at - _LONGEST, 0) : at].rstrip()[-_END:].lower()
        if end in rules.words or end[1:] in rules.words or end[2:] in rules.words:
            found += filter(None, (_typed_at(text, at, rules),))
    return tuple(found)


def grammar(words: Words) -> Grammar:
    """Return the grammar of the document's language."""
    kinds = tuple((kind, tuple(known), words.citations[kind]) for kind, known in words.references.items())
    return _grammar(words.lang, kinds)


def _typed_at(text: str, start: int, rules: Grammar) -> Typed | None:
    """Return the reference whose first number begins at `start`, if a word for one precedes it."""
    before = text[max(start - _LONGEST, 0) : start].lower()
    bare = before.rstrip()
    for word, kind in (found for at in range(_END) for found in rules.words.get(bare[-_END:][at:], ())):
        if not bare.endswith(word) or not _stands_apart(before, bare, word, rules):
            continue
        patterns = rules.plural if _PLURAL.search(word) else rules.single
        found = re.compile(patterns[kind]).match(text, start)
        if found:
            one = rules.number[kind].replace(_NO_DECIMAL, _NO_PART)
            each = re.compile(one).finditer(text, start, found.end(1))
            numbers = tuple(Number(number.start(), number.end(), number[0]) for number in each)
            return Typed(kind, start - len(before) + len(bare) - len(word), found.end(), numbers)
    return None


def _stands_apart(before: str, bare: str, word: str, rules: Grammar) -> bool:
    """Return whether a word is not part of another one, and has a space after it if it needs one."""
    if not rules.phrases.spaces:
        return True
    inside_another = word[0].isalpha() and bare[: -len(word)][-1:].isalnum()
    return not inside_another and (len(before) > len(bare) or not word[-1].isalpha())


def _number(kind: str, *, spaces: bool) -> str:
    """Return the expression for one number. Without spaces, a character may be right after it."""
    chinese, end = ("", r"(?!\w)") if spaces else (_CHINESE, r"(?![^\W一-鿿])")
    if kind in _BY_SIGNS:
        return rf"[A-Z\d{chinese}]{{1,8}}(?:\.[A-Z\d]{{1,4}})*{end}"
    return rf"(?<!\d)\d{{1,4}}{end}{_NO_DECIMAL}{_SUB}"


def _start(ends: str, *, spaces: bool) -> re.Pattern[str]:
    """Return an expression for a number, letter or cross-reference after a word that ends in one of `ends`,
    or after spaces.

    It begins with all characters that it can find, which makes searching five times as fast.
    """
    behind = re.escape(ends + ends.upper())
    chinese, right_after = ("", "") if spaces else (_CHINESE, r"|(?<=[^\x00-\u2fff][^A-Z])")
    return re.compile(
        rf"[\dA-Z{chinese}{REFERENCE}](?:(?<=[{behind}].)|(?<=[{behind}]\s.)|(?<=\s\s.))"
        rf"(?:(?<![\w.].)(?:(?<![A-Z{chinese}])|(?=[A-Z]{{0,7}}\b)(?<=[A-Z])){right_after})"
    )


def _alternatives(words: Iterable[str], own: Phrases) -> str:
    """Return alternatives for words between two numbers, with spaces around them if the language has them."""
    known = tuple(words)
    space = r"\s+" if own.spaces else r"\s*"
    return rf"|{space}{any_of(known)}\s*" if known else ""


_ALSO = (
    r"pars?\.|parag\.|paragr\.|p[aá]rr?\.|p[aá]r\w{0,2}afos?|par\w{0,2}gr?a?ph?e?s?|numeral(?:es)?|ac[aá]pites?"
    r"|¶+|points?|items?|sub-?paras?\.?|абзац\w*|абз\.|пар\.|параграф\w*|الفقره"
)
"""Words for paragraphs that are common, but not those of the United Nations, and common mistakes in these."""

NOT_TYPED = ("section", "annex", "table", "figure")
"""Kinds whose numbers are typed in references only."""

TH = r"(?:st|nd|rd|th|ers?|[eè]re?|[eè]me|e|\.?[ºª]|-?(?:й|я|го|му|м))(?!\w)"
"""What makes a number an ordinal: "3rd", "3e", "3.º", "3-й"."""
_FROM_TO = r"с\s\d{1,3}\sпо\s\d{1,3}"
"""Paragraphs, not how many: "с 3 по 5 пункт"."""
_WINDOW = 60  # characters after a word in which its numbers are
_NUMBER = (
    r"(?P<part>\((?:[^\W\d_]|[ivx]{2,4})\))"
    rf"|(?<![A-Za-z0-9_\u00c0-\u04ff:])(?<!\d[.,])(?<![A-Z]/)(?<!/\d-)(?<!/\d\d/)\d{{1,4}}(?!\d|[.,:]\d|\s?%|{TH})"
)
SENTENCE_END = expression(r"。|(?<!\b[^\W\d_])(?<!\bvs)[.؟?!](?=\s+[^\W\d_a-zа-я]|$)")  # "Opuz v. Turkey"


def loose_numbers(
    text: str, words: Iterable[re.Match[str]], references: Sequence[Typed], lang: str
) -> Iterator[Typed]:
    """Yield the numbers, and the letters of sub-paragraphs, that are after `words` and in no reference.

    The kind of a letter alone is "part". So are numbers in words next to them: the text of "paragraph two"
    and "the second paragraph" is "2", that of "the next paragraph" is "+1".
    """
    taken = {offset for each in references for offset in range(each.start, each.end)}
    for word in words:
        group = word.lastgroup or "also"
        window = text[word.end() : word.end() + _WINDOW * (group != "ordinal")]
        end = SENTENCE_END.search(window)
        series = (word["series"] or "").lower()
        kind = {"also": "paragraph", "ordinal": "paragraph", "series": series}.get(group, group)
        is_other = word.start() in taken or REFERENCE in text[word.end() : word.end() + 2]
        if not is_other and group not in ("note", "also"):
            for typed in _in_words(text, word, kind, lang, taken):
                taken.add(typed.numbers[0].start)
                yield typed
        stop = word.end() + (end.start() if end else len(window))
        for found in re.compile(_NUMBER).finditer(text, word.end(), stop):
            if found.start() not in taken:
                taken.add(found.start())
                number = Number(found.start(), found.end(), found[0])
                yield Typed("part" if found["part"] else kind, word.start(), found.end(), (number,))


@lru_cache
def _spelt(lang: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], Mapping[str, str]]:
    """Return expressions for numbers in words right after a word, right before it, and for each of them;
    and what they mean.
    """
    own = phrases(lang)
    counted, ordered = (
        {form: f"{value}" for value, forms in enumerate(numbers, 1) for form in forms.split("|")}
        for numbers in (own.numbers, own.ordinals)
    )
    beside = dict.fromkeys((*own.above, *own.previous), "-1") | dict.fromkeys((*own.below, *own.next), "+1")
    join = rf"(?:\s*[,،]{_alternatives((*own.joins, *own.ranges), own)})+\s*"
    every, ordinal = (rf"(?:{any_of(each)}|\d{{1,3}}{TH})(?!\w)" for each in (counted | ordered, ordered))
    next_to = f"(?P<beside>{own.any_of(beside)})"
    after = rf"\s*({every}(?:{join}{every})*|{next_to})"
    apart = r"(?<!\w)" if own.spaces else ""
    between = () if own.spaces else ("、", *own.joins, *own.ranges)  # 第二、三段
    short = {each + form[1:]: value for form, value in ordered.items() for each in between}
    listed = rf"{any_of(ordered)}{any_of(short)}+"
    before = rf"{apart}({ordinal}(?:{join}{ordinal})*|{listed}|{_FROM_TO}|{next_to})\s*$"
    one = "|".join((every, *(map(any_of, (short, ordered)) if short else ()), next_to, r"\d+"))
    right, left, each = (re.compile(text, re.IGNORECASE) for text in (after, before, one))
    return right, left, each, counted | ordered | short | beside


def _in_words(text: str, word: re.Match[str], kind: str, lang: str, taken: Set[int]) -> Iterator[Typed]:
    """Yield the numbers in words next to a word. Several paragraphs have no next one."""
    after, before, every, values = _spelt(lang)
    found, earlier = (
        after.match(text, word.end()),
        before.search(text, max(word.start() - _WINDOW, 0), word.start()),
    )
    if earlier and earlier.start() not in taken and (found is None or found["beside"]):
        found = earlier
    for each in every.finditer(text, *found.span(1)) if found else ():
        said = fold(each[0].lower())
        number = Number(*each.span(), values.get(said) or re.sub(r"\D", "", said))
        if number.text.isdigit() or not _PLURAL.search(word[0].lower()):
            start, end = min(word.start(), number.start), max(word.end(), number.end)
            yield Typed(kind, start, end, (number,))


def loose_word(words: Words, series: frozenset[str]) -> re.Pattern[str]:
    """Return an expression for a word before a number, in a group that is its kind; "also" is a paragraph's.

    `series` are the names of the document's own. In Chinese, "ordinal" is the word after a number in words,
    as in 见第一段）, but not in 第一段时间.
    """
    known = ((kind, each) for kind, each in words.references.items() if kind not in NOT_TYPED)
    return _word(tuple(known), tuple(sorted(series)), words.lang)


@lru_cache
def _word(
    known: tuple[tuple[str, tuple[str, ...]], ...], series: tuple[str, ...], lang: str
) -> re.Pattern[str]:
    said = phrases(lang)
    directed = (
        rf"(?=\s+(?:n\w*\W{{1,3}})?\d+\s*,?\s*{said.any_of((*said.above, *said.below))})"  # "see no. 4 above"
    )
    own = [rf"(?P<series>{any_of(series)})s?"]
    for kind, each in known:  # 第 is before any number
        own.append(rf"(?P<{kind}>{any_of({*each} - {'第'})}{r'|recs?[.]' * (kind == 'recommendation')})")
    also = rf"(?P<also>{_ALSO}|{said.any_of(said.signals)}{directed})"
    numbered = rf"(?:(?<=第[{_CHINESE}])|(?<=第[{_CHINESE}]{{2}})|(?<=第[{_CHINESE}][、和至到][{_CHINESE}]))"
    ordinal = rf"|{numbered}(?P<ordinal>段落?)(?!(?![和或及所])\w)" * (not said.spaces)
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join([*own, also])})(?![^\W\d_]){ordinal}", re.IGNORECASE)
