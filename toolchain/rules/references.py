"""The rules of the series R and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import Facts, Severity, rule

ERROR, WARNING, INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION


@rule("R201", "target-unknown", "A cross-reference points at a label that does not exist", ERROR)
class TargetUnknown(Facts):
    """Found by `checks.source.references.targets.target_unknown`."""


@rule("R202", "label-duplicate", "A label is given twice", ERROR)
class LabelDuplicate(Facts):
    """Found by `checks.source.references.targets.label_duplicate`."""


@rule("R203", "target-unnumbered", "A cross-reference points at something that has no number", ERROR)
class TargetUnnumbered(Facts):
    """Found by `checks.source.references.targets.target_unnumbered`."""


@rule(
    "R204", "reference-number", "The number in a cross-reference is not the target's", WARNING, fixable=True
)
class ReferenceNumber(Facts):
    """Found by `checks.source.references.claims.reference_number`."""


@rule("R205", "reference-typed", "A reference to this document is typed by hand", WARNING, fixable=True)
class ReferenceTyped(Facts):
    """Found by `checks.source.references.typed.reference_typed`."""


@rule("R206", "reference-out-of-range", "A typed reference has a number that no paragraph has", WARNING)
class ReferenceOutOfRange(Facts):
    """Found by `checks.source.references.typed.reference_out_of_range`."""


@rule("R207", "reference-direction", "“Above” is said of what is below, or “below” of what is above", WARNING)
class ReferenceDirection(Facts):
    """Found by `checks.source.references.directions.reference_direction`."""


@rule("R208", "reference-range", "A reference leads to where it stands, or a range runs backwards", WARNING)
class ReferenceRange(Facts):
    """Found by `checks.source.references.ranges.reference_range`."""


@rule("R209", "label-form", "A label does not have the form of a label", ERROR)
class LabelForm(Facts):
    """A label is a lower-case ASCII letter, then lower-case letters, digits and hyphens, at most 32 in all.
    So it can be an address in HTML and a bookmark in Word without being changed.

    Bad:

        1. The age is 16. {#Consent_1}
                          ^^^^^^^^^^^^

    Good:

        1. The age is 16. {#consent-1}
    """


@rule("R210", "reference-ambiguous", "A cross-reference has two numbers, or one of another form", ERROR)
class ReferenceAmbiguous(Facts):
    """Found by `checks.source.references.claims.reference_ambiguous`."""
