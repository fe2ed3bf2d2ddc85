"""Check a book from any program by itself.

Its documents are looked at as one page, by what looks at pages. To that comes what only a book can have
wrong, and what epubcheck says of it, where that and Java are installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from toolchain.checks import engine
from toolchain.checks.files import draft
from toolchain.checks.files.epub import validator
from toolchain.checks.files.epub.contents import package_defects, picture_defects, text_defects
from toolchain.formats.epub.container import Book, Container, open_book
from toolchain.formats.epub.joined_source import Joined, joined
from toolchain.model.diagnostics import Diagnostic, Finding, Severity
from toolchain.model.expressions import expression
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options
from toolchain.rules.outputs_epub import EpubcheckSays

_XML = (".xml", ".opf", ".ncx", ".xhtml", ".html", ".htm", ".svg", ".smil", ".pls")
_QUOTED = expression(r'"([^"]+)"')
_TOLD = frozenset(("RSC-006", "RSC-007", "RSC-012", "RSC-031"))
"""What epubcheck says of dead links and of what is loaded; not again if our error names the same address."""


def draft_mark(data: bytes, display: str) -> Iterator[Finding]:
    """Return the mark of a draft. Raise `Failure` (S012, S020, S021)."""
    return _draft(joined(open_book(data, display)))


def examine_file(data: bytes, display: str, options: Options) -> tuple[Diagnostic, ...]:
    """Return all findings in the bytes of a book. Raise `Failure` (S012, S020, S021)."""
    book = open_book(data, display)
    _see_all(book.container)
    found = engine.diagnose(tuple(_defects(book, data)), plugins.our_checks())
    return tuple(sorted(found, key=lambda each: each.sort_key))


def _defects(book: Book, data: bytes) -> Iterator[Finding]:
    whole = joined(book)
    ours = (*package_defects(book, whole), *text_defects(whole), *picture_defects(book), *_draft(whole))
    yield from ours
    told = {(each.span.words, name) for each in ours for name in _named(each)}
    for defect in validator.defects(data, book):
        facts = defect.facts
        message = facts.message if isinstance(facts, EpubcheckSays) and facts.code in _TOLD else ""
        quoted = _QUOTED.search(message)
        if not (quoted and (defect.span.words, unquote(book.short(quoted[1]))) in told):
            yield defect


def _named(finding: Finding) -> Iterator[str]:
    """Yield the addresses that an error names, with and without the part after “#”."""
    facts = finding.facts
    if (finding.severity or facts.gravity or finding.rule.severity) is Severity.ERROR:
        for address in (unquote(getattr(facts, name, "")) for name in ("target", "path", "address")):
            yield from (address, address.partition("#")[0])


def _draft(whole: Joined) -> Iterator[Finding]:
    return (
        Finding(whole.span(each.at), each.facts, severity=each.severity) for each in draft.in_page(whole.page)
    )


def _see_all(container: Container) -> None:
    """Read each document within our limits, before a program reads it that has none."""
    for name in container.names():
        if name.lower().endswith(_XML):
            container.tree(name)
