"""The content of a finding, as data: a rule of the catalogue, and the named facts of one case.

A case is a class: its annotations are the facts, `says` and `help` the templates of the messages.

    @rule("N104", "note-empty", "A note has no text", ERROR)
    class NoteEmpty(Facts):
        says = "note [^{label}] has no text"
        help = "write “[^{label}]: …”, or delete the mark"
        label: str

Templates can also be arguments of the class, as those that fit on its first line are:
`class FirstText(Facts, says="the first text is here")`. A rule with several cases has a subclass for each.

`toolchain.reports.sentences` makes the messages, at the very end. Templates are gettext message ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, TypeAlias, TypeVar, dataclass_transform

from toolchain.model.records import Record

T = TypeVar("T")


class Severity(IntEnum):
    """How serious a finding is. A document with an ERROR must not be sent."""

    INFORMATION = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The severity as messages and JSON print it: "error"."""
        return self.name.lower()


ERROR, WARNING, INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION


class Rule(Record, eq=False):
    """One entry of the catalogue. Rules with the same code are equal.

    `code` is stable and never reused. `documentation` says why the rule matters, with Bad and Good examples.
    `fixable` is true if findings can have edits. `aliases` are older codes for this rule in ignore
    comments and in the severities of a profile.
    """

    code: str
    name: str
    summary: str
    severity: Severity
    documentation: str = ""
    fixable: bool = False
    aliases: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rule) and self.code == other.code

    def __hash__(self) -> int:
        return hash(self.code)


class Word(str):
    """A fact that is a word or two of the message, such as "quotation", and is also translated."""

    __slots__ = ()


class ForPeople(str):
    """A fact that the text output prints for people, and no output for programs: there it is not known."""

    __slots__ = ()


class Counted(NamedTuple):
    """A fact that is a number of things, with their noun in the singular; the message prints both."""

    number: int
    noun: str


class Plural(NamedTuple):
    """A template for the singular and one for the plural. `by` names the fact that decides."""

    by: str
    one: str
    many: str


Template: TypeAlias = str | Plural
Text: TypeAlias = Template | tuple[Template, ...]
"""One template, or several: the first whose facts are all known is used."""


class Templates(NamedTuple):
    """The messages of a case for a source, and for a finished file if they differ."""

    says: Text
    help: Text
    says_in_file: Text
    help_in_file: Text


@dataclass_transform(frozen_default=True)
class Facts:
    """The named facts of one case. They are immutable; two cases with the same facts are equal.

    Facts are texts, numbers, counted nouns, tuples of them, or facts again. None or "" means that a fact is
    not known. A case without a rule has the rule of the facts among its own, if there are any.
    """

    rule: ClassVar[Rule]
    says: ClassVar[Text]
    help: ClassVar[Text] = ""
    says_in_file: ClassVar[Text]
    help_in_file: ClassVar[Text]
    _names: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[Mapping[str, object]] = {}

    def __init_subclass__(cls, **texts: Text) -> None:
        if not texts.keys() <= {*Templates._fields}:
            raise TypeError(f"{cls.__name__} is given {', '.join(texts)}")
        for name, text in texts.items():
            setattr(cls, name, text)
        if own := cls.__annotations__:  # from Python 3.14 on, vars() may not have them
            cls._names += tuple(own)
            cls._defaults = {**cls._defaults, **{name: vars(cls)[name] for name in own if name in vars(cls)}}

    if not TYPE_CHECKING:  # for a type checker the constructor is that of a dataclass

        def __init__(self, *values: object, **named: object) -> None:
            known = {**self._defaults, **dict(zip(self._names, values, strict=False)), **named}
            if len(values) > len(self._names) or known.keys() != set(self._names):
                raise TypeError(f"{type(self).__name__} takes {', '.join(self._names) or 'no facts'}")
            self.__dict__.update((name, known[name]) for name in self._names)
            if not hasattr(self, "rule"):
                inner = [value for value in known.values() if isinstance(value, Facts)]
                self.__dict__["rule"] = inner[0].rule if inner else None

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"facts cannot be changed: {name}")

    @property
    def gravity(self) -> Severity | None:
        """The severity of a case that is more or less serious than its rule; else None."""
        return None

    def items(self) -> Iterator[tuple[str, Any]]:
        """Return names and values, in the order of the class."""
        return ((name, self.__dict__[name]) for name in self._names)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and list(self.items()) == list(other.items())

    def __hash__(self) -> int:
        return hash((type(self), *(value for _, value in self.items())))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.items())})"


class WithFacts(Exception, Generic[T]):
    """An exception with the facts of why, for a caller that knows their place."""

    def __init__(self, facts: T) -> None:
        super().__init__(facts)
        self.facts = facts


Case = TypeVar("Case", bound=type[Facts])


def templates_of(case: type[Facts]) -> Templates:
    """Return the messages of a case, each from the nearest of its classes that has it.

    So the help that all cases of a class share is written once, in that class.
    """
    says, says_in_file = _texts(case, "says")
    help, help_in_file = _texts(case, "help")
    return Templates(says, help, says_in_file, help_in_file)


def _texts(case: type[Facts], name: str) -> tuple[Text, Text]:
    own = next(vars(each) for each in case.__mro__ if name in vars(each))
    return own[name], own.get(f"{name}_in_file", own[name])


def rule(
    code: str,
    name: str,
    summary: str,
    severity: Severity,
    *,
    fixable: bool = False,
    aliases: tuple[str, ...] = (),
) -> Callable[[Case], Case]:
    """Make the class below the rule `code`; its subclasses become cases.

    The class's docstring is the documentation, unless a check has it (`toolchain.checks.check`).
    """

    def register(case: Case) -> Case:
        case.rule = Rule(code, name, summary, severity, case.__doc__ or "", fixable, aliases)
        return case

    return register
