"""Notes that nothing calls any more: their texts are in the file, and are not shown."""

from __future__ import annotations

from toolchain.formats.docx.xml import ID, W
from toolchain.word.cleaning.files import Files
from toolchain.word.cleaning.moving import remove
from toolchain.word.cleaning.report import Report

_KINDS = ("footnote", "endnote")


def remove_notes(files: Files, report: Report) -> None:
    """Take out the texts of notes that the text does not call."""
    body = files.tree(files.main)
    for link in files.links(files.main):
        kind = link.kind.removesuffix("s")
        if kind not in _KINDS or link.external or not files.package.has(link.target):
            continue
        called = {each.get(ID) for each in body.iter(f"{W}{kind}Reference")}
        for note in list(files.tree(link.target).iterchildren(W + kind)):
            if note.get(W + "type", "normal") == "normal" and note.get(ID) not in called:
                report.take("note that nothing calls")
                remove(note)
