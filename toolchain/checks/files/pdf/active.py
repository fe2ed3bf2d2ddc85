"""What a PDF runs (X805), and what it sends or fetches (X804)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolchain.formats.pdf.page_walk import actions, every_annotation, is_dictionary
from toolchain.model.diagnostics import Defect, Finding
from toolchain.model.own_paths import PATH
from toolchain.model.places import FilePlace
from toolchain.model.wording import fold

_RUNS = {
    "/JavaScript": "a script runs",
    "/Launch": "another program or file is started",
    "/ImportData": "a file of the reader’s is read",
    "/Rendition": "a film or sound is played",
    "/Movie": "a film is played",
    "/Sound": "a sound is played",
    "/RichMediaExecute": "a program in the file is run",
}
_MEDIA = frozenset(("/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"))
_RUN_BY_ADDRESS = ("javascript:", "vbscript:", "data:")
_TAKE_OUT = "take it out, or make the file again from its text"
_LONGEST = 60


def of_what_is_active(pdf: Any, display: str) -> Iterator[Defect]:
    """All of it, with its page."""
    for place, action in actions(pdf):
        kind = str(action.get("/S", ""))
        where = FilePlace(display, words=place)
        if kind in _RUNS:
            when = "when somebody opens it or clicks" if place else "when the file is opened"
            yield Defect("X805", Finding(where, f"{_RUNS[kind]} {when}", _TAKE_OUT))
        elif kind == "/SubmitForm":
            yield Defect("X804", Finding(where, "a form is sent to a server", _TAKE_OUT))
        elif kind in ("/URI", "/GoToR", "/GoToE", "/Thread"):
            yield from _of_address(_address(action), where)
    for page, annotation in every_annotation(pdf):
        if str(annotation.get("/Subtype", "")) in _MEDIA:
            message = "a film, sound or three-dimensional picture is played by another program"
            yield Defect("X805", Finding(FilePlace(display, words=f"page {page}"), message, _TAKE_OUT))
    form = pdf.Root.get("/AcroForm")
    if is_dictionary(form) and "/XFA" in form:
        message = "the file is a form that is a program of its own (XFA); most readers show nothing of it"
        yield Defect("X805", Finding(FilePlace(display), message, "print it into a PDF without the form"))
    yield from _external(pdf, display)


def _of_address(address: str, where: Any) -> Iterator[Defect]:
    if address.lower().startswith(_RUN_BY_ADDRESS):
        yield Defect("X805", Finding(where, f"a link runs code: {address[:_LONGEST]}", _TAKE_OUT))
    elif path := PATH.search(address):
        message = f"a link names a path of somebody’s own computer: {path[0][:_LONGEST]}"
        yield Defect("X801", Finding(where, message, "take it out, or link to what others can open"))


def _address(action: Any) -> str:
    target = action.get("/URI", action.get("/F", ""))
    if is_dictionary(target):
        target = target.get("/UF", target.get("/F", ""))
    return fold(str(target))


def _external(pdf: Any, display: str) -> Iterator[Defect]:
    """Streams whose data lie outside the file (7.3.8.2), and pages of other files (8.10.4)."""
    import pikepdf

    told = False
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream) and ("/F" in each or "/Ref" in each) and not told:
            told = True
            message = "a part of the file lies in another file or on a server, and is fetched"
            yield Defect("X804", Finding(FilePlace(display), message, "make the file again, with all in it"))
