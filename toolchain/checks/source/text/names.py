"""Names that are written in two ways: T511."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import takewhile
from typing import TypeAlias

from toolchain.checks import check
from toolchain.checks.source.text.prose import EVERYWHERE, own, prose
from toolchain.checks.survey import Survey, survey
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.resolve.tables import Resolved
from toolchain.rules.text import NameInTwoWays

_CAPITAL = expression(r"\b[^\W\d_a-z][^\W\d_A-Z]{3,39}\b")
"""A word that may be a name."""

_TOKEN = expression(r"[^\W\d_]+|[.,;:()\0]")
"""A word, or what ends a part of a sentence."""
_INNER = expression(r"(?<=[\w,;)’] )[^\W\d_]{4,}")
"""A word after another one in a sentence."""

_MOST, _TIMES = 2, 3
"""How often the rare form may occur at most, and how many times as often the usual one must."""

_CHANGED = 5
"""The fewest letters of a name of which one is another letter; shorter names are too often alike."""
_ENDINGS = "h"
"""Letters that make no other word of a name when they are added to its end."""

_PARTICLES = frozenset({"abu", "al", "ben", "bin", "de", "el", "ibn", "la", "san", "van", "von"})
"""Words before a name that are a part of it: “El Awani” and “El Abani” are two families."""

_Words: TypeAlias = dict[str, set[str]]


@check(NameInTwoWays)
def name_in_two_ways(resolved: Resolved) -> Iterator[Finding]:
    """A name that is misspelt once is not found by a search, and looks careless to those whose name it is.
    Reported is a rare form that differs from a frequent name by one letter within the name: left out, added,
    another one, or two that changed places, and that is next to the same name, or else after the same word,
    if the name has six letters or the other letter is an h.
    The check knows names by their capital within a sentence; words that also occur in small letters, plurals
    and other endings are not reported. Only English texts were measured, so other languages are not checked.

    Bad:

        1. Khyber has a law; the law of Khyber was amended in 2019. In Khyber and in Kyhber the police act.
                                                                                     ^^^^^^

    Good: another place

        1. The prisons in Lagos are full, the courts in Lagos slow; they fled from Lagos and lived in Laos.

    Good:

        1. Khyber has a law; the law of Khyber was amended in 2019. In Khyber and Punjab the police act, and
             the Punjabi press, in the Punjab, in Punjab, reports it.
    """
    # “Marta Santos” is somebody, although there is Malta; “Kyhber Pakhtunkhwa” and “in Sind” are slips, but
    # “in Laos” is another place than Lagos.
    if resolved.words.language != "en":
        return
    rare = _rare_names(survey(resolved))
    if not rare:
        return
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(rare))})\b")
    for passage in prose(resolved, pattern, EVERYWHERE):
        for found in own(passage, pattern):
            usual, times = rare[found[0]]
            yield Finding(passage.span(*found.span()), NameInTwoWays(found[0], usual, times))


def _rare_names(read: Survey) -> Mapping[str, tuple[str, int]]:
    """Return the rare forms of names, each with its usual form and how often that occurs."""
    counted = Counter[str]()
    for word, times in read.words.items():
        for name in _CAPITAL.findall(word):
            counted[name] += times
    by_hole: dict[str, list[str]] = {}
    for name, times in counted.items():
        for hole in _with_holes(name) if times >= _TIMES else ():
            by_hole.setdefault(hole, []).append(name)
    pairs = [
        (word, name)
        for word, times in counted.items()
        if times <= _MOST
        for name in {name for hole in _with_holes(word) for name in by_hole.get(hole, ())}
        if counted[name] >= _TIMES * times and _is_slip(word, name)
    ]
    if not pairs:  # as in most texts
        return {}
    text = read.corpus.text
    tokens = _TOKEN.findall(text)
    small = set(tokens)
    names = {each for each in _INNER.findall(text) if each in counted and each.lower() not in small}
    near, before = _surroundings(tokens, {word for pair in pairs for word in pair})
    found: dict[str, tuple[str, int]] = {}
    for word, name in sorted(pairs, key=lambda pair: (counted[pair[1]], pair)):
        companions = near[word] & names
        is_long = len(name) > _CHANGED or word.replace("h", "") == name.replace("h", "")
        is_near = companions & near[name] if companions else is_long and before[word] & before[name]
        if is_near and name in names and word.lower() not in small:
            found[word] = name, counted[name]
    return found


def _surroundings(tokens: Sequence[str], wanted: Set[str]) -> tuple[_Words, _Words]:
    """Return the words within two words of each wanted one, and those just before it in small letters, all in
    the same part of a sentence.
    """
    near: _Words = defaultdict(set)
    before: _Words = defaultdict(set)
    for at, token in enumerate(tokens):
        if token in wanted:
            left, right = tokens[max(at - 2, 0) : at], tokens[at + 1 : at + 3]
            near[token].update(takewhile(str.isalpha, reversed(left)), takewhile(str.isalpha, right))
            before[token].update({each.lower() for each in left[-1:] if each.isalpha()} - _PARTICLES)
    return near, before


def _with_holes(word: str) -> Iterator[str]:
    """Yield a word, and the word without each of its letters, which words at distance 1 share."""
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))


def _is_slip(one: str, other: str) -> bool:
    """Return whether two names differ by one letter, or two neighbours, but not in their first or last."""
    if {one[-3:], other[-3:]} == {"man", "men"}:
        return False
    if len(one) == len(other):
        differing = [at for at, (mine, theirs) in enumerate(zip(one, other, strict=True)) if mine != theirs]
        first, last = differing[0], differing[-1]
        swapped = last == first + 1 and one[first] == other[last] and one[last] == other[first]
        return len(one) >= _CHANGED and first > 0 and (swapped or (first == last < len(one) - 1))
    short, long = sorted((one, other), key=len)
    if len(long) != len(short) + 1:
        return False
    at = next(
        (at for at, (mine, theirs) in enumerate(zip(short, long, strict=False)) if mine != theirs), len(short)
    )
    return short[at:] == long[at + 1 :] and at > 0 and (at < len(short) or long[-1] in _ENDINGS)
