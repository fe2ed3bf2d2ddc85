"""The command `submission preview`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from toolchain.cli.options import options, sources, with_profile, with_public, wrong


@click.command()
@sources
@click.option("--port", type=click.IntRange(1, 65535), metavar="N",
              help="Port of this computer (default: a free one).")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Do not open a browser; only print the address.")
@click.option("--look", type=click.Choice(["un", "house"]), help="Appearance (default: as the source says).")
@click.option("--templates", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR",
              help="Folder of templates that replace the built-in ones.")  # fmt: skip
@click.option("--css", type=click.Path(path_type=Path), metavar="FILE",
              help="Style sheet that is applied after the built-in one.")  # fmt: skip
@with_profile
@with_public
def preview(source: tuple[str, ...], *, port: int | None, no_browser: bool, **chosen: Any) -> None:
    """Show sources in the browser while they are written, or a start page for all reports.

    SOURCE is a Markdown file, or a folder of them. Without SOURCE, a start page lists the reports
    content/*/*.md of this folder with their status. There you begin a report, or make one of a Word
    draft; build; merge a Word file that came back; check before sending, pack, download.

    The page is updated when the source or one of its files is saved. Next to it are the findings, each
    with a button that leads to its paragraph and, if it can be corrected, one that corrects it in the
    source ("submission undo" brings the old text back). A click on a paragraph opens the source at its
    line in the editor that VISUAL or EDITOR names.

    Of a source that withholds something it shows the full version, or with --public what everybody may
    read.

    Only this computer can open the address, and only with the token in it. The preview asks nothing
    of any other computer. It ends with Ctrl+C.

    \b
    Examples:
      submission preview content/my-report/report.md
      submission preview
      submission preview content/my-report/report.md --public
      submission preview --port 8000 --no-browser

    Exit status: 0 it was ended, 2 it could not start.
    """
    from toolchain.cli.actions.preview import show

    if chosen["public"] and not source:  # what the start page builds and packs is the full version
        raise wrong("--public goes with SOURCE")

    sys.exit(show(source, options(**chosen), port or 0, browse=not no_browser))
