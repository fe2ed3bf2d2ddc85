"""Whether a typed reference is one to this very document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from enum import Enum, auto
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from toolchain import model as m
from toolchain.checks.source.failed import failed_links
from toolchain.checks.source.references.clues import SENTENCE, Clues
from toolchain.checks.source.references.grammar import (
    SENTENCE_END,
    Typed,
    all_typed,
    grammar,
    loose_numbers,
    loose_word,
)
from toolchain.checks.source.references.signs import signed_numbers
from toolchain.checks.survey import survey
from toolchain.model.expressions import expression
from toolchain.model.records import Record
from toolchain.resolve.tables import Resolved, note_of
from toolchain.text.passages import Passage
from toolchain.text.running import MARK, OBJECT

_BESIDE = tuple(",;،؛，；、(（)）]」”’»\"'0123456789" + OBJECT)
_ELISION = expression(r"(?<!\w)[dlDL][’']$")  # "l’annexe I"
_DIGITS = expression(r"\d+")
_NEAR = 80
_SHOWN = ("table", "figure")  # "The police said so (figure 1)": hardly theirs
_OF_ARTICLE = 13  # paragraphs: no treaty on human rights has an article with more


class Whose(Enum):
    """Whose paragraph a typed reference means, as far as its text shows it.

    OWN      this document's
    LIKELY   this document's, but a body that writes documents is named with it
    HALF     this document's, but only a part of what is typed: "paragraph 2 of annex I"
    UNSURE   this document's or another's
    ANOTHER  another document's
    """

    OWN = auto()
    LIKELY = auto()
    HALF = auto()
    UNSURE = auto()
    ANOTHER = auto()


class Own(Record):
    """A typed reference that is one to this document, or may be."""

    passage: Passage
    typed: Typed
    whose: Whose


def own_references(resolved: Resolved, series: frozenset[str] | None) -> Iterator[Own]:
    """Yield the typed references that mean this document, and those that may mean it.

    With `series`, the names of the document's own series, numbers apart from their words are looked for too.
    """
    groups = groupby(all_typed(resolved), key=itemgetter(0))
    known = {passage: tuple(typed for _, typed in group) for passage, group in groups}
    loose = None if series is None else loose_word(resolved.words, series)
    named: Named | None = None
    for passage in survey(resolved).passages if loose else known:
        if passage.owner is not None and not passage.in_quotation:
            named = named or Named(resolved, known)
            yield from Reading(resolved, passage, named).own(known.get(passage, ()), loose)


def has_direction(own: Own, resolved: Resolved) -> bool:
    """Return whether "below" or "of this report" is right after a reference."""
    after = Clues(resolved.words.lang).own_after
    return after.match(own.passage.text, own.typed.end) is not None


class Reading:
    """Decides which typed references in a passage mean this document, as far as possible.

    A direction ("above"; "supra," too, but not after an author) or "of the present report" means this
    document. "Note 3" without one may be another's, except after "see".

    "(para. 12)" is how one cites the document under discussion: it means this document only if no other
    document, and no body that writes documents, is named in its passage, its notes or the paragraph before;
    what is named in its sentence it does mean.
    "The Committee should …" asks something of a body; then the reference is probably one to this document.

    "Paragraph 3 requires …" may mean the paragraph of an article that is named nearby, or with that paragraph
    anywhere ("article 9, paragraph 3").

    After "note 3," it means what this note names. In a note that says no more than "para. 12" it may mean a
    document that is named at the note's mark. A reference before "of the …" or after "its" means another
    document; right after a comma or a number it does so if one is named.
    """

    def __init__(self, resolved: Resolved, passage: Passage, named: Named) -> None:
        self._resolved = resolved
        self._clues = Clues(resolved.words.lang)
        self._passage = passage
        self._named = named
        self._before: tuple[Typed | None, Whose] = (None, Whose.UNSURE)

    def own(self, references: Sequence[Typed], loose: re.Pattern[str] | None) -> Iterator[Own]:
        """Yield those of the passage's references, and of its loose numbers, that may mean this document."""
        passage = self._passage
        whose = {typed.start: self._whose(typed) for typed in references}
        links = failed_links(passage.text) if "[" in passage.text else ()
        failed = [range(start, end) for start, end, _ in links]  # S017

        def may_be_own(start: int) -> bool:
            another = whose.get(start) is Whose.ANOTHER or any(start in each for each in failed)
            return not another and not passage.leaf(start).linked and start not in passage.quoted

        for typed in references:
            if may_be_own(typed.start):
                yield Own(passage, typed, whose[typed.start])
        words = loose.finditer(passage.text) if loose else ()
        own = [word for word in words if may_be_own(word.start())]
        lang = self._resolved.words.lang
        others = [*loose_numbers(passage.text, own, references, lang)] if own else []
        signed = signed_numbers(passage.text, (*references, *others), lang) if loose else ()
        others += (each for each in signed if may_be_own(each.start))
        for number in others:
            if number.start in whose or self._whose(number) is not Whose.ANOTHER:
                yield Own(passage, number, Whose.UNSURE)

    def _whose(self, typed: Typed) -> Whose:
        last, same = self._before
        between = self._passage.text[last.end : typed.start] if last else "."
        after = self._passage.text[typed.end : typed.end + _NEAR]
        of_note = last and last.kind == "note" != typed.kind and self._clues.of_note.fullmatch(between)
        if of_note and not self._clues.own_after.match(after):
            self._before = typed, Whose.ANOTHER
            return Whose.ANOTHER
        joined = last and last.kind == typed.kind and self._clues.joins.fullmatch(between)
        if not joined and same is Whose.OWN and not self._clues.another_after.match(after):
            joined = self._clues.ends.match(after) and self._clues.also.fullmatch(between)
        found = same if joined else self._decide(typed)
        if joined and same is Whose.ANOTHER and self._clues.own_after.match(after):
            found = Whose.UNSURE  # "CRC/C/PAK/CO/5, para. 4, and para. 5 above"
        if found in (Whose.OWN, Whose.UNSURE) and self._is_half(typed):
            found = Whose.HALF
        if found is not Whose.ANOTHER and isinstance(self._passage.owner, m.Cell):
            found = Whose.UNSURE
        self._before = typed, found
        return found

    def _is_half(self, typed: Typed) -> bool:
        """Return whether a reference is to a paragraph of an annex, and not read as a whole."""
        text, (last, _), clues = self._passage.text, self._before, self._clues
        if typed.kind == "paragraph":
            return bool(clues.annex_before.search(text[max(typed.start - _NEAR, 0) : typed.start]))
        part = clues.part_of.match(text, last.end) if last and last.kind == "paragraph" else None
        after = re.compile(rf"{grammar(self._resolved.words).part}\d").match(text, typed.end)
        return typed.kind == "annex" and bool(after or (part and part.end() > typed.start))

    def _decide(self, typed: Typed) -> Whose:
        clues, text = self._clues, self._passage.text
        before = _ELISION.sub("", text[max(typed.start - _NEAR, 0) : typed.start])
        after = text[typed.end : typed.end + _NEAR]
        directed = clues.own_after.match(after) or clues.points_from_before(before)
        is_sent = clues.signal_before.search(before) and (not self._passage.in_note or self._only_refers)
        is_bare = typed.kind == "note" and not directed and not is_sent
        if self._passage.in_note and is_bare:
            return Whose.UNSURE
        is_here = typed.kind == "note" and clues.own_after.match(after)  # C405 finds "supra note 12"
        if self._passage.in_note and not self._only_refers and not is_here:
            open_ = before.rstrip().endswith(("(", "（")) and not self._cites
            beside = before.rstrip().endswith(_BESIDE) or self._speaks_of_documents
            return Whose.UNSURE if directed or open_ or not beside else Whose.ANOTHER
        if directed:
            return Whose.OWN
        at_mark = self._passage.in_note and self._named.at_mark(self._passage.around[0])
        if at_mark or clues.part_of.match(after):
            return Whose.UNSURE
        if clues.another_after.match(after):
            return Whose.ANOTHER
        perhaps = clues.perhaps_after.match(after) or clues.name_before.search(before)
        if perhaps or clues.another_before.search(before):
            return Whose.ANOTHER if self._speaks_of_documents or self._speaks_of_bodies else Whose.UNSURE
        if is_bare:
            return Whose.UNSURE
        in_article = not is_sent and self._named.in_article(self._passage, typed)
        found = self._without_direction(before.rstrip(), typed, in_article=in_article)
        unsure = found is Whose.OWN and typed.kind not in (*_SHOWN, "annex") and self._may_be_of(typed)
        return Whose.LIKELY if unsure else found

    def _may_be_of(self, typed: Typed) -> bool:
        """Return whether the sentence may speak of another text: "The lease (para. 4) forbids it".

        Brackets at the end of a clause belong to all of it, those within one to the word before them.
        """
        clues, (before, after) = self._clues, self._sentence(typed)
        sentence = before + after
        within = clues.signal_before.sub("", before).rstrip().endswith(("(", "（"))
        within = within and not clues.ends_clause.match(self._passage.text, typed.end)
        return within or bool(clues.cited.search(sentence) and not clues.this.search(sentence))

    def _sentence(self, typed: Typed) -> tuple[str, str]:
        """Return the sentence of a reference: what is before it, and the reference with the rest."""
        text = self._passage.text
        before = SENTENCE_END.split(text[max(typed.start - SENTENCE, 0) : typed.start])[-1]
        return before, SENTENCE_END.split(text[typed.start : typed.end + SENTENCE], 1)[0]

    def _without_direction(self, before: str, typed: Typed, *, in_article: bool) -> Whose:
        named = self._speaks_of_documents or self._speaks_of_bodies
        texts = self._speaks_of_texts or (typed.kind not in _SHOWN and self._quotes)
        brackets = before.endswith(("(", "（"))
        if brackets or before.endswith(_BESIDE):
            if named and self._clues.names_another("".join(self._sentence(typed))):
                return Whose.ANOTHER
            if not brackets or named or texts or self._is_named_around:
                return Whose.UNSURE
            return Whose.LIKELY if self._asks else Whose.OWN
        if self._speaks_of_documents or in_article:
            return Whose.UNSURE
        likely = self._speaks_of_bodies or texts or self._asks
        return Whose.LIKELY if likely else Whose.OWN

    @cached_property
    def _only_refers(self) -> bool:
        """Whether a note says no more than "see para. 12 above"."""
        note = self._passage.around[0]
        if not isinstance(note, m.Note):
            return False
        words = re.compile(grammar(self._resolved.words).kinds, re.IGNORECASE)
        texts = (each.text for each in survey(self._resolved).passages_in(note))
        return not any(self._clues.fillers.sub("", words.sub("", text)) for text in texts)

    @cached_property
    def _speaks_of_documents(self) -> bool:
        return self._clues.names_document(self._passage.text)

    @cached_property
    def _cites(self) -> bool:
        """Whether the text names what could have the paragraph: a document, a body, a law, an address."""
        clues, text = self._clues, self._passage.text
        found = clues.names_another(text) or self._speaks_of_texts or clues.same.search(text)
        return bool(found or clues.cited.search(text) or clues.article.search(text))

    @cached_property
    def _speaks_of_texts(self) -> bool:
        return self._clues.texts.search(self._passage.text) is not None

    @cached_property
    def _quotes(self) -> bool:
        clues, text = self._clues, self._passage.text
        return bool(clues.speakers.search(text) and clues.says.search(text))

    @cached_property
    def _asks(self) -> bool:
        return self._clues.asked.search(self._passage.text) is not None

    @cached_property
    def _is_named_around(self) -> bool:
        return self._named.around(self._passage)

    @cached_property
    def _speaks_of_bodies(self) -> bool:
        """Whether the text names a body that writes documents, or its notes name either."""
        found = self._clues.bodies.search(self._passage.text)
        return found is not None or self._named.in_notes(self._passage)


