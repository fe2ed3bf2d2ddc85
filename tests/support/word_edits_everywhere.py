"""An edit of each kind at every paragraph of a built file: text, contents, notes, headers, footers, cells."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import NamedTuple

from tests.support.planting import Element, Ground, W

_PARTS = re.compile(r"word/(?:document|endnotes|footnotes|header\d|footer\d)\.xml")
NEW = "Zebras were seen at the river."


class Site(NamedTuple):
    """A paragraph by its part and its number there, its style and its words, and the kind of an edit."""

    part: str
    number: int
    style: str
    words: str
    kind: str


def sites(data: bytes) -> Iterator[Site]:
    """Return every edit that can be made in a file."""
    ground = Ground(data, random.Random(0))
    for part in sorted(filter(_PARTS.fullmatch, ground.files)):
        for number, paragraph in enumerate(ground.tree(part).iter(W + "p")):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            words = "".join(text.text or "" for text in texts(paragraph))
            name = "" if style is None else style.get(W + "val", "")
            for kind in KINDS if words.strip() else ("inserted", "inserted plain"):
                yield Site(part, number, name, words, kind)


def edited(data: bytes, site: Site) -> bytes:
    """Return the file with this edit."""
    ground = Ground(data, random.Random(0))
    KINDS[site.kind](list(ground.tree(site.part).iter(W + "p"))[site.number])
    return ground.packed()


def texts(paragraph: Element) -> list[Element]:
    """Return the texts of a paragraph except the results of fields, which Word works out."""
    found: list[Element] = []
    depth = 0
    for each in paragraph.iter(W + "t", W + "fldChar"):
        depth += {"begin": 1, "end": -1}.get(each.get(W + "fldCharType", ""), 0)
        if each.tag == W + "t" and (not depth or is_entry(paragraph)):
            found.append(each)
    return found


def is_entry(paragraph: Element) -> bool:
    """Return whether a paragraph is an entry of the contents: the field is around all of them."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and style.get(W + "val", "").startswith("TOC")


def _insert(paragraph: Element, *, styled: bool = True) -> None:
    """Put a paragraph after another one, in its style."""
    new = paragraph.makeelement(W + "p")
    properties = paragraph.find(W + "pPr")
    if properties is not None and styled:
        kept = deepcopy(properties)
        for section in kept.findall(W + "sectPr"):
            kept.remove(section)
        new.append(kept)
    run = new.makeelement(W + "r")
    text = run.makeelement(W + "t")
    text.text = NEW
    run.append(text)
    new.append(run)
    paragraph.addnext(new)


def _add(paragraph: Element) -> None:
    last = [each for each in texts(paragraph) if (each.text or "").strip()][-1]
    last.text = f"{last.text} zebra"


def _cut(paragraph: Element) -> None:
    longest = max(texts(paragraph), key=lambda each: len(each.text or ""))
    longest.text = (longest.text or "")[: len(longest.text or "") // 2]


def _delete(paragraph: Element) -> None:
    around = paragraph.getparent()
    assert around is not None
    if around.tag == W + "tc" or len(around.findall(W + "p")) == 1:
        for each in paragraph.iter(W + "t"):
            each.text = ""
    else:
        around.remove(paragraph)


KINDS: dict[str, Callable[[Element], None]] = {
    "inserted": _insert,
    "inserted plain": lambda paragraph: _insert(paragraph, styled=False),
    "added": _add,
    "cut": _cut,
    "deleted": _delete,
}
