"""The rules about files that are read and written, whatever they say, and about plug-ins."""

from toolchain.model.facts import ERROR, WARNING, Facts, rule

_OLDER = ("S012",)
"""The code that the rules S012 and S019 to S023 shared."""


@rule("S009", "file-outside", "A file is outside the folder, is missing, or is of the wrong kind", ERROR)
class FileOutside(Facts):
    """A submission is complete in its folder: anyone who is sent the folder has everything, and an
    untrusted source cannot reach your other files. Pictures are PNG, JPEG or GIF, which every output can
    contain; nothing is fetched from a network.

    Bad: a file outside the folder

        ![The districts in which cases were reported](../secret/map.png)
        ^

    Bad: a file that does not exist

        ![The districts in which cases were reported](districts.png)
        ^

    Bad: a file that is not a picture

        ![The districts in which cases were reported](table.ods)
        ^

    Good:

        ![The districts in which cases were reported](chart.png)
    """


@rule("S012", "input-unreadable", "A file cannot be read", ERROR)
class InputUnreadable(Facts):
    """A file that is read must be complete and follow the rules of its format: text in UTF-8 without NUL
    characters, a ZIP file that is not cut off, YAML or XML without errors. As long as a file cannot be
    read, nothing is written. The message gives the place if it is known.
    """


@rule("S013", "output-unwritable", "An output cannot be written", ERROR)
class OutputUnwritable(Facts):
    """An output could not be written: there is no permission to write to the folder, the disk is full, a
    folder has the name of the file, two outputs would have the same name, the file was built from
    another source, or the process that built it was ended. Earlier outputs are left as they were.
    """


@rule("S015", "plugin-unusable", "A plug-in cannot be used", ERROR)
class PluginUnusable(Facts):
    """A package that is installed next to this one offers a reader, a writer or checks, but something is
    wrong with them: they cannot be loaded, are made for another version, have a name or code that is
    already used, raise an error, or return an output that is not bytes. The message names the package:
    update, repair or uninstall it.

    While a check cannot be used, nobody can be sure that a source has no errors: the exit status is 2,
    and nothing is built. Set the environment variable `SUBMISSION_TRACEBACK` to 1 to see where in the
    package the error is.
    """


@rule("S016", "output-unavailable", "An output cannot be made on this system", ERROR)
class OutputUnavailable(Facts):
    """An output that was asked for by name needs a library that this system does not have. The message says
    how to get it. An output that was not asked for by name is skipped with a line that says so.
    """


@rule("S018", "style-ignored", "A line of a style sheet does nothing in the PDF", WARNING)
class StyleIgnored(Facts):
    """A style sheet of your own, given by `--css`, has a mistake, or something that a PDF cannot have: a
    misspelt property, an invalid value, a brace that is never closed. Programs that read CSS ignore such
    a line without a message, and after an open brace everything that follows. Or the style sheet names a
    font that neither comes with the tool nor is in the style sheet: fonts of the computer are not used.
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
    """Files come from anywhere, and a small one can use all the memory of a computer. Each kind of file
    has limits that no document needs: bytes, parts, blocks inside blocks. The message names the limit.
    """


@rule("S022", "input-changed", "A file changed while the command was running", ERROR, aliases=_OLDER)
class InputChanged(Facts):
    """A file changed between two readings of the same command, so a result would mix two versions.
    Nothing is written. Save the file, and run the command again.
    """


@rule("S023", "input-loads", "A file loads something from outside", ERROR, aliases=_OLDER)
class InputLoads(Facts):
    """A style sheet or a template may use only what it contains, as `data:` addresses. A file that is
    fetched makes the output different on each computer, shows a server who reads it, or sends out a file
    of your computer.
    """


INPUTS = (InputChanged, InputKind, InputLoads, InputMissing, InputTooLarge, InputUnreadable)
"""The rules of a file that is not read, or not used: S012 and S019 to S023."""
