"""Find what a PDF runs (X805), sends or fetches (X804)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolchain.formats.pdf.page_walk import actions, every_annotation, is_dictionary
from toolchain.model.diagnostics import Finding
from toolchain.model.facts import Facts
from toolchain.model.own_paths import PATH
from toolchain.model.places import FilePlace, page_words
from toolchain.model.wording import fold
from toolchain.rules import confidentiality_pdf as cases

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
