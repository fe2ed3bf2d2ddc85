"""What cross-references point at, and the places that their words name: R201, R202, R203 and R209."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.failed import labels_in_parentheses
from toolchain.checks.source.hashes import SERIES, meant_headings
from toolchain.checks.source.paragraphs.typed import typed_places
from toolchain.checks.source.references.grammar import Typed, all_worded, grammar, typed_references
from toolchain.checks.source.unnumbered import unnumbered
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, FilePlace, Finding, Place, Related
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import replace
from toolchain.model.source_text import Source
from toolchain.model.suggest import Suggestions
from toolchain.model.walk import plain_text
from toolchain.resolve.tables import Resolved
from toolchain.rules import references as cases
from toolchain.rules.markdown import CaptionAlone, NamesNothing
from toolchain.rules.paragraphs import ParagraphGlued
from toolchain.rules.structure import AttributeUnknown, BlockFallenOut, TextLost
from toolchain.text.labels import valid_label


@check(cases.TargetUnknown)
def target_unknown(resolved: Resolved) -> Iterator[Finding]:
    """A link that begins with `#` is a cross-reference to a label, `{#label}`, or to a note, `#^label`. If
    nothing has the label, no number can be printed. Usually the label is misspelt, or its target was deleted.
    An edit corrects capitals.

    Bad:

        1. The age is 16. {#consent}

        2. See para. [1](#concent) above, and note [1](#^penal).
                     ^^^^^^^^^^^^^                 ^^^^^^^^^^^^

    Good:

        1. The age is 16.[^penal] {#consent}

        2. See para. [1](#consent) above, and note [1](#^penal).

        [^penal]: Penal Code, art. 375.
    """
    suggestions = Suggestions(resolved.targets)
    source, misplaced = survey(resolved).source, misplaced_labels(resolved)
    parted, typed = lines_to_part(resolved), labels_in_parentheses(resolved)
    known = {*resolved.targets, *filter(None, (valid_label(label.name) for label in _labels(resolved)))}
    known |= {label for label, line in misplaced.items() if line in parted}
    for reference, _ in survey(resolved).each(m.CrossReference):
        target = reference.target
        if target in known or (target in typed and typed[target].edits):
            continue
        if not target.removeprefix("^"):
            case = cases.NoNoteNamed if target else cases.NoLabelNamed
            yield Finding(reference.span, case(plain_text(reference.children)))
            continue
        kinds = named_kinds(resolved).get(reference)

        def fits(label: str, kinds: frozenset[str] | None = kinds) -> bool:
            return kinds is None or may_name(kinds, resolved.targets[label])

        if target.startswith("^"):
            yield Finding(reference.span, cases.NoSuchNote(target[1:], suggestions.near(target, fits)))
            continue
        right = valid_label(target)
        is_right = right in resolved.targets and fits(right)
        edits = _at_end(reference.span, source, target, right) if is_right else ()
        near = right if is_right else suggestions.near(target, fits)
        line = misplaced.get(target)
        yield Finding(reference.span, cases.NoSuchLabel(target, None if line else near, line), edits=edits)


@check(cases.LabelForm)
def label_form(resolved: Resolved) -> Iterator[Finding]:
    """A label is a lower-case ASCII letter, then lower-case letters, digits and hyphens, at most 32 in all.
    So it can be an address in HTML and a bookmark in Word without being changed. The edits write capitals as
    small letters, Russian letters as Latin ones and other characters as hyphens, delete accents, soft hyphens
    and spaces of no width, and shorten a long label, here and in the references to it.

    Bad:

        1. The age is 16. {#Consent_1}
                          ^^^^^^^^^^^^

    Good:

        1. The age is 16. {#consent-1}
    """
    source = survey(resolved).source
    taken = {label.name for label in _labels(resolved)}
    for finding in reported(resolved, cases.LabelForm.rule):
        facts, span = finding.facts, finding.span
        right = valid_label(facts.name) if isinstance(facts, cases.LabelForm) else ""
        typed = source.at(span)
        if (
            not isinstance(facts, cases.LabelForm)
            or not right
            or right in taken
            or isinstance(span, FilePlace)
        ):
            yield finding
            continue
        taken.add(right)
        start = span.column + typed.find(f"#{facts.name}") + 1
        place = replace(span, column=start, end_column=start + len(facts.name))
        edits = source.edit(place, facts.name, right)
        for reference, _ in survey(resolved).each(m.CrossReference):
            if reference.target == facts.name:
                edits += _at_end(reference.span, source, facts.name, right)
        yield replace(finding, facts=cases.LabelForm(facts.name, right), edits=edits)


def _at_end(span: Place, source: Source, old: str, new: str) -> tuple[Edit, ...]:
    """Return the edit of the target at the end of a cross-reference."""
    if isinstance(span, FilePlace):
        return ()
    end = span.end_column - 1
    place = replace(span, line=span.end_line, column=end - len(old), end_column=end)
    return source.edit(place, old, new)


@check(cases.LabelDuplicate)
def label_duplicate(resolved: Resolved) -> Iterator[Finding]:
    """A cross-reference can have only one target. A label is unique in the whole document, for paragraphs,
    headings, tables and figures together.

    Bad:

        1. The age is 16. {#consent}

        2. The law covers girls only. {#consent}
                                      ^^^^^^^^^^

    Good:

        1. The age is 16. {#consent}

        2. The law covers girls only. {#girls}
    """
    first: dict[str, m.Label] = {}
    for label in _labels(resolved):
        other = first.setdefault(label.name, label)
        if other.span != label.span:
            related = Related(other.span, cases.FirstUse())
            yield Finding(label.span, cases.LabelDuplicate(label.name), related=(related,))


@check(cases.TargetUnnumbered)
def target_unnumbered(resolved: Resolved) -> Iterator[Finding]:
    """A cross-reference with a number in its text, or with an empty text, prints the number of its target.
    These have no number: an unnumbered paragraph, a heading if headings are not numbered, a table without a
    caption, and a note without a mark. A text without a number can refer to any of them, except to a note
    without a mark and its content, which are not printed.

    Bad:

        # Sources {.unnumbered #sources}

        The report rests on interviews.

        # Prohibition

        1. See section [II](#sources) and [](#sources).
                       ^^^^^^^^^^^^^^     ^^^^^^^^^^^^

    Good:

        # Sources {.unnumbered #sources}

        The report rests on interviews.

        # Prohibition

        1. See the section on [sources](#sources).
    """
    for reference, _ in survey(resolved).each(m.CrossReference):
        target = resolved.targets.get(reference.target)
        if target is not None and reference not in resolved.references:
            name = _NAMES.get(type(target), Word("paragraph"))
            yield Finding(reference.span, cases.TargetUnnumbered(name, reference.target.removeprefix("^")))


_NAMES: Mapping[type, Word] = {
    m.Heading: Word("heading"),
    m.Table: Word("table"),
    m.Figure: Word("figure"),
    m.Note: Word("note"),
}
_LABELLED: tuple[type[m.Heading | m.NumberedParagraph | m.SubParagraph | m.Table | m.Figure], ...] = (
    m.Heading,
    m.NumberedParagraph,
    m.SubParagraph,
    m.Table,
    m.Figure,
)


def _labels(resolved: Resolved) -> list[m.Label]:
    """Return all labels in the order of their places."""
    found = survey(resolved)
    nodes = (node for kind in _LABELLED for node, _ in found.each(kind))
    return sorted((node.label for node in nodes if node.label), key=lambda label: label.span.order)


@lru_cache(maxsize=1)
def labels_given_twice(resolved: Resolved) -> frozenset[str]:
    """Return the labels that are given more than once: what they name is not certain."""
    counts = Counter(label.name for label in _labels(resolved))
    return frozenset(name for name, count in counts.items() if count > 1)


_EITHER = ("§", "apartado", "apdo")
"""Words for a paragraph that are words for a section too."""


def is_of_another_kind(resolved: Resolved, reference: m.CrossReference) -> bool:
    """Return whether the words of a cross-reference name another kind of target than it has."""
    target, kinds = resolved.targets.get(reference.target), named_kinds(resolved).get(reference)
    if target is None or kinds is None:
        return False
    if not may_name(kinds, target):
        return True
    (names, known), words = _names_of_series(resolved), kinds.intersection(SERIES)
    own, here = names.get(target), names.get(reference)
    if own is None or "annex" in kinds:
        return False
    if words:
        return own not in words if own in SERIES else not (own or words.isdisjoint(known))
    return bool(own) and "" in known and here not in (own, None)


@lru_cache(maxsize=1)
def _names_of_series(resolved: Resolved) -> tuple[Mapping[m.Node, str], frozenset[str]]:
    """Return the name of the series of each paragraph, sub-paragraph and cross-reference, and all names."""
    found: dict[m.Node, str] = {node: series.name for node, series in resolved.series.items()}
    kinds: tuple[type[m.Node], ...] = (m.SubParagraph, m.CrossReference)
    nodes = (each for kind in kinds for each in survey(resolved).each(kind))
    found |= {node: found[around[0]] for node, around in nodes if around and around[0] in found}
    return found, frozenset(found.values())


@lru_cache(maxsize=1)
def named_kinds(resolved: Resolved) -> Mapping[m.CrossReference, frozenset[str]]:
    """Return the kinds of targets that the words in a cross-reference name, or the word before it."""
    found: dict[m.CrossReference, frozenset[str]] = {}
    rules = grammar(resolved.words)
    before = resolved.words.paragraph.text.partition("%")[0].strip("( ")  # "§", if numbers have it
    for passage, typed in all_worded(resolved):
        kinds = _kinds(passage.text, (typed,))
        for node in passage.references(typed.start, typed.end):
            found[node] = kinds
            if typed.kind == "annex":  # annex [I, paragraphs 1](#a)–[3](#c)
                kinds |= _kinds("", tuple(typed_references(plain_text(node.children), rules)))
    for node, _ in survey(resolved).each(m.CrossReference):
        text = plain_text(node.children).replace(before, "")
        if inside := tuple(typed_references(text, rules)):
            found[node] = _kinds(text, inside)
    return found


def may_name(kinds: frozenset[str], target: m.Target) -> bool:
    """Return whether words of these kinds may name a target."""
    match target:
        case m.Table():
            return "table" in kinds
        case m.Figure():
            return "figure" in kinds
        case m.Note():
            return "note" in kinds
        case m.Heading():
            return not kinds.isdisjoint(("annex",) if target.annex else ("section", *SERIES))
        case _:
            return not kinds.isdisjoint(("paragraph", *SERIES))


def _kinds(text: str, references: Iterable[Typed]) -> frozenset[str]:
    numbers = ((typed.kind, each.text) for typed in references for each in typed.numbers)
    parts = {"paragraph" for kind, number in numbers if kind == "annex" and {*" 段"} & {*number}}
    kinds = {typed.kind for typed in references} | parts
    either = any(text[typed.start :].lower().startswith(_EITHER) for typed in references)
    return frozenset({*kinds, "section"} if either else kinds)


_LABEL = expression(r"#([a-z][a-z0-9-]*)")


def misplaced_labels(resolved: Resolved) -> Mapping[str, int]:
    """Return the labels that name nothing where they are, each with its line."""
    found: dict[str, int] = {}
    for each in reported(resolved, AttributeUnknown.rule):
        label = _LABEL.search(each.facts.raw) if isinstance(each.facts, NamesNothing) else None
        if label and each.span.lines:
            found[label[1]] = each.span.lines.start
    return found


def lines_to_part(resolved: Resolved) -> frozenset[int]:
    """Return the lines of blocks in which an edit begins a numbered paragraph (P105), and of those indented
    below them.
    """
    numbers = {each.span.order[0] for each in reported(resolved, ParagraphGlued.rule) if each.edits}
    lines, inside = set[int](), False
    for block in resolved.document.blocks if numbers else ():
        inside = inside if block.span.order[1] > 1 else not numbers.isdisjoint(block.span.lines)
        lines.update(block.span.lines if inside else ())
    return frozenset(lines)


def lines_with_cause(resolved: Resolved) -> frozenset[int]:
    """Return the lines with another mistake, because of which a label at their end names nothing."""
    lines = {line for each in reported(resolved, BlockFallenOut.rule) for line in each.span.lines}
    captions = (each for each in reported(resolved, TextLost.rule) if isinstance(each.facts, CaptionAlone))
    lines |= {line for each in captions for line in each.span.lines}
    plain = (each.block for each in unnumbered(resolved) if not isinstance(each.block, m.Quotation))
    lines |= {line for each in plain for line in each.span.lines}
    lines |= {line for block in meant_headings(resolved) for line in block.span.lines}
    return frozenset(lines | lines_to_part(resolved) | {line for line, _ in typed_places(resolved)})
