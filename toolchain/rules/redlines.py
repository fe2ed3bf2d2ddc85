"""What keeps a redline from being written: cases of S019, S020 and D906."""

from __future__ import annotations

from toolchain.model.facts import Word
from toolchain.rules.files import InputKind, InputMissing
from toolchain.rules.outputs import OutputsDisagree


class NotBuiltHere(InputKind):
    says = "this file has {what}, which submission build does not write"
    help = "name the source, or the file as it was built; to keep edits made in Word, use submission merge"
    what: Word


class RedlineShowsOther(OutputsDisagree):
    says = (
        "after {doing} all changes the redline shows “{after}” instead of “{before}”, so it is not written",
        "after {doing} all changes the redline does not show “{before}”, so it is not written",
        "after {doing} all changes the redline shows “{after}” as well, so it is not written",
    )
    help = (
        "if the two versions have different languages, templates or forms of numbers, make these equal; else "
        "please report this finding"
    )
    doing: Word
    before: str | None = None
    after: str | None = None


class OtherVersion(InputKind):
    says = "one of the two is the public version, the other is not: the redline would show what is withheld"
    help = "name two of the same kind; submission redline --public compares the public versions of sources"


class FullVersion(InputKind):
    says = "this file is the full version, and --public asks for a redline of public ones"
    help = "name two public files, or leave out --public"


class PublicCopy(InputKind):
    says = "this copy is the public version, which does not show what the source withholds"
    help = "merge it alone: submission merge FILE SOURCE"


class NoRevision(InputMissing):
    says = "there is no {wanted} of this source: {why}"
    help = "list what there is: git log --oneline -- {source}, or submission undo {source} --list"
    wanted: str
    why: str
    source: str
