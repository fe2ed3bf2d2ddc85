"""Explain profiles in plain words, each rule with its source, date and status; and the same as JSON."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from toolchain.formats.table import OURS
from toolchain.model.facts import Word
from toolchain.model.wording import any_of, counted, said
from toolchain.recipients.reading import Instrument
from toolchain.recipients.rules import CONFIRMED, UNCONFIRMED, Profile, Rule
from toolchain.recipients.schema import COUNTED

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_LANGUAGES = {
    "ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French", "ru": "Russian", "zh": "Chinese",
}  # fmt: skip


class Said(NamedTuple):
    """A rule in plain words, with its heading; `name` and `rule` are the rule itself."""

    heading: str
    text: str
    name: str
    rule: Rule[Any]


def explain(rules: Mapping[str, Rule[Any]]) -> tuple[Said, ...]:
    """Return the rules in plain words, in the order of their headings."""
    found = [Said(_heading(name), _text(name, rule), name, rule) for name, rule in rules.items()]
    return tuple(sorted(found, key=lambda each: _HEADINGS.index(each.heading)))


def support(rule: Rule[Any]) -> str:
    """Return the status and source of a rule: "confirmed, read on 25 November 2026: https://…"."""
    read = said(", read on {day}", day=day(rule.checked)) if rule.checked else ""
    status = said("confirmed") if rule.confirmed else said("unconfirmed (it only warns)")
    if not rule.sources:
        return said("{status}, without a source", status=status + read)
    return f"{status}{read}{said(': ')}{said(' and ').join(rule.sources)}"


def unsettled(profile: Profile) -> str:
    """Return one sentence about what may or may not count; "" if there is no word limit."""
    if profile.limit("words") is None:
        return ""
    open_ = [
        said(name if name != "cover" else "the cover") for name in COUNTED if profile.counts(name) is None
    ]
    if not open_:
        return ""
    return said(
        "Nothing that could be read settles whether the limit holds for {names}.", names=any_of(open_)
    )


def record(profile: Profile, instruments: Iterable[Instrument]) -> dict[str, object]:
    """Return a profile for JSON output."""
    return {
        "name": profile.name,
        "title": profile.title,
        "recipient": profile.recipient,
        "own": profile.own,
        "inherits": list(profile.chain[1:]),
        "rules": [_record(each) for each in explain(profile.rules)],
        "severities": dict(profile.severities),
        "instruments": [
            {
                "name": each.name,
                "names": list(each.names),
                "rules": [_record(rule) for rule in explain(each.rules)],
            }
            for each in instruments
        ],
    }


def day(date: datetime.date) -> str:
    """Return a date as the United Nations write it: "25 November 2026"."""
    return f"{date.day} {said(_MONTHS[date.month - 1])} {date.year}"


def _record(shown: Said) -> dict[str, object]:
    rule = shown.rule
    value = dict(rule.value) if isinstance(rule.value, Mapping) else rule.value
    return {
        "name": shown.name,
        "value": value,
        "text": shown.text,
        "status": CONFIRMED if rule.confirmed else UNCONFIRMED,
        "sources": list(rule.sources),
        "checked": rule.checked.isoformat() if rule.checked else None,
        "severity": rule.severity.word if rule.severity else None,
        "remark": rule.remark,
        "of": rule.of,
    }


_HEADINGS = (
    "Length", "Language and files", "What it must say", "Form", "Words to avoid", "To check by hand",
)  # fmt: skip
_UNDER = {
    **dict.fromkeys(("limits", "counts"), "Length"),
    **dict.fromkeys(("languages", "formats", "file-size", "file-name"), "Language and files"),
    **dict.fromkeys(("required", "sections", "statements", "joint", "order"), "What it must say"),
    "parts": "What it must say",
    "terms": "Words to avoid",
    "checklist": "To check by hand",
}


def _heading(name: str) -> str:
    return _UNDER.get(name.partition(".")[0], "Form")


def _text(name: str, rule: Rule[Any]) -> str:
    group, _, own = name.partition(".")
    if group == "required":
        return _required(own, rule)
    if either := _EITHER.get(group):
        return said(either[not rule.value], what=said("the cover" if own == "cover" else own or group))
    return (_OF_GROUPS[group] if own and group in _OF_GROUPS else _ALONE[name])(own, rule.value)


def _required(key: str, rule: Rule[Any]) -> str:
    name = key.replace(".", ", ")
    one_of = said(": ") + any_of(rule.one_of) if rule.one_of else ""
    if key != "submitted-by":
        return said("The front matter must have “{name}”{choices}.", name=name, choices=one_of)
    if rule.value == 1:
        return said("The front matter must say who submits it (submitted-by).")
    line = Word("The front matter must say at least {number} organizations that submit it (submitted-by).")
    return said(line, number=rule.value)


def _term(own: str, value: Any) -> str:
    if not value:
        return said("Not “{term}”.", term=own)
    return said("Not “{term}”; write {others}.", term=own, others=any_of(_quoted(value)))


def _cover(_: str, value: Any) -> str:
    if value == "plain":
        return said("The cover is not a page of its own: the text begins below it.")
    return said("The cover may fill a page of its own.")


def _languages(_: str, value: Any) -> str:
    names = any_of([said(_LANGUAGES.get(each, each)) for each in value])
    return said("Accepted languages: {names}.", names=names)


def _a_file(name: str) -> str:
    return said(OURS[name].title) if name in OURS else said("a .{name} file", name=name)


def _formats(_: str, value: Any) -> str:
    return said("Send {files}.", files=any_of([_a_file(each) for each in value]))


_EITHER: Mapping[str, tuple[Word, Word]] = {
    "counts": (Word("The limit holds for {what}."), Word("The limit does not hold for {what}.")),
    "masthead": (
        Word("It may look like a document of the United Nations."),
        Word("It may not look like a document of the United Nations."),
    ),
    "addressee": (Word("Each recommendation names who is to act."), Word("No addressee is asked for.")),
    "published": (
        Word("What is not marked as confidential is published."),
        Word("Only what is marked as public is published."),
    ),
    "numbering": (Word("Paragraphs are numbered."), Word("Paragraphs are not numbered.")),
}
"""What a rule says that is true, and one that is false."""
_OF_GROUPS: Mapping[str, Callable[[str, Any], str]] = {
    "limits": lambda own, value: said("At most {number} {what}.", number=value, what=said(own)),
    "sections": lambda own, value: said(
        "There must be a section whose heading says {words}.", words=_in_languages(value)
    ),
    "statements": lambda own, value: said("It must say {words}.", words=_in_languages(value)),
    "terms": _term,
    "checklist": lambda own, value: said(str(value)),
}
_ALONE: Mapping[str, Callable[[str, Any], str]] = {
    "languages": _languages,
    "formats": _formats,
    "file-size": lambda _, value: said("The file has at most {size:g} MB.", size=float(value)),
    "file-name": lambda _, value: said("The file is named as in {name} (* means anything).", name=value),
    "notes": lambda _, value: said("Notes are {kind}.", kind=said(value)),
    "notes-for": lambda _, value: said("Notes are for references only."),
    "look": lambda _, value: said("PDF, HTML and EPUB have the look “{look}”.", look=value),
    "cover": _cover,
    "emphasis": lambda _, value: said("There is no emphasis by {names}.", names=any_of(map(said, value))),
    "joint": lambda _, value: said("Several organizations together use the profile {name}.", name=value),
    "order": lambda _, value: said(
        "Organizations are listed by consultative status, in this order: {names}.", names=", ".join(value)
    ),
    "parts": lambda _, value: said("A new source has these parts: {names}.", names=", ".join(value)),
    "typography.font": lambda _, value: said("The typeface is {name}.", name=value),
    "typography.size": lambda _, value: said("The text is set in {size:g} points.", size=float(value)),
    "typography.line-spacing": lambda _, value: said(
        "Lines are {times:g} times as far apart as single ones.", times=float(value)
    ),
    "typography.paper": lambda _, value: said("The paper is {name}.", name=value),
}


def _in_languages(value: Mapping[str, tuple[str, ...]]) -> str:
    first = next(iter(value))
    words = value.get("en", value[first])
    others = len(value) - 1
    more = said(" (and so in {languages})", languages=counted(others, "other language")) if others else ""
    return f"{any_of(_quoted(words))}{more}"


def _quoted(words: Iterable[str]) -> list[str]:
    return [said("“{title}”", title=each) for each in words]


def lines(profile: Profile, instruments: Iterable[Instrument]) -> Iterator[str]:
    """Yield the sentences of "submission profiles show": what a profile asks, then what each instrument adds.

    Indented lines belong to the line above them; a heading begins with a line break.
    """
    yield f"{profile.name}{said(': ')}{said(profile.title)}"
    parents = [name for name in profile.chain[1:] if not name.startswith("_")]
    if parents:
        yield said("Inherits from {names}.", names=said(" and ").join(parents))
    yield from _rules(profile.rules)
    if open_ := unsettled(profile):
        yield f"\n{said('What counts')}\n\n  {open_}"
        yield f"    {said('Where a submission is too long only with them, that is a warning.')}"
    for each in instruments:
        yield "\n" + said("Where the instrument is {names}", names=any_of(_quoted(each.names)))
        yield from _rules(each.rules, headings=False)
    if profile.severities:
        yield f"\n{said('Severities')}\n"
        yield from (f"  {code}: {said(word)}" for code, word in profile.severities)


def _rules(rules: Mapping[str, Rule[Any]], *, headings: bool = True) -> Iterator[str]:
    heading = ""
    for each in explain(rules):
        if headings and each.heading != heading:
            heading = each.heading
            yield f"\n{said(heading)}"
        severity = f" ({said(each.rule.severity.word)})" if each.rule.severity else ""
        yield f"\n  {each.text}{severity}"
        if each.rule.remark:
            yield f"    {said(each.rule.remark)}"
        yield f"    {support(each.rule)}"
