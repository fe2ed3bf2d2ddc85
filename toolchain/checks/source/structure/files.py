"""Files that cannot be read, written or used, and plug-ins: S009, S012, S013, S015 and S016."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.checks import ERROR, check, reported
from toolchain.model.diagnostics import Finding
from toolchain.resolve.tables import Resolved


@check("S009", "file-outside", "A file lies outside the folder, is missing, or is of the wrong kind", ERROR)
def file_outside(resolved: Resolved) -> Iterator[Finding]:
    """A submission is complete in its folder: who is sent the folder has everything, and a source from a
    stranger cannot reach your other files. Pictures are PNG, JPEG or GIF, which every output can hold;
    nothing is fetched from a network.

    Bad: a file outside the folder

        ![The districts in which cases were reported](../secret/map.png)
        ^

    Bad: a file that does not exist

        ![The districts in which cases were reported](districts.png)
        ^

    Bad: a file that is no picture

        ![The districts in which cases were reported](table.ods)
        ^

    Good:

        ![The districts in which cases were reported](chart.png)
    """
    yield from reported(resolved, "S009")


@check("S012", "input-unreadable", "A file cannot be read", ERROR)
def input_unreadable(resolved: Resolved) -> Iterator[Finding]:
    """A source must be a text file in UTF-8, without NUL characters and of bearable size, and nothing in it
    may be nested without end; a file given as input must exist, be of a kind that is known, and be whole.
    What is found is told with its place where there is one. Nothing is written as long as a source cannot
    be read.
    """
    yield from reported(resolved, "S012")


@check("S013", "output-unwritable", "An output cannot be written", ERROR)
def output_unwritable(resolved: Resolved) -> Iterator[Finding]:
    """An output could not be put in its place: the folder may not be written to, the disk is full, a folder
    has the name of the file, or two outputs would have the same name. The outputs that were there before
    are left as they were.
    """
    yield from reported(resolved, "S013")


@check("S015", "plugin-unusable", "A plug-in cannot be used", ERROR)
def plugin_unusable(resolved: Resolved) -> Iterator[Finding]:
    """A package that is installed beside this one offers a reader, a writer or checks, but something is wrong
    with them: they cannot be loaded, are made for another version, take a name or code that is taken already,
    raise an error, return what they must not, or come to no end. The message names the package: update,
    repair or uninstall it.

    While a check cannot be used, nobody can say that a source is clean: the exit status is 2, and nothing is
    built. `SUBMISSION_TRACEBACK=1` in front of the command shows where in the package it happens. A call may
    take 60 seconds, or as many as `SUBMISSION_PLUGIN_SECONDS` says.
    """
    yield from reported(resolved, "S015")


@check("S016", "output-unavailable", "An output cannot be made on this system", ERROR)
def output_unavailable(resolved: Resolved) -> Iterator[Finding]:
    """An output that was asked for by name needs a library that this system does not have. The message says
    how to get it. An output that was not asked for by name is skipped with a line that says so.
    """
    yield from reported(resolved, "S016")
