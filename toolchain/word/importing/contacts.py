"""Lines such as "Submitted by: Children First" and "E-mail: …" before the text, as front matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from toolchain.formats.docx.story import Block, Paragraph
from toolchain.model.front_matter import Contact, Organization
from toolchain.resolve.labels import Words, words_for
from toolchain.resolve.word_count import COVER_FACTS

_LABEL = re.compile(r"\s*([^:：\n]{3,30}?)[ \u00a0]*[:：][ \u00a0]*(\S.*)")
_CONTACT = {
    "contact": "person",
    "address": "address",
    "telephone": "phone",
    "email": "email",
    "website": "website",
}
_ALSO = {"tel": "telephone", "tel.": "telephone", "phone": "telephone", "email": "email", "web": "website"}


def read_contacts(body: Sequence[Block], words: Words) -> tuple[dict[str, Any], list[Block]]:
    """Return the front matter that lines before the first heading or number state, and the other blocks.

    A paragraph is taken if the meaning of all its lines is known. Contacts need an organization.
    """
    terms = {each.terms[key].casefold(): key for each in (words_for("en"), words)
             for key in (*COVER_FACTS, "submitted_by", *_CONTACT)} | _ALSO  # fmt: skip
    before = takewhile(lambda each: not _begins_text(each), body)
    read = {each: _facts(each, terms) for each in before if isinstance(each, Paragraph)}
    found: dict[str, str] = {}
    taken: set[Paragraph] = set()
    named = any("submitted_by" in facts for facts in read.values())
    for paragraph, facts in read.items():
        free = not any(key in found for key in facts)
        if facts and free and (named or not any(key in _CONTACT for key in facts)):
            found |= facts
            taken.add(paragraph)
    if named and "submitted_by" not in found:
        return {}, list(body)
    values: dict[str, Any] = {key: said for key, said in found.items() if key in COVER_FACTS}
    if named:
        contact = {name: found[key] for key, name in _CONTACT.items() if key in found}
        organization = Organization(found["submitted_by"], contact=Contact(**contact) if contact else None)
        values["submitted_by"] = (organization,)
    return values, [each for each in body if not isinstance(each, Paragraph) or each not in taken]


def _begins_text(block: Block) -> bool:
    return not isinstance(block, Paragraph) or block.is_heading or bool(block.label or block.typed_label)


def _facts(paragraph: Paragraph, terms: Mapping[str, str]) -> dict[str, str]:
    """Return what the lines of a paragraph state, nothing if one of them is not known."""
    lines: Iterable[str] = filter(str.strip, paragraph.code.replace("\t", " ").split("\n"))
    labels = [_LABEL.fullmatch(line.strip()) for line in lines]
    found = {terms.get(each[1].casefold(), ""): each[2].strip() for each in labels if each}
    plain = not any(each.kind in ("image", "call") for each in paragraph.pieces)
    return found if plain and len(found) == len(labels) and "" not in found else {}
