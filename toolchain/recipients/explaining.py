"""Explain profiles in plain words, each rule with its source, date and status; and the same as JSON."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from toolchain.formats.table import OURS
from toolchain.model.wording import plural
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
    said = [Said(_heading(name), _text(name, rule), name, rule) for name, rule in rules.items()]
    return tuple(sorted(said, key=lambda each: _HEADINGS.index(each.heading)))


def support(rule: Rule[Any]) -> str:
    """Return the status and source of a rule: "confirmed, read on 25 November 2026: https://…"."""
    read = f", read on {day(rule.checked)}" if rule.checked else ""
    status = CONFIRMED if rule.confirmed else f"{UNCONFIRMED} (it only warns)"
    return (
        f"{status}{read}: {' and '.join(rule.sources)}"
        if rule.sources
        else f"{status}{read}, without a source"
    )


def unsettled(profile: Profile) -> str:
    """Return one sentence about what may or may not count; "" if there is no word limit."""
    if profile.limit("words") is None:
        return ""
    open_ = [name if name != "cover" else "the cover" for name in COUNTED if profile.counts(name) is None]
    if not open_:
        return ""
    return f"Nothing that could be read settles whether the limit holds for {_listed(open_, 'or')}."


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
                "rules": [_record(said) for said in explain(each.rules)],
            }
            for each in instruments
        ],
    }


def day(date: datetime.date) -> str:
    """Return a date as the United Nations write it: "25 November 2026"."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def _record(said: Said) -> dict[str, object]:
    rule = said.rule
    value = dict(rule.value) if isinstance(rule.value, Mapping) else rule.value
    return {
        "name": said.name,
        "value": value,
        "text": said.text,
        "status": CONFIRMED if rule.confirmed else UNCONFIRMED,
        "sources": list(rule.sources),
        "checked": rule.checked.isoformat() if rule.checked else None,
        "severity": rule.severity.word if rule.severity else None,
        "remark": rule.remark,
        "of": rule.of,
    }


_HEADINGS = (
    "Length", "Language and files", "What it must say", "Form", "Words to avoid", "To be seen to by hand",
)  # fmt: skip
_UNDER = {
    **dict.fromkeys(("limits", "counts"), "Length"),
    **dict.fromkeys(("languages", "formats", "file-size", "file-name"), "Language and files"),
    **dict.fromkeys(("required", "sections", "statements", "order"), "What it must say"),
    "parts": "What it must say",
    "terms": "Words to avoid",
    "checklist": "To be seen to by hand",
}


def _heading(name: str) -> str:
    return _UNDER.get(name.partition(".")[0], "Form")


def _text(name: str, rule: Rule[Any]) -> str:
    group, _, own = name.partition(".")
    if group == "required":
        return _required(own, rule)
    return (_OF_GROUPS[group] if own and group in _OF_GROUPS else _ALONE[name])(own, rule.value)


def _required(key: str, rule: Rule[Any]) -> str:
    name = key.replace(".", ", ")
    one_of = f": {_listed(rule.one_of, 'or')}" if rule.one_of else ""
    if key == "submitted-by":
        who = "who submits it" if rule.value == 1 else f"at least {rule.value} organizations that submit it"
        return f"The front matter must say {who} (submitted-by)."
    return f"The front matter must have “{name}”{one_of}."


def _counts(own: str, value: Any) -> str:
    what = "the cover" if own == "cover" else own
    return f"The limit {'holds' if value else 'does not hold'} for {what}."


def _term(own: str, value: Any) -> str:
    instead = f"; write {_listed([f'“{each}”' for each in value], 'or')}" if value else ""
    return f"Not “{own}”{instead}."


def _cover(_: str, value: Any) -> str:
    plain = "The cover is no page of its own: the text begins below it."
    return plain if value == "plain" else "The cover may fill a page of its own."


def _masthead(_: str, value: Any) -> str:
    return f"It may {'' if value else 'not '}look like a document of the United Nations."


