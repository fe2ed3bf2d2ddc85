"""The front matter as YAML, its keys in the documented order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolchain import model as m
from toolchain.model.front_matter import Answers, Contact, FrontMatter, Limit, Organization
from toolchain.writers.markdown.blocks import write_blocks
from toolchain.writers.markdown.escapes import VERBATIM, reference
from toolchain.writers.markdown.inlines import write_inlines
from toolchain.writers.markdown.place import Losses, Place, Where
from toolchain.writers.markdown.yaml_text import one_line, scalar

_INLINES = ("title", "subtitle", "short_title")
_ORDER = (
    *_INLINES, "lang", "profile", "recipient", "country", "session", "instrument", "reporting_cycle",
    "agenda_item", "date", "deadline", "keywords", "submitted_by", "public", "notes", "notes_place",
    "repeated_notes", "headings", "numbers", "contents", "links", "template", "look", "pdf_engine", "colour",
    "limits", "answers", "sources", "citation_style",
)  # fmt: skip
_COVER = Where()


def front_matter_lines(matter: FrontMatter, losses: Losses) -> list[str]:
    """Return the lines from `---` to `---`. Keys with default values are omitted, except `lang` and a typed
    `profile`: a folder's settings may name another one.
    """
    default = FrontMatter()
    typed = {"lang", *({"profile"} & matter.places.keys())}
    lines = ["---"]
    for name in _ORDER:
        value = getattr(matter, name)
        if name in typed or value != getattr(default, name):
            lines += _entry(name, value, losses)
    return [*lines, "---"]


def _entry(name: str, value: object, losses: Losses) -> Iterator[str]:
    key = name.replace("_", "-")
    match value:
        case bool():
            yield f"{key}: {'true' if value else 'false'}"
        case str():
            yield from scalar(f"{key}:", value, losses)
        case tuple() if name in _INLINES:
            text = write_inlines(value, Place(one_line=True, collapsed=True), losses)
            yield from scalar(f"{key}:", re.sub(r"(?<= ) |(\\*)\t", _blank, text), losses)
        case Answers():
            yield f"{key}:"
            for each in value.__struct_fields__:
                yield from (
                    f"  {line}" for line in _entry(each, getattr(value, each), losses) if getattr(value, each)
                )
        case tuple():
            yield f"{key}:"
            for item in value:
                yield from _item(item, losses)


def _blank(found: re.Match[str]) -> str:
    """Return a blank that would be lost, as a reference that no backslash before it escapes."""
    backslashes = found[1] or ""
    return f"{backslashes}{backslashes[: len(backslashes) % 2]}{reference(found[0][-1])}"


def _item(item: object, losses: Losses) -> Iterator[str]:
    match item:
        case Organization():
            yield from _indented(list(_organization(item, losses)), "  - ")
        case Limit():
            yield f"  {one_line(item.name)}:"
            yield f"    value: {item.value}"
            yield from scalar("    reason:", item.reason, losses)
        case str():
            yield from scalar("  -", item, losses)


def _organization(organization: Organization, losses: Losses) -> Iterator[str]:
    yield from scalar("name:", organization.name, losses)
    if organization.status:
        yield from scalar("status:", organization.status, losses)
    if organization.description:
        yield from _description(organization.description, losses)
    for key, value in (("logo", organization.logo), ("logo-alt", organization.logo_alt)):
        if value:
            yield from scalar(f"{key}:", value, losses)
    if organization.contact:
        yield from _contact(organization.contact, losses)
    if organization.confidential:
        yield "confidential: true"


def _description(blocks: m.Blocks, losses: Losses) -> Iterator[str]:
    text = "\n".join(line.removeprefix(VERBATIM) for line in write_blocks(blocks, _COVER, losses))
    yield from scalar("description:", text, losses, fold=True)


def _contact(contact: Contact, losses: Losses) -> Iterator[str]:
    values = [(name, getattr(contact, name)) for name in Contact.__struct_fields__]
    filled = [(name, value) for name, value in values if value]
    yield "contact:" if filled else "contact: {}"
    for name, value in filled:
        yield from [f"  {name}: true"] if value is True else scalar(f"  {name}:", value, losses)


def _indented(lines: Sequence[str], first: str) -> Iterator[str]:
    yield first + lines[0]
    for line in lines[1:]:
        yield " " * len(first) + line if line else line
