"""A style: the template's macros by purpose, and their output for each citation."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from toolchain.citations.style.cite import Cite, Part, fill, merge, read_parts
from toolchain.citations.style.fields import read_text
from toolchain.citations.style.tools import Tools, markup
from toolchain.citations.style.views import Source, Where
from toolchain.citations.style.words import canonical_label, is_plural, with_dashes, words_for
from toolchain.model.diagnostics import Failure, Finding, SourceSpan
from toolchain.model.document import Entry
from toolchain.model.languages import read_language
from toolchain.model.records import replace
from toolchain.model.vocabulary import ITEM_TYPES
from toolchain.model.wording import fold
from toolchain.rules import styles as faults
from toolchain.rules.styles import StyleFault

if TYPE_CHECKING:
    from jinja2.runtime import Macro

    from toolchain.citations.style.sandbox import Read

_STOPS, _OPENING = ".?!…", "([“‘«"
_MOST = 20_000
"""Outputs that are kept: they keep their sources too, also those of a bibliography that has changed."""


_RELATED = read_language(__file__, "types", "related")
"""The types that print as another one in a style without macros for them."""

_NEXT = {kind: other for other, kinds in _RELATED.items() for kind in kinds}
_OURS = frozenset((*(kind.replace("-", "_") for kind in ITEM_TYPES), "un_document"))


def is_printing(macro: str) -> bool:
    """Return whether the program calls a macro of this name, so that it must accept a source and its
    citation.
    """
    return macro in {"ibid", "short"} or macro.removeprefix("short_") in _OURS


def kin(name: str, un_document: bool) -> Iterator[str]:
    """Yield the names of macros for a type, nearest first: maybe "un_document", at last "document"."""
    if un_document:
        yield "un_document"
    while name in _NEXT:
        yield name.replace("-", "_")
        name = _NEXT[name]
    yield "document"


class Style:
    """A style for documents in a language. The output for a source in one position is cached.

    `separator` is the text between two sources of one citation. There is nothing `around` them, for a macro
    prints all that belongs to its source, and nothing is `ignored`: what is not known is refused.
    """

    around = "", ""
    ignored: tuple[Finding, ...] = ()

    def __init__(self, text: str, display: str, lang: str) -> None:
        from toolchain.citations.style.sandbox import Budget, StyleEnvironment

        self._display = display
        self._words = words_for(lang)
        self._tools = Tools(self._words)
        self._budget = Budget()
        self._environment = StyleEnvironment(self._tools.functions(), self._words.terms, self._budget)
        self._printed: dict[tuple[Entry | None, str, Where], tuple[Part, ...]] = {}
        self._load(text)

    def citation(self, cites: Sequence[Cite], opens: bool) -> tuple[Part, ...]:
        """Return a group of citations, without a full stop. `opens`: it begins a note or a sentence."""
        parts: list[Part] = []
        for number, cite in enumerate(cites):
            if number:
                parts.append(Part(self.separator))
            parts.extend(self._cite(cite, opens and not number and not cite.prefix))
        return merge(iter(parts))

    def entry(self, entry: Entry) -> tuple[Part, ...]:
        """Return a source in the list of sources, without a full stop."""
        return self._core(entry, Where("list", opens=True))

    def _cite(self, cite: Cite, opens: bool) -> Iterator[Part]:
        shown = cite.position != "ibid" and bool(cite.locator)
        where = Where(
            cite.position,
            cite.author,
            opens,
            canonical_label(cite.label) if shown else "",
            shown and is_plural(cite.locator),
            shown,
            cite.position != "first" and bool(cite.first_note),
            cite.alike,
        )
        core = tuple(fill(self._core(cite.entry, where), with_dashes(cite.locator), cite.first_note))
        yield from with_words(cite, core)

    def _core(self, entry: Entry, where: Where) -> tuple[Part, ...]:
        """Return the output of the macro for this position, with placeholders for a locator and a note's
        number.
        """
        source = Source(entry, self._words, where.author)
        macro = self._macro(source, where)
        key = (entry if macro in self._of_sources else None, macro, self._as_read(where))
        if key not in self._printed:
            self._budget.start(source.size)
            if len(self._printed) >= _MOST:
                self._printed.clear()
            self._printed[key] = read_parts(self._call(macro, source, where))
        return self._printed[key] or read_parts(read_text(entry.key))

    def _as_read(self, where: Where) -> Where:
        """Return a citation without what the style never asks about: it is printed once for all of these."""
        reads = self._reads
        return replace(
            where,
            position=where.position if "position" in reads else "",
            opens=where.opens and "opens" in reads,
            has_note=where.has_note and "note" in reads,
            alike=where.alike and "alike" in reads,
        )

    def _macro(self, source: Source, where: Where) -> str:
        """Return the name of the macro: "ibid", "short_…" for a source that was cited, or that of its
        type.
        """
        wanted = _wanted(source.entry.type, source.is_un_document, where.position)
        return next(name for name in wanted if name in self._macros)

    def _load(self, text: str) -> None:
        from jinja2 import Template, TemplateSyntaxError

        from toolchain.citations.style.sandbox import Refused, looks_at_source

        try:
            code, nodes, self._reads = _read(text, self._display, self._words.lang)
            self._template = Template.from_code(self._environment, code, self._environment.globals)
            self._of_sources = {name for name, node in nodes.items() if node.args and looks_at_source(node)}
            self._lines = {name: node.lineno for name, node in nodes.items()}
            wrong = [node for node in nodes.values() if is_printing(node.name) and len(node.args) != 2]
            if wrong:
                raise Refused(faults.MacroArguments(wrong[0].name), wrong[0].lineno)
            self._budget.start(0)
            module = self._template.make_module({}).__dict__
        except TemplateSyntaxError as error:
            raise self._mistake(error.lineno, _why(error, error.message or "")) from error
        except Exception as error:  # any error of a template's expression
            raise self._mistake(self._line(error, 1), _why(error, str(error))) from error
        self._macros: dict[str, Macro] = {name: module[name] for name in self._lines if name in module}
        self.separator = self._words.punctuation.get(found := str(module.get("separator", "; ")), found)
        if "document" not in self._macros:
            raise self._mistake(1, faults.NoDocumentMacro())

    def _call(self, name: str, source: Source, where: Where) -> Markup:
        try:
            return markup(self._macros[name](source, where))
        except Exception as error:  # any error of a template's expression
            raise self._mistake(self._line(error, self._lines[name]), _why(error, str(error))) from error

    def _line(self, error: Exception, otherwise: int) -> int:
        """Return the template's line at which the error occurred."""
        if not hasattr(self, "_template"):
            return otherwise
        ours = self._template.root_render_func.__globals__
        found = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_globals is ours]
        return self._template.get_corresponding_lineno(found[-1]) if found else otherwise

    def _mistake(self, line: int, reason: StyleFault | str) -> Failure:
        span = SourceSpan.at(self._display, line, length=0)
        return Failure(Finding(span, faults.StyleUnusable(reason)))


