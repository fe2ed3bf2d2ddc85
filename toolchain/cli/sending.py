"""The commands around sending: check, pack and agree, record the numbers, compare versions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from toolchain.cli import options as common


@click.command("send-check")
@click.argument("file", type=common.FILE)
@common.with_output("-o", "--output")
@common.with_profile
@common.with_public
@click.option("--page-numbers", is_flag=True, help="Count the pages of Word files, if there is a page limit.")
@click.option("--brief", is_flag=True, help="Leave out the addresses where rules were read.")
@common.with_form("text", "json", says="Output format: a page for people, or one JSON object.")
def send_check(file: str, *, output: Path | None, brief: bool, form: str, **chosen: Any) -> int:
    """List what to check and fix before a submission is sent.

    FILE is a source, whose outputs in build/ are checked as they are, or a finished file. All checks
    run: on the source, on each output by itself, on each output against its source, and on all of
    them by the rules of the recipient. One page lists what is proved, what to fix, what was not
    looked at or does not apply, and what the recipient asks for that no program can check, each
    rule with where it was read.

    \b
    Examples:
      submission send-check content/my-report/report.md
      submission send-check final.docx --profile crc > before-sending.txt

    Exit status: 0 nothing to fix, 1 something to fix, 2 could not run.
    """
    from toolchain.cli.actions.sending import show

    return show(file, output, common.options(**chosen), form, brief=brief)


@click.command()
@common.one_source
@click.option("-o", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR",
              help="Folder to write, which must be new or empty.")  # fmt: skip
@common.with_output("--output")
@common.with_profile
@common.with_public
@click.option("--page-numbers", is_flag=True, help="Count the pages of Word files, if there is a page limit.")
@click.option(
    "--freeze/--no-freeze", default=None, help="Record the numbers as sent, or do not (default: ask)."
)
@click.option("--sent", default="", metavar="DAY", help="Date when it is sent, such as 2026-03-15.")
def pack(
    source: str, *, folder: Path, output: Path | None, freeze: bool | None, sent: str, **chosen: Any
) -> int:
    """Put into one folder exactly the files to send.

    The outputs of SOURCE in build/ are checked as "submission send-check" does. If there is nothing
    to fix, those of them that the recipient accepts are copied into DIR; if its formats are not
    known, the Word file. Nothing else is in DIR: a folder with other files is refused. One that was
    packed before, and has not changed, is replaced.

    Then the numbers can be recorded, as "submission freeze" does.

    \b
    Examples:
      submission pack content/my-report -o to-send
      submission pack report.md -o to-send --freeze --sent 2026-03-15

    Exit status: 0 the files are in DIR, 1 something to fix, 2 could not run. Unless the status is 0,
    nothing is written.
    """
    from toolchain.cli.actions.sending import pack as put

    return put(source, folder, output, common.options(**chosen), recorded=freeze, day=sent)


@click.command()
@common.one_source
@click.option("--for", "name", required=True, callback=common.not_empty, metavar="NAME",
              help='The organization, as "submitted-by" names it.')  # fmt: skip
@click.option("--withdraw", is_flag=True, help="Withdraw its agreement.")
def sign(source: str, *, name: str, withdraw: bool) -> int:
    """Note that an organization has agreed to the text of a source.

    The note, report.signed.json next to report.md, has who has agreed to which text, and the source
    of each of these texts. It is a note for the people who write, not a signature: anybody can write
    it. It is not part of any output, and "submission pack" does not take it.

    "submission status" and "submission send-check" then show how many have agreed to the text as it
    is, and how many to an earlier one, with the line to see what has changed. Every word, number and
    note, emphasis, a link and a picture is part of the text; line breaks of the source, comments,
    names of labels and the list of organizations are not.

    \b
    Examples:
      submission sign report.md --for "Children First"
      submission sign report.md --for "Children First" --withdraw

    Exit status: 0 the agreement is noted, 2 could not run, and then nothing is written.
    """
    from toolchain.cli.actions import sending

    return sending.sign(source, name, common.options(), withdraw=withdraw)


@click.command()
@common.one_source
@click.option("--sent", default="", metavar="DAY", help="Date when it was sent, such as 2026-03-15.")
@click.option("--keep", is_flag=True, help='Keep the source in the record, for "submission redline".')
@click.option("--force", is_flag=True, help="Replace an earlier record.")
@common.with_public
def freeze(source: str, *, sent: str, keep: bool, force: bool, public: bool) -> int:
    """Record the numbers of a source as it is sent.

    The record, report.sent.json next to report.md, has the number, label and words of each numbered
    paragraph. Then "submission check" reports which paragraphs have moved (V952), because readers of
    the sent version cite it by its numbers. The record is not part of any output.

    \b
    Examples:
      submission freeze content/my-report/report.md --sent 2026-03-15
      submission freeze report.md --force

    Exit status: 0 the numbers are recorded, 1 the source has errors, 2 could not run. Unless the status is 0,
    nothing is written.
    """
    from toolchain.cli.actions import sending

    return sending.freeze(source, sent, common.options(public=public), force=force, keep=keep)


@click.command()
@common.one_source
@common.with_form("text", "csv", "json", says="For people, for a spreadsheet, or one JSON object.")
@click.option("--all", "every", is_flag=True, help="Include paragraphs whose numbers have not changed.")
@common.with_public
def moved(source: str, *, form: str, every: bool, public: bool) -> int:
    """Print the old and new numbers of paragraphs since a source was sent.

    The old numbers are those that "submission freeze" recorded. A deleted paragraph has no new
    number; an added paragraph has no old number.

    Of a source that withholds something, the full version is printed, and marked so; with --public, or if
    "freeze --public" made the record, the public one. If the record is that of the full version, the
    public table has no words of a deleted paragraph.

    \b
    Examples:
      submission moved content/my-report/report.md
      submission moved report.md --format csv > numbers.csv

    Exit status: 0 no number has moved, 1 some have, 2 could not run.
    """
    from toolchain.cli.actions import sending

    return sending.moved(source, form, common.options(public=public), every=every)


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "-o", "--output", required=True, metavar="OUT", help="The redline: a .docx, or a page, a .html."
)
@click.option("--summary", is_flag=True, help="Print what differs, with old and new numbers.")
@click.option("--author", default="Redline", show_default=True, callback=common.not_empty, metavar="NAME",
              help="Author of the tracked changes.")  # fmt: skip
@click.option("--date", "day", default="2000-01-01", show_default=True, metavar="DAY",
              help="Day of the tracked changes, such as 2026-12-31.")  # fmt: skip
@common.with_form("text", "json", says="What is printed: for people, or one JSON object.")
@common.with_public
def redline(*, old: str, new: str, public: bool, **asked: Any) -> int:
    """Write what differs between two versions as a Word file with tracked changes.

    OLD and NEW are sources, which may have errors as drafts do; report.md@v1, a source as it is in a
    revision of git; report.md@undo-1, as it was before the last command that changed it;
    report.md@sent, as "submission freeze --keep" has kept it; or Word files that "submission build" has
    written. Pictures and lists of sources are those of today.

    Accepting all changes gives NEW, rejecting all gives OLD: words, notes, tables, references and their
    numbers. Both are tried before OUT is written. A reference of which only the number has changed is
    not a change. The running heads and the widths of tables are those of NEW.

    A .html is the same as a page, with a list of the changes and links from each to the next.

    OUT contains the words of both versions, so it is for the people who write, not for a recipient. Of
    sources that withhold something, the full versions are compared; with --public, the public ones.

    \b
    Examples:
      submission redline report.md@v1 report.md -o redline.docx
      submission redline report.md@undo-1 report.md -o redline.docx --summary
      submission redline report.md@sent report.md -o redline.docx
      submission redline sent.docx report.md -o redline.docx --author "Our network"

    Exit status: 0 the redline is written, 2 could not run, and then nothing is written.
    """
    from toolchain.cli.actions import redline as action

    return action.redline(old, new, action.Asked(**asked), common.options(public=public))
