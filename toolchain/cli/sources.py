"""The commands of `submission sources`: bibliographies."""

from __future__ import annotations

import sys

import click

from toolchain.cli.options import options


@click.group()
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
    from toolchain.cli.actions import extract

    if fix and diff:
        raise click.UsageError("--diff shows what --fix does: choose one")
    if fix and output == "-":
        raise click.UsageError("--output -: with --fix the bibliography is a file")
    sys.exit(extract.run(source, extract.Asked(fix, output, style), options()))
