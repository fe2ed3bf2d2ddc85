"""Make labels for targets of cross-references and for notes, from their own words."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from toolchain.model.expressions import expression
from toolchain.model.wording import UNSEEN

_LONGEST = 32  # characters of a label
_WORDS = 3
_LABEL = expression("[a-z][a-z0-9-]*", re.ASCII)
_PLAIN = expression("[a-z0-9]+")
_FIRST = 200  # characters of a text that are used
_EMPTY = frozenset((
    "the", "and", "for", "see", "also", "with", "from", "that", "this", "are", "was", "has", "its",
    "les", "des", "une", "voir", "aux", "los", "las", "una", "del", "por", "que", "http", "https", "www",
))  # fmt: skip
# Simple transliteration of Russian letters, and of those that Kazakh and Kyrgyz have too.
_RUSSIAN = str.maketrans(dict(zip(
    "абвгдеёжзийклмнопрстуфхцчшщыэюяъьөүңғқәіұһ",
    ("a", "b", "v", "g", "d", "e", "yo", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t",
     "u", "f", "kh", "ts", "ch", "sh", "shch", "y", "e", "yu", "ya", "", "",
     "o", "u", "n", "g", "k", "a", "i", "u", "h"),
    strict=True,
)))  # fmt: skip


def is_label(label: str) -> bool:
    """Return whether a label is valid."""
    return len(label) <= _LONGEST and bool(_LABEL.fullmatch(label))


def valid_label(label: str) -> str:
    """Return the label that has the same words, or as many of them as a label can have; "" for none."""
    words = "-".join(_PLAIN.findall(romanized(label).translate(dict.fromkeys(map(ord, UNSEEN)))))
    valid = words if len(words) <= _LONGEST else words[: _LONGEST + 1].rpartition("-")[0]
    return valid if is_label(valid) else ""


_ENDING = expression("[иы]й")
# Russian letters, each with the ways in which passports, English, French and German write it.
_WAYS = """аa бb вv|w|ff? гg|gh|gu|h дd еe|ye|je|ie ёy?o|jo|io|[yij]?e жzh|j|sch|z зz|s иi|y йy|i|j
ӣ[iyj]{1,2} кk|c лl мm нn оo пp рr сss?|c тt уu|ou фf|ph хkh|h|x|ch цts|tz|c|z чt?s?ch|c шsc?h|ch|s
щshch|chtch|sch|sc|s ъ['’]? ыy|i|u ь['’]? эe юyu|iu|ju|u яya|ia|ja|a ѯx|ks|cs іi|y їyi|i|ji єye|ie|je|e
ґg ғgh? қk|q ңng? үu ұu өo әa|e һh"""
_IN_LATIN = {each[0]: f"(?:{each[1:]})" for each in _WAYS.split()}


class Labels:
    """The labels of one document, each used once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def take(self, label: str) -> bool:
        """Take a label, and return whether it is valid and was free."""
        if not is_label(label) or label in self._taken:
            return False
        self._taken.add(label)
        return True

    def new(self, text: str, otherwise: str) -> str:
        """Return a new label from the words of a text; for a text without Latin or Russian letters,
        `otherwise`.
        """
        base = slug(text) or otherwise
        number = self._next.get(base, 1)
        label = base if number == 1 else _numbered(base, number)
        while not self.take(label):
            number += 1
            label = _numbered(base, number)
        self._next[base] = number + 1
        return label


class NoteLabels:
    """The labels of notes: those that a file has, and new ones from the words of the notes."""

    def __init__(self) -> None:
        self._labels = Labels()
        self._given: set[str] = set()

    def take(self, label: str) -> bool:
        """Take a label from the file, and return whether it was free."""
        if not label or label in self._given or any(each.isspace() or each in "[]^" for each in label):
            return False
        self._given.add(label)
        self._labels.take(label)
        return True

    def new(self, text: str, otherwise: str) -> str:
        """Return a new label from the words of a note."""
        label = self._labels.new(text, otherwise)
        while label in self._given:
            label = self._labels.new(text, otherwise)
        self._given.add(label)
        return label


def romanized(text: str) -> str:
    """Return a text in small letters, without accents and with Latin letters for Russian ones."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_RUSSIAN))
    return "".join(each for each in plain if not unicodedata.combining(each))


@cache
def russian(name: str) -> re.Pattern[str] | None:
    """Return the pattern of a Russian name in Latin letters (Dostoevsky, Dostoyevskij); None for another."""
    letters = _ENDING.sub("ӣ", name.lower().replace("кс", "ѯ"))
    if not _IN_LATIN.keys() & {*letters}:
        return None
    typed = "".join(_IN_LATIN.get(each) or re.escape(each) for each in letters)
    return re.compile(rf"(?<![^\W_]){typed}(?![^\W_])", re.IGNORECASE)


def slug(text: str) -> str:
    """Return the first significant words of a text as a label: "penal-code-1860"; "" if there are none."""
    letters = romanized(text[:_FIRST])
    words = re.findall("[a-z0-9]+", letters.replace("’s ", " ").replace("'s ", " "))
    telling = [word for word in words if len(word) > 2 and word not in _EMPTY] or words
    while telling and not telling[0][0].isalpha():
        telling.pop(0)
    label = ""
    for word in telling[:_WORDS]:
        longer = f"{label}-{word}" if label else word[:_LONGEST]
        if len(longer) > _LONGEST - 4:
            break
        label = longer
    return label or (telling[0][: _LONGEST - 4] if telling else "")


def _numbered(base: str, number: int) -> str:
    return f"{base[: _LONGEST - 1 - len(str(number))].rstrip('-')}-{number}"
