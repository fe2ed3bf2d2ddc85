"""Cases of S009, S012, S013, S019, S020 and S022: the files of a source, and how they are found."""

from __future__ import annotations

from toolchain.model.facts import Facts, Word
from toolchain.rules.files import (
    FileOutside,
    InputChanged,
    InputKind,
    InputMissing,
    InputUnreadable,
    OutputUnwritable,
)


class FolderForTemplate(InputKind):
    says = "this is a folder, not a template"
    help = "replace the folder with the template, or remove it"


class OddTemplate(InputKind):
    says = "this is not a regular file, so it is not a template"
    help = "replace it with the template, or remove it"


class NoTemplate(InputMissing):
    says = "there is no such template"
    help = (
        "correct the name in your template that includes it,"
        " or put the file into the folder of your templates"
    )


class NamedOutside(FileOutside):
    """Of the files that the front matter names; `kind` is "template"."""

    says = "the {kind} is outside the source's folder"
    help = "copy the file into the folder"
    kind: Word


class TemplateOutside(FileOutside):
    says = "this template is a link to a file outside the folder of submission.toml"
    help = "copy the file here, or name its folder on the command line, with --templates"


class NamedMissing(FileOutside, says="there is no file {path}", help="check the name"):
    path: str


class NamedByNoPath(FileOutside, says="this is not a valid path", help="name a file next to the source"): ...


class FolderUnreadable(InputUnreadable):
    says = "the file or folder cannot be read: {reason}"
    help = "check the permissions"
    reason: str


class BrokenLink(InputMissing):
    says = "this symbolic link points to a file that does not exist"
    help = "type the path of the file that is meant, or make the link again"


class NoSuchFile(InputMissing):
    says = "there is no such file or folder"
    help = ("did you mean {near}?", "check the name")
    near: str | None


class NoContentFolder(InputMissing):
    says = "there is no such file or folder"
    help = (
        "name a source, such as {near}, or run the command in the folder that contains {folder}/NAME/",
        "name a source, or run the command in the folder that contains {folder}/NAME/",
    )
    folder: str
    near: str | None


_FRONT_MATTER = "a source is a Markdown file that begins with front matter, between two lines of ---"
_WHERE = (f"name a source, or put it into {{where}}; {_FRONT_MATTER}", _FRONT_MATTER)


class NoSource(InputMissing, says="there is no source in this folder", help=_WHERE):
    """`where` is where sources are found without a name: "content/NAME/"."""

    where: str | None


class NoSourceAmong(InputMissing):
    """`files` are the first few, `more` is how many follow; `where` as in `NoSource`."""

    says = (
        "no Markdown file in this folder is a source: {files}, and {more} more",
        "no Markdown file in this folder is a source: {files}",
    )
    help = _WHERE
    files: tuple[NotASource, ...]
    more: int | None
    where: str | None


class NotASource(Facts):
    """Why a Markdown file in a folder is not a source."""

    path: str


class OddFile(NotASource, says="{path} is not a regular file"): ...


class EmptyFile(NotASource, says="{path} is empty"): ...


class NamedText(
    NotASource, says="{path} ends in .txt, which Windows may not show: rename it to end in .md"
): ...


class NotUtf8File(NotASource, says="{path} is not in UTF-8: save the file as UTF-8"): ...


class BlankFirst(NotASource):
    says = (
        "{path} has a space or blank line before its front matter (---), which must begin on the first line"
    )


class NoFrontMatter(NotASource, says="{path} does not begin with front matter (---)"): ...


class NotInOwnFolder(NotASource, says="{path} is not in a folder of its own"):
    """A source directly in the folder where sources are looked for if none is named."""


class TooDeep(NotASource, says="{path} is in a folder too far down: name it, or move its folder up"): ...


class LeftOut(Facts, says="left out: {file}"):
    """A line about a file that is left out of a folder of sources."""

    file: NotASource


class SourceName(Facts, says="the source {path}"):
    path: str


class OutputName(Facts, says="the {format} of {path}"):
    format: str
    path: str


class SameFile(OutputUnwritable):
    says = "{one} and {other} would be the same file"
    help = "build the sources one by one, each with its own --output"
    one: SourceName | OutputName
    other: SourceName | OutputName


class SourceChanged(InputChanged):
    says = "the source was changed while its outputs were made"
    help = "build again"
