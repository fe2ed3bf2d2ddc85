"""Mark-up that Markdown did not understand and would print as it stands: S017."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.structure.addresses import failed_links
from toolchain.model.diagnostics import Finding
from toolchain.model.wording import fold, shorten
from toolchain.resolve.tables import Resolved
from toolchain.rules.structure import MarkupLeft
from toolchain.text.ideographs import is_ideograph
from toolchain.text.passages import OBJECT, Passage
from toolchain.text.survey import survey

_MARK_UP = "[]*~=^|@"
_SHOWN = 40
_UNDEFINED = re.compile(r"(?<![\]!])\[(?!\^)([^\[\]\n]{1,80})\]\[([\w:./-]{0,40})\](?![(\[])")
_NO_LABEL = re.compile(r"[\d\W_]*|sic", re.IGNORECASE)
_NOTE = re.compile(r"\[[ \t]*\^([^\[\]\n]{0,80})\]|\[\^[\w-]+(?![\w\]-])")
_CITATION = re.compile(r"\[(?:[^\[\]\n]{0,60}?[\s(;])??-?@\w[\w:./-]*")
_KEY = re.compile(r"(?<![\w.@/])-?@(\w(?:[\w:./-]*\w)?)")
_INLINE_NOTE = re.compile(r"\^\[")
_STARS = re.compile(r"(?<!\*)\*{2,3}(?!\*)")
_STRUCK = re.compile(r"(?<!~)~~(?=[^\s~])[^~\n]{1,200}~~(?!~)")
_MARKED = re.compile(r"(?<![=\w])==(?=[^\s=])[^=\n]{0,200}[^\s=]==(?![=\w])")
_LOWERED = re.compile(r"(?<=[^\W\d_]|\))~([\w+-]{1,6})~(?!~)")
_RAISED = re.compile(r"(?<=[\w)])\^([\w+-]{1,6})\^")
_LANGUAGE = re.compile(r"\{lang=[^{}\n]{0,40}\}")
_OPENING = tuple("“«„「『《(（\"'¿¡")
_LOW = str.maketrans("0123456789+-aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_HIGH = str.maketrans("0123456789+-abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_DELIMITER = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?")


class Left(NamedTuple):
    """What is left standing from `start` to `end` of a passage: what it is not, and how to write it."""

    start: int
    end: int
    what: str
    help: str


@check(MarkupLeft)
def markup_left(resolved: Resolved) -> Iterator[Finding]:
    r"""What Markdown does not understand it takes for text: a picture whose file name holds a space, a link
    to a name that is not defined, bold type that is never closed, a table without the row of hyphens under
    its header. All of this would be printed with its brackets and bars. So would what other dialects have
    and this one has not: struck out and marked words, and raised or lowered letters, for which the
    characters themselves serve (XIXᵉ, H₂O).

    What is meant as it stands is written with a backslash: `\[text\]\[2\]`, `\*\*`. Brackets and asterisks
    as lawyers and authors of tables use them are not reported.

    Bad: a picture and a link whose addresses hold spaces, and a space before the address

        1. ![The districts](my chart.png "Districts") See [the list](list of cases.pdf) and
           ^                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        [the Act] (https://example.org/act).
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bad: a name that is not defined, and notes whose labels hold spaces or that are never closed

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

    Bad: what is not closed, or has a space too many, or that this format has not

        1. The law **prohibits ** it. It is ~~not~~ applied to CO~2~ since the XIX^e^ century.
                   ^^                       ^^^^^^^              ^^^              ^^^

    Bad: a language of no words, as they stand in no brackets of their own

        1. It calls this [qisas](https://example.org/qisas){lang=ur-Latn} and *diyat*{lang=ur-Latn}.
                                                           ^^^^^^^^^^^^^^            ^^^^^^^^^^^^^^

    Bad: a table without the row under its header

        1. There were few cases:

             | Place | Cases |
             ^^^^^^^^^^^^^^^^^
             | Sindh | 12    |

    Good:

        1. ![The districts](chart.png "Districts") See [the list](list%20of%20cases.pdf) and
        [the Act](https://example.org/act), sect. 2.[^penal-code] It *prohibits* [*qisas*]{lang=ur-Latn}.

             | Place | Cases |
             | ----- | ----- |
             | Sindh | 12    |

        [^penal-code]: Penal Code.

    Good: brackets, asterisks and other signs that are meant as they stand

        1. “[T]he [c]ourt [sic]” held in Smith [1999] (HL) and [2020] UKSC 1, [12] (see below), that a * b,
             x ^ y and |A| are ~5 to ~10.* The figures** are of 2019. It wrote \[a\]\[b\] and 2 \*\* 3.

        2. ** Without the islands.
    """
    for passage in survey(resolved).corpus.holding(_MARK_UP):
        end = 0
        for left in sorted(_in_passage(passage, resolved.bibliography.entries)):
            if left.start >= end:
                yield _finding(passage, left)
                end = left.end


def _in_passage(passage: Passage, keys: Container[str]) -> Iterator[Left]:
    text = passage.bare()
    if isinstance(passage.owner, m.Paragraph) and "|" in text:
        for start, end, what, help_ in failed_table(text):
            yield Left(start, end, what, help_)
    for start, end, what, help_ in failed_links(text):
        yield Left(start, end, what, help_)
    yield from _notes(text)
    yield from _citations(text, keys)
    yield from _undefined(text)
    yield from _stars(text)
    yield from _other_dialects(text)


def _finding(passage: Passage, left: Left) -> Finding:
    span = passage.span(left.start, left.end)
    words = fold(passage.source.at(span) or passage.text[left.start : left.end])
    shown = shorten(words, _SHOWN)
    return Finding(span, f"{shown.replace(OBJECT, '…')} {left.what}", left.help)


def _notes(text: str) -> Iterator[Left]:
    for found in _NOTE.finditer(text):
        if found[1] is None:
            yield Left(*found.span(), "is a note's mark that is never closed", f"write {found[0]}]")
            continue
        label = "-".join(found[1].split())
        help_ = f"write [^{label}], here and where its text is" if label else "write [^label]"
        yield Left(*found.span(), "is no note's mark: a label holds no space", help_)
    for found in _INLINE_NOTE.finditer(text):
        yield Left(*found.span(), "begins a note that is never closed", "write a ] where the note ends")


def _citations(text: str, keys: Container[str]) -> Iterator[Left]:
    """Citations that are not closed, and keys of sources without the brackets of one."""
    for found in _CITATION.finditer(text):
        yield Left(*found.span(), "begins a citation that is never closed", "write a ] where it ends")
    for found in _KEY.finditer(text):
        if found[1] in keys:
            yield Left(*found.span(), "is a source's key, but no citation", f"write [{found[0]}]")


def _undefined(text: str) -> Iterator[Left]:
    """Links by name; "[…][emphasis added]" and "[12][13]" are none."""
    for found in _UNDEFINED.finditer(text):
        words, name = found[1], found[2] or found[1]
        if OBJECT in name or _NO_LABEL.fullmatch(name) or _NO_LABEL.fullmatch(words):
            continue
        help_ = f"write [{words}](its address), or a line [{name}]: and the address"
        yield Left(*found.span(), f"is no link: {name} is defined nowhere", help_)


def _stars(text: str) -> Iterator[Left]:
    """The first `**` of a text that seems to begin bold type; after a word it is a footnote's sign."""
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
            what = "begins bold type that is not closed"
            help_ = (
                "write ** at both ends, right at the words and outside their punctuation"
                if more
                else "write ** where it ends too, or \\*\\* for two asterisks"
            )
            yield Left(start, end, what, help_)
            return


def _other_dialects(text: str) -> Iterator[Left]:
    for found in _STRUCK.finditer(text):
        yield Left(*found.span(), "is not struck out: this format cannot do so", "delete the words")
    for found in _LANGUAGE.finditer(text):
        yield Left(*found.span(), "is the language of no words", "write [words]" + found[0])
    for found in _MARKED.finditer(text):
        help_ = "write *words* for italics, **words** for bold type"
        yield Left(*found.span(), "is not marked: this format cannot do so", help_)
    for pattern, table, where in ((_LOWERED, _LOW, "lowered"), (_RAISED, _HIGH, "raised")):
        for found in pattern.finditer(text):
            sign = found[1].translate(table)
            help_ = f"type {sign}" if not set(sign) & set(found[1]) else "write it otherwise"
            yield Left(*found.span(), f"is not {where}: this format has no way to do so", help_)


def failed_table(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Where the first row begins and ends, why these rows are no table, and help; or nothing."""
    lines = text.split("\n")
    rows = [number for number, line in enumerate(lines) if _is_row(line)]
    rulers = [number for number, line in enumerate(lines) if _DELIMITER.fullmatch(line)]
    if not rulers and len(rows) < 2:
        return
    first = max(min([number - 1 for number in rulers[:1]] + rows), 0)
    start = sum(len(line) + 1 for line in lines[:first])
    start += len(lines[first]) - len(lines[first].lstrip())
    yield start, start + len(lines[first].strip()), *_reason(lines, first, rulers)


def _reason(lines: Sequence[str], first: int, rulers: Sequence[int]) -> tuple[str, str]:
    header = _cells(lines[first])
    ruler = "| " + " | ".join(["---"] * header) + " |"
    if not rulers:
        return "is no row of a table: no delimiter row follows the first row", f"write {ruler} under it"
    if rulers[0] == first:
        return "is no table: no header row stands above this delimiter row", "write the header above it"
    if rulers[0] > first + 1:
        what = "is no row of a table: the delimiter row does not follow the first row"
        return what, f"write {ruler} right under it"
    cells = _cells(lines[rulers[0]])
    if cells != header:
        what = f"is no header of a table: the delimiter row has {_count(cells)}, the header {header}"
        return what, f"write {ruler} under it"
    return "is no row of a table", "put a blank line before it, and indent all rows alike"


def _is_row(line: str) -> bool:
    inner = line.strip()
    return len(inner) > 2 and inner[0] == inner[-1] == "|"


def _cells(line: str) -> int:
    return len(line.strip().strip("|").split("|"))


def _count(cells: int) -> str:
    return f"{cells} cell" if cells == 1 else f"{cells} cells"
