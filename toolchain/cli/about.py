"""The commands about the tool itself and about recipients: explain, plugins, doctor, completion, profiles."""

from __future__ import annotations

import click

from toolchain.cli import options as common

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("code", nargs=-1, required=True)
@click.option("--lang", default="en", metavar="LANGUAGE", show_default=True,
              help="Language of the examples, if there are any in it.")  # fmt: skip
def explain(code: tuple[str, ...], lang: str) -> int:
    """Explain findings: what they mean, why they matter and how to fix them.

    CODE is a finding's code or name.

    \b
    Examples:
      submission explain N102 P105
      submission explain note-unused
      submission explain spacing --lang fr
    """
    from toolchain.cli import actions as commands

    return commands.explain(code, lang)


@click.command("plugins")
@common.with_form("text", "json", says="Output format: one line each, or one JSON object.")
def list_plugins(form: str) -> int:
    """List the installed readers, writers and checks, built-in and third-party.

    Each is listed with its package and what it offers: file suffixes, or codes of findings. Each is
    tried, and if it cannot be used here, the reason is printed.

    \b
    Examples:
      submission plugins
      submission plugins --format json

    Exit status: 0 all can be used, 1 one of them cannot, 2 could not run.
    """
    from toolchain.cli import actions as commands

    return commands.list_plugins(form)


@click.command()
@common.with_form("text", "json", says="Output format: lines for people, or one JSON object.")
def doctor(form: str) -> int:
    """List what each output and each check of finished files needs, and what is missing here.

    Each line has a state: "ok"; "missing" if an output cannot be built without it; "optional" if
    it is missing too, but only a check or an option needs it. What is missing has the command that
    installs it on this system.

    \b
    Examples:
      submission doctor
      submission doctor --format json

    Exit status: 0 all outputs can be built, 1 something is missing, 2 could not run.
    """
    from toolchain.cli import actions as commands

    return commands.doctor(form)


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print a script that completes this command's words in your shell.

    \b
    Examples:
      submission completion bash > ~/.local/share/bash-completion/completions/submission
      submission completion zsh > ~/.zfunc/_submission
      submission completion fish > ~/.config/fish/completions/submission.fish
    """
    from click import shell_completion as scripts

    made = {"bash": scripts.BashComplete, "zsh": scripts.ZshComplete, "fish": scripts.FishComplete}[shell]
    whole = click.get_current_context().find_root().command
    click.echo(made(whole, {}, "submission", "_SUBMISSION_COMPLETE").source())


_with_form = common.with_form("text", "json", says="Text for people, or one JSON object.")


@click.group(invoke_without_command=True)
@_with_form
@click.pass_context
def profiles(context: click.Context, *, form: str) -> int | None:
    """List the recipients whose rules are known.

    Each is listed with its name for `profile:` in the front matter, and its limits. A limit that is
    not confirmed only warns.

    \b
    Examples:
      submission profiles
      submission profiles show upr
      submission profiles --format json
    """
    if context.invoked_subcommand is not None:
        return None
    from toolchain.cli.actions.profiles import list_all

    return list_all(form)


@profiles.command("show")
@click.argument("name")
@_with_form
def show_profile(name: str, *, form: str) -> int:
    """Explain all rules of a recipient, each with where and when it was read.

    NAME is a name that "submission profiles" lists, a file in profiles/ in this folder, or the path
    of your own file. Mistakes in a file are reported with their lines.

    \b
    Examples:
      submission profiles show crc
      submission profiles show content/my-report/profiles/my-crc.toml
      submission profiles show crc --format json

    Exit status: 0 success, 1 there are mistakes in the file, 2 there is no such profile.
    """
    from toolchain.cli.actions.profiles import show

    return show(name, form)
