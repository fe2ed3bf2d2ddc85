"""What cross-references point at: R201, R202, R203 and R209."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.nearest import Suggestions
from toolchain.checks.source.misplaced import lines_to_part, misplaced_labels
from toolchain.checks.source.references.kinds import may_name, named_kinds
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, Finding, Related
from toolchain.model.facts import Word
from toolchain.model.places import FilePlace, Place
from toolchain.model.records import replace
from toolchain.model.source_text import Source
from toolchain.model.wording import UNSEEN
from toolchain.resolve.tables import Resolved
from toolchain.rules import references as cases
from toolchain.text.labels import is_label


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
    parted = lines_to_part(resolved)
    known = {*resolved.targets, *filter(None, (_right(label.name) for label in _labels(resolved)))}
    known |= {label for label, line in misplaced.items() if line in parted}
    for reference, _ in survey(resolved).each(m.CrossReference):
        target = reference.target
        if target in known:
            continue
        if not target.removeprefix("^"):
            yield Finding(reference.span, cases.NoLabelNamed())
            continue
        kinds = named_kinds(resolved).get(reference)

        def fits(label: str, kinds: frozenset[str] | None = kinds) -> bool:
            return kinds is None or may_name(kinds, resolved.targets[label])

        if target.startswith("^"):
            yield Finding(reference.span, cases.NoSuchNote(target[1:], suggestions.near(target, fits)))
            continue
        right = _right(target)
        is_right = right in resolved.targets and fits(right)
        edits = _at_end(reference.span, source, target, right) if is_right else ()
        near = right if is_right else suggestions.near(target, fits)
        line = misplaced.get(target)
        yield Finding(reference.span, cases.NoSuchLabel(target, None if line else near, line), edits=edits)


@check(cases.LabelForm)
def label_form(resolved: Resolved) -> Iterator[Finding]:
    """A label is a lower-case ASCII letter, then lower-case letters, digits and hyphens, at most 32 in all.
    So it can be an address in HTML and a bookmark in Word without being changed. The edits write capitals as
    small letters and `_` as a hyphen, and delete soft hyphens and spaces of no width, in the label and in the
    references to it.

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
        right = _right(facts.name) if isinstance(facts, cases.LabelForm) else ""
        typed = source.at(span)
        if (
            not isinstance(facts, cases.LabelForm)
            or not right
            or right in taken
            or isinstance(span, FilePlace)
        ):
            yield finding
            continue
        start = span.column + typed.find(f"#{facts.name}") + 1
        place = replace(span, column=start, end_column=start + len(facts.name))
        edits = source.edit(place, facts.name, right)
        for reference, _ in survey(resolved).each(m.CrossReference):
            if reference.target == facts.name:
                edits += _at_end(reference.span, source, facts.name, right)
        yield replace(finding, facts=cases.LabelForm(facts.name, right), edits=edits)


def _right(name: str) -> str:
    """Return the valid label that differs only in capitals, hyphens and invisible characters, or ""."""
    right = name.lower().replace("_", "-").translate(dict.fromkeys(map(ord, UNSEEN)))
    return right if is_label(right) else ""


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
