"""Marks without texts, and what is wrong with the texts of notes: N101 to N104, N108, N113."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.meant_notes import meant_notes
from toolchain.checks.source.notes.order import head
from toolchain.checks.source.structure.markup import failed_marks
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, FilePlace, Finding, Place, Related
from toolchain.model.expressions import expression
from toolchain.model.suggest import Suggestions
from toolchain.model.walk import walk, without_comments
from toolchain.model.wording import STOPS, fold
from toolchain.resolve.tables import Resolved
from toolchain.rules import notes as cases
from toolchain.rules.paragraphs import ParagraphGlued
from toolchain.text.passages import Passage
from toolchain.text.phrases import any_of, phrases
from toolchain.text.running import MARK, OBJECT


@check(cases.NoteUndefined)
def note_undefined(resolved: Resolved) -> Iterator[Finding]:
    """A mark refers the reader to a note. Without its text there is no note, and the claim has no source.
    Usually a label is misspelt, at the mark or at the note.

    Bad:

        1. The Penal Code sets the age at 16.[^penal-357]
                                             ^^^^^^^^^^^^
        It covers girls only.[^penal-375]

        [^penal-375]: Penal Code, art. 375.

    Good:

        1. The Penal Code sets the age at 16.[^penal-375] It covers girls only.[^penal-375]

        [^penal-375]: Penal Code, art. 375.
    """
    defined = {note.label for note in resolved.document.notes}
    suggestions, meant = Suggestions(defined), meant_notes(resolved)
    for mark, _ in survey(resolved).each(m.NoteMark):
        text = meant.get(mark.label)
        if mark.label not in defined and not (text and text.row == mark.span.order[0]):
            near = None if text else suggestions.near(mark.label)
            told = (text.row, text.line) if text else (None, None)
            yield Finding(mark.span, cases.NoteUndefined(mark.label, near, *told))


@check(cases.NoteUnused)
def note_unused(resolved: Resolved) -> Iterator[Finding]:
    """A note without a mark is not printed: its text would be lost. Often the sentence with the mark was
    deleted, or the mark has another label.

    Bad:

        1. The Penal Code sets the age at 16.

        [^penal-375]: Penal Code, art. 375.
        ^^^^^^^^^^^^^

    Good:

        1. The Penal Code sets the age at 16.[^penal-375]

        [^penal-375]: Penal Code, art. 375.
    """
    marked = {mark.label for mark, _ in survey(resolved).each(m.NoteMark)}
    failed = failed_marks(resolved)
    seen: set[str] = set()
    for note in resolved.document.notes:
        if note.label not in marked and note.label not in seen:
            yield Finding(
                head(survey(resolved).source, note), cases.NoteUnused(note.label, failed.get(note.label))
            )
        seen.add(note.label)


@check(cases.NoteDuplicate)
def note_duplicate(resolved: Resolved) -> Iterator[Finding]:
    """Only one text can be printed for a mark; the others would be lost.

    Bad:

        1. The Penal Code sets the age at 16.[^penal]

        [^penal]: Penal Code, art. 375.

        [^penal]: Penal Code, art. 377.
        ^^^^^^^^^

    Good:

        1. The Penal Code sets the age at 16.[^penal-375] It punishes more.[^penal-377]

        [^penal-375]: Penal Code, art. 375.

        [^penal-377]: Penal Code, art. 377.
    """
    source = survey(resolved).source
    first: dict[str, m.Note] = {}
    for note in resolved.document.notes:
        other = first.setdefault(note.label, note)
        if other is not note:
            related = Related(head(source, other), cases.FirstText())
            yield Finding(head(source, note), cases.NoteDuplicate(note.label), related=(related,))


@check(cases.NoteEmpty)
def note_empty(resolved: Resolved) -> Iterator[Finding]:
    """The number of the note would be printed without a text.

    Bad:

        1. The Penal Code sets the age at 16.[^penal] It covers girls only.^[ ]
                                                                           ^^^^

        [^penal]:
        ^^^^^^^^^

    Good:

        1. The Penal Code sets the age at 16.[^penal] It covers girls only.^[Art. 375.]

        [^penal]: Penal Code, art. 375.
    """
    found = survey(resolved)
    for note, _ in found.each(m.Note):
        if not _has_content(resolved, note):
            yield Finding(head(found.source, note), cases.NoteEmpty(note.label))


def _has_content(resolved: Resolved, note: m.Note) -> bool:
    if any(passage.text.strip() for passage in survey(resolved).passages_in(note)):
        return True
    return any(isinstance(node, m.Figure | m.CodeBlock | m.RawHtml) for node, _ in walk(note.blocks))


_WORD = expression(r"(?<![\w/])(?!(?:see|also|and|paras?)\b)[^\W\d_]{3,}(?![\w/])|[一-鿿]")
_FEW = 3  # words of three letters, or Chinese characters, that a note has to have


@check(cases.NoteSameText)
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
            related = Related(head(source, other), cases.SameTextFirst(number))
            facts = cases.NoteSameText(numbered.label, number, other.label)
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


PAIR = expression("[.,;，；、。][.,;，。]")
DOUBLE = expression(r"(?<!\.)\.\.(?!\.)|,,|;;|,\.|;\.|。。|，，|，。|；。|、。")
_STOPS = (*STOPS, ":", "：")
_CLOSERS = f" \t\n\u00a0\u202f\"'”’»)]）】』」》{MARK}"


@check(cases.NoteClosingStop)
def note_closing_stop(resolved: Resolved) -> Iterator[Finding]:
    """A note ends with a full stop, whether it is a sentence or not. A second full stop, or a comma before
    it, is a typing mistake. After an address without brackets no full stop is required, because it would look
    like a part of the address: write `<https://example.org>`.

    Bad:

        1. The age is 16.[^a] It covers girls only.[^b]

        [^a]: Penal Code, art. 375
              ^

        [^b]: Penal Code,, art. 376..
                        ^^         ^^

    Bad (zh):

        1. 年龄为16岁。[^a]

        [^a]: 刑法，第375条
              ^^^^^^^^

    Good:

        1. The age is 16.[^a] It covers girls only.[^b] “Why?”[^c] Nobody knows.[^d]

        [^a]: Penal Code, art. 375, etc. (as amended.)

        [^b]: See https://example.org/penal-code

        [^c]: A “question.”

        [^d]: The court held:

            > No reason was given
    """
    stop = phrases(resolved.words.lang).full_stop
    found = survey(resolved)
    cut = {each.span.order[0] - 1 for each in reported(resolved, ParagraphGlued.rule)}
    for note, _ in found.each(m.Note):
        passages = found.passages_in(note)
        if passages and passages[-1].text.rstrip(MARK) == resolved.words.terms["withheld"]:
            continue
        blocks = without_comments(note.blocks)
        if blocks and cut.isdisjoint(note.span.lines[-1:]) and isinstance(blocks[-1], m.Paragraph):
            yield from _open_end(passages[-1], blocks[-1], stop)
    for passage in found.corpus.matching(PAIR):
        if passage.in_note:
            yield from _doubled(passage)


def _doubled(passage: Passage) -> Iterator[Finding]:
    for found in DOUBLE.finditer(passage.text):
        facts = cases.TwoPunctuationMarks(found[0], found[0][-1])
        edits = passage.edit(*found.span(), found[0][-1])
        yield Finding(passage.span(*found.span()), facts, edits=edits)


def _open_end(passage: Passage, paragraph: m.Paragraph, stop: str) -> Iterator[Finding]:
    text = passage.text.rstrip(_CLOSERS)
    if not text or text.endswith(_STOPS):
        return
    last = passage.leaf(len(text) - 1)
    if text[-1] == OBJECT and isinstance(last.node, m.Text | m.Citation) and not last.linked:
        return
    edits = _closing(paragraph, stop) if text[-1] not in ",;،؛，；" else ()
    yield Finding(_last_line(passage, paragraph), cases.NoFullStop(), edits=edits)


def _last_line(passage: Passage, paragraph: m.Paragraph) -> Place:
    """Return the paragraph's place, cut to its last line."""
    start = passage.text.rstrip().rfind("\n") + 1
    first = passage.span(start, start + 1) if start else paragraph.span
    return first.to(paragraph.span)


def _closing(paragraph: m.Paragraph, stop: str) -> tuple[Edit, ...]:
    last = [node for node in paragraph.children if not isinstance(node, m.Comment)][-1]
    span = last.span
    if isinstance(last, m.NoteMark | m.InlineNote | m.Break) or isinstance(span, FilePlace):
        return ()
    return (Edit(span.end, stop),)
