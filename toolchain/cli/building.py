"""The command `submission build`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from toolchain.cli import options as common
from toolchain.cli import streams
from toolchain.formats.table import OURS
from toolchain.model.wording import said


class _Seconds(click.FloatRange):
    """A number of seconds. "nan" is a float too, and in no range."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number, "nan" as one that is too large."""
        number = super().convert(value, param, ctx)
        return super().convert(math.inf, param, ctx) if math.isnan(number) else number


_MANNER = ("everything", "fail_fast", "jobs", "timeout", "form")
"""The options that decide nothing about outputs."""


@click.command()
@common.sources
@click.option(
    "--to", multiple=True, callback=lambda _context, _option, given: ",".join(given) or None,
    metavar="FORMATS", help=f"Output formats, such as {','.join(OURS)} (default: all available)."
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="Output folder (default: build/)."
)
@common.with_public
@click.option("--draft", is_flag=True, help='Build despite errors, with "Draft" on every page.')
@click.option("--templates", type=common.FOLDER, metavar="DIR",
              help="Your own templates; for files not in DIR, the built-in ones.")  # fmt: skip
@click.option("--page-numbers", is_flag=True,
              help="Add page numbers to the contents of a Word file, with LibreOffice.")  # fmt: skip
@click.option("--look", type=click.Choice(["un", "house"]), default=None,
              help="Look of Word, PDF, HTML and EPUB (default: as the source says).")  # fmt: skip
@click.option("--pdf-engine", type=click.Choice(["typst", "weasyprint"]), default=None, metavar="NAME",
              help="Program for the PDF: typst or weasyprint (default: as the source says).")  # fmt: skip
@click.option("--css", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
              help="Your own style sheet for PDF, HTML and EPUB, after the built-in one.")  # fmt: skip
@click.option("--print-shop", is_flag=True,
              help="Also build report-print.pdf for a press: bleed, crop marks, black ink only.")  # fmt: skip
@click.option("--with-source", is_flag=True,
              help="Attach the source, with all its comments, to the PDF.")  # fmt: skip
@click.option("--full-pictures", is_flag=True,
              help="Keep pictures that are larger than they can be printed.")  # fmt: skip
@click.option("--comments", is_flag=True,
              help="Show comments such as <!-- name: text --> in the Word file, for co-authors.")  # fmt: skip
@common.with_everything
@click.option("--fail-fast", is_flag=True, help="Stop at the first source that is refused.")
@click.option("--jobs", type=click.IntRange(min=1), default=None, metavar="N",
              help="Build N sources side by side (default: as many as there are cores).")  # fmt: skip
@click.option("--timeout", type=_Seconds(0, 86_400, min_open=True), default=None, metavar="SECONDS",
              help="The longest that a source may take (default: 120 for each of several).")  # fmt: skip
@common.with_form("text", "jsonl", says="Form of the summary: for people, or a line of JSON for each source.")
@common.with_cluster
@click.option(
    "--force", is_flag=True, help="Build all, and replace edited outputs; each is kept as report.edited.docx."
)
def build(source: tuple[str, ...], *, to: str | None, output: Path | None, **chosen: Any) -> int:
    """Check sources and build their outputs: all outputs of a source, or none.

    SOURCE is a Markdown file, or a folder of them. Without SOURCE, all files content/*/*.md that
    begin with front matter are built; a file directly in content/ must be named.

    content/X/report.md becomes build/X/report.docx, .pdf, .html and .epub; with --output DIR,
    DIR/report.docx and so on (for several sources, DIR/X/report.docx). A source that withholds
    something becomes report-confidential.docx and report-public.docx, and so on; with --public, the
    second alone.

    Nothing is written of a source with errors, except with --draft. Each output is read back, and if
    one does not agree with its source, nothing of it is written. Other sources are built all the
    same, and the last lines say which were refused. If a library for an output is missing
    on this system, that output is skipped and the command prints how to install the library, unless
    --to names the output.

    A source is up to date, and not built, if nothing that it needs has changed since (--force
    builds it).

    An output that was edited after it was built is not overwritten: the command prints how to merge
    the edits into SOURCE. Neither is an output of another source. With --force, the file that was
    there is kept next to the new one.

    \b
    Examples:
      submission build
      submission build content/my-report --to docx
      submission build report.md --output ~/sent --to docx,pdf
      submission build report.md --draft

    Exit status: 0 all is written, 1 a source is refused because of findings, 2 one could not be
    built. Earlier outputs of a source that is refused are not changed.
    """
    from toolchain.cli.actions.build import Manner
    from toolchain.cli.actions.build import build as run
    from toolchain.pipeline.tasks import Order

    formats = common.formats_in(to)
    _refuse_idle(formats, chosen)
    _refuse_comments_in_public(chosen)
    order = Order(formats, output, chosen.pop("force"))
    used = common.cluster(chosen.pop("cluster"), insecure=chosen.pop("insecure"))
    manner = Manner(**{key: chosen.pop(key) for key in _MANNER}, cluster=used)
    status = run(source, order, common.options(**chosen), manner)
    error = streams.lost_output()
    if status == 0 and error:  # the outputs are in place, and only the summary is lost
        streams.forgive()
        why = error.strerror or str(error)
        line = said("the outputs are written, but this summary could not be printed: {why}", why=why)
        click.echo(line, err=True)
    return status


def _refuse_comments_in_public(chosen: Mapping[str, Any]) -> None:
    """Raise `click.UsageError` for comments in a version for the public."""
    if chosen["comments"] and chosen.get("public"):
        raise common.wrong(
            "--public and --comments cannot be used together: comments are for co-authors only"
        )


def _refuse_idle(formats: Sequence[str], chosen: Mapping[str, Any]) -> None:
    """Raise `click.UsageError` for an option without effect on any named output.

    How outputs of other packages use an option is not known.
    """
    ours = bool(formats) and set(formats) <= set(OURS)
    for name in dict.fromkeys(name for each in OURS.values() for name in each.options):
        outputs = [each.name for each in OURS.values() if name in each.options]
        if chosen[name] and ours and not set(formats) & set(outputs):
            option = f"--{name.replace('_', '-')}"
            facts = {"option": option, "outputs": ", ".join(outputs)}
            raise common.wrong("{option} is for {outputs}, and --to names none of them", **facts)
