"""Where findings about a whole submission are told: at what names the rule, or its recipient."""

from __future__ import annotations

from typing import Any

from toolchain.model.places import FilePlace, Place, SourceSpan
from toolchain.recipients import Rule
from toolchain.resolve.tables import Resolved


def place(resolved: Resolved, *paths: str) -> Place:
    """The place of the first value of the front matter that there is, else its first line."""
    document = resolved.document
    places = document.front_matter.places
    found = next((places[path] for path in (*paths, "profile") if path in places), None)
    return found or beginning(resolved)


def beginning(resolved: Resolved) -> Place:
    """Where the front matter begins; of a finished file the whole."""
    document = resolved.document
    return SourceSpan(document.path, 1, 1, 1, 4) if document.text else FilePlace(document.path)


def asked(resolved: Resolved, rule: Rule[Any]) -> str:
    """Who asks for what a rule says, and how sure that is: " (Human Rights Committee)"."""
    profile = resolved.settings.profile
    unsure = "" if rule.confirmed else "; this rule is not confirmed"
    return f" ({profile.recipient or profile.title or profile.name}{unsure})"


def source(resolved: Resolved, rule: Rule[Any] | None = None) -> str:
    """Where more can be read about a rule of the profile, and its remark."""
    remark = f". {rule.remark}" if rule and rule.remark else ""
    return f"“submission profiles show {resolved.settings.profile.name}” says where this was read{remark}"
