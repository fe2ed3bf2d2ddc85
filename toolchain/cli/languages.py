"""Choose the language of the interface when a command begins, and put help into it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from inspect import cleandoc
from pathlib import Path

import click

from toolchain import data
from toolchain.model.speech import LANGUAGES, VARIABLE, translated

OPTION = "--ui-lang"
_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")
_AS_TYPED = "\b"
"""The first line of a paragraph of help that click does not fill."""


def choose(arguments: Sequence[str], command: click.Group) -> list[str]:
    """Choose the language of the interface, and return the arguments with the option for it in front.

    What a person asks for comes before what the folder says, and that before what the system says.
    """
    asked, rest = _split(arguments)
    named = next(filter(None, (*asked[1::2][-1:], os.environ.get(VARIABLE), _of_folder(), _of_system())), "")
    language = named.replace("_", "-").partition("-")[0].lower()
    if language in LANGUAGES[1:]:
        import gettext

        os.environ[VARIABLE] = os.environ["LANGUAGE"] = language  # click asks gettext, and gettext LANGUAGE
        gettext.bindtextdomain("submission", str(data.FOLDER / "words"))
        gettext.textdomain("submission")
        if not rest or {"-h", "--help"} & set(rest):
            _translate(command)
    else:
        os.environ[VARIABLE] = LANGUAGES[0]
    return [*asked, *rest]


def paragraphs(command: click.Command) -> Iterator[str]:
    """Yield the texts in the help of a command and of those below it, as `choose` looks them up."""
    yield from map(_message, _paragraphs(command))
    yield from (each.help for each in command.params if isinstance(each, click.Option) and each.help)
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        yield from paragraphs(each)


def _translate(command: click.Command) -> None:
    command.help = "\n\n".join(map(_said, _paragraphs(command)))
    for each in command.params:
        if isinstance(each, click.Option) and each.help:
            each.help = translated(each.help)
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        _translate(below)


def _paragraphs(command: click.Command) -> list[str]:
    return cleandoc(command.help or "").split("\n\n")


def _said(paragraph: str) -> str:
    start = f"{_AS_TYPED}\n" if paragraph.startswith(_AS_TYPED) else ""
    return start + translated(_message(paragraph))


def _message(paragraph: str) -> str:
    """Return the message of a paragraph of help: without the line ends that are for the code only."""
    if paragraph.startswith(_AS_TYPED):
        return paragraph.removeprefix(_AS_TYPED).strip("\n")
    return " ".join(paragraph.split())


def _split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the option with its value, "" if it has none, and all other arguments."""
    asked: list[str] = []
    rest: list[str] = []
    left = iter(arguments)
    for each in left:
        if each == "--":
            return asked, [*rest, each, *left]
        if each == OPTION or each.startswith(f"{OPTION}="):
            asked += (OPTION, each.partition("=")[2] if "=" in each else next(left, ""))
        else:
            rest.append(each)
    return asked, rest


def _of_folder() -> str:
    """Return what `submission.toml` of this folder says, or of one above."""
    try:
        here = Path.cwd()
    except OSError:  # it was removed
        return ""
    if not any(os.path.lexists(each / "submission.toml") for each in (here, *here.parents)):
        return ""
    from toolchain.project.folder_settings import read_settings

    return read_settings(here / "report.md")[0].ui_lang or ""


def _of_system(environment: Mapping[str, str] = os.environ) -> str:
    if found := next((value for name in _SYSTEM if (value := environment.get(name))), ""):
        return found.partition(".")[0]
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""
