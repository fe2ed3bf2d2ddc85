"""Notes that say the same: N108."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.note_heads import head
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding, Related
from toolchain.model.expressions import expression
from toolchain.model.walk import walk
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules.notes import NoteSameText, SameTextFirst
from toolchain.text.phrases import any_of, phrases

_WORD = expression(r"(?<![\w/])(?!(?:see|also|and|paras?)\b)[^\W\d_]{3,}(?![\w/])|[一-鿿]")
_FEW = 3  # words of three letters, or Chinese characters, that a note has to have


@check(NoteSameText)
def note_same_text(resolved: Resolved) -> Iterator[Finding]:
    """A text that is written twice must be corrected twice. Mark the first note again, `[^label]`: it is
    printed with the same number, or, with `repeated-notes: again`, as a new note. Notes that begin with Ibid.
    are not compared, because each means another source. Notes with little more than a symbol or a short form
    and a locator are not compared either, because they are repeated as needed.

    Bad:

        1. The Penal Code sets the age at 16.[^age] It covers girls only.[^girls]

        [^age]: Penal Code, art. 375.

        [^girls]: Penal Code, *art. 375*.
        ^^^^^^^^^

    Good:

        1. The Penal Code sets the age at 16.[^age] It covers girls only.[^age] The Court said so.[^court]

        2. It did so again.[^again] And again.[^same] The Committee noted it twice.[^noted][^later]

        [^age]: Penal Code, art. 375.

        [^court]: Supreme Court, judgment of 3 May 2019.

        [^again]: Ibid.

        [^same]: Ibid.

        [^noted]: CRC/C/PAK/CO/5, para. 12.

        [^later]: CRC/C/PAK/CO/5, para. 12.
    """
    source = survey(resolved).source
    ibid = re.compile(any_of(phrases(resolved.words.lang).ibid), re.IGNORECASE)
    first: dict[str, tuple[str, m.Note]] = {}
    for numbered in resolved.notes:
        note = numbered.note
        text = _normalized(note)
        number, other = first.setdefault(text, (numbered.label, note))
        if other is not note and len(_WORD.findall(text)) >= _FEW and not ibid.match(text):
            related = Related(head(source, other), SameTextFirst(number))
            facts = NoteSameText(numbered.label, number, other.label)
            yield Finding(head(source, note), facts, related=(related,))


def _normalized(note: m.Note) -> str:
    """Return what a note says and where its links lead, without emphasis, spacing, case and closing stop."""
    match note.blocks:
        case (m.Paragraph(children=(m.Text(text=text),)),):  # as most are
            words = [text]
        case _:
            words = _words(note)
    return fold("".join(words)).casefold().rstrip(".。 ")


def _words(note: m.Note) -> list[str]:
    words: list[str] = []
    for node, _ in walk(note.blocks):
        match node:
            case m.Text() | m.Code() | m.RawHtml():
                words.append(node.text)
            case m.Citation():  # what it prints depends on the notes before it
                return []
            case m.CrossReference():
                words.append(f" #{node.target} ")
            case m.Link():
                words.append(f" {node.url} ")
            case m.Image():
                words.append(f" {node.source} ")
            case m.Emphasis() | m.Strong() | m.Foreign() | m.Comment() | m.NoteMark() | m.InlineNote():
                pass
            case _:
                words.append(" ")
    return words
