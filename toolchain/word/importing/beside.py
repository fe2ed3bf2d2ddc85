"""What is outside the main text of a Word file, or in formats that Markdown does not have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import groupby, takewhile

from toolchain import model as m
from toolchain.formats.docx.beside import attachments, comments, margins
from toolchain.formats.docx.opened import Opened
from toolchain.formats.docx.scan import FRONT
from toolchain.formats.docx.story import Paragraph, parted
from toolchain.formats.docx.styles import Look, Styles, look_of, over
from toolchain.formats.docx.typed import typed_label
from toolchain.formats.docx.xml import PROPERTIES, VAL, Element, W, is_on, value
from toolchain.model.diagnostics import Failure
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.remarks import UNNAMED, remark
from toolchain.model.walk import walk
from toolchain.model.wording import fold
from toolchain.rules.losses import LeftOutOfFile
from toolchain.rules.outputs import NotProved
from toolchain.word.importing.lists import SIGNS
from toolchain.word.importing.losses import Losses

_ATTACHED = {
    "macros": Word("macros"),
    "embedded object": Word("an embedded object"),
    "embedded file": Word("an embedded file"),
    "signature": Word("a signature"),
}
_RUN, _PROPERTIES, _TEXT, _LINK, _BREAK = W + "r", W + "rPr", W + "t", W + "hyperlink", W + "br"
_RUBY = W + "ruby"
_SAID = {
    W + "u": Word("underlined words become plain"),
    W + "strike": Word("struck-out words become plain"),
    W + "dstrike": Word("struck-out words become plain"),
    W + "highlight": Word("highlighted words become plain"),
    W + "smallCaps": Word("words in small capitals become plain"),
}
_VARIED = {
    W + "color": Word("coloured words become plain"),
    W + "sz": Word("words of another size get the size of the text"),
}
_BLACK = ("auto", "000000")
_LETTERS = expression(r"[^\W\d_]{2,}")
_WORDS_OF_PAGE = 2
"""At most so many words are in a margin that has only the number of the page, a field: "Page 1 of 3"."""
_TELLING = expression(r"\d{4}")
"""Not the number of a page: a year, a phone number."""
_UNPLACED = Word("a comment that has no place in the text")
_LOWERED = Word("subscript characters become plain")
_BARE = {
    "bold": (Word("bold words become plain"), Word("plain words become bold")),
    "italic": (Word("italic words become plain"), Word("plain words become italic")),
}


def comments_by_paragraph(opened: Opened, losses: Losses, *, authors: bool) -> dict[Paragraph, list[str]]:
    """Return the comments by their paragraphs as Markdown comments, with or without their authors' names."""
    found: dict[Paragraph, list[str]] = {}
    for comment in comments(opened):
        said = remark(comment.author if authors else UNNAMED, comment.state, comment.text)
        if not said.words:
            continue
        at = comment.anchor.last or comment.anchor.paragraph if comment.anchor else None
        if at is None:
            losses.add(None, _UNPLACED, comment.text)
            continue
        if comment.anchor and at.shows_nothing:  # Word puts the mark there if whole paragraphs were selected
            at = comment.anchor.paragraph
        found.setdefault(at, []).append(str(said))
    return found


def lose_comments(found: Mapping[Paragraph, Sequence[str]], nodes: Iterable[m.Node], losses: Losses) -> None:
    """Record the comments that are not in the nodes of the Document: on the title, on code."""
    placed = {each.span for each, _ in walk(nodes) if isinstance(each, m.Comment)}
    for paragraph, remarks in found.items():
        for each in remarks if paragraph.span(losses.display) not in placed else ():
            losses.add(paragraph, _UNPLACED, each.partition(": ")[2])


def running_heads(opened: Opened) -> list[str]:
    """Return the lines in the page headers of our own files."""
    heads: list[str] = []
    with suppress(Failure):
        for margin in margins(opened):
            if margin.kind == "header":
                blocks = (block for block in margin.story.blocks if isinstance(block, Paragraph))
                heads += (fold(block.text.replace("\u00a0", " ")) for block in blocks)
    return [*filter(None, heads)]


def lose_what_is_beside(opened: Opened, losses: Losses) -> None:
    """Record all content of the file that a source cannot hold."""
    for hidden in opened.found.hidden:
        losses.add(hidden.paragraph, Word("hidden text"), hidden.text)
    for trouble in opened.found.troubles:
        if isinstance(trouble.facts, NotProved):
            losses.add(trouble.paragraph, trouble.facts)
    with suppress(Failure):
        for attached in attachments(opened.package):
            if attached.kind in _ATTACHED:
                losses.once(None, LeftOutOfFile(_ATTACHED[attached.kind]))


