"""Characters that look like others, are invisible, or are in no font: T509.

A letter of another alphabet gets into a word by a keyboard that was switched too late, by a scanner, or by
somebody who wants to deceive (Unicode Technical Standard 39, 5.1 and 5.2).

The characters of the included fonts are in `covered.txt` in this folder. `python -m scripts.fonts` makes this
file from the fonts themselves, which a check must not open: the first and the last of each range, one range a
line. A listed character has a glyph or is invisible.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from toolchain.checks import check
from toolchain.checks.source.paragraphs.typed import typed_places
from toolchain.checks.source.shown import printed
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, Finding, Place, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.languages import changes_in_words, primary_subtag, within
from toolchain.model.line_ends import LINE_END, LineStarts
from toolchain.model.records import Record, replace
from toolchain.model.wording import UNSEEN
from toolchain.resolve.tables import Resolved
from toolchain.rules import text as cases
from toolchain.text.letters import own_scripts, words_of
from toolchain.text.passages import SEPARATOR, Passage
from toolchain.text.plain import UNSPACED
from toolchain.text.running import MARK, OBJECT, REFERENCE

USUAL = (
    (" ", "~"),
    ("\u00a0", "\u0233"),
    ("\u0391", "\u03a1"),
    ("\u03a3", "\u03ce"),
    ("\u0400", "\u04ff"),
    ("\u060c", "\u060c"),
    ("\u0621", "\u065f"),
    ("\u2010", "\u2027"),
    ("\u4e00", "\u9fa5"),
)
"""Ranges that the fonts have whole, for which the table need not be read."""

_UNSEEN = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf"))
_SELECTORS = (("\ufe00", "\ufe0f"), ("\U000e0100", "\U000e01ef"))


def without_font(signs: Iterable[str]) -> set[str]:
    """Return the visible characters that none of the fonts has."""
    known = set(signs)
    rare = known - within("".join(known), USUAL)
    return {sign for sign in rare if not _is_covered(sign) and not _is_unseen(sign)}


def _is_covered(sign: str) -> bool:
    """Return whether a font has a character, or its Unicode equivalent: some ideographs are encoded twice.
    One for private use means something in one font only, and PDF/A does not have it.
    """
    forms = (sign, unicodedata.normalize("NFC", sign))
    return unicodedata.category(sign) != "Co" and any(
        all(bisect_right(_edges(), ord(each)) % 2 for each in form) for form in forms
    )


def _is_unseen(sign: str) -> bool:
    """Return whether a character is a space, a control or format character, or a variation selector."""
    return bool(within(sign, _SELECTORS)) or unicodedata.category(sign) in _UNSEEN


@cache
def _edges() -> list[int]:
    """Return where the ranges begin and, one after the last, where they end, by turns."""
    text = Path(__file__).with_name("covered.txt").read_text(encoding="ascii")
    return [int(number, 16) + at % 2 for at, number in enumerate(text.split())]


_LOST = "\ufffd"
_PLACEHOLDERS = frozenset((MARK, REFERENCE, OBJECT, SEPARATOR, "\n", "\t"))
_HARMFUL = (
    ("\x00", "\x1f"),
    ("\x7f", "\x9f"),  # control characters, which come by entities only
    ("\u00ad", "\u00ad"),  # a soft hyphen
    ("\u200b", "\u200b"),  # a space of no width
    ("\u2028", "\u2029"),  # ends of lines and paragraphs that are none in Markdown
    ("\u202d", "\u202e"),  # turn round what follows
    ("\ufeff", "\ufeff"),
    ("\ufff9", "\ufffb"),
    (_LOST, _LOST),
    ("\U000e0000", "\U000e007f"),  # a hidden text of invisible letters
)

_BREAKS = "\u00ad\u200b"
_NAMED = 3


@check(cases.Characters)
def characters(resolved: Resolved) -> Iterator[Finding]:
    """Letters that look the same can be different characters. If a keyboard was switched too late, or a page
    was scanned, a Latin word may contain a Cyrillic letter: a search does not find the word, and a screen
    reader spells it. Words with letters of two scripts are reported, but not Greek letters for units and in
    mathematics, and not foreign words in their own script.

    Some characters are invisible: direction marks, hidden text, the byte order mark of a pasted file, soft
    hyphens, spaces of no width, form feeds between pages. The edits delete the last four. And � replaces a
    character that was lost when a text was saved in an encoding that did not have it.

    A PDF uses only the included fonts, on every machine. They have the letters of many languages, and many
    symbols. A character that is in none of them would be an empty space, and `build` refuses it (D908). Write
    other characters, or add a font in your own style sheet. For scripts whose letters change places or shapes
    in a word, as in India, a PDF does not give the right characters: such words can be in all other outputs,
    which `--to docx,html,epub` builds. Thai can be in a PDF that typst sets, but not in the house look.

    Bad: a Cyrillic letter in a Latin word, a lost one, and letters that no font has

        1. The Pаkistan Penal Code sets the age at 16.
               ^

        2. The Minister�s answer cites the law of [नेपाल]{lang=ne}.
                       ^                           ^

    Bad (ru): a Latin letter in a Cyrillic word

        1. В Kиеве это запрещено.
             ^

    Good:

        1. The limit is 5 μg (a rise of Δt = 2 °C), as the courts of [Киев]{lang=ru} have held.
    """
    found = survey(resolved)
    signs = _signs(found.signs)
    harmful = set(filter(_is_harmful, signs))
    absent = without_font(signs - harmful)
    for passage in found.corpus.holding(harmful):
        for at, sign in enumerate(passage.text):
            if sign in harmful and not (sign == "\u200b" and _may_end(passage.text[max(at - 1, 0) : at + 2])):
                yield from _harm_in(passage, at, sign)
    if absent:
        words = words_of(absent)
        for passage in found.corpus.holding(absent):
            places = ((passage.span(*match.span()), match[0]) for match in words.finditer(passage.text))
            bullets = typed_places(resolved)
            yield from (_absence(at, word, absent) for at, word in places if at.order not in bullets)
    if signs:
        own = _own_script(resolved.words.lang)
        for passage in found.corpus.matching(foreign_to(own)):
            for mixed in mixed_words(passage.text, own):
                yield _mixture(passage.span(mixed.start, mixed.start + len(mixed.word)), mixed)
    yield from _elsewhere(printed(resolved))
    yield from _form_feeds(resolved)
    yield from _private(resolved)


def _private(resolved: Resolved) -> Iterator[Finding]:
    """Yield characters that running texts cannot contain, because they are used as placeholders there."""
    text = resolved.document.text
    for sign in (MARK, REFERENCE, OBJECT):
        at = text.find(sign)
        if at >= 0:
            yield _absence(SourceSpan.after(resolved.document.path, text[:at]), sign, {sign})


def _elsewhere(texts: Iterable[tuple[Place, str]]) -> Iterator[Finding]:
    """Yield findings outside running text: only characters that cannot be printed, because code may mix
    letters.
    """
    for span, text in texts:
        if text.isascii():
            continue
        signs = _signs(text)
        harmful = {sign for sign in signs if _is_harmful(sign)}
        absent = without_font(signs - harmful)
        for sign in sorted(harmful.difference(_BREAKS)):
            yield _harm(span, sign)
        if absent:
            found = words_of(absent).search(text)
            yield _absence(span, found[0] if found else text, absent)


def _signs(text: Iterable[str]) -> set[str]:
    """Return the characters of a text other than ASCII's, and control characters."""
    return {sign for sign in set(text) - _PLACEHOLDERS if not " " <= sign <= "~"}


