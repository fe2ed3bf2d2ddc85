"""“Page 3 of 12” in headers and footers: words in the document's language, numbers as Word fields.

Word and LibreOffice compute these fields whenever they lay out a page, so the stored result hardly matters. A
template with other words is not changed.
"""

from __future__ import annotations

import re

from toolchain.formats.docx.field_parts import fields_of
from toolchain.model.wording import fold
from toolchain.writers.docx.markup import element, escaped
from toolchain.writers.docx.running import say
from toolchain.writers.docx.xml import Element, copied, find, get, parsed, qualified

TEMPLATE = "Page {page} of {pages}"
"""The words of our template, which are replaced by those of the document's language."""

FIRST = "1"
"""The result of a field before the page is laid out."""

_KINDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}  # ECMA-376-1, 17.16.5.44 and 17.16.5.40
_PLACES = {kind: place for place, kind in _KINDS.items()}
_PLAIN = frozenset(map(qualified, ("rPr", "t", "fldChar", "instrText", "lastRenderedPageBreak")))
_RUN, _TEXT, _CHAR, _INSTRUCTION, _SIMPLE = map(qualified, ("r", "t", "fldChar", "instrText", "fldSimple"))


def say_pages(root: Element, form: str, total: str) -> None:
    """Replace "Page X of Y" in a header or footer by another form, and by the known number of pages."""
    for paragraph in list(root.iter(qualified("p"))):
        if fold(_said(paragraph)) == TEMPLATE:
            _fill(paragraph, form)
    for field in fields_of(root):
        if field.whole and _place("".join(field.words)) == "{pages}":
            say(field.texts, total)


def add_pages(paragraph: Element, form: str, look: Element | None = None) -> None:
    """Add the words of a form, with fields for "{page}" and "{pages}"; `look` is the `w:rPr` of all runs."""
    pieces: list[str] = []
    for part in re.split(r"(\{\w+\})", form):
        if part in _KINDS:
            pieces += (
                element("fldChar", fldCharType="begin"),
                element("instrText", f" {_KINDS[part]} ", xml__space="preserve"),
                element("fldChar", fldCharType="separate"),
                element("t", FIRST),
                element("fldChar", fldCharType="end"),
            )
        elif part:
            pieces.append(element("t", escaped(part), xml__space="preserve"))
    paragraph.extend(parsed("".join(element("r", copied(look), piece) for piece in pieces)))


def _said(paragraph: Element) -> str:
    """Return the words of a paragraph, with "{page}" and "{pages}" for page fields."""
    if not all(each.tag in _PLAIN for run in paragraph.iter(_RUN) for each in run):
        return ""  # with a picture or a tab it is the user's own
    said, inside = [], 0
    for part in paragraph.iter(_TEXT, _CHAR, _INSTRUCTION, _SIMPLE):
        if part.tag == _SIMPLE:
            said.append(_place(get(part, "instr") or ""))
        elif part.tag == _INSTRUCTION:
            said.append(_place(part.text or ""))
        elif part.tag == _CHAR:
            inside += {"begin": 1, "end": -1}.get(get(part, "fldCharType") or "", 0)
        elif not inside and not any(each.tag == _SIMPLE for each in part.iterancestors()):
            said.append(part.text or "")
    return "".join(said).replace("\u00a0", " ")


def _place(instruction: str) -> str:
    words = instruction.split()
    return _PLACES.get(words[0].upper(), instruction) if words else ""


def _fill(paragraph: Element, form: str) -> None:
    first = next((run for run in paragraph.iter(_RUN) if find(run, "t") is not None), None)
    look = None if first is None else find(first, "rPr")
    for child in list(paragraph):
        if child.tag != qualified("pPr"):
            paragraph.remove(child)
    add_pages(paragraph, form, look)
