"""Citations and the list of sources compared with the bibliography: C401, C402, C406 to C408."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import FilePlace, Finding, Related
from toolchain.model.suggest import Suggestions
from toolchain.resolve.tables import Resolved
from toolchain.rules import sources as cases
from toolchain.rules.sources import ListHere, NothingCited, NothingToList, SourcesEmpty, SourcesTwice

_MOST = 500
"""Unused sources that are named; `submission check` shows the first five of them without --all."""


@check(cases.SourceUnknown)
def source_unknown(resolved: Resolved) -> Iterator[Finding]:
    """`[@key]` cites an entry of the file that `sources` names in the front matter. Without the entry there
    is nothing to print, and the citation would be printed as typed.

    There is one key between two semicolons, without markup around it.

    Bad: a key that is not in the file

        ---
        title: Example
        lang: en
        sources: sources.json
        ---

        1. The law prohibits it.[^law] Few cases are brought.[@report-2019; @penal-code]

        [^law]: See [@penal-cod, art. 375].
                     ^^^^^^^^^^

    Bad: no file is named

        1. The law prohibits it.[^law]

        [^law]: See [@penal-code, art. 375].
                     ^^^^^^^^^^^

    Bad: two keys without a semicolon

        ---
        title: Example
        lang: en
        sources: sources.json
        ---

        1. The law prohibits it.[^law]

        [^law]: See [@penal-code and @report-2019].
                                     ^^^^^^^^^^^^

    Good:

        ---
        title: Example
        lang: en
        sources: sources.json
        ---

        1. The law prohibits it.[^law] Few cases are brought.[@report-2019, p. 4]

        [^law]: See [@penal-code, art. 375].
    """
    bibliography = resolved.bibliography
    if is_unread(resolved):
        return
    suggestions = Suggestions(bibliography.entries)
    for citation, _ in survey(resolved).each(m.Citation):
        fresh = True
        for child in citation.children:
            if isinstance(child, m.Text) and child.text in m.SEMICOLONS:
                fresh = True
            if isinstance(child, m.CitedSource) and fresh:
                yield from _unknown(child, bibliography, suggestions)
                fresh = False
            elif isinstance(child, m.CitedSource):
                yield Finding(child.span, cases.NoSemicolon(child.key))
    for source, around in survey(resolved).each(m.CitedSource):
        if not isinstance(around[-1], m.Citation):
            yield Finding(source.span, cases.SourceInMarkup(source.key))


def is_unread(resolved: Resolved) -> bool:
    """Return whether no entry could be read: S009 says that the file is not there, or C406 what is wrong."""
    bibliography, named = resolved.bibliography, resolved.document.front_matter.sources
    return not bibliography.entries and bool(bibliography.defects or (named and not bibliography.path))


def _unknown(
    source: m.CitedSource, bibliography: m.Bibliography, suggestions: Suggestions
) -> Iterator[Finding]:
    if source.key in bibliography.entries:
        return
    if not bibliography.path:
        yield Finding(source.span, cases.NoBibliography(source.key))
        return
    near = suggestions.near(source.key)
    yield Finding(source.span, cases.NoSuchSource(bibliography.path, source.key, near))


@check(cases.SourceUnused)
def source_unused(resolved: Resolved) -> Iterator[Finding]:
    """A bibliography may contain more than is cited. But an entry without a citation can also be one whose
    citation was lost in editing. Under a heading with `{.all-sources}` all entries are listed, and none is
    reported.

    Bad: one of two is not cited

        ---
        title: Example
        lang: en
        sources: sources.json
                 ^^^^^^^^^^^^
        ---

        1. The law prohibits it.[^law]

        [^law]: See [@penal-code, art. 375].

    Good:

        ---
        title: Example
        lang: en
        sources: sources.json
        ---

        1. The law prohibits it.[^law] Few cases are brought.[@report-2019, p. 4]

        [^law]: See [@penal-code, art. 375].
    """
    entries = resolved.bibliography.entries
    unused = [entry for key, entry in entries.items() if key not in survey(resolved).cited]
    if unused and not any(asked.every for asked, _ in survey(resolved).each(m.SourceList)):
        place = resolved.document.front_matter.places.get("sources", FilePlace(resolved.document.path))
        related = tuple(Related(entry.span, cases.EntryNamed(entry.key)) for entry in unused[:_MOST])
        yield Finding(place, cases.SourceUnused(len(unused), len(entries)), related=related)


@check(SourcesEmpty)
def sources_empty(resolved: Resolved) -> Iterator[Finding]:
    """Under a heading with `{.sources}` the outputs print the sources that the notes cite, with
    `{.all-sources}` the whole bibliography. If no note cites a source, or no bibliography is named, there is
    only the heading.

    Bad: no file is named

        1. The law prohibits it.

        # Sources {.sources}
        ^^^^^^^^^^^^^^^^^^^^

    Good:

        ---
        title: Example
        lang: en
        sources: sources.json
        ---

        1. The law prohibits it.[@penal-code, art. 375] Few cases are brought.[@report-2019, p. 4]

        # Sources {.sources}
    """
    bibliography = resolved.bibliography
    if is_unread(resolved):
        return
    cited = any(use.source.key in bibliography.entries for use in resolved.uses)
    for asked in _lists(resolved)[:1]:
        if not (bibliography.entries if asked.every else cited):
            yield Finding(asked.span, NothingCited() if bibliography.path else NothingToList())


@check(SourcesTwice)
def sources_twice(resolved: Resolved) -> Iterator[Finding]:
    """A document has one list of sources. It is printed under the first heading with `{.sources}` or
    `{.all-sources}`, and not under others.

    Bad:

        ---
        title: Example
        lang: en
        sources: sources.json
        ---

        1. The law prohibits it.[@penal-code, art. 375] Few cases are brought.[@report-2019, p. 4]

        # Sources {.sources}

        # More sources {.all-sources}
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Good:

        ---
        title: Example
        lang: en
        sources: sources.json
        ---

        1. The law prohibits it.[@penal-code, art. 375] Few cases are brought.[@report-2019, p. 4]

        # Sources {.sources}

        # More sources

        2. None.
    """
    lists = _lists(resolved)
    for other in lists[1:]:
        yield Finding(other.span, SourcesTwice(), related=(Related(lists[0].span, ListHere()),))


def _lists(resolved: Resolved) -> list[m.SourceList]:
    return [block for block, _ in survey(resolved).each(m.SourceList)]
