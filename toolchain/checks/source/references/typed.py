"""References to this document that were typed by hand: R205 and R206."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.doubtful import any_doubtful
from toolchain.checks.source.references.contested import is_contested
from toolchain.checks.source.references.grammar import Number
from toolchain.checks.source.references.own import numbered_labels, own_references, squeezed
from toolchain.model.diagnostics import Finding
from toolchain.model.facts import Word
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules.references import ReferenceOutOfRange, ReferenceTyped
from toolchain.text.passages import Passage


@check(ReferenceTyped)
def reference_typed(resolved: Resolved) -> Iterator[Finding]:
    """A typed "para. 12" does not change when a paragraph is inserted before paragraph 12, and it is not a
    link. A cross-reference, `para. [12](#label)`, is printed with the true number and is a link.

    References to paragraphs of other documents are not reported: before "of the …", or right after a comma, a
    bracket or a number ("CRC/C/PAK/CO/5, para. 40", "the Committee did so (para. 40)"), in a text about a
    resolution, a judgment or another document with numbered paragraphs, in quotation marks, in a table, or in
    a note that says more than "see para. 12". A direction ("para. 12 above") or "of the present report" shows
    that this document is meant.

    Bad:

        1. The age is 16. {#consent}

        2. It covers girls only (see para. 1, and para. 1 above).
                                           ^            ^

    Bad (fr):

        1. L’âge est fixé à 16 ans. {#age}

        2. Il ne vaut que pour les filles (voir par. 1 ci-dessus).
                                                     ^

    Bad (es):

        1. La edad es de 16 años. {#edad}

        2. Solo vale para las niñas (véase el párr. 1 supra).
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

        [^see]: See article 1 of the Convention.

        [^asked]: CRC/C/PAK/CO/5, para. 1; see also para. 2 above.
    """
    labels = numbered_labels(resolved)
    settled = not any_doubtful(resolved)
    for passage, typed in own_references(resolved):
        for number in typed.numbers:
            key = (typed.kind, squeezed(number.text))
            label = labels.get(key)
            if label is not None:
                certain = settled and not is_contested(key, resolved)
                certain = certain or typed.kind in ("table", "figure", "section", "annex")
                yield _by_hand(passage, typed.kind, number, label, certain=certain)


@check(ReferenceOutOfRange)
def reference_out_of_range(resolved: Resolved) -> Iterator[Finding]:
    """ "Para. 40" in a text of 31 paragraphs was true in another version, or means another document that is
    not named. Only references to this document are checked; see R205.

    Bad:

        1. The age is 16.

        2. It covers girls only (see para. 40).
                                           ^^

    Bad (zh):

        1. 年龄为16岁（见第40段）。
                    ^^

    Good:

        1. The age is 16 (see General Comment No. 20, para. 40, and resolution 44/25, para. 3).

        2. The Court held in paragraph 40 of its decision that it covers girls only.
    """
    values = [
        number.value for node, number in resolved.numbers.items() if isinstance(node, m.NumberedParagraph)
    ]
    most = max(values, default=0)
    for passage, typed in own_references(resolved) if most else ():
        for number in typed.numbers if typed.kind == "paragraph" else ():
            digits = number.text[: len(number.text) - len(number.text.lstrip("0123456789"))]
            if digits and int(digits) > most:
                place = passage.span(number.start, number.start + len(digits))
                yield Finding(place, ReferenceOutOfRange(digits, most))


def _by_hand(passage: Passage, kind: str, number: Number, label: str, *, certain: bool) -> Finding:
    span, shown, link = (
        passage.span(number.start, number.end),
        fold(number.text),
        f"[{number.text}](#{label})",
    )
    if not label:
        return Finding(span, ReferenceTyped(Word(kind), shown))
    if not certain or _in_annex(passage):
        return Finding(span, ReferenceTyped(Word(kind), shown, maybe=link))
    place = passage.exact(number.start, number.end)
    edits = passage.source.edit(place, number.text, link) if place else ()
    return Finding(span, ReferenceTyped(Word(kind), shown, link), edits=edits)


def _in_annex(passage: Passage) -> bool:
    """Return whether a passage is in an annex, where "paragraph 3" may be that of the annex."""
    outer = passage.around[0] if passage.around else passage.owner
    return getattr(outer, "part", m.Part.BODY) is m.Part.ANNEX
