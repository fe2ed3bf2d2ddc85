"""Decide whether a corrected document differs from the original only in what its fix is for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

from toolchain import model as m
from toolchain.checks import reported
from toolchain.checks.source.confidentiality import TRACE
from toolchain.checks.source.law.names import without_names
from toolchain.checks.survey import survey
from toolchain.editing.fixing.outline import EXACT, Line, Lines, Outline, View, outline
from toolchain.model.expressions import expression
from toolchain.model.facts import Rule
from toolchain.model.numerals import FROM_LETTERS, numeral
from toolchain.model.wording import UNSEEN, squeezed
from toolchain.readers.markdown.misread import SIGN, UNREAD
from toolchain.resolve.held import held, texts_of, withholds
from toolchain.resolve.tables import Resolved
from toolchain.rules import notes, paragraphs, references, sources, text
from toolchain.rules.confidentiality import AddressTraces
from toolchain.rules.law import TreatyName
from toolchain.rules.markup import MarkupLeft
from toolchain.rules.structure import (
    AttributeUnknown,
    BlockFallenOut,
    EmptyBlock,
    RawHtml,
    TextLost,
    TitleRepeated,
    Unsupported,
)
from toolchain.text.phrases import phrases

Same = Callable[[Resolved, Resolved], bool]
"""Whether the second document may have come of the first by a fix."""


def is_unchanged(rule: Rule, before: Resolved, after: Resolved) -> bool:
    """Return whether a rule's fix changed nothing but what it is for, and the reader found no new defects.

    A number that is right now can show that "3)" below it counts on from it.
    """
    was, now = (Counter(each.rule for each in resolved.document.defects) for resolved in (before, after))
    shown = [paragraphs.ParagraphGlued.rule] if rule == paragraphs.ParagraphNumber.rule else []
    same = (now - was).keys() <= {*shown} and SAME[rule](before, after)
    return same and not (withholds(before.document) and _gives_away(before.document, after.document))


def _gives_away(before: m.Document, after: m.Document) -> bool:
    """Return whether words become public: a mark at the end of a text can become that of its last part."""

    def sides(document: m.Document) -> Iterator[Counter[str]]:
        """Yield the words that are withheld, and the others."""
        withheld = _counts(each.text for each in held(document).passages)
        yield withheld
        yield _counts(getattr(node, "text", "") for node in texts_of(document)) - withheld

    (was, open_before), (now, open_now) = sides(before), sides(after)
    return bool((was - now) & (open_now - open_before))


def _counts(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _SAID.findall(text))


def _but_for(view: View, said: Callable[[Outline], Any] = lambda found: found) -> Same:
    """Return a test whether what a function says of the outlines is the same."""
    return lambda before, after: said(outline(before, view)) == said(outline(after, view))


def _is_new_text(before: Resolved, after: Resolved) -> bool:
    return _but_for(EXACT, _escaped)(before, after) or _counted(before, after)


def _put_back(before: Resolved, after: Resolved) -> bool:
    """Return whether blocks moved back into the paragraphs above them, and no word or other block changed.

    A text that was indented too far and begins like a list may now be a list.
    """
    was, now = (outline(each, View(claims=True)) for each in (before, after))
    same = (was.front, was.notes, _letters(was)) == (now.front, now.notes, _letters(now))
    return same and _absorbed(was.blocks, now.blocks, _fallen(before))


def _absorbed(was: Sequence[Lines], now: Sequence[Lines], fallen: Sequence[bool]) -> bool:
    """Return whether the blocks are the same, except that fallen ones are part of those above them."""
    rest = list(now)[::-1]
    above: Lines | None = None  # the last block with the text added to it
    for block, out in zip(was, fallen, strict=True):
        if rest and rest[-1] == block:
            rest.pop()
            above = None
        elif rest and not out and rest[-1][: len(block)] == block:
            above = rest.pop()
        elif not (out and above):
            return False
    return not rest


def _fallen(resolved: Resolved) -> list[bool]:
    """Return, for each top-level block, whether it or its caption is indented."""
    lines = {line for finding in reported(resolved, BlockFallenOut.rule) for line in finding.span.lines[:1]}
    return [not lines.isdisjoint(block.span.lines) for block in resolved.document.blocks]


def _letters(found: Outline) -> str:
    """Return all letters and digits of the text, however it is divided."""
    return "".join(filter(str.isalnum, chain.from_iterable(chain(*(line.words for line in found.lines)))))


def _escaped(found: Outline) -> Any:
    """Return what is the same if only characters that were not printed are printed now, and no letters."""
    return found.values, _kinds(found.lines), _letters(found)


def _cited(before: Resolved, after: Resolved) -> bool:
    """Return whether only notes have changed, and only by naming the source of their "Ibid."."""
    was, now = outline(before), outline(after)
    if (was.front, was.blocks) != (now.front, now.blocks):
        return False
    repeats = {use.note.note.label for use in after.uses if use.position.startswith("ibid")}
    notes = (note.label for note in after.document.notes)
    return len(was.notes) == len(now.notes) and all(
        one == other or label in repeats
        for label, one, other in zip(notes, was.notes, now.notes, strict=True)
    )


def _linked(before: Resolved, after: Resolved) -> bool:
    """Return whether typed words have only become cross-references, and what they mean has got labels."""
    same = _but_for(View(dropped=r"\s+", links=True))
    return same(before, after) and before.targets.keys() <= after.targets.keys()


def _counted(before: Resolved, after: Resolved) -> bool:
    """Return whether texts have only become numbered ones, items or captions, by what they began with.

    Words and typed numbers are the same, but those of a caption may be on its other side. A typed (i) is the
    ninth letter or the first Roman number.
    """
    was, now = outline(before, _NUMBERED), outline(after, _NUMBERED)
    same = (was.front, was.notes, _others(was)) == (now.front, now.notes, _others(now))
    words = ([list(filter(None, _counted_words(found, i))) for found in (was, now)] for i in ("9", "1"))
    return same and any("".join(one) == "".join(two) or sorted(one) == sorted(two) for one, two in words)


def _parted(before: Resolved, after: Resolved) -> bool:
    """Return whether texts have become numbered ones, or several of one, and no letter has changed, and no
    mark of a phrase that was divided is printed.
    """
    same = _but_for(
        View(claims=True),
        lambda found: (found.front, found.notes, _others(found), _letters(found), _marks(found)),
    )
    return _counted(before, after) or same(before, after)


def _marks(found: Outline) -> int:
    return sum(word.count("*") + word.count("_") for line in found.lines for word in line.words)


def _counted_words(found: Outline, i: str) -> Iterator[str]:
    """Yield the words of each line without spaces, with typed numbers and letters at its beginning as
    numbers, (i) as `i`.
    """
    number = False  # the last one is a number or "Table:"
    for line in (line for block in found.blocks for line in block):
        is_block = isinstance(line.shape[0], int)
        said = [_LABEL.sub("", word) for word in line.words]
        counted = [_CAPTION.sub("", _BEGINS.sub(partial(_value, i=i), word)) for word in said]
        words = [*said[:1], *counted[1:]] if number and not is_block else counted
        yield squeezed("".join(words))
        number = is_block and (number or (line.shape[1] in _COUNTED and any(line.words)))


def _value(found: re.Match[str], i: str) -> str:
    typed = found["typed"]
    if typed is None:
        return ""
    letter = ord(typed.translate(FROM_LETTERS)[0]) - ord("a") + 1
    roman = i if typed == "i" else _ROMAN.get(typed)
    value = str(int(typed)) if typed.isdecimal() else roman or str(letter)
    return f"{value}|"


def _others(found: Outline) -> list[Any]:
    """Return the kinds of the blocks that do not become others when a text is numbered."""
    return [kind for kind in _kinds(chain(*found.blocks)) if kind not in _COUNTED]


def _kinds(lines: Iterable[Line]) -> list[Any]:
    return [line.shape[1] for line in lines if isinstance(line.shape[0], int)]


_NUMBERED = View(claims=True, links=True)
_COUNTED = frozenset((
    "Paragraph", "NumberedParagraph", "SubParagraphs", "SubParagraph", "OrderedList", "BulletList", "Caption",
    "ListItem", "Figure", "Cell",
))  # fmt: skip
_BEGINS = expression(
    rf"^[{UNREAD}]*(?:[(（\[]?(?P<sign>{SIGN}\s*)?(?P<typed>[a-zа-оء-ي](?![^\W\d_])|[ivxl]{{2,7}}|\d{{1,4}})"
    rf"(?:[\s{UNREAD}]*(?:[°º]\)|\.?[-–ـº]|[.．。、)）/:\]°,;])|(?<=\d)(?=\s)|(?(sign)(?=\s)|(?=\t|$)))|[•●▪◦‣·\uf0b7\uf0a7\uf0d8\uf0fc§Øo–*+-](?=\s))"
)
_CAPTION = expression(r"^Table:\s*|^[^\W\d_]+\.?[ \u00a0]?\d{1,4}[ \u00a0]*[.:：\u3000–—-][ \u00a0]*")
_LABEL = expression(r"[ \t]*\{[#.][a-z][\w .#-]*\}$")
"""What goes from a line that becomes a caption or an item: its number, and the label that it now has."""
_ROMAN = {numeral("lowerRoman", value): str(value) for value in range(2, 90)}


def _marked(before: Resolved, after: Resolved) -> bool:
    """Return whether only the marks of headings have changed, and a word or number at their beginning."""
    was, now = outline(before, _NUMBERED), outline(after, _NUMBERED)
    words, others = (
        ["".join(line.words) for block in found.blocks for line in block] for found in (was, now)
    )
    return (
        was.front == now.front
        and _kinds(chain(*was.blocks)) == _kinds(chain(*now.blocks))
        and len(words) == len(others)
        and all(one.endswith(other) for one, other in zip(words, others, strict=True))
    )


def _headed(found: Outline) -> Any:
    """Return what is the same if only paragraphs have become headings."""
    kinds = ["Paragraph" if kind == "Heading" else kind for kind in _kinds(chain(*found.blocks))]
    return found.front, found.notes, kinds, _letters(found)


def _numbered_or_headed(before: Resolved, after: Resolved) -> bool:
    return _counted(before, after) or _but_for(_NUMBERED, _headed)(before, after)


def _marked_up(before: Resolved, after: Resolved) -> bool:
    """Return whether paragraphs became headings, texts tables, "(#law)" a label, and no other word went."""
    labelled = _but_for(View(dropped=r"\s+|\(#[a-z][a-z0-9-]*\)", links=True))
    if before.targets.keys() < after.targets.keys() and labelled(before, after):
        return True
    was, now = outline(before, _NUMBERED), outline(after, _NUMBERED)
    words = [Counter(_SAID.findall(_words(each))) - Counter(["Table"]) for each in (was, now)]
    headings = [[kind for kind in _kinds(each.lines) if kind == "Heading"] for each in (was, now)]
    same = (was.front, was.notes, words[0], headings[0]) == (now.front, now.notes, words[1], headings[1])
    return same or _headed(was) == _headed(now)


def _without_rules(found: Outline) -> Any:
    """Return what is the same if only lines across the page have gone."""
    blocks = (
        tuple(line for line in block if line.shape[1:2] != ("ThematicBreak",)) for block in found.blocks
    )
    return found.front, found.notes, list(filter(None, blocks))


def _in_markdown(before: Resolved, after: Resolved) -> bool:
    """Return whether only tags have gone, and the numbers between them of which each is a mark now."""
    outlines = outline(before), outline(after)
    was, now = (Counter(_SAID.findall(_words(each))) for each in outlines)
    unmarked, marked = (
        Counter({note.note.label: len(note.marks) for note in each.notes}) for each in (before, after)
    )
    gone = {text.lower() for text in was - now - (marked - unmarked)}
    signs = len(set(map(_marks, outlines))) == 1
    return not now - was and not unmarked - marked and gone <= _TAGS and signs


def _untraced(found: Outline) -> str:
    """Return what is the same if only traces have gone from addresses."""
    return re.sub("[?&]+", "", TRACE.sub("", repr((found.front, found.blocks, found.notes))))


def _untitled(before: Resolved, after: Resolved) -> bool:
    """Return whether only the first heading has gone, and each other is as many levels higher."""
    was, now = outline(before), outline(after)
    headings = [block for block in was.blocks if block[0].shape[1] == "Heading"]
    rest = [block for block in was.blocks if block is not headings[0]]
    levels = (
        [line.shape[2] for line, *_ in each if line.shape[1] == "Heading"] for each in (rest, now.blocks)
    )
    steps = {one - other for one, other in zip(*levels, strict=False)}
    same = [list(map(_without_level, chain(*each))) for each in (rest, now.blocks)]
    return (was.front, was.notes) == (now.front, now.notes) and same[0] == same[1] and len(steps) <= 1


def _without_level(line: Line) -> Line:
    is_heading = line.shape[1:2] == ("Heading",)
    return line._replace(shape=line.shape[:2] + line.shape[3:]) if is_heading else line


def _noted(before: Resolved, after: Resolved) -> bool:
    """Return whether typed notes have only become notes with the numbers that were typed: no other number or
    word has gone, but for the heading of their list, and none is new.
    """
    was, now = (Counter(_SAID.findall(_words(outline(each)))) for each in (before, after))
    typed = Counter({each.label: len(each.marks) + 1 for each in after.notes})
    names = " ".join(phrases(after.words.lang).lists).casefold().split()
    pointed = {ref.target for ref, _ in survey(before).each(m.CrossReference)}
    return (
        not pointed & before.targets.keys() - after.targets.keys()
        and [each.label for each in after.notes] == [each.note.label for each in after.notes]
        and len(after.document.notes) == len(after.notes)
        and not now - was - typed  # which may be ¹ before
        and all(text.casefold() in names for text in was - now - typed)
    )


def _renamed(before: Resolved, after: Resolved) -> bool:
    """Return whether only the names of treaties have changed."""
    was, now = (
        [(line.shape, [without_names(word, after.words.language) for word in line.words]) for line in each]
        for each in (outline(before).lines, outline(after).lines)
    )
    return was == now and outline(before).values == outline(after).values


def _words(found: Outline) -> str:
    return " ".join(word for line in found.lines for word in line.words)


_TAGS = frozenset(("i", "em", "sup"))
_SAID = expression(r"\d+|[^\W\d_¹²³⁰⁴-⁹]+")
_CLAIMS = _but_for(EXACT)
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\w*\.?"
)
_DATES = (
    rf"(?:the\s)?\d{{1,2}}(?:st|nd|rd|th|er)?(?:\sof|\sde)?\s{_MONTH}(?:,?(?:\sde)?\s\d{{4}})?"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}"
)

SAME: Mapping[Rule, Same] = {
    MarkupLeft.rule: _marked_up,
    BlockFallenOut.rule: _put_back,
    AttributeUnknown.rule: _CLAIMS,
    EmptyBlock.rule: _CLAIMS,
    TextLost.rule: _is_new_text,
    text.Characters.rule: _but_for(View(dropped=f"[{UNSEEN}]+")),
    paragraphs.ParagraphGlued.rule: _parted,
    paragraphs.SubParagraphTyped.rule: _counted,
    paragraphs.ParagraphUnnumbered.rule: _numbered_or_headed,
    paragraphs.SeriesUnmarked.rule: _marked,
    paragraphs.HeadingNumber.rule: _marked,
    references.LabelForm.rule: _but_for(View(links=True)),
    references.TargetUnknown.rule: _but_for(View(links=True)),
    references.ReferenceTyped.rule: _linked,
    paragraphs.ParagraphNumber.rule: _CLAIMS,
    paragraphs.SubParagraphNumber.rule: _CLAIMS,
    RawHtml.rule: _in_markdown,
    Unsupported.rule: _but_for(EXACT, _without_rules),
    TitleRepeated.rule: _untitled,
    AddressTraces.rule: _but_for(EXACT, _untraced),
    notes.NoteTyped.rule: _noted,
    notes.NoteNumber.rule: _CLAIMS,
    references.ReferenceNumber.rule: _CLAIMS,
    notes.NoteMarkSeparator.rule: _but_for(View(dropped=r"[\s,;،؛、，；]+", marks=True)),
    notes.NoteMarkPlace.rule: _but_for(View(dropped=r"\s+", marks=True)),
    sources.ShortForm.rule: _cited,
    TreatyName.rule: _renamed,
    notes.NoteClosingStop.rule: _but_for(View(dropped=r"[.,;。，；、]+")),
    text.PerCent.rule: _but_for(View(dropped=r"\s*(?:%|per cent)")),
    text.DateForm.rule: _but_for(View(dropped=_DATES)),
    text.QuotationMarks.rule: _but_for(View(dropped="[\"'“”‘’«»\u00a0\u202f]+")),
    text.Spacing.rule: _but_for(View(dropped=r"\s+")),
}
"""A test for each rule that its fix changes nothing else, in the order of the fixes.

Typed references become live ones before any number is changed: the typed numbers show what they mean.
"""
