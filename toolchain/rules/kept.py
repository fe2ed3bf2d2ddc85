"""What is kept in `.submission/`: the rules S024 and S025, and lines of commands."""

from __future__ import annotations

from toolchain.model.facts import ERROR, Facts, Word, rule
from toolchain.rules.files import InputMissing, OutputUnwritable


@rule("S024", "private-folder", "The folder .submission cannot be used", ERROR)
class PrivateFolder(Facts, says="nothing is kept or read here: {why}", help="move it away, then try again"):
    """Commands keep earlier states of a source, and digests of outputs, in the folder `.submission` next to
    them. If somebody has replaced this folder, or a file in it, by a symbolic link or by something else,
    private text could be written to another place, or a file elsewhere be overwritten. So nothing in it is
    then read or written, and the command changes no file.
    """

    why: Word


@rule("S025", "output-edited", "An output was edited after it was built", ERROR)
class OutputEdited(Facts):
    """Somebody has changed an output, for example in Word, and a build would overwrite the changes. Bring
    them into the source with `submission merge`. `build --force` keeps the edited file next to the new one.

    The folder `.submission` next to the outputs has a digest of each output as it was built. An output that
    differs from its digest was edited.
    """

    says = "this file was edited after it was built"
    help = (
        "merge the edits: {merge}; then build with --force, which keeps this file as {copy}",
        "build with --force, which keeps this file as {copy}",
    )
    copy: str
    merge: str | None


class OtherOutput(OutputUnwritable):
    says = "this file was built from {other}"
    help = "name another folder with --output, or build with --force, which keeps this file as {copy}"
    other: str
    copy: str


class NothingKept(InputMissing):
    says = ("no command with the number {number} is kept here", "there is nothing to undo here")
    help = "add --list to see what is kept"
    number: int | None


class UndoneAlready(InputMissing, says="this is undone already: {command}"):
    help = "add --list to see the others, and undo one of them with --number"
    command: str


class KeptBeside(Facts):
    """A line about an output that was edited, or whose digest is not known, or of another source."""

    says = (
        "{path}: the file that was here, which was built from {other}, is kept as {copy}",
        "{path}: the file that was here, which may have been edited, is kept as {copy}",
    )
    path: str
    copy: str
    other: str | None


class OlderThanVersions(Facts, says="{path} is older than the two versions: delete it"):
    """A line about an output from before its source withheld something: its name does not say so."""

    path: str


class WithoutSource(Facts, says="{source} is gone, and these files were built from it: {outputs}"):
    """A line about the outputs of a source that was renamed, moved or deleted."""

    outputs: tuple[str, ...]
    source: str


class UndoWith(Facts, says="undo this: {command}"):
    """The last line of a command that writes. `command` is as to be typed."""

    command: str


class Undone(Facts, says="{path}, as before “{command}” ({time}): {how}"):
    path: str
    how: Word
    command: str
    time: str


class Forgotten(Facts, says="{folder}: no earlier state is kept any more"):
    folder: str


class StatesKept(Facts):
    """Of the page of `send-check`. `forget` is as to be typed."""

    says = "{folder} has earlier states of the source ({count}): do not send it; delete them: {forget}"
    folder: str
    count: int
    forget: str
