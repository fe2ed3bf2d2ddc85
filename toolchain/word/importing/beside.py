"""Content outside the main text of a Word file: comments, headers, hidden or attached content."""

from __future__ import annotations

from contextlib import suppress

from toolchain.formats.docx.beside import attachments, comments, margins
from toolchain.formats.docx.opened import Opened
from toolchain.formats.docx.story import Paragraph
from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.places import FilePlace
from toolchain.model.wording import fold
from toolchain.resolve.labels import Words
from toolchain.rules.outputs import NotProved
from toolchain.word.importing.losses import Losses

_ATTACHED = {
    "macros": "macros",
    "embedded object": "an embedded object",
    "embedded file": "an embedded file",
    "signature": "a signature",
}


def comments_by_paragraph(opened: Opened, losses: Losses) -> dict[Paragraph, list[str]]:
    """Return the comments, without their authors, by their paragraphs, as Markdown comments."""
    found: dict[Paragraph, list[str]] = {}
    for comment in comments(opened):
        text = fold(comment.text).replace("--", "—").strip("->")
        if not text:
            continue
        at = comment.anchor.last or comment.anchor.paragraph if comment.anchor else None
        if at is None:
            losses.add(None, "a comment that stands nowhere in the text", comment.text)
        else:
            found.setdefault(at, []).append(text)
    return found


def short_title(opened: Opened, words: Words) -> str:
    """Return the short title in the page headers of our own files, or ""."""
    with suppress(Failure):
        for margin in margins(opened):
            if margin.place.startswith("page header"):
                for block in margin.story.blocks:
                    text = fold(block.text.replace("\u00a0", " ")) if isinstance(block, Paragraph) else ""
                    if text and text != words.terms["draft"]:
                        return text
    return ""


def lose_what_is_beside(opened: Opened, losses: Losses) -> None:
    """Record all content of the file that a source cannot hold."""
    for hidden in opened.found.hidden:
        losses.add(hidden.paragraph, "hidden text", hidden.text)
    for trouble in opened.found.troubles:
        if isinstance(trouble.facts, NotProved):
            losses.add(trouble.paragraph, Finding(FilePlace(opened.display), trouble.facts).message)
    with suppress(Failure):
        for attached in attachments(opened.package):
            if attached.kind in _ATTACHED:
                losses.once(None, f"left out: {_ATTACHED[attached.kind]}")
