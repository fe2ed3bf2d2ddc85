"""What is wrong in the text of a book, by what looks at pages: each finding with its file and line."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.checks.files.few import few
from toolchain.checks.files.html.troubles import troubles
from toolchain.formats.epub.joined_source import Joined
from toolchain.model.diagnostics import Finding
from toolchain.rules.accessibility import TitleMissing
from toolchain.rules.outputs_epub import DocumentLanguageInvalid, NoDocumentLanguage

_OF_THE_PACKAGE = (TitleMissing, NoDocumentLanguage, DocumentLanguageInvalid)
"""What a book says elsewhere than a page."""


def text_defects(whole: Joined) -> Iterator[Finding]:
    """All of it, of each kind the first ones; of more it is said where they are."""
    found = (each for each in troubles(whole.page) if not isinstance(each.facts, _OF_THE_PACKAGE))
    told = (Finding(whole.span(each.at), each.facts, severity=each.severity) for each in found)
    return few(told, whole.page.display)
