"""The command `submission build`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from toolchain.cli import streams
from toolchain.cli.options import options, sources
from toolchain.formats.table import OURS


@click.command()
@sources
@click.option(
    "--to", metavar="FORMATS", help=f"Which outputs, as in {','.join(OURS)}; else all that can be made here."
)
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR", help="The outputs' folder instead of build/."
)
@click.option("--draft", is_flag=True, help='Write in spite of errors, with "Draft" on every page.')
@click.option("--templates", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR",
              help="Your own templates; what is not in DIR is taken from ours.")  # fmt: skip
@click.option("--page-numbers", is_flag=True,
              help="Page numbers in the contents of a Word file too, by LibreOffice.")  # fmt: skip
@click.option("--look", type=click.Choice(["un", "house"]), default=None,
              help="How PDF, HTML and EPUB look, instead of the source's own choice.")  # fmt: skip
@click.option("--css", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
              help="Your own style sheet for PDF, HTML and EPUB, after ours.")  # fmt: skip
@click.option("--print-shop", is_flag=True,
              help="A PDF for a press, report-print.pdf: bleed, crop marks, black ink alone.")  # fmt: skip
@click.option("--with-source", is_flag=True,
              help="The source inside the PDF, as an attached file with all its comments.")  # fmt: skip
def build(source: tuple[str, ...], *, to: str | None, output: Path | None, **chosen: Any) -> None:
    """Check sources and write their outputs, all or none.

    SOURCE is a Markdown file, or a folder of them; without SOURCE all files content/*/*.md that
    begin with front matter are built. content/X/report.md becomes build/X/report.docx, .pdf, .html
    and .epub; with --output DIR, DIR/report.docx and so on (of several sources, DIR/X/report.docx).

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
    from toolchain.cli import actions as commands

    formats = _formats(to)
    _refuse_idle(formats, chosen)
    status = commands.build(source, formats, output, options(**chosen))
    error = streams.lost_output()
    if status == 0 and error:  # the outputs are in place, and only the summary is lost
        streams.forgive()
        why = error.strerror or str(error)
        click.echo(f"the outputs are written, but this summary could not be printed: {why}", err=True)
    sys.exit(status)


def _refuse_idle(formats: Sequence[str], chosen: Mapping[str, Any]) -> None:
    """Raise `click.UsageError` for an option that would do nothing for any output that is named.

    What outputs of other packages make of it, we do not know.
    """
    ours = bool(formats) and set(formats) <= set(OURS)
    for name in dict.fromkeys(name for each in OURS.values() for name in each.options):
        outputs = [each.name for each in OURS.values() if name in each.options]
        if chosen[name] and ours and not set(formats) & set(outputs):
            option = f"--{name.replace('_', '-')}"
            raise click.UsageError(f"{option} is for {', '.join(outputs)}, and --to names none of them")


def _formats(to: str | None) -> tuple[str, ...]:
    """The names in `--to`, each once. Raises `click.BadParameter` for one that nobody writes."""
    from toolchain.plugins import registry as plugins

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
