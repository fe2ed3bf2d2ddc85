"""A withheld passage, and the words of it that are names or long numbers."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.model.expressions import expression
from toolchain.model.records import Record
from toolchain.model.wording import STOPS
from toolchain.text.plain import WORD, folded, plain

_SHORT = 4
"""Letters of an only word that tells something."""
_DIGITS = 3
_TITLES = frozenset(["Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Sr", "Sra", "Srta", "Dra", "Mme", "Mlle"])
"""Words before many names, which say of a withheld one only what “the person” says."""
_ENDS_SENTENCE = expression(rf"[:;\n{''.join(STOPS)}]['\"”’»)\]]*\s*$")


def ends_sentence(text: str) -> bool:
    """Return whether a new sentence begins after a text."""
    return not text.strip() or bool(_ENDS_SENTENCE.search(text))


class Passage(Record):
    """A withheld passage: its text, its line, whether it is in the middle of a sentence, and of a picture.

    `marked` are words of a text that have a mark of their own.
    """

    text: str
    line: int
    within: bool = False
    pictured: bool = False
    marked: bool = False

    @property
    def name(self) -> str:
        """The name that is all that somebody has marked, perhaps after "Ms."; "" if it is not one word."""
        words = [each for each in WORD.findall(plain(self.text)) if each not in _TITLES]
        is_name = self.marked and len(words) == 1 and words[0][0].isupper() and len(words[0]) >= _SHORT
        return words[0] if is_name else ""

    def telling(self) -> Iterator[str]:
        """Yield words capitalised in mid-sentence, and long numbers, folded; the only word of a passage
        too.
        """
        text = plain(self.text)
        found = list(WORD.finditer(text))
        for at, each in enumerate(found):
            word, before = each[0], text[: each.start()]
            begins = ends_sentence(before) if before.strip() else not self.within
            begins = begins and not (at and found[at - 1][0] in _TITLES)  # “Ms.” ends no sentence
            named = at + 1 < len(found) and found[at + 1][0][0].isupper()
            is_telling = word[0].isupper() and len(word) > 1 and (not begins or named) and word not in _TITLES
            if is_telling or (len(found) == 1 and len(word) >= _SHORT):
                yield folded(word.casefold())
            elif (number := folded(word)).isdigit() and len(number) >= _DIGITS:
                yield number
