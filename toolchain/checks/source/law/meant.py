"""Which treaty a text means, also by "the Convention" or by an abbreviation of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from toolchain.checks.survey import survey
from toolchain.law.treaties import NAMED, Names, Treaty, kin, names, treaties, words
from toolchain.model.expressions import Hinted, expression
from toolchain.model.records import Record, Single
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.text.passages import Passage

_DEFINED = expression(
    r"(?:,?\s[^()\0.;]{0,60})?\s\((?:[^()“”«»\"\d]{0,30}?\s)??(?:(?:the|la|le|el|l[’'])\s?)?[“«\"‘]?\s?"
    r"(?:(?:the|la|le|el)\s)?(?P<short>[A-ZÉ][^()“”«»\"’;:,]{1,60}?)\s?[”»\"’]?\)"
)

_FIRST = expression(r"\b(?:[A-ZÉА-Я]|[وفبكل]{0,2}[اإلم])|(?<=《)")
"""Where a name can begin: there are no capitals in Arabic and Chinese."""
_BEFORE = expression(
    r"(?:[,،]?\s(?P<its>(?:in\sits|(?:dans|en)\ss(?:on|es|us?))\s(?:l[’'])?)?|(?P<colon>:\s)|》的?)[(（]?$"
)
_ANSWERED = expression(r"(?:(?P<body>[A-Z]{3,5})/C|E/C\.12)/[A-Z]{3}/")
"""The symbol of a document on a State, which is not on a protocol, as CRC/C/OPSC/PAK/1 is."""
_LONGEST = 200
_GUIDE = expression(r"\b(?:Handbook|Guide|Guidelines|Manual|Commentary|Manuel|Directrices)\b[^.;]{0,200}$")
_FIRST_WORD = expression(r"(?:^|[.;]\s)(?:\w{1,3}[\s’'])?$")
"""What is before a treaty with which a sentence begins: "The ", "See "."""
_FAR = 16  # characters of ", dans ses "
_HEADS = (
    *("onven", "ovenant", "Pact", "rotoco", "онвенц", "Пакт", "пакт", "ротокол", "اتفاقية", "عهد"),
    *("公约", "议定书", "规约", "章程"),
)
"""Parts of the names of treaties, in all languages."""


class Definition(Single):
    """A short form that a text defines for a treaty."""

    treaty: Treaty
    short: str
    passage: Passage
    start: int
    end: int


class Possible(Record):
    """The treaties that words can mean, and the offset at which the words end.

    `sure` is false if they can also mean a treaty that is not among these.
    """

    treaties: tuple[Treaty, ...]
    end: int
    sure: bool = True


NONE = Possible((), 0)


def _heads(lang: str) -> str:
    return "|".join(sorted(words(lang)["heads"], key=len, reverse=True)).replace(" ", r"\s")


@cache
def another(lang: str) -> Hinted:
    """Return the expression for a noun such as "the Convention" as a part of another treaty's name."""
    return Hinted(words(lang)["another"].replace("HEAD", _heads(lang)), _HEADS)


