"""One record for each format of finished files, with everything that depends on the format.

A record names functions of other packages as "module:function", so that nothing is imported before it is
needed. A plug-in's writer has its own record: see `toolchain.plugins.formats`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeAlias

from toolchain.formats import needs
from toolchain.model import Document
from toolchain.model.diagnostics import Diagnostic
from toolchain.model.facts import Word
from toolchain.model.records import Record
from toolchain.model.wording import said

Function: TypeAlias = str | Callable[..., Any]
"""A function, or its name as "module:function"; "" for none."""


ANY_FILE = "finished file"


class Shows(Record):
    """How files of a format show a document. The proof needs it.

    words        only words are visible: not the language, and not which text is a heading, link or emphasis
    emphasis     emphasis is visible
    footnotes    notes can be at the bottom of their page; else they are all together
    in_place     notes are in the text, at their first mark, and never under a heading
    fields       numbers, notes and references are fields that a program computes
    laid_out     the text is broken into lines, and words at their ends must be joined again
    contents     there can be a table of contents although the source has none
    authorities  a table of authorities can follow the text
    standing     where the standing text of an organization belongs, for a help line
    """

    words: bool = False
    emphasis: bool = True
    footnotes: bool = False
    in_place: bool = False
    fields: bool = False
    laid_out: bool = False
    contents: bool = False
    authorities: bool = False
    standing: str = ""


class Tool(Record):
    """A library or program that looks at files of a format or lays them out.

    `does` says what, `without` is the line about a check that cannot run without it; "" if no check needs it.
    """

    does: str
    need: needs.Need
    without: str = ""


AS_USUAL = Shows()
_IN_WORD = Word("delete the text, or, if all your files have it, give it the style “Standing Text”")
_MARKED = Word('delete the text, or, if all your files have it, mark it: `<p class="standing">…</p>`')
_IN_PAGES = Word(
    'delete the text, or, if all your files have it, mark it: `<p class="standing">…</p>` in page.html.j2, '
    '`:root { --standing: "…" }` in a style sheet, `standing("…")` in print.typ'
)


class Format(Record):
    """Everything that is known of a format.

    name        as in `--to`: "docx"
    suffixes    of its files, in lower case; outputs get the first
    also        older suffixes, which some of its files have by mistake
    media_type  as in "text/html"
    title       one file in a sentence: "a page (.html)"
    noun        for a count of files: "Word file"
    reader      (data, path in messages) -> Document; without one, outputs are not proved
    shows       how its files show a document
    checks      (data, path in messages, Options) -> Diagnostics of a file by itself
    draft       (data, path in messages) -> Findings: the mark of a draft in a file
    shown       in place of `draft`, what it and `reader` return, in a tuple, where reading takes long
    pictures    (data, path in messages) -> the bytes of its pictures, by the sources that `reader` gives them
    tools       libraries and programs that some of its checks and options need
    left_out    () -> one line for each check that cannot run on this system
    cleaner     (data, path in messages, Asked) -> Cleaned
    pages       (data) -> number of pages, None if it is not known
    pages_by    the program that lays out files, if they have no pages themselves
    press       (Resolved, data, path in messages) -> Findings in a file for a print shop
    styles      (text, path) -> Findings: what the writer does not understand in a user's style sheet
    lighter     whether its pictures have no more pixels than can be printed
    apart       whether files that were not made just now are read in a process of their own
    options     the options of `submission build` that change its outputs
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    title: str = ""
    noun: str = ANY_FILE
    reader: Function = ""
    shows: Shows = AS_USUAL
    checks: Function = ""
    draft: Function = ""
    shown: Function = ""
    pictures: Function = ""
    tools: tuple[Tool, ...] = ()
    left_out: Function = ""
    cleaner: Function = ""
    pages: Function = ""
    pages_by: str = ""
    press: Function = ""
    styles: Function = ""
    lighter: bool = False
    apart: bool = False
    options: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """The suffix of its outputs: ".html"."""
        return self.suffixes[0]

    @property
    def press_suffix(self) -> str:
        """The end of the name of an output for a print shop, "" if there is none."""
        return f"-print{self.suffix}" if "print_shop" in self.options else ""

    @property
    def is_known(self) -> bool:
        """Whether its files can be proved or checked."""
        return bool(self.reader or self.checks)

    def read_back(self, data: bytes, display: str) -> Document:
        """Return the Document that a file shows. Raise `Failure` if it cannot be read."""
        document: Document = loaded(self.reader)(data, display)
        return document

    def check(self, data: bytes, display: str, options: Any) -> tuple[Diagnostic, ...]:
        """Return the findings in a file by itself. Raise `Failure` if it cannot be read."""
        return tuple(self.examined(self.checks, data, display, options)) if self.checks else ()

    def examined(self, function: Function, data: bytes, display: str, *more: Any) -> Any:
        """Return what a function returns for a file not made just now; raise `Failure` as it does."""
        if not self.apart or not isinstance(function, str):
            return loaded(function)(data, display, *more)
        from toolchain.formats import apart
        from toolchain.model.diagnostics import Failure
        from toolchain.rules.inputs import NotReadWithinLimits

        try:
            return apart.call(function, data, display, *more)
        except apart.Stopped as error:
            facts = NotReadWithinLimits(apart.SECONDS, apart.GIGABYTES)
            raise Failure.of(display, facts) from error

    def unchecked(self) -> tuple[str, ...]:
        """Return one line for each check that cannot run on this system."""
        if not self.checks:
            file = said(self.title or self.name)
            return (said("{file} is not checked by itself: name its source with --against", file=file),)
        missing = (each for each in self.tools if each.without and not each.need.find())
        lines = (f"{said(each.without)}{said(': ')}{each.need.command()}" for each in missing)
        return (*lines, *(loaded(self.left_out)() if self.left_out else ()))


