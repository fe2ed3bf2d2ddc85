"""Read the meaning of headings in a Word file: annexes, starts of series, numbers, page breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from toolchain.checks.source.references.clues import Clues
from toolchain.formats.docx.story import Paragraph, Token
from toolchain.formats.docx.typed import typed_label
from toolchain.formats.docx.xml import W, is_on
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import Record
from toolchain.model.wording import fold
from toolchain.resolve.labels import Words
from toolchain.rules.losses import PrintedAs
from toolchain.text.phrases import any_of, phrases
from toolchain.text.plain import bare
from toolchain.word.importing.captions import replaced
from toolchain.word.importing.drafts import Draft
from toolchain.word.importing.indents import properties_of
from toolchain.word.importing.lists import SIGNS
from toolchain.word.importing.losses import STAYS, Losses
from toolchain.word.importing.marks import Marks

_BETWEEN = r"[\s.:,：．、–—-]*"
_DEEPEST_NUMBERED = 4
_HAN = "[（(]?[一二三四五六七八九十]{1,3}[）)]?"
"""A number of a heading in Chinese, which is counted in the form of its level."""
_MIXED = expression(r"[A-ZА-Я]{1,5}(?:\.[0-9]{1,2})+(?=[.)]?\s)")


class Sections(Record):
    """The meaning of headings. `numbered` is true if headings have numbers."""

    series: Mapping[Draft, str] = {}
    unnumbered: frozenset[Draft] = frozenset()
    page_breaks: frozenset[Draft] = frozenset()
    numbered: bool = False


def read_sections(root: Draft, marks: Marks, words: Words, losses: Losses, *, ours: bool) -> Sections:
    """Read the headings, and mark those of annexes and the content under them."""
    drafts = root.children
    _mark_annexes(drafts, words, None if ours else losses)
    headings = [(each, paragraph) for each in drafts if (paragraph := heading_of(each))]
    labelled = sum(bool(paragraph.label) for _, paragraph in headings)
    numbered = labelled * 2 > sum(not draft.annex for draft, _ in headings) or (ours and labelled > 0)
    page_breaks = frozenset(
        draft for draft, paragraph in headings if _breaks_page(paragraph) and draft is not drafts[0]
    )
    if ours:
        series = {
            draft: marks.series[paragraph] for draft, paragraph in headings if paragraph in marks.series
        }
        unnumbered = frozenset(draft for draft, paragraph in headings if paragraph in marks.unnumbered)
        return Sections(series, unnumbered, page_breaks, numbered)
    typed = [] if labelled else list(_typed_numbers(headings, words))
    if not labelled and _are_numbers(typed, len(headings)):
        numbered = True
        for draft, paragraph, number, right, _ in typed:
            words_at = paragraph.text.index(number) + len(number)
            length = len(paragraph.text) - len(paragraph.text[words_at:].lstrip())
            draft.cut, draft.typed = draft.cut or length, number
            if not right and draft.level <= len(words.headings):
                losses.add(paragraph, Word("a heading gets the next number"), number)
    elif not numbered:
        numbers = (paragraph.label.strip() or _number(paragraph.text) for _, paragraph in headings)
        if said := " ".join(filter(None, numbers)):
            losses.add(None, Word("heading numbers stay typed text"), said)
    if numbered and any(paragraph.label.count(".") > 1 for _, paragraph in headings):
        losses.once(headings[0][1], Word("heading numbers such as 1.1 become I.A"))
    return Sections(
        _restarted(drafts, words), _without_numbers(drafts, numbered=numbered), page_breaks, numbered
    )


def lose_numbers(root: Draft, words: Words, losses: Losses, *, live: bool) -> None:
    """List automatic numbers such as 1.1 and "Article 1." that are printed otherwise, once for each level of
    a list, and typed references to them, which stay text: also "1.2.1" alone, but not "1.2". If `live`, one
    such as "para. 1.2" becomes a link, where nothing else may be meant.
    """
    found, levels = dict[str, list[Draft]](), set[tuple[str, int]]()
    word = rf"{any_of(words.references['paragraph'], whole=True)}[ \u00a0]*"
    plain = re.compile(rf"(?:{word})?\w*", re.IGNORECASE)  # "§ 1" becomes a cross-reference
    for draft in root.walk():
        paragraph = next(draft.paragraphs, None) if draft.kind in ("numbered", "sub") else None
        label, item = (paragraph.label.strip(), paragraph.item) if paragraph else ("", None)
        if not item or re.fullmatch(r"\w*", number := label.strip(SIGNS)):
            continue
        if not plain.fullmatch(number):
            found.setdefault(number.casefold(), []).append(draft)
        level, consecutive = (item.list.abstract, item.level), item.level and not draft.level
        if level not in levels and not consecutive:
            form = words.sub_paragraph(draft.level - 1) if draft.level else words.paragraph
            losses.add(paragraph, PrintedAs(label, form.label(max(item.counts[-1], 1))))
        levels.add(level)
    forms = "|".join(sorted({re.sub("[0-9]+", "[0-9]+", re.escape(each)) for each in found}))
    clues = Clues(words.lang)
    more = rf"(?:[\s,;–-]{{1,3}}(?:{any_of(phrases(words.lang).joins)}\s)?(?:{forms}))*"
    pattern = re.compile(rf"(?<!\w)({word})?({forms})((?(1){more}))(?!\.?\w)", re.IGNORECASE)
    for paragraph in (each for draft in root.walk() for each in draft.paragraphs) if found else ():
        text, links = _typed_words(paragraph), []
        for one in pattern.finditer(text):
            certain = one[1] or one[2].count(".") > 1 or not one[2][0].isdigit()
            targets = found.get(one[2].casefold(), [])
            other = len(targets) != 1 or paragraph in targets[0].paragraphs
            if live and one[1] and not one[3] and not other and clues.means_own(text, *one.span()):
                start, end = (Token(kind, value=targets[0]) for kind in ("link", "unlink"))
                links.append((*one.span(2), (start, Token("text", one[2]), end)))
            elif certain and targets:
                losses.add(paragraph, STAYS, one[0])
        paragraph.pieces = list(replaced(paragraph.pieces, links))


def _typed_words(paragraph: Paragraph) -> str:
    """Return the words of a paragraph, without those in a field or link."""
    depth, out = 0, list[str]()
    for each in paragraph.pieces:
        depth += (each.kind in ("field", "link")) - (each.kind in ("endfield", "unlink"))
        text = each.text if each.kind == "text" else ""
        out.append("\0" * len(text) if depth else text)
    return "".join(out)


def heading_of(draft: Draft) -> Paragraph | None:
    """Return the paragraph of a heading; None for any other block."""
    block = draft.entry.block if draft.kind == "heading" and draft.entry else None
    return block if isinstance(block, Paragraph) else None


def _breaks_page(paragraph: Paragraph) -> bool:
    properties = properties_of(paragraph)
    return properties is not None and is_on(properties.find(W + "pageBreakBefore"))


def annex_pattern(words: Words) -> re.Pattern[str]:
    """Return the pattern of the start of the heading of an annex."""
    before, _, after = words.captions["annex"].text.partition("%")
    return re.compile(
        rf"(?:{re.escape(before)}(?:№\s?)?[\wIVX]{{1,4}}{re.escape(after)}|{re.escape(words.terms['annex'])})"
        rf"(?:{_BETWEEN[:-1]}+|$)",
        re.IGNORECASE,
    )


def _mark_annexes(drafts: Sequence[Draft], words: Words, losses: Losses | None) -> None:
    pattern = annex_pattern(words)
    around: list[Draft] = []
    for draft in drafts:
        paragraph = heading_of(draft)
        while paragraph and around and draft.level <= around[-1].level:
            around.pop()
        if paragraph and "annex" in paragraph.style.roles:
            draft.annex = True
        elif paragraph and not paragraph.label and (found := pattern.match(paragraph.text)):
            draft.annex, draft.cut = True, found.end()
            draft.typed = fold(found[0]).rstrip(" .:,：，．、–—-") if losses else ""
        if draft.annex:
            around.append(draft)
        draft.in_annex = around[-1] if around else None
    annexes = [each for each in drafts if each.annex]
    for number, draft in enumerate(annexes, 1):
        printed = words.captions["annex"].label(number) if annexes[1:] else words.terms["annex"]
        if losses and draft.typed and draft.typed.casefold() != printed.casefold():
            losses.add(heading_of(draft), PrintedAs(draft.typed, printed))


def _without_numbers(drafts: Sequence[Draft], *, numbered: bool) -> frozenset[Draft]:
    """Return headings without a number if others have one, and those over plain text only."""
    found: set[Draft] = set()
    above = 0
    seen = False
    for at, draft in enumerate(drafts):
        seen = seen or draft.kind == "numbered"
        paragraph = heading_of(draft)
        if paragraph is None or draft.annex or 0 < above < draft.level:
            continue
        above = 0
        lacks = numbered and not (paragraph.label or draft.cut) and draft.level <= _DEEPEST_NUMBERED
        if lacks or (seen and _is_plain(drafts, at)):
            found.add(draft)
            above = draft.level
    return frozenset(found)


class _Typed(NamedTuple):
    """A heading with a typed number. `formed` is true if it has our form (I., A., 1., (a)) or is Chinese,
    `right` if the source prints the same number.
    """

    draft: Draft
    paragraph: Paragraph
    number: str
    right: bool
    formed: bool


def _typed_numbers(headings: Iterable[tuple[Draft, Paragraph]], words: Words) -> Iterator[_Typed]:
    counts, bare = Counter[int](), set[int]()
    for draft, paragraph in headings:
        number, level = "" if draft.annex else typed_label(paragraph.text), draft.level
        counts = Counter({each: count for each, count in counts.items() if each <= level})
        bare = {each for each in bare if each < level}
        if not number:
            bare.add(level)
            continue
        counts[level] += 1
        form = words.headings[level - 1] if level <= len(words.headings) else None
        typed = number.rstrip(".-–—．、")
        right = form is not None and not bare and typed == form.own(counts[level])
        formed = form is not None and re.fullmatch(f"{form.pattern}|{_HAN}", typed) is not None
        yield _Typed(draft, paragraph, number, right, formed)


def _are_numbers(typed: Sequence[_Typed], headings: int) -> bool:
    """Return whether typed numbers of headings can be counted: all are right, or most headings have one."""
    formed = sum(each.formed for each in typed)
    return formed > 1 and (formed * 3 > headings * 2 or all(each.right for each in typed))


def _number(text: str) -> str:
    """Return the number typed at the start of a heading, also one such as B.1."""
    mixed = _MIXED.match(text)
    return mixed[0] if mixed else typed_label(text)


def _is_plain(drafts: Sequence[Draft], at: int) -> bool:
    """Return whether a heading has text under it, and nothing with a number."""
    level, text = drafts[at].level, False
    for draft in drafts[at + 1 :]:
        if draft.kind == "numbered" or (draft.kind == "heading" and draft.annex):
            return False
        if draft.kind == "heading" and draft.level <= level:
            break
        text = text or draft.kind in ("plain", "item")
    return text


def _restarted(drafts: Sequence[Draft], words: Words) -> dict[Draft, str]:
    """Return the headings under which numbers restart at 1, and a name for each series."""
    found: dict[Draft, str] = {}
    since: list[Draft] = []
    numbers = 0
    for draft in drafts:
        if draft.kind == "heading":
            since.append(draft)
        elif draft.kind == "numbered":
            again = numbers > 0 and draft.entry is not None and draft.entry.number == "1"
            if again and since and not any(each.annex or each.in_annex for each in since):
                heading = min(since, key=lambda each: each.level)
                found[heading] = _series_name(heading, words)
            numbers += 1
            since = []
    return found


def _series_name(heading: Draft, words: Words) -> str:
    """Return the name of a series. Public files have it: no word of its heading, which may be withheld."""
    paragraph = heading_of(heading)
    text = bare(paragraph.text.lower()) if paragraph else ""  # "recomendaciones" has no accent
    return next((name for name, word in words.series.items() if bare(word[:-1].lower()) in text), "series")
