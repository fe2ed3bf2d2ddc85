"""Blocks without children as lines: headings, paragraphs, code, tables, figures, comments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from toolchain import model as m
from toolchain.model.facts import Word
from toolchain.model.walk import walk
from toolchain.rules.losses import CodeLanguage, NoSuchLevel
from toolchain.writers.markdown import escapes, leaves
from toolchain.writers.markdown.inlines import write_inlines
from toolchain.writers.markdown.place import Context, Lines, Losses, Place, Where

_WIDEST = 116
"""Columns of the widest table that is aligned."""

_RULES = {"": ("-", "-"), "left": (":", "-"), "center": (":", ":"), "right": ("-", ":")}


def braces(label: m.Label | None, withheld: m.Withheld | None, *more: str) -> str:
    """Return `{#label .class .confidential}`, or ""."""
    words = [f"#{label.name}" if label else "", *more, leaves.withheld(withheld)]
    filled = [word for word in words if word]
    return f"{{{' '.join(filled)}}}" if filled else ""


def about(node: m.NumberedParagraph | m.SubParagraph) -> Iterator[str]:
    """Yield what is said of a paragraph: `article="34"`."""
    for key, value in node.about.values if node.about else ():
        yield f'{key}="{value.replace(chr(34), "”")}"'


def _place(where: Where, **changes: bool) -> Place:
    return Place(in_note=where.in_note)._replace(**changes)  # type: ignore[arg-type]


def paragraph(block: m.Paragraph, where: Where, context: Context, named: str) -> Lines:
    """Return the lines of a paragraph.

    `named` is the label and classes of its container, such as "{#a}", which the first block has; else "".
    """
    comments = [each for each in block.children if isinstance(each, m.Comment)]
    if comments and len(comments) == len(block.children):
        context.losses.tell(block, Word("a paragraph of comments alone is written as comments"))
        return [line for each in comments for line in comment(each, where, context, "")]
    shown = [each for each in block.children if not (isinstance(each, m.Comment) or _is_blank(each))]
    if len(shown) == 1 and isinstance(shown[0], m.Image):
        context.losses.tell(block, Word("an image alone in its paragraph becomes a figure"))
    text = write_inlines(block.children, _place(where, line_start=True), context.losses)
    named = named or braces(None, block.withheld)
    if not text and not named:
        context.losses.tell(block, Word("an empty paragraph is left out"))
        return []
    if named:
        text = f"{_without_blank(text, block, context)} {named}".lstrip()
    return _defining_nothing(escapes.lines_of_text(text, margin=where.top), block, context)


def _is_blank(node: m.Inline) -> bool:
    return isinstance(node, m.Text) and not node.text.strip()


def _defining_nothing(lines: Lines, block: m.Block, context: Context) -> Lines:
    """Return lines that are not read as definitions; content of code and addresses cannot be escaped."""
    if not any(map(escapes.defines, lines)):
        return lines
    context.losses.tell(block, Word("a line that would define a link begins with a word joiner (U+2060)"))
    return [f"\u2060{line}" if escapes.defines(line) else line for line in lines]


def _without_blank(text: str, block: m.Block, context: Context) -> str:
    """Return a text before a label, without blanks at its end, which would not be read."""
    bare = re.sub(r"(?:&#(?:32|9);|[ \t])+$", "", text)
    if bare != text:
        context.losses.tell(block, Word("the space before a label is left out"))
    return bare


def heading(block: m.Heading, where: Where, context: Context, named: str) -> Lines:
    """Return a heading with its attributes; one of several lines is underlined."""
    level = min(max(block.level, 1), 6)
    if level != block.level:
        context.losses.tell(block, NoSuchLevel(block.level))
    attributes = _attributes(block, context.source_lists.get(block))
    if level < 3 and _has_lines(block.children):
        return _underlined(block, level, attributes, where, context)
    text = write_inlines(block.children, _place(where, one_line=True), context.losses)
    if attributes:
        text = f"{_without_blank(text, block, context)} {attributes}".lstrip()
    text = re.sub(r"(^|[ \t])(#+)$", r"\1\\\2", text)
    return [f"{'#' * level} {text}".rstrip(" ")]


def _has_lines(inlines: m.Inlines) -> bool:
    """Return whether a text has several lines."""
    for node, _ in walk(inlines):
        if isinstance(node, m.Break) or (isinstance(node, m.Comment) and "\n" in node.text):
            return True
        if isinstance(node, m.InlineNote) and any(
            isinstance(block, m.Paragraph) and _has_lines(block.children) for block in node.note.blocks
        ):
            return True
    return False


def _underlined(block: m.Heading, level: int, attributes: str, where: Where, context: Context) -> Lines:
    """Return a heading of several lines."""
    text = write_inlines(block.children, _place(where, line_start=True), context.losses)
    if attributes:
        text = f"{_without_blank(text, block, context)} {attributes}"
    lines = _defining_nothing(escapes.lines_of_text(text, margin=where.top), block, context)
    return [*lines, "===" if level == 1 else "---"]


def _attributes(heading: m.Heading, sources: m.SourceList | None) -> str:
    """Return `{#label .class}`, or "" for a heading without them."""
    return braces(
        heading.label,
        heading.withheld,
        ".unnumbered" if heading.unnumbered else "",
        f".restart series={heading.series}" if heading.series is not None else "",
        ".annex" if heading.annex else "",
        (".all-sources" if sources.every else ".sources") if sources else "",
        ".page-break" if heading.page_break else "",
    )


def code(block: m.CodeBlock, where: Where, context: Context, named: str) -> Lines:
    """Return a block of code between fences that it does not contain."""
    text = context.losses.held(block, block.text)
    lines = re.split(r"\r\n|\n|\r", text.removesuffix("\n")) if text else []
    language = re.sub(r"[\n\r]", " ", escapes.without_unheld(block.language)).strip()
    sign = "~" if "`" in language else "`"
    if sign == "~" and language.startswith("~"):
        language = language.lstrip("~")
    if language != block.language:
        context.losses.tell(block, CodeLanguage(block.language))
    longest = max((len(found[0]) for line in lines if (found := re.match(rf"\s*({sign}+)", line))), default=0)
    fence = sign * max(3, longest + 1)
    return [f"{fence}{language}", *lines, fence]


def table(block: m.Table, where: Where, context: Context, named: str) -> Lines:
    """Return a table below its caption."""
    caption: Lines = []
    named = braces(block.label, block.withheld)
    if block.caption or named:
        text = ""
        if block.caption:
            text = write_inlines(block.caption.children, _place(where), context.losses)
        else:
            context.losses.tell(block, Word("a table that has a label gets a caption"))
        caption = f"Table: {text} {named}".rstrip().split("\n")
        caption = [*caption[:1], *(escapes.line_of_text(line, first=False) for line in caption[1:]), ""]
    rows = _table_lines(block, _place(where, one_line=True), context.losses)
    return [*caption, *rows] if rows else caption[:-1]


def _table_lines(table: m.Table, place: Place, losses: Losses) -> list[str]:
    """Return the lines of a table; all rows have as many cells as the longest."""
    count = max([len(table.header), *map(len, table.rows)])
    if not count:
        losses.tell(table, Word("a table without cells is left out"))
        return []
    if len(table.header) < count:
        losses.tell(table, Word("the header of a table gets as many cells as its longest row"))
    header, *rows = (_row(row, count, place, losses) for row in (table.header, *table.rows))
    aligns = [cell.align for cell in table.header] + [""] * (count - len(table.header))
    for row in table.rows:
        for cell, align in zip(row, aligns, strict=False):
            if cell.align != align:
                losses.tell(cell, Word("a cell gets the alignment of its column's header"))
    widths = _widths([header, *rows])
    rule = [_rule(align, width) for align, width in zip(aligns, widths, strict=True)]
    return [
        _line(header, aligns, widths),
        _line(rule, aligns, widths),
        *(_line(row, aligns, widths) for row in rows),
    ]


def _row(cells: Sequence[m.Cell], count: int, place: Place, losses: Losses) -> list[str]:
    texts = [write_inlines(cell.children, place, losses).replace("|", "\\|") for cell in cells]
    if cells and cells[-1].withheld:
        texts[-1] += f" {{{leaves.withheld(cells[-1].withheld)}}}"
    return texts + [""] * (count - len(texts))


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the width of each column; 0 for all if the table is too wide."""
    widths = [max(3, *map(_width, column)) for column in zip(*rows, strict=True)]
    return widths if sum(widths) + 3 * len(widths) + 1 <= _WIDEST else [0] * len(widths)


