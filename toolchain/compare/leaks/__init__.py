"""Prove that nothing withheld is in a public version: in its tree, and in every byte of its files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from toolchain import model as m
from toolchain.model.diagnostics import FilePlace, Finding, Place, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts, Word
from toolchain.model.front_matter import FrontMatter
from toolchain.model.records import Record, asdict, replace
from toolchain.model.walk import plain_text, walk
from toolchain.resolve.held import Held, label_of, texts_of
from toolchain.resolve.labels import Words
from toolchain.resolve.tables import Resolved, printed_text
from toolchain.rules import withheld as about
from toolchain.text.arabic import PREFIXES, is_arabic, within
from toolchain.text.plain import WORD, bare, plain, words_of
from toolchain.text.sought import RUN, Hit, Protected, Sought, runs_of
from toolchain.text.withheld import Passage

if TYPE_CHECKING:
    from toolchain.compare.leaks.pdf import Layer

_LONG = 12
"""Words in a row that the public text should not repeat: they cause a warning."""
_TELEPHONE = 7  # figures that are in no file by chance
_SAME, _FLAT = 12.0, 4.0
"""Of 256 shades of grey: how far two forms of one picture differ, and how little a blank one varies."""
_OF_SOURCES = (Word("the key of a source"), Word("a cited source"))
"""What says words of its own: who cites a source publicly says what it is."""
_TAG = expression(r"<[^<>]*>")
_COVER = ("title", "subtitle", "short_title")


class Guard(Record):
    """What a public version must not have. `kept` are its own pictures, `pictures` the withheld ones.

    `instead` are the places of `instead="…"` that repeat a name or number, with the line that withholds it.
    `organizations` are the names of withheld organizations, with their lines. `printed` are the words that
    outputs print before numbers: a protected name that is one of them is in files that name nobody.
    """

    sought: Sought
    pictures: tuple[bytes, ...] = ()
    kept: tuple[bytes, ...] = ()
    repeated: Mapping[tuple[str, ...], int] = MappingProxyType({})
    instead: tuple[tuple[Place, int], ...] = ()
    organizations: tuple[tuple[re.Pattern[str], int], ...] = ()
    printed: frozenset[str] = frozenset()

    def found_in(self, text: str) -> bool:
        """Return whether a text, shown or not, says something of it."""
        said = plain(text)
        named = (pattern.search(said) for pattern, _ in self.organizations)
        return any(self.sought.hits(text, shown=False)) or any(named)


def guard(held: Held, names: Iterable[Protected], resolved: Resolved, bibliography: m.Bibliography) -> Guard:
    """Return what must not be in the public version, which is `resolved`. `bibliography` is the source's."""
    passages = [*held.passages, *cited(held, bibliography)]
    own = list(_own(resolved))
    images = tuple(each.data for each in resolved.document.images.values())
    repeated = {run for text in own for run in _telling(text)}
    known = {
        run: each.line
        for each in reversed(held.passages)
        for words in (words_of(plain(each.text)),)
        # Arabic has no capitals: only a few words can be a name.
        for run in _telling(each.text, names=len(words) < (RUN if any(map(is_arabic, words)) else _LONG))
        if run in repeated
    }
    said = {word for text in own for word in WORD.findall(plain(text))}
    names_alone = ((each.name, each.line) for each in reversed(held.passages) if each.name)
    # “they” is no name, if the text has it in small letters too
    known |= {(name,): line for name, line in names_alone if name in said and name.lower() not in said}
    shown = (node for node in texts_of(resolved.document) if isinstance(node, m.Image))
    sought = Sought(names, passages, [*own, "\n".join(own), *_lists(resolved)], [each.alt for each in shown])
    organizations = tuple((_named(name), line) for name, line in held.organizations)
    told = tuple(_told_instead(held, own))
    return Guard(sought, held.pictures, images, known, told, organizations, printed(resolved.words))


def printed(words: Words) -> frozenset[str]:
    """Return the words of captions and references in a language, and of the labels that lead to them."""
    said = (*words.citations, *words.citations.values(), *(form.text for form in words.captions.values()))
    return frozenset(words_of(bare(" ".join((*said, *words.below)))))


