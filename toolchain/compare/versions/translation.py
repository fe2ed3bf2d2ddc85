"""Compare a translation with its original (V951): structure, labels, notes, figures, and so the numbers.

Words are not compared. A figure in only one language may be written in words in the other, which is a
warning; a different figure in the same place is an error.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from toolchain.compare.align import Entry, Words, align
from toolchain.compare.versions.quantities import Form, foreign_form
from toolchain.compare.versions.units import Placed, Unit, note_units, units
from toolchain.model.diagnostics import FilePlace, Finding, Place, Related, Severity, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts, Word
from toolchain.model.languages import primary_subtag
from toolchain.model.records import replace
from toolchain.model.wording import fold, plural
from toolchain.resolve.held import label_of
from toolchain.resolve.tables import Resolved
from toolchain.rules import versions as about

SPELT_OUT = 20
"""Numbers up to this are written in words in many places, and nothing is said of one alone."""
_ANOTHER = 0.5
"""With fewer of its paragraphs found again, and hardly a label, a text is no translation of the other."""
_FEW = 4
_LETTERS = 12
"""The fewest letters of words to translate: not of names, which are capitalized, addresses and numbers."""
_NO_WORD = expression(r"[\d_@./]")
_AROUND = ".,;:!?()[]«»“”\"'’"
_LANGUAGES = {
    "ar": Word("Arabic"), "en": Word("English"), "es": Word("Spanish"), "fr": Word("French"),
    "ru": Word("Russian"), "zh": Word("Chinese"),
}  # fmt: skip
_SAME_KEYS = ("profile", "notes", "notes_place", "repeated_notes", "headings", "public", "contents")


class _Pair(NamedTuple):
    """A unit of the translation and the matching unit of the original."""

    ours: Unit
    theirs: Unit
    langs: tuple[str, str]


def compare(translation: Resolved, original: Resolved) -> Iterator[Finding]:
    """Yield what differs between a translation and its original, each with both places, in reading order."""
    ours, theirs = units(translation), units(original)
    mates, name = pair(ours, theirs), original.document.path
    if _is_another(ours, theirs, mates):
        related = (Related(FilePlace(name), about.NamedAsOriginal()),)
        yield Finding(_top(translation), about.NoTranslation(name), related=related)
        return
    yield from _front(translation, original)
    yield from _missing(ours, theirs, mates, translation)
    langs = translation.document.front_matter.lang, original.document.front_matter.lang
    notes, their_notes = note_units(translation), note_units(original)
    for to, at in enumerate(mates):
        if at is None:
            yield _added(ours[to], name)
        else:
            yield from _differences(_Pair(ours[to], theirs[at], langs))
    for label, note in notes.items():
        if label in their_notes:
            yield from _words(_Pair(note, their_notes[label], langs))


def _is_another(ours: Sequence[Unit], theirs: Sequence[Unit], mates: Sequence[int | None]) -> bool:
    """Return whether the two have almost nothing in common."""
    if min(len(ours), len(theirs)) < _FEW:
        return False
    paired = sum(at is not None for at in mates)
    same = sum(
        at is not None and ours[to].signature == theirs[at].signature and " " in ours[to].signature
        for to, at in enumerate(mates)
    )
    telling = min(sum(" " in each.signature for each in side) for side in (ours, theirs))
    return paired < _ANOTHER * max(len(ours), len(theirs)) and same * 10 < telling


def _top(resolved: Resolved) -> Place:
    return SourceSpan.top(resolved.document.path)


def _front(translation: Resolved, original: Resolved) -> Iterator[Finding]:
    """Yield differences in front matter that decides numbers and rules; a folder's settings count too."""
    ours, theirs = translation.document.front_matter, original.document.front_matter
    top, here, there = _top(translation), translation.settings.profile.name, original.settings.profile.name
    for field in _SAME_KEYS:
        key = field.replace("_", "-")
        if getattr(ours, field) != getattr(theirs, field) or (field == "profile" and here != there):
            place = ours.places.get(key, top)
            related = (Related(theirs.places[key], about.Original()),) if key in theirs.places else ()
            yield Finding(place, about.OtherKey(key), related=related)
    if len(ours.submitted_by) != len(theirs.submitted_by):
        facts = about.OtherOrganizations(len(ours.submitted_by), len(theirs.submitted_by))
        yield Finding(ours.places.get("submitted-by", top), facts)


def _missing(
    ours: Sequence[Unit], theirs: Sequence[Unit], mates: Sequence[int | None], translation: Resolved
) -> Iterator[Finding]:
    """Yield units of the original without a counterpart, each at its expected place."""
    where = {at: to for to, at in enumerate(mates) if at is not None}
    place, after = _top(translation), None
    for at, unit in enumerate(theirs):
        if at in where:
            place, after = ours[where[at]].span, ours[where[at]].name
            continue
        missing = about.ParagraphMissing if unit.kind == "numbered" else about.PartMissing
        yield _defect(place, missing(unit.name, after), unit)


