"""Read the front matter of a source from the cover of a Word file and its properties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from toolchain import model as m
from toolchain.formats.docx.story import Block, Paragraph, Table
from toolchain.model.front_matter import Contact, Organization
from toolchain.resolve.labels import Words, words_for
from toolchain.resolve.word_count import COVER_FACTS
from toolchain.word.importing.losses import Losses

_DETAILS = {"address": "address", "telephone": "phone", "email": "email", "website": "website"}
_ALSO = {"tel": "telephone", "tel.": "telephone", "phone": "telephone", "email": "email", "web": "website"}
_STATED = re.compile(r"\s*([^:：\n]{3,30}?)[ \u00a0]*[:：][ \u00a0\t]*(\S.*)")
_DIRECTION = re.compile("^\u200e|(?<=\t)\u200e", re.MULTILINE)
"""The character that our writer puts before left-to-right lines in right-to-left text."""


@dataclass(slots=True)
class _Submitter:
    """An organization that is being read."""

    name: str = ""
    status: str = ""
    logo: str = ""
    logo_alt: str = ""
    contact: dict[str, str] = field(default_factory=dict)
    description: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Cover:
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
    ) -> None:
        keys = (*COVER_FACTS, "submitted_by", "public", "confidential")
        self._terms = {words.terms[key]: key for key in keys}
        self._details = {words.terms[key]: key for key in ("status", "contact", *_DETAILS)}
        stated = (*COVER_FACTS, "submitted_by", "contact", *_DETAILS)
        self._stated = {
            each.terms[key].casefold(): key for each in (words_for("en"), words) for key in stated
        } | _ALSO
        self._words = words
        self._inlines = inlines
        self._blocks = blocks
        self._losses = losses
        self._cover = Cover()
        self._submitters: list[_Submitter] = []
        self._logo: tuple[str, str] = ("", "")

    def read(self, blocks: Iterable[Block]) -> Cover:
        """Return the content of the blocks before the text; unknown content becomes text of the body."""
        for block in blocks:
            if isinstance(block, Paragraph) and block.contents:
                self._cover.values["contents"] = True
            elif not (self._take(block) if isinstance(block, Paragraph) else self._take_table(block)):
                if self._submitters:
                    self._submitters[-1].description.append(block)
                else:
                    self._cover.rest.append(block)
        if self._submitters:
            self._cover.values["submitted_by"] = tuple(map(self._organization, self._submitters))
        return self._cover

    def state(self, paragraph: Paragraph) -> bool:
        """Take a paragraph of a third-party file if all its lines state front matter: "Submitted by: …".

        Return whether it was taken. A line of a contact counts after an organization.
        """
        lines = [_STATED.fullmatch(line) for line in paragraph.code.split("\n") if line.strip()]
        found = [(self._stated.get(each[1].casefold(), ""), each[2].strip()) for each in lines if each]
        named = bool(self._submitters)
        for key, _ in found:
            named = named or key == "submitted_by"
            if key in self._cover.values or not (key in COVER_FACTS or (key and named)):
                return False
        if len(found) < len(lines) or any(each.kind in ("image", "call") for each in paragraph.pieces):
            return False
        for key, said in found:
            if key in COVER_FACTS:
                self._cover.values[key] = said
            elif key == "submitted_by":
                self._submitters.append(_Submitter(said))
            else:
                self._detail(self._submitters[-1], key, said)
        return bool(found)

    def _take(self, paragraph: Paragraph) -> bool:
        """Return whether a paragraph's style gives its meaning."""
        style = (paragraph.style.names[0] if paragraph.style.names else "").partition(" (")[0]
        if paragraph.shows_nothing:
            return True
        if paragraph.style.role == "contents":
            return True
        if style == "subtitle" and "subtitle" not in self._cover.values:
            self._cover.values["subtitle"] = self._inlines(paragraph)
            return True
        label, _, said = self._plain(paragraph.code).partition("\t")
        terms = self._details if style == "cover detail" else self._terms
        key = terms.get(label.strip(), "")
        match style:
            case "cover line" if key in COVER_FACTS:
                self._cover.values[key] = said.strip()
            case "cover heading" if key == "submitted_by":
                pass
            case "cover statement" if key in ("public", "confidential"):
                self._cover.values["public"] = key == "public"
            case "cover logo":
                self._picture(paragraph)
            case "cover organization":
                name = self._plain(paragraph.code).strip()
                logo, alt = self._logo
                self._submitters.append(_Submitter(name, logo=logo, logo_alt=alt))
                self._logo = ("", "")
            case "cover detail" if self._submitters and key:
                self._detail(self._submitters[-1], key, said.strip())
            case _:
                return False
        return True

    def _plain(self, text: str) -> str:
        return _DIRECTION.sub("", text) if self._words.rtl else text

    def _take_table(self, table: Table) -> bool:
        """Return whether a table has details of the submission, or the contacts of an organization, line by
        line.
        """
        lines: list[tuple[str, str]] = []
        terms = self._details if self._submitters else self._terms
        for row in table.rows:
            said = [self._plain("\n".join(each.code for each in cell.paragraphs)) for cell in row.cells]
            key = terms.get(said[0].strip(), "") if said else ""
            if len(said) != 2 or not (key in COVER_FACTS or (self._submitters and key)):
                return False
            lines.append((key, said[1].strip()))
        for key, value in lines:
            if self._submitters:
                self._detail(self._submitters[-1], key, value)
            else:
                self._cover.values[key] = value
        return True

    def _picture(self, paragraph: Paragraph) -> None:
        image = next((node for node in self._inlines(paragraph) if isinstance(node, m.Image)), None)
        if image is not None:
            self._logo = (image.source, image.alt)

    def _detail(self, submitter: _Submitter, key: str, said: str) -> None:
        if key == "status":
            submitter.status = said
        elif key == "contact":
            person, _, role = said.partition(", ")
            submitter.contact.update(person=person, role=role)
        elif key in _DETAILS:
            submitter.contact[_DETAILS[key]] = said

    def _organization(self, submitter: _Submitter) -> Organization:
        return Organization(
            submitter.name,
            submitter.status,
            self._blocks(submitter.description) if submitter.description else (),
            submitter.logo,
            submitter.logo_alt,
            Contact(**submitter.contact) if submitter.contact else None,
        )
