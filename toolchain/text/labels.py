"""Make labels for targets of cross-references and for notes, from their own words."""

from __future__ import annotations

import re
import unicodedata

from toolchain.model.expressions import expression

_LONGEST = 32  # characters of a label
_WORDS = 3
_LABEL = expression("[a-z][a-z0-9-]*", re.ASCII)
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
