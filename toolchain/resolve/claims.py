"""Find the numbers typed in the text of a cross-reference: "15", "16 (b)", "II.B", "annex I, paragraph 3"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from toolchain.model.expressions import expression
from toolchain.model.numerals import FROM_EASTERN, signs
from toolchain.model.records import Record
from toolchain.resolve.labels import Words, words_for

LETTER = "A-Za-z\u00c0-\u024f\u0370-\u052f\u0620-\u065f\u0671-\u06d3"
"""Letters of scripts with spaces between words: a character next to one belongs to a word."""

_APART = rf"(?<![{LETTER}0-9_/])"
_END = rf"(?![{LETTER}0-9_/])"
_LONGEST_WORD = 40
_GOES_ON = expression(r"\s*[,،，、第]")
"""The text after the number of an annex at the start: "I, paragraph 3"."""


class Token(Record):
    """One level of a typed number, with its place in the text."""

    start: int
    end: int
    text: str


class TypedNumber(Record):
    """A number as typed, level by level: "16" and "(b)", or "II" and "B".

    `after` is the kind of the reference word right before it ("section"), or "". `alone` means that the text
    is only this number; `first` that the text begins with it and continues after a comma.
    """

    tokens: tuple[Token, ...]
    after: str
    alone: bool
    first: bool = False


class _Grammar:
    """The form of numbers in a language.

    `scanner` finds bare numerals (II.B), numerals in brackets, and digits; `deep` the bare letters of the
    third and deeper levels after brackets; `word` a reference word at the end of the text before.
    `words_count` means that bare numerals are also number words, as in Chinese.
    """

    def __init__(self, lang: str, deep: int = 0) -> None:
        words = words_for(lang)
        levels = (*words.sub_paragraphs, *words.headings)
        bare_styles = {form.style for form in (*words.headings, words.captions["annex"])} - {"decimal"}
        bare = "|".join(signs(style) for style in sorted(bare_styles, reverse=True) if style != "lowerLetter")
        forms = (words.paragraph, *levels)
        own = "|".join(dict.fromkeys(form.pattern for form in forms if not form.is_bare))
        common = rf"\((?:{signs('lowerLetter')}|[ivxlcdm]{{2,}}|ا)\)" + (
            r"|\(?[а-я]\)" * (words.lang == "ru")
        )
        brackets = rf"(?<![{LETTER}(])(?:{own}|{common})(?![{LETTER}]{{{max(deep, 1) + 1}}})"
        letter = rf"\s*({words.sub_paragraphs[-1].pattern})"
        # without separators, "aa" is two
        letters = "|".join(letter * number for number in range(deep, 0, -1))
        self.scanner = expression(
            rf"(?P<brackets>{brackets})"
            rf"|(?P<bare>{_APART}(?:{bare})(?:\.(?:{bare}|[0-9]+))*{_END})"
            rf"|(?P<digits>{_APART}[0-9]+(?:{_END}|(?={own}|{common})))"
        )
        self.deep = expression(rf"(?:{letters})(?!\)){_END}" if deep else r"(?!)")
        self.word = _word_pattern(words)
        self.words_count = "chineseCounting" in bare_styles


_grammar = cache(_Grammar)


def find_numbers(
    text: str, words: Words, *, sections: bool, deep: int, annexed: bool
) -> tuple[TypedNumber, ...]:
    """Return all numbers in a text, in order.

    An article "a", the pronoun "I", "Protocol II" and other letters in running text are not numbers: bare
    letters count only after a reference word ("section B", "sections II and III"), after the level above
    them, or if the text has nothing else. `sections` means that the target is cited by such letters; `deep`
    is the number of bare letters at the end of its number; `annexed` means that it is in an annex, whose
    number the text may begin with ("annex [I, paragraph 3]").
    """
    text = text.translate(FROM_EASTERN)
    if text.isascii() and text.isdigit():  # as in most
        return (TypedNumber((Token(0, len(text), text),), "", alone=True),)
    grammar = _grammar(words.lang, deep)
    bare = sections or not grammar.words_count
    return tuple(_numbers(text, grammar, bare, annexed))


def _numbers(text: str, grammar: _Grammar, bare: bool, annexed: bool) -> Iterator[TypedNumber]:
    inner = text.strip()
    start = text.index(inner)
    letters = tuple(_letters(grammar.deep.match(text, start)))
    if letters and letters[-1].end == start + len(inner):
        yield TypedNumber(letters, "", alone=True)
        return
    cited = False
    for tokens in _chains(text, grammar):
        first = tokens[0]
        after = _word_before(text, first.start, grammar)
        number = TypedNumber(
            tokens,
            after,
            alone=text[first.start : tokens[-1].end] == inner,
            first=annexed and not text[: first.start].strip() and bool(_GOES_ON.match(text, first.end)),
        )
        if (
            first.text[0].isdecimal()
            or not first.text.isalnum()
            or (bare and _is_number(number, text, cited))
        ):
            cited |= bool(number.after)
            yield number
        elif rest := tuple(token for token in tokens if not token.text.isalnum()):
            yield TypedNumber(rest, "", alone=False)


def _chains(text: str, grammar: _Grammar) -> Iterator[tuple[Token, ...]]:
    """Yield tokens that belong together: a number in brackets continues the number before it."""
    chain: list[Token] = []
    for match in grammar.scanner.finditer(text):
        goes_on = chain and match["brackets"] and not text[chain[-1].end : match.start()].strip()
        if chain and not goes_on:
            yield tuple(chain)
            chain = []
        chain += _tokens(match)
        if match["brackets"]:
            chain += _letters(grammar.deep.match(text, match.end()))
    if chain:
        yield tuple(chain)


def _letters(match: re.Match[str] | None) -> Iterator[Token]:
    """Yield the bare letters of the third and deeper levels, which look the same: "16 (b) (ii) a c"."""
    if match:
        for group, letter in enumerate(match.groups(), 1):
            if letter:
                yield Token(match.start(group), match.end(group), letter)


def _tokens(match: re.Match[str]) -> Iterator[Token]:
    if match["bare"] is None:
        yield Token(match.start(), match.end(), match[0])
        return
    position = match.start()
    for sign in match["bare"].split("."):
        yield Token(position, position + len(sign), sign)
        position += len(sign) + 1


def _is_number(number: TypedNumber, text: str, cited: bool) -> bool:
    """Return whether bare letters are a number: "section B", "I.B", but not "I" or "Protocol II".

    `cited` means that a number after a reference word precedes it: "sections II and [III]".
    """
    first, last = number.tokens[0], number.tokens[-1]
    if number.after or number.alone or number.first or (cited and re.fullmatch("[IVX]{2,}", first.text)):
        return True
    return len(number.tokens) > 1 and text[last.end : last.end + 1] != "."


def _word_before(text: str, position: int, grammar: _Grammar) -> str:
    match = grammar.word.search(text, max(0, position - _LONGEST_WORD), position)
    return (match.lastgroup or "") if match else ""


def _word_pattern(words: Words) -> re.Pattern[str]:
    kinds = (
        f"(?P<{kind}>{'|'.join(map(re.escape, sorted(forms, key=len, reverse=True)))})"
        for kind, forms in words.references.items()
    )
    return re.compile(rf"(?<![{LETTER}])(?:{'|'.join(kinds)})\s*$", re.IGNORECASE)


def ends_in_word(text: str, words: Words) -> bool:
    """Return whether a text ends in a word that a number may follow: any word, or an abbreviation
    ("para.").
    """
    last = text[-1:]
    return last.isalpha() or (last == "." and _word_before(text, len(text), _grammar(words.lang)) != "")
