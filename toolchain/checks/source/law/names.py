"""Names of treaties that are not the treaty's, and two short forms of one: U302, U303."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from string import digits

from toolchain.checks import check
from toolchain.checks.source.law.meant import Definition, meant
from toolchain.checks.source.text.prose import EVERYWHERE, prose
from toolchain.law.treaties import LANGUAGES, NAMED, Treaty, names, plain, treaties, words
from toolchain.model.diagnostics import Finding, Related
from toolchain.model.expressions import expression
from toolchain.model.suggest import misspelt
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules.law import FirstForm, TreatyForms, TreatyName

_FEWEST = 3
"""Words with weight in a name that can be recognized without the others."""
_LONG = 5
"""Letters of a word of which one can be wrong."""
_FAR = 40  # characters before a name
_IN_ANOTHER = expression(r"\w[,;]?\s[A-ZÀ-Þ]\w+\s$")
_OF_ANOTHER = expression(r"\s?:|\s[A-ZÀ-Þ]|,\s(?:[Gg]eneral\s|[Oo]bserva)")
"""What is before and after a name in the title of a book or body, or one that a committee is called by."""


@check(TreatyName)
def treaty_name(resolved: Resolved) -> Iterator[Finding]:
    """A treaty is cited by its name. Names that differ from it by a small word, a plural, the order of two
    words, a part left out or one letter of a word are reported; capitals and commas are not compared.
    Quotations and emphasized words are not checked.

    Bad:

        1. The Convention for the Rights of Children binds Pakistan.
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bad (es):

        1. La Convención de los Derechos del Niño obliga al Estado.
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Good:

        1. The Convention on the Rights of the Child and the Declaration of the Rights of the Child differ.
    """
    lang = resolved.words.language
    if lang not in NAMED:
        return
    known, wrong = names(lang), _wrong(lang)
    for passage in prose(resolved, wrong.start, EVERYWHERE):
        right = [(each.start, each.end) for each in known.all(passage.text)]
        for start, end, treaty in wrong.all(passage.text):
            inside = any(first <= start < last or start <= first < end for first, last in right)
            outside = start - 2 * (lang == "zh")  # of 《》, which are quotation marks too
            if inside or outside in passage.quoted or passage.leaf(start).set_off:
                continue
            name, typed = treaty.names[lang], passage.text[start:end]
            first = known.word.match(typed)
            kept = bool(first and known.plain(first[0]) == plain(first[0]))  # no other case of a noun
            kept = kept and not wrong.is_part(passage.text, start, end)
            edits = passage.edit(start, end, name) if kept else ()
            yield Finding(passage.span(start, end), TreatyName(fold(typed), name), edits=edits)


@check(TreatyForms)
def treaty_forms(resolved: Resolved) -> Iterator[Finding]:
    """A reader who meets “the Convention” and “CRC” looks for two treaties. One short form is given to a
    treaty, in brackets after its name, and used everywhere.

    Bad:

        1. The Convention on the Rights of the Child (the Convention) binds all.

        2. The Convention on the Rights of the Child (CRC) protects. The CRC is known.
                                                      ^^^

    Good:

        1. The Convention on the Rights of the Child (the Convention) binds all.

        2. The Convention on the Rights of Persons with Disabilities (CRPD) protects. The CRPD is known.
    """
    found = meant(resolved)
    first: dict[Treaty, Definition] = {}
    for each in found.definitions if found else ():
        before = first.setdefault(each.treaty, each)
        if found and fold(each.short) != fold(before.short) and _is_name(each, found.words):
            facts = TreatyForms(fold(each.short), fold(before.short), each.treaty.name(found.lang))
            related = Related(before.passage.span(before.start, before.end), FirstForm())
            yield Finding(each.passage.span(each.start, each.end), facts, related=(related,))


def _is_name(defined: Definition, known: Mapping[str, Mapping[str, str]]) -> bool:
    """Return whether a bracket holds a short form, and not a remark, a symbol or a country in capitals."""
    heads = {each.casefold() for each in known["heads"]}
    short, treaty = defined.short, defined.treaty
    abbreviated = short in treaty.short or any(_has_initials(name, short) for name in treaty.names.values())
    return (short.isupper() and abbreviated) or fold(short).casefold() in heads


def _has_initials(name: str, short: str) -> bool:
    """Return whether each part of an abbreviation, as of "CRC-OP" and "U.N.C.R.C.", has initials of a name in
    their order.
    """
    initials = [word[0].upper() for word in re.findall(r"\w+", name)]
    parts = re.split(r"[-\s]", short.replace(".", "").removeprefix("UN"))
    rows = [(part.rstrip(digits), iter(initials)) for part in parts]
    return all(letter in row for part, row in rows for letter in part)


class _Wrong:
    """Finds words that are nearly a treaty's name, by the words with weight."""

    def __init__(self, lang: str) -> None:
        own, known = names(lang), words(lang)
        small, missing = (frozenset(str(known[key]).split()) for key in ("small", "missing"))
        self._small, self._missing, self._same = small, missing, known["same"]
        self._names = own
        self._several = frozenset(f"{each.casefold()}s" for each in known["heads"])
        self._joining = str(known["and"]).split("|")
        self._keys: dict[tuple[str, ...], Treaty | None] = {}
        self._known: frozenset[str] = frozenset()
        self._near: dict[str, str] = {}
        firsts: set[str] = set()
        for treaty in treaties().values():
            if name := treaty.names.get(own.lang):
                key = _key(self._weighty(name))
                if len(key) >= _FEWEST:
                    self._keys[key] = None if key in self._keys else treaty
                    firsts.add(own.word.findall(name)[0])
        self._words = frozenset(self._near.values())
        self._known = frozenset((*self._near, *self._same))
        self._inner = self._words - {self._word(own.plain(each)) for each in firsts}
        firsts |= {each.split()[0] for each in known["heads"]}
        every = (own.word.findall(treaty.name(own.lang)) for treaty in treaties().values())
        self._longest = max(map(len, every)) + 2
        self.start = own.starting(firsts)

    def all(self, text: str) -> Iterator[tuple[int, int, Treaty]]:
        """Yield the places that are nearly a name, with the treaty."""
        after = 0
        for found in self.start.finditer(text):
            named = self._names.at(text, found.start())
            if found.start() < after or self._names.full(text, found.start()):
                continue
            best: tuple[int, Treaty] | None = None
            parts: list[str] = []
            for number, word in enumerate(self._names.word.finditer(text, found.start())):
                bare = self._names.plain(word[0])
                weighty = self._weighty(bare)
                apart = weighty and self._names.lang == "en" and "".join((*parts, "s")) in self._several
                joined = number == 1 and (bare in self._joining or apart)  # "the Convention and the rights"
                if number > self._longest or not bare or joined or not self._words.issuperset(weighty):
                    break
                parts += weighty
                treaty = self._keys.get(_key(parts)) if weighty else None  # a small word is not of the name
                if treaty:
                    best = word.start() + word[0].casefold().rfind(plain(word[0])[-1]) + 1, treaty
                if word[0][-1] in ".;:" or (not number and word[0][-1] == ","):
                    break
            if best and not (named and named.end >= best[0]):
                after = best[0]
                yield found.start(), *best

    def is_part(self, text: str, start: int, end: int) -> bool:
        """Return whether words are part of another name, or go on: "… los Derechos de las Niñas, Niños …"."""
        if _IN_ANOTHER.search(text, max(0, start - _FAR), start) or _OF_ANOTHER.match(text, end):
            return True
        more = re.match(rf"(?:,|\s(?:{'|'.join(self._joining)}))\s(.{{,60}})", text[end:])
        after = self._weighty(more[1]) if more else []
        return bool(after) and after[0] in self._inner

    def _weighty(self, text: str) -> list[str]:
        """Return the words with weight, as they are compared."""
        parts = map(self._names.plain, self._names.word.findall(text.replace("’", "’ ")))
        return [
            self._word(each)
            for each in parts
            if each.rstrip("’") not in self._small and each not in self._missing
        ]

    def _word(self, word: str) -> str:
        """Return a word as it is compared: a misspelt one as it is in a name.

        In Russian and Arabic another ending is another case, and no mistake.
        """
        if word not in self._near:
            far = self._names.lang not in LANGUAGES or len(word) < _LONG or not word.isalpha()
            several = word in self._several  # "the Covenants on … and on …" are two
            typed = word if far or several else misspelt(word, self._known) or word
            self._near[word] = self._same.get(typed, typed)
        return self._near[word]


def _key(words: list[str]) -> tuple[str, ...]:
    return *words[:1], *sorted(words[1:])


_wrong = cache(_Wrong)


def without_names(text: str, lang: str) -> str:
    """Return a text without the names of treaties, and without what is nearly one."""
    spans = [each[:2] for each in _wrong(lang).all(text)] if lang in NAMED else []
    spans += [(each.start, each.end) for each in names(lang).all(text)] if lang in NAMED else []
    kept, after = "", 0
    for start, end in sorted(spans):
        kept += text[after:start]
        after = max(after, end)
    return kept + text[after:]
