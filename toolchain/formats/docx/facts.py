"""Check a Word file by itself: D901, D903 to D905, D909, D910, and D900 for what is not certain."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import takewhile

from toolchain.formats.docx.fields import POINTING, Field, Instruction
from toolchain.formats.docx.found import Bookmark, Found, Trouble, first_call
from toolchain.formats.docx.notes import ONE, SEPARATORS, SEVERAL, Call, NotesPart
from toolchain.formats.docx.story import Paragraph
from toolchain.formats.docx.xml import ID, Element, W, words_in
from toolchain.model import NoteKind
from toolchain.model.expressions import expression
from toolchain.model.wording import beginning, fold
from toolchain.rules import outputs_docx as about
from toolchain.rules.outputs_docx import FirstNumber, NumbersAgain, NumbersByPage, NumberTyped

_TEXTS = 200
"""Maximum number of texts of a field result or bookmark that are compared."""

_LONGEST = 1000
"""Maximum number of their characters."""

_LEVEL = expression(r"\w+")
_CAPITALS = frozenset(("UPPER", "LOWER", "CAPS", "FIRSTCAP"))
_END = f'.//{W}fldChar[@{W}fldCharType="end"]'


def troubles(found: Found, parts: Iterable[NotesPart], settings: Element | None) -> Iterator[Trouble]:
    """Yield all findings that need the whole document."""
    yield from found.troubles
    for part in parts:
        calls = [call for call in found.calls if call.kind is part.kind]
        yield from _notes(part, calls, settings)
    for bookmark in found.bookmarks.doubles:
        yield Trouble(about.BookmarkTwice(bookmark.name), bookmark.paragraph)
    for name, paragraph in found.links:
        if found.bookmarks.get(name) is None:
            yield Trouble(about.LinkNowhere(name), paragraph)
    for field in found.fields:
        yield from _field(field, found)
    yield from _backwards(found)


def _notes(part: NotesPart, calls: list[Call], settings: Element | None) -> Iterator[Trouble]:
    kind, kinds = ONE[part.kind], SEVERAL[part.kind]
    yield from _separators(part, settings)
    for identity in part.twice:
        yield Trouble(about.NoteIdTwice(kinds, identity), None)
    seen: set[str] = set()
    for call in calls:
        if call.story is None:
            yield Trouble(about.NoteWithoutText(kind, call.identity), call.paragraph)
        elif call.identity in seen:
            yield Trouble(about.NoteMarkedTwice(kind, call.identity), call.paragraph)
        elif not _shows_number(call):
            yield Trouble(about.NoteHidesNumber(call.name), _first(call))
        seen.add(call.identity)
    order = list(dict.fromkeys(call.identity for call in calls if call.story))
    for identity, note in part.texts.items():
        if identity not in seen:
            yield Trouble(about.NoteWithoutMark(kind, identity, words_in(note)), None)
    if order != [identity for identity in part.texts if identity in seen]:
        at = next(call for call, each in zip(calls, part.texts, strict=False) if call.identity != each)
        yield Trouble(about.NotesOutOfOrder(kinds, at.name), at.paragraph)


def _separators(part: NotesPart, settings: Element | None) -> Iterator[Trouble]:
    """Find separators of notes that are missing from the part or the settings (ECMA-376-1, 17.11.23).

    Their ids do not matter.
    """
    if part.root is None or not (part.texts or part.special):
        return
    kind = part.kind.value
    kinds = {special for special, _ in part.special}
    ids = {identity for _, identity in part.special}
    for name in SEPARATORS:
        if name not in kinds:
            yield Trouble(about.NoSeparator(SEVERAL[part.kind], name), None)
    properties = None if settings is None else settings.find(f"{W}{kind}Pr")
    for each in () if properties is None else properties.iterfind(W + kind):
        if each.get(ID, "") not in ids:
            yield Trouble(about.NotSeparator(ONE[part.kind], each.get(ID, "")), None)


def _first(call: Call) -> Paragraph:
    """Return the first paragraph of a note's text."""
    blocks = call.story.blocks if call.story else []
    return next((each for each in blocks if isinstance(each, Paragraph)), call.paragraph)


def _shows_number(call: Call) -> bool:
    first = _first(call)
    return first.text.lstrip().startswith(call.label) if call.custom else first.numbers_note


def _field(field: Field, found: Found) -> Iterator[Trouble]:
    instruction = field.instruction
    stored = _stored(field, found)
    if (right := updated(field, found)) is not None:
        kind = about.FieldTyped if _is_typed(field) else about.FieldShowsOther
        yield Trouble(kind(field.text, stored, fold(right)), field.paragraph)
    if instruction.kind == "SEQ":
        return
    if instruction.kind not in POINTING:
        if found.bookmarks.get(instruction.kind) is None:  # a bookmark's name alone is a REF too
            yield Trouble(
                about.FieldUnknown(field.text) if field.text else about.FieldEmpty(), field.paragraph
            )
        return
    bookmark = found.bookmarks.get(instruction.target)
    if bookmark is None:
        nowhere = about.PageNowhere if instruction.kind == "PAGEREF" else about.FieldNowhere
        yield Trouble(nowhere(field.text), field.paragraph)
    elif instruction.kind == "NOTEREF" and first_call(bookmark, found.calls) is None:
        yield Trouble(about.FieldWithoutNote(field.text), field.paragraph)
    elif instruction.kind == "REF" and _asks_number(instruction) and not bookmark.paragraph.label:
        yield Trouble(about.FieldWithoutNumber(field.text), field.paragraph)
    elif instruction.kind == "PAGEREF" and len(stored.split()) != 1:
        yield Trouble(about.NotPageNumber(field.text, stored), field.paragraph)


