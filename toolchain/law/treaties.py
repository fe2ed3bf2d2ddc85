"""The treaties of `data/law/treaties.json`: their names and the structure of their articles."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from toolchain.model.expressions import expression
from toolchain.model.languages import read_language
from toolchain.model.records import Single
from toolchain.model.wording import fold

DATA = Path(__file__).parents[1] / "data/law"
LANGUAGES = ("en", "fr", "es")
"""The languages in which names, the words of citations and general comments are known."""

NAMED = (*LANGUAGES, "ar", "ru", "zh")
"""The languages in which names and articles are known: in Chinese names as titles, "《儿童权利公约》"."""

_ENOUGH = 2
"""So many sources must agree before a finding is an error."""


WORD = expression(r"[^\s\0]+")
_HEAD = expression(r"[A-Za-zÀ-ÿ\d]+")
_NUMERO = expression(r"\bn[o°º](?=\\?\s\d)", re.IGNORECASE)
_OF_THE_UN = expression(r"(?:United\s+Nations|ILO)\s+|UN(?=C)")
_SIGNS = ',.;:،؛؟()[]“”«»《》"!?\0\ue000\ue001\ufffc*'


class Treaty(Single):
    """One treaty. `names` are by language; of `paragraphs` and `letters`, what is not known is missing.

    `texts` are the full texts by which `articles`, the number of the last one, was counted. `letters` has the
    last sub-paragraph by article and paragraph: (40, 2) is "b"; the paragraph is 0 where there are none.
    """

    key: str
    names: Mapping[str, str]
    short: tuple[str, ...]
    parent: str
    body: str
    articles: int
    texts: tuple[str, ...]
    paragraphs: Mapping[int, int]
    letters: Mapping[tuple[int, int], str]

    @property
    def certain(self) -> bool:
        """Whether two texts of it agree."""
        return len(self.texts) >= _ENOUGH

    @property
    def kind(self) -> str:
        """What it is called alone: "protocol", or "convention" for anything else."""
        return "protocol" if self.parent else "convention"

    def name(self, lang: str) -> str:
        return self.names.get(lang) or self.names["en"]

    def has(self, article: int, paragraph: int | None = None, letter: str = "") -> bool:
        """Return whether it has a place, as far as that is known."""
        if article > self.articles or not article:
            return not self.articles
        last = self.paragraphs.get(article)
        if paragraph is not None and last is not None and not 0 < paragraph <= last:
            return False
        known = self.letters.get((article, paragraph or 0))
        return not letter or known is None or letter <= known


@cache
def treaties() -> Mapping[str, Treaty]:
    """Return all treaties by their keys."""
    table = json.loads((DATA / "treaties.json").read_text(encoding="utf-8"))
    return {key: _treaty(key, each) for key, each in table["treaties"].items()}


def kin(treaty: Treaty) -> tuple[Treaty, ...]:
    """Return the convention of a protocol with its other protocols, or the protocols of a convention."""
    family = treaty.parent or treaty.key
    return tuple(
        each for each in treaties().values() if family in (each.key, each.parent) and each is not treaty
    )


@cache
def most_paragraphs() -> int:
    """Return the highest number of a paragraph of any article."""
    return max(max(each.paragraphs.values(), default=0) for each in treaties().values())


class Named(NamedTuple):
    """A treaty with the place of its name in a text."""

    treaty: Treaty
    start: int
    end: int


class Names:
    """The names of treaties in one language, and where a text has them.

    They are looked for word by word, because one expression of all names takes 50 ms to compile. In Chinese
    each character counts as a word.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.word = re.compile(r"[^\s\0]") if lang == "zh" else WORD
        self._forms: Mapping[str, str] = words(lang).get("forms", {})
        self.short = {_alone(short): each for each in treaties().values() for short in each.short}
        self._tree: dict[str, Any] = {}
        firsts: set[str] = set()
        for each in treaties().values():
            if lang in each.names:
                first, *_ = parts = self.word.findall(each.names[lang])
                firsts.add(first)
                branch = self._tree
                for word in parts:
                    branch = branch.setdefault(self.plain(word), {})
                branch[""] = each
        self.start = self.starting(firsts)
        self._abbreviations = defaultdict[str, list[str]](list)
        for short in sorted(self.short, reverse=True):
            form = _NUMERO.sub("n[o°º]", re.escape(short)).replace(r"\ ", r"\s")
            known = self._abbreviations[_HEAD.findall(short)[0].casefold()]
            known.append(f"(?i:{form})" if " " in short else form)

    def starting(self, firsts: Set[str]) -> re.Pattern[str]:
        """Return the expression for the first word of a name: one of these words, in any of its forms."""
        forms = {typed.capitalize() for typed, bare in self._forms.items() if bare in map(plain, firsts)}
        if self.lang == "zh":
            return re.compile(rf"(?<=《)(?:{'|'.join(sorted(firsts | forms))})")
        return re.compile(one_of(firsts | forms, not_after=r"\w") + r"\b")

    def plain(self, word: str) -> str:
        """Return a word as names are compared, in its basic form: "конвенция" for "Конвенции"."""
        bare = plain(word)
        return self._forms.get(bare, bare)

    def all(self, text: str) -> Iterator[Named]:
        """Yield the full names in a text."""
        after = 0
        for found in self.start.finditer(text):
            if found.start() >= after and (named := self.full(text, found.start())):
                after = named.end
                yield named

    def full(self, text: str, start: int) -> Named | None:
        """Return the longest full name that begins at a place."""
        best: Named | None = None
        branch = self._tree
        for word in self.word.finditer(text, start):
            bare = self.plain(word[0])
            if not bare or bare not in branch:
                break
            branch = branch[bare]
            if "" in branch:
                best = Named(branch[""], start, word.start() + len(word[0].rstrip(_SIGNS)))
        return best

    def at(self, text: str, start: int) -> Named | None:
        """Return the full name or abbreviation that begins at a place, also in "UNCRC", "ILO Conv …"."""
        prefix = _OF_THE_UN.match(text, start)
        if named := self.full(text, start) or (self.full(text, prefix.end()) if prefix else None):
            return named
        short = self._short(text, start) or (self._short(text, prefix.end()) if prefix else None)
        return Named(self.short[_alone(short[0])], start, short.end()) if short else None

    def _short(self, text: str, start: int) -> re.Match[str] | None:
        """Return the short form that begins at a place. Only those with its first word are compiled."""
        head = _HEAD.match(text, start)
        forms = self._abbreviations.get(head[0].casefold()) if head else None
        return re.compile(rf"(?:{'|'.join(forms)})\b").match(text, start) if forms else None


