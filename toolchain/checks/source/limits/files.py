"""L602 and L605: the pages of finished files, their format, size and name."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from toolchain.checks.source.limits.places import source, told
from toolchain.model.diagnostics import Finding
from toolchain.model.facts import Facts
from toolchain.model.places import FilePlace
from toolchain.recipients import Profile, Rule
from toolchain.rules import limits as cases

_MEGABYTE = 1_000_000


class Made(NamedTuple):
    """A finished file. `form` is its format ("docx"), `pages` the number of its pages, None if not counted.

    `by` is the program that laid it out, if the file itself has no pages, such as a Word file.
    """

    path: str
    form: str
    size: int
    pages: int | None = None
    by: str = ""


def examine(made: Iterable[Made], profile: Profile, *, alone: bool = False) -> Iterator[Finding]:
    """Yield what a recipient does not accept in the finished files of one source.

    `alone` means that each file will be sent; if not, one file in an accepted format is enough.
    """
    files = tuple(made)
    rule = profile.words("formats")
    accepted = [each for each in files if rule is None or each.form in rule.value]
    if rule and (alone or not accepted):
        for file in files:
            if file not in accepted:
                facts = cases.OtherFormat(file.form, rule.value, *told(profile, rule))
                yield _defect(file, facts, rule)
    for file in accepted:
        yield from _form(file, profile)
    for file in files:
        yield from _pages(file, profile)


def _form(file: Made, profile: Profile) -> Iterator[Finding]:
    size, name = profile.number("file-size"), profile.word("file-name")
    if size and file.size > size.value * _MEGABYTE:
        has, most = f"{file.size / _MEGABYTE:,.1f}", f"{size.value:g}"
        yield _defect(file, cases.FileTooLarge(has, most, *told(profile, size)), size)
    given = PurePosixPath(file.path).name
    if name and not fnmatchcase(given, name.value):
        facts = cases.OtherFileName(given, name.value, *told(profile, name))
        yield _defect(file, facts, name)


def _pages(file: Made, profile: Profile) -> Iterator[Finding]:
    rule = profile.limit("pages")
    if rule and file.pages is not None and file.pages > rule.value:
        over, read = file.pages - rule.value, source(profile, rule)
        facts: cases.Pages = (
            cases.TooManyPagesIn(file.pages, file.by, over, rule.value, rule.doubt, read)
            if file.by
            else cases.TooManyPages(file.pages, over, rule.value, rule.doubt, read)
        )
        yield _defect(file, facts, rule)


def _defect(file: Made, facts: Facts, rule: Rule[Any]) -> Finding:
    return Finding(FilePlace(file.path), facts, severity=rule.gravity)
