"""Split a block of HTML: comments, text next to them, and raw HTML."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain import model as m
from toolchain.model.diagnostics import Finding, Severity
from toolchain.model.wording import fold
from toolchain.readers.markdown.places import Lines
from toolchain.rules import markdown as faults


def html_pieces(content: str, first: int, lines: Lines, part: m.Part) -> tuple[m.Blocks, list[Finding]]:
    """Return the comments and raw HTML in an HTML block that begins on line `first`.

    Text next to a comment would not be printed and is reported (S014). A comment that is never closed is raw
    HTML, because it contains everything after it.
    """
    content = content.rstrip("\n")
    locator = lines.content(content, first)
    blocks: list[m.Block] = []
    defects: list[Finding] = []
    for start, end in _runs(content):
        text, span = content[start:end], locator.span(start, end)
        if text.startswith("<!--") and text.endswith("-->"):
            blocks.append(m.Comment(span, text[4:-3].strip(), part))
        elif blocks:
            defects.append(Finding(span, faults.BesideComment(fold(text)), severity=Severity.ERROR))
        else:
            blocks.append(m.RawHtml(span, text, part))
    return tuple(blocks), defects


def _runs(content: str) -> Iterator[tuple[int, int]]:
    """Yield the begin and end of each comment, and of each text between comments."""
    position = 0
    while position < len(content):
        opening = content.find("<!--", position)
        closing = content.find("-->", opening + 4) if opening >= 0 else -1
        if closing < 0:
            opening = closing = len(content)
        between = content[position:opening]
        if between.strip():
            lead = len(between) - len(between.lstrip())
            yield position + lead, position + len(between.rstrip())
        if opening < len(content):
            yield opening, closing + 3
        position = closing + 3
