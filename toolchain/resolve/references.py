"""Cross-references: the target of each, the number its author typed, and its printed words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from toolchain import model as m
from toolchain.model.diagnostics import Place
from toolchain.model.numerals import signs
from toolchain.model.records import Record, Single
from toolchain.model.source_text import Source
from toolchain.resolve.claims import Token, TypedNumber, ends_in_word, find_numbers
from toolchain.resolve.labels import Words
from toolchain.resolve.numbering import NoteOrder, Numbering, joint
from toolchain.resolve.spacing import NO_BREAK, Piece, joined, replaced
from toolchain.resolve.survey import Survey
from toolchain.resolve.tables import Fault, Numbered, NumberedNote, Reference
from toolchain.text.running import Manner, Running


class Context(Single):
    """Data shared by the resolution of all references."""

    words: Words
    source: Source
    numbering: Numbering
    order: NoteOrder
    targets: Mapping[str, m.Target]


class Level(Record):
    """One level of a target's number: its node, its words, and the form of its numbers.

    `joint` separates it from the level above.
    """

    node: m.Target
    own: str
    pattern: str
    joint: str = ""


class Aim(Single):
    """The target of a reference.

    levels    of the target's number, outermost first; none if it has no number
    citation  how it is cited, with the number at "{number}"; "" if it cannot be cited
    annex     the annex that contains it
    abroad    whether the reference is not in that annex, so that its text must name the annex
    note      the printed note, if it is one
    """

    target: m.Target
    levels: tuple[Level, ...]
    citation: str
    annex: Level | None = None
    abroad: bool = False
    note: NumberedNote | None = None

    @property
    def full(self) -> str:
        """The number without its annex: "16 (b)"."""
        return "".join(level.joint + level.own for level in self.levels)


def aim_at(target: m.Target, around: m.Heading | None, context: Context) -> Aim | None:
    """Return the target of a reference in the annex `around`; None for a note that is not printed."""
    words, numbering = context.words, context.numbering
    if isinstance(target, m.Note):
        note = context.order.first.get(target)
        level = Level(target, note.label, r"[0-9]+|\*") if note else None
        return Aim(target, (level,), words.citations["note"], note=note) if level else None
    if target not in numbering.numbers:
        return Aim(target, (), "")
    path = numbering.paths[target]
    levels = tuple(_level(node, depth, numbering, words) for depth, node in enumerate(path))
    annex = numbering.annex_of(target)
    return Aim(
        target,
        levels if levels[-1].own else (),
        numbering.citations[target],
        _level(annex, 0, numbering, words) if annex else None,
        abroad=annex is not around,
    )


def _level(node: Numbered, depth: int, numbering: Numbering, words: Words) -> Level:
    form = numbering.forms[node]
    pattern = form.pattern
    if isinstance(node, m.NumberedParagraph):
        pattern += f"|{signs(form.style)}"  # typed without what the form puts around it, it is a wrong number
    elif isinstance(node, m.SubParagraph):  # so is one as other languages have it
        pattern += rf"|\({signs(form.style)}\)|\(?[а-я]\)|\(ا\)"
    return Level(node, numbering.numbers[node].own, pattern, joint(node, words) if depth else "")


_MANNER = Manner(" ", "\n", reference=None)


def find_targets(survey: Survey) -> dict[str, m.Target]:
    """Return the target of each label (for a duplicate label, the first); notes under "^label"."""
    found: dict[str, m.Target] = {}
    for story in survey.everything():
        for name, target in story.labelled:
            found.setdefault(name, target)
    for label, note in survey.definitions.items():
        found["^" + label] = note
    return found


def resolve_references(survey: Survey, context: Context) -> dict[m.CrossReference, Reference]:
    """Return the text of each cross-reference, printed or not; those that cannot show anything have no entry.

    References to something in a note that is not printed have no entry either.
    """
    found: dict[m.CrossReference, Reference] = {}
    unprinted = (story for note, story in survey.notes.items() if note not in context.order.first)
    hidden = {target for story in unprinted for _, target in story.labelled}
    for story in survey.everything():
        annex = context.numbering.annexes.get(story.block) if story.block is not None else None
        for node, _ in story.references:
            target = context.targets.get(node.target)
            aim = aim_at(target, annex, context) if target is not None and target not in hidden else None
            reference = _reference(node, aim, context) if aim is not None else None
            if reference is not None:
                found[node] = reference
    return found


class _Typed(NamedTuple):
    """One typed level, and the target's level to compare it with."""

    token: Token
    level: Level


