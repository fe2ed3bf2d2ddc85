"""The cases of S002 and S011 about front matter. `place` is a key, or a path to a value: "limits, words"."""

from __future__ import annotations

from collections.abc import Mapping

from toolchain.model.facts import Facts, Word
from toolchain.rules.structure import FrontMatter, Unsupported

_WITHOUT = "without it --fix changes nothing"


class NotReadable(FrontMatter):
    """The front matter, or an entry of it, cannot be read: a preview keeps the page that it has."""


class NoFrontMatter(NotReadable):
    """`line` is that of a line --- below blank lines, or after a space; `title` a first heading."""

    says = "there is no front matter"
    help = (
        "delete the blank lines and spaces before --- in line {line}",
        "begin with ---, then “title: {title}” and “lang: en” for English, then ---; " + _WITHOUT,
        "begin with ---, then title: and lang:, then ---; " + _WITHOUT,
    )
    line: int | None
    title: str | None


class NoEnd(NotReadable):
    says = "the front matter has no end"
    help = "put a line --- after the front matter"


class AtPlace(FrontMatter):
    place: str


class NoKey(AtPlace):
    says = ("{place} has no {key}", "the front matter has no {key}")
    help = "add a line “{key}: …”"
    key: str


class UnknownKey(AtPlace):
    says = ("there is no key “{key}” in {place}", "there is no key “{key}”")
    help = ("did you mean {near}?", "correct the key, or delete the line")
    key: str
    near: str | None


class KeyTwice(FrontMatter, says="the key “{key}” is given twice", help="delete one of the two lines"):
    key: str


class FirstKey(Facts, says="the first is here"):
    """The other place of `KeyTwice`."""


class ValueInComment(FrontMatter):
    says = "{key} has no value: the text after # is a comment"
    help = 'put the value in quotation marks: {key}: "{value}"'
    key: str
    value: str


class WrongKind(AtPlace):
    says = ("{place} is not {kind}", "the front matter is not {kind}")
    help = ("{advice}; keys: {keys}", "{advice}", "")
    kind: Word
    advice: Word | None = None
    keys: tuple[str, ...] = ()


class WrongValue(AtPlace):
    says = "{place} cannot be “{value:short}”"
    help = ("did you mean {near}? It can be {options:or}", "write {options:or}")
    value: str
    options: tuple[str, ...]
    near: str | None = None


class NoteOnCover(Unsupported, says="the cover cannot have a note", help="move the note to the text"): ...


class TooLong(NotReadable):
    says = "the front matter has more than {most} characters"
    help = "delete what is not needed"
    most: int


class NotYaml(NotReadable, says="the front matter is not valid YAML: {reason}", help="{advice}"):
    """`reason` is ours if the fault is known, else what the parser says."""

    reason: str
    advice: Word


QUOTED = Word("put the text in straight quotation marks if it contains a : or #")
KEY_AND_TEXT = Word("write a key, a colon and a space before each text")
TAB = NotYaml(Word("a tab is at the beginning of this line"), Word("indent with spaces, not with tabs"))
_COLUMN = Word("indent all keys alike")
_BRACKETS = Word("close the bracket with a ], or put the text in straight quotation marks")
_BRACES = Word("close the brace with a }, or put the text in straight quotation marks")
_COLON = Word('put a text with a colon in straight quotation marks ("…"); indent all keys alike')
_HYPHEN = Word("put a text with a hyphen in straight quotation marks; begin a list on a new line")
_WHOLE = Word("put the whole text in quotation marks, and '' for each ' in it")
_RESERVED = NotYaml(
    Word("a text cannot begin with this character"),
    Word("put the text in straight quotation marks: YAML reserves its first character"),
)
KNOWN: Mapping[str, NotYaml] = {
    "',' or ']'": NotYaml(Word("a bracket [ is not closed"), _BRACKETS),
    "',' or '}'": NotYaml(Word("a brace { is not closed"), _BRACES),
    "tab character": TAB,
    **dict.fromkeys(
        (
            "cannot start any token",
            "expected node content",
            "comment or line break",
            "chomping or indentation",
            "alphabetic or numeric",
            "mapping keys are not allowed",
        ),
        _RESERVED,
    ),
    "mapping values": NotYaml(
        Word("this line has one more colon, or begins in another column than the keys"), _COLON
    ),
    "expected ':'": NotYaml(Word("this line has no colon after its key"), KEY_AND_TEXT),
    "unexpected end of stream": NotYaml(
        Word("a quotation mark is not closed"), Word("close the quotation marks")
    ),
    "expected key": NotYaml(Word("more text follows after brackets or quotation marks"), _WHOLE),
    "block sequence entries": NotYaml(Word("a list cannot begin with a hyphen here"), _HYPHEN),
    "<document start>": (OTHER := NotYaml(Word("this line begins in another column than the keys"), _COLUMN)),
    "expected '-' indicator": OTHER,
    "unknown escape": NotYaml(
        Word("\\ in double quotation marks is followed by a character that has no meaning there"),
        Word("write \\\\ for each \\, or put the text in single quotation marks"),
    ),
    "control characters": NotYaml(
        Word("this line has a character that cannot be printed"), Word("delete the character")
    ),
}
"""The known faults, by a piece of what the parser of YAML says."""
