"""The rule S027 and its cases: `submission.toml`, the settings of a folder."""

from __future__ import annotations

from toolchain.model.facts import ERROR, Facts, Word, rule


@rule("S027", "folder-settings", "submission.toml has a mistake", ERROR)
class FolderSettings(Facts):
    """`submission.toml` has settings for all submissions in a folder: `templates`, `css`, `look`, `profile`,
    `formats`, `pdf-engine`, `output` and `jobs`. The command line and the front matter of a source come
    first. A misspelt key would have no effect, and nobody would see that an output has another look or is
    made for another recipient.

    A folder that somebody sent you can contain such a file. So its paths cannot lead out of its folder, and
    it can neither make errors less serious nor choose what puts more into an output than the text: that is
    for the command line only, where you see it.
    """


_NEAR, _KNOWN = "did you mean {near}?", "use one of {known}"


class Unusable(FolderSettings, says="{why}", help="{why:help}"):
    why: Facts


class NotFile(FolderSettings, says="this is not a file", help="give it another name, or delete it"): ...


class LeadsOut(FolderSettings):
    says = "this file is a link to a file outside its folder"
    help = "copy the file into the folder"


class OfKey(FolderSettings):
    key: str


class UnknownKey(OfKey, says="there is no key “{key:80}” in submission.toml", help=(_NEAR, _KNOWN)):
    near: str | None
    known: tuple[str, ...]


class NotHere(OfKey):
    """`option` is None if the command line has none either."""

    says = (
        "“{key}” is for the command line only ({option}): {why}",
        "submission.toml cannot have “{key}”: {why}",
    )
    help = ("delete the line, and type {option} in each command that needs it", "delete the line")
    option: str | None
    why: Word


class WrongValue(OfKey):
    """`value` is as the file has it."""

    says = "{key} cannot be {value}"
    help = ("did you mean {near}? It can be {options:or}", "write {options:or}")
    value: str
    options: tuple[str, ...]
    near: str | None = None


class PathOutside(OfKey):
    says = "{key} is not a path inside the folder of submission.toml: {path:80}"
    help = "copy what is needed into the folder; write its path from there, without .. or links that lead out"
    path: str


class NothingThere(FolderSettings):
    says = "there is no {kind} {path:80}"
    help = "check the name: paths begin in the folder of submission.toml"
    kind: Word
    path: str


class UnknownFormat(FolderSettings, says="there is no output “{name:80}”", help=(_NEAR, _KNOWN)):
    name: str
    near: str | None
    known: tuple[str, ...]


class LowersErrors(FolderSettings):
    says = "the profile {name} makes findings less serious ({codes}), which submission.toml cannot choose"
    help = "write “profile: {name}” into the front matter of each source that needs it"
    name: str
    codes: tuple[str, ...]
