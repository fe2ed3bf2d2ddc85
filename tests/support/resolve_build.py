"""Documents made by hand, for the tests of resolve."""

from __future__ import annotations

from typing import Literal

from toolchain import model as m
from toolchain.model.diagnostics import FilePlace
from toolchain.model.front_matter import FrontMatter
from toolchain.model.walk import plain_text
from toolchain.resolve import resolve
from toolchain.resolve.tables import Resolved, Settings

HERE = FilePlace("x.md")
CLAIM = m.Claim("1", HERE)


def inlines(*parts: str | m.Inline) -> m.Inlines:
    """Strings become texts; "^name" a note's mark."""
    return tuple(_inline(part) for part in parts)


def _inline(part: str | m.Inline) -> m.Inline:
    if not isinstance(part, str):
        return part
    return m.NoteMark(HERE, part[1:]) if part.startswith("^") else m.Text(HERE, part)


def label(name: str) -> m.Label | None:
    return m.Label(name, HERE) if name else None


def plain(*parts: str | m.Inline) -> m.Paragraph:
    return m.Paragraph(HERE, inlines(*parts))


def numbered(*blocks: m.Block | str, name: str = "") -> m.NumberedParagraph:
    made = tuple(plain(block) if isinstance(block, str) else block for block in blocks)
    return m.NumberedParagraph(HERE, CLAIM, made, label(name))


def sub(*blocks: m.Block | str, name: str = "") -> m.SubParagraph:
    made = tuple(plain(block) if isinstance(block, str) else block for block in blocks)
    return m.SubParagraph(HERE, CLAIM, made, label(name))


def subs(*items: m.SubParagraph) -> m.SubParagraphs:
    return m.SubParagraphs(HERE, items)


def bullets(*blocks: m.Block) -> m.BulletList:
    return m.BulletList(HERE, (m.ListItem(HERE, "", blocks),))


def heading(
    level: int,
    *parts: str | m.Inline,
    name: str = "",
    series: str | None = None,
    kind: Literal["", "annex", "unnumbered"] = "",
) -> m.Heading:
    return m.Heading(
        HERE,
        level,
        inlines(*(parts or ("Heading",))),
        label(name),
        series,
        annex=kind == "annex",
        unnumbered=kind == "unnumbered",
    )


def table(*cells: m.Inlines, caption: m.Inlines | None = None, name: str = "") -> m.Table:
    row = tuple(m.Cell(HERE, cell) for cell in cells)
    return m.Table(HERE, row, (), None if caption is None else m.Caption(HERE, caption), label(name))


def figure(caption: str | None = None, name: str = "") -> m.Figure:
    made = None if caption is None else m.Caption(HERE, inlines(caption))
    return m.Figure(HERE, m.Image(HERE, "a.png", "alt"), made, label(name))


def note(name: str, *parts: str | m.Inline) -> m.Note:
    return m.Note(HERE, name, (plain(*(parts or ("Text.",))),))


def in_place(*parts: str | m.Inline) -> m.InlineNote:
    return m.InlineNote(HERE, note("", *parts))


def reference(target: str, *parts: str | m.Inline) -> m.CrossReference:
    return m.CrossReference(HERE, target, inlines(*parts))


def document(*blocks: m.Block, notes: tuple[m.Note, ...] = (), title: m.Inlines = ()) -> m.Document:
    return m.Document("x.md", FrontMatter(title=title), blocks, notes)


def resolved(
    *blocks: m.Block, notes: tuple[m.Note, ...] = (), title: m.Inlines = (), settings: Settings | None = None
) -> Resolved:
    return resolve(document(*blocks, notes=notes, title=title), settings or Settings())


def printed_text(children: m.Inlines) -> str:
    """The words of a text with its no-break spaces to be seen."""
    return plain_text(children).replace("\u00a0", "~")
