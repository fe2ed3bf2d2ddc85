"""The L series: whether a submission is what its recipient accepts, by the rules of the profile."""

from toolchain.checks.source.limits.accepted import language, required_part, submitter_order
from toolchain.checks.source.limits.notes import note_says
from toolchain.checks.source.limits.words import words
from toolchain.rules.limits import FileForm, Pages, Profile

api = 1
found_elsewhere = (
    Profile,
    FileForm,
    Pages,
)

__all__ = [
    "file_form",
    "language",
    "note_says",
    "pages",
    "profile",
    "required_part",
    "submitter_order",
    "words",
]
