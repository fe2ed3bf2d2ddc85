"""Render the page: one for everything that was checked, without scripts, for reading and printing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from toolchain.model.diagnostics import Diagnostic
from toolchain.model.records import Record
from toolchain.model.wording import said
from toolchain.reports import Sources, totals, visible
from toolchain.reports.findings_page.maps import coverage, notes_map, references_map
from toolchain.reports.findings_page.places import grouped, of_files, set_apart
from toolchain.reports.pages import rendered
from toolchain.resolve.tables import Resolved, shown_text
from toolchain.resolve.word_budget import line, weigh
from toolchain.resolve.word_count import count

_TEMPLATE = Path(__file__).with_name("page.html.j2")
WIDTH = 240
"""Of the longest bar, in units of the drawing."""


class Bar(Record):
    """A section with its words; `width` is that of its bar, `level` its depth."""

    name: str
    words: int
    width: float
    level: int


class Chart(Record):
    """The budget in one line, the used share of the limit (None without a limit), a bar for each section."""

    line: str
    limit: int | None
    used: int
    doubt: str
    bars: tuple[Bar, ...]


def chart(resolved: Resolved) -> Chart:
    """Return the chart of a submission."""
    counted = count(resolved)
    budget = weigh(counted, resolved.settings.profile)
    sections = [section for section in counted.sections if sum(section.words.values())]
    most = max((sum(section.words.values()) for section in sections), default=1)
    bars = tuple(
        Bar(
            f"{section.label} {section.title}".strip() or said("Before the first heading"),
            words := sum(section.words.values()),
            round(WIDTH * words / most, 1),
            section.heading.level if section.heading else 1,
        )
        for section in sections
    )
    limit = budget.limit
    return Chart(
        line(budget), limit.value if limit else None, budget.most, limit.doubt if limit else "", bars
    )


def page(
    resolved: Sequence[Resolved],
    diagnostics: Sequence[Diagnostic],
    texts: Mapping[str, str],
    summaries: Mapping[str, str],
) -> str:
    """Return the page. `texts` are the sources by path, `summaries` one line for each code."""
    paths = {each.document.path for each in resolved}
    sources = Sources(texts)
    rest = [each for each in diagnostics if each.finding.span.path not in paths]
    named = [*(each.document.path for each in resolved), *(each.finding.span.path for each in rest)]
    anchors = {path: f"source-{number}" for number, path in enumerate(dict.fromkeys(named), 1)}
    variables = {
        "totals": totals(diagnostics),
        "kinds": tuple(_kinds(diagnostics, summaries, anchors)),
        "sources": tuple(_source(anchors, each, diagnostics, sources) for each in resolved),
        "files": of_files(rest, sources),
    }
    return rendered(_TEMPLATE, variables, {"set_apart": set_apart})


def _source(
    anchors: Mapping[str, str], resolved: Resolved, diagnostics: Iterable[Diagnostic], sources: Sources
) -> dict[str, object]:
    """Return what the template prints about a source."""
    document = resolved.document
    own = [each for each in diagnostics if each.finding.span.path == document.path]
    return {
        "path": document.path,
        "anchor": anchors[document.path],
        "title": shown_text(document.front_matter.title, resolved.references),
        "lang": resolved.words.lang,
        "rtl": resolved.words.rtl,
        "totals": totals(own),
        "groups": grouped(own, resolved, sources),
        "budget": chart(resolved),
        "notes": notes_map(resolved),
        "references": references_map(resolved),
        "coverage": coverage(resolved),
    }


def _kinds(
    diagnostics: Sequence[Diagnostic], summaries: Mapping[str, str], anchors: Mapping[str, str]
) -> Iterator[dict[str, object]]:
    """Yield the codes, the highest severity first, with the number of their findings, and where they are."""
    number = Counter(each.code for each in diagnostics)
    first = {each.code: each for each in reversed(diagnostics)}
    gravest = {code: max(each.severity for each in diagnostics if each.code == code) for code in number}
    for code in sorted(number, key=lambda code: (-gravest[code], code)):
        about = {"name": first[code].name, "summary": said(summaries.get(code, ""))}
        paths = Counter(each.finding.span.path for each in diagnostics if each.code == code)
        places = [(visible(path), anchors[path], times) for path, times in paths.items()]
        yield {"code": code, "severity": gravest[code], "number": number[code], "places": places, **about}
