"""Words that the United Nations spell otherwise, words to avoid, names in two ways: T505, T510, T511."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import takewhile
from typing import TypeAlias

from toolchain.checks import check
from toolchain.checks.source.text.prose import EVERYWHERE, own, prose
from toolchain.checks.survey import Survey, survey
from toolchain.data import table
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.model.records import Record
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules.text import NameInTwoWays, Quoted, Spelling, Term
from toolchain.text.passages import Passage
from toolchain.text.phrases import any_of

_WORD = expression(r"[A-Za-z]{4,}")
_VERB = expression("(?P<stem>[a-z]+)is(?:e|ed|es|er|ers|ing|ation|ations|ational|able|ability)")
_PREFIXES = ("", "re", "de", "un", "dis", "over", "under", "non", "mis", "pre", "co")
_COMPUTING = expression(
    r"\b(?:[Cc]omput\w+|[Ss]oftware|source|code[ds]?|algorithms?|application|install(?:ed)?|users?"
    r"|blockchain|training data)\b"
)


class _Words(Record):
    """Stems of verbs in -ize, and other words with their replacements."""

    stems: frozenset[str]
    instead: Mapping[str, str]

    def right(self, word: str) -> str:
        """Return the spelling of a word in lower case; "" if it is right, or not known."""
        if word in self.instead:
            return self.instead[word]
        verb = _VERB.fullmatch(word)
        known = verb and any(
            verb["stem"].startswith(prefix) and verb["stem"][len(prefix) :] in self.stems
            for prefix in _PREFIXES
        )
        return re.sub("is(?=[a-z]*$)", "iz", word) if known else ""


@check(Spelling)
def spelling(resolved: Resolved) -> Iterator[Finding]:
    """The United Nations spell English by the Concise Oxford Dictionary: organization, recognize and civilize
    with z, but analyse and advise; labour, centre and programme (Editorial Manual, spelling). A court gives a
    judgment, as in the Manual itself. Names keep their own spelling: words with a capital within a sentence
    are not checked. Notes, titles, quotations and computer programs are not checked either. Each word is
    reported once, at its first use.

    Bad:

        1. Civil society organisations work with labor inspectors in this program.
                         ^^^^^^^^^^^^^           ^^^^^                    ^^^^^^^

    Good:

        1. Organizations revise and advertise their programmes, a computer program, the Organisation for
             Economic Co-operation and Development, *Child labor* and “organised” crime; premises otherwise.
    """
    if resolved.words.language != "en" or resolved.words.lang.lower().startswith("en-us"):
        return
    words = _words()
    written = set(_WORD.findall(" ".join(survey(resolved).words)))
    right = {word: spelt for word in written if (spelt := words.right(word.lower()))}
    if not right:
        return
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(right))})\b")
    told: set[str] = set()
    for passage in prose(resolved, pattern, frozenset(("text", "headings"))):
        for found in own(passage, pattern):
            word = found[0].lower()
            if word not in told and not _is_name(passage, found) and not _is_of_computers(passage, found):
                told.add(word)
                yield Finding(passage.span(*found.span()), Spelling(found[0], right[found[0]]))


def _is_name(passage: Passage, found: re.Match[str]) -> bool:
    """Return whether a word has a capital that is not just the start of a sentence."""
    if found[0][0].islower():
        return False
    before = passage.text[: found.start()].rstrip(" \n“‘(")
    begins = not before or before.endswith((".", "!", "?", ":"))
    after = re.match(r"\s+(?:of |for |and |on |the )*[A-Z]", passage.text[found.end() :])
    return not begins or after is not None


def _is_of_computers(passage: Passage, found: re.Match[str]) -> bool:
    return found[0].lower().startswith("program") and bool(_COMPUTING.search(passage.text))


@cache
def _words() -> _Words:
    found = table(__file__)
    return _Words(frozenset(found["ize"].split()), found["words"])


@check(Term)
def term(resolved: Resolved) -> Iterator[Finding]:
    """The profile of a recipient lists words to avoid, and what to write instead, each with its source:
    `submission profiles show crc` prints them. A Committee that receives a "shadow report" understands that
    its purpose is to contradict the State. Quotations and titles are not checked.

    Bad:

        ---
        title: A shadow report
                 ^^^^^^^^^^^^^
        lang: en
        profile: crc
        country: Example
        submitted-by:
          - name: Example
        ---

        1. This shadow report covers 2019.
                ^^^^^^^^^^^^^

    Good:

        ---
        title: An alternative report
        lang: en
        profile: crc
        country: Example
        submitted-by:
          - name: Example
        ---

        1. In “Writing a shadow report” it is called so; the reports are overshadowed.
    """
    rules = dict(resolved.settings.profile.group("terms"))
    if not rules:
        return
    pattern = re.compile(rf"\b{any_of(rules)}s?\b", re.IGNORECASE)
    folded = {each.casefold(): rule for each, rule in rules.items()}
    for passage in prose(resolved, pattern, EVERYWHERE):
        for found in own(passage, pattern):
            words = fold(found[0].casefold())
            rule = folded.get(words) or folded[words.removesuffix("s")]
            facts = Term(found[0], rule.doubt, tuple(map(Quoted, rule.value)))
            yield Finding(passage.span(*found.span()), facts, severity=rule.gravity)


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

_OFTEN = 12
"""A word that is next to two names once in so many times it occurs is a part of them; “Professor” is not."""

_LISTED = 30
"""Words of a text that is a list of names, such as of those who signed it, if most have a capital: people
and places with names that are alike are in it.
"""

_Near: TypeAlias = dict[str, Counter[str]]


@check(NameInTwoWays)
def name_in_two_ways(resolved: Resolved) -> Iterator[Finding]:
    """A name that is misspelt once is not found by a search, and looks careless to those whose name it is.
    Reported is a rare form that differs from a frequent name by one letter within the name: left out, added,
    another one, or two that changed places, and that is next to the same name, or else after the same word,
    if the name has six letters or the other letter is an h.
    The check knows names by their capital within a sentence; words that also occur in small letters, plurals
    and other endings are not reported, and nothing in a long list of names. Only English texts were measured,
    so other languages are not checked.

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
        for found in () if _is_list(passage.text) else own(passage, pattern):
            usual, times = rare[found[0]]
            yield Finding(passage.span(*found.span()), NameInTwoWays(found[0], usual, times))


