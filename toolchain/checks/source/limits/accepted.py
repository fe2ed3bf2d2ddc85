"""L603, L604, L607, L608: the language, the required content, the organizations, and the profile itself."""

import re
from collections.abc import Iterator
from itertools import takewhile

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.limits.places import asked, beginning, place, source, told
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.model.languages import primary_subtag
from toolchain.model.line_ends import lines_of
from toolchain.model.places import FilePlace
from toolchain.model.wording import fold
from toolchain.recipients.required import given, texts
from toolchain.resolve.tables import Resolved
from toolchain.rules import limits as cases
from toolchain.rules.front_matter import NotYaml
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
    profile = resolved.settings.profile
    if profile.rules:
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
    """Return the keys that are typed in a front matter, but not read because it is not valid YAML there."""
    if not any(isinstance(each.facts, NotYaml) for each in reported(resolved, FrontMatter.rule)):
        return frozenset()
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