class _Names(Record):
    """Whether a paragraph names documents or bodies that write them, and articles."""

    documents: bool
    articles: bool


class Named:
    """The places where a paragraph or note names articles, other documents or the bodies that write these.

    `known` are the typed references by passage.
    """

    def __init__(self, resolved: Resolved, known: Mapping[Passage, Sequence[Typed]]) -> None:
        self._resolved = resolved
        self._known = known
        self._clues = Clues(resolved.words.lang)
        self._texts: dict[m.Node, list[Passage]] = {}
        self._before: dict[m.Node, m.Node] = {}
        self._found: dict[m.Node, _Names] = {}
        self._naming: dict[Passage, bool] = {}
        self._marked: dict[m.Node, Passage] = {}
        last: m.Node | None = None
        for passage in survey(resolved).passages:
            self._marked.update((note, passage) for note in self._notes(passage))
            whole = passage.outermost
            if whole is None or isinstance(whole, m.Heading):
                continue
            if whole not in self._texts and last is not None:
                self._before[whole] = last
            self._texts.setdefault(whole, []).append(passage)
            last = whole

    def around(self, passage: Passage) -> bool:
        """Whether any is named in the whole paragraph of a passage, or in the one before it."""
        return any(self._names(each).documents for each in self._near(passage))

    def in_article(self, passage: Passage, typed: Typed) -> bool:
        """Whether a number may be that of a paragraph of an article."""
        if typed.kind != "paragraph" or not (number := _paragraph(typed)):
            return False
        return number in self._of_articles or any(self._names(each).articles for each in self._near(passage))

    @cached_property
    def _of_articles(self) -> Set[int]:
        """The paragraphs that are cited with their articles."""
        clue = self._clues.article_before
        return {
            _paragraph(typed)
            for passage, references in self._known.items()
            for typed in references
            if clue.search(passage.text[max(typed.start - _NEAR, 0) : typed.start])
        }

    def _near(self, passage: Passage) -> Iterator[m.Node]:
        """Yield the whole paragraph of a passage, and the one before it."""
        whole = passage.outermost
        yield from filter(None, (whole, self._before.get(whole)) if whole else ())

    def _names(self, whole: m.Node) -> _Names:
        """Return what a paragraph names: it may have thousands of parts, and each of them references."""
        if whole not in self._found:
            texts, article = self._texts.get(whole, ()), self._clues.article
            self._found[whole] = _Names(
                any(self._is_named(text) or self.in_notes(text) for text in texts),
                any(article.search(text.text) for text in texts),
            )
        return self._found[whole]

    def in_notes(self, passage: Passage) -> bool:
        """Return whether another document, or a body that writes some, is named in a note of a passage."""
        found = survey(self._resolved)
        return any(self._is_named(text) for note in self._notes(passage) for text in found.passages_in(note))

    def at_mark(self, note: m.Node) -> bool:
        """Return whether one of these is named in the passage that has the mark of a note."""
        return note in self._marked and self._is_named(self._marked[note])

    def _notes(self, passage: Passage) -> Iterator[m.Note]:
        yield from filter(None, (note_of(node, self._resolved) for _, node in passage.nodes(MARK)))

    def _is_named(self, passage: Passage) -> bool:
        if passage not in self._naming:
            self._naming[passage] = self._clues.names_another(passage.text)
        return self._naming[passage]


def _paragraph(typed: Typed) -> int:
    """Return the first number of a reference if an article may have a paragraph of that number, or else 0."""
    digits = _DIGITS.match(typed.numbers[0].text)
    return int(digits[0]) if digits and int(digits[0]) <= _OF_ARTICLE else 0
