"""Read the rules of one profile from TOML; mistakes are reported at their lines (L607)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from toolchain.formats.toml_text import KeyPlaces, Path, parse
from toolchain.model.diagnostics import Failure, Finding, Severity
from toolchain.model.facts import Facts
from toolchain.model.records import Changing, Record, field, replace
from toolchain.model.suggest import nearest
from toolchain.model.wording import fold, shorten
from toolchain.recipients import schema
from toolchain.recipients.rules import CONFIRMED, UNCONFIRMED, Rule
from toolchain.recipients.schema import ABOUT, GROUPS, HEAD, OPEN, RULES, SEVERITIES, kind_of, read_value
from toolchain.rules import profiles as faults

_GROUPS = (*GROUPS, *OPEN)

Rules = Mapping[str, Rule[Any]]


class Instrument(Record):
    """Rules that apply if the front matter's `instrument` contains one of some names."""

    name: str
    names: tuple[str, ...]
    rules: Rules


class Written(Record):
    """The content of one file. `without` are inherited rules that it removes."""

    title: str = ""
    recipient: str = ""
    inherits: str = ""
    without: tuple[str, ...] = ()
    rules: Rules = MappingProxyType({})
    instruments: tuple[Instrument, ...] = ()
    severities: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=32)
def read(text: str, name: str, display: str) -> tuple[Written, tuple[Finding, ...]]:
    """Return the profile `name` in a file, and the defects in it; correct rules are kept.

    `display` is the file's path in messages.
    """
    try:
        table = parse(text, display)
    except Failure as error:
        return Written(), unusable(error)
    reading = _Reading(name, KeyPlaces(text, display))
    written = reading.profile(table)
    return written, tuple(reading.defects)


def unusable(error: Failure) -> tuple[Finding, ...]:
    """Return why a file cannot be read as defects of a profile (L607)."""
    return tuple(replace(each, facts=faults.ProfileUnusable(each.facts)) for each in error.findings)


