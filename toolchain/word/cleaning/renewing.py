"""Renew the stored results of fields, as Word does when it updates them: numbers follow from the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolchain.formats.docx.facts import updated
from toolchain.formats.docx.field_parts import fields_of
from toolchain.formats.docx.opened import Opened, open_bytes
from toolchain.formats.docx.xml import Element, W
from toolchain.model import NoteKind
from toolchain.word.cleaning.files import Files
from toolchain.word.cleaning.report import Report

_CHAR, _SIMPLE = W + "fldChar", W + "fldSimple"
_ROUNDS = 5
"""A reference to a caption shows the result of the counter in it, so one round can be too few."""


def renew_results(files: Files, display: str, report: Report) -> tuple[bytes, Opened]:
    """Renew what fields of the text and the notes show; return the file's bytes, and the file as read."""
    for _ in range(_ROUNDS):
        data = files.packed()
        opened = open_bytes(data, display)
        ours = _roots(files)
        by_start = {each.start: each for root in ours for each in fields_of(root)}
        places = dict(zip(_begins(_read_roots(opened)), _begins(ours), strict=True))
        changed = False
        for field in opened.found.fields:
            right = updated(field, opened.found)
            if right is None:
                continue
            start = None if field.begin is None else places.get(field.begin)
            texts = by_start[start].texts if start is not None else []
            for at, text in enumerate(texts):
                text.text = "" if at else right
            if texts:
                changed = True
                report.take("result of a field, out of date", texts[0])
        if not changed:
            break
    return data, opened


def _roots(files: Files) -> list[Element]:
    notes = (root for kind in NoteKind for root in files.related(files.main, f"{kind.value}s"))
    return [files.tree(files.main), *notes]


def _read_roots(opened: Opened) -> list[Element]:
    texts = (opened.texts[kind].root for kind in NoteKind)
    return [opened.body.getroottree().getroot(), *(root for root in texts if root is not None)]


def _begins(roots: Iterable[Element]) -> Iterator[Element]:
    for root in roots:
        for each in root.iter(_CHAR, _SIMPLE):
            if each.tag == _SIMPLE or each.get(W + "fldCharType") == "begin":
                yield each