def _reference(node: m.CrossReference, aim: Aim, context: Context) -> Reference | None:
    flat = Running(node.children, context.source, _MANNER)
    if not flat.text.strip():
        children = own_form(node.span, aim, context.words)
        return Reference(aim.target, children, None, "", note=aim.note) if children else None
    found = find_numbers(
        flat.text,
        context.words,
        sections=isinstance(aim.target, m.Heading) or aim.annex is not None,
        deep=_letters(aim),
        annexed=aim.annex is not None,
    )
    if not aim.levels:
        # A year or a quantity is not the target's number; "section II" would be.
        found = tuple(number for number in found if number.after or number.alone)
        if found and not aim.citation:
            return None
    if not found:
        return Reference(aim.target, node.children, None, "", note=aim.note)
    typed = _held_against(found, aim)
    if isinstance(typed, str):
        tokens = [token for number in found for token in number.tokens]
        claim = _claim(flat, tokens)
        return Reference(aim.target, node.children, claim, aim.full, fault=typed, note=aim.note)
    claim = _claim(flat, [level.token for level in typed])
    pieces = list(_pieces(flat, typed, claim, context))
    return Reference(
        aim.target, replaced(node.children, flat, pieces), claim, _expected(flat, typed), note=aim.note
    )


def _letters(aim: Aim) -> int:
    """Return the number of bare letters at the end of a sub-paragraph's number: one for "16 (b) (ii) a"."""
    own = (level.own for level in reversed(aim.levels))
    return sum(1 for _ in takewhile(str.isalnum, own)) if isinstance(aim.target, m.SubParagraph) else 0


def _held_against(found: Sequence[TypedNumber], aim: Aim) -> tuple[_Typed, ...] | Fault:
    """Return each typed level with the target's, from the last one up: "(b)" alone claims only the last."""
    annexed: tuple[_Typed, ...] = ()
    if len(found) == 2 and aim.annex and _names(found[0], aim.annex):
        annexed = (_Typed(found[0].tokens[0], aim.annex),)
        found = found[1:]
    if len(found) > 1:
        return "several"
    tokens = found[0].tokens
    if len(tokens) > len(aim.levels):
        return "form"
    typed = (*annexed, *map(_Typed, tokens, aim.levels[-len(tokens) :]))
    if all(level.own and re.fullmatch(level.pattern, token.text) for token, level in typed):
        return typed
    return "form"


def _names(number: TypedNumber, annex: Level) -> bool:
    """Return whether the first number in a text is the annex's: "annex I, …", or "I, …" after that word."""
    if len(number.tokens) > 1:
        return False
    own = re.fullmatch(annex.pattern, number.tokens[0].text)
    return number.after == "annex" or (number.first and number.after == "" and own is not None)


def _claim(flat: Running, tokens: Sequence[Token]) -> m.Claim:
    start, end = tokens[0].start, tokens[-1].end
    return m.Claim(flat.text[start:end], flat.span(start, end))


def _expected(flat: Running, typed: Sequence[_Typed]) -> str:
    """Return the claim's words with the true numbers in them."""
    out: list[str] = []
    done = typed[0].token.start
    for token, level in typed:
        out += (flat.text[done : token.start], level.own)
        done = token.end
    return "".join(out)


def _pieces(flat: Running, typed: Sequence[_Typed], claim: m.Claim, context: Context) -> Iterator[Piece]:
    """Yield the numbers, and the no-break spaces before the first and between levels."""
    done = -1
    for token, level in typed:
        place = claim.span if len(typed) == 1 else _claim(flat, [token]).span
        number: m.Inlines = (m.PrintedNumber(place, level.own, level.node),)
        between = flat.text[done : token.start] if done >= 0 else "-"
        if not between.strip():
            space = m.Text(place, _unbroken(level.joint))
            if between:
                yield Piece(done, token.start, (space,))
            else:
                number = (space, *number)
        elif _follows_word(flat.text, token.start, context.words):
            yield Piece(token.start - 1, token.start, (m.Text(place, NO_BREAK),))
        yield Piece(token.start, token.end, number)
        done = token.end


def _follows_word(text: str, position: int, words: Words) -> bool:
    return text[position - 1 : position] == " " and ends_in_word(text[: position - 1], words)


def _unbroken(joint: str) -> str:
    return joint.replace(" ", NO_BREAK)


def own_form(span: Place, aim: Aim, words: Words) -> m.Inlines:
    """Return the language's own form: "paragraph 15"; () if the target has no citation."""
    cited = _cited(span, aim.citation, aim.levels)
    if not cited or not aim.annex or not aim.abroad:
        return cited
    only = not aim.annex.own
    citation = words.only_annex if only else words.citations["annex"]
    annex = _cited(span, citation, () if only else (aim.annex,))
    before, _, rest = words.in_annex.partition("{annex}")
    between, _, after = rest.partition("{cited}")
    return joined((m.Text(span, before), *annex, m.Text(span, between), *cited, m.Text(span, after)))


def _cited(span: Place, citation: str, levels: Sequence[Level]) -> m.Inlines:
    before, _, after = citation.partition("{number}")
    if before.endswith(" "):
        before = before[:-1] + NO_BREAK
    numbers = (
        node
        for level in levels
        for node in (m.Text(span, _unbroken(level.joint)), m.PrintedNumber(span, level.own, level.node))
    )
    return joined((m.Text(span, before), *numbers, m.Text(span, after)))
