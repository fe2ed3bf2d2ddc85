"""The cases of S020 about the record of what was sent."""

from __future__ import annotations

from toolchain.rules.files import InputKind


class NotARecord(InputKind):
    help = "restore the file, or run “submission freeze --force” on the source as it was when you sent it"


class RecordNotJson(NotARecord, says="this is not a record of what was sent: the file is not valid JSON"): ...


class RecordVersion(NotARecord):
    says = 'this is not a record of what was sent: "version": {version} is missing'
    version: int


class RecordNotList(NotARecord, says='this is not a record of what was sent: "paragraphs" is not a list'): ...


class RecordNotObject(NotARecord):
    says = "this is not a record of what was sent: entry {number} of the list is not an object"
    number: int


class RecordNotText(NotARecord):
    says = 'this is not a record of what was sent: "{key}" is missing or not a string'
    key: str


class OtherRecord(InputKind):
    says = "this record has almost no paragraph of the source: its document is “{title:short}”"
    help = (
        "move the record to the folder of its own source; if you have rewritten the source, replace the"
        " record: submission freeze {source} --force"
    )
    title: str
    source: str
