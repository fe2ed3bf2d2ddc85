"""A word and its number stay on one line: the space before a cross-reference that begins with a number."""

from __future__ import annotations

from collections.abc import Mapping

from toolchain import model as m
from toolchain.resolve.claims import ends_in_word
from toolchain.resolve.labels import Words
from toolchain.resolve.printing import NO_BREAK
from toolchain.resolve.survey import Leaves, Survey
from toolchain.resolve.tables import Reference
from toolchain.walk import walk


def unbroken_spaces(
    survey: Survey, references: Mapping[m.CrossReference, Reference], words: Words
) -> dict[m.Text | m.Break, str]:
    """The texts and line ends that are printed with a no-break space at their end, and how."""
    printed: dict[m.Text | m.Break, str] = {}
    for story in survey.everything():
        for node, before in story.references:
            reference = references.get(node)
            if before and reference is not None and _begins_with_number(reference.children):
                text = _unbroken(before, words)
                if text:
                    printed[before[-1]] = text
    return printed


def _begins_with_number(inlines: m.Inlines) -> bool:
    for node, _ in walk(inlines):
        if not isinstance(node, m.Emphasis | m.Strong | m.Comment):
            return isinstance(node, m.PrintedNumber)
    return False


def _unbroken(before: Leaves, words: Words) -> str:
    """The last leaf with its one space unbroken, if a word stands before that; else ""."""
    last = before[-1]
    if isinstance(last, m.Text) and last.text != " ":
        word, space = last.text[:-1], last.text[-1:]
        return word + NO_BREAK if space == " " and ends_in_word(word, words) else ""
    if isinstance(last, m.Break) and last.hard:
        return ""
    earlier = before[0]
    follows = len(before) == 2 and isinstance(earlier, m.Text) and ends_in_word(earlier.text, words)
    return NO_BREAK if follows else ""
