"""Prove an output: read its bytes back and compare them with its source."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from toolchain import model as m
from toolchain.compare.proof.compare import compare, there
from toolchain.compare.proof.cover import Cover, added, as_built, lacking, repeated
from toolchain.compare.proof.differing import Difference, other_looks
from toolchain.compare.proof.expected import expected
from toolchain.compare.proof.found import found
from toolchain.compare.proof.lines import Line, Piece, Shown, fold
from toolchain.formats.table import Shows
from toolchain.model.diagnostics import FilePlace, Finding, Place, Related, Severity
from toolchain.model.facts import Rule, Word
from toolchain.model.front_matter import Organization
from toolchain.model.groups import unique
from toolchain.model.records import replace
from toolchain.model.wording import said, shorten
from toolchain.resolve.tables import Resolved, shown_text
from toolchain.rules import proof as about
from toolchain.rules.accessibility import LanguageMissing
from toolchain.rules.differences import LineMoved, NumberInWord, OfKind
from toolchain.rules.files_html import OtherTitleShown
from toolchain.rules.outputs import NotProved
from toolchain.rules.outputs_docx import DocxFieldStale
from toolchain.rules.outputs_pdf import NoGlyphOfScript, RunningHeadWrong

MOST = 100
"""Differences that are told one by one."""

UNSURE = 0.01
"""The share of the words that may be uncertain before this is an error."""

_UNREAD = NotProved.rule

_ANOTHER = 0.2
"""With fewer lines alike, and another title, this is another document."""
_SHOWN = 60
"""Maximum number of characters of a title in a place."""


def prove(
    resolved: Resolved, document: m.Document, shows: Shows, built: m.Document | None = None
) -> tuple[Finding, ...]:
    """Return everything that is not proved about an output: its reader's defects, and differences from its
    source.

    `document` is what was read back from the output; `shows` describes its format. With `built`, an output
    that was just made and read back, the texts around the main text must be those of that output.
    """
    name = document.path
    ours = expected(as_shown(resolved, shows), shows)
    fresh = None if built is None else found(built)
    if fresh is not None:
        ours = as_built(ours, fresh)
    theirs = _without_calls(found(document), resolved) if shows.fields else found(document)
    if not ours.body:  # a cover alone: in a PDF nothing says where it ends
        cover = (*theirs.cover, *(line.text for line in theirs.body))
        places = (*theirs.places, *(line.span for line in theirs.body))
        theirs = replace(theirs, cover=cover, places=places, body=())
    if shows.words:
        ours, theirs = ours.words_alone(), theirs.words_alone()
    defects, unsure = _other_than_short_title(document.defects, resolved), _blocks(document, _UNREAD)
    told = {each.facts.title for each in defects if isinstance(each.facts, OtherTitleShown)}
    theirs = replace(theirs, metadata=tuple(each for each in theirs.metadata if each.text not in told))
    divided: tuple[tuple[Place, str], ...] = ()
    left: Mapping[int, str] = {}
    if shows.laid_out:
        from toolchain.compare.proof import doubts  # with the PDF reader, which no other output needs

        defects = doubts.with_names(defects, ours)
        if unset := tuple(_first_of_scripts(defects)):
            return unset  # lines that lack letters differ for no other reason
        ours, theirs, as_ours, divided, left = doubts.settled(ours, theirs)
        defects = tuple(
            each  # other than the uncertain order of a block that is that of the source
            for each in defects
            if each.severity is not Severity.INFORMATION or each.span.block not in as_ours
        )
    compared = compare(ours, theirs, _blocks(document, DocxFieldStale.rule), shows.standing)
    if compared.alike < _ANOTHER and ours.title != theirs.title:
        return (_another(ours, theirs, name, resolved),)
    known = {each.rule for each in defects} & {LanguageMissing.rule}  # the reader has reported this
    differences = [each for each in compared.differences if not _is_doubtful(each, unsure)]
    return (
        *_graded(defects, unsure, theirs),
        *_divided(divided),
        *(_turned(fresh.cover, theirs, resolved.document.front_matter.submitted_by) if fresh else ()),
        *(each for each in _front(ours, theirs, name, shows, left) if each.rule not in known),
        *(_defect(each, shows, name) for each in differences[:MOST]),
        *_more(len(differences) - MOST, name),
    )


def _first_of_scripts(defects: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the first page without the letters of each script that needs more than a font."""
    told: set[str] = set()
    for each in defects:
        if isinstance(each.facts, NoGlyphOfScript):
            scripts = {
                unicodedata.name(sign.text[0], "").partition(" ")[0]
                for sign in each.facts.characters
                if sign.text[0].isalpha()
            }
            if not scripts <= told:
                yield each
            told |= scripts


