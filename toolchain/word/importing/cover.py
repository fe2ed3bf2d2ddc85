"""Read the front matter of a source from the cover of a Word file and its properties."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from toolchain import model as m
from toolchain.formats.docx.story import BOLD, Block, Paragraph, Table
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.front_matter import COVER_FACTS, Contact, Organization
from toolchain.model.records import Changing, field, replace
from toolchain.model.wording import fold
from toolchain.readers.docx.cover import is_before_text, is_line, is_short
from toolchain.resolve.covers import NAMES
from toolchain.resolve.labels import Words, words_for
from toolchain.word.importing.first_page import DETAILS, YEAR, FirstPage
from toolchain.word.importing.losses import Losses

_STATED = expression(r"\s*([^:：\n]{2,30}?)[ \u00a0]*[:：][ \u00a0\t]*(\S.*)")
_DETAIL = expression(
    r"(?:^|[,;،，；、]|\s(?=[(<])|\s[–—/]\s)\s*[(<]??((?!\d)\w[^,;:@()<>]{1,28}?)??\s?[:：]?\s?(?:"
    r"(?P<email>[^\s@,;:()<>]+@[^\s@,;()<>]+)|"
    r"(?P<telephone>(?!(?:19|20)\d\d[–-](?:19|20)\d\d)(?:\(\+?\d+\)|\+?\d)[\d ()./–-]{5,}\d)|"
    r"(?P<website>(?:https?://|www\.)[^\s,;)>]+))[)>]?(?=\s*(?:[,;،，；、(<]|[–—/]\s|$))"
)
"""A detail in the line of a contact, with the word before it ("Tel.")."""
_LINES = expression(r"\n|[ \u00a0]\|[ \u00a0]")
_SUBJECT = 4  # words of a line that can say what a report is about
_OWN = (" (own)", " (name)")
_DIRECTION = expression("^\u200e|(?<=\t)\u200e", re.MULTILINE)
"""The character that our writer puts before left-to-right lines in right-to-left text."""


class _Submitter(Changing):
    """An organization that is being read."""

    name: str = ""
    status: str = ""
    logo: str = ""
    logo_alt: str = ""
    contact: dict[str, str] = field(default_factory=dict)
    description: list[Block] = field(default_factory=list)


class Cover(Changing):
    """The content of a cover: front matter values by name, and the rest as text."""

    values: dict[str, Any] = field(default_factory=dict)
    rest: list[Block] = field(default_factory=list)


class CoverReader:
    """Reads the cover as our own writer makes it; in other files, paragraphs in cover styles."""

    def __init__(
        self,
        words: Words,
        inlines: Callable[[Paragraph], m.Inlines],
        blocks: Callable[[Sequence[Block]], m.Blocks],
        losses: Losses,
        with_logo: Collection[Paragraph] = (),
    ) -> None:
        keys = (*COVER_FACTS, "publication", "submitted_by", "about_submitters", "public", "confidential")
        self._terms = {words.terms[key]: key for key in keys}
        self._details = {words.terms[key]: key for key in ("status", "contact", *DETAILS)}
        stated = (*COVER_FACTS, "submitted_by", "contact", *DETAILS)
        self._stated = {
            each.terms[key].casefold(): key for each in (words_for("en"), words) for key in stated
        }
        self._first = FirstPage(words)
        self._stated |= self._first.keys
        self._words = words
        self._inlines = inlines
        self._blocks = blocks
        self._losses = losses
        self._cover = Cover()
        self.subtitle: Paragraph | None = None
        self._submitters: list[_Submitter] = []
        self._together = False  # whether names are in a list, so that a contact is nobody's in particular
        self._with_logo = with_logo
        self._logos: list[tuple[str, str]] = []
        self._names: list[Paragraph] = []

    def read(self, blocks: Iterable[Block]) -> Cover:
        """Return the content of the blocks before the text; unknown content becomes text of the body."""
        stated = len(self._submitters)
        for block in blocks:
            if isinstance(block, Paragraph) and block.contents:
                self._cover.values["contents"] = True
            elif isinstance(block, Table) and all(map(_is_own, block.paragraphs())):
                self._cover.rest += (each for each in block.paragraphs() if not self._take(each))
            elif not (self._take(block) if isinstance(block, Paragraph) else self._take_table(block)):
                if len(self._submitters) > stated:
                    self._submitters[-1].description.append(block)
                else:
                    self._cover.rest.append(block)
        listed = NAMES.join(self._plain(each.text).strip() for each in self._names)
        if self._names and fold(listed) != fold(NAMES.join(each.name for each in self._submitters)):
            self._cover.rest += self._names  # somebody changed them there
        if self._submitters:
            self._cover.values["submitted_by"] = tuple(map(self._organization, self._submitters))
        if self.subtitle:
            self._cover.values["subtitle"] = self._inlines(self.subtitle)
        return self._cover

    def state(self, paragraph: Paragraph) -> bool:
        """Take a paragraph of a third-party file if all its lines state front matter: "Submitted by: …".

        Return whether it was taken. A line of a contact counts after an organization.
        """
        lines = [line for line in _LINES.split(paragraph.code) if line.strip()]
        found = [(key, said) for line in lines for key, said in self._said(line)]
        given = {*self._cover.values, *(self._submitters[-1].contact if self._submitters else ())}
        named = bool(self._submitters) and not self._together
        for key, said in found:
            named = len(self._first.names(said)) == 1 if key == "submitted_by" else named
            field_ = "person" if key == "contact" else DETAILS.get(key, key)
            if field_ in given or not (key in (*COVER_FACTS, "submitted_by") or (key and named)):
                return False
            given |= {field_} - {"submitted_by"}
        if len(found) < len(lines) or any(each.kind in ("image", "call") for each in paragraph.pieces):
            return False
        for key, said in found:
            if key in COVER_FACTS:
                self._cover.values[key] = said
            elif key == "submitted_by":
                self._submit(paragraph, said)
            else:
                self._detail(self._submitters[-1], key, said)
        return bool(found)

    def state_all(self, blocks: Sequence[Block], *, lines: bool = False) -> set[Paragraph]:
        """Take paragraphs that state front matter, and the names below "Submitted by"; return them. With
        `lines`, stop at the first text.
        """
        taken: set[Paragraph] = set()
        for at, block in enumerate(blocks):
            if not isinstance(block, Paragraph) or block in taken or block.shows_nothing:
                continue
            if lines and not self._is_of_cover(block):
                break
            names = self._names_below(blocks[at + 1 :]) if self.announces(block.text) else []
            for each in names:
                self._submit(each, fold(each.text).strip(" ,;•–-"))
            self._together = self._together or len(names) > 1
            if names or self.state(block):
                taken |= {block, *names}
        return taken

    def _submit(self, at: Paragraph, said: str) -> None:
        """Add the organizations in a line."""
        self._submitters += map(_Submitter, names := self._first.names(said))
        self._together = self._together or len(names) > 1
        if any(map(self._first.several.search, names)):
            self._losses.add(at, Word("names in one line stay one organization"), said)

    def announces(self, text: str) -> bool:
        """Return whether a line only says that names follow: "Submitted by", "Prepared by the authors:"."""
        named = self._stated.get(fold(text).rstrip(" :：").casefold()) == "submitted_by"
        return named or (text.rstrip().endswith((":", "：")) and self._first.by.match(fold(text)) is not None)

    def states(self, line: str) -> bool:
        """Return whether a line says something that belongs into the front matter, or announces it."""
        return self.announces(line) or any(key for key, _ in self._said(line))

    def is_contact(self, line: str) -> bool:
        """Return whether a line has a contact; a number without a word may be a date."""
        known = any(key in ("contact", *DETAILS) for key, _ in self._said(line))
        return known or any(
            each.lastgroup != "telephone" or self._stated.get(fold(each[1] or "").casefold()) == "telephone"
            for each in _DETAIL.finditer(line)
        )

    def is_kind(self, line: str) -> bool:
        """Return whether a line says what kind of document it is."""
        return is_line(line) and self._first.kinds.search(line) is not None

    def is_only_kind(self, line: str) -> bool:
        """Return whether a line says no more than the kind, and for whom it is."""
        return self.is_kind(line) and bool(len(line.split()) < _SUBJECT or self._first.bodies.search(line))

    def is_mark(self, line: str) -> bool:
        """Return whether a line only marks the file, as "CONFIDENTIAL" does, or says to whom it goes."""
        return self._first.marks.fullmatch(fold(line)) is not None

    def goes_on(self, line: str, below: str) -> bool:
        """Return whether a title goes on in the line below: "Alternative report on" / "the sale of …"."""
        return self._first.joint.search(f"{line.strip().lower()}\n{below.strip()}") is not None

    def _names_below(self, blocks: Sequence[Block]) -> list[Paragraph]:
        """Return lines of one look, as far apart as from the line above; none that may be a heading."""
        names: list[Paragraph] = []
        empty = most = 0
        for block in blocks:
            if isinstance(block, Table):
                break
            if block.shows_nothing:
                empty += 1
                continue
            if not self._is_name(block):
                bold = names and (_look(names[-1])[0] or names[-1].text.isupper())
                if bold and not (block.is_heading or self._is_of_cover(block)):
                    del names[-1:]
                break
            if names and (empty > most or _look(block) != _look(names[0])):
                break
            empty, most = 0, most if names else empty
            names.append(block)
        return names

    def _is_name(self, paragraph: Paragraph) -> bool:
        text = paragraph.text.rstrip(" ,;")
        known = re.search(r"[\d@]", text) or fold(text).casefold() in self._stated or self.states(text)
        listed = paragraph.item is not None and paragraph.item.style == "bullet"
        words = all(each.kind in ("text", "break") for each in paragraph.pieces)
        return words and is_line(text) and not known and (listed or self._is_of_cover(paragraph))

    def _is_of_cover(self, paragraph: Paragraph) -> bool:
        """Return whether a paragraph is a line and not a text, a heading or a numbered paragraph."""
        line = is_short(paragraph.text) or self.states(paragraph.text)
        return line and is_before_text(paragraph) and not paragraph.contents

    def _said(self, line: str) -> Iterator[tuple[str, str]]:
        """Yield the key of a line and what it says: "Submitted by: …", "Submitted by …", a date."""
        line = fold(line.replace("\u00a0", " "))
        if found := _STATED.fullmatch(line):
            key = self._stated.get(found[1].casefold(), "")
            yield from self._parts(found[2]) if key == "contact" else ((key, found[2]),)
        elif self._first.date.fullmatch(line):
            yield "date", line
        elif (by := self._first.by.fullmatch(line)) and is_line(line) and not re.search(YEAR, line):
            yield "submitted_by", by[1]

    def _parts(self, contact: str) -> Iterator[tuple[str, str]]:
        """Yield the person with the role, and the rest of "A name, director, a@example.org, tel. +41 …"."""
        person = contact
        for found in reversed(list(_DETAIL.finditer(contact))):
            is_word = (found[1] or "").casefold() in ("", *self._stated)
            if is_word or found["email"]:
                person = person[: found.start() if is_word else found.end(1)] + person[found.end() :]
                yield str(found.lastgroup), found[str(found.lastgroup)]
        if person := person.strip(" ,;،，；、"):
            yield "contact", person

    def _take(self, paragraph: Paragraph) -> bool:
        """Return whether a paragraph's style gives its meaning."""
        style, _, variant = (paragraph.style.names[0] if paragraph.style.names else "").partition(" (")
        if paragraph.shows_nothing or paragraph.style.role == "contents":
            return True
        if style == "subtitle" and self.subtitle in (None, paragraph):
            self.subtitle = paragraph
            return True
        label, _, said = self._plain(paragraph.code).partition("\t")
        terms = self._details if style == "cover detail" else self._terms
        key = terms.get(label.strip(), "")
        match style:
            case "cover line" if self._fact(key, said):
                pass
            case "cover heading" if key in ("submitted_by", "about_submitters"):
                pass
            case "cover statement" if self._publication(label):  # of an earlier release
                pass
            case "cover logo":
                images = (node for node in self._inlines(paragraph) if isinstance(node, m.Image))
                self._logos += ((each.source, each.alt) for each in images)
            case "cover organization":
                self._name(paragraph, again=variant == "name)")
            case "cover detail" if self._submitters and key:
                self._detail(self._submitters[-1], key, said.strip())
            case _:
                return False
        return True

    def _name(self, paragraph: Paragraph, *, again: bool) -> None:
        """Take the name of an organization, or one of those on the cover that follow with all details."""
        if again:
            self._names.append(paragraph)
            return
        has_logo = self._logos and (paragraph in self._with_logo or not self._with_logo)
        logo, alt = self._logos.pop(0) if has_logo else ("", "")
        self._submitters.append(_Submitter(self._plain(paragraph.code).strip(), logo=logo, logo_alt=alt))

    def _plain(self, text: str) -> str:
        return _DIRECTION.sub("", text) if self._words.rtl else text

    def _take_table(self, table: Table) -> bool:
        """Return whether a table has details of the submission, or the contacts of an organization, line by
        line.
        """
        lines: list[tuple[str, str, Sequence[Block]]] = []
        terms = self._details if self._submitters else self._terms
        for row in table.rows:
            said = [self._plain("\n".join(each.code for each in cell.paragraphs)) for cell in row.cells]
            key = terms.get(said[0].strip(), "") if said else ""
            facts = (*COVER_FACTS, "publication")
            if len(said) != 2 or not (key in facts or (self._submitters and key)):
                return False
            lines.append((key, said[1].strip(), row.cells[1].paragraphs))
        for key, value, paragraphs in lines:
            if self._submitters:
                self._detail(self._submitters[-1], key, value)
            elif not self._fact(key, value):
                self._cover.rest += paragraphs
        return True

    def _fact(self, key: str, said: str) -> bool:
        """Take a line about the submission; return whether it is one."""
        if key in COVER_FACTS:
            self._cover.values[key] = said.strip()
        return key in COVER_FACTS or (key == "publication" and self._publication(said))

    def _publication(self, said: str) -> bool:
        """Take what the cover says of publication; return whether it is one of our sentences."""
        said = said.replace(self._words.terms["public_version"], "").strip()
        key = self._terms.get(said, "")
        if key in ("public", "confidential"):
            self._cover.values["public"] = key == "public"
        return not said or key in ("public", "confidential")

    def _detail(self, submitter: _Submitter, key: str, said: str) -> None:
        if key == "status":
            submitter.status = said
        elif key == "contact":
            person, _, role = said.partition("\n" if "\n" in said else ", ")  # of earlier releases
            submitter.contact.update(person=person, role=role)
        elif key in DETAILS:
            submitter.contact[DETAILS[key]] = said

    def _organization(self, submitter: _Submitter) -> Organization:
        return Organization(
            submitter.name,
            submitter.status,
            self._blocks(submitter.description) if submitter.description else (),
            submitter.logo,
            submitter.logo_alt,
            replace(Contact(), **submitter.contact) if submitter.contact else None,
        )


def _look(paragraph: Paragraph) -> tuple[bool, tuple[str, ...]]:
    words = (each for each in paragraph.pieces if each.text.strip())
    return all(each.look & BOLD for each in words), paragraph.style.names


def _is_own(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is a filled place of a cover that was made in Word."""
    return paragraph.shows_nothing or paragraph.style.names[:1][0].endswith(_OWN)
