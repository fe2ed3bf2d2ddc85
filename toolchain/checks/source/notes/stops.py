"""How the text of a note ends: N113."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, Finding
from toolchain.model.expressions import expression
from toolchain.model.places import FilePlace, Place
from toolchain.model.walk import without_comments
from toolchain.resolve.tables import Resolved
from toolchain.rules.notes import NoFullStop, NoteClosingStop, TwoPunctuationMarks
from toolchain.text.passages import Passage
from toolchain.text.phrases import phrases
from toolchain.text.running import MARK, OBJECT

PAIR = expression("[.,;，；、。][.,;，。]")
DOUBLE = expression(r"(?<!\.)\.\.(?!\.)|,,|;;|,\.|;\.|。。|，，|，。|；。|、。")
_STOPS = tuple(".!?…。！？؟۔:：")
_CLOSERS = f" \t\n\u00a0\u202f\"'”’»)]）】』」》{MARK}"


@check(NoteClosingStop)
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
    for note, _ in found.each(m.Note):
        passages = found.passages_in(note)
        blocks = without_comments(note.blocks)
        if blocks and isinstance(blocks[-1], m.Paragraph):
            yield from _open_end(passages[-1], blocks[-1], stop)
    for passage in found.corpus.matching(PAIR):
        if passage.in_note:
            yield from _doubled(passage)


def _doubled(passage: Passage) -> Iterator[Finding]:
    for found in DOUBLE.finditer(passage.text):
        facts = TwoPunctuationMarks(found[0], found[0][-1])
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
    yield Finding(_last_line(passage, paragraph), NoFullStop(), edits=edits)


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
