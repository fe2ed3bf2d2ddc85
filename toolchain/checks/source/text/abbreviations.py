"""Abbreviations that are never spelled out, or twice, or unnecessarily: T501."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from toolchain.checks import check
from toolchain.checks.source.text import abbreviation_forms as ours
from toolchain.checks.source.text.abbreviation_forms import (
    LONGEST,
    Forms,
    begins_with_long,
    forms_of,
    is_near,
    plain,
    spells,
    words_before,
)
from toolchain.checks.source.text.prose import own, prose, where, words
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding, Place, Related
from toolchain.model.expressions import expression
from toolchain.model.facts import INFORMATION
from toolchain.model.records import Record
from toolchain.model.walk import plain_text
from toolchain.resolve.tables import Resolved, note_of
from toolchain.rules import text as cases
from toolchain.text.passages import SEPARATOR, Passage
from toolchain.text.running import MARK

_LANGUAGES = ("en", "es", "fr", "pt", "ru")
_WHOLE_IN_CAPITALS = 0.5
_NAME = 6  # letters of an abbreviation that serves as a name, as of a programme or a form: UNCITRAL, CUSDEC
_FILE_NUMBER = expression(r"\s\d+/\d")  # "CCR 4471/2025"
_SUM = expression(r"\s\d")
_UNITED_NATIONS = expression(r"UN(?<![\w/.-]UN)(?![\w/.-]| Women\b)")


class _Use(Record):
    """An abbreviation at one place. `defines` means that its long form is next to it, `spelled` that its
    letters were found in that.
    """

    short: str
    passage: Passage
    start: int
    end: int
    defines: bool
    spelled: bool

    @property
    def span(self) -> Place:
        return self.passage.span(self.start, self.end)


@check(cases.Abbreviation)
def abbreviation(resolved: Resolved) -> Iterator[Finding]:
    """An abbreviation is spelled out at its first use, with the short form in brackets: "sexual exploitation
    of children (SEC)". After that it is used alone, also in notes and in later recommendations. If an
    abbreviation is never used again, its long form is not needed. These need no long form: well-known
    abbreviations (UNICEF, HIV), those that a list or the note at their mark explains, a name that is read as
    a word (LEGEBITRA), a source with its year ("OECD 2017"), a currency before a sum ("KES 500"), a code in
    the number of a file ("CCR 4471/2025"), one of the authors, a part of a longer name
    ("LEAP Pakistan"), and words in a run of capitals ("RIGHT TO EDUCATION"). Headings, tables, quotations and
    notes do not count as uses. Each abbreviation is reported once.

    Bad: never spelled out

        1. Data on SEC are scarce. SEC is widespread.
                   ^^^

    Bad: too late

        1. The CSAM cases rise. Child sexual abuse material (CSAM) is traded, and CSAM is sold.
               ^^^^

    Bad: twice

        1. The National Plan of Action (NPA) is in force; the NPA ends in 2025.

        2. The National Plan of Action (NPA) has no budget.
                                        ^^^

    Bad: for nothing

        1. The National Plan of Action (NPA) is in force.
                                        ^^^

    Bad: the United Nations are never abbreviated

        1. The UN Committee said so, and so did another UN body.
               ^^

    Good:

        1. The National Plan of Action (NPA) has a budget.[^a] UNICEF supports the NPA in 3 NPAs, part II.

        # What the NPA says about HIV

        2. RIGHT TO LITERACY: this is what the second paragraph is about, and what it says.

        3. The ICT Child Protection Act and LEAP Pakistan are quoted: “SEC is a crime” (CRC/C/PAK/CO/5).

        [^a]: NPA, p. 3; ITU, Child Online Protection (COP).

    Good (es):

        1. Los DD. HH. de la niñez se respetan en EE. UU. y en el Perú. El Comité de los Derechos del Niño
             (CRC, por sus siglas en inglés) es el órgano; el CRC vigila.

    Good (fr):

        1. Selon l’OMS, l’ADN et le règlement (CEE) nº 295/91, le budget est de 3 000 FCFA, soit 1 % du PIB.

        2. M. SLIM cite le Protocole facultatif à la Convention contre la torture (ci-après OPCAT ou le
             Protocole).

        3. OPCAT et le Comité européen pour la prévention de la torture et des peines ou traitements
             inhumains ou dégradants (CPT), puis le CPT seul.
    """
    if resolved.words.language not in _LANGUAGES:
        return
    forms = forms_of(resolved.words.language)
    known = words("known") | _names(resolved, forms)
    yield from _united_nations(resolved)
    uses: dict[str, list[_Use]] = defaultdict(list)
    for use in _uses(resolved, forms):
        if use.short not in known:
            uses[use.short].append(use)
    text = survey(resolved).corpus.text
    for short, its in uses.items():
        if "-" in short and known.union(uses).issuperset(short.split("-")):
            continue  # of each part it is told
        if any(use.defines for use in its) or not (
            ours.NAME.fullmatch(short) or _is_explained(resolved, its[0], text)
        ):
            yield from _judged(its, text)


def _united_nations(resolved: Resolved) -> Iterator[Finding]:
    """Yield the first "UN": the name of the United Nations is never abbreviated (Correspondence Manual,
    24).
    """
    for passage in prose(resolved, _UNITED_NATIONS) if resolved.words.language == "en" else ():
        for found in own(passage, _UNITED_NATIONS):
            yield Finding(passage.span(*found.span()), cases.NameAbbreviated(), severity=INFORMATION)
            return


def _judged(uses: list[_Use], everything: str) -> Iterator[Finding]:
    """Yield the findings for one abbreviation; `everything` is the text of the whole document."""
    short = uses[0].short
    defining = [use for use in uses if use.defines]
    plain = [use for use in uses if not use.defines and where(use.passage) == "text"]
    if not defining:
        if plain:
            yield Finding(plain[0].span, cases.NeverSpelledOut(short))
        return
    first = defining[0]
    early = [use for use in uses[: uses.index(first)] if where(use.passage) == "text"]
    if early and where(first.passage) != "notes":
        yield Finding(
            early[0].span, cases.SpelledOutLate(short), related=(Related(first.span, cases.SpelledOutHere()),)
        )
    for again in defining[1:]:
        if again.spelled and where(again.passage) == where(first.passage) == "text":
            related = (Related(first.span, cases.SpelledOutHere()),)
            yield Finding(again.span, cases.SpelledOutTwice(short), related=related)
    if (
        len(uses) == 1
        and first.spelled
        and len(short) < _NAME
        and where(first.passage) == "text"
        and len(tuple(islice(_standing(short, everything), 2))) == 1
    ):
        in_bracket = first.passage.text[: first.start].rstrip('“‘"').endswith(("(", "["))
        yield Finding(first.span, cases.NeverUsedInBrackets(short) if in_bracket else cases.NeverUsed(short))


def _standing(word: str, everything: str) -> Iterator[int]:
    """Yield the positions of a word in a text, with or without a plural s; figures may follow ("JS1")."""
    at = everything.find(word)
    while at >= 0:
        end = at + len(word)
        behind = everything[end : end + 2]
        plural = behind[:1] == "s" and not behind[1:].isalpha()
        if not everything[max(at - 1, 0) : at].isalpha() and (plural or not behind[:1].isalpha()):
            yield at
        at = everything.find(word, end)


def _is_explained(resolved: Resolved, first: _Use, everything: str) -> bool:
    """Return whether a list of abbreviations, or a note marked at its first use, explains it.

    Words in capitals for emphasis, "NOT", need no explanation: they also occur in lower case.
    """
    if next(_standing(first.short.lower(), everything), None) is not None:
        return True
    if first.passage.text.startswith(MARK, first.end):
        note = note_of(first.passage.leaf(first.end).node, resolved)
        passages = survey(resolved).passages_in(note) if note else ()
        if passages and begins_with_long(passages[0].text, first.short):
            return True
    return _is_listed(first.short, everything)


def _is_listed(short: str, everything: str) -> bool:
    """Return whether the long form follows an abbreviation, in the next cell or in a line of a list."""
    for at in _standing(short, everything):
        end = at + len(short)
        if everything[max(at - 1, 0) : at] == SEPARATOR and ours.LINE.match(everything, end):
            return True
        found = ours.WORD_AFTER.match(everything, end)
        if found is None or plain(found["word"]) != short[0]:
            continue
        begin = found.start("word")
        if begins_with_long(everything[begin : begin + LONGEST], short):
            return True
    return False


def _names(resolved: Resolved, forms: Forms) -> frozenset[str]:
    """Return the abbreviations among the names of those who submit this, and in its short title."""
    matter = resolved.document.front_matter
    about = (matter.recipient, matter.instrument, matter.country, matter.session)
    texts = (*matter.authors, *about, plain_text(matter.short_title))
    return frozenset(found["short"] for text in texts for found in forms.abbreviation.finditer(text))


def _uses(resolved: Resolved, forms: Forms) -> Iterator[_Use]:
    """Yield all uses in the running texts, in reading order, the notes last."""
    for passage in survey(resolved).corpus.matching(forms.capitals):
        if passage.owner is None or passage.in_quotation or _is_in_capitals(passage.text):
            continue
        text = passage.text
        defined = _defined(text, forms)
        runs = [each.span() for each in forms.run.finditer(text)]
        for found in forms.abbreviation.finditer(text):
            start, end = found.span()
            defines, short = start in defined, found["short"]
            if (
                ours.ROMAN.fullmatch(short)
                or ours.TWO_SCRIPTS.match(short)
                or _is_of_a_judgment(text, start)
                or forms.cited_by_year.match(text, end)
                or _FILE_NUMBER.match(text, end)
                or (_SUM.match(text, end) and short in words("currencies"))
                or (not defines and any(first <= start < last for first, last in runs))
            ):
                continue
            elsewhere = (
                start in passage.quoted
                or passage.leaf(start).set_off
                or _is_in_a_name(text, start, found.end("short"), forms)
            )
            if defines or not elsewhere:
                yield _Use(short, passage, start, end, defines, defined.get(start, False))


def _is_in_capitals(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return sum(map(str.isupper, letters)) > _WHOLE_IN_CAPITALS * len(letters)


def _is_of_a_judgment(text: str, start: int) -> bool:
    """Return whether it names a court or a series of reports: "[2006] UKHL 16", "2 SCC 3"."""
    after_year = ours.AFTER_YEAR.search(text, max(start - 9, 0), start)
    return bool(after_year) or bool(ours.IN_REPORT.match(text, max(start - 2, 0)))


def _is_in_a_name(text: str, start: int, end: int, forms: Forms) -> bool:
    """Return whether other words with capitals are next to it, so that it is part of a longer name."""
    return bool(forms.name_goes_on.match(text, end)) or bool(
        forms.name_before.search(text, max(start - 40, 0), start)
    )


def _defined(text: str, forms: Forms) -> dict[int, bool]:
    """Return the positions of abbreviations next to their long forms, and whether these spell them."""
    found = {
        start: spelled
        for bracket in ours.BRACKET.finditer(text)
        for start, spelled in _in_bracket(text, bracket, forms)
    }
    for each in forms.expansion.finditer(text):
        if spells(each["long"].split(), each["short"]):
            found[each.start("short")] = True
        elif each["long"].islower() and is_near(each["long"].split()[:1], each["short"]):
            found[each.start("short")] = False  # "CUSCAR (cargo reports)"
    return found


def _in_bracket(text: str, bracket: re.Match[str], forms: Forms) -> Iterator[tuple[int, bool]]:
    """Yield the positions of abbreviations in a bracket that the words before it spell: "(CSEM or CSAM)" has
    two.
    """
    if forms.inside.fullmatch(bracket["inside"]):
        words = words_before(text, bracket.start())
        alone = forms.alone.fullmatch(bracket["inside"])
        for found in forms.abbreviation.finditer(text, bracket.start(), bracket.end()):
            spelled = spells(words, found["short"])
            known = alone and (
                alone["lead"]
                or alone["foreign"]
                or len(found["short"]) >= _NAME
                or is_near(words, found["short"])
            )
            if spelled or known:
                yield found.start(), spelled
