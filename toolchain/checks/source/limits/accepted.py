"""What a submission has, says and is, in its finished files too: L602 to L605, L607 and L608."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.limits.places import asked, beginning, place, source, told
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import FilePlace, Finding
from toolchain.model.facts import Facts
from toolchain.model.languages import primary_subtag
from toolchain.model.line_ends import lines_of
from toolchain.model.wording import fold
from toolchain.recipients import Profile, Rule
from toolchain.recipients.rules import given, texts
from toolchain.resolve.tables import Resolved
from toolchain.rules import limits as cases
from toolchain.rules.front_matter import NotYaml, UnknownKey
from toolchain.rules.structure import FrontMatter

_GROUPS = {"sections": cases.SectionMissing, "statements": cases.StatementMissing}


@check(cases.Language)
def language(resolved: Resolved) -> Iterator[Finding]:
    """A recipient does not read a text in another language, and the United Nations do not translate
    submissions.

    Bad (ru):

        ---
        title: Торговля детьми
        lang: ru
              ^^
        profile: special-procedures
        submitted-by: [{name: Пример}]
        ---

        1. Закон запрещает торговлю детьми.

    Good:

        ---
        title: Sale of children
        lang: en
        profile: special-procedures
        submitted-by: [{name: Example}]
        ---

        1. The law prohibits the sale of children.
    """
    profile = resolved.settings.profile
    rule = profile.words("languages")
    lang = resolved.settings.lang
    if rule and primary_subtag(lang) not in map(primary_subtag, rule.value):
        facts = cases.Language(lang, rule.value, *told(profile, rule))
        yield Finding(place(resolved, "lang"), facts, severity=rule.gravity)


@check(cases.RequiredPart)
def required_part(resolved: Resolved) -> Iterator[Finding]:
    """A recipient can require the names and contacts of the authors, the State, a section on the method, or
    numbered paragraphs. If something is missing, the submission is sent back, or the wrong people read it. If
    a guide only advises it, this is a warning.

    Bad: no State

        ---
        ^^^
        title: Sale of children
        lang: en
        profile: ccpr
        submitted-by: [{name: Example}]
        ---

        1. The law prohibits the sale of children.

    Good:

        ---
        title: Sale of children
        lang: en
        profile: ccpr
        country: Pakistan
        submitted-by: [{name: Example}]
        ---

        1. The law prohibits the sale of children.
    """
    if resolved.settings.profile.rules:
        yield from _front_matter(resolved)
        yield from _words(resolved)
        yield from _numbering(resolved)


@check(cases.SubmitterOrder)
def submitter_order(resolved: Resolved) -> Iterator[Finding]:
    """The Human Rights Council lists the organizations of a joint statement by their consultative status:
    general, special, roster. The form and the cover must have that order. A status without one of these words
    is ignored.

    Bad:

        ---
        title: Sale of children
        lang: en
        profile: hrc-statement
        agenda-item: "3"
        submitted-by:
          - {name: A, status: special, contact: {person: A, phone: "1", email: a@example.org}}
          - {name: B, status: general}
            ^
        ---

        The law prohibits the sale of children.

    Good:

        ---
        title: Sale of children
        lang: en
        profile: hrc-statement
        agenda-item: "3"
        submitted-by:
          - {name: B, status: general}
          - {name: A, status: special, contact: {person: A, phone: "1", email: a@example.org}}
          - {name: C, status: special}
        ---

        The law prohibits the sale of children.
    """
    profile = resolved.settings.profile
    rule = profile.words("order")
    if rule is None:
        return
    highest, named = -1, ""
    for number, each in enumerate(resolved.document.front_matter.submitted_by):
        status = _folded(each.status)
        rank = next((at for at, word in enumerate(rule.value) if _folded(word) in status), -1)
        if 0 <= rank < highest:
            facts = cases.SubmitterOrder(
                each.name,
                rule.value[rank],
                named,
                rule.value[highest],
                rule.value,
                asked(profile, rule),
                source(profile),
            )
            yield Finding(place(resolved, f"submitted-by.{number}"), facts, severity=rule.gravity)
        elif rank >= 0:
            highest, named = rank, each.name


def _front_matter(resolved: Resolved) -> Iterator[Finding]:
    matter, profile = resolved.document.front_matter, resolved.settings.profile
    unread, joint, number = _unread(resolved), profile.word("joint"), len(matter.submitted_by)
    if joint and number > 1 and joint.value not in profile.chain:
        facts: cases.RequiredPart = cases.OtherValue("profile", (joint.value,), *told(profile, joint))
        named = FilePlace("--profile") if matter.profile == joint.value else place(resolved)
        yield Finding(named, facts, severity=joint.gravity)
    for key, rule in profile.group("required"):
        if key.partition(".")[0] in unread:
            continue
        by = told(profile, rule)
        number, at = given(matter, key)
        name = key.replace("submitted-by.", "submitted-by: ").replace(".", ": ")
        if number < rule.value:
            span = matter.places.get(at) or beginning(resolved)
            *above, line = key.split(".")
            facts = (
                cases.KeyMissing(name, line, above[-1] if above else None, *by)
                if rule.value == 1
                else cases.ValuesMissing(name, number, rule.value, None if above or number else line, *by)
            )
            yield Finding(span, facts, severity=rule.gravity)
        elif rule.one_of and not set(rule.one_of) & set(re.findall(r"\w+", texts(matter, key))):
            facts = cases.OtherValue(key, rule.one_of, *by)
            yield Finding(place(resolved, key), facts, severity=rule.gravity)


def _unread(resolved: Resolved) -> frozenset[str]:
    """Return the keys that are misspelt in a front matter, or not read because it is not valid YAML there."""
    faults = [each.facts for each in reported(resolved, FrontMatter.rule)]
    if not any(isinstance(each, NotYaml) for each in faults):
        return frozenset(each.near for each in faults if isinstance(each, UnknownKey) and each.near)
    _, *lines = lines_of(resolved.document.text)
    matter = takewhile(lambda line: line.rstrip() != "---", lines)
    typed = {line.partition(":")[0] for line in matter if line[:1].isalpha() and ":" in line}
    return frozenset(typed - resolved.document.front_matter.places.keys())


def _words(resolved: Resolved) -> Iterator[Finding]:
    """Yield the sections and statements of whose words, in the document's language, a text has none."""
    profile = resolved.settings.profile
    for group, case in _GROUPS.items():
        rules = [rule for _, rule in profile.group(group)]
        every = survey(resolved).passages if rules else ()
        passages = (each for each in every if group != "sections" or isinstance(each.owner, m.Heading))
        text = "\n".join(_folded(each.text) for each in passages)
        for rule in rules:
            words = rule.value.get(primary_subtag(resolved.settings.lang), ())
            if words and not any(_folded(each) in text for each in words):
                facts = case(words[0], *told(profile, rule))
                yield Finding(place(resolved), facts, severity=rule.gravity)


def _numbering(resolved: Resolved) -> Iterator[Finding]:
    profile = resolved.settings.profile
    rule = profile.flag("numbering.paragraphs")
    if rule and rule.value and not survey(resolved).each(m.NumberedParagraph):
        facts = cases.NumbersMissing(*told(profile, rule))
        yield Finding(place(resolved), facts, severity=rule.gravity)


def _folded(text: str) -> str:
    return fold(text).casefold().replace("’", "'")


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
        yield _defect(file, cases.OtherFileName(given, name.value, *told(profile, name)), name)


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
