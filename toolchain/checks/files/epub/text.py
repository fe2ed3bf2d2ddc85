"""Check the text of a book with the checks of pages: each finding with its file and line."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.checks.files.html.troubles import troubles
from toolchain.formats.epub.joined_source import Joined
from toolchain.model.diagnostics import Finding
from toolchain.rules.accessibility import TitleMissing
from toolchain.rules.outputs_epub import DocumentLanguageInvalid, NoDocumentLanguage

_OF_THE_PACKAGE = (TitleMissing, NoDocumentLanguage, DocumentLanguageInvalid)
"""Rules that a book meets in its package document, not in a page."""


def text_defects(whole: Joined) -> Iterator[Finding]:
    """Yield the findings about the text of a book."""
    found = (each for each in troubles(whole.page) if not isinstance(each.facts, _OF_THE_PACKAGE))
    return (Finding(whole.span(each.at), each.facts, severity=each.severity) for each in found)
