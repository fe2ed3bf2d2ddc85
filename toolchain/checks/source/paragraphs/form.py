"""How sub-paragraphs are written: P103 and P107."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.model.facts import Word
from toolchain.model.walk import plain_text, without_comments
from toolchain.model.wording import STOPS
from toolchain.resolve.tables import Resolved
from toolchain.rules import paragraphs as cases
from toolchain.text.phrases import any_of, phrases

_COLON = (":", "：")
_ENDS = {";": ";", "；": ";", "؛": ";", ",": ",", "，": ",", "،": ",", "、": ",", ":": ":", "：": ":"}
_CLOSERS = " \t\n\u00a0\u202f\"'”’»)]）】』」"
_NAMES = {
    ";": Word("a semicolon"),
    ",": Word("a comma"),
    ".": Word("a full stop"),
    "": Word("no punctuation mark"),
    ":": Word("a colon"),
}


@check(cases.SubParagraphAlone)
def sub_paragraph_alone(resolved: Resolved) -> Iterator[Finding]:
    """A divided paragraph has at least two parts. An (a) without a (b) shows that something is missing, or
    that the division is not needed.

    Bad:

        1. The law prohibits the following:

             1. The sale of children.
             ^

    Good:

        1. The law prohibits the following:

             1. The sale of children;

             2. Trafficking.
    """
    misread = {
        line for finding in reported(resolved, cases.ParagraphGlued.rule) for line in finding.span.lines
    }
    for parent in _divided(resolved):
        lists = [block for block in parent.blocks if isinstance(block, m.SubParagraphs)]
        items = [item for block in lists for item in block.items]
        if len(items) == 1 and misread.isdisjoint(items[0].span.lines):
            number = resolved.numbers.get(items[0])
            name = number.full if number else items[0].typed.text
            yield Finding(items[0].typed.span, cases.SubParagraphAlone(name))


@check(cases.SubParagraphForm)
def sub_paragraph_form(resolved: Resolved) -> Iterator[Finding]:
    """The text before sub-paragraphs ends with a colon. All of them begin with a capital or none does. Each
    ends with a semicolon and the last with a full stop, or all end alike (Editorial Manual of the United
    Nations, paragraphs and subparagraphs). If the sentence continues after them, the last may end like the
    others. A list in which only a minority begins with a capital is not reported: names have capitals.

    Bad: the text before does not end with a colon

        1. The law prohibits the following.
           ^

             1. The sale of children;

             2. Trafficking.

    Bad: one begins with a small letter, one ends otherwise

        1. The law prohibits the following:

             1. The sale of children;

             2. trafficking;
             ^

             3. Begging,
             ^

             4. Slavery.

    Bad (ar): the last does not end with a full stop

        1. يحظر القانون ما يلي:

             1. بيع الأطفال؛

             2. الاتجار بهم؛
             ^

    Good:

        1. The law prohibits the following:

             1. The sale of children; and

             2. Trafficking, which takes three forms:

                  1. By force;[^force]

                  2. By fraud;

             3. Begging.

        2. It does not prohibit

             1. buying a child,

             2. Internet services,

             which are as common.

        [^force]: By anybody.
    """
    withheld = re.escape(resolved.words.terms["withheld"].rstrip(_CLOSERS))
    not_its_own = re.compile(  # "; and" at the end of an item, and "[withheld]" in place of its text
        rf"(?<=[;,；،؛，])\s*{any_of(phrases(resolved.words.lang).conjunctions, whole=True)}\s*$|^{withheld}$"
    )
    misread = {each.span.order for each in reported(resolved, cases.ParagraphGlued.rule)}
    for parent in _divided(resolved):
        blocks = without_comments(parent.blocks)
        for before, items, after in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
            if isinstance(items, m.SubParagraphs):
                goes_on = after is not None or isinstance(parent, m.SubParagraph)
                if before is None or before.span.order not in misread:
                    yield from _lead_in(before, goes_on)
                yield from _beginnings(items, not_its_own)
                yield from _endings(items, not_its_own, goes_on)


def _divided(resolved: Resolved) -> Iterator[m.NumberedParagraph | m.SubParagraph]:
    """Yield what can have sub-paragraphs."""
    yield from (node for node, _ in survey(resolved).each(m.NumberedParagraph))
    yield from (node for node, _ in survey(resolved).each(m.SubParagraph))


def _lead_in(before: m.Block | None, goes_on: bool) -> Iterator[Finding]:
    """Yield a text before the list without a colon. A sentence that goes on after the list needs none."""
    if not isinstance(before, m.Paragraph):
        return
    end = _end(before.children)
    if not end.endswith(_COLON) and (not goes_on or end.endswith(STOPS)):
        yield Finding(before.span, cases.NoColon())


def _beginnings(items: m.SubParagraphs, not_its_own: re.Pattern[str]) -> Iterator[Finding]:
    """Items that begin with a small letter where most begin with a capital."""
    letters = [(item, _first_letter(item, not_its_own)) for item in items.items]
    capitals = sum(letter.isupper() for _, letter in letters)
    small = [item for item, letter in letters if letter.islower()]
    if capitals > len(small):
        for item in small:
            yield Finding(item.typed.span, cases.SmallLetter())


def _endings(items: m.SubParagraphs, not_its_own: re.Pattern[str], goes_on: bool) -> Iterator[Finding]:
    """Items that do not end as the others do."""
    ends = [(item, _ending(item, not_its_own)) for item in items.items]
    known = [(item, end) for item, end in ends[:-1] if end is not None]
    if not known:
        return
    usual = Counter(end for _, end in known).most_common(1)[0][0]
    for item, end in known:
        if end != usual:
            yield _ends_otherwise(item, end, usual)
    last, last_end = ends[-1]
    wanted = "" if not usual else "."
    allowed = {wanted, ".", *((usual, ";", ",") if goes_on else ())}
    if last_end is not None and last_end not in allowed:
        yield _ends_otherwise(last, last_end, wanted)


def _ends_otherwise(item: m.SubParagraph, end: str, wanted: str) -> Finding:
    return Finding(item.typed.span, cases.OtherEnding(_NAMES[end], _NAMES[wanted]))


def _ending(item: m.SubParagraph, not_its_own: re.Pattern[str]) -> str | None:
    """Return the end of an item: ";", ",", ".", ":" or "" for none; None if it does not end with a text.

    An item with sub-paragraphs ends like the last of them, which may have a full stop although the list goes
    on.
    """
    blocks = without_comments(item.blocks)
    last = blocks[-1] if blocks else None
    if not isinstance(last, m.Paragraph):
        return None
    text = not_its_own.sub("", _end(last.children)).rstrip(_CLOSERS)
    if not text:
        return None
    return "." if text.endswith(STOPS) else _ENDS.get(text[-1], "")


def _end(inlines: m.Inlines) -> str:
    """Return the text up to its last punctuation mark, without closing marks after it."""
    return plain_text(inlines).rstrip(_CLOSERS)


def _first_letter(item: m.SubParagraph, not_its_own: re.Pattern[str]) -> str:
    first = next((block for block in item.blocks if isinstance(block, m.Paragraph)), None)
    text = not_its_own.sub("", _end(first.children)) if first else ""
    return next((character for character in text if character.isalnum()), "")
