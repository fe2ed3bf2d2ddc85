"""What is outside the main text of a Word file, or in formats that Markdown does not have."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby

from toolchain.formats.docx.beside import attachments, comments, margins
from toolchain.formats.docx.opened import Opened
from toolchain.formats.docx.story import Paragraph
from toolchain.formats.docx.xml import VAL, Element, W, is_on
from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Word
from toolchain.model.remarks import UNNAMED, remark
from toolchain.model.wording import fold
from toolchain.resolve.labels import Words
from toolchain.rules.losses import LeftOutOfFile
from toolchain.rules.outputs import NotProved
from toolchain.word.importing.losses import Losses

_ATTACHED = {
    "macros": Word("macros"),
    "embedded object": Word("an embedded object"),
    "embedded file": Word("an embedded file"),
    "signature": Word("a signature"),
}
_RUN, _PROPERTIES, _TEXT, _LINK = W + "r", W + "rPr", W + "t", W + "hyperlink"
_SAID = {
    W + "u": Word("underlined words become plain"),
    W + "strike": Word("struck-out words become plain"),
    W + "dstrike": Word("struck-out words become plain"),
    W + "highlight": Word("highlighted words become plain"),
}
_LOWERED = Word("subscript characters become plain")


def comments_by_paragraph(
    opened: Opened, losses: Losses, *, authors: bool = False
) -> dict[Paragraph, list[str]]:
    """Return the comments by their paragraphs as Markdown comments, with or without their authors' names."""
    found: dict[Paragraph, list[str]] = {}
    for comment in comments(opened):
        said = remark(comment.author if authors else UNNAMED, comment.state, comment.text)
        if not said.words:
            continue
        at = comment.anchor.last or comment.anchor.paragraph if comment.anchor else None
        if at is None:
            losses.add(None, Word("a comment that has no place in the text"), comment.text)
        else:
            found.setdefault(at, []).append(str(said))
    return found


def short_title(opened: Opened, words: Words) -> str:
    """Return the short title in the page headers of our own files, or ""."""
    with suppress(Failure):
        for margin in margins(opened):
            if margin.kind == "header":
                for block in margin.story.blocks:
                    text = fold(block.text.replace("\u00a0", " ")) if isinstance(block, Paragraph) else ""
                    if text and text != words.terms["draft"]:
                        return text
    return ""


def lose_what_is_beside(opened: Opened, losses: Losses) -> None:
    """Record all content of the file that a source cannot hold."""
    for hidden in opened.found.hidden:
        losses.add(hidden.paragraph, Word("hidden text"), hidden.text)
    for trouble in opened.found.troubles:
        if isinstance(trouble.facts, NotProved):
            losses.add(trouble.paragraph, trouble.facts)
    with suppress(Failure):
        for attached in attachments(opened.package):
            if attached.kind in _ATTACHED:
                losses.once(None, LeftOutOfFile(_ATTACHED[attached.kind]))


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
