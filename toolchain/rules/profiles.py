"""The cases of S002 and L607 about the profile of a recipient."""

from __future__ import annotations

from toolchain.model.facts import Facts, Word
from toolchain.rules.limits import Profile
from toolchain.rules.structure import FrontMatter

_INTO_FOLDER = "copy the file into the folder"
_NEAR, _KNOWN = "did you mean {near}?", "use one of {known}"


class ProfileName(FrontMatter):
    says = "the profile cannot be “{name:80}”"
    help = "write a name, or a path such as ./mine.toml"
    name: str


class ProfileOutside(FrontMatter, says="the profile is outside the source's folder", help=_INTO_FOLDER): ...


class ProfilePath(FrontMatter):
    says = "the name of the profile is not a valid path"
    help = "name a file next to the source"


class NoProfileFile(FrontMatter, says="there is no file {path}", help="check the name"):
    path: str


class NoProfile(FrontMatter):
    says = "there is no profile “{name}”"
    help = ("did you mean {near}? The profiles are {known}", "use one of {known}, or write your own: {file}")
    name: str
    near: str | None
    known: tuple[str, ...]
    file: str


class OfName(Profile):
    name: str


class NameOfOurs(OfName):
    says = "this file is not used: “{name}” is a built-in profile"
    help = 'give the file another name, and write inherits = "{name}"'


class ProfileUnusable(Profile, says="{why}", help="{why:help}"):
    why: Facts


class NoParent(OfName, says="there is no profile “{name:80}” to inherit from", help=(_NEAR, _KNOWN)):
    near: str | None
    known: tuple[str, ...]


class ParentOutside(Profile, says="{path} is outside the source's folder", help=_INTO_FOLDER):
    path: str


class InheritsItself(Profile):
    """`circle` are the names with arrows, "a → b → a"."""

    says = "a profile cannot inherit from itself: {circle}"
    help = "delete one of the lines with “inherits”"
    circle: str


class TooManyParents(Profile):
    says = "more than {most} profiles inherit from each other"
    help = "use fewer profiles"
    most: int


class NotInherited(OfName):
    says = "“without” names the rule {name:80}, which is not inherited"
    help = (_NEAR, "delete the name")
    near: str | None


class NotText(Profile, says="{key} is not a text", help='write {key} = "…"'):
    key: str


class NotTable(Profile, says="{key} is not a table", help="write [{header}]"):
    key: str
    header: str


class NotRuleNames(Profile, says="“without” is not a list of rules"):
    help = 'write without = ["limits.words"]'


class NotNames(OfName, says="“names” is not a list of names", help='write names = ["{name}"]'): ...


class NotTexts(Profile, says="“one-of” is not a list of texts", help='write one-of = ["1", "2"]'): ...


class NotCode(Profile, says="“{text}” is not the code of a finding", help="write a code such as N108"):
    text: str


class NotSeverity(Profile, says="{key} cannot be {value}", help=(_NEAR, _KNOWN)):
    """`value` is as the file has it."""

    key: str
    value: str
    near: str | None
    known: tuple[str, ...]


class UnknownInProfile(Profile):
    key: str
    near: str | None
    known: tuple[str, ...]


class UnknownKey(UnknownInProfile, says="there is no key “{key}” in a profile", help=(_NEAR, _KNOWN)): ...


class UnknownKeyOfRule(UnknownInProfile, says="there is no key “{key}” in a rule", help=(_NEAR, _KNOWN)): ...


class UnknownRequired(UnknownInProfile, says="the front matter has no key “{key}”", help=(_NEAR, _KNOWN)): ...


class UnknownRule(OfName, says="there is no rule “{name}” in {group}", help=(_NEAR, _KNOWN)):
    group: str
    near: str | None
    known: tuple[str, ...]


class NotRule(OfName):
    says = "{name} is not a table with a value, a source and a status"
    help = "write [{header}], with value = … below"
    header: str


class NoValue(OfName, says="{name} has no value", help="add value = …"): ...


class Form(Facts, says="{form}"):
    """What a value must be, "a whole number above zero"."""

    form: Word


class OneOf(Facts, says="one of {options}"):
    options: tuple[str, ...]


class SomeOf(Facts, says="a list of some of these: {options}"):
    options: tuple[str, ...]


class WrongValue(OfName, says="{name} cannot be {value}", help="write {wanted}"):
    value: str
    wanted: Form | OneOf | SomeOf


_STATUS = 'write status = "confirmed" or "unconfirmed"'


class NoStatus(OfName, says="{name} has no status", help=_STATUS): ...


class WrongStatus(OfName, says="the status of {name} cannot be {value}", help=_STATUS):
    value: str


class NotDate(Profile, says="“checked” is not a date", help="write checked = 2026-11-25"): ...


class NoDate(OfName):
    says = "{name} is confirmed without a date"
    help = "add the date on which its source was read: checked = 2026-11-25"


class NoSource(OfName):
    says = "{name} is confirmed without a source"
    help = 'add source = "https://…", or write status = "unconfirmed"'


class NotSource(Profile, says="“source” is not an address"):
    help = 'write where the rule can be read: source = "https://…"'
