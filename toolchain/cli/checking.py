"""The command `submission check`."""

from __future__ import annotations

import sys
from typing import Any

import click

from toolchain.cli.options import not_empty, options, sources
from toolchain.model.diagnostics import Severity


@click.command()
@sources
@click.option("--format", "form", type=click.Choice(["text", "json", "html", "sarif", "github"]),
              default="text", show_default=True,
              help="Findings for people, or on standard output for programs.")  # fmt: skip
@click.option("--fail-on", type=click.Choice(["error", "warning"]), default="error", show_default=True,
              help="The least grave finding that makes the exit status 1.")  # fmt: skip
@click.option("--fix", is_flag=True, help="Correct the sources first, where that is certain to be right.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, as a patch, and write nothing.")
@click.option("--against", metavar="SOURCE", help="The source to compare finished files with.")
@click.option(
    "--profile",
    metavar="NAME",
    callback=not_empty,
    help="The recipient's rules, instead of the source's own.",
)
@click.option("--page-numbers", is_flag=True,
              help="Count the pages of Word files, by LibreOffice, where they are limited.")  # fmt: skip
def check(
    source: tuple[str, ...],
    *,
    form: str,
    fail_on: str,
    fix: bool,
    diff: bool,
    against: str | None,
    **chosen: Any,
) -> None:
    """Check sources and say what is wrong in them, with places.

    SOURCE is a Markdown file, or a folder of them; without SOURCE all files content/*/*.md that
    begin with front matter are checked. Nothing is written, unless with --fix.

    With --against SOURCE the files named are finished ones: .docx, .pdf, .html or .epub. They are
    read as people see them, and what differs from SOURCE is said with both places. A finished file
    without it is checked by itself, whoever made it: for what people and programs get wrong. With
    --profile it is held against the rules of a recipient, which "submission profiles" lists.

    \b
    Examples:
      submission check
      submission check content/my-report/report.md
      submission check draft.docx
      submission check build/x/report.docx --against content/x/report.md
      submission check draft.docx --profile upr
      submission check --fail-on warning
      submission check --format json > findings.json
      submission check --format sarif > findings.sarif
      submission check --format html > findings.html
      submission check --diff
      submission check --fix

    Exit status: 0 nothing found at or above --fail-on, 1 something found, 2 could not run. With
    --fix it is said of the corrected sources, with --diff of the sources as they are.
    """
    severity = Severity[fail_on.upper()]
    if against is not None:
        from toolchain.cli.actions.against import compare

        if fix or diff or not source:
            said = "only sources can be corrected" if source else "name the finished files to compare"
            raise click.UsageError(f"--against: {said}")
        sys.exit(compare(source, against, form, severity, options(**chosen)))
    if fix or diff:
        from toolchain.cli.actions import fix as mend
        from toolchain.plugins.formats import is_finished

        if diff and form != "text":
            raise click.UsageError(f"--diff prints a patch, --format {form} something else: choose one")
        if any(map(is_finished, source)):
            raise click.UsageError(f"--{'fix' if fix else 'diff'}: only sources can be corrected")
        if diff:
            sys.exit(mend.show(source, severity, options(**chosen)))
        sys.exit(mend.fix(source, form, severity, options(**chosen)))
    from toolchain.cli import actions as commands

    sys.exit(commands.check(source, form, severity, options(**chosen)))
