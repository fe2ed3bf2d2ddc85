"""The command `submission lsp`."""

from __future__ import annotations

import click

from toolchain.cli.options import options


@click.command()
def lsp() -> None:
    """Help an editor while a source is written: a language server.

    An editor starts this command and speaks with it over standard input and output. It shows findings
    while one types, corrects them, leads from a reference to its target, shows what a reference, a
    note or a citation prints, completes and renames labels, notes and keys of sources, and lists the
    numbered headings and paragraphs. docs/editors.md says how to set up an editor.

    Texts are those that the editor sends, also before they are saved. submission.toml is read only
    if the editor sends the initialization option "trusted": true.

    \b
    Example:
      submission lsp

    Exit status: 0 the editor has ended it, 2 it could not start.
    """
    from toolchain.formats.needs import PYGLS

    try:
        from toolchain.servers.language.serve import serve
    except ImportError as error:
        from toolchain.cli.actions import not_installed

        raise not_installed(error, PYGLS) from error
    serve(options())
