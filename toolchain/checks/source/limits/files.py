"""L602 and L605: the pages of finished files, their format, size and name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from toolchain.model.diagnostics import Defect, Finding
from toolchain.model.places import FilePlace
from toolchain.recipients import Profile, Rule

_MEGABYTE = 1_000_000


class Made(NamedTuple):
    """A finished file. `form` is its format ("docx"), `pages` how many it has, None where nobody counted.

    `by` is the program that laid it out, where that is not the file itself: a Word file has no pages.
    """

    path: str
    form: str
    size: int
    pages: int | None = None
    by: str = ""


def examine(made: Iterable[Made], profile: Profile, *, alone: bool = False) -> Iterator[Defect]:
    """What a recipient does not accept of finished files of one source.

    `alone` says that each is to be sent; else one of an accepted kind is enough.
    """
    files = tuple(made)
    rule = profile.words("formats")
    accepted = [each for each in files if rule is None or each.form in rule.value]
    if rule and (alone or not accepted):
        for file in files:
            if file not in accepted:
                message = (
                    f"a file of this kind is not accepted, but {_either(rule.value)}{_whom(profile, rule)}"
                )
                yield _defect(
                    "L605", file, message, f"send the {_either(rule.value)}; {_help(profile, rule)}", rule
                )
    for file in accepted:
        yield from _form(file, profile)
    for file in files:
        yield from _pages(file, profile)


def _form(file: Made, profile: Profile) -> Iterator[Defect]:
    size, name = profile.number("file-size"), profile.word("file-name")
    if size and file.size > size.value * _MEGABYTE:
        has = f"{file.size / _MEGABYTE:,.1f} MB"
        message = f"the file has {has}, and {size.value:g} MB are accepted{_whom(profile, size)}"
        yield _defect("L605", file, message, f"make its pictures smaller; {_help(profile, size)}", size)
    given = PurePosixPath(file.path).name
    if name and not fnmatchcase(given, name.value):
        message = f"the file is named {given}, not {name.value}{_whom(profile, name)}"
        yield _defect("L605", file, message, f"name it so; {_help(profile, name)}", name)


def _pages(file: Made, profile: Profile) -> Iterator[Defect]:
    rule = profile.limit("pages")
    if rule and file.pages is not None and file.pages > rule.value:
        by = f" as {file.by} lays it out" if file.by else ""
        over = file.pages - rule.value
        message = f"{file.pages:,} pages{by}, {over:,} over the limit of {rule.value:,}{rule.doubt}"
        yield _defect("L602", file, message, f"shorten it; {_help(profile, rule)}", rule)


def _defect(code: str, file: Made, message: str, help_: str, rule: Rule[Any]) -> Defect:
    return Defect(code, Finding(FilePlace(file.path), message, help_, severity=rule.gravity))


def _whom(profile: Profile, rule: Rule[Any]) -> str:
    unsure = "" if rule.confirmed else "; this rule is not confirmed"
    return f" ({profile.recipient or profile.title or profile.name}{unsure})"


def _help(profile: Profile, rule: Rule[Any]) -> str:
    remark = f". {rule.remark}" if rule.remark else ""
    return f"“submission profiles show {profile.name}” says where this was read{remark}"


def _either(words: tuple[str, ...]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