def loaded(target: Function) -> Callable[..., Any]:
    """Return the function that a record names."""
    if not isinstance(target, str):
        return target
    module, _, name = target.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function


_CHECKS = "toolchain.pipeline.finished_files"
_STYLED = ("look", "css")

DOCX = Format(
    "docx",
    (".docx",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    title="a Word file (.docx)",
    noun="Word file",
    also=(".doc",),
    reader="toolchain.readers.docx:read_bytes",
    shows=Shows(footnotes=True, fields=True, standing=_IN_WORD),
    checks=f"{_CHECKS}.docx:examine_file",
    shown=f"{_CHECKS}.docx:shown",
    pictures="toolchain.readers.docx:pictures",
    tools=(
        Tool(
            "check against Word's schema",
            needs.OPENXML_AUDIT,
            "not checked against Word's schema (D910); for this check",
        ),
        Tool("--page-numbers, and limits on pages", needs.LIBREOFFICE),
    ),
    cleaner="toolchain.word.cleaning:clean",
    pages="toolchain.formats.libreoffice:page_count",
    pages_by=needs.LIBREOFFICE.name,
    lighter=True,
    options=("page_numbers", "comments", "look"),
)
PDF = Format(
    "pdf",
    (".pdf",),
    "application/pdf",
    title="a PDF",
    reader="toolchain.readers.pdf:read_bytes",
    shows=Shows(footnotes=True, laid_out=True, emphasis=False, standing=_IN_PAGES),
    checks=f"{_CHECKS}.pdf:examine_file",
    shown=f"{_CHECKS}.pdf_shown:shown",
    tools=(
        Tool("fonts for Chinese, Japanese and Korean", needs.CHINESE_FONTS),
        Tool(
            "check against PDF/UA and PDF/A",
            needs.PAGE_VALIDATION,
            "not checked against PDF/UA and PDF/A (D911); for this check",
        ),
    ),
    pages="toolchain.reports.built:pdf_pages",
    press="toolchain.compare.proof.resolution:resolutions",
    styles="toolchain.writers.pdf.weasyprint.mistakes:mistakes",
    apart=True,
    options=(*_STYLED, "print_shop", "with_source"),
)
HTML = Format(
    "html",
    (".html", ".htm"),
    "text/html",
    title="a page (.html)",
    reader="toolchain.readers.html:read_bytes",
    shows=Shows(contents=True, authorities=True, standing=_MARKED),
    checks=f"{_CHECKS}.html:examine_file",
    draft=f"{_CHECKS}.html:draft_mark",
    lighter=True,
    options=_STYLED,
)
EPUB = Format(
    "epub",
    (".epub",),
    "application/epub+zip",
    title="an EPUB",
    reader="toolchain.readers.epub:read_bytes",
    shows=Shows(authorities=True, standing=_MARKED),
    checks=f"{_CHECKS}.epub:examine_file",
    draft=f"{_CHECKS}.epub:draft_mark",
    tools=tuple(
        Tool(does, need, "only partly checked as an EPUB (D912); for the full check")
        for does, need in (("check with epubcheck", needs.EPUBCHECK), ("run of epubcheck", needs.JAVA))
    ),
    lighter=True,
    options=_STYLED,
)
SOURCES = (".md", ".markdown")
"""The suffixes of sources."""

OURS = {each.name: each for each in (DOCX, PDF, HTML, EPUB)}
"""The built-in formats, by their names."""
