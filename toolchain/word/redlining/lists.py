"""The lists of the old file in a redline: those that the new file has too, and others brought over."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from copy import deepcopy
from hashlib import sha256

from toolchain.formats.docx.xml import PROPERTIES, VAL, Element, W, value
from toolchain.word.cleaning.files import Files, remove
from toolchain.word.redlining.comparing import Comparison
from toolchain.word.redlining.content import element
from toolchain.word.redlining.tokens import Paragraph, serial

_ABSTRACT, _NUM = W + "abstractNum", W + "num"
_SHOWN = ("start", "numFmt", "lvlText", "lvlRestart")


class Lists:
    """The ids that the lists of the old file have in the redline.

    A list of both is found by the items that are pairs, that of a style by the style. `by_style` has the
    lists that old paragraphs have by a style which has another list now.
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
        root = _root(compared.new.files, "styles")
        before, now = _styles(_root(compared.old.files, "styles")), _styles(root)
        self._known = frozenset(now)
        others: dict[str, tuple[str, str]] = {}
        for name in self._known & before.keys():
            (one, level), (other, at) = _list_of(before, name), _list_of(now, name)
            if (level, _form(self._old, one)) != (at, _form(self._new, other)):
                others[name] = one, level
            elif one:
                self._ids.setdefault(one, other)
        self.by_style = {name: self._property(*others[name]) for name in sorted(others)}
        for name, style in before.items():
            if root is not None and name not in self._known:  # such as that of a series that is gone
                made = deepcopy(style)
                for number in made.iter(W + "numId"):
                    number.set(VAL, self.of(number.get(VAL, "")))
                root.append(made)

    def of(self, old: str) -> str:
        """Return the id of an old list; a list that only the old file has is brought over."""
        if old not in self._ids:
            abstract = _abstract(self._old, old)
            if abstract is None or self._new is None:
                return old
            self._ids[old] = self._brought(abstract, self._new, old)
        return self._ids[old]

    def _property(self, number: str, level: str) -> Element:
        made = element("numPr")
        made.extend((element("ilvl", val=level), element("numId", val=self.of(number) if number else "0")))
        return made

    def _brought(self, abstract: Element, new: Element, old: str) -> str:
        abstract = deepcopy(abstract)
        ids = [int(each.get(W + "abstractNumId", "0")) for each in new.iterchildren(_ABSTRACT)]
        identity = str(max(ids, default=0) + 1)
        abstract.set(W + "abstractNumId", identity)
        for style in [each for each in abstract.iter(W + "pStyle") if each.get(VAL) in self._known]:
            remove(style)  # which has another list
        if (nsid := abstract.find(W + "nsid")) is not None:
            nsid.set(VAL, sha256(f"old {old}".encode()).hexdigest()[:8].upper())
        first = new.find(_NUM)
        new.insert(len(new) if first is None else new.index(first), abstract)
        numbers = [int(each.get(W + "numId", "0")) for each in new.iterchildren(_NUM)]
        num = element("num", numId=str(max(numbers, default=0) + 1))
        num.append(element("abstractNumId", val=identity))
        new.append(num)
        return num.get(W + "numId", "")


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


def _styles(root: Element | None) -> dict[str, Element]:
    found = () if root is None else root.iterchildren(W + "style")
    return {each.get(W + "styleId", ""): each for each in found}


def _list_of(styles: Mapping[str, Element], name: str) -> tuple[str, str]:
    """Return the list of a style and the level in it: "" if it has none."""
    known = dict(styles)
    while (style := known.pop(name, None)) is not None:
        found = style.find(f"{PROPERTIES}/{W}numPr")
        if found is not None and (number := value(found, "numId")):
            return ("", "0") if number == "0" else (number, value(found, "ilvl") or "0")
        name = value(style, "basedOn") or ""
    return "", "0"


def _form(root: Element | None, number: str) -> list[str]:
    """Return what decides how the numbers of a list are printed."""
    found = _abstract(root, number)
    levels = () if found is None else found.iterchildren(W + "lvl")
    return [serial(each.find(W + name)) for each in levels for name in _SHOWN]


def _levels(root: Element | None, number: str) -> str:
    """Return the levels of a list with their styles: two series are printed alike and are not one list."""
    found = _abstract(root, number)
    return "" if found is None else "".join(map(serial, found.iterchildren(W + "lvl")))