class _Reading(Changing):
    """One file being read."""

    name: str
    places: KeyPlaces
    defects: list[Finding] = field(default_factory=list)

    def report(self, path: Path, fault: Facts) -> None:
        """Report a defect at a key, or at the nearest key around it that has a place."""
        self.defects.append(Finding(self.places.span(*path), fault))

    def profile(self, table: Mapping[str, Any]) -> Written:
        rules = self.rules(table, (), HEAD)
        return Written(
            title=self.text_of(table, "title"),
            recipient=self.text_of(table, "recipient"),
            inherits=self.text_of(table, "inherits"),
            without=self.without(table),
            rules=MappingProxyType(rules),
            instruments=tuple(self.instruments(table)),
            severities=tuple(self.severities(table)),
        )

    def text_of(self, table: Mapping[str, Any], key: str, place: Path = ()) -> str:
        value = table.get(key, "")
        if isinstance(value, str):
            return fold(value)
        self.report((*place, key), faults.NotText(key))
        return ""

    def without(self, table: Mapping[str, Any]) -> tuple[str, ...]:
        value = table.get("without", [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        self.report(("without",), faults.NotRuleNames())
        return ()

    def severities(self, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for code, word in self.table(table, ("severities",)).items():
            path = ("severities", code)
            if not re.fullmatch(schema.CODE, code):
                self.report(path, faults.NotCode(code))
            elif word not in SEVERITIES:
                near = _nearest(word, SEVERITIES)
                self.report(path, faults.NotSeverity(code, repr(word), near, SEVERITIES))
            else:
                yield code, word

    def instruments(self, table: Mapping[str, Any]) -> Iterator[Instrument]:
        for name, inner in self.table(table, ("instrument",)).items():
            path = ("instrument", name)
            if not isinstance(inner, dict):
                self.report(path, faults.NotTable(name, f"instrument.{name}"))
                continue
            names = inner.get("names", [name])
            if not (
                isinstance(names, list) and names and all(isinstance(each, str) and each for each in names)
            ):
                self.report((*path, "names"), faults.NotNames(name))
                names = [name]
            yield Instrument(name, tuple(names), MappingProxyType(self.rules(inner, path, ("names",))))

    def table(self, table: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
        value = table.get(path[-1], {})
        if isinstance(value, dict):
            return value
        self.report(path, faults.NotTable(path[-1], ".".join(path)))
        return {}

    def rules(self, table: Mapping[str, Any], around: Path, others: Collection[str]) -> dict[str, Rule[Any]]:
        """Return the rules of a table, by their names; `others` are keys of it that are not rules."""
        found: dict[str, Rule[Any]] = {}
        for key, value in table.items():
            if key in _GROUPS:
                for name, rule in self.table(table, (*around, key)).items():
                    self.rule(found, rule, (*around, key, name), len(around))
            elif key in RULES:
                self.rule(found, value, (*around, key), len(around))
            elif key not in others:
                known = (*RULES, *_GROUPS, *others)
                self.report((*around, key), faults.UnknownKey(key, _nearest(key, known), known))
        return found

    def rule(self, found: dict[str, Rule[Any]], table: Any, place: Path, outside: int) -> None:
        """Read one rule into `found`, unless it has a defect."""
        path = place[outside:]
        kind = kind_of(path)
        before = len(self.defects)
        if kind is None:
            near, known = _nearest(path[-1], GROUPS[path[0]]), tuple(GROUPS[path[0]])
            self.report(place, faults.UnknownRule(path[-1], path[0], near, known))
        elif not isinstance(table, dict):
            self.report(place, faults.NotRule(".".join(path), _toml(place)))
        else:
            name = ".".join(path)
            rule = self.parts(table, place, name)
            value, wrong = read_value(table.get("value"), kind)
            if "value" not in table:
                self.report(place, faults.NoValue(name))
            elif wrong:
                self.report((*place, "value"), faults.WrongValue(name, _shown(table["value"]), wrong))
            self.key(path, place)
            if len(self.defects) == before:
                found[name] = rule._replace(value=value)

    def key(self, path: Path, place: Path) -> None:
        """Report a required key that is not a key of the front matter."""
        if path[0] != "required":
            return
        from toolchain.recipients.rules import KEYS

        if path[1] not in KEYS:
            self.report(place, faults.UnknownRequired(path[1], _nearest(path[1], KEYS), KEYS))

    def parts(self, table: Mapping[str, Any], place: Path, name: str) -> Rule[Any]:
        """Return a rule without its value."""
        for key in table:
            if key not in ABOUT:
                self.report((*place, key), faults.UnknownKeyOfRule(key, _nearest(key, ABOUT), ABOUT))
        sources, checked, status = self.sources(table, place), table.get("checked"), table.get("status")
        if "status" not in table:
            self.report(place, faults.NoStatus(name))
        elif status not in (CONFIRMED, UNCONFIRMED):
            self.report((*place, "status"), faults.WrongStatus(name, _shown(status)))
        if checked is not None and (
            not isinstance(checked, datetime.date) or isinstance(checked, datetime.datetime)
        ):
            self.report((*place, "checked"), faults.NotDate())
        elif status == CONFIRMED and checked is None:
            self.report(place, faults.NoDate(name))
        if status == CONFIRMED and not sources and "source" not in table:
            self.report(place, faults.NoSource(name))
        return Rule(
            None, sources, checked if isinstance(checked, datetime.date) else None, status == CONFIRMED,
            self.text_of(table, "remark", place), self.severity(table, place), self.name,
            self.one_of(table, place),
        )  # fmt: skip

    def sources(self, table: Mapping[str, Any], place: Path) -> tuple[str, ...]:
        value = table.get("source", [])
        texts = [value] if isinstance(value, str) else value
        if "source" not in table:
            return ()
        if (
            isinstance(texts, list)
            and texts
            and all(isinstance(each, str) and each.strip() for each in texts)
        ):
            return tuple(each.strip() for each in texts)
        self.report((*place, "source"), faults.NotSource())
        return ()

    def severity(self, table: Mapping[str, Any], place: Path) -> Severity | None:
        value = table.get("severity")
        if value is None:
            return None
        if value in SEVERITIES:
            return Severity[str(value).upper()]
        near = _nearest(value, SEVERITIES)
        self.report((*place, "severity"), faults.NotSeverity("severity", _shown(value), near, SEVERITIES))
        return None

    def one_of(self, table: Mapping[str, Any], place: Path) -> tuple[str, ...]:
        value = table.get("one-of", [])
        if isinstance(value, list) and all(isinstance(each, str) and each for each in value):
            return tuple(value)
        self.report((*place, "one-of"), faults.NotTexts())
        return ()


def _nearest(word: object, known: Collection[str]) -> str | None:
    return nearest(str(word)[:80], known)


def _shown(value: object) -> str:
    text = repr(value)
    return {"True": "true", "False": "false"}.get(text, shorten(text, 60))


def _toml(path: Path) -> str:
    return ".".join(part if re.fullmatch(r"[\w-]+", part, re.ASCII) else f'"{part}"' for part in path)
