"""A redline has few more changed words than the shortest edit script.

Notes are counted at their marks, with which they come and go: where one goes, the "Ibid." after it becomes a
full form, which is the text of the former once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from lxml import etree

from tests.support.docx_made import unzipped
from tests.support.edited import built
from tests.word.test_redline import REPORT, of, pair

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOTES = ("endnote", "footnote")
_CHANGED = ((f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom"))
_TEXTS = (f"{W}t", f"{W}delText")
_WORD = re.compile(r"[^\W\d_]+")


def paragraphs(data: bytes, *names: str) -> Iterator[etree._Element]:
    files = unzipped(data)
    for name in names:
        if f"word/{name}.xml" in files:
            yield from etree.fromstring(files[f"word/{name}.xml"]).iter(f"{W}p")


def note_of(paragraph: etree._Element) -> tuple[str, str | None]:
    """The kind and identity of the note that a paragraph is in."""
    note = next(paragraph.iterancestors(*(f"{W}{kind}" for kind in _NOTES)))
    return etree.QName(note).localname, note.get(f"{W}id")


def words(data: bytes) -> list[str]:
    """The words of a file, those of a note at its mark."""
    notes: dict[tuple[str, str | None], str] = {}
    for each in paragraphs(data, "endnotes", "footnotes"):
        text = "".join(part.text or "" for part in each.iter(f"{W}t"))
        notes[note_of(each)] = f"{notes.get(note_of(each), '')} {text} "
    found = []
    for each in paragraphs(data, "document"):
        text = ""
        for part in each.iter():
            name = etree.QName(part).localname
            kind = name.removesuffix("Reference")
            is_mark = name != kind in _NOTES
            blank = " " if name in ("br", "tab") else ""
            text += notes[kind, part.get(f"{W}id")] if is_mark else part.text or "" if name == "t" else blank
        found += _WORD.findall(text)
    return found


def changed(data: bytes) -> int:
    """How many words are struck or inserted."""
    count = 0
    for each in paragraphs(data, "document", "endnotes", "footnotes"):
        for kinds in _CHANGED:
            parts = (
                part.text or ""
                if part.tag in _TEXTS and next(part.iterancestors(*kinds), None) is not None
                else " "
                for part in each.iter(*_TEXTS, f"{W}br", f"{W}tab")
            )
            count += len(_WORD.findall("".join(parts)))
    return count


def least(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words the shortest edit script deletes and inserts: all but the longest common subsequence."""
    places: dict[str, int] = {}
    for at, word in enumerate(old):
        places[word] = places.get(word, 0) | 1 << at
    every = rest = (1 << len(old)) - 1
    for word in new:
        met = rest & places.get(word, 0)
        rest = ((rest + met) | (rest - met)) & every
    return len(old) + len(new) - 2 * (len(old) - rest.bit_count())


def test_the_oracle() -> None:
    assert [least("abcab", "acbab"), least("", "ab"), least("ab", "ab")] == [2, 2, 0]


@pytest.mark.long
def test_few_words_are_changed_needlessly() -> None:
    found = []
    for seed in range(300, 360):
        old, new = pair(seed)
        fewest = least(words(built(old, REPORT)), words(built(new, REPORT)))
        found += [changed(of(old, new).data) / fewest] if fewest else []
    found.sort()
    middle, high = found[len(found) // 2], found[int(len(found) * 0.95) - 1]
    assert (middle <= 1.05, high <= 1.15) == (True, True), (middle, high)
