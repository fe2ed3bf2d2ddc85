"""A recipient's rules as values: each with where it was read, when, and whether that settles it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar, cast

from toolchain.model.facts import Severity, Word

if TYPE_CHECKING:
    import datetime

CONFIRMED, UNCONFIRMED = "confirmed", "unconfirmed"

ByLanguage = Mapping[str, tuple[str, ...]]
"""Words by the language they are in: {"en": ("recommendation", "request")}."""

V = TypeVar("V")


class Rule(NamedTuple, Generic[V]):
    """One rule of a recipient.

    `sources` are the addresses where it was read, `checked` the day. What they do not settle, or what has
    been superseded, is not `confirmed`: it only warns. `remark` says what is to be known beside it,
    `severity` how grave it is to break the rule, where that is not its check's own. `of` is the profile it
    stands in, "" for the front matter. `one_of` are the only words that can stand for what is required.
    """

    value: V
    sources: tuple[str, ...] = ()
    checked: datetime.date | None = None
    confirmed: bool = True
    remark: str = ""
    severity: Severity | None = None
    of: str = ""
    one_of: tuple[str, ...] = ()

    @property
    def gravity(self) -> Severity | None:
        """The severity of a finding that the rule is broken; None leaves it to the check and the profile."""
        if self.confirmed:
            return self.severity
        return min(self.severity or Severity.WARNING, Severity.WARNING)

    @property
    def doubt(self) -> str:
        """What a message adds where the rule is not settled, else ""."""
        return "" if self.confirmed else Word(" (an unconfirmed rule)")


@dataclass(frozen=True, slots=True)
class Profile:
    """All rules of one recipient, those it inherits with them.

    `rules` has each by its name in the file: "limits.words", "counts.notes", "required.country", "notes".
    `chain` are the profiles that the rules stand in, from this one to its furthest parent. `severities` are
    codes of findings with the severity they have here. `own` says that it is a user's, not ours.
    """

    name: str = "plain"
    title: str = ""
    recipient: str = ""
    rules: Mapping[str, Rule[Any]] = field(default_factory=lambda: MappingProxyType({}))
    chain: tuple[str, ...] = ()
    severities: tuple[tuple[str, str], ...] = ()
    own: bool = False

    def limit(self, what: Literal["words", "pages"]) -> Rule[int] | None:
        """Return the most words, or pages, that are accepted."""
        return self.rules.get(f"limits.{what}")

    def counts(self, kind: str) -> bool | None:
        """Return whether the limit holds for "cover", "headings", "notes" … too; None where nothing settles
        it.
        """
        rule = self.rules.get(f"counts.{kind}")
        return cast("bool", rule.value) if rule and rule.confirmed else None

    def flag(self, name: str) -> Rule[bool] | None:
        """Return a rule that is yes or no: "masthead", "numbering.paragraphs"."""
        return self.rules.get(name)

    def word(self, name: str) -> Rule[str] | None:
        """Return a rule that is one word or text: "notes", "look", "cover", "file-name",
        "typography.font".
        """
        return self.rules.get(name)

    def number(self, name: str) -> Rule[float] | None:
        """Return a rule that is a number: "typography.size" (points), "file-size" (megabytes)."""
        return self.rules.get(name)

    def words(self, name: str) -> Rule[tuple[str, ...]] | None:
        """Return a rule that is several words: "languages", "formats", "emphasis" (what is forbidden)."""
        return self.rules.get(name)

    @property
    def plain_cover(self) -> bool:
        """Whether the cover is to be no page of its own."""
        rule = self.word("cover")
        return rule is not None and rule.value == "plain"

    def group(self, name: str) -> Iterator[tuple[str, Rule[Any]]]:
        """Return the rules of a group by their names in it: of "terms" each term with what to write instead.

        The groups: "required" (keys of the front matter, with how many are needed), "sections" and
        "statements" (`ByLanguage`), "terms" (texts to write instead), "checklist" (what no program sees).
        """
        start = f"{name}."
        return ((key.removeprefix(start), rule) for key, rule in self.rules.items() if key.startswith(start))
