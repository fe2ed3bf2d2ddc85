"""What the number of a typed reference means: the paragraph that has this number as typed.

"Para. 12" was typed for the paragraph that was typed 12. Where that one is printed as 13 now, the reference
is out of date; where two are typed 12, or none is, nobody but its author knows what it means.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TypeAlias

from toolchain import model as m
from toolchain.checks.source.doubtful import doubts, is_true
from toolchain.checks.source.hashes import SERIES
from toolchain.checks.source.paragraphs.captions import SEPARATOR, typed_captions, typed_number
from toolchain.checks.source.references.grammar import NOT_TYPED
from toolchain.checks.source.references.own import Own, Whose, own_references
from toolchain.checks.source.unmarked import annex_typed
from toolchain.checks.survey import survey
from toolchain.model.expressions import expression
from toolchain.model.forms import number_in
from toolchain.model.numerals import FROM_EASTERN, FROM_RUSSIAN, label_parts
from toolchain.model.records import Record
from toolchain.model.walk import plain_text
from toolchain.model.wording import fold, squeezed
from toolchain.resolve.tables import Number, Numbered, Resolved
from toolchain.rules.paragraphs import CaptionTyped
from toolchain.text.passages import Owner, Passage
from toolchain.text.running import MARK, OBJECT, REFERENCE

Target: TypeAlias = Numbered | m.Note
Key: TypeAlias = tuple[str, str]
"""A kind of reference, as `Words.references` calls it, and a plain number: ("paragraph", "16b)")."""
_HIDDEN = str.maketrans({MARK: "", OBJECT: "…", REFERENCE: "…"})


class Meant(Record):
    """A number of a typed reference, with what it may mean.

    `start` and `end` are its place in the passage. `typed` are the places that have the number as typed,
    `printed` those that are printed with it: if they differ, the reference may be out of date. `is_known` if
    the document has anything of this kind. `wholes` are the paragraphs 16 for "16 (b)", and the
    one that is read for "the next paragraph".
    """

    own: Own
    kind: str
    text: str
    start: int
    end: int
    typed: tuple[Target, ...]
    printed: tuple[Target, ...]
    at_risk: bool
    is_certain: bool
    is_known: bool
    wholes: tuple[Target, ...]

    @property
    def exists(self) -> bool:
        return bool(self.typed or self.printed)

    @property
    def words(self) -> str:
        """The words as typed, from the word for the kind to the number: "paras. 2 and 3"."""
        whole = self.own.typed
        end = whole.end if self.end == whole.numbers[-1].end else self.end
        text = self.own.passage.text
        before, number = text[whole.start : self.start].strip(), text[self.start : end]
        if ";" in before:  # only its ends show what is meant
            return fold(f"{before.split()[0]} … {number}")
        return fold(text[whole.start : end].translate(_HIDDEN))


@lru_cache(maxsize=1)
def references_meant(resolved: Resolved) -> tuple[Meant, ...]:
    """Return each number of the typed references to this document."""
    numbers, found = _Numbers(resolved), list[Meant]()
    doubtful = any(doubts(resolved))
    captions = {each.span.order for each in typed_captions(resolved)}
    claimed = _claimed(resolved)
    for own in own_references(resolved, numbers.series if numbers.false else None):
        owner = own.passage.owner
        if own.typed.start == 0 and owner and (owner.span.order in captions or _is_label(own, owner)):
            continue
        for number in own.typed.numbers:
            kind, text = own.typed.kind, _plain(number.text)
            if kind == "annex":
                text = ",".join(map(_plain, _OF_ANNEX.findall(number.text)))
            series = numbers.kind_of_series(own.passage)
            named, shown, here = number.text, text, None
            if text[0] in "+-":  # "the next paragraph"
                here, text, shown = numbers.beside(own.passage, kind, int(text))
                if here is None:
                    continue
                kind, named = series, text
            typed, printed = numbers.typed.get((kind, text), []), numbers.printed.get((kind, shown), [])
            word = own.passage.text[own.typed.start : own.typed.numbers[0].start].strip(" .s\u00a0").lower()
            like = [each for each in typed if _claim(each).lower().startswith(word)] or typed  # not a photo
            part = getattr((*own.passage.around, own.passage.owner)[0], "part", m.Part.BODY)
            typed = [each for each in like if _claim(each) and getattr(each, "part", "") is part] or like
            if kind == "paragraph" != series and typed:  # the word does not say which series
                typed = [*typed, *numbers.typed.get((series, text), ())]
                printed = [*printed, *numbers.printed.get((series, text), ())]
            certain = own.whose is Whose.OWN and len(typed) == 1 and not is_around(typed[0], own.passage)
            certain = certain and (not doubtful or (kind in NOT_TYPED and "," not in text))
            of_part = numbers.printed.get((kind, text.rstrip("abcdefghijklmnopqrstuvwxyz)")), [])
            wholes = [here] if here else [] if (series, text) in numbers.printed else of_part
            at_risk = set(typed) != set(printed) or (not typed and kind in numbers.false)
            if typed and kind in _SHOWN and text in claimed and not any(map(numbers.said, typed)):
                # "Table 1: Ages" is a text, and no other caption says that it is table 1
                at_risk, certain = True, False
            if kind == _PART:  # a letter alone: of which paragraph is not known
                typed = printed = []
                at_risk = kind in numbers.false
            found.append(
                Meant(
                    own, kind, named, number.start, number.end,
                    tuple(typed), tuple(printed), at_risk, certain, kind in numbers.kinds, tuple(wholes),
                )
            )  # fmt: skip
    return tuple(found)


def _claimed(resolved: Resolved) -> set[str]:
    """Return the numbers of captions that are typed as text and are not those that will be printed."""
    wrong = (each.facts for each in typed_captions(resolved) if not each.edits)
    return {
        number
        for facts in wrong
        if isinstance(facts, CaptionTyped)
        for number in _DIGITS.findall(facts.typed)
    }


def is_around(target: Target, passage: Passage) -> bool:
    """Return whether a passage is in its target: hardly anybody refers to the paragraph that one reads."""
    return passage.around[-1:] == (target,)


def _claim(node: Target) -> str:
    """Return what was typed before a heading, table or figure of a draft: "Table 2"."""
    holder = node.caption if isinstance(node, m.Table | m.Figure) else node
    return holder.typed.text if isinstance(holder, m.Heading | m.Caption) and holder.typed else ""


def _is_label(own: Own, owner: Owner) -> bool:
    """Return whether the number at the beginning of a text is its own: "Photo 1: A school"."""
    counted = isinstance(owner, m.Caption) or (isinstance(owner, m.Heading) and owner.annex)
    shown = own.typed.kind in ("table", "figure")
    ends = _ENDS_LABEL if shown else _ENDS_NAME if own.typed.kind in SERIES else _BEFORE_TEXT
    text = own.passage.text
    in_words = own.typed.end == len(text.rstrip()) and not _DIGITS.search(text)  # "First paragraph"
    return counted or in_words or ends.match(text, own.typed.end) is not None


_PART = "part"
_SHOWN = ("table", "figure")
_DIGITS = expression(r"\d{1,4}")
_BEFORE_TEXT = expression(r"\s+[A-ZÀ-ÞА-Я]")  # "§ 2 Whoever …"
_ENDS_NAME = expression(rf"(?:{SEPARATOR}|\s+)(?=[A-ZÀ-ÞА-Я])")  # "Recommandation 1 : Nommer …"
_ENDS_LABEL = expression(rf"{SEPARATOR}|\s*$")
_OF_ANNEX = expression(r"^[^\W_a-z第]+(?:\.[A-Z\d]+)*|\d[^段]*")


class _Numbers:
    """Everything that has a number, by that number as typed and as printed.

    `false` are the kinds of which any is typed with another number than it is printed with.
    """

    def __init__(self, resolved: Resolved) -> None:
        self.typed: dict[Key, list[Target]] = defaultdict(list)
        self.printed: dict[Key, list[Target]] = defaultdict(list)
        self.false: set[str] = set()
        self.series = frozenset(series.name for series in resolved.series.values() if series.name)
        self._resolved = resolved
        for paragraph, _ in survey(resolved).each(m.NumberedParagraph):
            self._add_counted(paragraph, (paragraph,))
        for part, around in survey(resolved).each(m.SubParagraph):
            chain = (*(node for node in around if isinstance(node, _COUNTS)), part)
            self._add_counted(part, chain)
        for node, number in resolved.numbers.items():
            match node:
                case m.Heading():
                    self._add_same(node, "annex" if node.annex else "section", number)
                case m.Table() | m.Figure():
                    self._add_same(node, "table" if isinstance(node, m.Table) else "figure", number)
        self._add_notes()
        self.kinds = {kind for kind, number in self.printed if number}

    def kind_of_series(self, passage: Passage) -> str:
        """Return what a paragraph is called in the series in which a passage is."""
        whole = passage.around[0] if passage.around else None
        series = self._resolved.series.get(whole) if isinstance(whole, m.NumberedParagraph) else None
        return (series.name if series else "") or "paragraph"

    def beside(self, passage: Passage, kind: str, step: int) -> tuple[m.NumberedParagraph | None, str, str]:
        """Return the paragraph of a passage, the number typed next to its own, and the one printed there.

        Return None where no number was typed for it, as in a source that has 1 before each paragraph.
        """
        whole, series = (*passage.around, None)[0], self.kind_of_series(passage)
        if isinstance(whole, m.NumberedParagraph) and kind in ("paragraph", series):
            own, number = whole.typed.text, self._resolved.numbers.get(whole)
            typed = str(int(own) + step) if _is_number(own) else "0"
            is_known = (series, typed) in self.typed or len(self.typed.get((series, own), ())) == 1
            if number and is_known and typed != "0":
                return whole, typed, str(number.value + step)
        return None, "", ""

    def _add_counted(self, node: Numbered, chain: tuple[m.NumberedParagraph | m.SubParagraph, ...]) -> None:
        first, numbers = chain[0], self._resolved.numbers
        if not isinstance(first, m.NumberedParagraph) or any(each not in numbers for each in chain):
            return
        kind = self._resolved.series[first].name or "paragraph"
        typed, printed = "", ""
        for level, each in enumerate(chain):
            own = squeezed(number_in(numbers[each].own) if level == 0 else numbers[each].own)
            printed += own
            typed += own if is_true(each.typed, numbers[each]) else self._as_typed(each, level)
        self._add(node, kind, typed, printed)
        annex = self._resolved.series[first].heading
        if annex and annex.annex and (own := numbers[annex].own):
            self._add(node, "annex", f"{self.said(annex) or own},{typed}", f"{own},{printed}")

    def _as_typed(self, node: m.NumberedParagraph | m.SubParagraph, level: int) -> str:
        """Return a false number as a reference to it shows it: "2" typed for a sub-paragraph is "(b)"."""
        text, words = node.typed.text.lstrip("0"), self._resolved.words
        forms = (words.paragraph, *words.sub_paragraphs)
        digits = text.isascii() and text.isdigit()
        return squeezed(forms[min(level, len(forms) - 1)].own(int(text))) if digits else text

    def _add_same(self, node: Numbered, kind: str, number: Number) -> None:
        """Add what has no number in a source; a draft may have had one, also where none is printed."""
        printed = squeezed(number.full if kind == "section" else number.own)
        typed = printed if number.full != number.own and kind == "section" else label_parts(_claim(node))[1]
        self._add(node, kind, printed and (typed or self.said(node) or printed), printed or typed)

    def said(self, node: Target) -> str:
        """Return the number that is typed before the title of an annex, a table or a figure, or ""."""
        match node:
            case m.Heading() if node.annex:
                words = self._resolved.words
                typed = annex_typed(words).match(f"# {plain_text(node.children)}")
                is_one = typed and re.fullmatch(words.captions["annex"].pattern, typed["number"] or "")
                return str(typed["number"]) if typed and is_one else ""
            case m.Table() | m.Figure():
                found = typed_number(node, self._resolved)
                return found[1] if found else ""
        return ""

    def _add_notes(self) -> None:
        notes = self._resolved.notes
        by_number = any(_is_number(each.note.label) and each.note.label != each.label for each in notes)
        for each in notes:
            label = each.note.label
            typed = label if _is_number(label) else "" if by_number else each.label
            self._add(each.note, "note", typed, each.label)

    def _add(self, node: Target, kind: str, typed: str, printed: str) -> None:
        if typed:
            self.typed[kind, _plain(typed)].append(node)
        self.printed[kind, _plain(printed)].append(node)
        if typed != printed:
            self.false.add(_PART if isinstance(node, m.SubParagraph) else kind)


def _plain(text: str) -> str:
    """Return a number without the spaces and opening bracket with which it may be typed, and without Russian
    letters and the digits of other keyboards.
    """
    if _is_number(text):  # as nearly all
        return text.lstrip("0") or text
    plain = squeezed(text).translate(FROM_EASTERN).replace("(", "").replace("ا)", "أ)")
    return plain.translate(FROM_RUSSIAN)


_COUNTS = (m.NumberedParagraph, m.SubParagraph)


def _is_number(label: str) -> bool:
    return label.isascii() and label.isdigit()
