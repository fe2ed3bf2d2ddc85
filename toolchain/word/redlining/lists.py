"""Lists and styles that only the old file has, in the numbering of the new one."""

from __future__ import annotations

from collections import Counter, defaultdict
from copy import deepcopy
from hashlib import sha256

from toolchain.formats.docx.xml import VAL, Element, W, value
from toolchain.word.cleaning.files import Files
from toolchain.word.redlining.comparing import Comparison
from toolchain.word.redlining.content import element
from toolchain.word.redlining.tokens import Paragraph, serial

_ABSTRACT, _NUM = W + "abstractNum", W + "num"


class Lists:
    """The ids that the lists of the old file have in the redline.

    A list of both is found by the items that are pairs, that of a style by its own number.
    """

    def __init__(self, compared: Comparison) -> None:
        self._old = _root(compared.old.files, "numbering")
        self._new = _root(compared.new.files, "numbering")
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for old, new in compared.pairs():
            one, other = _id_of(old), _id_of(new)
            if one and other and _levels(self._old, one) == _levels(self._new, other):
                votes[one][other] += 1
        self._ids = {one: found.most_common(1)[0][0] for one, found in votes.items()}
        self._bring_styles(_root(compared.old.files, "styles"), _root(compared.new.files, "styles"))

    def of(self, old: str) -> str:
        """Return the id of an old list; a list that only the old file has is brought over."""
        if old not in self._ids:
            abstract = _abstract(self._old, old)
            if abstract is None or self._new is None:
                return old
            self._ids[old] = self._of_style(abstract, self._new, old)
        return self._ids[old]

    def _of_style(self, abstract: Element, new: Element, old: str) -> str:
        """Return the list of a style with the same number, or else the old one, brought over."""
        for num in new.iterchildren(_NUM):
            other = _abstract(new, num.get(W + "numId", ""))
            if other is None or value(other, "nsid") != value(abstract, "nsid"):
                continue
            if other.find(f".//{W}pStyle") is not None:
                return num.get(W + "numId", "")
        return self._brought(abstract, new, old)

    def _brought(self, abstract: Element, new: Element, old: str) -> str:
        abstract = deepcopy(abstract)
        ids = [int(each.get(W + "abstractNumId", "0")) for each in new.iterchildren(_ABSTRACT)]
        identity = str(max(ids, default=0) + 1)
        abstract.set(W + "abstractNumId", identity)
        if (nsid := abstract.find(W + "nsid")) is not None:
            nsid.set(VAL, sha256(f"old {old}".encode()).hexdigest()[:8].upper())
        first = new.find(_NUM)
        new.insert(len(new) if first is None else new.index(first), abstract)
        numbers = [int(each.get(W + "numId", "0")) for each in new.iterchildren(_NUM)]
        num = element("num", numId=str(max(numbers, default=0) + 1))
        num.append(element("abstractNumId", val=identity))
        new.append(num)
        return num.get(W + "numId", "")

    def _bring_styles(self, old: Element | None, new: Element | None) -> None:
        """Bring over the styles that only the old file has, such as that of a series that is gone."""
        if old is None or new is None:
            return
        known = {each.get(W + "styleId") for each in new.iterchildren(W + "style")}
        for style in old.iterchildren(W + "style"):
            if style.get(W + "styleId") not in known:
                made = deepcopy(style)
                for number in made.iter(W + "numId"):
                    number.set(VAL, self.of(number.get(VAL, "")))
                new.append(made)


def _root(files: Files, kind: str) -> Element | None:
    return next(files.related(files.main, kind), None)


def _id_of(paragraph: Paragraph) -> str:
    found = None if paragraph.properties is None else paragraph.properties.find(W + "numPr")
    return value(found, "numId") or ""


def _abstract(root: Element | None, number: str) -> Element | None:
    nums = () if root is None else root.iterchildren(_NUM)
    wanted = next((value(each, "abstractNumId") for each in nums if each.get(W + "numId") == number), None)
    found = () if root is None else root.iterchildren(_ABSTRACT)
    return next((each for each in found if each.get(W + "abstractNumId") == wanted), None)


def _levels(root: Element | None, number: str) -> str:
    found = _abstract(root, number)
    return "" if found is None else "".join(map(serial, found.iterchildren(W + "lvl")))
