"""The action of `submission words`: show the numbers of words in submissions, and their limits."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence

import click

from toolchain.cli.actions import has_colour, print_json, report_failure, tell
from toolchain.formats.table import DOCX
from toolchain.model import Part
from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.records import Record, replace
from toolchain.model.wording import grouped, said
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline.stages import Submission
from toolchain.plugins.formats import format_of
from toolchain.project.settings import Options, version_named
from toolchain.project.sources import find_sources
from toolchain.reports import columns_of, cut_to, json_object, painted, visible
from toolchain.resolve.word_budget import Budget, Share, weigh
from toolchain.resolve.word_count import Section, count
from toolchain.rules import folder_settings, front_matter, limits, structure

_NARROWEST, _WIDEST, _NARROWEST_BAR = 24, 120, 8
_NUMBER = 9
_DECIDING = (limits.Profile.rule, folder_settings.FolderSettings.rule, structure.FrontMatter.rule)
"""Rules of mistakes with which the limit is another one, or none."""
_LEVELS = 2
"""Blanks by which a section stands in for each level of its heading."""


class Bar(Record):
    """A line of a chart: its name, its words, and whether they count (`None`: not known)."""

    name: str
    words: int
    counts: bool | None
    note: str = ""


class Paper(Record):
    """The output: its width, whether it has more than ASCII, and colours."""

    width: int
    blocks: bool
    colour: bool


def words(named: Sequence[str], form: str, options: Options) -> int:
    """Print the words of sources and Word files by part and section."""
    from toolchain.pipeline.import_word import as_submission

    submissions: list[Submission] = []
    failed = False
    for source in find_sources(named, tell):
        try:
            read = as_submission if format_of(source) is DOCX else pipeline.read
            submitted = read(source, options)
            if wrong := [each for each in submitted.resolved.document.defects if _may_change_limit(each)]:
                raise Failure(*wrong)
            submissions.append(submitted)
        except Failure as error:
            report_failure(error)
            failed = True
    budgets = [(each, weigh(count(each.resolved), each.project.profile)) for each in submissions]
    if form == "json":
        records = [record(submission, budget) for submission, budget in budgets]
        print_json(json_object(submissions=records))
    else:
        paper = _paper()
        for number, (submission, budget) in enumerate(budgets):
            click.echo("\n" * bool(number) + "\n".join(chart(submission, budget, paper)))
    if failed:
        return pipeline.COULD_NOT_RUN
    return pipeline.REFUSED if any(budget.over is True for _, budget in budgets) else pipeline.FINE


def _may_change_limit(finding: Finding) -> bool:
    """Return whether another limit, or none, may apply after a correction. A draft may lack its title."""
    return finding.rule in _DECIDING and not isinstance(finding.facts, front_matter.NoKey)


def record(submission: Submission, budget: Budget) -> dict[str, object]:
    """Return the words of a submission for JSON output."""
    limit = budget.limit
    return {
        "path": submission.source.as_posix(),
        "variant": submission.project.version or None,
        "profile": submission.project.profile.name,
        "limit": limit and {
            "words": limit.value,
            "status": "confirmed" if limit.confirmed else "unconfirmed",
            "sources": list(limit.sources),
            "remark": limit.remark,
        },
        "over": {True: "yes", False: "no", None: "depends"}[budget.over],
        "least": budget.least,
        "most": budget.most,
        "unsettled": list(budget.unsettled),
        "parts": [
            {"part": share.part.value, "kind": share.kind, "words": share.words, "counts": share.counts}
            for share in budget.shares
        ],
        "sections": [_section(section) for section in budget.counted.sections],
    }  # fmt: skip


def chart(submission: Submission, budget: Budget, paper: Paper) -> Iterator[str]:
    """Yield the words of a submission for people: the sum, bars by part, bars by section."""
    yield visible(submission.source.as_posix()) + version_named(submission.project.version)
    profile, limit = submission.project.profile, budget.limit
    if limit is None:
        known = said("there is no limit")
        if profile.recipient:
            known = said("no limit of “{profile}” is known", profile=profile.name)
        number = sum(share.words for share in budget.shares)
        yield "  " + said("{words} words with the cover; {known}", words=number, known=visible(known))
    else:
        whose = visible(said(profile.title) if limit.of else said("the front matter"))
        facts = {"limit": limit.value, "doubt": said(limit.doubt), "whose": whose}
        yield "  " + said("at most {limit} words{doubt}: {whose}", **facts)
        yield from _against(budget, limit.value, paper)
    yield ""
    yield from _bars(list(_parts(budget)), paper)
    yield ""
    yield from _bars(list(_sections(budget)), paper)


def _against(budget: Budget, limit: int, paper: Paper) -> Iterator[str]:
    """Yield the sum compared with the limit: in words, as a bar, and what is left."""
    if budget.least == budget.most:
        yield "  " + said("{words} count, {share}", words=budget.most, share=_share_of(budget.most, limit))
    else:
        least, most = _share_of(budget.least, limit), _share_of(budget.most, limit)
        facts = {"words": budget.least, "least": least, "more": budget.most, "most": most}
        yield "  " + said("{words} count for certain, {least}; {more} at most, {most}", **facts)
        open_ = ", ".join(map(said, budget.unsettled))
        yield "  " + said("it is not known whether these count: {names}", names=open_)
    if budget.over:
        verdict = painted(said("{words} too many", words=budget.least - limit), "31;1", colour=paper.colour)
    elif budget.over is None:
        line = said("{words} too many, if all that count", words=budget.most - limit)
        verdict = painted(line, "33;1", colour=paper.colour)
    else:
        verdict = painted(said("{words} are left", words=limit - budget.most), "32", colour=paper.colour)
    yield f"  {_whole(budget, limit, paper)}  {verdict}"


def _whole(budget: Budget, limit: int, paper: Paper) -> str:
    """Return one bar for all: what counts, what may count, what is left; a stroke marks an exceeded limit."""
    long = max(_NARROWEST_BAR, paper.width // 2)
    most = max(limit, budget.most)
    certain = round(long * budget.least / most)
    all_ = max(certain, round(long * budget.most / most))
    full, open_, left = ("█", "▒", "·") if paper.blocks else ("#", "?", ".")
    bar = full * certain + open_ * (all_ - certain) + left * (long - all_)
    at = round(long * limit / most)
    return bar if budget.most <= limit else f"{bar[:at]}|{bar[at:]}"


def _share_of(words: int, limit: int) -> str:
    return said("{number} per cent", number=f"{words / limit:.0%}".removesuffix("%"))


def _percent(words: int, limit: int) -> str:
    return said("{share}%", share=f"{100 * words / limit:3.0f}")


def _parts(budget: Budget) -> Iterator[Bar]:
    for part, name in ((Part.BODY, said("body")), (Part.ANNEX, said("annexes")), (Part.COVER, said("cover"))):
        shares = [share for share in budget.shares if share.part is part]
        for share in shares:
            counts = share.counts if budget.limit else True
            yield Bar(f"{name}{said(': ')}{said(share.kind)}", share.words, counts, _note(share, budget))


def _note(share: Share, budget: Budget) -> str:
    if budget.limit is None:
        return ""
    part = _percent(share.words, budget.limit.value)
    return {True: part, False: said("does not count"), None: said("{part}, if it counts", part=part)}[
        share.counts
    ]


def _sections(budget: Budget) -> Iterator[Bar]:
    for section in budget.counted.sections:
        level = section.heading.level - 1 if section.heading else 0
        name = " ".join(filter(None, (section.label, section.title))) or said("before the first heading")
        notes = sum(number for (_, kind), number in section.words.items() if kind == "notes")
        words = sum(section.words.values())
        part = _percent(words, budget.limit.value) if budget.limit else ""
        note = ", ".join(filter(None, (part, said("{notes} in notes", notes=notes) if notes else "")))
        yield Bar(" " * _LEVELS * level + name, words, True, note)


def _bars(bars: Sequence[Bar], paper: Paper) -> Iterator[str]:
    """Yield a line for each: name, number, a bar whose full length is the greatest of them, and a note."""
    if not bars:
        return
    most = max(each.words for each in bars) or 1
    notes = max(len(each.note) for each in bars)
    room = paper.width - 4 - _NUMBER
    if room - notes >= _NARROWEST:  # else there is none for notes
        room -= notes + 2 if notes else 0
    else:
        bars = [replace(each, note="") for each in bars]
    widest = max(columns_of(visible(each.name)) for each in bars)
    named = min(widest, max(room * 3 // 5, room - _WIDEST // 3))
    long = max(room - named, _NARROWEST_BAR)
    for each in bars:
        name = cut_to(visible(each.name), named)
        blank = " " * (named - columns_of(name))
        bar = _bar(each, long * each.words / most, paper)
        note = " " * (long - columns_of(bar) + 2) + each.note if each.note else ""
        number = grouped(each.words).rjust(_NUMBER)
        shade = {True: "36", None: "33", False: "90"}[each.counts]
        yield f"  {name}{blank}{number}  {painted(bar, shade, colour=paper.colour)}{note}".rstrip()


def _bar(bar: Bar, length: float, paper: Paper) -> str:
    """Return a bar to the eighth of a column; words that do not or may not count have another character."""
    signs = {None: "▒", False: "░"} if paper.blocks else {True: "#", None: "?", False: "-"}
    if bar.counts in signs:
        return signs[bar.counts] * (max(1, round(length)) if bar.words else 0)
    whole, rest = divmod(round(length * 8), 8)
    part = " ▏▎▍▌▋▊▉"[rest].strip()
    return ("█" * whole + part) or ("▏" if bar.words else "")


def _section(section: Section) -> dict[str, object]:
    heading = section.heading
    return {
        "heading": section.title,
        "number": section.label,
        "level": heading.level if heading else 0,
        "line": heading.span.order[0] if heading else 0,
        "words": sum(section.words.values()),
        "notes": sum(number for (_, kind), number in section.words.items() if kind == "notes"),
    }


def _paper() -> Paper:
    width = shutil.get_terminal_size((80, 24)).columns
    encoding = sys.stdout.encoding or "ascii"
    try:
        "█▏▒░".encode(encoding)
        blocks = True
    except (UnicodeEncodeError, LookupError):
        blocks = False
    return Paper(max(2 * _NARROWEST, min(width, _WIDEST)), blocks, has_colour(sys.stdout))
