"""Report formats that Markdown does not have and that may have a meaning: underlined, struck out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from toolchain.formats.docx.opened import Opened
from toolchain.formats.docx.xml import VAL, Element, W, is_on
from toolchain.model.facts import Word
from toolchain.word.importing.losses import Losses

_RUN, _PROPERTIES, _TEXT, _LINK = W + "r", W + "rPr", W + "t", W + "hyperlink"
_SAID = {
    W + "u": Word("underlined words become plain"),
    W + "strike": Word("struck-out words become plain"),
    W + "dstrike": Word("struck-out words become plain"),
    W + "highlight": Word("highlighted words become plain"),
}
_LOWERED = Word("subscript characters become plain")


def lose_looks(opened: Opened, losses: Losses) -> None:
    """Record these formats by paragraph, with their words, but not formats of a style
    or heading."""
    for paragraph in opened.paragraphs():
        element = paragraph.element
        if element is None or paragraph.is_heading:
            continue
        told = ((what, text) for run in element.iter(_RUN) for what, text in _of_run(run))
        for what, group in groupby(told, key=lambda each: each[0]):
            losses.add(paragraph, what, "".join(text for _, text in group))


def _of_run(run: Element) -> Iterator[tuple[str, str]]:
    properties = run.find(_PROPERTIES)
    if properties is None:
        return
    said = dict.fromkeys(_what(properties))
    text = "".join(each.text or "" for each in run.iterchildren(_TEXT)) if said else ""
    if text.strip() and next(run.iterancestors(_LINK), None) is None:
        for what in said:
            yield what, text


def _what(properties: Element) -> Iterator[str]:
    for each in properties:
        tag, value = str(each.tag), each.get(VAL, "")
        if tag == W + "vertAlign" and value == "subscript":
            yield _LOWERED
        elif tag in _SAID and value != "none" and is_on(each):
            yield _SAID[tag]
