"""The rules of the series V and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import Facts, Severity, rule

ERROR, WARNING, INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION


@rule("V951", "translation-parity", "A translation is not the same submission as its original", ERROR)
class TranslationParity(Facts):
    """`report.fr.md` beside `report.md` is its translation. A committee cites "paragraph 15" of a submission
    in whatever language it is read; so both must have the same headings, paragraphs, sub-paragraphs, tables,
    figures and notes, the same labels, cross-references and sources, and the same keys of the front matter
    that decide on numbers. What differs is told with both places, in the translation.

    Numbers in the words are compared too, however each language writes them: "1.5 million" is "1,5 million"
    in French and "150万" in Chinese. One that has another in its place is an error. One that stands in a
    single language may be written in words in the other; that is a warning, and up to 20 nothing.

    Words are not compared.
    """


@rule("V952", "numbers-moved", "A paragraph that was sent has another number now", WARNING)
class NumbersMoved(Facts):
    """`submission freeze report.md` records the numbers of what was sent, in `report.sent.json` beside the
    source. Whoever has that version cites it by these numbers. Where paragraphs have others now, or are gone,
    it is told here, a run of them once; `submission moved report.md` prints the whole table of old and new
    numbers.

    Paragraphs are known again by their labels, and where they have none by their words.
    """
