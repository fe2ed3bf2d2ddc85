"""The rules of the series C and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import Facts, Severity, rule

ERROR, WARNING, INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION


@rule("C401", "source-unknown", "A citation names no source of the bibliography", ERROR)
class SourceUnknown(Facts):
    """Found by `checks.source.sources.cited.source_unknown`."""


@rule("C402", "source-unused", "A source is not cited", INFORMATION)
class SourceUnused(Facts):
    """Found by `checks.source.sources.cited.source_unused`."""


@rule("C403", "source-incomplete", "A source lacks what a reader needs to find it", WARNING)
class SourceIncomplete(Facts):
    """Found by `checks.source.sources.entries.source_incomplete`."""


@rule("C404", "source-twice", "Two entries are one work", WARNING)
class SourceTwice(Facts):
    """Found by `checks.source.sources.entries.source_twice`."""


@rule("C405", "short-form", "A source is named in a form that no edit keeps true", WARNING, fixable=True)
class ShortForm(Facts):
    """Found by `checks.source.sources.short.short_form`."""


@rule("C406", "source-invalid", "An entry of the bibliography is wrong", ERROR)
class SourceInvalid(Facts):
    """The bibliography, or something in it, is not as it must be. What is right in the file is used
    nevertheless.

    It is an error where something is lost: the file cannot be read (it is not UTF-8, it has a mistake in its
    syntax), an entry has no key or one that was given before (the first counts). It is a warning where all is
    kept but means less than was meant: a type that CSL does not know (the source is printed as a document), a
    date that is none (it is printed as it stands), a name or a value of a wrong form.
    """


@rule("C407", "sources-empty", "There is nothing to list under the heading of the sources", WARNING)
class SourcesEmpty(Facts):
    """Found by `checks.source.sources.listed.sources_empty`."""


@rule("C408", "sources-twice", "A second heading asks for the list of sources", WARNING)
class SourcesTwice(Facts):
    """Found by `checks.source.sources.listed.sources_twice`."""
