"""Markup that Markdown did not understand and would print literally: S017."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.drawn import drawn_lines, drawn_tables, in_markdown, row_of
from toolchain.checks.source.failed import (
    COMMANDS,
    Case,
    failed_links,
    failed_table,
    labels_in_parentheses,
    pasted_table,
)
from toolchain.checks.source.hashes import meant_headings
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.records import replace
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules import markup as cases
from toolchain.text.letters import is_ideograph
from toolchain.text.passages import Passage
from toolchain.text.running import OBJECT

_MARK_UP = (*"[]*~=^|@\t\\", ":::", "   ")

_UNDEFINED = expression(r"(?<![\]!])\[(?!\^)([^\[\]\n]{1,80})\]\[([\w:./-]{0,40})\](?![(\[])")
_NO_LABEL = expression(r"[\d\W_]*|sic", re.IGNORECASE)
_NOTE = expression(r"\[[ \t]*\^([^\[\]\n]{0,80})\]|\[\^[\w-]+(?![\w\]-])")
_KEY = expression(r"(?<![\w.@/])-?@(\w(?:[\w:./-]*\w)?)")
_STARS = expression(r"(?<!\*)\*{2,3}(?!\*)")
_STAR = expression(r"(?<!\*)\*(?!\*)")
_LOWERED = expression(r"(?<=[^\W\d_]|\))~([\w+-]{1,6})~(?!~)")
_RAISED = expression(r"(?:(?<=[\w).,;:!?”’»\"])|^)\^([\w+-]{1,6})\^", re.MULTILINE)
_LOOSE = expression(  # not a product, nor two marks of footnotes: "in Sindh * and Swat * there"
    r"(?<!\S)(?<!\d\s)(?<!\b\w\s)(?P<stars>\*{1,3})\s(?!(?:and|or|et|ou|y|o)\b)"
    r"(?=[^\W\d_])[^*]{1,200}[^\W\d_]\s(?P=stars)(?![*\w])"
)
_BY_PATTERN = (
    *COMMANDS,
    (expression(r"\[(?:[^\[\]\n]{0,60}?[\s(;])??-?@\w[\w:./-]*"), cases.UnclosedCitation),
    (expression(r"\^\["), cases.UnclosedNote),
    (expression(r"(?<!~)~~(?=[^\s~])[^~\n]{1,200}~~(?!~)"), cases.StruckOut),
    (expression(r"(?<![=\w])==(?=[^\s=])[^=\n]{0,200}[^\s=]==(?![=\w])"), cases.Highlighted),
    (_LOOSE, cases.StrayStars),
    (expression(r"\{lang=[^{}\n]{0,40}\}"), cases.LanguageOfNothing),
)
"""Expressions that each find one case."""
_OPENING = tuple("“«„「『《(（\"'¿¡")

_LOW = str.maketrans("0123456789+-aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_HIGH = str.maketrans("0123456789+-abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")


class Left(NamedTuple):
    """What is left as typed, from `start` to `end` of a passage, and the case that it is."""

    start: int
    end: int
    case: Case


@check(cases.MarkupLeft)
def markup_left(resolved: Resolved) -> Iterator[Finding]:
    r"""Markdown reads what it does not understand as text: a picture whose file name contains a space, a link
    to an undefined name, bold type that is never closed, a table without the row of hyphens under its header,
    or as a spreadsheet pastes it, with tabs. All of this would be printed as it is typed. The same is true of
    markup that other dialects have and this one does not: strikethrough, highlighting, subscript and
    superscript; for these use the characters themselves (XIXᵉ, H₂O). So are commands of LaTeX, `[TOC]`, and
    the `:::` of boxes.

    A table that is drawn with dashes and spaces, or with +---+, as pandoc writes it, would be one text. The
    edit writes its rows, if each cell is on one line or divided from the next by spaces, and no word goes.

    A heading has a space after its `#`; the edit adds it to a line by itself that begins with a
    capital and does not end like a sentence.

    For literal characters write a backslash: `\[text\]\[2\]`, `\*\*`. Brackets and asterisks as lawyers and
    authors of tables use them are not reported.

    Bad: a heading without a space

        #Prohibition
        ^^^^^^^^^^^^

        1. The law prohibits it.

    Bad: a picture and a link whose addresses contain spaces, and a space before the address

        1. ![The districts](my chart.png "Districts") See [the list](list of cases.pdf) and
           ^                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        [the Act] (https://example.org/act).
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bad: a name that is not defined, and notes whose labels contain spaces or that are never closed

        1. See [the Act][act], sect. 2.[^penal code] It is of 2017.^[Interview.
               ^^^^^^^^^^^^^^          ^^^^^^^^^^^^^               ^^

    Bad: citations that are not closed, or have no brackets

        ---
        title: Example
        lang: en
        sources: sources.json
        ---

        1. It prohibits it.[^law] It is old (see @penal-code).[@penal-code; @report-2019]
                                                 ^^^^^^^^^^^

        [^law]: See [@penal-code, art. 375.
                    ^^^^^^^^^^^^

    Bad: bold type that is not closed or has an extra space, and mark-up that this format does not have

        1. The law **prohibits ** it. It is ~~not~~ applied to CO~2~ since the XIX^e^ century.
                   ^^                       ^^^^^^^              ^^^              ^^^

    Bad: italics that are not closed

        1. A *girl of 13 said so.
             ^

    Bad: commands of other programs

        [TOC]
        ^^^^^

        1. It is prohibited.\footnote{Penal Code.}
                            ^^^^^^^^^^^^^^^^^^^^^^

        \newpage
        ^^^^^^^^

    Bad: a language without words in brackets of their own

        1. It calls this [qisas](https://example.org/qisas){lang=ur-Latn} and *diyat*{lang=ur-Latn}.
                                                           ^^^^^^^^^^^^^^            ^^^^^^^^^^^^^^

    Bad: a table without the row under its header

        1. There were few cases:

             | Place | Cases |
             ^^^^^^^^^^^^^^^^^
             | Sindh | 12    |

    Good:

        1. ![The districts](chart.png "Districts") See [the list](https://example.org/list%20of%20it.pdf) and
        [the Act](https://example.org/act), sect. 2.[^penal-code] It *prohibits* [*qisas*]{lang=ur-Latn}.

             | Place | Cases |
             | ----- | ----- |
             | Sindh | 12    |

        [^penal-code]: Penal Code.

    Good: brackets, asterisks and other characters that are meant literally

        1. “[T]he [c]ourt [sic]” held in Smith [1999] (HL) and [2020] UKSC 1, [12] (see below), that a * b,
             x ^ y and |A| are ~5 to ~10.* The figures** are of 2019. It wrote \[a\]\[b\] and 2 \*\* 3.

        2. ** Without the islands.
    """
    yield from _headings(resolved)
    yield from _tables(resolved)
    yield from _quoted(resolved)
    yield from labels_in_parentheses(resolved).values()
    for passage in survey(resolved).corpus.holding(_MARK_UP):
        if passage.span(0, 1).order[0] in drawn_lines(resolved):
            continue
        end = 0
        for left in sorted(_in_passage(passage, resolved.bibliography.entries), key=itemgetter(0, 1)):
            if left.start >= end:
                yield _finding(passage, left)
                end = left.end


def _headings(resolved: Resolved) -> Iterator[Finding]:
    source = survey(resolved).source
    for meant in meant_headings(resolved).values():
        span, (hashes, *_) = meant.span, meant
        words = source.line(span.line)[len(hashes) :].rstrip()
        facts = cases.NoSpaceAfterHash(source.at(span), hashes, f"{hashes} {words}")
        after = replace(span, column=len(hashes) + 1, end_column=len(hashes) + 1)
        yield Finding(span, facts, edits=(Edit(after, " "),) if meant.certain else ())


def _tables(resolved: Resolved) -> Iterator[Finding]:
    source = survey(resolved).source
    for table in drawn_tables(resolved):
        first, last = (source.line(number) for number in (table.lines[0], table.lines[-1]))
        place = SourceSpan(resolved.document.path, table.lines[0], 1, table.lines[-1], len(last) + 1)
        begins = replace(place, column=len(first) - len(first.lstrip()) + 1)
        typed = in_markdown(table, first, source.end)
        ruler = row_of(["---"] * table.columns)
        named = fold(first if set(first) - set("-+=: ") else source.line(table.lines[1]))
        facts = cases.TableDrawn(named, row_of(table.header) if table.header else None, ruler)
        yield Finding(source.first_line(begins), facts, edits=(Edit(place, typed),) if table.rows else ())


def _quoted(resolved: Resolved) -> Iterator[Finding]:
    """Yield the first line of quotations that are most of a text, and have all its numbers and headings."""
    source, blocks = survey(resolved).source, resolved.document.blocks
    quoted = [each for each in blocks if isinstance(each, m.Quotation)]
    is_most = 2 * sum(len(each.span.lines) for each in quoted) > sum(len(each.span.lines) for each in blocks)
    is_numbered = any(isinstance(inner, m.OrderedList) for each in quoted for inner in each.blocks)
    if (
        is_most
        and is_numbered
        and not any(isinstance(each, m.NumberedParagraph | m.Heading) for each in blocks)
    ):
        place = source.first_line(quoted[0].span)
        yield Finding(place, cases.TextQuoted(fold(source.at(place))))


def failed_marks(resolved: Resolved) -> Mapping[str, int]:
    """Return the labels in what seems to be a note mark, each with its line."""
    found: dict[str, int] = {}
    for passage in survey(resolved).corpus.matching(_NOTE):
        for match in _NOTE.finditer(passage.bare()):
            lines = passage.span(*match.span()).lines
            if lines:
                found["-".join(match[0].strip("[]^ \t").split())] = lines.start
    return found


def _in_passage(passage: Passage, keys: Container[str]) -> Iterator[Left]:
    text = passage.bare()
    if isinstance(passage.owner, m.Paragraph) and "|" in text:
        yield from (Left(*found) for found in failed_table(text))
    if isinstance(passage.owner, m.Paragraph):
        yield from (Left(*found) for found in pasted_table(text))
    yield from (Left(*found) for found in failed_links(text))
    yield from _notes(text)
    yield from (Left(*key.span(), cases.KeyWithoutBrackets) for key in _KEY.finditer(text) if key[1] in keys)
    yield from _undefined(text)
    yield from _stars(text)
    yield from _single_stars(passage, text)
    yield from _raised(text)
    for pattern, case in _BY_PATTERN:
        yield from (Left(*found.span(), case) for found in pattern.finditer(text))


def _finding(passage: Passage, left: Left) -> Finding:
    span = passage.span(left.start, left.end)
    words = fold(passage.source.at(span) or passage.text[left.start : left.end])
    return Finding(span, left.case(words.replace(OBJECT, "…")))


def _notes(text: str) -> Iterator[Left]:
    for found in _NOTE.finditer(text):
        if found[1] is None:
            yield Left(*found.span(), cases.UnclosedMark)
            continue
        label = "-".join(found[1].split())
        yield Left(*found.span(), partial(cases.LabelWithSpace, label=label or None))


def _undefined(text: str) -> Iterator[Left]:
    """Links by name; "[…][emphasis added]" and "[12][13]" are none."""
    for found in _UNDEFINED.finditer(text):
        words, name = found[1], found[2] or found[1]
        if OBJECT in name or _NO_LABEL.fullmatch(name) or _NO_LABEL.fullmatch(words):
            continue
        yield Left(*found.span(), partial(cases.UndefinedLink, words=words, name=name))


def _stars(text: str) -> Iterator[Left]:
    """Yield the first `**` of a text that seems to begin bold type; after a word it is a footnote mark."""
    places = [found.span() for found in _STARS.finditer(text)]
    closing = [start for start, _ in places if text[:start][-1:].isalnum()] if len(places) > 1 else []
    for number, (start, end) in enumerate(places):
        before, after = text[start - 1 : start], text[end : end + 1]
        begins_word = after.isalnum() or (after != "" and after in _OPENING)
        more = number + 1 < len(places)
        if before.isalnum() and not is_ideograph(before):
            continue
        spaced = after.isspace() and more and closing and closing[-1] > start
        if (begins_word and (more or text[:start].strip())) or spaced:
            yield Left(start, end, cases.StrayStars if more else cases.UnclosedBold)
            return


def _single_stars(passage: Passage, text: str) -> Iterator[Left]:
    """Yield each `*` that seems to begin italics, or that italics leave over ("*so**", but not in a cell); at
    the beginning of a text, or after a word, it is a footnote mark.
    """
    for found in _STAR.finditer(text):
        start, end = found.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        begins_word = after.isalnum() or (after != "" and after in _OPENING)
        beside = [passage.leaf(at).around for at in (start - 1, end) if 0 <= at < len(text)]
        inside = passage.leaf(start).around or isinstance(passage.owner, m.Cell)
        if not inside and any(each and isinstance(each[-1], m.Emphasis) for each in beside):
            yield Left(start, end, cases.StrayStars)
        elif begins_word and text[:start].strip() and (before.isspace() or before in _OPENING):
            yield Left(start, end, cases.UnclosedItalics)


def _raised(text: str) -> Iterator[Left]:
    """Subscripts and superscripts of other dialects."""
    for pattern, table, case in ((_LOWERED, _LOW, cases.NotLowered), (_RAISED, _HIGH, cases.NotRaised)):
        for found in pattern.finditer(text):
            sign = found[1].translate(table)
            known = not set(sign) & set(found[1])
            yield Left(*found.span(), partial(case, character=sign if known else None))
