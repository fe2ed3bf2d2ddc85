"""The commands of `submission sources`: bibliographies."""

from __future__ import annotations

import sys

import click

from toolchain.cli.options import options, wrong


@click.group()
def sources() -> None:
    """Work with the sources that a submission cites."""


@sources.command("extract")
@click.argument("source", type=click.Path(readable=False))
@click.option("--fix", is_flag=True, help="Make the changes: cite in SOURCE, and write its bibliography.")
@click.option("--diff", is_flag=True, help="Print the changes as a patch, and write nothing (default).")
@click.option("-o", "--output", default="", metavar="FILE",
              help='Write only the bibliography, or print it ("-"); with --fix, its name.')  # fmt: skip
@click.option("--style", default="", metavar="STYLE",
              help="Citation style, also added to SOURCE (default: as SOURCE says).")  # fmt: skip
def extract_sources(source: str, *, fix: bool, diff: bool, output: str, style: str) -> None:
    """Convert the typed notes of a source to citations of its bibliography.

    References typed in the notes of SOURCE, one Markdown file, become entries of its bibliography in
    CSL JSON (sources.json in its folder, if it names none) and citations such as [@penal-code-1860,
    Article 375]; "Ibid." becomes a citation too. The patch for both files is printed for review.

    A note is cited only if exactly the typed words will be printed. All others stay as they are, and
    are listed with their lines and the reasons.

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
        raise wrong("--diff shows what --fix does: choose one")
    if fix and output == "-":
        raise wrong("--output -: with --fix the bibliography is a file")
    sys.exit(extract.run(source, extract.Asked(fix, output, style), options()))
