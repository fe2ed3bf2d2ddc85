"""References to this document that were typed by hand: R205, R206 and R211."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.doubtful import awaits_fix, doubts
from toolchain.checks.source.paragraphs.typed import typed_places
from toolchain.checks.source.references.meant import Meant, Target, is_around, references_meant
from toolchain.checks.source.references.own import Whose, has_direction
from toolchain.checks.source.references.targets import labels_given_twice
from toolchain.model.diagnostics import Edit, Finding, Place, Related, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import replace
from toolchain.model.source_text import Source
from toolchain.model.walk import plain_text
from toolchain.model.wording import fold
from toolchain.resolve.tables import Numbered, Resolved
from toolchain.rules import references as cases
from toolchain.rules.paragraphs import ParagraphGlued
from toolchain.text.labels import Labels
from toolchain.text.running import MARK, REFERENCE

_SHOWN = 3  # places that have one number
_ENDED = expression(rf"[\d{REFERENCE}][)）\]”’»{MARK}]*[.!?。][\s{MARK}]*\Z")
"""The end of a sentence after a reference, with note marks: a number on the next line is a paragraph's."""


@check(cases.ReferenceTyped)
def reference_typed(resolved: Resolved) -> Iterator[Finding]:
    """A typed "para. 12" does not change when a paragraph is inserted before paragraph 12, and it is not a
    link. A cross-reference, `para. [12](#label)`, is printed with the true number and is a link.

    References to paragraphs of other documents are not reported: before "of the …", right after a comma or a
    number ("CRC/C/PAK/CO/5, para. 40"), in a text about a resolution, a judgment or another document with
    numbered paragraphs, in quotation marks, in a table, or in a note that says more than "see para. 12".
    "(para. 40)" is one to this document only if no other document, and no body that writes some, is named
    in its paragraph, its notes or the paragraph before: "the Committee did so (para. 40)" is another's, and
    "the Committee should do so (para. 40)" is probably one to this document, which is not corrected; no
    more is "the State party says so (para. 40)", or what follows the name of a plan, a policy or an agency.
    In "the lease (para. 40) forbids it" the number may be the lease's: with brackets within a clause, or in a
    sentence that speaks of another text or of what somebody said, both possibilities are named. A
    direction ("para. 12 above") or "of the present report" shows that this document is meant. "Note 3" needs
    one, or "see" before it, and so does "paragraph 3" where an article is named nearby, or "article 9,
    paragraph 3" anywhere.

    The fix gives a paragraph without a label one that is made of its first words.

    Bad:

        1. The age is 16. {#consent}

        2. It covers girls only (see para. 1, and para. 1 above).
                                           ^            ^

    Bad: a body that is asked

        1. The age is 16. {#consent}

        2. The Committee on the Rights of the Child should ask for a higher one (para. 1).
                                                                                       ^

    Bad (fr):

        1. L’âge est fixé à 16 ans. {#age}

        2. Il ne vaut que pour les filles (voir par. 1 ci-dessus).
                                                     ^

    Bad (es):

        1. La edad es de 16 años[^ley]. {#edad}

        2. Solo vale para las niñas (véase el párr. 1 supra)[^ver].
                                                    ^

        [^ley]: Código Penal, art. 170.

        [^ver]: Véase la nota 1 supra.
                              ^

    Bad (ru):

        1. Возраст составляет 16 лет. {#age}

        2. Это касается только девочек (см. пункт 1 выше).
                                                  ^

    Bad (ar):

        1. السن 16 سنة. {#age}

        2. ينطبق ذلك على الفتيات فقط (انظر الفقرة 1 أعلاه).
                                                  ^

    Bad (zh):

        1. 年龄为16岁。 {#age}

        2. 仅适用于女孩（见上文第1段）。
                      ^

    Good:

        1. The age is 16.[^see] {#consent}

        2. It covers girls only (see para. [1](#consent) above). Paragraph 1 of article 34 of the Convention
             and article 34, paragraph 1, say otherwise; “paragraph 1 is void”, they say.

        3. The Committee asked for a change in its concluding observations (para. 1).[^asked]

        4. The Committee should repeat its earlier recommendation (para. 1).

        5. Paragraph 1 of the article protects boys too; paragraph 1 names no age.

        [^see]: See article 1 of the Convention.

        [^asked]: CRC/C/PAK/CO/5, para. 1; see also para. 2 above.
    """
    labels = _NewLabels(resolved)
    for meant in references_meant(resolved):
        if not meant.exists or meant.own.whose is Whose.UNSURE:
            continue
        if not meant.at_risk or _becomes_live(meant, resolved):
            yield _by_hand(meant, labels, resolved)


