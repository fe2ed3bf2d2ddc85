"""The cases of S012 about the record of what was sent."""

from __future__ import annotations

from toolchain.rules.files import InputKind

_RESTORE = "restore the file, or run “submission freeze” on the source as it was when you sent it"


class RecordNotJson(InputKind):
    says = "this is not a record of what was sent: the file is not valid JSON"
    help = _RESTORE


class RecordVersion(InputKind):
    says = 'this is not a record of what was sent: "version": {version} is missing'
    help = _RESTORE
    version: int


class RecordNotList(InputKind):
    says = 'this is not a record of what was sent: "paragraphs" is not a list'
    help = _RESTORE


class RecordNotObject(InputKind):
    says = "this is not a record of what was sent: entry {number} of the list is not an object"
    help = _RESTORE
    number: int


class RecordNotText(InputKind):
    says = 'this is not a record of what was sent: a "{key}" is missing, or not a text'
    help = _RESTORE
    key: str


class OtherRecord(InputKind):
    says = "this is the record of another document, “{title:short}”"
    help = "move the record to the folder of its own source"
    title: str
