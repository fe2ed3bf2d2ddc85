"""Cases of what commands are given and asked to write: S012, S013, S019, S020 and S022."""

from __future__ import annotations

from toolchain.model.facts import Facts, Plural, Word
from toolchain.rules.files import InputChanged, InputKind, InputMissing, InputUnreadable, OutputUnwritable


class SeveralSources(InputKind, says="there are several sources in this folder", help="name {names:or}"):
    names: tuple[str, ...]


class FinishedFile(InputKind):
    """`path` is as to be typed."""

    says = "this is a finished file, not a source"
    help = "compare it with its source: submission check {path} --against SOURCE"
    path: str


class FinishedWordFile(FinishedFile, says="this is a Word file, not a source"):
    help = (
        "make a source of it: submission import {path} -o report.md; to compare it with its source: "
        "submission check {path} --against SOURCE"
    )


class NotOnline(InputKind):
    says = "this source withholds something that its web addresses can reveal, so no address is opened"
    help = "leave out --online, and open the addresses by hand"


class NotReadBack(InputKind, says="{format} cannot be read back, so the file cannot be compared"):
    help = "compare the .docx, .pdf, .html or .epub of the same source"
    format: str


class NotMarkdown(InputKind, says="only the notes of Markdown sources can be changed"):
    help = "name a source that ends in .md"


class SourceHasErrors(InputUnreadable):
    says = Plural(
        "count",
        "this source has an error, so no file is built from it: {first}",
        "this source has {count} errors, so no file is built from it; the first: {first}",
    )
    help = "run “submission check”, and fix the errors"
    count: int
    first: Facts | str


class NoSuchProfile(InputMissing, says="there is no such profile"):
    help = ("did you mean {near}? The profiles are {known}", "use one of {known}, or a file of your own")
    near: str | None
    known: tuple[str, ...]


class NoRecord(InputMissing):
    """`source` is as to be typed."""

    says = "there is no record of what was sent"
    help = "record what was sent: submission freeze {source}"
    source: str


class SourceEdited(InputChanged, says="another program changed this file while the command was running"):
    help = "no file has been changed by the command: run it again"


class OutputSuffix(OutputUnwritable, says="the name of the output must end in {suffixes:or}"):
    suffixes: tuple[str, ...]


class SourceSuffix(OutputSuffix):
    says = OutputSuffix.says
    help = "name the file, such as {example}"
    example: str


class CleanedItself(OutputUnwritable, says="this is the file to clean, which is never changed"):
    help = "give the output another name"


class FileExists(OutputUnwritable, says="this file exists already"):
    help = "add --force to replace the file"


class NameTaken(OutputUnwritable, says="this file exists already", help="give the output another name"): ...


class FolderInUse(OutputUnwritable, says="there are files in this folder already"):
    help = "name a new folder, or an empty one"


class NotPacked(OutputUnwritable):
    says = (
        "there are files in this folder that “submission pack” did not put there for this version of the "
        "report, or that have changed"
    )
    help = "name a new folder, or an empty one"


class NotCorrected(OutputUnwritable):
    """For a source. An output could be written to another folder, a source cannot."""

    says = "{why}"
    help = "remove the cause and run the command again; no file was changed"
    why: Facts | str


_ELSEWHERE = "name another folder"


class NotWritten(OutputUnwritable):
    """`why` is the error message of the system, for errors without a case of their own."""

    says = "nothing can be written here: {why}"
    help = f"change the permissions, close the file in other programs, or {_ELSEWHERE}"
    why: str


class OpenElsewhere(OutputUnwritable):
    """Windows gives one error for both causes, and for most people it is the first."""

    says = "this file is open in Word or in another program, or there is no permission to change it"
    help = "close it there, then run the command again"


class NoSpace(OutputUnwritable, says="{what} is full", help="delete other files, then try again"):
    what: Word


class InTheWay(OutputUnwritable, says="there is a {found} where the {wanted} should be"):
    help = f"move the {{found}} away, or {_ELSEWHERE}"
    found: Word
    wanted: Word


class NameTooLong(OutputUnwritable):
    says = "the name is too long for this file system"
    help = "give the source a shorter name"


class TaskStopped(OutputUnwritable):
    """A task in a process of its own; `how` is a signal or an exit status."""

    says = (
        "building this file took more than {seconds} seconds, so it was ended",
        "the process that was building this file has ended: {how}",
    )
    help = (
        "give it more than {seconds} seconds with --timeout",
        "build this file alone, and if that fails too, please report it",
    )
    seconds: str | None
    how: str | None
