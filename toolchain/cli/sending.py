"""The commands `submission send-check` and `submission pack`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from toolchain.cli.options import options, with_profile, with_public


@click.command("send-check")
@click.argument("file", type=click.Path(readable=False))
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR",
              help="Folder of the outputs (default: build/).")  # fmt: skip
@with_profile
@with_public
@click.option("--page-numbers", is_flag=True, help="Count the pages of Word files, if there is a page limit.")
@click.option("--brief", is_flag=True, help="Leave out the addresses where rules were read.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="Output format: a page for people, or one JSON object.")  # fmt: skip
def send_check(file: str, *, output: Path | None, brief: bool, form: str, **chosen: Any) -> None:
    """List what to check and fix before a submission is sent.

    FILE is a source, whose outputs in build/ are checked as they are, or a finished file. All checks
    run: on the source, on each output by itself, on each output against its source, and on all of
    them by the rules of the recipient. One page lists what is proved, what to fix, what was not
    looked at or does not apply, and what the recipient asks for that no program can check, each
    rule with where it was read.

    \b
    Examples:
      submission send-check content/my-report/report.md
      submission send-check final.docx --profile crc > before-sending.txt

    Exit status: 0 nothing to fix, 1 something to fix, 2 could not run.
    """
    from toolchain.cli.actions.sending import show

    sys.exit(show(file, output, options(**chosen), form, brief=brief))


@click.command()
@click.argument("source", type=click.Path(readable=False))
@click.option("-o", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR",
              help="Folder to write, which must be new or empty.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR",
              help="Folder of the outputs (default: build/).")  # fmt: skip
@with_profile
@with_public
@click.option("--page-numbers", is_flag=True, help="Count the pages of Word files, if there is a page limit.")
@click.option(
    "--freeze/--no-freeze", default=None, help="Record the numbers as sent, or do not (default: ask)."
)
@click.option("--sent", default="", metavar="DAY", help="Date when it is sent, such as 2026-03-15.")
def pack(
    source: str, *, folder: Path, output: Path | None, freeze: bool | None, sent: str, **chosen: Any
) -> None:
    """Put into one folder exactly the files to send.

    The outputs of SOURCE in build/ are checked as "submission send-check" does. If there is nothing
    to fix, those of them that the recipient accepts are copied into DIR; if its formats are not
    known, the Word file. Nothing else is in DIR: a folder with other files is refused. One that was
    packed before, and has not changed, is replaced.

    Then the numbers can be recorded, as "submission freeze" does.

    \b
    Examples:
      submission pack content/my-report -o to-send
      submission pack report.md -o to-send --freeze --sent 2026-03-15

    Exit status: 0 the files are in DIR, 1 something to fix, 2 could not run. Unless the status is 0,
    nothing is written.
    """
    from toolchain.cli.actions.packing import put

    sys.exit(put(source, folder, output, options(**chosen), freeze=freeze, day=sent))
