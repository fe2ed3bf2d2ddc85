"""The text of a submission in files: one for each section and annex, for the notes, for the sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolchain import model as m
from toolchain.model.records import Record
from toolchain.resolve.tables import shown_text
from toolchain.writers.html.blocks import has_list, write_authorities, write_blocks
from toolchain.writers.html.contents import Entry, entries
from toolchain.writers.html.context import Context, attributes, escape, lines
from toolchain.writers.html.headings import heading_text
from toolchain.writers.html.notes import Section, sections_of, write_notes


class Part(NamedTuple):
    """A file of the book: its name without suffix, its title, and its markup, one element.

    `entries` are its lines in the contents; `notes` marks the file of the notes, which a reading system may
    look for.
    """

    name: str
    title: str
    markup: str
    entries: tuple[Entry, ...] = ()
    notes: bool = False

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.xhtml"


_CHAPTER, _APPENDIX = ("chapter", "doc-chapter"), ("appendix", "doc-appendix")


def parts(context: Context) -> tuple[Part, ...]:
    """Return the text in order, notes at their place. There is at least one part."""
    return (*_text(context), *(() if has_list(context) else _authorities(context)))


def _text(context: Context) -> Iterator[Part]:
    """Yield the sections with the notes, which are at the end or before the annexes."""
    if not _sections(context.resolved.document.blocks):
        yield _section(_Section(None, [], m.Part.BODY), context)
    for section in sections_of(context):
        yield from (_section(each, context) for each in _sections(section.blocks))
        yield from _notes(section, context)


class _Section(Record):
    heading: m.Heading | None
    blocks: list[m.Block]
    part: m.Part


def _sections(blocks: m.Blocks) -> list[_Section]:
    """Return the blocks by headings of the highest level and annexes; before the first heading they have
    none.
    """
    found: list[_Section] = []
    for block in blocks:
        if isinstance(block, m.Heading) and (block.level == 1 or block.annex):
            found.append(_Section(block, [block], block.part))
        elif found:
            found[-1].blocks.append(block)
        elif not isinstance(block, m.Comment):
            found.append(_Section(None, [block], block.part))
    return found


def _section(section: _Section, context: Context) -> Part:
    heading = section.heading
    anchor = context.anchor(heading) if heading else ""
    kind, role = _APPENDIX if section.part is m.Part.ANNEX else _CHAPTER if heading else ("", "")
    named = {"epub:type": kind, "role": role, "aria-labelledby": anchor}
    text = write_blocks(section.blocks, context)
    title = heading_text(heading, context).strip() if heading else ""
    title = title or shown_text(context.resolved.document.front_matter.title, context.resolved.references)
    listed = tuple(entries(context.resolved.headings(section.blocks), context))
    return Part(anchor or "text", title, _element(text, named), listed)


def _notes(section: Section, context: Context) -> Iterator[Part]:
    """Yield the notes, each a footnote that a reading system can open, in a list for reading through."""
    if not section.notes:
        return
    heading = f'<h2 id="{section.anchor}">{escape(context.term("notes"))}</h2>'
    text = lines(heading, write_notes(section.notes, context))
    named = {"class": "notes", "role": "doc-endnotes", "aria-label": section.name}
    listed = (Entry(1, section.anchor, section.name),)
    yield Part(section.anchor, section.name, _element(text, named), listed, notes=True)


def _authorities(context: Context) -> Iterator[Part]:
    """Yield the table of what cites each source, if no list of sources has it; here it is open."""
    if markup := write_authorities(context):
        name = context.term("authorities")
        for folded, open_ in (
            ("<details>\n", ""),
            ("\n</details>", ""),
            (f"<summary>{escape(name)}</summary>", f"<h2>{escape(name)}</h2>"),
        ):
            markup = markup.replace(folded, open_, 1)
        listed = (Entry(1, "authorities", name),)
        yield Part("authorities", name, _element(markup, {"id": "authorities"}), listed)


def _element(text: str, given: dict[str, str]) -> str:
    written = "".join(attributes(**{name: value}) for name, value in given.items())
    return lines(f"<section{written}>", text, "</section>")