@lru_cache(maxsize=16)
def _read(text: str, display: str, lang: str) -> Read:
    """Return a style, compiled once for all documents in a language."""
    from toolchain.citations.style.sandbox import Budget, StyleEnvironment

    words = words_for(lang)
    return StyleEnvironment(Tools(words).functions(), words.terms, Budget()).read(text, display)


def _wanted(name: str, un_document: bool, position: str) -> Iterator[str]:
    """Yield the macros for a type of source in a position, best first."""
    if position.startswith("ibid"):
        yield "ibid"
    if position not in ("first", "list"):
        yield from (f"short_{kind}" for kind in kin(name, un_document))
        yield "short"
    yield from kin(name, un_document)


def with_words(cite: Cite, core: Sequence[Part]) -> Iterator[Part]:
    """Yield a printed source between the words before and after it."""
    if cite.prefix:
        prefix = cite.prefix.rstrip()
        yield Part(prefix if prefix.endswith(tuple(_OPENING)) else prefix + " ")
    yield from core
    if suffix := cite.suffix.rstrip():
        yield Part(_behind(core[-1].text, suffix))


def _behind(before: str, suffix: str) -> str:
    """Return a suffix, with a space if it has no punctuation, and without a second full stop."""
    if suffix[0] == "." and before[-1:] in _STOPS:
        return suffix[1:]
    return suffix if not (suffix[0].isalnum() or suffix[0] in _OPENING) else " " + suffix


def _why(error: Exception, message: str) -> StyleFault | str:
    """Return our reason, or the message of the template engine."""
    facts = getattr(error, "facts", None)
    return facts if isinstance(facts, StyleFault) else fold(message or type(error).__name__)[:300]
