"""Quotation marks and apostrophes that are not in pairs, and emphasis that does not belong: T504 and T507."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.hashes import SERIES
from toolchain.checks.source.shown import WORDS_OF_CONTACT, front_matter
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, Finding, source_span
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import Record, replace
from toolchain.model.walk import Ancestors, plain_text
from toolchain.resolve.tables import Resolved
from toolchain.rules import text as cases
from toolchain.rules.text import BoldInParagraph, Emphasis, EmphasisForbidden
from toolchain.text.passages import Passage

_ANY = expression("[\"'“”‘«»„]")
_STRAIGHT = expression("\"|(?<=\\w)'(?=\\w)|(?<=s)'(?=\\s)")
_CURLY = expression("[“”«»„]")
_MARKUP = expression(r"!\[|\]\s?\(")  # a link or picture that is none (S017)
_OPENS = expression(r"(?:^|[\s(\[—–“‘«])$")
_CLOSES = expression(r"^(?:$|[\s.,;:!?)\]—–”’»\ue000])")
_TURNED = expression(r"[^“”]*”[\u0600-\u06ff][^“”]*“(?:[^“”]*”[^“”]*“)*[^“”]*$")
"""Arabic in marks that are typed by their look: the first one, at the right, is ”."""
_SINGLE = expression("(?<!\\w)‘(?P<words>[^‘’“”\n]+(?:’\\w[^‘’“”\n]*)*)’(?!\\w)")


class _Marks(Record):
    """A language's outer marks, and the blanks inside them."""

    opening: str
    closing: str
    space: str = ""


_LANGUAGES = {
    "ar": _Marks("«", "»"),
    "en": _Marks("“", "”"),
    "es": _Marks("“", "”"),
    "fr": _Marks("«", "»", "\u00a0"),
    "ru": _Marks("«", "»"),
    "zh": _Marks("“", "”"),
}
_INSIDE = {"en": _SINGLE, "fr": expression("“(?P<words>[^“”«»\n]+)”")}
"""Marks that a language has within its outer ones only."""


@check(cases.QuotationMarks)
def quotation_marks(resolved: Resolved) -> Iterator[Finding]:
    """Quotation marks are curly, double outside and single inside (Editorial Manual, quotations), or those of
    the document's language: « » in French, Russian and Arabic. Straight ones do not show where a quotation
    begins or ends. A quotation that is not closed is reported too; a quotation of several paragraphs has an
    opening mark at each and a closing mark at the last. All marks in a text are one finding, and are
    corrected if it is clear what each is. Code is not checked.

    Bad:

        1. The report calls it "a custom" and the children's fate.
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bad: single marks outside

        1. The practice called ‘swara’ is forbidden.
                               ^^^^^^^

    Bad: a quotation without an end

        1. The report says: “It is a custom.
                            ^

    Good:

        1. The report calls it “a ‘custom’ of the north” and the children’s fate 5' 4" tall.

        2. The court held:

             “This is so.

             “And this as well.”

        3. The Act provides: “The following is an offence:

             1. Buying a person;

             2. Selling a person.”
    """
    marks = _LANGUAGES.get(resolved.words.language)
    if marks is None:
        return
    inside = _INSIDE.get(resolved.words.language)
    found = survey(resolved).corpus.matching(_ANY)
    marked = [passage for passage in found if not _MARKUP.search(passage.text)]
    for passage in marked:
        yield from _straight(passage, marks)
        if inside:
            yield from _single(passage, marks, inside)
    matter, source = resolved.document.front_matter, survey(resolved).source
    for place, text in front_matter(matter, WORDS_OF_CONTACT):  # as on the cover, where the texts above are
        span = source_span(place)
        if source.at(span) in (f"'{text}'", f'"{text}"'):
            span = replace(span, column=span.column + 1, end_column=span.end_column - 1)
        yield from _straight(Passage(None, (), (m.Text(span, text),), source), marks)
    yield from _unpaired(survey(resolved).passages, frozenset(map(id, marked)))


