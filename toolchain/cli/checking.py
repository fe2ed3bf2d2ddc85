"""The command `submission check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from toolchain.cli import options as common
from toolchain.model.diagnostics import Severity
from toolchain.model.facts import Word

if TYPE_CHECKING:
    from toolchain.pipeline.tasks import Cluster


@click.command()
@common.sources
@common.with_form(
    "text", "json", "html", "sarif", "github", says="Output format: text for people, the others for programs."
)
@common.with_everything
@click.option(
    "--statistics", is_flag=True, help="Print the number of findings of each code, not each finding."
)
@click.option("--fail-on", type=click.Choice(["error", "warning"]), default="error", show_default=True,
              help="Lowest severity that makes the command fail.")  # fmt: skip
@click.option("--fix", is_flag=True, help="First make the corrections that are certain to be right.")
@click.option("--diff", is_flag=True, help="Print the changes of --fix as a patch, and write nothing.")
@click.option("--renumber", is_flag=True,
              help="With --fix: change numbers although a typed reference may then be wrong.")  # fmt: skip
@click.option("--against", metavar="SOURCE", help="The source to compare finished files with.")
@common.with_profile
@common.with_public
@common.with_cluster
@click.option("--page-numbers", is_flag=True,
              help="Count the pages of Word files with LibreOffice, if there is a page limit.")  # fmt: skip
@click.option("--online", is_flag=True,
              help="Ask if addresses of sources answer. Only this and --cluster use a network.")  # fmt: skip
def check(
    source: tuple[str, ...],
    *,
    form: str,
    fail_on: str,
    fix: bool,
    diff: bool,
    against: str | None,
    **chosen: Any,
) -> int:
    """Check sources and report what is wrong, with places.

    SOURCE is a Markdown file, or a folder of them. Without SOURCE, all files content/*/*.md that
    begin with front matter are checked; a file directly in content/ must be named. Nothing is
    written, except with --fix.

    SOURCE can also be a finished file: .docx, .pdf, .html or .epub, made by any program. It is then
    checked by itself. With --against, it is read as people see it and compared with the source named
    there; each difference is reported with both places. With --profile, it is checked against the
    rules of a recipient, which "submission profiles" lists.

    \b
    Examples:
      submission check
      submission check content/my-report/report.md
      submission check draft.docx
      submission check build/x/report.docx --against content/x/report.md
      submission check draft.docx --profile upr
      submission check --statistics
      submission check --fail-on warning
      submission check --format json > findings.json
      submission check --format sarif > findings.sarif
      submission check --format html > findings.html
      submission check --diff
      submission check --fix

    Exit status: 0 nothing found at or above --fail-on, 1 something found, 2 could not run. With --fix
    this is about the corrected sources, with --diff about the sources as they are.
    """
    severity = Severity[fail_on.upper()]
    everything, statistics = chosen.pop("everything"), chosen.pop("statistics")
    if statistics and form != "text":
        raise common.wrong("--statistics is for people, --format {form} for programs: choose one", form=form)
    if chosen["renumber"] and not (fix or diff):
        raise common.wrong("--renumber works only with --fix or --diff")
    _refuse_public(fixes=fix or diff, public=chosen["public"])
    used = common.cluster(chosen.pop("cluster"), insecure=chosen.pop("insecure"))
    online = chosen.pop("online")
    _refuse_elsewhere(used=used, online=online, corrects=fix or diff or against is not None, form=form)
    from toolchain.cli import actions as commands

    shown = commands.Shown(form, everything, statistics)
    if against is not None:
        from toolchain.cli.actions.checking import compare

        if fix or diff or not source:
            idle = Word("{option}: only sources can be corrected")
            why = idle if source else Word("{option}: name the finished files to compare")
            raise common.wrong(why, option="--against")
        return compare(source, against, shown, severity, common.options(**chosen))
    if fix or diff:
        from toolchain.cli.actions import checking as fixing
        from toolchain.plugins.formats import is_finished

        if diff and form != "text":
            raise common.wrong("--diff prints a patch, --format {form} something else: choose one", form=form)
        if any(map(is_finished, source)):
            raise common.wrong("{option}: only sources can be corrected", option="--fix" if fix else "--diff")
        if diff:
            return fixing.show(source, severity, common.options(**chosen))
        return fixing.fix(source, shown, severity, common.options(**chosen))
    return commands.check(source, shown, severity, common.options(**chosen), used, online=online)


def _refuse_public(*, fixes: bool, public: bool) -> None:
    """Raise `click.UsageError` for corrections of a version that does not show the whole source."""
    if fixes and public:
        raise common.wrong("--public: only the whole source can be corrected; leave out --fix and --diff")


def _refuse_elsewhere(*, used: Cluster | None, online: bool, corrects: bool, form: str) -> None:
    """Raise `click.UsageError` for --cluster or --online with something that is done here only."""
    if used and (corrects or online or form == "html"):
        raise common.wrong(
            "--cluster: sources are only checked there; leave out --fix, --diff, --against, --online "
            "and --format html"
        )
    if online and corrects:
        raise common.wrong("--online: sources are only checked; leave out --fix, --diff and --against")
