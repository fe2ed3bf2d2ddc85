"""Make the messages of findings from the templates of their rules. Nothing else makes any."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from typing import Any

from toolchain.model.diagnostics import Finding, Related, in_file
from toolchain.model.facts import Counted, Facts, ForPeople, Plural, Template, Text, Word, templates_of
from toolchain.model.wording import counted, fold, grouped, shorten, translated, translated_plural

_SHORT = 60
"""Characters of a text that `{name:short}` prints at most."""
_MOST = 2_000
"""Characters that any other value prints at most: an address or a line of a source can have any length."""


def message(found: Finding | Related, *, for_people: bool = False) -> str:
    """Return the message of a finding, or of another place of it; it may differ for a finished file.

    `for_people` adds what no output for programs has.
    """
    return message_of(found.facts, in_file=in_file(found.span), for_people=for_people)


def help_line(finding: Finding) -> str:
    """Return what to do about a finding, "" if the message says enough."""
    return help_of(finding.facts, in_file=in_file(finding.span))


def message_of(facts: Facts, *, in_file: bool = False, for_people: bool = False) -> str:
    """Return the message that the template of facts makes of them, without the place of a finding."""
    templates = templates_of(type(facts))
    says = templates.says_in_file if in_file else templates.says
    return _sentence(says, facts, in_file=in_file, for_people=for_people)


def help_of(facts: Facts, *, in_file: bool = False) -> str:
    """Return the help that the template of facts makes of them, or ""."""
    templates = templates_of(type(facts))
    return _sentence(templates.help_in_file if in_file else templates.help, facts, in_file=in_file)


def _sentence(text: Text, facts: Facts, *, in_file: bool, for_people: bool = False) -> str:
    known = {name: value if for_people else _for_all(value) for name, value in facts.items()}
    template = _first_known(text, known)
    return _FORMATTERS[in_file].vformat(_translated(template, known), (), known)


def _for_all(value: object) -> object:
    return None if isinstance(value, ForPeople) else value


def _first_known(text: Text, known: Mapping[str, Any]) -> Template:
    """Return the first template whose facts are all known, or the last template."""
    if isinstance(text, (str, Plural)):
        return text
    return next((each for each in text if all(_is_known(known[name]) for name in _names(each))), text[-1])


def _names(template: Template) -> set[str]:
    pattern = template if isinstance(template, str) else template.many
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


def _is_known(value: object) -> bool:
    return value is not None and value not in ("", ())


def _translated(template: Template, known: Mapping[str, Any]) -> str:
    if isinstance(template, Plural):
        return translated_plural(template.one, template.many, known[template.by])
    return translated(template)


class _Formatter(string.Formatter):
    """Prints facts: numbers with commas at the thousands, lists with commas, long texts shortened.

    For nested facts it prints their message, and with `{name:help}` their help.
    """

    def __init__(self, *, in_file: bool) -> None:
        self._in_file = in_file

    def format_field(self, value: Any, format_spec: str) -> str:
        match value:
            case Facts():
                says = help_of if format_spec == "help" else message_of
                return says(value, in_file=self._in_file)
            case bool():
                raise TypeError("a bool is no word: give the case a template of its own")
            case int() | float() if format_spec:
                return format(value, format_spec)
            case int() | float():
                return grouped(value) if isinstance(value, int) else f"{value:,}"
            case Counted():
                return counted(*value)
            case tuple():
                return self._listed([self.format_field(each, "") for each in value], format_spec)
            case Word():
                return translated(value)
            case str() if format_spec:
                return shorten(fold(value), _SHORT if format_spec == "short" else int(format_spec))
        return shorten(str(value), _MOST)

    def _listed(self, words: Sequence[str], spec: str) -> str:
        """Return words with commas; `{names:or}` puts "or" before the last, `{names:60}` shortens them."""
        if spec == "short" or spec.isdigit():
            return self.format_field(", ".join(words), spec)
        if spec and len(words) > 1:
            return f"{', '.join(words[:-1])} {translated(spec)} {words[-1]}"
        return ", ".join(words)


_FORMATTERS = {in_file: _Formatter(in_file=in_file) for in_file in (False, True)}
