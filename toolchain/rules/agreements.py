"""What `sign` refuses, and the lines about who has agreed."""

from __future__ import annotations

from toolchain.model.facts import Facts, Plural
from toolchain.rules.files import InputKind, InputMissing


class NotANote(InputKind):
    says = "this is not a note of who has agreed: {why}"
    help = "restore the file, or delete it and run “submission sign” again for each organization"
    why: str


class NoSuchOrganization(InputMissing):
    """`name` is None if the source names no organization."""

    says = ("“{name:short}” is not an organization of {source}", "no organization is named in {source}")
    help = (
        "did you mean “{near}”? {source} names {known}",
        "use one of {known}, or add the organization to “submitted-by” in the front matter",
        "add the organizations to “submitted-by” in the front matter",
    )
    name: str | None
    source: str
    near: str | None
    known: tuple[str, ...]


class NotAgreed(InputMissing, says="“{name:short}” has not agreed to a text of {source}"):
    name: str
    source: str


class AgreedToThis(Facts):
    says = Plural(
        "agreed",
        "{agreed} of {total} organizations has agreed to this text ({file} is a note, not a signature)",
        "{agreed} of {total} organizations have agreed to this text ({file} is a note, not a signature)",
    )
    agreed: int
    total: int
    file: str


class AgreedToEarlier(Facts):
    """`command` is as to be typed."""

    says = Plural(
        "count",
        "{count} has agreed to an earlier text; to see what has changed, type: {command}",
        "{count} have agreed to an earlier text; to see what has changed, type: {command}",
    )
    count: int
    command: str


class AgreedToOtherPublic(Facts):
    says = Plural(
        "count",
        "{count} has agreed to the full version, but another public one: what is withheld has changed",
        "{count} have agreed to the full version, but another public one: what is withheld has changed",
    )
    count: int


class NoLongerNamed(Facts, says="{names} agreed, but the source does not name them any more"):
    names: tuple[str, ...]
