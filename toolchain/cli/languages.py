"""Choose the language of the interface when a command begins, and put help into it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from inspect import cleandoc
from pathlib import Path

import click

from toolchain import data
from toolchain.model.facts import Word
from toolchain.model.wording import LANGUAGES, VARIABLE, fold, translated

OPTION = "--ui-lang"
_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")
_AS_TYPED = "\b\n"
"""The first line of a paragraph of help that click does not fill."""


def choose(arguments: Sequence[str], command: click.Group) -> list[str]:
    """Choose the language of the interface, and return the arguments with its option first.

    The first of these that names a language decides: the command line, the environment, `submission.toml`,
    the system.
    """
    asked, rest = _split(arguments)
    ways: Sequence[tuple[str, Callable[[], str]]] = (
        (Word("command line"), lambda: "".join(asked[1:])),
        (Word("environment"), lambda: os.environ.get(VARIABLE, "")),
        ("submission.toml", _of_folder),
        (Word("system"), _of_system),
    )
    where, named = next(((where, name) for where, way in ways if (name := way())), ("", ""))
    language = named.replace("_", "-").partition("-")[0].lower()
    command.context_settings = {
        **command.context_settings,
        "obj": where if language in LANGUAGES else Word("default"),
    }
    if language in LANGUAGES[1:]:
        import gettext

        os.environ[VARIABLE] = os.environ["LANGUAGE"] = language  # click asks gettext, and gettext LANGUAGE
        gettext.bindtextdomain("submission", str(data.FOLDER / "words"))
        gettext.textdomain("submission")
        for each in (param for below in _with_below(command) for param in below.params):
            each.type.name = _Name(each.type.name)
        last = command.commands.get(rest[-1]) if rest else command
        if {"-h", "--help"} & set(rest) or (last and last.no_args_is_help):
            put_help(command, translated)
    elif language in LANGUAGES:
        os.environ[VARIABLE] = language
    else:
        os.environ.pop(VARIABLE, None)
    return asked if len(asked) == 1 else [*asked, *rest]


class _Name(str):
    """The name of a type, which click has looked up before the language was chosen."""

    __slots__ = ()

    def title(self) -> str:
        return translated(self).capitalize()

    def __format__(self, form: str) -> str:
        return format(translated(self), form)


def _with_below(command: click.Command) -> Iterator[click.Command]:
    yield command
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from _with_below(below)


def put_help(command: click.Command, say: Callable[[str], str]) -> None:
    """Replace the texts in the help of a command, and of those below it, by what `say` makes of each."""
    for below in _with_below(command):
        below.help = "\n\n".join(_said(each, say) for each in cleandoc(below.help or "").split("\n\n"))
        for option in below.params:
            if isinstance(option, click.Option) and option.help:
                option.help = say(option.help)


def _said(paragraph: str, say: Callable[[str], str]) -> str:
    """Return a paragraph in other words, without the line ends that are for the code only."""
    if paragraph.startswith(_AS_TYPED):
        return _AS_TYPED + say(paragraph.removeprefix(_AS_TYPED))
    return say(fold(paragraph))


def _split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the option with its value, or without one if it is the last, and all other arguments."""
    asked: list[str] = []
    rest = list(arguments)
    end = rest.index("--") if "--" in rest else len(rest)
    for at in (at for at in reversed(range(end)) if rest[at].partition("=")[0] == OPTION):
        option, has_value, value = rest[at].partition("=")
        asked = asked or [option, *([value] if has_value else rest[at + 1 : at + 2])]
        del rest[at : at + (1 if has_value else 2)]
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


def _of_system() -> str:
    if found := next((value for name in _SYSTEM if (value := os.environ.get(name))), ""):
        return found.partition(".")[0]
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""
