"""The commands for those who write: new, preview, lsp, undo, sources, translate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from toolchain.cli import options as common


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", callback=common.not_empty, help="Title of the submission.")
@click.option("--profile", metavar="NAME", callback=common.not_empty, help="Recipient, such as crc or upr.")
@click.option("--lang", metavar="CODE", callback=common.not_empty, help="Language: en, fr, es, ru, ar or zh.")
@click.option("--organization", "organizations", metavar="NAME", multiple=True,
              help="Organization that submits it; give the option once for each.")  # fmt: skip
@click.option("--country", metavar="NAME", callback=common.not_empty, help="Country that it is about.")
@click.option("--formats", metavar="LIST", callback=common.not_empty,
              help="Formats to build, such as docx,pdf (default: what the recipient accepts).")  # fmt: skip
@click.option("--yes", is_flag=True, help="Ask nothing: use samples for what is not given.")
@click.option("--private", is_flag=True, help="Keep the report itself out of git too.")
@click.option("--editor", is_flag=True, help="Add settings for VS Code.")
@click.option("--ci", is_flag=True, help="Add a workflow for GitHub and a pre-commit file.")
def new(folder: Path, *, private: bool, editor: bool, ci: bool, **given: Any) -> int:
    """Begin a submission: write a small, complete source into a new folder.

    What is not given is asked for. The source has what the recipient requires, its parts in their
    usual order with a comment on what to write, and samples: a note that cites, a table,
    recommendations. Each sample is reported as information (S028) until you change or delete it;
    until then, "submission send-check" has something to fix.

    \b
    Examples:
      submission new content/my-report
      submission new my-report --profile crc --lang fr --country Atlantide --yes
      submission new my-report --editor --ci

    Exit status: 0 the source is written, 2 could not run. DIR must be new or empty.
    """
    from toolchain.cli.actions.beginning import Given, begin

    if private and ci:
        raise common.wrong(
            "--private and --ci cannot be used together: git would not have the report to check"
        )
    return begin(folder, Given(**given), private=private, editor=editor, ci=ci)


@click.command()
@common.sources
@click.option("--port", type=click.IntRange(1, 65535), metavar="N",
              help="Port of this computer (default: a free one).")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Do not open a browser; only print the address.")
@click.option("--look", type=click.Choice(["un", "house"]), help="Appearance (default: as the source says).")
@click.option("--templates", type=common.FOLDER, metavar="DIR",
              help="Folder of templates that replace the built-in ones.")  # fmt: skip
@click.option("--css", type=click.Path(path_type=Path), metavar="FILE",
              help="Style sheet that is applied after the built-in one.")  # fmt: skip
@common.with_profile
@common.with_public
def preview(source: tuple[str, ...], *, port: int | None, no_browser: bool, **chosen: Any) -> int:
    """Show sources in the browser while they are written, or a start page for all reports.

    SOURCE is a Markdown file, or a folder of them. Without SOURCE, a start page lists the reports
    content/*/*.md of this folder, and those in its folders that have a report.md, with their
    status. There you begin a report, or make one of a Word draft; build; merge a Word file that
    came back; check before sending, pack, download.

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

    Exit status: 0 the preview was ended, 2 the preview could not start.
    """
    from toolchain.cli.actions.preview import show

    if chosen["public"] and not source:  # what the start page builds and packs is the full version
        raise common.wrong("--public works only with a SOURCE")

    return show(source, common.options(**chosen), port or 0, browse=not no_browser)


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

    Exit status: 0 the editor ended the server, 2 the server could not start.
    """
    from toolchain.formats.needs import PYGLS

    with common.needing(PYGLS):
        from toolchain.servers.language.serve import serve
    serve(common.options())


@click.command()
@common.sources
@click.option("--list", "only_list", is_flag=True, help="List the commands that can be undone.")
@click.option("--number", type=click.IntRange(min=1), default=None, metavar="N",
              help="Undo this command of the list (default: the last).")  # fmt: skip
@click.option("--forget", is_flag=True, help="Delete all earlier states that are kept.")
def undo(source: tuple[str, ...], *, only_list: bool, number: int | None, forget: bool) -> None:
    """Restore the files that the last command replaced.

    Before "check --fix", "merge", "import", "translate", "sources extract --fix" and "freeze --force" write
    files, they keep the old ones in the folder .submission/undo next to SOURCE: for the last 20 commands,
    readable by you alone. All files of one command come back together, and new ones are removed.

    SOURCE is a source, another file that such a command wrote, or a folder of them. Without SOURCE, the
    last command that has changed a source in content/*/ is undone. The files as they are now are kept
    first, so "submission undo" can itself be undone.

    \b
    Examples:
      submission undo
      submission undo content/my-report/report.md
      submission undo content/my-report/report.md --list
      submission undo content/my-report/report.md --number 3
      submission undo content/my-report --forget

    Exit status: 0 done, 2 could not run, and then no file is changed.
    """
    from toolchain.cli.actions import undoing
    from toolchain.project.sources import CONTENT

    if only_list + forget + (number is not None) > 1:
        raise common.wrong("--list, --number, --forget: choose one")
    places = [Path(name) for name in source or (CONTENT,)]
    if forget:
        undoing.forget(places)
    elif only_list:
        undoing.show(places)
    else:
        undoing.undo(places, number)


@click.group("sources")
def sources_cited() -> None:
    """Work with the sources that a submission cites."""


@sources_cited.command("extract")
@common.one_source
@click.option("--fix", is_flag=True, help="Make the changes: cite in SOURCE, and write its bibliography.")
@click.option("--diff", is_flag=True, help="Print the changes as a patch, and write nothing (default).")
@click.option("-o", "--output", default="", metavar="FILE",
              help='Write only the bibliography, or print it ("-"); with --fix, its name.')  # fmt: skip
@click.option("--style", default="", metavar="STYLE",
              help="Citation style, also added to SOURCE (default: as SOURCE says).")  # fmt: skip
def extract_sources(source: str, *, fix: bool, diff: bool, output: str, style: str) -> int:
    """Convert the typed notes of a source to citations of its bibliography.

    SOURCE is one Markdown file. Each reference typed in its notes becomes an entry of its bibliography,
    and a citation such as [@penal-code-1860, Article 375]. "Ibid." becomes a citation too. The
    bibliography is in CSL JSON. If SOURCE does not name one, the command uses sources.json in the same
    folder. The patch for both files is printed for review.

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
        raise common.wrong("--diff shows what --fix does: choose one")
    if fix and output == "-":
        raise common.wrong("--output -: with --fix the bibliography is a file")
    return extract.run(source, extract.Asked(fix, output, style), common.options())


