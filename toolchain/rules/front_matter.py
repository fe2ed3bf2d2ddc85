"""The cases of S002 and S011 about front matter. `place` is a key, or a path to a value: "limits, words"."""

from __future__ import annotations

from toolchain.model.facts import Facts, Word
from toolchain.rules.structure import FrontMatter, Unsupported

_BEGIN = "begin with ---, then title: and lang:, then ---"
_QUOTED = "put the text in quotation marks"
_KEY_AND_TEXT = "write a key, a colon and a space before each text"


class FileEmpty(FrontMatter, says="the file is empty", help=_BEGIN):
    pass


class NoFrontMatter(FrontMatter, says="there is no front matter", help=_BEGIN):
    pass


class NoEnd(FrontMatter, says="the front matter has no end", help="put a line --- after the front matter"):
    pass


class NoKey(
    FrontMatter,
    says=("{place} has no {key}", "the front matter has no {key}"),
    help="add a line “{key}: …”",
):
    """`place` is "" for the front matter itself."""

    place: str
    key: str


class UnknownKey(
    FrontMatter,
    says=("there is no key “{key}” in {place}", "there is no key “{key}”"),
    help=("did you mean {near}?", ""),
):
    place: str
    key: str
    near: str | None


class KeyTwice(FrontMatter, says="the key “{key}” is given twice", help="delete one of the two lines"):
    key: str


class FirstKey(Facts, says="the first is here"):
    """The other place of `KeyTwice`."""


class ValueInComment(
    FrontMatter,
    says="{key} has no value: the text after # is a comment",
    help='put the value in quotation marks: {key}: "{value}"',
):
    key: str
    value: str


class NotKeys(
    FrontMatter,
    says=("{place} is not a list of keys and values", "the front matter is not a list of keys and values"),
    help=_KEY_AND_TEXT,
):
    place: str


class NotList(FrontMatter, says="{place} is not a list", help="begin each item with a hyphen"):
    place: str


class NotText(
    FrontMatter,
    says="{place} is not a text",
    help="write the text on one line, in quotation marks if it contains : or #",
):
    place: str


class NotKind(FrontMatter, says="{place} is not {kind}"):
    place: str
    kind: Word


class WrongValue(
    FrontMatter, says="{place} cannot be “{value:short}”", help=("did you mean {near}?", "write {options:or}")
):
    place: str
    value: str
    near: str | None
    options: tuple[str, ...]


class WrongLanguage(
    FrontMatter,
    says="{place} cannot be “{value:short}”",
    help="write a language tag, such as en, fr or zh-Hant",
):
    place: str
    value: str


class WrongColour(FrontMatter, says="{place} cannot be “{value:short}”", help='write it as "#1f4e79"'):
    place: str
    value: str


class NoteOnCover(Unsupported, says="the cover cannot have a note", help="mark the note in the text"):
    pass


_NOT_YAML = "the front matter is not valid YAML: {reason}"


class NotYaml(FrontMatter, says=_NOT_YAML, help=f"{_QUOTED} if it contains a : or #"):
    """`reason` is what the parser says, on which the help of the cases below depends."""

    reason: str


class BracketOpen(NotYaml, says=_NOT_YAML, help=f"close the bracket with a ], or {_QUOTED}"):
    pass


class BraceOpen(NotYaml, says=_NOT_YAML, help=f"close the brace with a }}}}, or {_QUOTED}"):
    pass


class TabInYaml(NotYaml, says=_NOT_YAML, help="indent with spaces, not with tabs"):
    pass


class ReservedCharacter(
    NotYaml, says=_NOT_YAML, help=f"{_QUOTED}: it begins with a character that YAML reserves"
):
    pass


class ColonInText(
    NotYaml,
    says=_NOT_YAML,
    help=f"{_QUOTED} if it contains a colon; begin each key in the column of the others",
):
    pass


class NoColon(NotYaml, says=_NOT_YAML, help=_KEY_AND_TEXT):
    pass


class QuoteOpen(NotYaml, says=_NOT_YAML, help="close the quotation marks"):
    pass


class QuoteInside(
    NotYaml, says=_NOT_YAML, help="put the whole text in quotation marks, and '' for each ' in it"
):
    pass


class HyphenInText(
    NotYaml, says=_NOT_YAML, help=f"{_QUOTED} if it begins with a hyphen; begin a list on the next line"
):
    pass


class OddColumn(NotYaml, says=_NOT_YAML, help="begin each key in the column of the others"):
    pass


class UnknownEscape(
    NotYaml, says=_NOT_YAML, help="write \\\\ for each \\, or put the text in single quotation marks"
):
    pass


class ControlInYaml(NotYaml, says=_NOT_YAML, help="delete the character"):
    pass


class TooLong(
    FrontMatter,
    says="the front matter has more than {most} characters",
    help="delete what the front matter does not need",
):
    most: int


class YamlAlias(
    FrontMatter,
    says="anchors (&) and aliases (*) are not supported in front matter",
    help=f"delete & and *, or {_QUOTED}",
):
    pass


class TooDeep(
    FrontMatter,
    says="the values of the front matter are nested too deeply",
    help="write the values with fewer levels",
):
    pass
