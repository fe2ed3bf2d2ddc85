"""The YAML front matter: its keys and their values. Each fault is reported at its own line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import yaml
from markdown_it import MarkdownIt

from toolchain import model as m
from toolchain.model.days import day_of
from toolchain.model.diagnostics import Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.front_matter import Answers, Contact, FrontMatter, Limit, Organization
from toolchain.model.languages import is_language_tag
from toolchain.model.records import Record
from toolchain.model.walk import walk
from toolchain.readers.markdown.front_values import Values, YamlFault, compose
from toolchain.readers.markdown.source import Source
from toolchain.rules import front_matter as faults

_FENCE = "---"
LANGUAGE = r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*"
COLOUR = "#[0-9a-fA-F]{6}"
TEXTS = (
    "recipient", "country", "session", "instrument", "reporting-cycle", "agenda-item", "date",
    "sources", "citation-style", "template", "profile",
)  # fmt: skip
INLINES = ("title", "subtitle", "short-title")
CHOICES = {
    "notes": ("endnotes", "footnotes"),
    "notes-place": ("end", "before-annexes"),
    "repeated-notes": ("same", "again"),
    "headings": ("plain", "numbered"),
    "numbers": ("kept", "closed"),
    "look": ("un", "house"),
    "pdf-engine": ("typst", "weasyprint"),
}
FLAGS = ("public", "contents", "links")
_ONE_NAME = expression(r"^(submitted-by:[ \t]+)-(?=[ \t]+\S)")
"""A list of one name on the line of its key, which is not valid YAML; its hyphen becomes a space."""
_BEGINS = expression(r"[^\s#-]")
_MOST_BROKEN = 20
_OTHERS = ("lang", "deadline", "keywords", "submitted-by", "colour", "limits", "answers")
_KEYS = (*INLINES, *CHOICES, *TEXTS, *FLAGS, *_OTHERS)
CALLED = {
    "language": "lang", "langue": "lang", "idioma": "lang", "titre": "title", "título": "title",
    "author": "submitted-by", "authors": "submitted-by", "auteur": "submitted-by", "autor": "submitted-by",
    "organization": "submitted-by", "organisation": "submitted-by", "organización": "submitted-by",
    "pays": "country", "país": "country", "state": "country", "committee": "recipient",
    "bibliography": "sources", "toc": "contents", "csl": "citation-style",
}  # fmt: skip
"""Keys as other programs and languages have them."""
ANSWERS = ("state-report", "list-of-issues", "concluding-observations")
LIMITS = ("words", "pages")
CONTACT = ("person", "role", "address", "phone", "email", "website", "confidential")
ORGANIZATION = ("name", "status", "description", "logo", "logo-alt", "contact", "confidential")


_HEADING = expression(r"(?:#|(?i:title|titre|título):) [*_]{0,3}(\w[^:#\[\]{}\"'*_]{0,200}\w)[*_]{0,3}")
"""A title, as a heading or after that word, whose words YAML can have as they are."""


class Read(Record):
    """The front matter, and what was found in it. `body` is the line (from 0) on which the text begins."""

    front_matter: FrontMatter
    body: int
    notes: tuple[m.Note, ...] = ()
    defects: tuple[Finding, ...] = ()
    ignores: tuple[m.IgnoreComment, ...] = ()


def read_front_matter(source: Source, parser: MarkdownIt) -> Read:
    """Read the text between the `---` lines at the beginning of a source, also if blank lines are above."""
    lines = source.lines
    at = next((number for number, line in enumerate(lines) if line.strip()), 0)
    fence = SourceSpan.at(source.name, at + 1, length=len(_FENCE))
    values = Values(source, at + 1, parser)
    if lines[0].rstrip() != _FENCE:
        opened = at + 1 if lines[at].strip() == _FENCE else None
        title = _HEADING.fullmatch(lines[at].rstrip())
        missing = faults.NoFrontMatter(opened, title[1] if title else None)
        values.report(SourceSpan.at(source.name, 1, length=len(lines[0])), missing)
        if not opened:
            return Read(FrontMatter(), 0, defects=tuple(values.defects))
    end = next((line for line in range(at + 1, len(lines)) if lines[line].rstrip() == _FENCE), None)
    if end is None:
        ends = () if values.defects else (Finding(fence, faults.NoEnd()),)
        return Read(FrontMatter(), at + 1, defects=(*values.defects, *ends))
    root, broken = _composed(values, lines[at + 1 : end])
    front_matter = _values(values, root) if root is not None else FrontMatter()
    if isinstance(root, yaml.MappingNode | None):
        values.need(fence, "", ("title", "lang"), values.places.keys() | broken)
    return Read(front_matter, end + 1, tuple(values.notes), tuple(values.defects), tuple(values.ignores))


def _composed(values: Values, lines: Sequence[str]) -> tuple[yaml.Node | None, set[str]]:
    """Compose the YAML, and return the keys of the entries that are not valid.

    Each of these is reported and left out, so that the faults of the others are found too.
    """
    left = [_ONE_NAME.sub(r"\1 ", line) for line in lines]
    broken: set[str] = set()
    while True:
        try:
            return compose("\n".join(left) + "\n"), broken
        except YamlFault as error:
            line = error.line + values.first + 1
            values.report(SourceSpan.at(values.source.name, line, error.column + 1), error.fault)
            first, last = _entry(left, error.line)
            if (
                not any(left[first:last])
                or len(broken) == _MOST_BROKEN
                or isinstance(error.fault, faults.TooLong)
            ):
                return None, {"title", "lang"}
            broken |= {text.partition(":")[0].strip() for text in left[first:last]}
            left[first:last] = [""] * (last - first)


def _entry(lines: Sequence[str], line: int) -> tuple[int, int]:
    """Return the first line of the entry that has a line, and the line after its last (from 0)."""
    begins = [at for at, text in enumerate(lines) if _BEGINS.match(text)]
    first = max((at for at in begins if at <= line), default=0)
    return first, min((at for at in begins if at > line), default=len(lines))


def _values(values: Values, root: yaml.Node) -> FrontMatter:
    entries = values.mapping(root, "", _KEYS, CALLED)
    found: dict[str, Any] = {}
    for key, node in entries.items():
        chosen = key in CHOICES
        value = values.choice(node, key, CHOICES[key]) if chosen else _READ[key](values, node, key)
        if value is not None:  # else the default stays
            found[key.replace("-", "_")] = value
    return FrontMatter(**found, places=MappingProxyType(values.places))


def _language(values: Values, node: yaml.Node, key: str) -> str:
    wanted = Word("a language code such as ar, en, es, fr, ru or zh")
    return values.fitting(node, key, _is_language, wanted) or "und"  # no rules of another language


def _is_language(text: str) -> bool:
    """Return whether a text can be the language of a source."""
    return bool(re.fullmatch(LANGUAGE, text)) and is_language_tag(text)


def _colour(values: Values, node: yaml.Node, key: str) -> str:
    return values.fitting(node, key, re.compile(COLOUR).fullmatch, Word('a colour such as "#1f4e79"'))


def _day(values: Values, node: yaml.Node, key: str) -> str:
    return values.fitting(node, key, day_of, Word("a day such as 2026-03-15"))


def _keywords(values: Values, node: yaml.Node, key: str) -> tuple[str, ...]:
    return tuple(values.text(item, path) for path, item in values.items(node, key))


def _organizations(values: Values, node: yaml.Node, key: str) -> tuple[Organization, ...]:
    if isinstance(node, yaml.ScalarNode):
        return (_organization(values, node, f"{key}.0"),)
    return tuple(_organization(values, item, path) for path, item in values.items(node, key))


def _organization(values: Values, node: yaml.Node, path: str) -> Organization:
    """Return an organization; a text alone is its name."""
    if isinstance(node, yaml.ScalarNode) and (name := values.text(node, path)):
        values.places[f"{path}.name"] = values.span(node)
        return Organization(name)
    entries = values.mapping(node, path, ORGANIZATION)
    if isinstance(node, yaml.MappingNode):
        values.need(values.span(node), path, ("name",), entries)
    texts = _texts(values, entries, path, ("name", "status", "logo", "logo-alt"))
    description = entries.get("description")
    blocks = values.blocks(description, f"{path}.description") if description else ()
    for found, _ in walk(blocks):
        if isinstance(found, m.NoteMark | m.InlineNote):
            values.defects.append(Finding(found.span, faults.NoteOnCover()))
    contact = entries.get("contact")
    return Organization(
        **texts,
        description=blocks,
        contact=_contact(values, contact, f"{path}.contact") if contact else None,
        confidential=_is_confidential(values, entries, path),
    )


def _texts(
    values: Values, entries: Mapping[str, yaml.Node], path: str, keys: Sequence[str]
) -> dict[str, str]:
    """Return those of some keys that are given, as the fields of a record."""
    given = [key for key in entries if key in keys]
    return {key.replace("-", "_"): values.text(entries[key], f"{path}.{key}") for key in given}


def _is_confidential(values: Values, entries: Mapping[str, yaml.Node], path: str) -> bool:
    node = entries.get("confidential")
    return bool(node and values.boolean(node, f"{path}.confidential"))


def _contact(values: Values, node: yaml.Node, path: str) -> Contact:
    entries = values.mapping(node, path, CONTACT)
    confidential = _is_confidential(values, entries, path)
    return Contact(**_texts(values, entries, path, CONTACT[:-1]), confidential=confidential)


def _limits(values: Values, node: yaml.Node, key: str) -> tuple[Limit, ...]:
    limits = []
    for name, entry in values.mapping(node, key, LIMITS).items():
        path = f"{key}.{name}"
        parts = values.mapping(entry, path, ("value", "reason"))
        if isinstance(entry, yaml.MappingNode):
            values.need(values.span(entry), path, ("value", "reason"), parts)
        if len(parts) == 2:
            value = values.integer(parts["value"], f"{path}.value")
            limits.append(Limit(name, value, values.text(parts["reason"], f"{path}.reason")))
    return tuple(limits)


def _answers(values: Values, node: yaml.Node, key: str) -> Answers:
    entries = values.mapping(node, key, (*ANSWERS, "recommendations"))
    listed = entries.get("recommendations")
    return Answers(
        **_texts(values, entries, key, ANSWERS),
        recommendations=_keywords(values, listed, f"{key}.recommendations") if listed else (),
    )


_READ: dict[str, Callable[[Values, yaml.Node, str], Any]] = {
    **dict.fromkeys(INLINES, Values.inlines),
    **dict.fromkeys(TEXTS, Values.text),
    **dict.fromkeys(FLAGS, Values.boolean),
    "lang": _language,
    "colour": _colour,
    "deadline": _day,
    "keywords": _keywords,
    "submitted-by": _organizations,
    "limits": _limits,
    "answers": _answers,
}