def lose_lines(opened: Opened, losses: Losses) -> None:
    """Record words of page headers and footers that are nowhere in the text, and numbers typed after a line
    break, which stay text. The file is not ours.
    """
    paragraphs = list(opened.paragraphs())
    text = fold(" ".join(each.text for each in paragraphs)).casefold()
    with suppress(Failure):
        typed = (each for margin in margins(opened) for each in margin.story.paragraphs())
        for words, each in {fold(each.text): each for each in typed}.items():  # in each section again
            found = len(_LETTERS.findall(words))
            is_field = any(piece.kind == "field" for piece in each.pieces) and any(map(str.isdigit, words))
            is_page = not found or (found <= _WORDS_OF_PAGE and is_field)
            if words.casefold() not in text and not (is_page and not _TELLING.search(words)):
                losses.add(each, Word("words in the margin of the page"), words)
    for each in paragraphs:
        for line in each.code.split("\n")[1:] if each.label or each.typed_label else ():
            if typed_label(line).strip(SIGNS).isdecimal():
                losses.add(each, Word("a number after a line break stays text"), line)


def lose_looks(opened: Opened, losses: Losses, *, ours: bool) -> None:
    """Record these formats by paragraph, with their words, but not formats of a style or heading.

    Of a file of `ours`, record those of headings too, and bold and italic words where the source has none: in
    the labels of captions and annexes too.
    """
    around = [each for margin in margins(opened) for each in margin.story.paragraphs()] if ours else []
    for paragraph in (*opened.paragraphs(), *around):
        element = paragraph.element
        for ruby in () if element is None else element.iter(_RUBY):
            shown = " ".join(each.text or "" for each in ruby.iter(_TEXT))
            losses.add(paragraph, Word("words above characters are left out"), shown)
        if element is None or (paragraph.is_heading and not ours):
            continue
        style = opened.styles.look((ours and value(element.find(PROPERTIES), "pStyle")) or "")
        is_plain = paragraph in around or paragraph.style.role in FRONT
        runs = [run for run in element.iter(_RUN) if ours or next(run.iterancestors(_LINK), None) is None]
        for tag, lost in () if ours else _VARIED.items():
            if other := _varied(runs, tag):
                losses.add(paragraph, lost, other)
        first = takewhile(lambda run: run.find(_BREAK) is None, runs if _is_labelled(paragraph) else ())
        label = len(list(first))  # "Table 1", which the program makes
        for row, plain in ((runs[:label], True), (runs[label:], is_plain)):
            given = partial(_bare, opened.styles, style, plain) if ours else _what
            told = (each for run in row for each in _of_run(run, given))
            for what, group in groupby(told, key=lambda each: each[0]):
                losses.add(paragraph, what, "".join(text for _, text in group))


def _varied(runs: Sequence[Element], tag: str) -> str:
    """Return the words of a paragraph whose size or colour is not that of most of its words."""
    parts = defaultdict[str, list[str]](list)
    for run in runs:
        properties = run.find(_PROPERTIES)
        stated = None if properties is None or look_of(properties).raised else properties.find(tag)
        said = "" if stated is None or stated.get(VAL) in _BLACK else stated.get(VAL, "")
        parts[said] += (each.text or "" for each in run.iterchildren(_TEXT))
    found = {said: "".join(texts) for said, texts in parts.items()}
    usual = max(found, key=lambda said: len(found[said]), default="")
    return "".join(text for said, text in found.items() if said != usual and any(map(str.isalnum, text)))


def _is_labelled(paragraph: Paragraph) -> bool:
    heads = paragraph.is_heading or paragraph.style.role == "caption"
    return heads and bool(parted(paragraph.pieces, at_break=paragraph.is_heading)[0])


def _bare(styles: Styles, style: Look, is_plain: bool, properties: Element) -> Iterator[str]:
    """Yield the formats of a run: bold and italic only if taken away, or if the source has none there."""
    own = look_of(properties)
    named = over(styles.look(value(properties, "rStyle") or ""), style)
    for name, (lost, put_back) in _BARE.items():
        if getattr(named, name) and getattr(own, name) is False:
            yield put_back
        elif is_plain and getattr(over(own, named), name) and not getattr(style, name):
            yield lost
    yield from _what(properties)


def _of_run(run: Element, given: Callable[[Element], Iterator[str]]) -> Iterator[tuple[str, str]]:
    properties = run.find(_PROPERTIES)
    if properties is None:
        return
    said = dict.fromkeys(given(properties))
    text = "".join(each.text or "" for each in run.iterchildren(_TEXT)) if said else ""
    for what in said if text.strip() else ():
        yield what, text


def _what(properties: Element) -> Iterator[str]:
    for each in properties:
        tag, value = str(each.tag), each.get(VAL, "")
        if tag == W + "vertAlign" and value == "subscript":
            yield _LOWERED
        elif tag in _SAID and value != "none" and is_on(each):
            yield _SAID[tag]
