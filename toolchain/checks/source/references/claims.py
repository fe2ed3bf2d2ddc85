"""The numbers typed in cross-references, and the words before them: R204, R210 and R212."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.doubtful import doubts
from toolchain.checks.source.hashes import is_after_series
from toolchain.checks.source.references.grammar import all_worded
from toolchain.checks.source.references.targets import is_of_another_kind, labels_given_twice, named_kinds
from toolchain.checks.source.unmarked import unmarked
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.model.facts import Word
from toolchain.model.numerals import FROM_EASTERN
from toolchain.model.walk import plain_text
from toolchain.model.wording import fold, squeezed
from toolchain.resolve.tables import Reference, Resolved
from toolchain.rules import references as cases

_TARGET = attrgetter("target")


@check(cases.ReferenceNumber)
def reference_number(resolved: Resolved) -> Iterator[Finding]:
    """The outputs print the true number, but readers of the source see the typed one. If it is wrong, the
    reference may have another target than its author thinks: check both. In
    `paras. [1](#age) and [3](#age)` a label is wrong, and no number is corrected.

    Bad:

        1. The age is 16. {#consent}

        2. See para. [3](#consent) above.
                      ^

        3. The law prohibits the following:

             1. The sale of children; {#sale}

             2. Trafficking, see [3 (b)](#sale).
                                  ^^^^^

    Bad (fr):

        1. La loi interdit :

             1. La vente d’enfants ; {#vente}

             2. La traite, voir [1 b)](#vente).
                                 ^^^^

    Bad (ru):

        1. Закон запрещает:

             1. торговлю детьми; {#torgovlya}

             2. насилие, см. пункт [1 (а)](#torgovlya) и пункт [1 (a)](#torgovlya).
                                    ^^^^^                       ^^^^^

    Good:

        1. The age is 16. {#consent}

        2. See para. [1](#consent) above, and [that paragraph](#consent) again.

        3. The law prohibits the following:

             1. The sale of children; {#sale}

             2. Trafficking, see [3 (a)](#sale), or [(a)](#sale).
    """
    doubtful = doubts(resolved)
    for node, reference in _references(resolved):
        if reference.claim is None or reference.fault:
            continue
        if is_of_another_kind(resolved, node) or is_after_series(reference.target, resolved):
            continue  # the word or the target is wrong, or the numbers are those of another series
        claim, true = reference.claim, _plain(reference.expected)
        typed = squeezed(claim.text).translate(FROM_EASTERN)
        if typed in (squeezed(true), _lower(true, doubtful.excess.get(reference.target, 0))):
            continue
        to_title = reference.note is not None and reference.note is resolved.title_note
        # An asterisk is no claim: with it in the number's place the text would be another one.
        fixed = not any(doubtful) and not to_title and node.target not in labels_given_twice(resolved)
        fixed = fixed and node not in _with_two_numbers(resolved)
        edits = survey(resolved).source.edit(claim.span, claim.text, true) if fixed else ()
        facts = cases.ReferenceNumber(claim.text, _pointed_at(resolved, reference), true)
        yield Finding(claim.span, facts, edits=edits)


@check(cases.ReferenceKind)
def reference_kind(resolved: Resolved) -> Iterator[Finding]:
    """A cross-reference prints the number of its target, and the word before it is printed as typed. If a
    label of a note follows the word “para.”, the outputs show “para. 1”, although note 1 is meant. The same
    applies to a recommendation that is called a paragraph, except among the recommendations. No edit is made:
    only the author knows whether the word or the label is wrong.

    Bad:

        1. The age is 16.[^act] {#consent}

        2. It covers girls only (para. [1](#^act)), as [table 1](#consent) shows.
                                       ^^^^^^^^^^      ^^^^^^^^^^^^^^^^^^^

        [^act]: Penal Code, art. 375.

    Bad (fr):

        1. L’âge est fixé à 16 ans[^loi].

        2. Il ne vaut que pour les filles (voir par. [1](#^loi)).
                                                     ^^^^^^^^^^

        [^loi]: Code pénal, art. 375.

    Good:

        1. The age is 16.[^act] {#consent}

        2. It covers girls only (para. [1](#consent)), as note [1](#^act) shows.

        [^act]: Penal Code, art. 375.
    """
    for node, reference in _references(resolved):
        if reference.claim and not reference.fault and is_of_another_kind(resolved, node):
            kind = Word(min(named_kinds(resolved)[node]))
            facts = cases.ReferenceKind(kind, reference.claim.text, _pointed_at(resolved, reference))
            yield Finding(node.span, facts)


@check(cases.ReferenceAmbiguous)
def reference_ambiguous(resolved: Resolved) -> Iterator[Finding]:
    """One number in the text of a cross-reference is replaced by the true one. So there can be only one, in
    the form of its target: "16 (b)" for a sub-paragraph, "II.B" for a numbered heading. Write one
    cross-reference for each number: `paras. [12](#a)–[14](#c)`.

    Bad:

        1. The age is 16. {#consent}

        2. The law prohibits trafficking. {#trafficking}

        3. See [paras. 1 and 2](#consent) and para. [(b)](#trafficking) above.
               ^^^^^^^^^^^^^^^^^^^^^^^^^^           ^^^^^^^^^^^^^^^^^^^

    Good:

        1. The age is 16. {#consent}

        2. The law prohibits trafficking. {#trafficking}

        3. See paras. [1](#consent) and [2](#trafficking) above.
    """
    for node, reference in _references(resolved):
        text = fold(plain_text(node.children)) if reference.fault else ""
        if reference.fault == "several":
            yield Finding(node.span, cases.SeveralNumbers(text))
        elif reference.fault:
            yield Finding(node.span, _wrong_form(resolved, reference, text))


def _references(resolved: Resolved) -> Iterator[tuple[m.CrossReference, Reference]]:
    """Yield the cross-references that have a number in their text, or an empty text, to what has one."""
    nodes = (node for node, _ in survey(resolved).each(m.CrossReference) if node in resolved.references)
    found, fallen = ((node, resolved.references[node]) for node in nodes), doubts(resolved).paragraphs
    return ((node, reference) for node, reference in found if reference.target not in fallen)


@lru_cache(maxsize=1)
def _with_two_numbers(resolved: Resolved) -> frozenset[m.CrossReference]:
    """Return the references to a place that has two numbers in one list: "paras. [1](#age) and [3](#age)".

    There is a wrong label in such a list. With the true number twice, nobody would see it any more.
    """
    lists = (
        sorted(each.references(typed.start, typed.end), key=_TARGET) for each, typed in all_worded(resolved)
    )
    groups = [tuple(same) for nodes in lists for _, same in groupby(nodes, _TARGET)]
    numbers = [{squeezed(plain_text(node.children)) for node in same} for same in groups]
    return frozenset(
        node for same, each in zip(groups, numbers, strict=True) if len(each) > 1 for node in same
    )


def _wrong_form(resolved: Resolved, reference: Reference, text: str) -> cases.WrongForm:
    target = _pointed_at(resolved, reference)
    annexes = [heading for heading, _ in survey(resolved).each(m.Heading) if heading.annex]
    is_only_annex = len(annexes) == 1 and target.startswith(resolved.words.only_annex)
    others = (each.or_annex or each.line for each in unmarked(resolved).values() if is_only_annex)
    only = target if is_only_annex else None
    return cases.WrongForm(text, target, _plain(reference.expected), only, next(others, None))


def _lower(number: str, excess: int) -> str:
    """Return a paragraph's number, "16 (b)", as it would be if `excess` paragraphs before it were none."""
    first = re.match(r"\d+", number)
    return squeezed(f"{int(first[0]) - excess}{number[first.end() :]}") if first and excess else ""


def _pointed_at(resolved: Resolved, reference: Reference) -> str:
    """Return the target of a cross-reference in the document's language: "paragraph 16 (b)"."""
    if reference.note:
        return f"note {reference.note.label}"
    target = reference.target
    if isinstance(target, m.Paragraph | m.Note) or target not in resolved.numbers:
        return _plain(reference.expected)
    return _plain(resolved.numbers[target].cited)


def _plain(text: str) -> str:
    """Return a printed number as one types it: with common spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
