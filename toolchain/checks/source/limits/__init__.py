"""The L series: whether a submission is what its recipient accepts, by the rules of the profile."""

from toolchain.checks.source.limits.accepted import language, profile, required_part, submitter_order
from toolchain.checks.source.limits.files import file_form, pages
from toolchain.checks.source.limits.words import words

api = 1

__all__ = ["file_form", "language", "pages", "profile", "required_part", "submitter_order", "words"]
