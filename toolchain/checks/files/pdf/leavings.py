"""Find editing traces in a PDF (X803), and what it runs (X805), sends or fetches (X804)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any

from toolchain.checks.files.pdf.layers import hidden_layers
from toolchain.formats.pdf.page_walk import actions, every_annotation, fields, is_dictionary, named
from toolchain.formats.pictures import cases_of, told_by
from toolchain.model.diagnostics import FilePlace, Finding, Place, Severity, page_words
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts
from toolchain.model.own_paths import PATH
from toolchain.model.wording import fold, printable, said, shorten
from toolchain.rules import confidentiality_pdf as cases

_COMMENTS = frozenset((
    "/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Stamp", "/Ink", "/Caret",
    "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine",
))  # fmt: skip
_NO_COMMENTS = frozenset(("/Widget", "/Popup"))
_SHOWN, _NAMED, _LONGEST = 40, 3, 200
_START = expression(rb"startxref\s+(\d{1,12})\s+%%EOF")
_HYBRID = expression(
    rb"xref\s+0\s+0\s+trailer\b(?:(?!startxref|trailer).){0,65535}?/XRefStm\s+(\d{1,12})", re.DOTALL
)
"""The empty table at the end of a hybrid file, with the place of its stream (ISO 32000-1, 7.5.8.4)."""
_LARGEST = 32 << 20


def of_the_making(pdf: Any, data: bytes, display: str) -> Iterator[Finding]:
    """Yield all findings of this module, comments by their pages."""
    yield from _comments(pdf, display)
    yield from _form(pdf, display)
    yield from _attached(pdf, display)
    yield from _layers(pdf, display)
    if _states(data) > (2 if pdf.is_linearized else 1):
        yield Finding(FilePlace(display), cases.EarlierState(), severity=Severity.WARNING)


def _states(data: bytes) -> int:
    """Return how often the file was saved, without tables that add nothing to what was saved before."""
    count, end, table_at = 0, 0, cache(partial(_HYBRID.match, data))
    for found in _START.finditer(data):
        hybrid = table_at(int(found[1]))
        count += not (hybrid and int(hybrid[1]) < end)
        end = found.end()
    return count


def _comments(pdf: Any, display: str) -> Iterator[Finding]:
    """Find comments and markup, by page, with their authors; and redactions that are not applied."""
    found: dict[int, list[Any]] = {}
    for page, each in every_annotation(pdf):
        kind = str(each.get("/Subtype", ""))
        if kind in _COMMENTS or (_text(each, "/T") and kind not in _NO_COMMENTS):
            found.setdefault(page, []).append(each)
        if kind == "/Redact":
            yield Finding(FilePlace(display, words=page_words(page)), cases.NotYetRedacted())
    for page, comments in found.items():
        names = list(dict.fromkeys(name for each in comments if (name := _text(each, "/T"))))
        words = next((text for each in comments if (text := _text(each, "/Contents"))), "")
        authors = cases.Authors(tuple(names[:_NAMED]), max(0, len(names) - _NAMED) or None) if names else None
        facts = cases.CommentsOnPage(len(comments), authors, printable(words[:_LONGEST]))
        yield Finding(FilePlace(display, words=page_words(page)), facts)


def _form(pdf: Any, display: str) -> Iterator[Finding]:
    """Find form fields that anybody can fill in or change, and signatures, which name a person."""
    kinds = Counter(str(each.get("/FT", "")) for each in fields(pdf))
    if signed := kinds.pop("/Sig", 0):
        names = [_text(each.get("/V"), "/Name") for each in fields(pdf) if is_dictionary(each.get("/V"))]
        facts = cases.Signed(tuple(filter(None, names))) if names else cases.PlaceToSign(signed)
        yield Finding(FilePlace(display), facts, severity=Severity.INFORMATION)
    if count := kinds.total():
        yield Finding(FilePlace(display), cases.FormFields(count), severity=Severity.WARNING)


def _attached(pdf: Any, display: str) -> Iterator[Finding]:
    """Find attached files that are not declared as the source of a PDF or its data (ISO 19005-3), as
    `--with-source` does, and what all attached files reveal.
    """
    files = pdf.Root.get("/AF", ())
    declared = {each.objgen for each in files if str(each.get("/AFRelationship")) in ("/Source", "/Data")}
    attached = [("", each) for _, each in named(pdf.Root, "/EmbeddedFiles") if is_dictionary(each)]
    for page, each in every_annotation(pdf):
        if str(each.get("/Subtype", "")) == "/FileAttachment" and is_dictionary(each.get("/FS")):
            attached.append((page_words(page), each["/FS"]))
    known = {each.objgen for _, each in attached}
    attached += (("", each) for each in pdf.objects if _is_file(each) and each.objgen not in known)
    for place, each in attached:
        name = _text(each, "/UF") or _text(each, "/F")
        called = said("the attached file {name}", name=_cut(name) or said("without a name"))
        where = FilePlace(display, words=place or called)
        if place or each.objgen not in declared & known:
            yield Finding(where, cases.FileAttached(printable(name[:_LONGEST])), severity=Severity.WARNING)
        yield from _told(name, each, where)


def _is_file(each: Any) -> bool:
    return is_dictionary(each) and "/EF" in each


def _told(name: str, attached: Any, where: Place) -> Iterator[Finding]:
    """Find what an attached file reveals: paths in a text, and persons and places in an image."""
    if path := PATH.search(name):
        yield Finding(where, cases.AttachedNameIsPath(path[0]))
    files: Any = attached.get("/EF")
    stream: Any = files.get("/UF", files.get("/F")) if is_dictionary(files) else None
    if not is_dictionary(stream):
        return
    data = bytes(stream.read_bytes())
    for facts in cases_of(told_by(data), name, (cases.AttachedImageNamesPerson, cases.AttachedImageLocation)):
        yield Finding(where, facts)
    is_text = b"\0" not in data[:1024] and len(data) <= _LARGEST
    if is_text and (path := PATH.search(data.decode("utf-8", "replace"))):
        yield Finding(where, cases.AttachedTextNamesPath(printable(path[0][:_LONGEST])))


def _layers(pdf: Any, display: str) -> Iterator[Finding]:
    """Find hidden layers (8.11)."""
    hidden, others = hidden_layers(pdf)
    if hidden or others:
        named = (_text(each, "/Name") for each in hidden[:_NAMED] if is_dictionary(each))
        facts = cases.LayersHidden(len(hidden) + others, tuple(_cut(name) for name in named if name))
        yield Finding(FilePlace(display), facts, severity=Severity.WARNING)


def _text(holder: Any, name: str) -> str:
    return fold(str(holder.get(name, "")))


def _cut(text: str) -> str:
    return shorten(printable(text[:_LONGEST]), _SHOWN)


_RUNS: Mapping[str, Facts] = {
    "/JavaScript": cases.ScriptRuns(),
    "/Launch": cases.ProgramStarts(),
    "/ImportData": cases.FileOfReaderRead(),
    "/Rendition": cases.FilmOrSoundPlays(),
    "/Movie": cases.FilmPlays(),
    "/Sound": cases.SoundPlays(),
    "/RichMediaExecute": cases.ProgramInFileRuns(),
}
_MEDIA = frozenset(("/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"))
_RUN_BY_ADDRESS = ("javascript:", "vbscript:", "data:")


def of_what_is_active(pdf: Any, display: str) -> Iterator[Finding]:
    """Yield all findings of this module, with their pages."""
    for place, action in actions(pdf):
        kind = str(action.get("/S", ""))
        where = FilePlace(display, words=place)
        if kind in _RUNS:
            case = cases.RunsWhenClicked if place else cases.RunsWhenOpened
            yield Finding(where, case(_RUNS[kind]))
        elif kind == "/SubmitForm":
            yield Finding(where, cases.FormSent())
        elif kind in ("/URI", "/GoToR", "/GoToE", "/Thread"):
            yield from _of_address(_address(action), where)
    for page, annotation in every_annotation(pdf):
        if str(annotation.get("/Subtype", "")) in _MEDIA:
            yield Finding(FilePlace(display, words=page_words(page)), cases.MediaPlayed())
    form = pdf.Root.get("/AcroForm")
    if is_dictionary(form) and "/XFA" in form:
        yield Finding(FilePlace(display), cases.FormIsProgram())
    yield from _external(pdf, display)


def _of_address(address: str, where: Any) -> Iterator[Finding]:
    if address.lower().startswith(_RUN_BY_ADDRESS):
        yield Finding(where, cases.LinkRunsCode(address))
    elif path := PATH.search(address):
        yield Finding(where, cases.LinkNamesPath(path[0]))


def _address(action: Any) -> str:
    target = action.get("/URI", action.get("/F", ""))
    if is_dictionary(target):
        target = target.get("/UF", target.get("/F", ""))
    return fold(str(target))


def _external(pdf: Any, display: str) -> Iterator[Finding]:
    """Find streams with data outside the file (7.3.8.2), and pages of other files (8.10.4)."""
    import pikepdf

    told = False
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream) and ("/F" in each or "/Ref" in each) and not told:
            told = True
            yield Finding(FilePlace(display), cases.PartElsewhere())
