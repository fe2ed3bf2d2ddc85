"""The command `submission`. What a command needs is imported when it runs: help and version come at once."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

import toolchain
from toolchain import cli_word, streams
from toolchain.diagnostics import Failure, Severity

if TYPE_CHECKING:
    from toolchain.project import Options

COULD_NOT_RUN = 2
SHELLS = ("bash", "zsh", "fish")
FORMATS = "docx,pdf,html"

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

_sources = click.argument("source", nargs=-1, type=click.Path(readable=False))


@click.group(context_settings=CONTEXT)
@click.version_option(toolchain.__version__, prog_name="submission")
def cli() -> None:
    """One Markdown source of a submission becomes DOCX, PDF and HTML, numbered alike and checked.

    \b
    Examples:
      submission check                                  check all of content/*/
      submission build content/my-report/report.md      write it into build/my-report/
      submission explain N102                           say what a finding means

    Exit status: 0 all is well, 1 there are findings, 2 the command could not run.
    """


@cli.command()
@_sources
@click.option(
    "--to", metavar="FORMATS", help=f"Which outputs, as in {FORMATS}; else all that can be made here."
)
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR", help="The outputs' folder instead of build/."
)
@click.option("--draft", is_flag=True, help='Write in spite of errors, with "Draft" on every page.')
@click.option("--templates", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR",
              help="Your own templates; what is not in DIR is taken from ours.")  # fmt: skip
@click.option("--page-numbers", is_flag=True,
              help="Page numbers in the contents of a Word file too, by LibreOffice.")  # fmt: skip
def build(
    source: tuple[str, ...],
    *,
    to: str | None,
    output: Path | None,
    draft: bool,
    templates: Path | None,
    page_numbers: bool,
) -> None:
    """Check sources and write their outputs, all or none.

    SOURCE is a Markdown file, or a folder of them; without SOURCE all files content/*/*.md that
    begin with front matter are built. content/X/report.md becomes build/X/report.docx, report.pdf
    and report.html; with --output DIR, DIR/report.docx (of several sources, DIR/X/report.docx).

    Nothing is written while a source has errors, unless with --draft. Each output is read back, and
    nothing is written either where one does not show what its source says. An output whose library
    is missing on this system is skipped with a line that says how to get it, unless --to names it.

    \b
    Examples:
      submission build
      submission build content/my-report --to docx
      submission build report.md --output ~/sent --to docx,pdf
      submission build report.md --draft

    Exit status: 0 all is written, 1 refused because of findings, 2 could not run. Except with 0, no
    earlier output is touched.
    """
    from toolchain import commands

    status = commands.build(source, _formats(to), output, _options(draft, templates, page_numbers))
    error = streams.lost_output()
    if status == 0 and error:  # the outputs are in place, and only the summary is lost
        streams.forgive()
        why = error.strerror or str(error)
        click.echo(f"the outputs are written, but this summary could not be printed: {why}", err=True)
    sys.exit(status)


@cli.command()
@_sources
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="Findings for people, or one JSON object on standard output.")  # fmt: skip
@click.option("--fail-on", type=click.Choice(["error", "warning"]), default="error", show_default=True,
              help="The least grave finding that makes the exit status 1.")  # fmt: skip
@click.option("--fix", is_flag=True, help="Correct the sources first, where that is certain to be right.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, as a patch, and write nothing.")
@click.option("--against", metavar="SOURCE", help="The source to compare finished files with.")
def check(
    source: tuple[str, ...], *, form: str, fail_on: str, fix: bool, diff: bool, against: str | None
) -> None:
    """Check sources and say what is wrong in them, with places.

    SOURCE is a Markdown file, or a folder of them; without SOURCE all files content/*/*.md that
    begin with front matter are checked. Nothing is written, unless with --fix.

    With --against SOURCE the files named are finished ones: .docx, .html or .pdf. They are read as
    people see them, and what differs from SOURCE is said with both places. A .docx without it is
    checked by itself, whoever made it: for what Word users and programs get wrong.

    \b
    Examples:
      submission check
      submission check content/my-report/report.md
      submission check draft.docx
      submission check build/x/report.docx --against content/x/report.md
      submission check --fail-on warning
      submission check --format json > findings.json
      submission check --diff
      submission check --fix

    Exit status: 0 nothing found at or above --fail-on, 1 something found, 2 could not run. With
    --fix it is said of the corrected sources, with --diff of the sources as they are.
    """
    severity = Severity[fail_on.upper()]
    if against is not None:
        from toolchain.commands.against import compare

        if fix or diff or not source:
            said = "only sources can be corrected" if source else "name the finished files to compare"
            raise click.UsageError(f"--against: {said}")
        sys.exit(compare(source, against, form, severity, _options()))
    if fix or diff:
        from toolchain.commands import fix as mend

        if diff and form == "json":
            raise click.UsageError("--diff prints a patch, --format json an object: choose one")
        if any(name.lower().endswith(".docx") for name in source):
            raise click.UsageError(f"--{'fix' if fix else 'diff'}: only sources can be corrected")
        if diff:
            sys.exit(mend.show(source, severity, _options()))
        sys.exit(mend.fix(source, form, severity, _options()))
    from toolchain import commands

    sys.exit(commands.check(source, form, severity, _options()))


@cli.command("import")
@click.argument("file", type=click.Path(readable=False))
@click.option("-o", "--output", required=True, metavar="SOURCE", help="The source to write, a .md file.")
@click.option("--force", is_flag=True, help="Overwrite SOURCE, and pictures of the same names beside it.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="What SOURCE cannot hold for people, or as one JSON object.")  # fmt: skip
def import_file(file: str, *, output: str, force: bool, form: str) -> None:
    """Write the source of a Word file, with its pictures beside it.

    Headings, numbered paragraphs, sub-paragraphs, notes, tables and figures become those of the source
    format, whether they were numbered by Word or typed. Numbers that were shown become claims, which
    "submission check" holds against the true ones. References become live where it is certain what they
    mean. Tracked changes are accepted; comments become comments, without their authors.

    What a source cannot hold, such as merged cells, text boxes and hidden text, is listed with its place.

    \b
    Examples:
      submission import draft.docx -o content/my-report/report.md
      submission import draft.docx -o report.md --force

    Exit status: 0 all of FILE is in SOURCE, 1 something is listed, 2 could not run, and then nothing is
    written.
    """
    from toolchain.commands.importing import bring

    sys.exit(bring(file, output, form, force=force))


cli.add_command(cli_word.clean)
cli.add_command(cli_word.merge)


@cli.group()
def sources() -> None:
    """Work with the sources that a submission cites."""


@sources.command("extract")
@click.argument("source", type=click.Path(readable=False))
@click.option("--fix", is_flag=True, help="Make the changes: cite in SOURCE, and write its bibliography.")
@click.option("--diff", is_flag=True, help="Show them as a patch and write nothing; so it is without --fix.")
@click.option("-o", "--output", default="", metavar="FILE",
              help='Write the bibliography alone, or print it ("-"); with --fix, its name.')  # fmt: skip
@click.option("--style", default="", metavar="STYLE",
              help="Cite in this style, and name it in SOURCE; else in the one named there.")  # fmt: skip
def extract_sources(source: str, *, fix: bool, diff: bool, output: str, style: str) -> None:
    """Turn the typed notes of a source into citations of its bibliography.

    References typed in the notes of SOURCE, one Markdown file, become entries of its bibliography in
    CSL JSON (sources.json beside it, where it names none) and citations such as [@penal-code-1860,
    Article 375]; "Ibid." becomes what it stands for. The patch for both files is printed, for review.

    A note is cited only where what will be printed says the very words that are typed. All others stay
    as they are, and are listed with their lines and the reasons.

    \b
    Examples:
      submission sources extract report.md
      submission sources extract report.md --style author-date-note > cited.patch
      submission sources extract report.md --fix
      submission sources extract report.md -o sources.json

    Exit status: 0 no typed source is left, 1 some are, 2 could not run.
    """
    from toolchain.commands import extract

    if fix and diff:
        raise click.UsageError("--diff shows what --fix does: choose one")
    if fix and output == "-":
        raise click.UsageError("--output -: with --fix the bibliography is a file")
    sys.exit(extract.run(source, extract.Asked(fix, output, style), _options()))


@cli.command()
@click.argument("code")
def explain(code: str) -> None:
    """Say what a finding means, why it matters and how to mend it.

    CODE is a finding's code or name.

    \b
    Examples:
      submission explain N102
      submission explain note-unused
    """
    from toolchain import commands

    sys.exit(commands.explain(code))


@cli.command("plugins")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="One line each, or one JSON object.")  # fmt: skip
def list_plugins(form: str) -> None:
    """List the readers, writers and checks that are installed, ours and others'.

    Each with its package and what it offers: the suffixes of files, or the codes of findings. Each is
    tried, and where it cannot be used here it is said why.

    \b
    Examples:
      submission plugins
      submission plugins --format json

    Exit status: 0 all can be used, 1 one of them cannot, 2 could not run.
    """
    from toolchain import commands

    sys.exit(commands.list_plugins(form))


@cli.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print a script that completes this command's words in your shell.

    \b
    Examples:
      submission completion bash > ~/.local/share/bash-completion/completions/submission
      submission completion zsh > ~/.zfunc/_submission
      submission completion fish > ~/.config/fish/completions/submission.fish
    """
    from click import shell_completion as scripts

    made = {"bash": scripts.BashComplete, "zsh": scripts.ZshComplete, "fish": scripts.FishComplete}[shell]
    click.echo(made(cli, {}, "submission", "_SUBMISSION_COMPLETE").source())


def main() -> NoReturn:
    """Run the command and leave with its exit status; an error is a line on standard error, no traceback."""
    gc.disable()  # nearly all that is made lives to the end: looking for garbage took an eighth of the time
    _listen(signal.default_int_handler)
    with streams.reliable():
        try:
            status = _run(lambda: cli.main(prog_name="submission", standalone_mode=False))
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else COULD_NOT_RUN if left.code else 0
        if error := streams.lost_output():
            click.echo(f"submission: this could not be printed: {error.strerror or error}", err=True)
            status = COULD_NOT_RUN
    leave(status)


def leave(status: int) -> NoReturn:
    """End the process with an exit status, without taking apart all that it holds (0.01 s for a report).

    What others have asked to be done at the end is done.
    """
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # what was lost has been said; None where closed
            stream.flush()
    os._exit(status)


def _run(command: Callable[[], Any]) -> int:
    try:
        return int(command() or 0)
    except click.ClickException as error:
        error.show()
    except (KeyboardInterrupt, click.Abort):
        _listen(signal.SIG_IGN)  # we are leaving: a second one would only be noise
        click.echo("interrupted", err=True)  # click has ended the line
    except MemoryError:
        click.echo("submission: there is not enough memory for this source", err=True)
    except Failure as error:
        from toolchain import commands

        commands.report_failure(error)
    except OSError as error:
        click.echo(f"submission: {error.filename or 'the system says'}: {error.strerror or error}", err=True)
    except Exception as error:
        if os.environ.get("SUBMISSION_TRACEBACK"):
            raise
        click.echo(
            f"submission: a defect of the program itself: {type(error).__name__}: {error}\n"
            "help: please report it, with what SUBMISSION_TRACEBACK=1 prints in front of the same command",
            err=True,
        )
    return COULD_NOT_RUN


def _listen(handler: Any) -> None:
    """Let whatever asks the command to stop be one and the same interrupt."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is not signal.SIG_IGN:  # nohup has it ignored
            signal.signal(number, handler)


def _options(draft: bool = False, templates: Path | None = None, page_numbers: bool = False) -> Options:
    from toolchain.project import Options, read_epoch

    try:
        return Options(templates, draft, page_numbers, read_epoch(os.environ))
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _formats(to: str | None) -> tuple[str, ...]:
    """The names in `--to`, each once. Raises `click.BadParameter` for one that nobody writes."""
    from toolchain import plugins

    if to is None:
        return ()
    known = plugins.registered(plugins.WRITERS)
    names = tuple(dict.fromkeys(name.strip().lower() for name in to.split(",")))
    for name in names:
        if name not in known:
            raise click.BadParameter(
                f"{name!r} is no output; choose from {', '.join(known)}", param_hint="--to"
            )
    return names
