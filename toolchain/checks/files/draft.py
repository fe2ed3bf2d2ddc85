"""S030: the mark of a draft, which `submission build --draft` puts on the pages of every format, and words
that are struck out or highlighted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolchain.checks.files.html.places import Told
from toolchain.model.diagnostics import FilePlace, Finding, Severity, page_words
from toolchain.model.wording import fold
from toolchain.resolve.labels import words_for_draft
from toolchain.rules.outputs import DraftMark, Highlighted, StruckOut

if TYPE_CHECKING:
    from toolchain.formats.docx.opened import Opened
    from toolchain.formats.docx.xml import Element
    from toolchain.formats.html.tree import Page
    from toolchain.formats.pdf.page_items import Area, Text

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_AROUND = ("header", "footer")
_UNSEEN = ("none", "white")
_MARKED = {"s": StruckOut, "strike": StruckOut, "del": StruckOut, "mark": Highlighted}


def in_docx(opened: Opened) -> Iterator[Finding]:
    """Yield the mark of a Word file: a paragraph of its page headers and footers; and words with marks."""
    from toolchain.formats.docx.beside import margins

    for margin in margins(opened):
        if line := next((each.text for each in margin.story.paragraphs() if _is_draft(each.text)), ""):
            yield Finding(FilePlace(opened.display, words=margin.place), DraftMark(fold(line)))
            break
    for paragraph in opened.paragraphs():
        for facts in _marked(paragraph.element):
            yield Finding(paragraph.span(opened.display), facts, severity=Severity.WARNING)


def _marked(paragraph: Element | None) -> Iterator[DraftMark]:
    """Yield what is struck out or highlighted in a paragraph, other than by its style, with all its words."""
    from toolchain.formats.docx.xml import VAL, W, is_on

    kinds = {W + "strike": StruckOut, W + "dstrike": StruckOut, W + "highlight": Highlighted}
    found: dict[type[DraftMark], list[str]] = {}
    for mark in () if paragraph is None else paragraph.iter(*kinds):
        around = mark.getparent()
        run = None if around is None else around.getparent()
        if run is None or next(run.iterancestors(W + "p"), None) is not paragraph:
            continue  # of a text box, whose paragraphs are seen too
        if run.tag == W + "r" and mark.get(VAL) not in _UNSEEN and is_on(mark):
            texts = (each.text or "" for each in run.iterchildren(W + "t"))
            found.setdefault(kinds[str(mark.tag)], []).extend(texts)
    for kind, parts in found.items():
        if words := fold("".join(parts)):
            yield kind(words)


def in_page(page: Page) -> Iterator[Told]:
    """Yield the mark of a web page or book: a text before its first heading, or in a header or footer; and
    words with marks.
    """
    title = next((each.index for each in page.all(*_HEADINGS) if not each.hidden), len(page.elements))
    for text in page.shown():
        owner, words = page.elements[text.owner], fold(text.text)
        alone = _is_draft(words) and page.words(owner) == words
        if alone and (owner.index < title or page.within(owner, *_AROUND)):
            yield Told(owner.at, DraftMark(words))
            break
    for element in page.all(*_MARKED):
        if not element.hidden and (words := page.words(element)):
            yield Told(element.at, _MARKED[element.tag](words), Severity.WARNING)


def in_pdf(pages: Sequence[Sequence[Text | Area]], display: str) -> Iterator[Finding]:
    """Yield the mark of a PDF: words at the top of its first page, or of at least half of its pages."""
    from toolchain.formats.pdf.page_items import Text

    found = [_of_top([each for each in page if isinstance(each, Text)]) for page in pages]
    marked = [number for number, words in enumerate(found, 1) if words]
    if marked and (marked[0] == 1 or 2 * len(marked) >= len(found)):
        facts = DraftMark(fold(found[marked[0] - 1]))
        yield Finding(FilePlace(display, words=page_words(marked[0])), facts)


def _of_top(texts: Sequence[Text]) -> str:
    """Return the word for a draft if it is by itself in the first line of a page, or "".

    A word from right to left can have its letters from left to right there.
    """
    shown = [each for each in texts if any(map(str.isalnum, each.signs))]
    bottom = max(shown, key=lambda each: each.box.top).box.bottom if shown else 0.0
    words, end = [""], 0.0
    for each in sorted((each for each in shown if each.box.top > bottom), key=lambda each: each.box.left):
        words += [""] * (each.box.left > end + each.size)
        words[-1] += "".join(each.signs)
        end = each.box.right
    return next(filter(_is_draft, (*words, *(each[::-1] for each in words))), "")


def _is_draft(line: str) -> bool:
    """Return whether a line is the word for a draft in one of our languages.

    After a point in the middle there can be that it is confidential.
    """
    parts = ("".join(filter(str.isalnum, part)).casefold() for part in line.split("·"))
    return any(each in words_for_draft() for each in parts)
