"""The places of note marks: N107, N111 and N112."""

from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.notes.place import Group, fix, problem, suspicion
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.model.walk import walk
from toolchain.resolve.tables import Resolved
from toolchain.rules import notes as cases
from toolchain.text.phrases import phrases
from toolchain.text.running import MARK

_MARKS = expression(f"{MARK}+")
_BETWEEN = r"\s*[,;،؛、，；]\s*"
SEPARATED = expression(f"{MARK}{_BETWEEN}{MARK}")
SEPARATOR = expression(f"(?<={MARK}){_BETWEEN}(?={MARK})")


@check(cases.NoteInHeading)
def note_in_heading(resolved: Resolved) -> Iterator[Finding]:
    """A heading is repeated in the table of contents, a header row on each page of its table. The mark would
    be repeated with it, or be lost. Put the note into the text. Without a table of contents a heading can
    have a note, as in reports of the United Nations. The title can have one, which is marked with an asterisk
    (for the names of co-sponsors).

    Bad:

        ---
        title: Example
        lang: en
        contents: true
        ---

        # Prohibition[^law]
                     ^^^^^^

        1. The law prohibits the following:

             | Act[^act] | Year |
                  ^^^^^^
             | --------- | ---- |
             | Penal     | 1860 |

        [^law]: Penal Code.

        [^act]: Only federal Acts.

    Good:

        ---
        title: Sale of children[^with]
        lang: en
        ---

        # Prohibition[^heading]

        1. The law prohibits it.[^law]

             | Act        | Year |
             | ---------- | ---- |
             | Penal[^as] | 1860 |

        [^heading]: This part was written together with lawyers.

        [^with]: Two other organizations share these views.

        [^law]: Penal Code.

        [^as]: As amended.
    """
    found = survey(resolved)
    headers = {cell for table, _ in found.each(m.Table) for cell in table.header}
    headings = {heading for heading, _ in found.each(m.Heading)}
    for mark, around in found.marks():
        if not headings.isdisjoint(around):
            if resolved.document.front_matter.contents:
                yield Finding(mark.span, cases.NoteInListedHeading())
        elif not headers.isdisjoint(around):
            yield Finding(mark.span, cases.NoteInTableHeader())
    matter = resolved.document.front_matter
    for mark in _marks(matter.title)[1:]:
        yield Finding(mark.span, cases.TitleWithNotes())
    yield from (Finding(mark.span, cases.NoteInSubtitle()) for mark in _marks(matter.subtitle))
    yield from (Finding(mark.span, cases.NoteInShortTitle()) for mark in _marks(matter.short_title))


@check(cases.NoteMarkPlace)
def note_mark_place(resolved: Resolved) -> Iterator[Finding]:
    """In English a mark comes after the comma or full stop, in French and Spanish before it (Editorial Manual
    of the United Nations, footnotes, chapter 9). In every language there is no space before a mark, and there
    is one after it. For other languages the side is not checked.

    Bad:

        1. The age is 16[^a]. It covers girls [^b] only.[^c]Boys are left out.
                        ^^^^                  ^^^^      ^^^^

        [^a]: Art. 1.

        [^b]: Art. 2.

        [^c]: Art. 3.

    Bad (fr):

        1. L’âge est fixé à 16 ans.[^a] Les garçons sont exclus[^b].
                                   ^^^^

        [^a]: Art. 1.

        [^b]: Art. 2.

    Bad (es):

        1. La edad es de 16 años,[^a] etc.[^b]
                                 ^^^^

        [^a]: Art. 1.

        [^b]: Art. 2.

    Bad (ar): the side is not checked, the space is

        1. السن 16 سنة [^a].
                       ^^^^

        [^a]: المادة 1.

    Good:

        1. The age is 16.[^a] It covers girls[^b] (but not boys[^c]) and “others”;[^d] see *A.*[^e]—and so
             on.[^f][^g]

        [^a]: Art. 1.

        [^b]: Art. 2.

        [^c]: Art. 3.

        [^d]: Art. 4.

        [^e]: Art. 5.

        [^f]: Art. 6.

        [^g]: Art. 7.

    Good (zh): no spaces between words

        1. 年龄为16岁[^a]，仅适用于女孩。[^b]男孩除外。

        [^a]: 第1条。

        [^b]: 第2条。
    """
    words = phrases(resolved.words.lang)
    for passage in survey(resolved).corpus.matching(suspicion(words.mark_place)):
        for run in _MARKS.finditer(passage.text):
            group = Group(passage, run.start(), run.end())
            found = problem(group, words)
            if found:
                span = passage.span(run.start(), run.end())
                yield Finding(span, found.facts, edits=fix(group, found))


@check(cases.NoteMarkSeparator)
def note_mark_separator(resolved: Resolved) -> Iterator[Finding]:
    """The writers print a separator between two adjacent marks, raised like the numbers and in the language's
    form. A typed comma would be printed as well.

    Bad:

        1. The age is 16.[^a],[^b]
                             ^

        [^a]: Art. 1.

        [^b]: Art. 2.

    Good:

        1. The age is 16.[^a][^b]

        [^a]: Art. 1.

        [^b]: Art. 2.
    """
    for passage in survey(resolved).corpus.matching(SEPARATED):
        for found in SEPARATOR.finditer(passage.text):
            edits = passage.edit(*found.span(), "")
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            yield Finding(
                passage.span(start, start + 1), cases.NoteMarkSeparator(found[0].strip()), edits=edits
            )


def _marks(inlines: m.Inlines) -> list[m.NoteMark | m.InlineNote]:
    return [node for node, _ in walk(inlines) if isinstance(node, m.NoteMark | m.InlineNote)]
