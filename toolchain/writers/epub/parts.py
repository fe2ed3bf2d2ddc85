"""The text of a submission in files: one for each section and annex, for the notes, for the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from toolchain import model as m
from toolchain.resolve.tables import NumberedNote, shown_text
from toolchain.writers.html.blocks import write_blocks
from toolchain.writers.html.contents import Entry, entries
from toolchain.writers.html.context import Context, attributes, escape, lines
from toolchain.writers.html.headings import heading_text
from toolchain.writers.html.notes import write_notes
from toolchain.writers.html.sources import has_list, write_authorities


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
    resolved = context.resolved
    sections = _sections(resolved.document.blocks)
    name = context.term("notes")
    annex = next((at for at, each in enumerate(sections) if each.part is m.Part.ANNEX), len(sections))
    written = [_section(section, context) for section in sections]
    if resolved.settings.notes_place == "end" or annex == len(sections):
        yield from written
        yield from _notes(resolved.notes, "notes", name, context)
        return
    before, after = (
        [note for note in resolved.notes if (note.part is m.Part.ANNEX) is wanted] for wanted in (False, True)
    )
    yield from written[:annex]
    yield from _notes(before, "notes", name, context)
    yield from written[annex:]
    yield from _notes(after, "notes-of-annexes", f"{name} ({context.term('annex')})", context)


class _Section(NamedTuple):
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
    return found or [_Section(None, [], m.Part.BODY)]


def _section(section: _Section, context: Context) -> Part:
    heading = section.heading
    anchor = context.anchor(heading) if heading else ""
    kind, role = _APPENDIX if section.part is m.Part.ANNEX else _CHAPTER if heading else ("", "")
    named = {"epub:type": kind, "role": role, "aria-labelledby": anchor}
    text = write_blocks(section.blocks, context)
    title = heading_text(heading, context).strip() if heading else ""
    listed = tuple(entries(context.resolved.headings(section.blocks), context))
    return Part(anchor or "text", title or _book_title(context), _element("section", text, named), listed)


def _notes(notes: Iterable[NumberedNote], anchor: str, name: str, context: Context) -> Iterator[Part]:
    """Yield the notes, each a footnote that a reading system can open, in a list for reading through."""
    if not (written := list(notes)):
        return
    heading = f'<h2 id="{anchor}">{escape(context.term("notes"))}</h2>'
    text = lines((heading, write_notes(written, context)))
    markup = _element("section", text, {"class": "notes", "role": "doc-endnotes", "aria-label": name})
    yield Part(anchor, name, markup, (Entry(1, anchor, name),), notes=True)


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
        yield Part("authorities", name, _element("section", markup, {"id": "authorities"}), listed)


def _element(tag: str, text: str, given: dict[str, str]) -> str:
    written = "".join(attributes(**{name: value}) for name, value in given.items())
    return lines((f"<{tag}{written}>", text, f"</{tag}>"))


def _book_title(context: Context) -> str:
    title = context.resolved.document.front_matter.title
    return shown_text(title, context.resolved.references)