@click.group()
def translate() -> None:
    """Let translators work on a source in their own programs."""


@translate.command("export")
@common.one_source
@click.option("--to", "form", type=click.Choice(["po", "xliff"]), required=True, help="Format of FILE.")
@click.option("-o", "--output", required=True, metavar="FILE", help="The file to write, a .po or .xlf file.")
def export(source: str, *, form: str, output: str) -> int:
    """Write the texts of a source into a file for translators.

    Each paragraph, heading, note, caption, cell and text of the front matter is a text to translate.
    Marks of notes, emphasis, links, cross-references with their numbers, citations and code are tags
    such as <note1/> and <b1>, which the translation must have too.

    If FILE exists, its translations are kept. A text that has changed keeps its old translation,
    which is marked for review: "fuzzy" in PO, the state "needs-review-translation" in XLIFF.

    \b
    Examples:
      submission translate export report.md --to po -o report.fr.po
      submission translate export report.md --to xliff -o report.fr.xlf

    Exit status: 0 FILE is written, 2 could not run, and then nothing is written.
    """
    from toolchain.cli.actions.translating import send

    return send(source, form, output, common.options())


@translate.command("import")
@click.argument("file", type=common.FILE)
@common.one_source
@click.option("-o", "--output", required=True, metavar="TRANSLATED",
              help="The translation to write, with its language in its name.")  # fmt: skip
@click.option("--force", is_flag=True, help="Overwrite TRANSLATED.")
def import_translation(file: str, source: str, *, output: str, force: bool) -> int:
    """Make the translation of a source from a file of translations.

    FILE was written by "submission translate export" and translated. TRANSLATED is next to SOURCE,
    report.fr.md for report.md. What has no translation stays in the language of SOURCE, and is
    listed. A translation whose tags are not those of its text is an error at its line (V953). The
    translation is compared with SOURCE as "submission check" does (V951).

    \b
    Examples:
      submission translate import report.fr.po report.md -o report.fr.md
      submission translate import report.fr.xlf report.md -o report.fr.md --force

    Exit status: 0 all is translated, 1 something is listed, 2 there are errors in FILE or the command
    could not run, and then nothing is written.
    """
    from toolchain.cli.actions.translating import bring

    return bring(file, source, output, common.options(), force=force)
