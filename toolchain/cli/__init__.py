"""The command line: `submission` and its commands, with their output and exit status.

Modules for a command are imported when it runs, so that help and version are fast.
"""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click

import toolchain
from toolchain.cli import about, building, checking, languages, overviews, sending, streams, word, writing
from toolchain.model.diagnostics import Failure
from toolchain.model.wording import LANGUAGES, said
from toolchain.pipeline.interrupts import hear_again

COULD_NOT_RUN = 2
_LONGEST_NAME = 255
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
@click.version_option(toolchain.__version__, prog_name="submission")
@click.option("--ui-lang", type=click.Choice(LANGUAGES), expose_value=False,
              help="Language of messages and help (default: that of the system).")  # fmt: skip
def cli() -> None:
    """Build DOCX, PDF, HTML and EPUB from one Markdown source of a submission, and check it.

    \b
    Examples:
      submission check                                  check all of content/*/
      submission build content/my-report/report.md      write it into build/my-report/
      submission explain N102                           explain a finding

    Exit status: 0 success, 1 there are findings, 2 the command could not run.
    """


for command in (
    writing.new, building.build, checking.check, overviews.status, writing.preview, writing.lsp,
    word.import_file, word.clean, word.merge, writing.undo, overviews.words, about.profiles,
    writing.sources_cited, sending.send_check, sending.pack, overviews.matrix, sending.freeze, sending.moved,
    sending.redline, sending.sign, writing.translate, about.explain, about.list_plugins, about.doctor,
    about.completion,
):  # fmt: skip
    cli.add_command(command)


@cli.result_callback()
def leave_with(status: int | None) -> NoReturn:
    """End with the exit status that a command returns; None is 0."""
    sys.exit(status)


def main() -> NoReturn:
    """Run the command and exit with its status; an error is one line on standard error, without a
    traceback.
    """
    hear_again()
    with streams.reliable():
        try:
            # Click puts names for wildcards on Windows, as shells do elsewhere, where it reads the arguments.
            sys.argv[1:] = languages.choose(sys.argv[1:], cli)
            status = _run(lambda: cli.main(prog_name="submission", standalone_mode=False))
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else COULD_NOT_RUN if left.code else 0
        if error := streams.lost_output():
            why = error.strerror or error
            click.echo(said("submission: this could not be printed: {why}", why=why), err=True)
            status = COULD_NOT_RUN
    leave(status)


def leave(status: int) -> NoReturn:
    """End the process with an exit status, without a last garbage collection."""
    _listen(signal.SIG_DFL)  # Python would print a traceback while it ends
    gc.freeze()
    sys.exit(status)


def _run(command: Callable[[], Any]) -> int:
    try:
        _listen(signal.default_int_handler)
        return int(command() or 0)
    except click.ClickException as error:
        error.show()
    except (KeyboardInterrupt, click.Abort):
        _interrupted()
    except MemoryError:
        click.echo(said("submission: there is not enough memory for this source"), err=True)
    except Failure as error:
        from toolchain.cli import actions as commands

        commands.report_failure(error)
    except OSError as error:
        where = _named_too_long(error) or error.filename or said("the system says")
        click.echo(f"submission: {where}: {error.strerror or error}", err=True)
    except Exception as error:
        if isinstance(error.__context__, KeyboardInterrupt):  # it came while Python had half of a lock
            return _interrupted()
        if os.environ.get("SUBMISSION_TRACEBACK"):
            raise
        defect = said(
            "submission: a defect of the program itself: {what}\n"
            "help: please report it, with what this command prints if the variable SUBMISSION_TRACEBACK is 1",
            what=f"{type(error).__name__}: {error}",
        )
        click.echo(defect, err=True)
    return COULD_NOT_RUN


def _named_too_long(error: OSError) -> str:
    """Return the path that ends with a name that is too long, if a system error is about that; else ""."""
    parts = Path(str(error.filename)).parts if error.errno == errno.ENAMETOOLONG else ()
    too_long = [number for number, part in enumerate(parts, 1) if len(os.fsencode(part)) > _LONGEST_NAME]
    return str(Path(*parts[: too_long[0]])) if too_long else ""


def _interrupted() -> int:
    _listen(signal.SIG_IGN)  # we are leaving: a second one would only be noise
    click.echo(said("interrupted"), err=True)  # click has ended the line
    return COULD_NOT_RUN


def _listen(handler: Any) -> None:
    """Turn every signal that stops the command into the same interrupt."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is not signal.SIG_IGN:  # nohup has it ignored
            signal.signal(number, handler)
