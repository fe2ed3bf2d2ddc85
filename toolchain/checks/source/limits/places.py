"""The places of findings about a whole submission: where the front matter names the rule, or its
recipient.
"""

from __future__ import annotations

from typing import Any

from toolchain.model.diagnostics import FilePlace, Place, SourceSpan
from toolchain.model.facts import Word
from toolchain.recipients import Profile, Rule
from toolchain.resolve.tables import Resolved
from toolchain.rules.limits import AskedBy, AskedPerhapsBy, ReadAt


def place(resolved: Resolved, *paths: str) -> Place:
    """Return the place of the first existing value of the front matter, or its first line."""
    places = resolved.document.front_matter.places
    found = next((places[path] for path in (*paths, "profile") if path in places), None)
    return found or beginning(resolved)


def beginning(resolved: Resolved) -> Place:
    """Return the start of the front matter, or the whole finished file."""
    document = resolved.document
    return SourceSpan.top(document.path) if document.text else FilePlace(document.path)


def asked(profile: Profile, rule: Rule[Any]) -> AskedBy:
    """Return the recipient of a rule, and whether the rule is confirmed."""
    recipient = Word(profile.recipient or profile.title or profile.name)
    return AskedBy(recipient) if rule.confirmed else AskedPerhapsBy(recipient)


def told(profile: Profile, rule: Rule[Any]) -> tuple[AskedBy, ReadAt]:
    """Return who asks for a rule, and where it can be read: the last facts of most cases."""
    return asked(profile, rule), source(profile, rule)


def source(profile: Profile, rule: Rule[Any] | None = None) -> ReadAt:
    """Return where more can be read about a rule of the profile, and its remark."""
    return ReadAt(profile.name, Word(rule.remark if rule else ""))