def _straight(passage: Passage, marks: _Marks) -> Iterator[Finding]:
    """Straight marks, all of a text at once."""
    text = passage.text
    found = [each for each in _STRAIGHT.finditer(text) if not _is_measure(text, each.start())]
    if not found:
        return
    places = [each.start() for each in found]
    new = _curly(text, places, marks)
    edits = _edits(passage, places, new) if new else ()
    last = min(found[-1].end(), text.find("\n", found[0].start()) % (len(text) + 1))
    span = passage.span(found[0].start(), max(last, found[0].end()))
    example = f"{marks.opening}…{marks.closing}" if '"' in {each[0] for each in found} else "’"
    yield Finding(span, cases.StraightMarks(len(found), example), edits=edits)


def _is_measure(text: str, at: int) -> bool:
    """Return whether a mark says feet, inches or minutes."""
    return text[max(at - 1, 0) : at].isdigit()


def _curly(text: str, places: list[int], marks: _Marks) -> list[str] | None:
    """Return the right character for each straight mark; None if one of them is not clear."""
    new, is_open = [], False
    for at in places:
        if text[at] == "'":
            new.append("’")
            continue
        opens = bool(_OPENS.search(text[max(at - 1, 0) : at]))
        closes = bool(_CLOSES.search(text[at + 1 : at + 2]))
        if is_open and closes and not (opens and not closes):
            new.append(marks.space + marks.closing)
        elif not is_open and opens:
            new.append(marks.opening + marks.space)
        else:
            return None
        is_open = not is_open
    return None if is_open else new


def _edits(passage: Passage, places: list[int], new: list[str]) -> tuple[Edit, ...]:
    """Return the edits of marks; none at all if one of them is not safe."""
    edits = [edit for at, text in zip(places, new, strict=True) for edit in passage.edit(at, at + 1, text)]
    return tuple(edits) if len(edits) == len(places) else ()


def _single(passage: Passage, marks: _Marks, inside: re.Pattern[str]) -> Iterator[Finding]:
    """Yield inner marks outside outer ones, all of a text in one finding."""
    found = list(_outside(passage, marks, inside))
    if not found:
        return
    places = [at for each in found for at in (each.start(), each.end() - 1)]
    spaces = ["" if each["words"] != each["words"].strip() else marks.space for each in found]
    new = [mark for space in spaces for mark in (marks.opening + space, space + marks.closing)]
    edits = _edits(passage, places, new)
    first = found[0]
    words, more = first["words"], len(found) - 1 or None
    facts = cases.EnglishMarks(words) if first[0][0] == "“" else cases.SingleMarks(words, more)
    yield Finding(passage.span(*first.span()), facts, edits=edits)