def _added(unit: Unit, path: str) -> Finding:
    added = about.ParagraphAdded if unit.kind == "numbered" else about.PartAdded
    return _defect(unit.span, added(unit.name, path), None)


def _defect(place: Place, facts: Facts, theirs: Unit | None, severity: Severity | None = None) -> Finding:
    related = (Related(theirs.span, about.PartOfOriginal(theirs.name)),) if theirs else ()
    return Finding(place, facts, related=related, severity=severity)


def _beside(original: Place, place: Place, facts: Facts, severity: Severity | None = None) -> Finding:
    """Return what is found at a place, with that of the original."""
    return Finding(place, facts, related=(Related(original, about.Original()),), severity=severity)


def _differences(pair: _Pair) -> Iterator[Finding]:
    """Yield the differences between two units of one kind."""
    ours, theirs, _ = pair
    if ours.label != theirs.label:
        yield _defect(ours.span, _labels(ours.label, theirs.label), theirs)
    yield from _parts(pair)
    for word in sorted({*ours.inner, *theirs.inner}):
        if ours.inner[word] != theirs.inner[word]:
            things = Word(plural(0, word))
            facts = about.OtherNumberOf(things, ours.name, ours.inner[word], theirs.inner[word])
            yield _defect(ours.span, facts, theirs)
    yield from _words(pair)
    yield from _untranslated(pair)


def _untranslated(pair: _Pair) -> Iterator[Finding]:
    """Yield texts that have the words of the original."""
    ours, theirs, langs = pair
    if primary_subtag(langs[0]) == primary_subtag(langs[1]):
        return
    there = {words: span for span, words in theirs.texts}
    for span, words in ours.texts:
        if words in there and _letters(words) >= _LETTERS:
            yield _beside(there[words], span, about.NotTranslated(langs[1]), Severity.WARNING)


def _letters(words: str) -> int:
    """Return the number of letters in the words that have a translation."""
    each_word = (each.strip(_AROUND) for each in words.split())
    return sum(len(each) for each in each_word if not each[:1].isupper() and not _NO_WORD.search(each))


def _labels(label: str, other: str) -> Facts:
    if not label:
        return about.LabelMissing(other)
    return about.OtherLabel(label, other) if other else about.LabelAdded(label)


def _parts(pair: _Pair) -> Iterator[Finding]:
    """Yield the differences in sub-paragraphs."""
    ours, theirs, _ = pair
    if len(ours.parts) != len(theirs.parts):
        things = Word("sub-paragraphs")
        facts = about.OtherNumberOf(things, ours.name, len(ours.parts), len(theirs.parts))
        yield _defect(ours.span, facts, theirs)
        return
    for one, other in zip(ours.parts, theirs.parts, strict=True):
        label, wanted = label_of(one), label_of(other)
        if label != wanted:
            yield _beside(other.span, one.span, _labels(label, wanted))


def _words(pair: _Pair) -> Iterator[Finding]:
    """Yield notes, references, sources and figures that are only in one of two texts."""
    ours, theirs, _ = pair
    things: tuple[tuple[Callable[[str], about.Thing], Counter[str], Counter[str]], ...] = (
        (_note, ours.marks, theirs.marks),
        (about.ReferenceThing, ours.references, theirs.references),
        (about.CitationThing, ours.citations, theirs.citations),
    )
    for thing, here, there in things:
        for label in sorted((there - here).elements()):
            yield _defect(ours.span, about.ThingMissing(thing(label), theirs.name), theirs)
        for label in sorted((here - there).elements()):
            yield _defect(ours.span, about.ThingAdded(thing(label), ours.name), theirs)
    if len(ours.figures) == len(theirs.figures):
        for one, other in zip(ours.figures, theirs.figures, strict=True):
            yield from _figures(pair, one, other)
    else:
        yield from _figures(pair, ours.all_figures, theirs.all_figures)


def _note(label: str) -> about.Thing:
    return about.NoteThing(label) if label else about.NumberedNoteThing()


def _figures(pair: _Pair, one: Sequence[Placed], other: Sequence[Placed]) -> Iterator[Finding]:
    ours, theirs, langs = pair
    here, there = _unmatched(one, other)
    for parts in _runs(one):
        whole = _whole(parts)
        form = foreign_form(whole.quantity, *langs) if set(parts).intersection(here) else None
        mate = next((placed for placed in there if form and placed.quantity.may_be(form.meant)), None)
        if form and mate:
            here = [each for each in here if each not in parts]
            there.remove(mate)
            yield _foreign(whole, mate, form, langs[0])
    here, there = _without_small(here, there)
    if here and there:
        told, others = ([each.quantity.text for each in side] for side in (here, there))
        facts = about.OtherFigures(_few(told), _few(others))
        large = len(here) == len(there) or any(each.quantity.least > SPELT_OUT for each in (*here, *there))
        yield _beside(there[0].span, here[0].span, facts, None if large else Severity.WARNING)
        return
    for each in here:
        if each.quantity.least > SPELT_OUT:
            added = about.FigureAdded(each.quantity.text, ours.name)
            yield _defect(each.span, added, theirs, Severity.WARNING)
    for each in there:
        if each.quantity.least > SPELT_OUT:
            missing = about.FigureMissing(each.quantity.text, theirs.name)
            yield _beside(each.span, ours.span, missing, Severity.WARNING)


