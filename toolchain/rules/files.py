"""The rules about files that are read and written, whatever they say, and about plug-ins."""

from __future__ import annotations

from toolchain.model.facts import Facts, Severity, rule

ERROR, WARNING = Severity.ERROR, Severity.WARNING
_OLDER = ("S012",)
"""The code that the rules S012 and S019 to S023 shared."""


@rule("S009", "file-outside", "A file lies outside the folder, is missing, or is of the wrong kind", ERROR)
class FileOutside(Facts):
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


@rule("S012", "input-unreadable", "A file cannot be read", ERROR)
class InputUnreadable(Facts):
    """A file that is read must be whole, and follow the rules of its format: text in UTF-8 without NUL
    characters, a ZIP that is not cut off, YAML or XML without errors. Nothing is written as long as a file
    cannot be read. The message gives the place where there is one.
    """


@rule("S013", "output-unwritable", "An output cannot be written", ERROR)
class OutputUnwritable(Facts):
    """An output could not be put in its place: the folder may not be written to, the disk is full, a folder
    has the name of the file, or two outputs would have the same name. The outputs that were there before
    are left as they were.
    """


@rule("S015", "plugin-unusable", "A plug-in cannot be used", ERROR)
class PluginUnusable(Facts):
    """A package that is installed beside this one offers a reader, a writer or checks, but something is wrong
    with them: they cannot be loaded, are made for another version, take a name or code that is taken already,
    raise an error, or return an output that is not bytes. The message names the package: update, repair or
    uninstall it.

    While a check cannot be used, nobody can say that a source is clean: the exit status is 2, and nothing is
    built. `SUBMISSION_TRACEBACK=1` in front of the command shows where in the package it happens.
    """


@rule("S016", "output-unavailable", "An output cannot be made on this system", ERROR)
class OutputUnavailable(Facts):
    """An output that was asked for by name needs a library that this system does not have. The message says
    how to get it. An output that was not asked for by name is skipped with a line that says so.
    """


@rule("S018", "style-ignored", "A line of a style sheet does nothing in the PDF", WARNING)
class StyleIgnored(Facts):
    """A style sheet of your own, given by `--css`, has a mistake, or something that a PDF cannot have: a
    property that is misspelt, a value that it cannot take, a brace that is never closed. Programs that read
    CSS leave that out without a word, and with an open brace all that follows it. Or it names a font that
    neither comes with the tool nor is brought by the sheet: fonts of the machine are not used.
    """


@rule("S019", "input-missing", "A file does not exist", ERROR, aliases=_OLDER)
class InputMissing(Facts):
    """There is no file or folder with this name, or a folder has no source in it. Check the name, and the
    folder in which you run the command.
    """


@rule("S020", "input-kind", "A file is not of the kind that is needed", ERROR, aliases=_OLDER)
class InputKind(Facts):
    """A file is not what its name says, is of a kind that the command does not read, or belongs to another
    document. The message says what the file is, where that is known, and what is needed.
    """


@rule("S021", "input-too-large", "A file is too large, or nested too deeply", ERROR, aliases=_OLDER)
class InputTooLarge(Facts):
    """Files come from anywhere, and a small one can ask for all the memory of a computer. Each kind of file
    has limits that no document needs: bytes, parts, blocks inside blocks. The message names the limit.
    """


@rule("S022", "input-changed", "A file changed while the command was running", ERROR, aliases=_OLDER)
class InputChanged(Facts):
    """A file changed between two readings of the same command, so a result would mix two states. Nothing
    is written. Save the file, and run the command again.
    """


@rule("S023", "input-loads", "A file loads something from outside", ERROR, aliases=_OLDER)
class InputLoads(Facts):
    """A style sheet or a template may hold only what it brings with it, as `data:` addresses. A file that
    is fetched makes the output different on each computer, tells a server who reads it, or carries a file
    of your computer out.
    """
