"""The R series: labels, cross-references, and references typed by hand."""

from toolchain.checks.source.references.claims import reference_ambiguous, reference_kind, reference_number
from toolchain.checks.source.references.directions import reference_direction
from toolchain.checks.source.references.ranges import reference_range
from toolchain.checks.source.references.targets import (
    label_duplicate,
    label_form,
    target_unknown,
    target_unnumbered,
)
from toolchain.checks.source.references.typed import (
    reference_out_of_range,
    reference_typed,
    reference_unsure,
)

api = 1

__all__ = [
    "label_duplicate",
    "label_form",
    "reference_ambiguous",
    "reference_direction",
    "reference_kind",
    "reference_number",
    "reference_out_of_range",
    "reference_range",
    "reference_typed",
    "reference_unsure",
    "target_unknown",
    "target_unnumbered",
]
