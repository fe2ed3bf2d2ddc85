"""What cross-references point at: R201, R202, R203 and R209."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.nearest import Suggestions
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding, Related
from toolchain.model.facts import Word
from toolchain.resolve.tables import Resolved
from toolchain.rules.references import (
    FirstUse,
    LabelDuplicate,
    NoLabelNamed,
    NoSuchLabel,
    NoSuchNote,
    TargetUnknown,
    TargetUnnumbered,
)


@check(TargetUnknown)
def target_unknown(resolved: Resolved) -> Iterator[Finding]:
    """A link that begins with `#` is a cross-reference to a label, `{#label}`, or to a note, `#^label`. If
    nothing has the label, no number can be printed. Usually the label is misspelt, or its target was deleted.

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
    for reference, _ in survey(resolved).each(m.CrossReference):
        target = reference.target
        if target in resolved.targets:
            continue
        if not target.removeprefix("^"):
            yield Finding(reference.span, NoLabelNamed())
            continue
        case = NoSuchNote if target.startswith("^") else NoSuchLabel
        yield Finding(reference.span, case(target.removeprefix("^"), suggestions.near(target)))


@check(LabelDuplicate)
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
            related = Related(other.span, FirstUse())
            yield Finding(label.span, LabelDuplicate(label.name), related=(related,))


@check(TargetUnnumbered)
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
            facts = TargetUnnumbered(_named(target), reference.target.removeprefix("^"))
            yield Finding(reference.span, facts)


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


def _named(target: m.Target) -> Word:
    match target:
        case m.Heading():
            return Word("heading")
        case m.Table():
            return Word("table")
        case m.Figure():
            return Word("figure")
        case m.Note():
            return Word("note")
        case _:
            return Word("paragraph")
