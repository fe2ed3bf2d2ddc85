"""A DOCX that has been read once: its text, the parts that readers and checks need, its properties."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from toolchain import model as m
from toolchain.formats.docx.found import Found
from toolchain.formats.docx.notes import NotesPart, number_calls
from toolchain.formats.docx.numbering import Numbering
from toolchain.formats.docx.package import WORD, Package, refuse_package, refuse_repeats, refuse_text
from toolchain.formats.docx.scan import Scanner
from toolchain.formats.docx.story import Paragraph, Story
from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.xml import Element, W, is_on
from toolchain.formats.metadata import of_elements
from toolchain.model.diagnostics import Failure
from toolchain.model.expressions import expression
from toolchain.model.languages import RIGHT_LETTER, is_right_to_left, other_by_words, primary_subtag
from toolchain.model.records import Record
from toolchain.model.wording import beginning
from toolchain.rules.inputs import NotOfKind


class Opened(Record):
    """A DOCX that has been read once.

    `story` is the text of the document; the texts of the notes are at the calls in `found`. `texts` are the
    parts with notes, `settings` is the root of that part, `strange` is what `number_calls` does not support.
    """

    display: str
    package: Package
    body: Element
    styles: Styles
    story: Story
    found: Found
    texts: dict[m.NoteKind, NotesPart]
    settings: Element | None
    strange: set[str]

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield all paragraphs of the text and its notes, including those in tables."""
        yield from self.story.paragraphs()
        for story in self.stories_of_notes():
            yield from story.paragraphs()

    def stories_of_notes(self) -> Iterable[Story]:
        """Return the texts of the notes that are called, each once."""
        return {id(call.story): call.story for call in self.found.calls if call.story}.values()


def open_bytes(data: bytes, display: str) -> Opened:
    """Read the bytes of a DOCX; `display` is its path in messages.

    Raise `Failure`: S012 for a damaged or encrypted file, S020 for another kind of file, S021 for a too large
    one, S023 for a file with external parts.
    """
    package = Package(data, display)
    refuse_package(package)
    root = package.tree(package.main)
    body = root.find(W + "body")
    if root.tag != W + "document" or body is None:
        raise package.unreadable(NotOfKind(WORD))
    styles = Styles(package.related("styles"))
    settings = package.related("settings")
    numbering = Numbering(package.related("numbering"), styles)
    scanner = Scanner(styles, numbering)
    story = scanner.document(body)
    found = scanner.found
    strange = number_calls(found.calls, settings, found.sections, styles.language)
    texts = {kind: NotesPart(kind, package.related(f"{kind.value}s")) for kind in m.NoteKind}
    _read_notes(scanner, texts)
    refuse_repeats(package, found.calls)
    refuse_text(
        package,
        styles,
        (*numbering.wrong, *found.wrong, *(each for part in texts.values() for each in part.wrong)),
    )
    return Opened(display, package, body, styles, story, found, texts, settings, strange)


def _read_notes(scanner: Scanner, texts: dict[m.NoteKind, NotesPart]) -> None:
    """Read the text of every note with a call, in the order of the calls."""
    calls = list(scanner.found.calls)
    for kind, part in texts.items():
        scanner.notes(part)
        read: dict[str, Story | None] = {}
        for call in calls:
            if call.kind is kind:
                if call.identity not in read:
                    read[call.identity] = scanner.note(call, part)
                call.story = read[call.identity]


_EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"

DIGESTS = "submission-paragraphs"
"""The document variable with the digests of the paragraphs; Word and LibreOffice keep it."""
LONGEST = 65_280
"""The most characters of a document variable in Word."""


def digests(settings: Element | None) -> str:
    """Return the digests of paragraphs that are stored in a file, or ""."""
    found = () if settings is None else settings.iter(W + "docVar")
    return next((each.get(W + "val", "") for each in found if each.get(W + "name") == DIGESTS), "")


def is_untouched(package: Package) -> bool:
    """Return whether this toolchain was the last program that saved a file, and says so in a part that can be
    read.
    """
    name = None
    with suppress(Failure):
        part = next(package.parts("", "extended-properties"), None)
        name = package.tree(part.target).findtext(f"{_EXTENDED}Application") if part else None
    return name == "Submission Toolchain"


def core(package: Package) -> Mapping[str, str]:
    """Return the core properties that are not empty, such as "title" and "keywords". Raise `Failure`."""
    part = next(package.parts("", "core-properties"), None)
    found = of_elements(package.tree(part.target)) if part else ()
    return {name: text.strip() for name, text in found if text.strip()}


_LOOKED_AT = 20_000  # characters
_EAST = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # compiled only where a text has such signs: 1 ms
_FIRST_EAST = "\u3040"
_LEFT = expression("[A-Za-z\u00c0-\u058f]+")


def language(package: Package, styles: Styles, body: Element, texts: Sequence[str]) -> str:
    """Return the language tag of a text: of its words, if a third-party file certainly states a wrong one.

    A text written where Word is English says that it is English, in whatever language it is.
    """
    stated = stated_language(package, styles, body, texts)
    ours = styles.id_of("numbered paragraph") is not None
    return (not ours and other_by_words(stated, beginning(texts, _LOOKED_AT))) or stated


def stated_language(package: Package, styles: Styles, body: Element, texts: Sequence[str]) -> str:
    """Return the language tag that a file states for a text.

    If the file's properties state a language, and the styles state the same one for a script in the text,
    return it; else the language that the styles state for the most frequent script. So a Chinese text with
    long names in Latin letters is Chinese.
    """
    letters, untouched = _letters(texts), is_untouched(package)
    stated = core(package).get("language", "")
    spoken = {
        primary_subtag(tag)
        for slot, tag in styles.languages.items()
        if untouched or slot == "val" or letters[slot]  # ours may be a translation that is only begun
    }
    applies = _slot(body, letters)
    tag = styles.languages.get(applies, "")
    if applies == "bidi" and not untouched:
        # Google Docs states a language for all scripts, LibreOffice English for all texts
        stated = stated if is_right_to_left(stated) else ""
        tag = tag or next(filter(is_right_to_left, styles.languages.values()), "")
    return stated if stated and (not tag or primary_subtag(stated) in spoken) else tag


def _letters(texts: Sequence[str]) -> Counter[str]:
    """Return the number of letters for each language attribute of `w:lang`, in the beginning of the text."""
    words = beginning(texts, _LOOKED_AT)
    return Counter(
        bidi=len(RIGHT_LETTER.findall(words)),
        eastAsia=len(re.findall(_EAST, words)) if max(words, default="") >= _FIRST_EAST else 0,
        val=sum(map(len, _LEFT.findall(words))),
    )


def _slot(body: Element, letters: Counter[str]) -> str:
    """Return which language attribute of `w:lang` applies to the document (ECMA-376-1, 17.3.2.20)."""
    right, east, left = letters["bidi"], letters["eastAsia"], letters["val"]
    section = body.find(W + "sectPr")
    leans_right = section is not None and is_on(section.find(W + "bidi"))
    if right > max(east, left) or (leans_right and right >= east):
        return "bidi"
    return "eastAsia" if east * 2 > left else "val"  # a word of two signs has five letters elsewhere