class Meant:
    """The treaties that one document speaks of."""

    def __init__(self, resolved: Resolved, lang: str) -> None:
        self.lang = lang
        self.names: Names = names(lang)
        self.words = words(lang)
        self._unknown: dict[str, bool] = {}  # a text may name "the Convention" a thousand times
        corpus = survey(resolved).corpus
        naming = corpus.matching(self.names.start)
        self.definitions = tuple(self._definitions(naming))
        self._longest_first = sorted(self.definitions, key=lambda each: -len(each.short))
        self._head = re.compile(rf"(?:{_heads(lang)})\b(?![-’])")
        self._another = another(lang)
        self.named = frozenset(each.treaty for passage in naming for each in self.names.all(passage.text))
        self._protocols = {each for each in self.named if each.parent}
        self.main = own_treaty(resolved, lang)
        self._doubtful = any(self._names_unknown(each.text) for each in corpus.matching(self._another))

    def _names_unknown(self, text: str) -> bool:
        """Return whether a text names a treaty that is not known, which "the Convention" in it can mean."""
        if text not in self._unknown:
            known = {place for each in self.names.all(text) for place in range(each.start, each.end)}
            self._unknown[text] = any(each.start() not in known for each in self._another.finditer(text))
        return self._unknown[text]

    def at(self, text: str, start: int, *, alone: bool = True) -> Possible:
        """Return the treaties that words at a place can mean; none if that is not known.

        Without `alone`, "the Convention" means none.
        """
        if named := self.names.at(text, start):
            return Possible((named.treaty,), named.end)
        if self._another.match(text, start):
            return NONE
        for each in self._longest_first:
            if text.startswith(each.short, start) and (alone or each.short not in self.words["heads"]):
                same = dict.fromkeys(other.treaty for other in self.definitions if other.short == each.short)
                if self.main and each.short in self.words["heads"]:
                    same.setdefault(self.main)  # a report to a committee often means its own treaty
                return Possible(tuple(same), start + len(each.short))
        head = self._head.match(text, start) if alone else None
        if not head:
            return NONE
        return Possible(self._alone(fold(head[0]), text), head.end(), not self._doubtful)

    def ending(self, text: str, end: int) -> Possible:
        """Return the treaties whose name ends right before a place: "the Convention (art. 34)"."""
        before = _BEFORE.search(text, max(0, end - _FAR), end)
        starts = self._starts(text, before.start()) if before else iter(())
        if before and before.lastgroup:  # "The CRC, in its article 3", not "against the CRC: Articles 82"
            starts = (each for each in starts if _FIRST_WORD.search(text, max(0, each - _FAR), each))
        every = (self.at(text, start) for start in starts)
        return next((each for each in every if before and each.treaties and each.end == before.start()), NONE)

    def _starts(self, text: str, end: int) -> Iterator[int]:
        """Yield the places in front of `end` where a name can begin, the furthest first."""
        far = max(0, end - _LONGEST)
        return (each.start() for each in _FIRST.finditer(text, far, end))

    def _alone(self, head: str, text: str) -> tuple[Treaty, ...]:
        """Return what "the Convention" can mean: what the report is about, and all others that are named."""
        main, kind, others = self.main, self.words["heads"][head], set(self.named)
        if main and main.parent and kind != main.kind:
            main = treaties()[main.parent]
        elif kind == "protocol" and not (main and main.parent):  # the one that is named, or its kin
            own = [each for each in self._protocols if not main or each.parent == main.key]
            main = own[0] if len(own) == len(self._protocols) == 1 else None
            others |= set(kin(main)) if main else set()
        if self._names_unknown(text) or not main or kind != main.kind or not self._is_in(head, main):
            return ()
        return (main, *(each for each in others if each.kind == kind and each is not main))

    def _is_in(self, head: str, treaty: Treaty) -> bool:
        """Return whether a noun, in any case and with the Arabic article, is one of a treaty's name."""
        alone, name = (
            " ".join(map(self.names.plain, each.split())) for each in (head, treaty.name(self.lang))
        )
        return alone.removeprefix("ال") in name

    def _fits(self, short: str, treaty: Treaty) -> bool:
        """Return whether a treaty can be called so: no protocol is "the Geneva Convention"."""
        heads = (head for head in self.words["heads"] if short.startswith(head))
        return all(head in treaty.name(self.lang) for head in heads)

    def _definitions(self, passages: Iterable[Passage]) -> Iterator[Definition]:
        for passage in passages:
            for named in self.names.all(passage.text):
                defined = _DEFINED.match(passage.text, named.end)
                clean = defined and not next(self.names.all(defined[0]), None)
                clean = clean and not is_in_guide(passage.text, named.start)
                if defined and clean and self._fits(defined["short"], named.treaty):
                    yield Definition(named.treaty, defined["short"].strip(), passage, *defined.span("short"))


def is_in_guide(text: str, end: int) -> bool:
    """Return whether a place is after the title of a guide: "Handbook … under the Protocol, article 195"."""
    return bool(_GUIDE.search(text, max(0, end - _LONGEST), end))


def own_treaty(resolved: Resolved, lang: str) -> Treaty | None:
    """Return the treaty that the front matter or the recipient names; None if it is not known."""
    matter = resolved.document.front_matter
    if matter.instrument:
        named = names(lang).at(matter.instrument, 0)
        return named.treaty if named else None
    body = resolved.settings.profile.name.partition("-")[0].upper()
    answers = matter.answers
    symbol = _ANSWERED.match(
        answers.concluding_observations or answers.state_report or answers.list_of_issues
    )
    if symbol and not any(each.body == body for each in treaties().values()):
        body = symbol["body"] or "CESCR"
    return next((each for each in treaties().values() if each.body == body and not each.parent), None)


@lru_cache(maxsize=1)
def meant(resolved: Resolved) -> Meant | None:
    """Return the treaties of a document; None if its language has no names here, or it names none."""
    lang = resolved.words.language
    return Meant(resolved, lang) if lang in NAMED else None
