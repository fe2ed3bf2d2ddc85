"""Front matter, profile, templates and options become one frozen `Project`, which writers are given."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolchain.front_matter import FrontMatter
from toolchain.resolve.tables import Settings


@dataclass(frozen=True, slots=True)
class Profile:
    """A recipient's rules, from `profiles/NAME.toml`; a name without rules of its own acts as "plain"."""

    name: str
    recipient: str
    notes: str
    required: tuple[str, ...]
    severities: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Templates:
    """Where a template file is found: the user's folder first, then the ones that come with us."""

    folders: tuple[Path, ...]
    document: Path | None = None

    def find(self, name: str) -> Path:
        """The path of a template such as "page.html.j2"; `document` stands for "reference.docx"."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Project:
    """All that a writer may need besides the Resolved.

    `draft` marks every page "Draft". `epoch` is SOURCE_DATE_EPOCH in seconds; without it (and without
    a `date` in the front matter) no output holds a date.
    """

    source: Path
    front_matter: FrontMatter
    profile: Profile
    settings: Settings
    templates: Templates
    draft: bool = False
    epoch: int | None = None