@check(cases.ReferenceUnsure)
def reference_unsure(resolved: Resolved) -> Iterator[Finding]:
    """A typed number means the paragraph that has this number in the source. After a paragraph was inserted,
    deleted or moved, the typed numbers show what each reference meant; once they are corrected, nothing shows
    it any more. So `check --fix` first makes live references of those that are certain (R205). These are
    not: two paragraphs have the number, or none has, or another document may be meant, or it is in words
    ("paragraph two", "the next paragraph"). While there is one, no number is changed, unless `--renumber` is
    given.

    Bad:

        1. This paragraph is new.

        1. The age is 16.
        ^ P101

        2. It covers girls only (para. 1).
        ^ P101
                                       ^

    Good:

        1. This paragraph is new.

        2. The age is 16. {#consent}

        3. It covers girls only (para. [2](#consent)).
    """
    misread = {each.span.order for each in reported(resolved, ParagraphGlued.rule)}
    for meant in () if awaits_fix(resolved) else references_meant(resolved):
        whose, place = meant.own.whose, meant.own.passage.span(meant.start, meant.end)
        is_here = meant.exists or meant.wholes or meant.kind == "part" or whose is Whose.OWN
        if not (meant.at_risk and is_here):
            continue
        begins = place.order in misread and _ENDED.search(meant.own.passage.text, 0, meant.start)
        if begins or _becomes_live(meant, resolved):
            continue
        facts = Word(meant.kind), fold(meant.text), meant.words
        if len(meant.typed) > 1:
            related = tuple(Related(_place(node), cases.TypedHere(facts[1])) for node in meant.typed[:_SHOWN])
            yield Finding(place, cases.SeveralTyped(*facts, len(meant.typed)), related=related)
        elif meant.kind == "part":
            yield Finding(place, cases.PerhapsAnother(Word("sub-paragraph"), *facts[1:]))
        elif not meant.typed:
            yield Finding(place, cases.NoneTyped(*facts))
        elif whose is not Whose.OWN or is_around(meant.typed[0], meant.own.passage):
            yield Finding(place, cases.PerhapsAnother(*facts))
        else:
            yield Finding(place, cases.NotConverted(*facts))


@check(cases.ReferenceOutOfRange)
def reference_out_of_range(resolved: Resolved) -> Iterator[Finding]:
    """ "Para. 40" in a text of 31 paragraphs was true in another version, or means another document that is
    not named; so is "table 4" in a text of three tables. Sections may be those of laws, and annexes
    files of their own: where there is none of a kind, only "annex II below" is reported, and only "section II
    below" where headings are numbered. Only references to this document are checked; see
    R205.

    Bad:

        1. The age is 16.

        2. It covers girls only (see para. 40).
                                           ^^

    Bad:

        1. The age is 16, as tables 1 and 2 show.
                                    ^ R205
                                          ^

             Table: Ages

             | State | Age |
             | --- | --- |
             | Atlantis | 16 |

    Bad (zh):

        1. 年龄为16岁（见第40段）。
                    ^^

    Good:

        1. The age is 16 (see General Comment No. 20, para. 40, and resolution 44/25, para. 3).

        2. The Court held in paragraph 40 of its decision that it covers girls only.[^cited]

        3. It was asked to change it.[^again] The Committee asked too (CRC/C/PAK/CO/5).[^there]

        [^cited]: Judgment of 3 May 2001.

        [^again]: Note [1](#^cited) above, para. 41.

        [^there]: Para. 42.
    """
    values = [
        number.value for node, number in resolved.numbers.items() if isinstance(node, m.NumberedParagraph)
    ]
    most = max(values, default=0)
    named = {"table", "figure", "section", "note", "annex", *(each.name for each in resolved.series.values())}
    for meant in references_meant(resolved):
        if meant.own.whose is Whose.UNSURE or meant.at_risk:
            continue
        if meant.kind == "paragraph" and int(digits := meant.text.partition("(")[0].split()[0]) > most > 0:
            place = meant.own.passage.span(meant.start, meant.start + len(digits))
            yield Finding(place, cases.BeyondAll(digits, most))
        elif _lacks_target(meant, named, resolved) or _lacks_part(meant, resolved):
            place = meant.own.passage.span(meant.start, meant.end)
            yield Finding(place, cases.NothingOfNumber(Word(meant.kind), fold(meant.text)))


def typed_as_printed(
    resolved: Resolved, is_new: Callable[[Place], bool], *, every: bool
) -> tuple[Finding, ...]:
    """Return a finding for each typed reference at a new place, with the edits that make it live.

    Its number is that of the printed paragraph, as in a Word file. Without `every`, only references are
    returned that would mean something else by the numbers typed in the source.
    """
    labels, found = _NewLabels(resolved), list[Finding]()
    for meant in references_meant(resolved):
        own, printed = meant.own, meant.printed
        if not (every or meant.at_risk) or not printed or own.whose is Whose.UNSURE:
            continue
        if is_new(own.passage.span(meant.start, meant.end)):
            is_certain = (
                own.whose is Whose.OWN and len(printed) == 1 and not is_around(printed[0], own.passage)
            )
            read = replace(meant, typed=printed, at_risk=False, is_certain=is_certain)
            found.append(_by_hand(read, labels, resolved))
    return tuple(found)


def _lacks_target(meant: Meant, named: Set[str], resolved: Resolved) -> bool:
    """Return whether nothing has a number. A section may be that of a law, an annex a file of its own."""
    if meant.exists or meant.kind not in named or (meant.kind == "section" and not meant.is_known):
        return False
    return (meant.is_known and meant.kind != "section") or has_direction(meant.own, resolved)


