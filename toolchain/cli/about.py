"""The commands about the tool itself: explain a finding, list plug-ins and needs, print shell completion."""

from __future__ import annotations

import sys

import click

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("code", nargs=-1, required=True)
@click.option("--lang", default="en", metavar="LANGUAGE", show_default=True,
              help="Language of the examples, if there are any in it.")  # fmt: skip
def explain(code: tuple[str, ...], lang: str) -> None:
    """Explain findings: what they mean, why they matter and how to fix them.

    CODE is a finding's code or name.

    \b
    Examples:
      submission explain N102 P105
      submission explain note-unused
      submission explain spacing --lang fr
    """
    from toolchain.cli import actions as commands

    sys.exit(commands.explain(code, lang))


@click.command("plugins")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="Output format: one line each, or one JSON object.")  # fmt: skip
def list_plugins(form: str) -> None:
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

    sys.exit(commands.list_plugins(form))


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="Output format: lines for people, or one JSON object.")  # fmt: skip
def doctor(form: str) -> None:
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

    sys.exit(commands.doctor(form))


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
