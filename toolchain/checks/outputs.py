"""The D series: outputs and their templates. What is found here keeps an output from being made."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.checks import ERROR, check, reported
from toolchain.diagnostics import Finding
from toolchain.resolve.tables import Resolved

api = 1


@check("D905", "docx-style-missing", "A template document lacks a style that is needed", ERROR)
def docx_style_missing(resolved: Resolved) -> Iterator[Finding]:
    """A paragraph whose style does not exist is printed by Word as if it had none: a heading is no heading
    then, and a numbered paragraph has no number. The message names the missing styles. Add them to your
    reference.docx, or begin again with a copy of ours; a style can look as you like.
    """
    yield from reported(resolved, "D905")


@check("D908", "pdf-structure", "The PDF would lack something that readers rely on", ERROR)
def pdf_structure(resolved: Resolved) -> Iterator[Finding]:
    """A link within the PDF leads nowhere. That comes of a template of your own that leaves out a place to
    which the text refers: compare it with ours.
    """
    yield from reported(resolved, "D908")
