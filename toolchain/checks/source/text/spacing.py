"""Extra or missing spaces: T506."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from toolchain.checks import check, reported
from toolchain.checks.source.drawn import drawn_lines
from toolchain.checks.source.failed import pasted_table
from toolchain.checks.source.paragraphs.typed import typed_places
from toolchain.checks.source.text.prose import EVERYWHERE, own, prose
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.resolve.tables import Resolved
from toolchain.rules import text as cases
from toolchain.rules.paragraphs import ParagraphGlued
from toolchain.text.passages import Passage
from toolchain.text.running import MARK, OBJECT, REFERENCE

_NO_SPACES = ("zh", "ja")
_SPACED = ("fr",)
"""Languages that have a space before the higher marks of punctuation."""
_OTHERWISE = ("fr-ca", "fr-ch")
"""Where French is written without them, or with thinner ones."""
_NO_BREAK = "\u00a0"
_BARE_HINT = expression(rf"(?:[^\W_]|[{MARK}{REFERENCE}])[;:!?]|\d%|«\S|[^\s«]»")
_BARE = expression(
    rf"(?:(?<=[^\W\d_][^\W\d_])|(?<=[\d{MARK}{REFERENCE}]))(?P<sign>[;:!?])(?=[\s.,;)»{MARK}]|\Z)|(?<=\d)%(?!\w)|(?P<opening>«)(?=[^\s»])|(?<=[^\s«])(?P<closing>»)"
)
_HINT = expression(
    r"[.,;:!?،؛؟()–](?:(?<= [.,;:!?،؛؟])|(?<=\w\.)\.|(?<=[.,;:!?،؛؟])[^\W\d_]|(?<= –)[^\W\d_]|(?<=\w–) "
    r"|(?<=[a-z]\()[A-Z]|(?<=[A-Z]\))[a-z]|(?<=[ء-ي][()])[ء-ي]|(?<=[rats]\.)\d)"
)
"""What each form but two spaces has in it; it begins with a sign, of which there are few in a text."""
_AFTER_STOP = r"(?<=[a-zà-ÿа-яёء-ي]{2})(?P<stop>[.;:!?،؛؟])(?=[A-ZÀ-ÝА-Я][^\W\d_]|[ء-ي]{2})"
_BRACKET = r"(?<=[a-zà-ÿء-ي]{3})(?P<bracket>\()(?=[A-ZÀ-Ý][^\W\d_]|[ء-ي]{4})(?![IVXLC]+\))"
_AFTER_BRACKET = r"(?:(?<=[A-Z]{2})|(?<=[ء-غف-ي]{3}))(?P<after>\))(?=[a-zà-ÿ]{3}|[ء-ي]{2})"
_DASH = r"(?<=\w) (?P<dash>–)(?=[^\W\d_])|(?<=[^\W\d_])(?P<behind>–) (?=[^\W\d_])"
_CUT = r"(?<![\w.])(?P<cut>(?:[Aa]rts?|[Pp]ar(?:as?)?)\.)(?=\d)"
_TWO_STOPS = rf"(?<=[\w)”’»{OBJECT}])(?P<stops>\.\.)(?=\s|$|{MARK})"
_HYPHEN = r"(?P<hyphen>-)(?=\n)(?<=[^\W\d_]{2}-)(?=\s(?!(?:and|or|to|et|ou|y|o|e|и|или)\b)[a-zà-ÿа-яё]{2})"
_AFTER_COMMA = r"(?<=[^\W\d_][^\W\d_])(?P<comma>[,،])(?=[^\W\d_¹²³⁰⁴-⁹])"


@check(cases.Spacing)
def spacing(resolved: Resolved) -> Iterator[Finding]:
    """Two spaces between words, two full stops, a space before a comma, or none after it: such mistakes are
    easily made in word processors, and are visible in justified lines. French has a space before ; : ! ? %
    and » and after «; any space will do, because no output ends a line there. A dash between words has a
    space on both sides in English, or on neither. At note marks, N111 reports the spaces.

    Bad:

        1. It is  a custom in some areas ,which the law forbids.It has no name .
                ^^                      ^^                     ^              ^

    Bad: at a bracket

        1. The Federal Investigation Agency(FIA)has no unit, and the FIA no funds.
                                           ^   ^

    Bad: at a dash

        1. The children –especially boys– stay silent.
                       ^^
                                        ^

    Bad (fr): there is no space before a comma and a full stop in French either

        1. La loi l’interdit , mais elle n’est pas appliquée : pourquoi ?
                            ^

    Bad (fr): the spaces of French are missing

        1. La loi interdit «tout» partout: pourquoi? 40% l’ignorent (art.12).
                           ^    ^        ^         ^   ^             ^^^^

    Bad (ar):

        1. يحظر القانون ذلك ، ولا تفتيش ،لكن الأطفال يعملون(انظر الجدول)في المزارع.ثم لا شكوى ؟
                           ^           ^^                  ^           ^          ^          ^

    Good:

        1. It cost 1,000 rupees (U.S. dollars, e.g.), in Bangkok: see
             www.example.org/a,b and `f(a,b)` … and “so on” . . . ; copper(II), person(s)
             and (re)settlement.

    Good (ar):

        1. المعلم(ون) والطفل(ة)، ص.ب 12، (الـ)طفل: «نعم»، ٣٫٥ و3.5؛ (أ) و(ب).

    Good (fr):

        1. Pourquoi ? La loi l’interdit : « rien ».
    """
    lang = resolved.words.language
    if lang in _NO_SPACES:
        return
    pattern = _pattern(lang in _SPACED, lang == "en")
    numbers = {each.span.order[0]: each.span for each in reported(resolved, ParagraphGlued.rule)}
    bullets, drawn = typed_places(resolved), drawn_lines(resolved)
    for passage in prose(resolved, _HINT, EVERYWHERE, or_holding=("  ", "-\n")):
        if "|" in passage.text or any(pasted_table(passage.text)):  # a table that is none (S017)
            continue
        for found in own(passage, pattern):
            place = passage.span(*found.span())
            if place.order[0] in drawn:
                continue
            number = numbers.get(place.order[0])
            after_bullet = (place.order[0], place.order[1] - 1) in bullets
            if not (after_bullet or (number and number.covers(place))):
                yield from _finding(passage, found)
    if lang in _SPACED and not resolved.document.front_matter.lang.lower().startswith(_OTHERWISE):
        for passage in prose(resolved, _BARE_HINT, EVERYWHERE - {"notes"}):  # with titles in other languages
            yield from _bare(passage)


def _bare(passage: Passage) -> Iterator[Finding]:
    """Yield French punctuation marks without the space at their word."""
    for found in _BARE.finditer(passage.text):
        if passage.leaf(found.start()).set_off:
            continue
        sign = found[0]
        new = sign + _NO_BREAK if found["opening"] else _NO_BREAK + sign
        facts = cases.NoFrenchSpaceAfter(sign) if found["opening"] else cases.NoFrenchSpaceBefore(sign)
        yield Finding(passage.span(*found.span()), facts, edits=passage.edit(*found.span(), new))


@cache
def _pattern(spaced: bool, dashes: bool) -> re.Pattern[str]:
    before = "[,.،؛؟]" if spaced else "[,.;:!?،؛؟]"
    misplaced = (
        rf"(?<=[\w)”’»ً-ْ{OBJECT}]) (?!!\[)(?P<before>{before})(?![.?!\w{MARK}])(?! [.])"  # "![" is mark-up
    )
    glued = r"(?<=[\w)”’»]) (?P<glued>[,،])(?=\w)"
    double = rf"(?P<double>(?<=\S)  +(?=\S))|{_HYPHEN}"
    forms = (_TWO_STOPS, double, misplaced, glued, _AFTER_STOP, _AFTER_COMMA, _BRACKET, _AFTER_BRACKET)
    more = (_DASH,) if dashes else (_CUT,) if spaced else ()
    return re.compile("|".join((*forms, *more)))


def _finding(passage: Passage, found: re.Match[str]) -> Iterator[Finding]:
    what, text = found.lastgroup, found[0]
    facts, new = _right(what, text)
    if (what == "double" and not passage.exact(*found.span())) or (what == "stops" and passage.in_note):
        return  # a comment stands between the two; N113 finds two stops in notes
    edits = passage.edit(*found.span(), new) if new else ()
    yield Finding(passage.span(*found.span()), facts, edits=edits)


def _right(what: str | None, text: str) -> tuple[cases.Spacing, str]:
    """Return what is wrong with the spaces of a text, and the text with the right ones."""
    match what:
        case "double":
            return cases.SeveralSpaces(len(text)), " "
        case "before":
            return cases.SpaceBefore(text[1:]), text[1:]
        case "glued":
            return cases.SpaceBeforeComma(), f"{text[1:]} "
        case "stops":
            return cases.SecondStop(), ""  # it may be what is left of an ellipsis
        case "dash" | "behind":
            return cases.SpaceOnOneSide(), " – "
        case "hyphen":
            return cases.HyphenAtLineEnd(), ""
        case "bracket":
            return cases.NoSpaceBeforeBracket(), f" {text}"
        case _:
            return cases.NoSpaceAfter(text), f"{text} "
