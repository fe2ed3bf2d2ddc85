"""The command `submission matrix`: the recommendations of a submission as a table."""

from __future__ import annotations

import sys

import click

from toolchain.cli.options import not_empty, options, with_public


@click.command()
@click.argument("source", type=click.Path(readable=False))
@click.option("-o", "--output", required=True, metavar="OUT", help="A .docx, .xlsx, .csv or .html file.")
@click.option("--fill", metavar="FILE", callback=not_empty,
              help="Fill this matrix of the Universal Periodic Review, a .docx.")  # fmt: skip
@with_public
def matrix(source: str, *, output: str, fill: str, public: bool) -> None:
    """Write the recommendations of a submission as a table.

    Each has its number, its words, its articles, theme, Sustainable Development Goals, addressee and
    status, as {article="34" addressee="..."} at its end says, and links to the paragraphs that it
    rests on, which are below the table or on a second sheet.

    With --fill, OUT is a copy of FILE, the Word file in which the Office of the High Commissioner for
    Human Rights lists earlier recommendations. Paragraphs with {follows="A/HRC/43/15, 121.1"} are
    written into its column "Assessment/comments on level of implementation". FILE is not changed.

    \b
    Examples:
      submission matrix report.md -o matrix.docx
      submission matrix report.md -o matrix.xlsx
      submission matrix report.md --fill UPR-matrix.docx -o filled.docx

    Exit status: 0 the matrix is written, 1 the source has no recommendations, or none that FILE lists,
    2 the command could not run. With 1 and 2 nothing is written.
    """
    from toolchain.cli.actions.matrix import write

    sys.exit(write(source, output, fill, options(public=public)))
