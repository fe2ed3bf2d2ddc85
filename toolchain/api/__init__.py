"""Everything that a plug-in may use: the names that docs/plugins.md explains.

This module defines nothing itself. Names that are not here can change in any release.
"""

from toolchain import model
from toolchain.checks import Check, check
from toolchain.formats.table import Format, Shows
from toolchain.model import Document
from toolchain.model.diagnostics import (
    Diagnostic,
    Edit,
    Failure,
    FilePlace,
    Finding,
    Place,
    Related,
    Severity,
    SourceSpan,
    source_span,
)
from toolchain.model.facts import ERROR, INFORMATION, WARNING, Facts, Plural, rule
from toolchain.model.front_matter import Contact, FrontMatter, Organization
from toolchain.model.walk import plain_text, walk
from toolchain.plugins.interface import API, Reader, Writer
from toolchain.project.settings import Options, Project, Templates
from toolchain.resolve.labels import Words, particulars, statement
from toolchain.resolve.tables import NumberedNote, Resolved, Settings, shown_text
from toolchain.rules.files import InputKind, InputMissing, InputTooLarge, InputUnreadable

__all__ = [
    "API", "ERROR", "INFORMATION", "WARNING", "Check", "Contact", "Diagnostic", "Document", "Edit", "Facts",
    "Failure", "FilePlace", "Finding", "Format", "FrontMatter", "InputKind", "InputMissing",
    "InputTooLarge", "InputUnreadable", "NumberedNote", "Options", "Organization", "Place", "Plural",
    "Project", "Reader", "Related", "Resolved", "Settings", "Severity", "Shows", "SourceSpan", "Templates",
    "Words", "Writer", "check", "model", "particulars", "plain_text", "rule", "shown_text", "source_span",
    "statement", "walk",
]  # fmt: skip
