"""The whole book: the text in files, the links between them, and the container around them (EPUB 3.3)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from toolchain import model as m
from toolchain.formats.zip_files import zipped
from toolchain.model.records import Record
from toolchain.project.settings import Project
from toolchain.resolve.covers import cover
from toolchain.resolve.tables import Resolved, shown_text
from toolchain.writers.epub.cover import cover_image
from toolchain.writers.epub.filling import filled
from toolchain.writers.epub.metadata import IDENTIFIER, metadata
from toolchain.writers.epub.xhtml import OPS, XHTML, identities, lead, serialized, set_apart, tree
from toolchain.writers.html import template
from toolchain.writers.html.blocks import has_list, heading_text, write_authorities, write_blocks
from toolchain.writers.html.contents import Entry, entries, write_contents
from toolchain.writers.html.context import Context, attributes, escape, lines
from toolchain.writers.html.cover import facts, submitters
from toolchain.writers.html.inlines import write_inlines
from toolchain.writers.html.notes import Section, sections_of, write_note, write_notes

_MIMETYPE = "mimetype"
_FOLDER = "EPUB"
_OPF = f"{_FOLDER}/package.opf"
_XHTML_TYPE = "application/xhtml+xml"
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/svg+xml": "svg"}
_ACCENTED = "h1, h2, .particulars, .appendix, .notes, thead > tr > *"
"""Lines get the colour, and no words: it must be readable on whatever paper a reader has chosen."""

_MARKED = "display: block; margin-bottom: 1em; font-weight: bold; text-align: center;"


class Item(NamedTuple):
    """A file of the book, by its path from the package document; `properties` as in EPUB 3.3, D.6."""

    path: str
    media_type: str
    properties: str = ""


class _Picture(Record):
    """An image in the book."""

    name: str
    media_type: str
    data: bytes


def book(resolved: Resolved, project: Project) -> bytes:
    """Return the bytes of the book. Raise `Failure` for a style sheet, as `style_sheet` does."""
    pictures = _pictures(resolved)
    context = Context(resolved, pictures={source: each.name for source, each in pictures.items()})
    title, text = title_page(context, project.marks(resolved.words.terms)), parts(context)
    listed = resolved.document.front_matter.contents and any(part.entries for part in text)
    contents = navigation(title, text, context, listed)
    pages = documents((title, contents, *text), context)
    shown = _shown(pictures.values(), pages)
    items = (
        *(Item(name, _XHTML_TYPE, "nav" if name == contents.file else "") for name in pages),
        Item("style.css", "text/css"),
        Item("cover.svg", "image/svg+xml", "cover-image"),
        *(Item(each.name, each.media_type) for each in shown),
    )
    files = {
        **pages,
        "style.css": style_sheet(project, project.marks(resolved.words.terms)).encode(),
        "cover.svg": cover_image(resolved, project).encode(),
        **{each.name: each.data for each in shown},
    }
    said = metadata(resolved, project, [each.media_type for each in shown], files)
    in_order = (title, contents, *text) if listed else (title, *text)
    opf = package(said, items, [part.file for part in in_order], context)
    entries = {
        _MIMETYPE: b"application/epub+zip",
        "META-INF/container.xml": filled("container.xml.j2", package=_OPF).encode(),
        _OPF: opf.encode(),
        **{f"{_FOLDER}/{name}": data for name, data in files.items()},
    }
    return zipped(entries, stored=(_MIMETYPE,))


def _pictures(resolved: Resolved) -> dict[str, _Picture]:
    """Return the images by their sources; images with the same bytes are stored once."""
    found: dict[bytes, _Picture] = {}
    by_source = {}
    for source, image in resolved.document.images.items():
        digest = hashlib.sha256(image.data).digest()
        name = f"images/{len(found) + 1}.{_SUFFIXES[image.media_type]}"
        by_source[source] = found.setdefault(digest, _Picture(name, image.media_type, image.data))
    return by_source


def _shown(pictures: Iterable[_Picture], pages: Mapping[str, bytes]) -> list[_Picture]:
    """Return the pictures on these pages, each once."""
    once = {each.name: each for each in pictures}
    return [
        each
        for name, each in once.items()
        if any(f'src="{name}"'.encode() in page for page in pages.values())
    ]


def documents(parts: Sequence[Part], context: Context) -> dict[str, bytes]:
    """Return the files by name, in the order of the parts."""
    trees = {part.file: tree(part.markup) for part in parts}
    files = {identity: file for file, root in trees.items() for identity in identities(root)}
    for file, root in trees.items():
        lead(root, files, file)
        if context.rtl:
            set_apart(root)
    return {part.file: _document(part.title, serialized(trees[part.file]), context) for part in parts}


def _document(title: str, body: str, context: Context) -> bytes:
    body = body.replace(f' xmlns="{XHTML}" xmlns:epub="{OPS}"', "", 1)  # which the root element has
    lang, direction = context.resolved.words.lang, "rtl" if context.rtl else "ltr"
    values = {"title": title, "body": body, "lang": lang, "dir": direction, "xhtml": XHTML, "ops": OPS}
    return filled("document.xhtml.j2", **values).encode()


def style_sheet(project: Project, marks: str = "") -> str:
    """Return the whole style sheet, with `marks` ("Confidential") at the head of each file after the title
    page. Raise `Failure`: S012, S019 to S021 if one cannot be read, S023 if it loads anything.
    """
    sheets = [template.read_sheet("epub.css", project.templates)]
    if marks:
        sheets.append(f'body > :not(.title-page)::before {{ content: "{marks}"; {_MARKED} }}\n')
    if project.look == "house":
        sheets.append(f"{_ACCENTED} {{ border-color: {project.house_colour}; }}\n")
    if project.css:
        from toolchain.formats.user_style import read_style

        sheets.append(read_style(project.css))
    return "\n".join(sheets)


def package(metadata: str, items: Sequence[Item], spine: Sequence[str], context: Context) -> str:
    """Return the package document: metadata, files, and the reading order of those with text."""
    return filled(
        "package.opf.j2",
        identifier=IDENTIFIER,
        lang=context.resolved.words.lang,
        dir="rtl" if context.rtl else "ltr",
        metadata=metadata,
        names={item.path: item.path.replace("/", "-") for item in items},
        items=items,
        spine=spine,
    )


def title_page(context: Context, marks: str) -> Part:
    """Return the title, the details of the submission, and its authors."""
    resolved, matter = context.resolved, context.resolved.document.front_matter
    note, authors = resolved.title_note, submitters(cover(resolved), context)
    text = filled(
        "title.xhtml.j2",
        marks=marks,
        title=write_inlines(matter.title, context),
        subtitle=write_inlines(matter.subtitle, context),
        note=note and write_note(note, context, "div"),
        facts=facts(context),
        submitted_by=context.term("submitted_by"),
        submitters=authors,
        logos=" ".join(each.logo for each in authors if each.logo),
    )
    return Part("title", shown_text(matter.title, resolved.references), text.rstrip())


def navigation(front: Part, parts: Sequence[Part], context: Context, shown: bool) -> Part:
    """Return the navigation document: the contents, and landmarks for reading systems.

    `shown` means that it is also a page of the book.
    """
    listed = [entry._replace(text=entry.text.strip() or "…") for part in parts for entry in part.entries]
    name = context.term("contents")
    landmarks = (
        ("titlepage", front.file, front.title),
        *([("toc", "#contents", name)] if shown else []),
        ("bodymatter", parts[0].file, parts[0].title),
        *(("endnotes", each.file, each.title) for each in parts if each.notes),
    )
    contents = write_contents(listed or [Entry(1, "title", front.title)])
    text = filled("navigation.xhtml.j2", name=name, contents=contents, landmarks=landmarks)
    return Part("nav", name, text.rstrip())


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
