"""Helpers for the tests of a plug-in."""

from toolchain.checks import checks_of
from toolchain.checks.examples import Example, Place, examples
from toolchain.pipeline.stages import Examination, Submission, examine, prove
from toolchain.reports.sentences import message

__all__ = [
    "Examination",
    "Example",
    "Place",
    "Submission",
    "checks_of",
    "examine",
    "examples",
    "message",
    "prove",
]
