"""Apply ignore comments, `<!-- check: ignore CODE reason -->`, and find those that have no effect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from toolchain.checks.nearest import Suggestions
from toolchain.model import IgnoreComment
from toolchain.model.diagnostics import Diagnostic, Finding, Severity
from toolchain.model.places import FilePlace
from toolchain.rules import structure as cases

UNUSED = cases.IgnoreUnused.rule


class IgnoreComments:
    """The ignore comments of a document. `keep` records which were used; call `unused` after it."""

    def __init__(self, ignores: Iterable[IgnoreComment]) -> None:
        self._all = tuple(ignores)
        self._by_line: dict[tuple[str, int], list[IgnoreComment]] = defaultdict(list)
        for ignore in self._all:
            if ignore.covers:
                for line in ignore.covers.lines:
                    self._by_line[ignore.code, line].append(ignore)
        self._used: set[IgnoreComment] = set()
        self._of_errors: set[IgnoreComment] = set()

    def keep(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Yield the diagnostics that are not ignored. Errors never are."""
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
        """Yield a finding for each comment without effect. `codes` are all codes that it can name.

        If a check failed, its findings are not known, so its ignore comments are not reported.
        """
        known = frozenset(codes)
        suggestions = Suggestions(known)
        for ignore in self._all:
            if ignore in self._used or ignore.code in failed:
                continue
            yield Finding(ignore.span, self._reason(ignore, known, suggestions))

    def _covering(self, diagnostic: Diagnostic) -> list[IgnoreComment]:
        span = diagnostic.finding.span
        if isinstance(span, FilePlace):
            return []
        codes = (diagnostic.code, *diagnostic.rule.aliases)
        candidates = chain.from_iterable(self._by_line.get((code, span.line), ()) for code in codes)
        return [each for each in candidates if each.covers and each.covers.covers(span)]

    def _reason(
        self, ignore: IgnoreComment, known: frozenset[str], suggestions: Suggestions
    ) -> cases.IgnoreUnused:
        code = ignore.code
        if code not in known:
            return cases.NoSuchCode(code, suggestions.near(code))
        if ignore in self._of_errors:
            return cases.ErrorNotIgnored(code)
        return cases.NothingToIgnore(code) if ignore.covers is None else cases.NothingIgnored(code)
