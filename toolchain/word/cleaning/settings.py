"""What the settings of a document tell: its sessions, template, sources, variables, protection."""

from __future__ import annotations

from toolchain.formats.docx.xml import Element, W
from toolchain.word.cleaning.files import Files
from toolchain.word.cleaning.moving import remove
from toolchain.word.cleaning.report import Report

_GONE = {
    "rsids": "Numbers of the sessions of editing",
    "attachedTemplate": "Path of the template",
    "linkStyles": "",
    "mailMerge": "Source of a mailing",
    "docVars": "document variable",
    "attachedSchema": "Schemas of others",
    "schemaLibrary": "Schemas of others",
    "saveThroughXslt": "Schemas of others",
    "smartTagType": "",
    "documentProtection": "Protection of the text",
    "writeProtection": "Protection of the text",
    "trackRevisions": "Setting that tracks changes",
    "revisionView": "",
    "docId": "Number of the document",
    "proofState": "",
    "activeWritingStyle": "",
    "writingStyle": "",
    "documentType": "",
    "doNotTrackMoves": "",
    "doNotTrackFormatting": "",
    "documentProtectionOverride": "",
}
_OWN = ("removePersonalInformation", "removeDateAndTime")
_BEFORE = frozenset(W + name for name in ("writeProtection", "view", "zoom", *_OWN))


def empty_settings(files: Files, report: Report) -> None:
    """Take out what tells of persons and their work, and ask Word to write no names into the file again."""
    for link in files.links(files.main):
        if link.kind == "settings" and not link.external and files.package.has(link.target):
            _empty(files.tree(link.target), report)


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