def _languages(_: str, value: Any) -> str:
    return f"Accepted languages: {_listed([_LANGUAGES.get(each, each) for each in value], 'or')}."


def _a_file(name: str) -> str:
    return OURS[name].title if name in OURS else f"a .{name} file"


def _formats(_: str, value: Any) -> str:
    return f"Send {_listed([_a_file(each) for each in value], 'or')}."


_OF_GROUPS: Mapping[str, Callable[[str, Any], str]] = {
    "limits": lambda own, value: f"At most {value:,} {own}.",
    "counts": _counts,
    "sections": lambda own, value: f"There must be a section whose heading says {_in_languages(value)}.",
    "statements": lambda own, value: f"It must say {_in_languages(value)}.",
    "terms": _term,
    "checklist": lambda own, value: str(value),
}
_ALONE: Mapping[str, Callable[[str, Any], str]] = {
    "languages": _languages,
    "formats": _formats,
    "file-size": lambda _, value: f"The file has at most {value:g} MB.",
    "file-name": lambda _, value: f"The file is named as in {value} (* stands for anything).",
    "notes": lambda _, value: f"Notes are {value}.",
    "look": lambda _, value: f"PDF, HTML and EPUB have the look “{value}”.",
    "cover": _cover,
    "emphasis": lambda _, value: f"There is no emphasis by {_listed(value, 'or')}.",
    "masthead": _masthead,
    "order": lambda _, value: f"Organizations stand in the order of their status: {', '.join(value)}.",
    "parts": lambda _, value: f"A new source has these parts: {', '.join(value)}.",
    "numbering.paragraphs": lambda _, value: f"Paragraphs are {'' if value else 'not '}numbered.",
    "typography.font": lambda _, value: f"The typeface is {value}.",
    "typography.size": lambda _, value: f"The text is set in {value:g} points.",
    "typography.line-spacing": lambda _, value: f"Lines stand {value:g} times as far apart as single ones.",
    "typography.paper": lambda _, value: f"The paper is {value}.",
}


def _in_languages(value: Mapping[str, tuple[str, ...]]) -> str:
    first = next(iter(value))
    words = value.get("en", value[first])
    others = len(value) - 1
    more = f" (and so in {others} other {plural(others, 'language')})" if others else ""
    return f"{_listed([f'“{each}”' for each in words], 'or')}{more}"


def _listed(words: Iterable[str], joint: str) -> str:
    *most, last = words
    return f"{', '.join(most)} {joint} {last}" if most else last


def lines(profile: Profile, instruments: Iterable[Instrument]) -> Iterator[str]:
    """Yield the lines of a profile for people; lines that continue another begin with blanks."""
    yield f"{profile.name}: {profile.title}"
    parents = [name for name in profile.chain[1:] if not name.startswith("_")]
    if parents:
        yield f"Inherits from {_listed(parents, 'and')}."
    yield from _rules(profile.rules)
    if open_ := unsettled(profile):
        yield f"\nWhat counts\n\n  {open_}"
        yield "    Where a submission is too long only with them, that is a warning."
    for each in instruments:
        yield f"\nWhere the instrument is {_listed([f'“{name}”' for name in each.names], 'or')}"
        yield from _rules(each.rules, headings=False)
    if profile.severities:
        yield "\nSeverities\n"
        yield from (f"  {code}: {word}" for code, word in profile.severities)


def _rules(rules: Mapping[str, Rule[Any]], *, headings: bool = True) -> Iterator[str]:
    heading = ""
    for said in explain(rules):
        if headings and said.heading != heading:
            heading = said.heading
            yield f"\n{heading}"
        severity = f" ({said.rule.severity.word})" if said.rule.severity else ""
        yield f"\n  {said.text}{severity}"
        if said.rule.remark:
            yield f"    {said.rule.remark}"
        yield f"    {support(said.rule)}"
