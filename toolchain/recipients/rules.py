"""A recipient's rules as values, each with its source, and what they can require of the front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar, cast

from toolchain.model.facts import Severity, Word
from toolchain.model.front_matter import Contact, FrontMatter, Organization
from toolchain.model.records import Record
from toolchain.model.wording import said

if TYPE_CHECKING:
    import datetime


CONFIRMED, UNCONFIRMED = "confirmed", "unconfirmed"

ByLanguage = Mapping[str, tuple[str, ...]]
"""Words by the language they are in: {"en": ("recommendation", "request")}."""

V = TypeVar("V")


class Rule(NamedTuple, Generic[V]):
    """One rule of a recipient.

    `sources` are the addresses where it was read, `checked` the date. If they do not settle the rule, or are
    superseded, it is not `confirmed` and only warns. `remark` is additional information. `severity` is the
    severity of breaking the rule, if it differs from the check's own. `of` is the profile that contains it,
    "" for the front matter. `one_of` are the only allowed words for a required value.
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
        """The severity of a finding about this rule; None leaves it to the check and the profile."""
        if self.confirmed:
            return self.severity
        return min(self.severity or Severity.WARNING, Severity.WARNING)

    @property
    def doubt(self) -> str:
        """The addition to a message if the rule is not confirmed, else ""."""
        return "" if self.confirmed else Word(" (an unconfirmed rule)")


class Profile(Record):
    """All rules of one recipient, including inherited ones.

    `rules` has each by its name in the file: "limits.words", "counts.notes", "required.country", "notes".
    `chain` are the profiles that contain the rules, from this one to its furthest parent. `severities` are
    codes of findings with their severities here. `own` means that it is a user's profile.
    """

    name: str = "plain"
    title: str = ""
    recipient: str = ""
    rules: Mapping[str, Rule[Any]] = MappingProxyType({})
    chain: tuple[str, ...] = ()
    severities: tuple[tuple[str, str], ...] = ()
    own: bool = False

    def limit(self, what: Literal["words", "pages"]) -> Rule[int] | None:
        """Return the rule for the maximum number of words, or pages; None if there is none."""
        return self.rules.get(f"limits.{what}")

    def counts(self, kind: str) -> bool | None:
        """Return whether "cover", "headings", "notes" … count towards the limit; None if no rule says so."""
        rule = self.rules.get(f"counts.{kind}")
        return cast("bool", rule.value) if rule and rule.confirmed else None

    def flag(self, name: str) -> Rule[bool] | None:
        """Return a rule that is true or false: "masthead", "numbering.paragraphs"."""
        return self.rules.get(name)

    def word(self, name: str) -> Rule[str] | None:
        """Return a rule that is a word or text: "notes", "look", "cover", "file-name", "typography.font"."""
        return self.rules.get(name)

    def number(self, name: str) -> Rule[float] | None:
        """Return a rule that is a number: "typography.size" (points), "file-size" (megabytes)."""
        return self.rules.get(name)

    def words(self, name: str) -> Rule[tuple[str, ...]] | None:
        """Return a rule that is several words: "languages", "formats", "emphasis" (what is forbidden)."""
        return self.rules.get(name)

    @property
    def plain_cover(self) -> bool:
        """Whether the cover must not be a separate page."""
        rule = self.word("cover")
        return rule is not None and rule.value == "plain"

    def group(self, name: str) -> Iterator[tuple[str, Rule[Any]]]:
        """Return the rules of a group by their names: for "terms" each term with its replacements.

        The groups: "required" (keys of the front matter, with their number), "sections" and "statements"
        (`ByLanguage`), "terms" (texts to write instead), "checklist" (what no program can check).
        """
        start = f"{name}."
        return ((key.removeprefix(start), rule) for key, rule in self.rules.items() if key.startswith(start))


_OF_ALL = "submitted-by."
_OF_CONTACT = "submitted-by.contact."


def _names(kind: type[Record]) -> Iterator[str]:
    return (name.replace("_", "-") for name in kind.__struct_fields__)


KEYS = (
    *(name for name in _names(FrontMatter) if name != "places"),
    *(f"{_OF_ALL}{name}" for name in _names(Organization)),
    *(f"{_OF_CONTACT}{name}" for name in _names(Contact)),
)
"""The keys that can be required: "country", "submitted-by.status", "submitted-by.contact.email"."""


def given(matter: FrontMatter, key: str) -> tuple[int, str]:
    """Return the number of values of a key, and the path in `matter.places` of values that lack it.

    A key of organizations counts if every organization has it; a contact and its keys count if one of them
    has it. `public` counts if it is present, `contents` if it is true.
    """
    if key == "submitted-by.contact":
        return sum(each.contact is not None for each in matter.submitted_by), "submitted-by"
    if key.startswith(_OF_CONTACT):
        name = key.removeprefix(_OF_CONTACT).replace("-", "_")
        contacts = [each.contact for each in matter.submitted_by if each.contact]
        return sum(bool(getattr(each, name)) for each in contacts), "submitted-by"
    if key.startswith(_OF_ALL):
        name = key.removeprefix(_OF_ALL).replace("-", "_")
        without = [
            number for number, each in enumerate(matter.submitted_by) if getattr(each, name) in ("", (), None)
        ]
        if without:
            return 0, f"submitted-by.{without[0]}"
        return len(matter.submitted_by), "submitted-by"
    value = getattr(matter, key.replace("-", "_"))
    if key == "contents":
        return int(matter.contents), key
    if isinstance(value, tuple) and key in ("submitted-by", "keywords"):
        return len(value), key
    return int(value not in ("", (), None)), key


def texts(matter: FrontMatter, key: str) -> str:
    """Return the value of a key that is one text, or ""."""
    value = getattr(matter, key.replace("-", "_"), "") if "." not in key else ""
    return value if isinstance(value, str) else ""


def missing_lines(matter: FrontMatter, profile: Profile) -> str:
    """Return commented lines of front matter, ready to be filled in, for what a profile requires and
    `matter` lacks.
    """
    keys = [key for key, rule in profile.group("required") if rule.value and not given(matter, key)[0]]
    lines = [f"# {said('Missing for {profile}:', profile=profile.name)}"] if keys else []
    for key in keys:
        first, *inner = key.split(".")
        if first == "submitted-by":
            inner = inner or ["name"]
        lines.append(f"# {first}:" if inner else f"# {first}: …")
        for depth, name in enumerate(inner, 1):
            dash = "- " if depth == 1 else "  "
            lines.append(f"# {'  ' * depth}{dash}{name}:{' …' if depth == len(inner) else ''}")
    return "".join(f"{line}\n" for line in lines)