def one_of(words: Iterable[str], *, not_after: str) -> str:
    """Return an expression for one of some words with no such character before it.

    It begins with the letters that it can find, which makes searching twice to five times as fast.
    """
    rest = defaultdict[str, list[str]](list)
    for word in sorted(words, reverse=True):
        rest[word[0]].append(word[1:])
    either = "|".join(f"(?<={first})(?:{'|'.join(ends)})" for first, ends in rest.items())
    return f"[{''.join(rest)}](?<!{not_after}.)(?:{either})"


def plain(word: str) -> str:
    """Return a word of a name as it is compared."""
    return word.strip(_SIGNS).replace("'", "’").casefold()


def _alone(short: str) -> str:
    """Return a short form as it is compared: "convention n° 182 …" for "Convention no 182 …"."""
    return _NUMERO.sub("n°", fold(short).casefold()) if len(short.split()) > 1 else short


names = cache(Names)


@cache
def words(lang: str) -> Mapping[str, Any]:
    """Return the words of a language, from `data/law/words.toml`; a space in them is any space."""
    return {
        key: value.replace(" ", r"\s") if isinstance(value, str) and key not in _LISTS else value
        for key, value in read_language(DATA / "words.toml", lang).items()
    }


_LISTS = ("small", "missing")


def _treaty(key: str, table: Mapping[str, Any]) -> Treaty:
    known = enumerate(table.get("paragraphs", "").split(), 1)
    letters = (each.split(".") for each in table.get("letters", "").split())
    return Treaty(
        key,
        {lang: name for lang, (name, *_) in table["names"].items()},
        tuple(table.get("short", ())),
        table.get("parent", ""),
        table.get("body", ""),
        table.get("articles", 0),
        tuple(table.get("texts", ())),
        {article: int(last) for article, last in known if last != "?"},
        {(int(article), int(rest[:-1])): rest[-1] for article, rest in letters},
    )
