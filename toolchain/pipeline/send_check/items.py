"""The lines of the page: what is proved, what to fix or review, what only a person can check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from toolchain.formats.table import SOURCES
from toolchain.model.diagnostics import Diagnostic, Place, Severity, SourceSpan
from toolchain.model.records import Record
from toolchain.model.wording import counted, said
from toolchain.recipients import Profile, Rule
from toolchain.recipients.explaining import explain
from toolchain.reports.sentences import message
from toolchain.rules.files_pdf import HiddenNotLookedFor
from toolchain.rules.outputs import DraftMark, NotProved, OutputsDisagree
from toolchain.rules.outputs_pdf import StandardUnchecked
from toolchain.rules.structure import EmptyBlock, HeadingAlone, HeadingStep, Placeholder, SampleLeft
from toolchain.rules.versions import TranslationParity

State = Literal["fix", "review", "proved", "unseen", "absent", "person"]
"""To fix (errors); to review (warnings); proved; not looked at; not applicable; for a person to check."""

_MOST = 5
"""The number of findings that are listed one by one under a line."""


class Item(NamedTuple):
    """A line with its details, and the addresses and the date where its rule was read."""

    state: State
    text: str
    details: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    checked: str = ""


class Topic(Record):
    """The summary of the findings of some codes: `good` if there are none, else `bad`."""

    good: str
    bad: str
    codes: tuple[str, ...]


OF_THE_SOURCE = (
    Topic("No sample text is left", "Sample texts are left", (SampleLeft.rule.code,)),
    Topic(
        "Headings are in order, and no text is missing",
        "Headings are not in order, or a text is missing",
        tuple(case.rule.code for case in (HeadingStep, HeadingAlone, EmptyBlock, Placeholder)),
    ),
    Topic("All of the source can be read", "A part of the source cannot be read", ("S",)),
    Topic(
        "Paragraphs, sub-paragraphs and headings are numbered in order",
        "Numbers of paragraphs or headings are not in order",
        ("P",),
    ),
    Topic("Every note has its mark and every mark its note", "Notes and marks are not in order", ("N",)),
    Topic("Every cross-reference leads to what it names", "Cross-references are wrong", ("R",)),
    Topic("Every source that is cited is in the bibliography", "Cited sources are not in order", ("C",)),
    Topic(
        "Words, dates and figures are written as they should be",
        "Words, dates or figures are wrong",
        ("T",),
    ),
    Topic(
        "Pictures, tables and links are accessible", "Pictures, tables or links are not accessible", ("A",)
    ),
    Topic(
        "No data of persons, places or devices were found in it",
        "It has data of persons, places or devices",
        ("X",),
    ),
    Topic(
        "The recipient accepts its length, language and parts",
        "The recipient does not accept its length, language or parts",
        ("L",),
    ),
    Topic(
        "It agrees with its original", "It does not agree with its original", (TranslationParity.rule.code,)
    ),
    Topic("It agrees with what was sent before", "It does not agree with what was sent before", ("V",)),
)
AGAINST_SOURCE = Topic(
    "{file} shows what its source says",
    "{file} does not show what its source says: build it again",
    (OutputsDisagree.rule.code, NotProved.rule.code),
)
ACCEPTED = Topic(
    "The format, size and name of {file} are accepted",
    "The recipient does not accept {file}",
    ("L",),
)
OF_A_DRAFT = Topic("{file} has no marks of a draft", "{file} has marks of a draft", (DraftMark.rule.code,))
OF_A_FILE = (
    Topic(
        "Notes, numbers, fields and styles in {file} are correct",
        "Notes, numbers, fields or styles in {file} are not correct",
        ("D", "S", "P", "N", "R", "C"),
    ),
    Topic("{file} is accessible", "{file} is not fully accessible", ("A",)),
    Topic(
        "No hidden data of persons, places or devices were found in {file}, and it loads and runs nothing",
        "{file} has data of persons, places or devices, or loads or runs something",
        ("X",),
    ),
)
_UNSEEN = (HiddenNotLookedFor, StandardUnchecked)
"""Findings that say what was not looked at."""


def judged(
    topics: Iterable[Topic], found: Sequence[Diagnostic], file: str, absent: Mapping[str, str]
) -> Iterator[Item]:
    """Yield one line for each topic. A finding belongs to the first topic with its code.

    Findings for information only do not change the state, and are counted in the line. `absent` says why a
    topic without findings is not applicable, by the first of its codes.
    """
    unseen = [each for each in found if isinstance(each.finding.facts, _UNSEEN)]
    form = [each for each in found if each.severity == Severity.INFORMATION and each not in unseen]
    left = [each for each in found if each.severity > Severity.INFORMATION and each not in unseen]
    for topic in topics:
        own = [each for each in left if each.code.startswith(topic.codes)]
        left = [each for each in left if each not in own]
        state: State = "proved"
        if own:
            state = "fix" if any(each.severity >= Severity.ERROR for each in own) else "review"
        elif topic.codes[0] in absent:
            state = "absent"
        text = said(topic.bad if own else absent.get(topic.codes[0], topic.good), file=file)
        formal = Counter(each.code for each in form if each.code.startswith(topic.codes))
        form = [each for each in form if each.code not in formal]
        yield Item(state, text, (*told(own), *_formal(formal)))
    if left:
        text = said("There are other findings in {file}", file=file or said("the source"))
        yield Item("review", text, tuple(told(left)))
    for each in unseen:
        yield Item("unseen", f"{file}{said(': ')}{message(each.finding)}")


def together(items: Sequence[Item], file: str) -> Sequence[Item]:
    """Return what is proved of a file as one line if none of it needs a look or a fix."""
    if any(item.state in ("review", "fix") for item in items):
        return items
    proved = [item for item in items if item.state == "proved"]
    text = f"{file}{said(': ')}{said('; ').join(_of_it(item.text, file) for item in proved)}"
    details = tuple(detail for item in proved for detail in item.details)
    return (Item("proved", text, details), *(item for item in items if item not in proved))


def _formal(codes: Counter[str]) -> Iterator[str]:
    """Return the number of findings for information only, with their codes."""
    if codes:
        yield said("for information: {codes}", codes=_counts(codes))


def _of_it(text: str, file: str) -> str:
    """Return a line about a file without its name: "shows what its source says"."""
    text = text.removeprefix(f"{file} ").replace(file, said("it"))
    return text[0].lower() + text[1:]


def told(found: Sequence[Diagnostic]) -> Iterator[str]:
    """Yield the most serious findings, and how many more there are of each code."""
    ordered = sorted(found, key=lambda each: -each.severity)
    for each in ordered[:_MOST]:
        yield f"{_place(each.finding.span)}{said(': ')}{each.code} {message(each.finding)}"
    rest = Counter(each.code for each in ordered[_MOST:])
    if rest:
        more = counted(rest.total(), "finding")
        yield said("and {findings} more: {codes}", findings=more, codes=_counts(rest))


def _counts(codes: Counter[str]) -> str:
    return ", ".join(f"{number} {code}" for code, number in sorted(codes.items()))


def _place(span: Place) -> str:
    if isinstance(span, SourceSpan) and (file := Path(span.path)).suffix.lower() not in SOURCES:
        return said("{file}, line {line}", file=file.name, line=str(span.line))
    if isinstance(span, SourceSpan):
        return said("line {line}", line=str(span.line))
    return span.words or said("the whole")


def by_hand(profile: Profile) -> Iterator[Item]:
    """Yield the rules about typeface, size and paper: `build` sets these, but nothing looks at the files."""
    for _, says, name, rule in explain(profile.rules):
        if name.startswith("typography."):
            text = said(
                "{rule} Look at the file: a template of your own, or another program, may set another.",
                rule=says,
            )
            yield Item("unseen", text, (), rule.sources, day_of(rule))


def for_a_person(profile: Profile) -> Iterator[Item]:
    """Yield what the recipient asks for and no program can check, each with its source."""
    for _, rule in profile.group("checklist"):
        details = (said(rule.remark),) if rule.remark else ()
        yield Item("person", f"{said(rule.value)}{said(rule.doubt)}", details, rule.sources, day_of(rule))


def day_of(rule: Rule[Any]) -> str:
    """Return the day on which a rule was read, "" if that is not known."""
    return rule.checked.isoformat() if rule.checked else ""
