"""The commands that show submissions in short: status, words, matrix."""

from __future__ import annotations

from pathlib import Path

import click

from toolchain.cli import options as common


@click.command()
@common.sources
@common.with_output("-o", "--output")
@common.with_profile
@common.with_form("text", "json", "html", says="Output format: a table, one JSON object, or a page.")
@click.option("--settings", is_flag=True, help="Print each setting, and where its value comes from.")
def status(source: tuple[str, ...], *, output: Path | None, profile: str, form: str, settings: bool) -> int:
    """Print an overview of submissions: what is due, wrong, out of date and sent.

    SOURCE is a Markdown file, or a folder of them. Without SOURCE, all files content/*/*.md that
    begin with front matter are listed. Those with a "deadline" in their front matter come first.

    For each source: the days until its deadline, its recipient, its words and their limit, the
    number of errors and warnings, whether its outputs are older than the source, and whether it was
    sent (as "submission freeze" recorded) and what has changed since. A translation is compared with
    its original. Nothing is written.

    With --settings, the table is instead one of templates, look, recipient, formats and the like, with
    the place of each value: the front matter, a file submission.toml, or the default.

    \b
    Examples:
      submission status
      submission status content/my-report
      submission status --format json > status.json
      submission status --format html > status.html
      submission status content/my-report --settings

    Exit status: 0 all sources could be read, whatever was found in them, 2 one could not.
    """
    from toolchain.cli.actions.status import show, show_settings

    if settings:
        if form == "html":
            raise common.wrong("--settings prints a table or JSON: leave out --format html")
        return show_settings(source, output, common.options(profile=profile), form)
    return show(source, output, common.options(profile=profile), form)


@click.command()
@common.sources
@common.with_form("text", "json", says="Output format: bars for people, or one JSON object.")
@common.with_profile
@common.with_public
def words(source: tuple[str, ...], *, form: str, profile: str, public: bool) -> int:
    """Show the number of words, by part and section, and the recipient's limit.

    SOURCE is a Markdown file, or a folder of them; without SOURCE, those of content/*/. Words are
    counted as Word counts them. The profile of the recipient says what counts. If that is not known,
    for example for headings or notes, both sums are given. SOURCE can also be a Word file, made by any
    program; then name the recipient with --profile.

    \b
    Examples:
      submission words
      submission words content/my-report/report.md
      submission words --format json
      submission words draft.docx --profile crc

    Exit status: 0 no limit is known to be exceeded, 1 a limit is exceeded, 2 a source could not be read, or
    the limit is not known because the front matter or the profile has a mistake.
    """
    from toolchain.cli.actions.words import words as count_words

    return count_words(source, form, common.options(profile=profile, public=public))


@click.command()
@common.one_source
@click.option("-o", "--output", required=True, metavar="OUT", help="A .docx, .xlsx, .csv or .html file.")
@click.option("--fill", metavar="FILE", callback=common.not_empty,
              help="Fill this matrix of the Universal Periodic Review, a .docx.")  # fmt: skip
@common.with_public
def matrix(source: str, *, output: str, fill: str, public: bool) -> int:
    """Write the recommendations of a submission as a table.

    Each row has the number and words of a recommendation, and its articles, theme, Sustainable
    Development Goals, addressee and status, which are at its end in the source, as in
    {article="34" addressee="..."}. Each row also has links to the paragraphs that support the
    recommendation, which are below the table or on a second sheet.

    With --fill, OUT is a copy of FILE, the Word file in which the Office of the High Commissioner for
    Human Rights lists earlier recommendations. A paragraph of SOURCE with
    {follows="A/HRC/43/15, 121.1"} is written into the row of that recommendation, in the column
    "Assessment/comments on level of implementation". FILE is not changed.

    \b
    Examples:
      submission matrix report.md -o matrix.docx
      submission matrix report.md -o matrix.xlsx
      submission matrix report.md --fill UPR-matrix.docx -o filled.docx

    Exit status: 0 the matrix is written, 1 the source has no recommendations, or none that FILE lists,
    2 the command could not run. With 1 and 2 nothing is written.
    """
    from toolchain.cli.actions.matrix import write

    return write(source, output, fill, common.options(public=public))