def _runs(figures: Sequence[Placed]) -> list[list[Placed]]:
    """Return the figures, with those that are written as one together."""
    runs: list[list[Placed]] = []
    for each in figures:
        if each.quantity.goes_on and runs:
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _whole(parts: Sequence[Placed]) -> Placed:
    """Return what is written as one figure; without a value if it is several in its language."""
    first, last = parts[0], parts[-1]
    if first is last:
        return first
    quantity = replace(first.quantity, values=frozenset(), text=first.quantity.run, end=last.quantity.end)
    return Placed(quantity, first.span.to(last.span))


def _foreign(ours: Placed, theirs: Placed, form: Form, lang: str) -> Finding:
    figure, language = ours.quantity, _LANGUAGES.get(primary_subtag(lang), lang)
    value = f"{figure.least.normalize():f}" if figure.values else None
    facts = about.ForeignForm(figure.text, value, language, form.written)
    return _beside(theirs.span, ours.span, facts)


def _without_small(here: list[Placed], there: list[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Return figures without numbers that may be written in words, if both texts have others."""
    large = [[each for each in side if each.quantity.least > SPELT_OUT] for side in (here, there)]
    return (large[0], large[1]) if all(large) else (here, there)


def _few(texts: Sequence[str]) -> tuple[str | about.More, ...]:
    more = len(texts) - _FEW
    return (*texts[:_FEW], about.More(more)) if more > 0 else tuple(texts)


def _unmatched(ours: Sequence[Placed], theirs: Sequence[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Return the figures of two texts that the other does not have; each counts once."""
    left: dict[Decimal, deque[int]] = {}
    for at, each in enumerate(theirs):
        for value in each.quantity.values:
            left.setdefault(value, deque()).append(at)
    taken: set[int] = set()
    alone: list[Placed] = []
    for each in ours:
        mate = next((at for value in each.quantity.values for at in _first(left.get(value), taken)), None)
        if mate is None:
            alone.append(each)
        else:
            taken.add(mate)
    return alone, [each for at, each in enumerate(theirs) if at not in taken]


def _first(places: deque[int] | None, taken: set[int]) -> Iterator[int]:
    """Yield the first place that is not taken, if any."""
    while places and places[0] in taken:
        places.popleft()
    if places:
        yield places[0]


def pair(ours: Sequence[Unit], theirs: Sequence[Unit]) -> list[int | None]:
    """Return for each of our units the index of theirs that it translates, or None."""
    found: list[int | None] = [None] * len(ours)
    heads, their_heads = _headings(ours), _headings(theirs)
    paired = _in_order([ours[at] for at in heads], [theirs[at] for at in their_heads])
    anchors = [(heads[to], their_heads[at]) for to, at in enumerate(paired) if at is not None]
    start = their_start = 0
    for end, their_end in (*anchors, (len(ours), len(theirs))):
        for to, at in _between(ours[start:end], theirs[their_start:their_end]):
            found[start + to] = their_start + at
        if end < len(ours):
            found[end] = their_end
        start, their_start = end + 1, their_end + 1
    return found


def _headings(units: Sequence[Unit]) -> list[int]:
    return [at for at, unit in enumerate(units) if unit.is_heading]


def _between(ours: Sequence[Unit], theirs: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Yield the pairs between the same headings; headings without a counterpart are not examined again."""
    one, other = ([at for at, unit in enumerate(side) if not unit.is_heading] for side in (ours, theirs))
    for to, at in enumerate(_in_order([ours[at] for at in one], [theirs[at] for at in other])):
        if at is not None:
            yield one[to], other[at]


def _in_order(ours: Sequence[Unit], theirs: Sequence[Unit]) -> list[int | None]:
    """Return the pairs of two sequences: one by one if they have the same kinds and no labels contradict."""
    if len(ours) == len(theirs) and all(map(_may_be, ours, theirs)):
        return list(range(len(ours)))
    found = align(*([Entry(Words("text", fold(each.signature))) for each in side] for side in (ours, theirs)))
    return [None if at is None or ours[to].kind != theirs[at].kind else at for to, at in enumerate(found)]


def _may_be(one: Unit, other: Unit) -> bool:
    return one.kind == other.kind and not (one.label and other.label and one.label != other.label)
