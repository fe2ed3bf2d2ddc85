"""What a PDF keeps of its making (X803): comments, forms, attached files, layers, earlier states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from toolchain.formats.pdf.page_walk import every_annotation, fields, is_dictionary, named
from toolchain.formats.pictures import told_by
from toolchain.model.diagnostics import Defect, Finding, Severity
from toolchain.model.own_paths import PATH
from toolchain.model.places import FilePlace, Place
from toolchain.model.wording import fold, shorten

_COMMENTS = frozenset((
    "/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Stamp", "/Ink", "/Caret",
    "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine",
))  # fmt: skip
_OUT = "take it out, or make the file again from its text"
_SHOWN, _NAMED = 40, 3
_START = re.compile(rb"startxref\s+\d+\s+%%EOF")
_LARGEST = 32 << 20


def of_the_making(pdf: Any, data: bytes, display: str) -> Iterator[Defect]:
    """All of it, comments by their pages."""
    yield from _comments(pdf, display)
    yield from _form(pdf, display)
    yield from _attached(pdf, display)
    yield from _layers(pdf, display)
    if len(_START.findall(data)) > (2 if pdf.is_linearized else 1):
        message = "an earlier state of the file is still in it: changes were saved behind it"
        help_ = "save it under another name with all it holds written anew, or print it into a new PDF"
        yield Defect("X803", Finding(FilePlace(display), message, help_, severity=Severity.WARNING))


def _comments(pdf: Any, display: str) -> Iterator[Defect]:
    """Comments and marks of persons, by page, with who put them there; what is still to be blacked out."""
    found: dict[int, list[Any]] = {}
    for page, each in every_annotation(pdf):
        kind = str(each.get("/Subtype", ""))
        if kind in _COMMENTS:
            found.setdefault(page, []).append(each)
        elif kind == "/Redact":
            message = "words are marked to be blacked out, and are still there"
            yield Defect(
                "X803", Finding(FilePlace(display, words=f"page {page}"), message, "apply the redaction")
            )
    for page, comments in found.items():
        names = list(dict.fromkeys(name for each in comments if (name := _text(each, "/T"))))
        words = next((text for each in comments if (text := _text(each, "/Contents"))), "")
        some = "a comment is" if len(comments) == 1 else f"{len(comments)} comments are"
        by = (
            f", by {', '.join(names[:_NAMED])}{' and others' if len(names) > _NAMED else ''}" if names else ""
        )
        said = f": “{_cut(words)}”" if words else ""
        yield Defect(
            "X803", Finding(FilePlace(display, words=f"page {page}"), f"{some} left here{by}{said}", _OUT)
        )


def _form(pdf: Any, display: str) -> Iterator[Defect]:
    """Fields that anybody can fill in or change; a signature, which names a person, is told as such."""
    kinds = Counter(str(each.get("/FT", "")) for each in fields(pdf))
    if signed := kinds.pop("/Sig", 0):
        names = [_text(each.get("/V"), "/Name") for each in fields(pdf) if is_dictionary(each.get("/V"))]
        by = f" by {', '.join(filter(None, names))}" if any(names) else ""
        message = f"the file is signed{by}" if names else f"there is a place to sign ({signed})"
        yield Defect("X801", Finding(FilePlace(display), message, "", severity=Severity.INFORMATION))
    if count := kinds.total():
        some = "a field of a form is" if count == 1 else f"{count:,} fields of a form are"
        message = f"{some} left in the file: whoever has it can change what they say"
        help_ = "print it into a new PDF, or flatten the form"
        yield Defect("X803", Finding(FilePlace(display), message, help_, severity=Severity.WARNING))


def _attached(pdf: Any, display: str) -> Iterator[Defect]:
    """Attached files that the file does not declare as its own (ISO 19005-3), and what all of them tell."""
    declared = {each.objgen for each in pdf.Root.get("/AF", ()) if "/AFRelationship" in each}
    attached = [("", each) for each in named(pdf.Root, "/EmbeddedFiles")]
    for page, each in every_annotation(pdf):
        if str(each.get("/Subtype", "")) == "/FileAttachment" and is_dictionary(each.get("/FS")):
            attached.append((f"page {page}", each["/FS"]))
    for place, each in attached:
        name = _text(each, "/UF") or _text(each, "/F") or "without a name"
        where = FilePlace(display, words=place or f"the attached file {_cut(name)}")
        if place or each.objgen not in declared:
            message = f"a file is attached: {_cut(name)}"
            help_ = "take it out if it is not to be sent; check what it holds by itself"
            yield Defect("X803", Finding(where, message, help_, severity=Severity.WARNING))
        yield from _told(name, each, where)


def _told(name: str, attached: Any, where: Place) -> Iterator[Defect]:
    """What an attached file tells of persons and places: paths in a text, and what an image's file has."""
    if path := PATH.search(name):
        yield Defect(
            "X801", Finding(where, f"its name is a path of somebody’s own computer: {path[0]}", _OUT)
        )
    files: Any = attached.get("/EF")
    stream: Any = files.get("/UF", files.get("/F")) if is_dictionary(files) else None
    if not is_dictionary(stream):
        return
    data = bytes(stream.read_bytes())
    for code, of_place in (("X801", False), ("X802", True)):
        traces = [trace for trace in told_by(data) if trace.place_or_time is of_place]
        if traces:
            told = ", ".join(dict.fromkeys(trace.what for trace in traces))
            yield Defect(
                code, Finding(where, f"the attached image tells {told}", "clean it, and attach it again")
            )
    is_text = b"\0" not in data[:1024] and len(data) <= _LARGEST
    if is_text and (path := PATH.search(data.decode("utf-8", "replace"))):
        message = f"the attached text names a path of somebody’s own computer: {_cut(path[0])}"
        yield Defect("X801", Finding(where, message, _OUT))


def _layers(pdf: Any, display: str) -> Iterator[Defect]:
    """Layers that are not shown (8.11)."""
    layers: Any = pdf.Root.get("/OCProperties")
    default: Any = layers.get("/D") if is_dictionary(layers) else None
    hidden = list(default.get("/OFF", ())) if is_dictionary(default) else []
    if hidden:
        names = ", ".join(_text(each, "/Name") for each in hidden[:_NAMED] if is_dictionary(each))
        some = "a layer is" if len(hidden) == 1 else f"{len(hidden)} layers are"
        message = f"{some} in the file and not shown: {_cut(names)}"
        yield Defect("X803", Finding(FilePlace(display), message, _OUT, severity=Severity.WARNING))


def _text(holder: Any, name: str) -> str:
    return fold(str(holder.get(name, "")))


def _cut(text: str) -> str:
    text = "".join(sign if sign.isprintable() else " " for sign in text[:200])
    return shorten(text, _SHOWN)