def _is_harmful(sign: str) -> bool:
    within = any(first <= sign <= last for first, last in _HARMFUL)
    return within or ord(sign) & 0xFFFE == 0xFFFE or "\ufdd0" <= sign <= "\ufdef"  # no characters at all


def _own_script(lang: str) -> str:
    if "Cyrl" in own_scripts(lang):
        return "Cyrillic"
    return "Greek" if primary_subtag(lang) == "el" else "Latin"


def _may_end(around: str) -> bool:
    """Return whether a space of no width shows where a line may end: next to Thai, Lao, Khmer, Burmese or
    Japanese letters, in a text of any language.
    """
    return any(UNSPACED.match(sign) and sign < "\u3400" for sign in around)


def _harm(span: Place, sign: str) -> Finding:
    return Finding(span, cases.LostCharacter() if sign == _LOST else cases.InvisibleCharacter(_name(sign)))


def _harm_in(passage: Passage, at: int, sign: str) -> Iterator[Finding]:
    """Yield a character of a text. One that the author sees, as in "&shy;", is meant."""
    exact = passage.exact(at, at + 1)
    typed = exact is not None and passage.source.at(exact) == sign
    if typed or sign not in _BREAKS:
        unseen = exact if typed and sign in UNSEEN else None
        edits = (Edit(_line_without_words(passage, unseen) or unseen, ""),) if unseen else ()
        yield replace(_harm(passage.span(at, at + 1), sign), edits=edits)


def _line_without_words(passage: Passage, place: SourceSpan) -> SourceSpan | None:
    """Return the line of a paragraph that has nothing else, with the blank line before it."""
    source, line = passage.source, place.line
    if passage.text.strip(UNSEEN) or source.line(line).strip(f"{UNSEEN} \t") or source.line(line - 1).strip():
        return None
    return replace(
        place, line=line - 2, column=len(source.line(line - 2)) + 1, end_column=len(source.line(line)) + 1
    )


def _form_feeds(resolved: Resolved) -> Iterator[Finding]:
    """Yield form feeds, which the reader takes for parts of line ends."""
    text, path = resolved.document.text, resolved.document.path
    lines = LineStarts(text) if "\f" in text else None
    for end in LINE_END.finditer(text) if lines else ():
        if lines and "\f" in end[0]:
            place = SourceSpan.at(path, *lines.place(end.start()), len(end[0]))
            yield Finding(
                place, cases.InvisibleCharacter("U+000C"), edits=(Edit(place, end[0].replace("\f", "")),)
            )


