"""Convert a Word file to the Document of a source: the same words, in the structure of the source format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType
from typing import Any

from toolchain import model as m
from toolchain.formats.docx.notes import Call
from toolchain.formats.docx.opened import Opened, core, is_untouched, language, stated_language
from toolchain.formats.docx.story import Block, Paragraph, Table, without_mark
from toolchain.model.diagnostics import FilePlace, Place
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.front_matter import FrontMatter
from toolchain.model.languages import primary_subtag
from toolchain.model.records import Record
from toolchain.model.wording import fold
from toolchain.readers.docx.cover import Parts, is_before_text, is_line, is_short, parts
from toolchain.readers.docx.likely import typed_markdown
from toolchain.readers.docx.reader import without_standing
from toolchain.resolve.labels import words_for
from toolchain.rules.losses import NotesOfOneKind
from toolchain.text.phrases import phrases
from toolchain.word.importing import beside
from toolchain.word.importing.aims import Aims
from toolchain.word.importing.captions import captions_of, cut_typed_numbers, typed_caption
from toolchain.word.importing.cited import FILE, Cited
from toolchain.word.importing.cover import CoverReader
from toolchain.word.importing.drafts import Draft
from toolchain.word.importing.entries import Entry, Known, Main, Sorter, find_main
from toolchain.word.importing.images import Images
from toolchain.word.importing.indents import Indents
from toolchain.word.importing.inlines import Inliner, Places
from toolchain.word.importing.likely import cover_lines, read_looks, without
from toolchain.word.importing.lists import mark_words
from toolchain.word.importing.losses import Loss, Losses
from toolchain.word.importing.making import Maker, not_bold
from toolchain.word.importing.marks import read_marks
from toolchain.word.importing.nesting import Nester
from toolchain.word.importing.notes import Notes
from toolchain.word.importing.sections import Sections, lose_numbers, read_sections
from toolchain.word.importing.spoken import Languages
from toolchain.writers.docx.styles import Indent

_NO_TITLE = expression(r"[,，،]\s*$|^[\W\d_]*$")
"""Of a line such as "Dear Sir," or "– 1 –"."""
_PICTURE = Word(
    "a picture before the first heading stays in the text: a logo belongs under “logo:” in the front matter"
)
_ONLY_LINE = Word("the only line before the first heading becomes the title")
_FULL_VERSION = Word("the full version of a source: what it withholds from the public is not marked in it")
_PUBLIC_VERSION = Word("the public version of a source: what is withheld is not in it")
_OURS = ("numbered paragraph", "sub-paragraph 1", "list continue 2")


class Adopted(Record):
    """The Document of a source, what it cannot hold, and the files next to it by their names: its pictures,
    and the sources that it cites. `ours` means that we wrote the file.
    """

    document: m.Document
    losses: tuple[Loss, ...]
    files: Mapping[str, bytes]
    ours: bool


def adopt(opened: Opened, pictures: str = "picture", *, lost: bool = False, live: bool = True) -> Adopted:
    """Return the Document for the source of this Word file, with the spans of the file.

    `pictures` is the start of the names of pictures. With `lost`, references whose bookmarks are missing
    point to `NOWHERE` and do not become plain words, and comments have their authors' names. Unless `live`,
    notes typed as "[1]" and citations of Zotero and Mendeley stay text.
    Raise `Failure` (S012, S021) if a part cannot be read.
    """
    return _Adopting(opened, pictures, lost, live).adopted()


class _Adopting:
    """The conversion of one file. First blocks are nested, then their words are read."""

    def __init__(self, opened: Opened, pictures: str, lost: bool, live: bool) -> None:
        self.opened = opened
        self.display = opened.display
        self.losses = Losses(opened.display)
        self.live = live
        self.ours = all(opened.styles.id_of(name) is not None for name in _OURS)
        file = (opened.package, opened.styles, opened.body, opened.found.texts)
        self.stated = stated_language(*file).replace("_", "-")
        self.lang = self._language(language(*file).replace("_", "-"))
        self.words = words_for(self.lang)
        self.marks = read_marks(opened.found)
        self.indents = Indents(opened.styles)
        self.images = Images(opened.package, self.losses, pictures)
        self.notes = Notes(opened.found, self.marks, self.losses)
        self.languages = Languages(
            opened.styles, (self.lang, self.stated), untouched=is_untouched(opened.package)
        )
        self.comments = beside.comments_by_paragraph(opened, self.losses, authors=lost)
        self.aims = Aims(opened.found, self.marks)
        self.note_roots: dict[int, Draft] = {}
        self.cited = Cited(self.lang, self.losses)
        self.places = Places(
            self.words.citations["annex"].partition("{number}")[0],
            self.aims, self.notes, self.images, self.losses, self.cited if live else None, lost,
        )  # fmt: skip

    def adopted(self) -> Adopted:
        """Return the whole file as a Document."""
        part = parts(self.opened.story.blocks)
        title, cover, body = part.title, without_standing(part.cover), list(part.body)
        said, values = core(self.opened.package), dict[str, Any]()
        reader = CoverReader(self.words, self._plain_inlines, self._on_cover, self.losses, self.marks.logos)
        if not self.ours:
            initials = mark_words(self.opened.story.blocks)
            title, cover, body, said = self._read_looks(part, reader)
            for each in (one for one in initials if not one.is_heading):
                initial = Word("a letter that may be an initial stays text")
                other = Word("a number that does not continue those above stays text")
                self.losses.add(each, other if each.text.lstrip()[0].isdecimal() else initial, each.text)
        kept = [block for block in body if not self._is_beside(block, values)]
        self._nest_notes()
        root, sections = self._nest_body(kept)
        found = reader.read(cover)
        if not self.ours:
            self._lose_lines(found.rest, reader)
        values.update(found.values)
        heading = self._plain_inlines(title) if title else ()
        maker = self._maker()
        maker.sections = sections
        maker.read(root)
        notes = self.notes.all(self._span_of)
        # cover text without a known meaning is text before the first heading
        loose = self._made(self._nest(found.rest, plain=True)) if found.rest else ()
        values.update(self._said(title, sections.numbered, said))
        sources = self.cited.file()
        values.update(dict.fromkeys(("sources",), FILE) if sources else {})
        beside.lose_what_is_beside(self.opened, self.losses)
        if not self.ours:
            beside.lose_lines(self.opened, self.losses)
        if not self.ours or self.places.lost:
            beside.lose_looks(self.opened, self.losses, ours=self.ours)
        named = heading or (m.Text(FilePlace(self.display), self._title(said)),)
        document = m.Document(
            self.display,
            FrontMatter(title=named, lang=self.lang, **values),
            (*loose, *maker.blocks(root)),
            notes,
            images=MappingProxyType(dict(self.images.files)),
        )
        beside.lose_comments(self.comments, (*document.blocks, *document.notes), self.losses)
        images = {name: picture.data for name, picture in self.images.files.items()}
        return Adopted(document, self.losses.all(), MappingProxyType(images | sources), self.ours)

    def _read_looks(
        self, part: Parts, reader: CoverReader
    ) -> tuple[Paragraph | None, list[Block], list[Block], Mapping[str, str]]:
        """Return the title, the cover and the text without what their lines state, and the properties that
        apply.
        """
        front: Iterable[Block] = part.cover
        blocks: Iterable[Block] = part.body
        if self.live:
            front, blocks = (list(cover_lines(each, reader)) for each in (part.cover, part.body))
            taken = reader.state_all([*front, *blocks], lines=True)
            front, blocks = (without(each, taken) for each in (front, blocks))
        # Cover text comes before the body, and references may point to it.
        loose = [each for each in front if self._is_text_of_body(each)]
        cover = [each for each in front if each not in loose]
        styled = (
            each for each in cover if isinstance(each, Paragraph) and "subtitle" in each.style.names[:1]
        )
        reader.subtitle = next(styled, None)
        part = Parts(part.title, tuple(cover), (*loose, *blocks))
        if shown := typed_markdown(self.opened.paragraphs()):
            kept = Word("mark-up of Markdown stays text: save the text in Word as plain text, as report.md")
            self.losses.add(shown[0], kept, shown[0].text)
        title, body, said, doubtful = read_looks(
            self.opened, part, self.words, self.losses, reader, live=self.live
        )
        opening = list(takewhile(is_before_text, body)) if self.live else []
        first = [each for each in opening if isinstance(each, Table) or not each.shows_nothing]
        stated = reader.state_all(first)
        left = without(first, stated) if len(opening) < len(body) else []
        if not title and "title" not in said and (only := self._only_line(left, reader)):
            title, left, stated = only, [], {*stated, only}
            self.losses.add(title, _ONLY_LINE, title.text)
        self._lose_lines(left, reader)
        for paragraph in doubtful:
            if paragraph not in first:
                self.losses.add(
                    paragraph, Word("a line that looks like a heading stays text"), paragraph.text
                )
        return title, cover, without(body, stated), said

    def _only_line(self, blocks: Sequence[Block], reader: CoverReader) -> Paragraph | None:
        """Return the only line of these blocks, if it may be a title."""
        lines = [each for each in blocks if isinstance(each, Paragraph) and is_line(each.text)]
        lines = [each for each in lines if not _NO_TITLE.search(each.text)]
        lines = [each for each in lines if not (reader.is_contact(each.text) or reader.is_mark(each.text))]
        return lines[0] if len(blocks) == len(lines) == 1 else None

    def _lose_lines(self, blocks: Iterable[Block], reader: CoverReader) -> None:
        """List what is before the first heading and no front matter: lines, tables and pictures."""
        for block in blocks:
            if isinstance(block, Table):
                at = next(block.paragraphs(), None)
                self.losses.add(at, Word("a table before the first heading stays in the text"))
            elif not block.text.strip():
                self.losses.add(block, _PICTURE)
            elif is_short(block.text):
                contact = Word("a line before the first heading belongs under “contact:” in the front matter")
                other = Word("a line before the first heading stays text")
                self.losses.add(block, contact if reader.is_contact(block.text) else other, block.text)

    def _nest_notes(self) -> None:
        """Name the notes, and nest the blocks of their texts."""
        self.notes.make = self._note
        self.notes.name()
        for call in self.opened.found.calls:
            blocks = call.story.blocks if call.story else ()
            mark_words(() if self.ours else blocks)
            root = self._nest(blocks, plain=True, style=f"{call.kind.value} text")
            cut_typed_numbers(root, self.words)
            self.aims.own(root)
            self.note_roots[id(call)] = root

    def _own_main(self) -> Main:
        """Return the list of our own files, which need not be searched; a paragraph pasted next to ours is
        recognized by its indent.
        """
        edge = self.indents.of_style(_OURS[0])
        return Main(left=edge.left if edge else 0)

    def _nest_body(self, blocks: Sequence[Block]) -> tuple[Draft, Sections]:
        """Nest the blocks of the text, and read the meaning of its headings."""
        main = self._own_main() if self.ours else find_main(blocks, self.indents)
        if main.level:
            self.losses.add(None, Word("paragraph numbers such as 1.1 become consecutive numbers"))
        root = self._nest(blocks, main=main)
        sections = read_sections(root, self.marks, self.words, self.losses, ours=self.ours)
        if not self.ours:
            lose_numbers(root, self.words, self.losses, live=self.live)
        cut_typed_numbers(root, self.words, None if self.ours else self.losses)
        self.aims.own(root)
        self.aims.keep_labels(root, self.note_roots.values())
        return root, sections

    def _language(self, tag: str) -> str:
        if not tag:
            self.losses.add(None, Word("the file does not say its language: English is assumed"))
            return "en"
        if tag != self.stated:
            self.losses.add(
                None, Word("the language of the words is taken, not the one that the file states"), tag
            )
        primary = primary_subtag(tag)
        return tag if self.ours or (primary == "zh" and tag.lower() != "zh-cn") else primary

    def _title(self, said: Mapping[str, str]) -> str:
        stem = self.display.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
        if not (title := said.get("title", "")):
            self.losses.add(None, Word("no title was found: change this name in the front matter"), stem)
        return title or stem or "Untitled"

    def _said(self, title: Paragraph | None, numbered: bool, said: Mapping[str, str]) -> dict[str, Any]:
        """Return the front matter that is not on the cover."""
        values: dict[str, Any] = {}
        kinds = [call.kind for call in self.opened.found.calls if call.story and not call.custom]
        if kinds:
            footnotes = kinds.count(m.NoteKind.FOOTNOTE) * 2 > len(kinds)
            values["notes"] = "footnotes" if footnotes else "endnotes"
            if len(set(kinds)) > 1:
                self.losses.add(None, NotesOfOneKind(Word(values["notes"])))
        if numbered:
            values["headings"] = "numbered"
        if self.notes.again:
            values["repeated_notes"] = "again"
        if keywords := said.get("keywords"):
            values["keywords"] = tuple(
                each.strip() for each in keywords.replace(";", ",").split(",") if each.strip()
            )
        if self._notes_before_annexes():
            values["notes_place"] = "before-annexes"
        heads, terms = beside.running_heads(self.opened) if self.ours else [], self.words.terms
        if terms["secret"] in heads:
            self.losses.add(None, _FULL_VERSION)
        if self.ours and any(terms["public_version"] in each.text for each in self.opened.story.paragraphs()):
            self.losses.add(None, _PUBLIC_VERSION)
        short = next((each for each in heads if each not in (terms["draft"], terms["secret"])), "")
        if title and short and short != fold(title.text.replace("\u00a0", " ")):
            values["short_title"] = (m.Text(FilePlace(self.display), short),)
        return values

    def _notes_before_annexes(self) -> bool:
        roles = [each.style.roles for each in self.opened.story.blocks if isinstance(each, Paragraph)]
        notes = next((at for at, each in enumerate(roles) if "notes" in each), len(roles))
        return any("annex" in each for each in roles[notes:])

    def _is_beside(self, block: Block, values: dict[str, Any]) -> bool:
        """Return whether a block is not part of the text: a line of the contents, the heading of the
        notes.
        """
        if not isinstance(block, Paragraph):
            return False
        if block.contents or block.style.role == "contents":
            values["contents"] = True
            return True
        return block.style.role == "notes"

    def _is_text_of_body(self, block: Block) -> bool:
        """Return whether a block before the text of a third-party file belongs to the text."""
        if not isinstance(block, Paragraph):
            return True
        return not (block.contents or block.style.role in ("contents", "cover")) and not block.shows_nothing

    def _nest(
        self,
        blocks: Iterable[Block],
        *,
        plain: bool = False,
        style: str = "body text",
        main: Main | None = None,
    ) -> Draft:
        by_words = not (plain or self.ours)
        known = Known(typed_caption(self.words), phrases(self.lang).lists) if by_words else None
        sorter = Sorter(self.indents, self.marks, main or Main(), plain, self.ours, known)
        entries = list(sorter.entries(self._unboxed(blocks)))
        edges = self._edges(entries, style)
        captions = captions_of(entries, self.words, None if self.ours else self.losses)
        return Nester(edges, ours=self.ours).build(entries, captions)

    def _unboxed(self, blocks: Iterable[Block]) -> Iterable[Block]:
        for block in blocks:
            if isinstance(block, Paragraph) and block.boxed and not block.shows_nothing:
                self.losses.add(block, Word("a text box becomes plain text"), "")
            yield block

    def _edges(self, entries: Sequence[Entry], style: str) -> Indent:
        """Return the indents of a story's plain text, whose style is named in our own files."""
        if self.ours:
            return (self.indents.of_style(style) or Indent())._replace(first=0)
        plain = [(each.indent.left, each.indent.right) for each in entries if each.kind == "plain"]
        if plain:
            return Indent(*max(dict.fromkeys(plain), key=plain.count))
        numbered = next((each for each in entries if each.kind == "numbered"), None)
        return numbered.indent._replace(first=0) if numbered else Indent()

    def _inliner(self, kind: str = "") -> Inliner:
        """Return what reads the words of the text, or of the part with notes of a kind."""
        package = self.opened.package
        name = package.related_name(f"{kind}s") if kind else package.main
        related = package.relationships(name) if name else {}
        return Inliner(self.places, related, self.languages, self.ours, bool(kind))

    def _maker(self, kind: str = "") -> Maker:
        styles, rtl = self.opened.styles, self.words.rtl
        return Maker(self._inliner(kind), styles, self.display, self.losses, self.comments, rtl, self.ours)

    def _made(self, root: Draft, kind: str = "", part: m.Part = m.Part.BODY) -> m.Blocks:
        """Return the blocks of a tree that is not the text."""
        maker = self._maker(kind)
        maker.read(root)
        return maker.blocks(root, part)

    def _plain_inlines(self, paragraph: Paragraph) -> m.Inlines:
        pieces = paragraph.pieces if self.ours else not_bold(paragraph.pieces)
        return self._inliner().inlines(paragraph, pieces, paragraph.span(self.display), line=True)

    def _on_cover(self, blocks: Sequence[Block]) -> m.Blocks:
        return self._made(self._nest(blocks, plain=True, style="cover text"), part=m.Part.COVER)

    def _note(self, call: Call) -> m.Blocks:
        root = self.note_roots[id(call)]
        first = root.children[0] if root.children else None
        head = first.entry.block if first and first.entry else None
        if call.custom and isinstance(head, Paragraph):
            head.pieces = without_mark(head, call.label)
        return self._made(root, call.kind.value)

    def _span_of(self, call: Call) -> Place:
        block = call.story.block if call.story else call.paragraph.block
        return FilePlace(self.display, block, call.place)