def _lacks_part(meant: Meant, resolved: Resolved) -> bool:
    """Return whether a paragraph of this document has no such part, not even one typed as text."""
    letters = re.findall(r"\w+(?=\))", meant.text)
    if not letters or meant.own.whose is not Whose.OWN or any(doubts(resolved)):
        return False
    part, source = re.compile(rf"(?<!\w){letters[-1]}[.)]"), meant.own.passage.source
    lines = [line for block in meant.wholes for line in block.span.lines]
    typed = [line for line, _ in typed_places(resolved)]  # perhaps below the paragraph
    return not meant.exists and bool(lines) and not any(map(part.search, map(source.line, lines + typed)))


class _NewLabels:
    """Labels for what has none yet, made of its words."""

    def __init__(self, resolved: Resolved) -> None:
        self._resolved = resolved
        self._labels: Labels | None = None
        self._made: dict[m.Node, str] = {}
        self._given: set[m.Node] = set()

    def of(self, node: Numbered, *, live: bool) -> tuple[str, bool]:
        """Return the label of a node, and whether a reference that becomes `live` is the first to give it."""
        if self._labels is None:
            self._labels = Labels()
            for target in self._resolved.targets:
                self._labels.take(target)
        if node not in self._made:
            text = _text_of(node)
            words = plain_text(text.children) if text else ""
            self._made[node] = self._labels.new(words.partition("(")[0] or words, "place")
        is_first = live and node not in self._given
        if is_first:
            self._given.add(node)
        return self._made[node], is_first


def _becomes_live(meant: Meant, resolved: Resolved) -> bool:
    """Return whether the fix makes a reference live, at once or when its target has got a label."""
    passage = meant.own.passage
    return (
        meant.is_certain
        and _label(meant.typed[0]) not in labels_given_twice(resolved)
        and passage.exact(meant.start, meant.end) is not None
        and bool(_label(meant.typed[0]) or _labelling(passage.source, meant.typed[0], "label"))
    )


def _by_hand(meant: Meant, labels: _NewLabels, resolved: Resolved) -> Finding:
    passage, span = meant.own.passage, meant.own.passage.span(meant.start, meant.end)
    facts = Word(meant.kind), fold(meant.text), meant.words
    nodes = meant.typed or meant.printed
    source, node = passage.source, nodes[0]
    label, is_first, is_live = _label(node), False, _becomes_live(meant, resolved)
    if not label and not isinstance(node, m.Note):
        label, is_first = labels.of(node, live=is_live)
    is_unclear = len(nodes) > 1 or meant.own.whose is Whose.HALF or label in labels_given_twice(resolved)
    if is_unclear or not label or not (_label(node) or _labelling(source, node, label)):
        return Finding(span, cases.ReferenceTyped(*facts))
    link = f"[{meant.text}](#{label})"
    new = "" if _label(node) else label
    edits = list(source.edit(passage.exact(meant.start, meant.end) or span, meant.text, link))
    if not is_live:
        offered = (*edits, *(_labelling(source, node, label) if new else ())) if edits else ()
        return Finding(span, cases.ReferenceTyped(*facts, maybe=link, label=new), offered=offered)
    if edits and is_first:
        edits += _labelling(source, node, label)
    elif new:  # an earlier reference gives it
        edits = []
    now = _printed(node, resolved) if meant.at_risk else ""
    return Finding(span, cases.ReferenceTyped(*facts, link, now=now, label=new), edits=tuple(edits))


def _label(node: Target) -> str:
    if isinstance(node, m.Note):
        return f"^{node.label}" if node.label else ""
    return node.label.name if node.label else ""


def _labelling(source: Source, node: Target, label: str) -> tuple[Edit, ...]:
    """Return the edit that gives a node a label, where its place is known."""
    text = None if isinstance(node, m.Note) else node if isinstance(node, m.Figure) else _text_of(node)
    if text is None or not isinstance(text.span, SourceSpan):
        return ()
    end = text.span.end
    line = source.line(end.line)[: end.column - 1]
    if isinstance(node, m.Heading) and line.endswith("}"):
        before = replace(end, column=end.column - 1, end_column=end.column - 1)
        return (Edit(before, f" #{label}"),)
    return (Edit(end, f" {{#{label}}}"),)


def _text_of(node: Numbered) -> m.Heading | m.Caption | m.Paragraph | None:
    """Return the text by which a place is named."""
    match node:
        case m.Heading():
            return node
        case m.Table() | m.Figure():
            return node.caption
        case _:
            first = node.blocks[0] if node.blocks else None
            return first if isinstance(first, m.Paragraph) else None


def _printed(node: Target, resolved: Resolved) -> str:
    if isinstance(node, m.Note):
        return next((each.label for each in resolved.notes if each.note is node), "")
    return resolved.numbers[node].full


def _place(node: Target) -> Place:
    return node.typed.span if isinstance(node, m.NumberedParagraph | m.SubParagraph) else node.span
