"""Clean Word files: remove personal data and editing traces; the visible text does not change.

The order matters: first remove whole parts, then resolve what the text shows (changes, hidden text), then
remove invisible content, at last parts that nothing refers to. A file that would look different is refused.
Where changes were settled, the numbers that fields show are then renewed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from toolchain.formats.docx.drawings import cut_off, pictures_in
from toolchain.formats.docx.field_parts import fields_of
from toolchain.formats.docx.fields import UNSHOWN
from toolchain.formats.docx.invisible import invisible, page_fill
from toolchain.formats.docx.opened import open_bytes
from toolchain.formats.docx.package import LARGEST_FILE, refuse_signed
from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.xml import ID, Element, W
from toolchain.formats.pictures import Unreadable, strip_picture, told_by
from toolchain.formats.read_bytes import bytes_of
from toolchain.model.diagnostics import Failure, FilePlace, Finding
from toolchain.model.facts import Counted, Word
from toolchain.model.records import Record
from toolchain.model.wording import fold, shorten
from toolchain.rules.confidentiality_docx import ChangesAt, ChangesUndecided
from toolchain.rules.files_docx import ChangesNested, HoldsOtherFile
from toolchain.rules.inputs import PdfNotCleaned
from toolchain.rules.proof import CleanedShowsOther
from toolchain.word.cleaning import changes, fields, hidden, marks, parts
from toolchain.word.cleaning.fields import renew_results
from toolchain.word.cleaning.files import Files, remove
from toolchain.word.cleaning.hidden import empty_controls, remove_unseen
from toolchain.word.cleaning.names import remove_names, rename_bookmarks
from toolchain.word.cleaning.report import Left, Places, Report, Taken, kinds
from toolchain.word.cleaning.shown import Difference, aims_differ, difference, letters

__all__ = ["Asked", "Changes", "Cleaned", "Left", "Taken", "clean", "read"]
Changes: TypeAlias = Literal["", "accept", "reject"]
_KINDS = ("footnote", "endnote")
_TRACKED = frozenset(changes.CHANGES.values())
_SHOWN = 40
_GONE = kinds("settings")
_OWN = ("removePersonalInformation", "removeDateAndTime")
_BEFORE = frozenset(W + name for name in ("writeProtection", "view", "zoom", *_OWN))


class Asked(Record):
    """How to clean a file. `changes` is empty if the user did not choose what to do with tracked changes."""

    changes: Changes = ""
    keep_author: bool = False


class Cleaned(Record):
    """The bytes of a clean file, what was removed, and what was left."""

    data: bytes
    taken: tuple[Taken, ...]
    left: tuple[Left, ...]


def read(file: Path, display: str) -> bytes:
    """Return the bytes of a file to clean.

    Raise `Failure`: S012, S019 to S021 if it cannot be read, S020 for a PDF too.
    """
    data = bytes_of(file, display, LARGEST_FILE)
    if data.startswith(b"%PDF-"):
        raise Failure.of(display, PdfNotCleaned())
    return data


def clean(data: bytes, display: str, asked: Asked) -> Cleaned:
    """Clean a DOCX file.

    Raise `Failure`: S012, S020, S021 or S023 if it cannot be read; X803 if there are tracked changes and no
    choice; D906 if it would look different.
    """
    files, report = Files(data, display), Report()
    for name, root in files.texts():
        report.number(name, root)
    refuse_signed(files.package)
    _refuse_chunks(files)
    stray = len(files.package.strays())
    if stray:
        report.take("part that nothing refers to", count=stray)
    marks.tell_comments(files, report)
    parts.tell_properties(files, report)
    for _, root in files.texts():
        remove_unseen(root, report)
    parts.remove_parts(files, report)
    parts.empty_properties(files, report, keep_author=asked.keep_author)
    empty_settings(files, report)
    before = _settle_changes(files, report, data, display, asked.changes)
    _clean_texts(files, report)
    for _, root in files.all_trees():
        marks.remove_sessions(root, report)
        tell_cut(root, report)
    parts.remove_unused(files, report)
    clean_pictures(files, report)
    result = files.packed()
    if rename_bookmarks(files, report):
        named, result = result, files.packed()
        _prove(aims_differ(named, result, display), display)
    _prove(difference(before, result, display), display)
    if report.has(_TRACKED):
        renewed, _ = renew_results(files, display, report)
        _prove(difference(result, renewed, display, results=False), display)
        result = renewed
    places = Places(open_bytes(data, display)) if report.has_places() else None
    return Cleaned(result, *report.told(places.of if places else lambda key: ""))


def _refuse_chunks(files: Files) -> None:
    if any(root.find(f".//{W}altChunk") is not None for _, root in files.texts()):
        raise files.package.unreadable(HoldsOtherFile())


def _settle_changes(files: Files, report: Report, data: bytes, display: str, do: Changes) -> bytes:
    """Accept or reject all changes; return the file with the expected result."""
    for _, root in files.texts():
        changes.tell_changes(root, report)
    if not report.has(_TRACKED):
        return data
    if not do:
        taken, _ = report.told(Places(open_bytes(data, display)).of)
        tracked = (each for each in taken if each.kind in _TRACKED)
        found = (ChangesAt(Counted(each.count, each.kind), *each.shown) for each in tracked)
        raise Failure.of(display, ChangesUndecided(tuple(found)))
    if do == "reject":
        expected = Files(data, display)
        for side in (files, expected):
            for _, root in side.texts():
                _turn_round(root, side)
        data = expected.packed()
    for _, root in files.texts():
        changes.accept(root)
    return data


def _turn_round(root: Element, files: Files) -> None:
    """Let insertions be deletions in a part, and the reverse."""
    before = letters(root, rejected=True)
    changes.turn_round(root)
    if letters(root, rejected=False) != before:
        raise files.package.unreadable(ChangesNested())


def _clean_texts(files: Files, report: Report) -> None:
    styles = Styles(next(files.related(files.main, "styles"), None))
    found = [each for _, root in files.texts() for each in fields_of(root)]
    kinds = {each.instruction.kind for each in found}
    names = frozenset(each.instruction.target.lower() for each in found if each.instruction.kind in UNSHOWN)
    page = page_fill(files.tree(files.main), next(files.related(files.main, "settings"), None))
    for _, root in files.texts():
        hidden.remove_hidden(root, styles, kinds, report)
        empty_controls(root, report)
        fields.unlink_fields(root, names, report)
        marks.remove_marks(root, report)
        marks.tell_paths(root, report)
        for element, why, words in invisible(root, styles, page):
            shown = shorten(fold(words), _SHOWN)
            report.leave("“{words}”, which nobody can see ({why})", element, words=shown, why=Word(why))
    remove_notes(files, report)
    remove_names(files, (word for each in found for word in each.words), report)


def _prove(found: Difference | None, display: str) -> None:
    if found:
        facts = CleanedShowsOther(found.before, found.after)
        raise Failure(Finding(FilePlace(display, words=found.place), facts))


def remove_notes(files: Files, report: Report) -> None:
    """Remove the texts of notes without a mark."""
    body = files.tree(files.main)
    for kind in _KINDS:
        called = {each.get(ID) for each in body.iter(f"{W}{kind}Reference")}
        notes = (
            each for root in files.related(files.main, f"{kind}s") for each in root.iterchildren(W + kind)
        )
        for note in list(notes):
            if note.get(W + "type", "normal") == "normal" and note.get(ID) not in called:
                report.take("note that no mark refers to")
                remove(note)


def clean_pictures(files: Files, report: Report) -> None:
    """Remove the metadata of every PNG, JPEG and GIF picture."""
    for name in sorted(files.parts()):
        kind = files.type_of(name)
        if not kind.startswith("image/"):
            if kind.endswith(("obfuscatedFont", "x-fontdata")):
                report.leave("the font {name}", name=name)
            continue
        data = files.content(name)
        try:
            clean = strip_picture(data)
        except Unreadable:
            report.leave("the picture {name} cannot be analysed, so it may reveal how it was made", name=name)
            continue
        if told := dict.fromkeys(trace.what for trace in told_by(data)):
            report.take("picture that revealed", revealed=tuple(told))
        if clean != data:
            files.replace(name, clean)


def tell_cut(root: Element, report: Report) -> None:
    """Report cropped pictures: the cropped part is still in the file."""
    for picture in filter(cut_off, pictures_in(root)):
        report.leave("what was cut off a picture is still in it", picture)


def empty_settings(files: Files, report: Report) -> None:
    """Remove personal data from the settings, and ask Word to write no names into the file again."""
    for root in files.related(files.main, "settings"):
        _empty(root, report)


def _empty(root: Element, report: Report) -> None:
    for each in list(root):
        name = str(each.tag).rpartition("}")[2]
        if name in _GONE:
            if said := _GONE[name]:
                report.take(said, count=len(each) if name == "docVars" else 1)
            remove(each)
    for name in reversed(_OWN):
        if root.find(W + name) is None:
            before = [at for at, each in enumerate(root) if each.tag in _BEFORE and each.tag != W + _OWN[1]]
            root.insert(before[-1] + 1 if before else 0, root.makeelement(W + name))
