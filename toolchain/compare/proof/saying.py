"""Name lines in words, and show where two texts differ."""

from __future__ import annotations

from collections.abc import Mapping

from toolchain.compare.proof.lines import Line
from toolchain.model.facts import Word
from toolchain.model.forms import PARAGRAPH
from toolchain.rules.differences import LineName, Numbered, OfKind

_AROUND = 30


_KINDS: Mapping[str, Word] = {
    "text": Word("the text"),
    "image": Word("the alt text of the picture"),
    "heading": Word("the heading"),
    "code": Word("the code"),
    "caption": Word("the caption"),
    "header": Word("the header"),
    "cell": Word("the cell"),
}


def name(line: Line) -> LineName:
    """Return the name of a line of the source: "paragraph 16", "note 12", "the heading “II. Scope”"."""
    label = line.label.strip()
    if line.kind == "note":
        return Numbered(Word("note"), label)
    if line.kind == "text" and label:
        number = PARAGRAPH.read(label)
        return Numbered(Word("paragraph"), number) if number else Numbered(Word("item"), label)
    return OfKind(_KINDS[line.kind], line.text)


def kind_or_number(line: Line) -> LineName:
    """Return the name without its words, which follow: "paragraph 16", "the heading"."""
    is_numbered = line.kind == "note" or (line.label and line.kind == "text")
    return name(line) if is_numbered else OfKind(_KINDS[line.kind])


def contrast(ours: str, theirs: str) -> tuple[str, str]:
    """Return the texts around the first difference, ours and theirs."""
    start = _common(ours, theirs)
    shorter = min(len(ours), len(theirs)) - start
    end = _common(ours[::-1][:shorter], theirs[::-1][:shorter])
    return _around(ours, start, len(ours) - end), _around(theirs, start, len(theirs) - end)


def _common(one: str, other: str) -> int:
    """Return how many characters at the start of two texts are equal."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one.startswith(other[:middle]):
            low = middle
        else:
            high = middle - 1
    return low


def _around(text: str, start: int, end: int) -> str:
    """Return a stretch of a text, at most some words, and the text around it."""
    end = min(end, start + 2 * _AROUND)
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before = text[left:start]
    if left and " " in before:
        before = before.partition(" ")[2]
    after = text[end:right]
    if right < len(text) and " " in after:
        after = after.rpartition(" ")[0]
    return f"{'…' if left else ''}{before}{text[start:end]}{after}{'…' if right < len(text) else ''}"
