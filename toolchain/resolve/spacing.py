"""A word and its number stay on one line: the space before a cross-reference that begins with a number."""

from __future__ import annotations

from collections.abc import Mapping

from toolchain import model as m
from toolchain.resolve import stories
from toolchain.resolve.claims import ends_in_word
from toolchain.resolve.labels import Words
from toolchain.resolve.printing import NO_BREAK
from toolchain.resolve.stories import Story
from toolchain.resolve.tables import Reference
from toolchain.walk import walk

Spaces = dict[m.Text | m.Break, str]


def unbroken_spaces(
    document: m.Document, references: Mapping[m.CrossReference, Reference], words: Words
) -> Spaces:
    """The texts and line ends that are printed with a no-break space, and how."""
    printed: Spaces = {}
    for story in stories.everything(document):
        _story(story, references, words, printed)
    return printed


def _story(
    story: Story, references: Mapping[m.CrossReference, Reference], words: Words, printed: Spaces
) -> None:
    before: tuple[m.Text | m.Break, ...] = ()  # the leaves right before, at most two
    for node, _ in walk(story.nodes):
        match node:
            case m.Text() | m.Break():
                before = (*before[-1:], node)
            case m.CrossReference():
                reference = references.get(node)
                if reference is not None and _begins_with_number(reference.children):
                    _unbreak(before, words, printed)
            case m.Emphasis() | m.Strong() | m.Link() | m.Comment():
                pass
            case _:
                before = ()


def _begins_with_number(inlines: m.Inlines) -> bool:
    for node, _ in walk(inlines):
        if isinstance(node, m.PrintedNumber):
            return True
        if not isinstance(node, m.Emphasis | m.Strong | m.Comment):
            return False
    return False


def _unbreak(before: tuple[m.Text | m.Break, ...], words: Words, printed: Spaces) -> None:
    """Print the one space at the end of what stands before as a no-break space, if a word is before it."""
    if not before:
        return
    last = before[-1]
    if isinstance(last, m.Text) and last.text != " ":
        if last.text.endswith(" ") and ends_in_word(last.text[:-1], words):
            printed[last] = last.text[:-1] + NO_BREAK
    elif not (isinstance(last, m.Break) and last.hard):
        earlier = before[0]
        if len(before) == 2 and isinstance(earlier, m.Text) and ends_in_word(earlier.text, words):
            printed[last] = NO_BREAK