def _width(text: str) -> int:
    """Return the number of columns of a text: wide characters have two (UAX #11), some none."""
    return sum(_WIDTHS.get(unicodedata.east_asian_width(sign), 1) for sign in text if not _has_none(sign))


_WIDTHS = {"W": 2, "F": 2}


def _has_none(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Me", "Cf")


def _rule(align: str, columns: int) -> str:
    start, end = _RULES[align]
    return start + "-" * max(columns - 2, 1) + end


def _line(cells: Sequence[str], aligns: Sequence[str], widths: Sequence[int]) -> str:
    padded = (_padded(*each) for each in zip(cells, aligns, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def _padded(text: str, align: str, columns: int) -> str:
    missing = max(columns - _width(text), 0)
    left = {"right": missing, "center": missing // 2}.get(align, 0)
    return " " * left + text + " " * (missing - left)


def figure(block: m.Figure, where: Where, context: Context, named: str) -> Lines:
    """Return an image alone on its line, whose title is the caption."""
    title = block.image.title
    if block.caption:
        title = write_inlines(block.caption.children, _place(where), context.losses)
    figure = leaves.image(block.image, title, context.losses)
    said = braces(block.label, block.withheld, ".full" if block.image.full else "")
    return [f"{figure} {said}".rstrip()]


def comment(block: m.Comment, where: Where, context: Context, named: str) -> Lines:
    """Return a comment, on as many lines as it has."""
    text = leaves.comment_text(block, context.losses)
    return _verbatim(f"<!-- {text} -->") if text else ["<!-- -->"]


def html(block: m.RawHtml, where: Where, context: Context, named: str) -> Lines:
    """Return raw HTML unchanged; it is an error in a source."""
    return _verbatim(escapes.without_unheld(block.text))


def _verbatim(text: str) -> Lines:
    first, *others = text.split("\n")
    return [first, *(escapes.VERBATIM + line for line in others)]
