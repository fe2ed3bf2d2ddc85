"""Find what WeasyPrint ignores in a user's style sheet because it does not understand it."""

from __future__ import annotations

import logging
import re

from toolchain.model.diagnostics import Finding
from toolchain.model.places import FilePlace, SourceSpan
from toolchain.rules.inputs import LeftOutOfPdf

_PLACE = re.compile(r",? ?\bat (\d+):(\d+)\b:?")


def mistakes(text: str, path: str) -> tuple[Finding, ...]:
    """Return the mistakes in the sheet `text` of the file `path` (S018), each at its place.

    Raise `ImportError` or `OSError` if WeasyPrint, or a system library that it needs, is missing.
    """
    from toolchain.writers.pdf.weasyprint import messages
    from toolchain.writers.pdf.weasyprint.families import missing_families
    from toolchain.writers.pdf.weasyprint.patches.own_fonts import font_configuration
    from toolchain.writers.pdf.weasyprint.start import weasyprint

    with messages(weasyprint.LOGGER, logging.WARNING) as said:
        fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
        weasyprint.CSS(string=text, url_fetcher=fetcher, font_config=font_configuration())
    found = (_finding(message, path) for message in dict.fromkeys(said))
    return (*found, *missing_families(text, path))


def _finding(message: str, path: str) -> Finding:
    """Return WeasyPrint's message as a finding, at the place in the message."""
    found = _PLACE.search(message)
    if not found:
        return Finding(FilePlace(path), LeftOutOfPdf(message))
    line, column = int(found[1]), int(found[2])
    said = f"{message[: found.start()]}{message[found.end() :]}".removeprefix("Ignored ").strip(". ")
    return Finding(SourceSpan(path, line, column, line, column + 1), LeftOutOfPdf(said))