def _other_than_short_title(defects: Sequence[Finding], resolved: Resolved) -> tuple[Finding, ...]:
    """Return defects without running headers that are the short title and a heading's words too."""
    short = shown_text(resolved.document.front_matter.short_title, resolved.references)
    words = _letters(short)
    return tuple(
        each
        for each in defects
        if not (isinstance(each.facts, RunningHeadWrong) and words and _letters(each.facts.heading) == words)
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def as_shown(resolved: Resolved, shows: Shows) -> Resolved:
    """Return the tables as a format shows them.

    A web page and a book have no footnotes; a file with notes in its text has no heading of notes. A PDF
    prints the notes marked before the annexes together, with the numbers of nested ones; Word, where every
    note has one mark, prints them in order.
    """
    settings = resolved.settings
    if shows.in_place or not shows.footnotes:
        settings = replace(settings, notes=m.NoteKind.FOOTNOTE if shows.in_place else m.NoteKind.ENDNOTE)
    notes = resolved.notes
    if not shows.fields and settings.notes_place == "before-annexes" and settings.notes is m.NoteKind.ENDNOTE:
        notes = tuple(sorted(notes, key=lambda note: note.part is m.Part.ANNEX))
    return replace(resolved, settings=settings, notes=notes)


def _without_calls(shown: Shown, resolved: Resolved) -> Shown:
    """Return a Word file's lines without the marks that Word needs for notes marked only in notes.

    These marks are at the end of the text: next to the heading of the last notes, or, for footnotes, in the
    last paragraph.
    """
    labels = [note.label for note in resolved.notes if note.nested]
    if not labels:
        return shown
    heading, separator = resolved.words.terms["notes"], resolved.words.mark_separator
    body = list(shown.body)
    for at in reversed(range(len(body))):
        rest = _before_calls(body[at], labels, separator)
        if rest is not None and (at == len(body) - 1 or body[at].text.startswith(heading)):
            body[at] = body[at].changed(made_of=rest)
            break
    return replace(shown, body=tuple(body))


def _before_calls(line: Line, labels: Sequence[str], separator: str) -> tuple[Piece, ...] | None:
    """Return the pieces of a line before these marks at its end; None if it does not end in them."""
    rest = list(line.pieces)
    for label in reversed(labels):
        if not rest or rest.pop()[:2] != (label, "mark"):
            return None
        if rest and rest[-1][:2] == (separator, "text"):
            rest.pop()
    return tuple(rest)


def _another(ours: Shown, theirs: Shown, name: str, resolved: Resolved) -> Finding:
    source = FilePlace(resolved.document.path)
    related = (Related(source, about.SourceTitle(ours.title)),)
    title = shorten(fold(theirs.title), _SHOWN)
    place = FilePlace(name, words=said("“{title}”", title=title) if title else "")
    return Finding(place, about.AnotherDocument(resolved.document.path), related=related)


def _blocks(document: m.Document, rule: Rule) -> frozenset[int]:
    """Return the blocks in which the reader found a defect, as serious as others of its rule."""
    found = (each for each in document.defects if each.rule == rule and each.severity is None)
    return frozenset(finding.span.block for finding in found) - {0}


def _is_doubtful(difference: Difference, unsure: frozenset[int]) -> bool:
    """Return whether different words are only what the reader was uncertain about."""
    line = difference.theirs
    return difference.kind == "words" and line is not None and line.span.block in unsure


def _graded(defects: Sequence[Finding], unsure: frozenset[int], shown: Shown) -> Iterator[Finding]:
    """Yield the reader's defects; uncertain words are errors if there are more than a few."""
    words = Counter[bool]()
    for line in (*shown.body, *shown.notes) if unsure else ():
        words[line.span.block in unsure] += len(line.text.split())
    many = words[True] > UNSURE * words.total()
    for finding in defects:
        is_error = many and finding.rule == _UNREAD and finding.severity is None
        yield replace(finding, severity=Severity.ERROR) if is_error else finding


def _divided(words: Sequence[tuple[Place, str]]) -> Iterator[Finding]:
    """Yield words that a reader of the page may read as two, each once."""
    counted = Counter(word for _, word in words)
    for word, span in {word: span for span, word in reversed(words)}.items():
        facts = about.DividedWord(word, counted[word] - 1 or None)
        yield Finding(span, facts, severity=Severity.INFORMATION)


def _front(ours: Shown, theirs: Shown, name: str, shows: Shows, left: Mapping[int, str]) -> Iterator[Finding]:
    """Yield differences in the title, the language, the cover and around the text."""
    whole = FilePlace(name)
    if ours.title != theirs.title:
        yield Finding(whole, about.TitleDiffers(ours.title, theirs.title))
    if ours.lang.lower() != theirs.lang.lower():
        yield Finding(whole, about.LanguageDiffers(ours.lang, theirs.lang))
    cover = Cover(left.get(at, line) for at, line in enumerate(theirs.cover))
    listed = Counter(ours.sources) & Counter(theirs.sources)  # which are not facts of the cover
    listed.update(fold(entry.text) for entry in there(ours, theirs))
    missing, _ = cover.take((*ours.cover, *listed.elements()), ours.free)
    for fact in missing:
        yield Finding(FilePlace(name, words=said("the cover")), about.CoverLacks(fact))
    yield from _on_cover(theirs, cover, shows)
    known = *ours.cover, *ours.words
    shown = *known, theirs.title, *theirs.cover  # whose faults are reported above
    for each in (*added(known, theirs.frame), *added(shown, theirs.metadata)):
        yield _added(each.line.span, each.words, shows, each.more)
    for line in lacking(ours.frame, theirs.frame):
        yield Finding(FilePlace(name, words=line.span.words), about.MarginLacks(line.text))
    for line in lacking(repeated(theirs.frame), repeated(ours.frame)) if ours.frame else ():
        yield _added(line.span, line.text, shows)
    built = {(line.span.words, line.text): line for line in ours.frame}
    for line in theirs.frame:
        same = built.get((line.span.words, line.text), line)
        yield from (Finding(line.span, facts) for facts in other_looks(same, line))


def _turned(built: Sequence[str], theirs: Shown, of: Sequence[Organization]) -> Iterator[Finding]:
    """Yield the first text of a cover or of contents that is in another place than in those built now.

    Logos are apart, because their place depends on the look.
    """
    alone = {fold(each.logo_alt) for each in of}
    several = tuple(f"⟨{logo}⟩" for logo in alone)
    here = unique((line, at) for at, line in enumerate(theirs.cover) if not line.startswith(several))
    once = unique((line, line) for line in built)
    kept = [line for line in once if line in here and line not in alone]
    for ours, line in zip(kept, sorted(kept, key=here.__getitem__), strict=True):
        if ours != line:
            yield Finding(theirs.places[here[line]], LineMoved(OfKind(Word("the text"), line), None))
            return


def _on_cover(theirs: Shown, cover: Cover, shows: Shows) -> Iterator[Finding]:
    """Yield the rest of the cover, except page numbers in its contents."""
    for at, words in cover.left():
        is_split = at in theirs.listed and fold(theirs.cover[at]) != words
        is_number = is_split and not any(map(str.isalpha, words))
        if at < len(theirs.places) and not is_number and any(map(str.isalnum, words)):
            yield _added(theirs.places[at], words, shows)


def _added(place: Place, words: str, shows: Shows, more: int = 0) -> Finding:
    return Finding(place, about.NotInSource(words, shows.standing, more or None))


def _defect(difference: Difference, shows: Shows, name: str) -> Finding:
    ours, theirs = difference.ours, difference.theirs
    place = theirs.span if theirs else FilePlace(name)
    if difference.kind == "missing":
        words = said("after {place}", place=place.words) if place.words else said("at the beginning")
        place = replace(place, words=words)
    numbered = shows.fields and difference.kind == "number" and ours and ours.kind in ("text", "heading")
    related = (Related(ours.span, about.TheSource()),) if ours else ()
    facts = NumberInWord(difference.facts) if numbered else difference.facts
    return Finding(place, facts, related=related)


def _more(number: int, name: str) -> Iterator[Finding]:
    if number > 0:
        yield Finding(FilePlace(name), about.MoreDifferences(number))