def _named(name: str) -> re.Pattern[str]:
    """Return the pattern of an organization's name, and of the short form in brackets after it.

    A single word in small letters may be a common word.
    """
    forms = [form.split() for form in re.split(r"[()]", plain(name)) if form.strip()]
    typed = (r"\s+".join(map(within if form[1:] else re.escape, form)) for form in forms)
    found = (f"(?i:{each})" if len(form) > 1 else each for form, each in zip(forms, typed, strict=True))
    return re.compile(rf"(?<!\w){PREFIXES}(?:{'|'.join(found) or '(?!)'})(?!\w)")


def _told_instead(held: Held, own: Iterable[str]) -> Iterator[tuple[Place, int]]:
    """Yield where the words in place of a passage say what only passages have: a name, or a long number."""
    lines = {word: each.line for each in reversed(held.passages) for word in each.telling()}
    left = Counter(word for text in own for word in words_of(plain(text)))
    told = [(place, words_of(plain(text))) for place, text in held.instead]
    left.subtract(word for _, words in told for word in words)
    for place, words in told:
        if said := next((word for word in words if word in lines and left[word] <= 0), None):
            yield place, lines[said]


def in_source(guarded: Guard, resolved: Resolved, source: str) -> Iterator[Finding]:
    """Yield what of it the tree of the public version has. `source` is the name of its file."""
    sought = guarded.sought
    yield from (Finding(place, about.WordsInstead(line)) for place, line in guarded.instead)
    for span, what, text in _unseen(resolved, source):
        hits = sought.hits(text, shown=False)
        yield from _told((hit for hit in hits if hit.pseudonym or what not in _OF_SOURCES), span, what)
    for span, text in _shown(resolved):
        yield from _told(map(Hit, sought.named(plain(text))), span, Word("the text"))
        named = [line for pattern, line in guarded.organizations if pattern.search(plain(text))]
        yield from (Finding(span, about.WordsInSource(line, Word("the text"))) for line in named)
        said = "".join(words_of(plain(text)))
        runs = {*_telling(text), *((word,) for word in WORD.findall(plain(text)))}
        lines = [guarded.repeated[run] for run in guarded.repeated.keys() & runs]
        lines += (line for run, line in sought.repeated.items() if "".join(run) in said)
        yield from (Finding(span, about.WordsRepeated(line)) for line in ([] if named else lines[:1]))


def _telling(text: str, *, names: bool = True) -> Iterator[tuple[str, ...]]:
    """Yield the runs of words that cause a warning in the public text: long ones, and names."""
    yield from runs_of(words_of(plain(text)), _LONG)
    if names:
        yield from names_in(text)


def names_in(text: str) -> Iterator[tuple[str, ...]]:
    """Yield each two words in a row that are capitalised: of a name, perhaps. Arabic ones may always be."""
    found = [(each, len(each[0]) > 2 and is_arabic(each[0])) for each in WORD.finditer(plain(text))]
    for (one, arabic), (other, also) in pairwise(found):
        named = (arabic and also) or (one[0][0].isupper() and other[0][0].isupper())
        if named and other.start() - one.end() == 1:
            yield one[0], other[0]


def in_file(
    guarded: Guard, data: bytes, display: str, frame: Callable[[], bytes] | None = None
) -> Iterator[Finding]:
    """Yield the protected words, names and pictures that are in a public file, in any part and encoding.

    `frame` makes the same file without any text of the source, to know what our own templates write. Words
    that are in this empty file too are not reported. Several in a row that no reader sees there
    (“first-child” of a style sheet) are not reported at other places that no reader sees. A name that is a
    word there (Page), or part of one (Amir of “Amiri”), is reported only in other words than this one.
    """
    from toolchain.compare.leaks.layers import layers  # with the PDF reader, which a check does not need

    place = FilePlace(display)
    sought, told = guarded.sought, set[Facts]()
    words: dict[tuple[Hit, bool], str] = {}
    named: dict[tuple[Hit, str, frozenset[str]], str] = {}
    for layer in layers(data):
        where = layer.where or PurePosixPath(display).name
        if layer.kind == "picture":
            if _is_withheld(layer.data, guarded):
                told.add(about.PictureInFile(where))
            continue
        if layer.kind == "unread":
            told.add(about.NotSearched(where))
            continue
        for hit in _hits(sought, layer):
            if hit.pseudonym:
                named |= dict.fromkeys(_names_in(sought, layer), where)
            else:
                words.setdefault(_framed(hit, layer), where)
    if (words or named) and frame is not None:
        frames = [each for each in layers(frame()) if each.text]
        of_frame = {_framed(hit, each) for each in frames for hit in _hits(sought, each)}
        words = {found: where for found, where in words.items() if found not in of_frame}
        known = {
            (hit.pseudonym, part, each)
            for frame in frames
            for hit, part, said in _names_in(sought, frame)
            for each in said
        }
        named = {
            (hit, part, said): where
            for (hit, part, said), where in named.items()
            if not any((hit.pseudonym, part, each) in known for each in said)
        }
    told |= {about.WordsInFile(hit.line, where) for (hit, _), where in words.items()}
    for (hit, *_), where in named.items():
        is_printed = guarded.printed.issuperset([bare(hit.word).casefold()])
        told.add(about.NamePrinted(hit.pseudonym) if is_printed else about.NameInFile(hit.pseudonym, where))
    yield from (Finding(place, facts) for facts in sorted(told, key=repr))