def _outside(passage: Passage, marks: _Marks, inside: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield texts in inner marks that are not inside outer ones, or (in French) in notes and quotations."""
    text, done, depth = passage.text, 0, 0
    balanced = text.count(marks.opening) == text.count(marks.closing)  # else a quotation may begin above
    for found in inside.finditer(text) if balanced else ():
        start = found.start()
        depth += text.count(marks.opening, done, start) - text.count(marks.closing, done, start)
        done = start
        quoted = passage.in_note or passage.in_quotation or passage.leaf(start).set_off
        if depth <= 0 and not (quoted and text[start] == "“"):
            yield found


def _unpaired(passages: Sequence[Passage], marked: Set[int]) -> Iterator[Finding]:
    """Quotations that are opened and not closed, or closed and not opened, in the `marked` of the passages.

    One of several texts, as a law's with its letters (a) and (b), may be closed in a later text of the same
    paragraph, list or quotation.
    """
    waiting: tuple[Passage, int] | None = None
    for number, passage in enumerate(passages):
        if waiting and passage.outermost is not waiting[0].outermost:
            yield _not_closed(*waiting)
            waiting = None
        if id(passage) not in marked:
            continue
        opened, closed = _loose(passage.text)
        for at in closed:
            if not waiting and not _goes_on(passage):
                yield Finding(passage.span(at, at + 1), cases.QuotationNotOpened(passage.text[at]))
            waiting = None
        following = passages[number + 1] if number + 1 < len(passages) else None
        if opened is not None and not (following and _goes_on(following)):
            if waiting:
                yield _not_closed(*waiting)
            waiting = passage, opened
    if waiting:
        yield _not_closed(*waiting)


def _loose(text: str) -> tuple[int | None, list[int]]:
    """Return the last opening mark without an end, and the closing marks without a start."""
    depth, last = 0, -1
    closed = []
    if _TURNED.match(text):
        text = text.translate({ord("“"): "”", ord("”"): "“"})
    for found in _CURLY.finditer(text):
        at, sign = found.start(), found[0]
        if sign == "“" and last >= 0 and text[last] == "„":  # as in German
            depth = max(depth - 1, 0)
        elif sign in "“«„":
            depth, last = depth + 1, at
        elif depth:
            depth -= 1
        else:
            closed.append(at)
    return (last if depth else None), closed


def _not_closed(passage: Passage, at: int) -> Finding:
    return Finding(passage.span(at, at + 1), cases.QuotationNotClosed(passage.text[at]))


def _goes_on(passage: Passage) -> bool:
    """Return whether a text may continue a quotation that the one before it opened."""
    return isinstance(passage.owner, m.Paragraph) and passage.text.lstrip().startswith(("“", "«", "»", "„"))


_ENDS = (":", ".", "：", "。")
_KINDS: tuple[tuple[type[m.Strong | m.Emphasis], str], ...] = ((m.Strong, "bold"), (m.Emphasis, "italics"))
_TYPES = {"bold": Word("bold type"), "italics": Word("italics")}


@check(Emphasis)
def emphasis(resolved: Resolved) -> Iterator[Finding]:
    """In running text the United Nations use bold only in conclusions and recommendations, and italics for
    titles and foreign words, never for emphasis (Editorial Manual, italics). Written statements to the Human
    Rights Council may have neither. So bold words in a paragraph are reported, except in conclusions,
    recommendations and questions. The purpose of italics is not known, so they are reported only if the
    profile forbids them. Words at the beginning of a paragraph are its heading if a colon, a full stop or a
    new sentence follows, as in "**Article 1** Every child".

    Bad:

        1. The Government has **never** replied.
                              ^^^^^^^^^

    Bad: to the Council

        ---
        title: Example
        lang: en
        profile: hrc-statement
        recipient: Human Rights Council
        agenda-item: "3"
        submitted-by:
          - name: Example
            status: Special consultative status
            contact: {person: Example, phone: "1", email: a@example.org}
        ---

        1. The *Penal Code* is in force.
               ^^^^^^^^^^^^

    Good:

        1. The *Penal Code* is in force.

        2. **Sources:** laws and reports.

        3. **Spring 2019**. The first cases were brought.

        # Recommendations {.restart series=recommendation}

        1. **Amend** the law.
    """
    found = survey(resolved)
    rule = resolved.settings.profile.words("emphasis")
    forbidden = rule.value if rule else ()
    for kind, name in _KINDS:
        for node, around in found.each(kind):
            if rule and name in forbidden:
                facts = EmphasisForbidden(_TYPES[name], rule.doubt)
                yield Finding(node.span, facts, severity=rule.gravity)
            elif kind is m.Strong and _is_running(node, around, resolved):
                yield Finding(node.span, BoldInParagraph())


def _is_running(node: m.Node, around: Ancestors, resolved: Resolved) -> bool:
    """Return whether words are in a paragraph that is not a conclusion, and not at its beginning."""
    kinds = {type(each) for each in around}
    numbered = next((each for each in around if isinstance(each, m.NumberedParagraph)), None)
    if m.Paragraph not in kinds or kinds & {m.Note, m.Quotation, m.Table, m.Caption, m.Heading}:
        return False
    if numbered and resolved.series[numbered].name in SERIES:
        return False
    paragraph = next(each for each in around if isinstance(each, m.Paragraph))
    return not _is_head(node, paragraph)


def _is_head(node: m.Node, paragraph: m.Paragraph) -> bool:
    """Return whether bold words are all that a paragraph has, or begin it as a heading would."""
    first = paragraph.children[0] if paragraph.children else None
    inside = first.children if isinstance(first, m.Emphasis) else (first,)
    if inside != (node,) or not isinstance(node, m.Strong):
        return False
    rest = plain_text(paragraph.children[1:])
    return plain_text(node.children).rstrip().endswith(_ENDS) or _goes_on_anew(rest)


def _goes_on_anew(rest: str) -> bool:
    """Return whether the text after bold words is empty, or a character that ends a heading, or a space and a
    new sentence.
    """
    text = rest.lstrip()
    begins = text != rest and text[:1].isalpha() and not text[:1].islower()
    return not text or text.startswith((*_ENDS, "–", "—")) or begins
