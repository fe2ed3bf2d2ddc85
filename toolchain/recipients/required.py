"""What a profile can require of the front matter, and how much of it is present."""

from collections.abc import Iterator

from toolchain.model.front_matter import Contact, FrontMatter, Organization
from toolchain.model.records import Record
from toolchain.model.speech import said
from toolchain.recipients.rules import Profile

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
