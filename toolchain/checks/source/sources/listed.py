"""The list of sources: C407, C408."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.sources.cited import is_unread
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding, Related
from toolchain.resolve.tables import Resolved
from toolchain.rules.sources import ListHere, NothingCited, NothingToList, SourcesEmpty, SourcesTwice


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
