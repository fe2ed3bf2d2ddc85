"""Headings that begin a series of numbers in fact, but are not marked as beginning one: P108."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, takewhile

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.contents import typed_contents
from toolchain.checks.source.hashes import SERIES
from toolchain.checks.source.meant_notes import lists_of_notes
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.numerals import numeral
from toolchain.model.records import Record, replace
from toolchain.model.walk import plain_text
from toolchain.resolve.labels import Words
from toolchain.resolve.tables import Resolved
from toolchain.rules import paragraphs as cases
from toolchain.rules.structure import AttributeUnknown
from toolchain.text.phrases import any_of, is_one_of, phrases

_ABOUT = r"(?<!\w)(?:of|to|on|with|by|de|du|des|aux|sur|del|a l[ao]s|sobre|по|о|на|في|على)\s[^:：]*"
_OF = r"\s*(?:\d|(?:of|de|du|des|del|من)(?!\w)|d[’']|的)"
"""What is before and after the word for a series in a heading about that of another document ("Follow-up to
the recommendations"), or about something else ("Questions of law").
"""
_STYLES = ("upperLetter", "upperRoman")
_CLOSING = expression(r"[ \t]+#+$")


class Unmarked(Record):
    """A series without its mark. `line` is the heading as it should be, `number` an annex’s typed one.

    `or_annex` is the heading as that of an annex, where it says neither; `or_list` that of a list of sources,
    where it says so.
    """

    line: str
    is_annex: bool = False
    certain: bool = True
    number: str = ""
    or_annex: str = ""
    or_list: str = ""


@lru_cache(maxsize=1)
def unmarked(resolved: Resolved) -> Mapping[m.Heading, Unmarked]:
    """Return the headings of series and annexes that are not marked as such."""
    source = survey(resolved).source
    blocks = resolved.document.blocks
    found: dict[m.Heading, Unmarked] = {}
    last = 0
    doubted = {each.span.order for each in reported(resolved, cases.ParagraphGlued.rule) if not each.edits}
    contents = {each for run in typed_contents(resolved) for each in run}
    for index, block in enumerate(blocks):
        if isinstance(block, m.NumberedParagraph) and block.part is m.Part.BODY:
            if block in contents or block.typed.span.order in doubted:
                continue
            typed_as = int(block.typed.text) if block.typed.text.isdigit() else 0
            last = max(last, min(typed_as, resolved.numbers[block].value))  # the same when it is corrected
        elif isinstance(block, m.Heading) and block.part is m.Part.BODY:
            line = source.line(block.span.line) if isinstance(block.span, SourceSpan) else ""
            typed = _numbers_under(blocks, block, index)
            if line and not block.series and (mark := _mark(line, block, typed, last, resolved.words)):
                found[block] = mark
    for heading in with_other_numbers(resolved, found):
        found[heading] = replace(found[heading], certain=False)
    return found


def _numbers_under(blocks: Sequence[m.Block], heading: m.Heading, index: int) -> list[str]:
    """Return the typed numbers of the paragraphs under a heading, up to one that is marked."""

    def is_inside(block: m.Block) -> bool:
        return not isinstance(block, m.Heading) or (block.level > heading.level and not block.series)

    section = takewhile(is_inside, islice(blocks, index + 1, None))
    return [block.typed.text for block in section if isinstance(block, m.NumberedParagraph)]


def _mark(line: str, heading: m.Heading, typed: list[str], last: int, words: Words) -> Unmarked | None:
    apart = phrases(words.lang).spaces
    text = plain_text(heading.children)
    restarts = typed[:1] == ["1"] and last > 0
    ones = restarts and set(typed) == {"1"}  # perhaps because each is typed so
    begins = restarts and (typed[1:2] == ["2"] or (ones and last > 1))
    if heading.unnumbered:
        return _either(line, words) if begins and heading.level == 1 else None
    found = annex_typed(words).match(line)
    if found and found["title"] and not found["title"].startswith("{"):
        begins = typed[:1] in ([], ["1"])
        if not begins and not (typed[0].isdigit() and int(typed[0]) < last):
            return None
        line = _with(found["signs"] + found["title"], ".annex")
        certain = begins and found["apart"] is not None  # "Annex I Parties" is another heading
        return Unmarked(line, is_annex=True, certain=certain, number=found["number"] or "")
    if re.match(any_of(words.references["annex"], whole=apart), text, re.IGNORECASE):
        untitled = found and typed[:1] in ([], ["1"])
        line = f"{'#' * heading.level} TITLE {{.annex}}"
        return Unmarked(line, is_annex=True, certain=False) if untitled or restarts else None
    if begins or ones:
        spoken = {name: any_of(words.references[name], whole=apart) for name in SERIES}
        names = [name for name, word in spoken.items() if re.search(word, text, re.IGNORECASE)]
        if names:  # "Conclusions and recommendations" may be either
            word = spoken[names[0]]
            other = re.search(rf"{_ABOUT}{word}|{word}{_OF}", text, re.IGNORECASE)
            line = _with(line, f".restart series={names[0]}")
            certain = begins and typed[1:2] != ["1"] and len(names) == 1 and not other
            return Unmarked(line, certain=certain)
    listed = is_one_of(text, phrases(words.lang).sources)
    return _either(line, words) if begins and (heading.level == 1 or listed) else None


def _either(line: str, words: Words) -> Unmarked:
    """Return the mark of a heading that may be one of an annex or a list, or of a series of any name."""
    mark = Unmarked(_with(line, ".restart series=NAME"), certain=False, or_annex=_with(line, ".annex"))
    listed = line if ".unnumbered" in line else _with(line, ".unnumbered")
    return replace(mark, or_list=listed) if is_one_of(line, phrases(words.lang).sources) else mark


def annex_typed(words: Words) -> re.Pattern[str]:
    """Return an expression for an annex's heading; "Annex I to the Convention" is another document's."""
    number = rf"(?P<number>\d{{1,2}}|[IVX]{{1,5}}|[A-Z]|{words.captions['annex'].pattern})"
    return re.compile(
        rf"(?P<signs>#{{1,6}}[ \t]+)(?i:{any_of(words.references['annex'])})"
        rf"(?:[ \t]*{number}(?![^\W_]))?(?:(?P<apart>\s*[:：.][ \t]*|[ \t]+[–—-]+[ \t]+|[ \t]*$)"
        r"|(?(number)[ \t]+(?=[A-ZÀ-ÞА-Я])|(?!)))(?P<title>.*)"
    )


def with_other_numbers(resolved: Resolved, found: Mapping[m.Heading, Unmarked]) -> list[m.Heading]:
    """Return the annexes if one would be printed with another number than the typed one.

    The number may have another form ("Annex A" becomes "Annex I") if the text does not mention it.
    """
    form, word = resolved.words.captions["annex"], any_of(resolved.words.references["annex"])
    headings = [block for block in resolved.document.blocks if isinstance(block, m.Heading)]
    annexes = [each for each in headings if each.annex or (each in found and found[each].is_annex)]
    named = [each for each in annexes if each in found]
    if any(not found[each].certain for each in named):
        return named
    for position, heading in enumerate(annexes, 1):
        typed = found[heading].number if heading in found else ""
        printed = form.own(position) if len(annexes) > 1 else ""
        forms = (str(position), form.own(position), *(numeral(style, position) for style in _STYLES))
        if typed in ("", printed):
            continue
        mention = re.compile(rf"{word}\s*{re.escape(typed)}(?!\w)", re.IGNORECASE)
        if typed not in forms or len(mention.findall(resolved.document.text)) > 1:
            return named  # one without its mark would change the numbers of the others
    return []


def _with(line: str, mark: str) -> str:
    """Return the line of a heading with a mark in its braces."""
    stem = line.rstrip()
    if stem.endswith("}") and re.search(r"[ \t]\{[#.][^{}]*\}$", stem):
        return f"{stem[:-1]} {mark}}}"
    return f"{_CLOSING.sub('', stem)} {{{mark}}}"


@check(cases.SeriesUnmarked)
def series_unmarked(resolved: Resolved) -> Iterator[Finding]:
    """Numbers of paragraphs continue after headings. If recommendations, questions or conclusions begin at 1
    again, their heading says so in braces; otherwise they are printed with other numbers than the typed ones.
    An annex has its own numbers, and its heading is marked with `{.annex}`: the outputs print “Annex I”.
    Under any heading of the first level, typed numbers that begin again at 1 are those of a series or annex,
    and no edit changes them.

    There is no edit if an annex would be printed with another number than a sentence gives it (“Annex A”), if
    nothing is between the number of an annex and its title (“Annex I Parties” is another heading), or if the
    heading is about others' recommendations (“Follow-up to the recommendations”).

    Bad:

        # Prohibition

        1. The law prohibits the sale of children.

        2. The law prohibits trafficking.

        # Recommendations
        ^^^^^^^^^^^^^^^^^

        1. Adopt a plan.

        2. Raise the age of consent.

        # Annex: Questions asked
        ^^^^^^^^^^^^^^^^^^^^^^^^

        Where did it happen?

    Good:

        # Prohibition

        1. The law prohibits the sale of children.

        2. The law prohibits trafficking.

        # Recommendations {.restart series=recommendation}

        1. Adopt a plan.

        2. Raise the age of consent.

        # Questions asked {.annex}

        Where did it happen?
    """
    source = survey(resolved).source
    told = {line for finding in reported(resolved, AttributeUnknown.rule) for line in finding.span.lines}
    for heading, mark in unmarked(resolved).items():
        if not told.isdisjoint(heading.span.lines) or heading in lists_of_notes(resolved):
            continue
        typed = source.at(heading.span)
        edits = source.edit(heading.span, typed, mark.line) if mark.certain else ()
        case = cases.SeriesUnmarked if mark.certain else cases.SeriesPerhapsUnmarked
        facts: cases.SeriesUnmarked = (cases.AnnexUnmarked if mark.is_annex else case)(mark.line)
        if mark.or_list:
            facts = cases.SourcesNumbered(mark.line, mark.or_list)
        elif mark.or_annex:
            facts = cases.SeriesOrAnnexUnmarked(mark.line, mark.or_annex)
        yield Finding(heading.span, facts, edits=edits)