def _hits(sought: Sought, layer: Layer) -> Iterator[Hit]:
    shown, alone = layer.kind != "unseen", layer.kind in ("shown", "unseen")
    for hit in sought.hits(layer.text, shown=shown, alone=alone, noise=layer.kind == "noise"):
        figures = hit.word.replace(" ", "")
        by_chance = figures.isdigit() and (figures == hit.word or len(figures) < _TELEPHONE)
        if layer.kind == "shown" or not by_chance:
            yield hit


def _names_in(sought: Sought, layer: Layer) -> Iterator[tuple[Hit, str, frozenset[str]]]:
    """Yield the names that a layer has, with its kind and that of its part, and what each is known by."""
    text, shown = plain(layer.text), layer.kind != "unseen"
    for hit, said in sought.words_with_names(text, shown=shown, noise=layer.kind == "noise"):
        yield hit, f"{layer.kind} {PurePosixPath(layer.where).suffix}", frozenset(said)


def _framed(hit: Hit, layer: Layer) -> tuple[Hit, bool]:
    """Return what a frame must have too: several words in a row where they are read, or are not."""
    return hit, " " in hit.word and layer.kind == "shown"


def _told(hits: Iterable[Hit], span: Place, what: Word) -> Iterator[Finding]:
    for hit in dict.fromkeys(replace(hit, word="") for hit in hits):
        facts: Facts = (
            about.NameInSource(hit.pseudonym, what) if hit.pseudonym else about.WordsInSource(hit.line, what)
        )
        yield Finding(span, facts)


def cited(held: Held, bibliography: m.Bibliography) -> Iterator[Passage]:
    """Yield what the bibliography says of sources that are cited in withheld passages only."""
    for key, line in held.keys.items():
        if entry := bibliography.entries.get(key):
            yield from (Passage(text, line, within=True) for text in (key, *_said(entry)))


def _said(entry: m.Entry) -> Iterator[str]:
    yield from entry.fields.values()
    for name in (name for names in entry.names.values() for name in names):
        yield " ".join(filter(None, (name.given, name.non_dropping, name.family, name.literal)))


def _own(resolved: Resolved) -> Iterator[str]:
    """Yield the texts that the public version shows of its own."""
    matter = resolved.document.front_matter
    yield from (printed_text(getattr(matter, name), resolved) for name in _COVER)
    yield from (str(each) for each in _front(matter))
    yield from (text for _, text in _shown(resolved))
    named = {each.name for each in resolved.series.values()} - resolved.words.series.keys()
    for number in resolved.numbers.values():
        cited = (word for word in number.cited.split() if word not in named)
        yield " ".join((number.label, *cited))
    for group in (group for groups in resolved.source_lists.values() for group in groups):
        yield from (printed_text(each.children, resolved) for each in group.sources)
    yield from (printed_text(each.children, resolved) for each in resolved.authorities.values())
    yield " ".join(resolved.words.terms.values())
    for key in {node.key for node in texts_of(resolved.document) if isinstance(node, m.CitedSource)}:
        if entry := resolved.bibliography.entries.get(key):
            yield from _said(entry)


def _lists(resolved: Resolved) -> Iterator[str]:
    """Yield what files have together and sources do not: the notes in their order, and the headings."""
    notes = (node for each in resolved.notes for node, _ in walk(each.note.blocks))
    for nodes, kind in ((notes, m.Paragraph), (resolved.document.blocks, m.Heading)):
        yield "\n".join(printed_text(each.children, resolved) for each in nodes if isinstance(each, kind))