def _is_typed(field: Field) -> bool:
    """Return whether a tracked change has put words into the result of a field."""
    run = None if field.begin is None else field.begin.getparent()
    result = takewhile(lambda each: each.find(_END) is None, () if run is None else run.itersiblings())
    return any(each.tag == W + "ins" and next(each.iter(W + "t"), None) is not None for each in result)


def updated(field: Field, found: Found) -> str | None:
    r"""Return what a field that is out of date will show; None if it is up to date, or that is not known.

    Of the numbers that \r may show, the one with as many levels as now.
    """
    expected, stored = _possible(field, found), _stored(field, found)
    if not expected or stored in map(fold, expected):
        return None
    levels = len(_LEVEL.findall(stored))
    return min(expected, key=lambda each: abs(len(_LEVEL.findall(each)) - levels))


def _possible(field: Field, found: Found) -> tuple[str, ...]:
    """Return what a field may show once it is updated; nothing if that is not known."""
    instruction = field.instruction
    if instruction.has("p") or any(word.upper() in _CAPITALS for word in instruction.values("*")):
        return ()
    if instruction.kind == "SEQ":
        return () if field.expected is None else (field.expected,)
    bookmark = found.bookmarks.get(instruction.target)
    if bookmark is None:
        return ()
    if instruction.kind == "NOTEREF":
        call = first_call(bookmark, found.calls)
        return () if call is None else (call.label,)
    return _reference(instruction, bookmark, found) if instruction.kind == "REF" else ()


def _backwards(found: Found) -> Iterator[Trouble]:
    """Find page numbers in a table of contents that decrease. Only Word knows the true ones."""
    before = 0
    for field in found.fields:
        if field.instruction.kind == "PAGEREF" and field.paragraph.contents:
            page = _stored(field, found)
            if page.isdecimal():
                if int(page) < before:
                    yield Trouble(about.PagesBackwards(page, str(before)), field.paragraph)
                before = int(page)


def _reference(instruction: Instruction, bookmark: Bookmark, found: Found) -> tuple[str, ...]:
    item, label = bookmark.paragraph.item, bookmark.paragraph.label
    if not _asks_number(instruction):
        text = _bookmarked(bookmark, found)
        return () if text is None else (text,)
    if item is None or not label or instruction.has("t"):
        return ()
    if instruction.has("w"):
        return (item.full,)
    if instruction.has("n") or not item.level:
        return (label.rstrip("."),)
    return tuple(item.tails)  # \r shows as many levels as the place where it stands asks for


def _asks_number(instruction: Instruction) -> bool:
    return any(map(instruction.has, "nrw"))


def _bookmarked(bookmark: Bookmark, found: Found) -> str | None:
    """Return the text in a bookmark, None if it is not known or is too long."""
    start, end = bookmark.texts
    if end is None or end - start > _TEXTS or bookmark.calls[0] != bookmark.calls[1]:
        return None
    text = _beginning(found, start, end)
    return text if len(text) <= _LONGEST else None


def _beginning(found: Found, start: int, end: int) -> str:
    """Return the text of a range: at most `_TEXTS`, and one character more than `_LONGEST`."""
    return beginning(found.texts[start : min(end, start + _TEXTS)], _LONGEST + 1)


def _stored(field: Field, found: Found) -> str:
    return fold(_beginning(found, field.start, field.end))


def misnumbered(calls: Sequence[Call], strange: Collection[str]) -> Iterator[Trouble]:
    """Yield D909 if note numbers restart, begin with another number than 1, or are typed.

    `strange` is the result of `number_calls`: formats that are not supported.
    """
    for kind in NoteKind:
        own = [call for call in calls if call.kind is kind]
        yield from _typed(own)
        counted = [call for call in own if not call.custom]
        if counted and "eachPage" in strange:
            yield Trouble(NumbersByPage(SEVERAL[kind]), counted[0].paragraph)
        yield from _again(counted)


def _typed(calls: Sequence[Call]) -> Iterator[Trouble]:
    """Yield D909 for custom marks that are numbers. An asterisk is not."""
    for call in calls:
        if call.custom and any(map(str.isalnum, call.label)):
            yield Trouble(NumberTyped(call.name), call.paragraph)


def _again(calls: Sequence[Call]) -> Iterator[Trouble]:
    if calls and calls[0].label.isdecimal() and int(calls[0].label) != 1:
        yield Trouble(FirstNumber(ONE[calls[0].kind], calls[0].label), calls[0].paragraph)
    seen: dict[str, Call] = {}
    for call in calls:
        before = seen.setdefault(call.label, call)
        if before is not call:
            facts = NumbersAgain(SEVERAL[call.kind], call.name, before.paragraph.place)
            yield Trouble(facts, call.paragraph)
            return