def _is_list(text: str) -> bool:
    words = _INNER.findall(text)
    return len(words) >= _LISTED and 2 * sum(each[0].isupper() for each in words) > len(words)


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
    small = Counter(tokens)
    names = {each for each in _INNER.findall(text) if each in counted and each.lower() not in small}
    near, before = _surroundings(tokens, {word for pair in pairs for word in pair})
    found: dict[str, tuple[str, int]] = {}
    for word, name in sorted(pairs, key=lambda pair: (counted[pair[1]], pair)):
        companions = near[word].keys() & names
        together = near[word] + near[name]
        shared = companions & near[name].keys()
        telling = [each for each in shared if together[each] * _OFTEN >= small[each]]
        is_long = len(name) > _CHANGED or word.replace("h", "") == name.replace("h", "")
        is_near = telling if companions else is_long and before[word].keys() & before[name].keys()
        if is_near and name in names and word.lower() not in small:
            found[word] = name, counted[name]
    return found


def _surroundings(tokens: Sequence[str], wanted: Set[str]) -> tuple[_Near, _Near]:
    """Return the words within two words of each wanted one, and those just before it in small letters, all in
    the same part of a sentence, each with how often.
    """
    near: _Near = defaultdict(Counter)
    before: _Near = defaultdict(Counter)
    for at, token in enumerate(tokens):
        if token in wanted:
            left, right = tokens[max(at - 2, 0) : at], tokens[at + 1 : at + 3]
            sides = reversed(left), right
            near[token].update(each for side in sides for each in takewhile(str.isalpha, side))
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
