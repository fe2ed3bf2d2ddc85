"""The commands for Word files: import, clean, merge."""

from __future__ import annotations

from typing import Any

import click

from toolchain.cli import options as common


@click.command("import")
@click.argument("file", type=common.FILE)
@click.option("-o", "--output", required=True, metavar="SOURCE", help="The source to write, a .md file.")
@click.option(
    "--force", is_flag=True, help="Overwrite SOURCE, and pictures with the same names in its folder."
)
@click.option(
    "--profile", metavar="NAME", callback=common.not_empty,
    help="The recipient; what it requires and FILE does not state is added as commented lines.",
)  # fmt: skip
@common.with_form("text", "json", says="List of what SOURCE cannot hold: for people, or one JSON object.")
def import_file(file: str, *, output: str, force: bool, profile: str, form: str) -> int:
    """Convert a Word file to a source, with its pictures in the same folder.

    Headings, numbered paragraphs, sub-paragraphs, notes, tables and figures become those of the
    source format, whether they were numbered by Word or typed. Lines that look like headings become
    headings, notes typed as [1] become notes, and citations of Zotero and Mendeley become citations
    with a sources.json, each where that is certain. The visible numbers become claims,
    which "submission check" compares with the true ones. References become cross-references if their
    meaning is certain. Tracked changes are accepted; comments become comments, without their authors.

    Content that a source cannot hold, such as merged cells, text boxes and hidden text, is listed
    with its place.

    \b
    Examples:
      submission import draft.docx -o content/my-report/report.md
      submission import draft.docx -o report.md --force
      submission import draft.docx -o report.md --profile crc

    Exit status: 0 all of FILE is in SOURCE, 1 something is listed, 2 could not run, and then nothing
    is written.
    """
    from toolchain.cli.actions.word import bring

    return bring(file, output, form, profile, force=force)


@click.command("clean")
@click.argument("file", type=common.FILE)
@click.option("-o", "--output", required=True, metavar="OUT", help="The clean copy, another .docx.")
@click.option("--changes", type=click.Choice(["accept", "reject"]),
              help="Accept or reject tracked changes (default: refuse a file that has some).")  # fmt: skip
@click.option("--keep-author", is_flag=True, help="Keep the author in the file's properties.")
@common.with_form("text", "json", says="List of what was removed: for people, or one JSON object.")
def clean(file: str, *, output: str, form: str, **how: Any) -> int:
    """Write a copy of a Word file without personal data and editing traces.

    The command removes comments, tracked changes, hidden text, all properties except title and language,
    data and files within FILE, paths, links to files, numbers of editing sessions, and image metadata.
    Each is listed with its place, and so is what is left. FILE itself is never changed.

    Both files are read back as Word shows them. Unless every paragraph, number, note, cell, link and
    running header is the same, nothing is written.

    \b
    Examples:
      submission clean draft.docx -o clean.docx
      submission clean draft.docx -o clean.docx --changes accept
      submission clean draft.docx -o clean.docx --format json > removed.json

    Exit status: 0 the copy is written, 1 refused (tracked changes, or it would look different), 2
    could not run. Unless the status is 0, nothing is written.
    """
    from toolchain.cli.actions.word import clean as clean_copy
    from toolchain.word.cleaning import Asked

    return clean_copy(file, output, Asked(how["changes"] or "", how["keep_author"]), form)


@click.command()
@click.argument("file", nargs=-1, required=True, type=common.FILE)
@common.one_source
@click.option("--diff", is_flag=True, help="Print the changes as a patch, and do not change SOURCE.")
@click.option("--authors", is_flag=True, help="Write comments as <!-- name: text -->.")
@click.option("--take", multiple=True, metavar="[NUMBER=]FILE",
              help="Use the text of FILE for collision NUMBER, or for all collisions.")  # fmt: skip
@click.option("--list", "lists", multiple=True, metavar="OUT",
              help="List the collisions in a .docx or .html file, for a meeting.")  # fmt: skip
@click.option("--base", default="", metavar="OLD",
              help="The source from which FILE was built, if SOURCE has changed since.")  # fmt: skip
@click.option("--force", is_flag=True, help="Merge FILE although it was built from another source.")
@common.with_form("text", "json", says="List of what was merged and left: for people, or one JSON object.")
def merge(file: tuple[str, ...], source: str, **how: Any) -> int:
    """Merge the edits of a Word file, or of several, into their source.

    FILE was built from SOURCE and then edited in Word, with or without tracked changes, which are
    taken as accepted. Each edit becomes the smallest change of SOURCE; everything else keeps every
    byte, also wrong numbers: "submission check --fix" corrects those. Comments become
    <!-- comment: text -->, with their replies, open or resolved.

    Of several files, in any order, everything is merged that does not collide. What two of them
    change in different ways in the same sentence, or in what depends on it, is listed with a number,
    and not written without --take.

    Edits that are not certain are listed with both places and not made: words of citations, numbers
    typed over references, pictures, the cover. The merged source is built in memory, and nothing is
    written unless the result agrees with FILE, except for what is listed. At the end all of FILE is
    compared with it: also the contents, headers, footers and the cover.

    One FILE and SOURCE may be given in either order. If FILE seems to be built from another source,
    both titles are shown and nothing is written. OLD can also be SOURCE@undo-1, as SOURCE was before
    the last command that changed it, or SOURCE@v1, a revision of git.

    \b
    Examples:
      submission merge returned.docx content/my-report/report.md --diff
      submission merge returned.docx content/my-report/report.md
      submission merge a.docx b.docx c.docx report.md --list meeting.docx
      submission merge a.docx b.docx c.docx report.md --base report.md@undo-1 --take 1=b.docx

    Exit status: 0 all is merged, 1 something is listed, 2 could not run, and then nothing is written.
    """
    from toolchain.cli.actions.merge import merge as bring_back
    from toolchain.cli.actions.merge_report import Asked

    if len(file) == 1 and (how["take"] or how["lists"]):
        raise common.wrong("--take and --list are for several files")
    return bring_back(Asked(file, source, **how), common.options())