def _front(matter: FrontMatter) -> Iterator[object]:
    yield from (matter.recipient, matter.country, matter.session, matter.instrument, matter.reporting_cycle)
    yield from (matter.agenda_item, matter.date)
    for each in matter.submitted_by:
        yield from (each.name, each.status)
        if each.contact:
            yield from asdict(each.contact).values()


def _shown(resolved: Resolved) -> Iterator[tuple[Place, str]]:
    """Yield what people read, text by text."""
    matter = resolved.document.front_matter
    for name in _COVER:
        if text := printed_text(getattr(matter, name), resolved):
            yield matter.places.get(name, FilePlace(resolved.document.path)), text
    for node in texts_of(resolved.document):
        match node:
            case m.Heading() | m.Paragraph() | m.Caption() | m.Cell():
                text = printed_text(node.children, resolved)
                yield node.span, text
                if (
                    without := _TAG.sub("", text)
                ) != text:  # tags of HTML, which a draft prints, divide a name
                    yield node.span, without
            case m.Code() | m.CodeBlock() | m.RawHtml():
                yield node.span, node.text
            case m.Citation():
                yield node.span, printed_text((node,), resolved)
            case m.SourceList():
                for group in resolved.source_lists.get(node, ()):
                    yield from ((node.span, printed_text(each.children, resolved)) for each in group.sources)
            case _:
                pass


def _unseen(resolved: Resolved, source: str) -> Iterator[tuple[Place, Word, str]]:
    """Yield what outputs have and nobody reads at first sight."""
    matter = resolved.document.front_matter
    whole = SourceSpan.top(resolved.document.path)
    yield whole, Word("the name of the file"), source
    for number, keyword in enumerate(matter.keywords):
        yield matter.places.get(f"keywords.{number}", whole), Word("a keyword"), keyword
    for number, each in enumerate(matter.submitted_by):
        place = matter.places.get(f"submitted-by.{number}.logo", whole)
        yield place, Word("the logo"), f"{each.logo_alt}\n{PurePosixPath(each.logo).stem}"
    for text in _front(matter):
        yield matter.places.get("submitted-by.0.name", whole), Word("the cover"), str(text)
    for node in texts_of(resolved.document):
        yield from ((node.span, what, text) for what, text in _beside(node, resolved.bibliography))


def _beside(node: m.Node, bibliography: m.Bibliography) -> Iterator[tuple[Word, str]]:
    """Yield what a node has besides its words."""
    if label := label_of(node):
        yield Word("a label"), label
    if series := getattr(node, "series", None):
        yield Word("the name of a series"), series
    if about := getattr(node, "about", None):
        yield Word("an attribute"), "\n".join(value for _, value in about.values)
    match node:
        case m.Image():
            yield Word("the alternative text"), f"{node.alt}\n{node.title}"
            yield Word("the name of a picture"), PurePosixPath(node.source).stem
        case m.Link():
            yield Word("an address"), f"{node.url}\n{node.title}"
        case m.CodeBlock():
            yield Word("the language of code"), node.language
        case m.CitedSource():
            yield _OF_SOURCES[0], node.key
            if entry := bibliography.entries.get(node.key):
                yield _OF_SOURCES[1], "\n".join(_said(entry))
        case m.CrossReference():
            yield Word("a reference"), plain_text(node.children)
        case _:
            pass


def _is_withheld(data: bytes, guarded: Guard) -> bool:
    """Return whether a picture is a withheld one, perhaps in another size or format."""
    if not guarded.pictures or data in guarded.kept:
        return False
    if data in guarded.pictures:
        return True
    from toolchain.compare.pictures import distance, look_of  # few sources have a withheld picture

    look = look_of(data)
    if not look or _spread(look) < _FLAT:
        return False
    kept, withheld = (filter(None, map(look_of, each)) for each in (guarded.kept, guarded.pictures))
    own = min((distance(look, other) for other in kept), default=256.0)
    gone = min((distance(look, other) for other in withheld), default=256.0)
    return gone < _SAME and gone < own / 2


def _spread(look: bytes) -> float:
    middle = sum(look) / len(look)
    return sum(abs(each - middle) for each in look) / len(look)
