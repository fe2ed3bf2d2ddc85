"""The command `submission send-check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolchain.cli.options import not_empty, options


@click.command("send-check")
@click.argument("file", type=click.Path(readable=False))
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR",
              help="Where the outputs lie, instead of build/.")  # fmt: skip
@click.option(
    "--profile",
    metavar="NAME",
    callback=not_empty,
    help="The recipient's rules, instead of the source's own.",
)
@click.option("--page-numbers", is_flag=True, help="Count the pages of Word files, where they are limited.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="A page for people, or one JSON object.")  # fmt: skip
def send_check(file: str, *, output: Path | None, profile: str, page_numbers: bool, form: str) -> None:
    """Say what is to be seen to before a submission is sent.

    FILE is a source, whose outputs in build/ are looked at as they lie there, or a finished file. All
    checks run: on the source, on each output by itself, on each output against its source, and on all by
    the rules of the recipient. What was proved, what must be mended, and what the recipient asks for that
    no program can see are printed as one page, each rule with where it was read.

    \b
    Examples:
      submission send-check content/my-report/report.md
      submission send-check final.docx --profile crc > before-sending.txt

    Exit status: 0 nothing must be mended, 1 something must, 2 could not run.
    """
    from toolchain.cli.actions.sending import show

    sys.exit(show(file, output, options(profile=profile, page_numbers=page_numbers), form))
