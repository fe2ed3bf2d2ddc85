"""`<!-- check: ignore CODE reason -->`: what each comment silences, and why one silences nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from toolchain.checks.nearest import Suggestions
from toolchain.model import Silencer
from toolchain.model.diagnostics import Diagnostic, Finding, Severity
from toolchain.model.places import FilePlace
from toolchain.rules.structure import (
    ErrorNotIgnored,
    IgnoreUnused,
    NoSuchCode,
    NothingIgnored,
    NothingToIgnore,
)

UNUSED = IgnoreUnused.rule


class Silencers:
    """The silencers of a document. `keep` records what each has silenced; call `unused` after it."""

    def __init__(self, silencers: Iterable[Silencer]) -> None:
        self._all = tuple(silencers)
        self._by_line: dict[tuple[str, int], list[Silencer]] = defaultdict(list)
        for silencer in self._all:
            if silencer.covers:
                for line in silencer.covers.lines:
                    self._by_line[silencer.code, line].append(silencer)
        self._used: set[Silencer] = set()
        self._of_errors: set[Silencer] = set()

    def keep(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Yield the diagnostics that are not silenced. Errors never are."""
        for diagnostic in diagnostics:
            covering = self._covering(diagnostic)
            if diagnostic.severity is Severity.ERROR:
                self._of_errors.update(covering)
                yield diagnostic
            elif covering:
                self._used.update(covering)
            else:
                yield diagnostic

    def unused(self, codes: Iterable[str], failed: Collection[str] = ()) -> Iterator[Finding]:
        """Yield a finding for each silencer that silenced nothing. `codes` are all codes that it can name.

        If a check failed, its findings are not known, so its silencers are not reported.
        """
        known = frozenset(codes)
        suggestions = Suggestions(known)
        for silencer in self._all:
            if silencer in self._used or silencer.code in failed:
                continue
            yield Finding(silencer.span, self._reason(silencer, known, suggestions))

    def _covering(self, diagnostic: Diagnostic) -> list[Silencer]:
        span = diagnostic.finding.span
        if isinstance(span, FilePlace):
            return []
        codes = (diagnostic.code, *diagnostic.rule.aliases)
        candidates = chain.from_iterable(self._by_line.get((code, span.line), ()) for code in codes)
        return [each for each in candidates if each.covers and each.covers.covers(span)]

    def _reason(self, silencer: Silencer, known: frozenset[str], suggestions: Suggestions) -> IgnoreUnused:
        code = silencer.code
        if code not in known:
            return NoSuchCode(code, suggestions.near(code))
        if silencer in self._of_errors:
            return ErrorNotIgnored(code)
        return NothingToIgnore(code) if silencer.covers is None else NothingIgnored(code)
