"""Series of numbers that are not marked as such: P108."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.checks import check, reported
from toolchain.checks.source.unmarked import unmarked
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.resolve.tables import Resolved
from toolchain.rules.paragraphs import AnnexUnmarked, SeriesOrAnnexUnmarked, SeriesUnmarked
from toolchain.rules.structure import AttributeUnknown


@check(SeriesUnmarked)
def series_unmarked(resolved: Resolved) -> Iterator[Finding]:
    """Numbers of paragraphs continue after headings. If recommendations, questions or conclusions begin at 1
    again, their heading says so in braces; otherwise they are printed with other numbers than the typed ones.
    An annex has its own numbers, and its heading is marked with `{.annex}`: the outputs print “Annex I”.
    Under any heading of the first level, typed numbers that begin again at 1 are those of a series or annex,
    and no edit changes them.

    There is no edit if an annex would be printed with another number than a sentence gives it (“Annex A”), if
    nothing is between the number of an annex and its title (“Annex I Parties” is another heading), or if the
    heading is about others' recommendations (“Follow-up to the recommendations”).

    Bad:

        # Prohibition

        1. The law prohibits the sale of children.

        2. The law prohibits trafficking.

        # Recommendations
        ^^^^^^^^^^^^^^^^^

        1. Adopt a plan.

        2. Raise the age of consent.

        # Annex: Questions asked
        ^^^^^^^^^^^^^^^^^^^^^^^^

        Where did it happen?

    Good:

        # Prohibition

        1. The law prohibits the sale of children.

        2. The law prohibits trafficking.

        # Recommendations {.restart series=recommendation}

        1. Adopt a plan.

        2. Raise the age of consent.

        # Questions asked {.annex}

        Where did it happen?
    """
    source = survey(resolved).source
    told = {line for finding in reported(resolved, AttributeUnknown.rule) for line in finding.span.lines}
    for heading, mark in unmarked(resolved).items():
        if not told.isdisjoint(heading.span.lines):
            continue
        typed = source.at(heading.span)
        edits = source.edit(heading.span, typed, mark.line) if mark.certain else ()
        facts: SeriesUnmarked = (AnnexUnmarked if mark.is_annex else SeriesUnmarked)(mark.line)
        if mark.or_annex:
            facts = SeriesOrAnnexUnmarked(mark.line, mark.or_annex)
        yield Finding(heading.span, facts, edits=edits)