def _absence(span: Place, text: str, absent: set[str]) -> Finding:
    signs = list(dict.fromkeys(sign for sign in text if sign in absent))
    script = _script_of(signs)
    remedy = cases.LeavePdf() if any(map(changes_in_words, signs)) else cases.BringFont()
    if script:
        return Finding(span, cases.NoFontForLetters(text, Word(script), remedy))
    more = len(signs) - _NAMED if len(signs) > _NAMED else None
    return Finding(span, cases.NoFontForCharacters(tuple(map(_name, signs[:_NAMED])), more, remedy))


def _script_of(signs: list[str]) -> str:
    """Return the script of letters, by the first word of their names; "" if they are not letters of one
    script.
    """
    names = {unicodedata.name(sign, "").partition(" ")[0] for sign in signs}
    letters = all(unicodedata.category(sign)[0] in "LM" for sign in signs)
    return names.pop().capitalize() if letters and len(names) == 1 and names != {"CJK"} else ""


def _mixture(span: Place, mixed: Mixed) -> Finding:
    letters = "".join(dict.fromkeys(mixed.letters))
    return Finding(span, cases.MixedLetters(mixed.word, letters, Word(mixed.script), Word(mixed.others)))


def _name(sign: str) -> str:
    """Return a character, if it is visible, with its number and its Unicode name, if any."""
    shown = f"“{sign}” " if sign.isprintable() else ""
    return f"{shown}U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip()


_LETTERS = {
    "Latin": "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Cyrillic": "\u0400-\u0481\u048a-\u052f",
    "Greek": "\u0370-\u0373\u0376-\u03ff\u1f00-\u1fff",
}
_MARKS = "\u0300-\u036f"
_SCRIPTS = {name: expression(f"[{letters}]") for name, letters in _LETTERS.items()}
_WORD = expression(f"[{''.join(_LETTERS.values())}{_MARKS}]+")
_LATIN_AS_CYRILLIC = frozenset("aceopxyABEKMHOPCTXY")
_ALIKE = {
    ("Cyrillic", "Latin"): frozenset("асеорхуіјѕһԁԛԝАВЕКМНОРСТХУІЈЅҮ"),
    ("Latin", "Cyrillic"): _LATIN_AS_CYRILLIC,
    ("Greek", "Latin"): frozenset("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"),
    ("Latin", "Greek"): frozenset("oABEZHIKMNOPTYX"),
}
"""The letters of one script that look as letters of another one do. Greek ones that are signs of mathematics
and units too, as μ and ν, are left out, and Latin ones that are no letter of Russian."""


class Mixed(Record):
    """A word of two scripts, its place, and the letters of the other script."""

    start: int
    word: str
    letters: str
    script: str
    others: str


def mixed_words(text: str, own: str) -> Iterator[Mixed]:
    """Yield the words of a text that have letters of another script, in a language whose own script is
    `own`.
    """
    for found in _WORD.finditer(text):
        mixed = _judged(found.start(), found[0], own)
        if mixed:
            yield mixed


def foreign_to(own: str) -> re.Pattern[str]:
    """Return what matches a letter of another of the three scripts than a language's own."""
    return re.compile(f"[{''.join(letters for script, letters in _LETTERS.items() if script != own)}]")


def _judged(start: int, word: str, own: str) -> Mixed | None:
    runs = [(script, "".join(run)) for script, run in groupby(_bare(word), key=_script)]
    scripts = {script for script, _ in runs}
    if len(scripts) != 2:
        return None
    counts = {script: sum(len(run) for each, run in runs if each == script) for script in scripts}
    other = min(scripts, key=lambda script: (counts[script], script == own, script))
    (rest,) = scripts - {other}
    letters = "".join(run for script, run in runs if script == other)
    alike = _ALIKE.get((other, rest), frozenset())
    enclosed = len(runs) > 2 and "Greek" not in scripts
    if enclosed or (alike.issuperset(letters) and not _is_ending(runs)):
        return Mixed(start, word, letters, other, rest)
    return None


def _is_ending(runs: list[tuple[str, str]]) -> bool:
    """Return whether an abbreviation in Latin capitals has a Cyrillic ending, as Russian puts it to some."""
    if [script for script, _ in runs] != ["Latin", "Cyrillic"]:
        return False
    (_, capitals), (_, ending) = runs
    long = len(capitals) > 1 and capitals.isupper() and ending.islower()
    return long and not _LATIN_AS_CYRILLIC.issuperset(capitals)


def _bare(word: str) -> str:
    return "".join(sign for sign in word if not "\u0300" <= sign <= "\u036f")


@lru_cache(maxsize=256)
def _script(sign: str) -> str:
    return next((name for name, pattern in _SCRIPTS.items() if pattern.match(sign)), "")
