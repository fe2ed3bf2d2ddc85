"""The actions of `submission profiles`: list the recipients' rules, and explain those of one."""

from __future__ import annotations

import textwrap
from pathlib import Path

import click

from toolchain.cli.actions import print_json, report_failure
from toolchain.model.diagnostics import Failure
from toolchain.model.front_matter import PROFILES
from toolchain.model.suggest import nearest, same_name
from toolchain.model.wording import grouped, said
from toolchain.pipeline import stages as pipeline
from toolchain.recipients.explaining import lines, record
from toolchain.recipients.loading import OWN, Loaded, load_file, load_ours, texts
from toolchain.reports import in_columns, json_object, visible
from toolchain.resolve.word_budget import unconfirmed
from toolchain.rules.commands import NoSuchProfile

WIDTH = 100
_FOLDERS = ("content/*/", "content/", "")
"""Of sources, beside which their own profiles are looked for; this folder last, which comes first."""


def list_all(form: str) -> int:
    """Print the names of all recipients' profiles, with their recipients and limits."""
    loaded = [load_ours(name) for name in PROFILES]
    if form == "json":
        _print_json(*loaded)
    else:
        rows = [(each.profile.name, f"{said(each.profile.title)}{_limits(each)}") for each in loaded]
        click.echo(in_columns(rows))
    return pipeline.FINE


def show(named: str, form: str) -> int:
    """Print all rules of a profile, built-in or in a file. Mistakes in a file are reported first."""
    loaded = _loaded(named)
    if form == "json":
        _print_json(loaded)
    else:
        for line in lines(loaded.profile, loaded.instruments):
            click.echo(_wrapped(line))
    report_failure(Failure(*loaded.defects), texts(each.span.path for each in loaded.defects))
    return pipeline.REFUSED if loaded.defects else pipeline.FINE


def _print_json(*loaded: Loaded) -> None:
    print_json(json_object(profiles=[record(each.profile, each.instruments) for each in loaded]))


def _loaded(named: str) -> Loaded:
    """Return the profile of a name, or in a file. Raise `Failure` (S019) if there is none."""
    if named.endswith(".toml") and Path(named).is_file():
        return load_file(Path(named))
    own = {path.stem: path for folder in _FOLDERS for path in sorted(Path().glob(f"{folder}{OWN}/*.toml"))}
    known = (*PROFILES, *own)
    name = named if named in known else same_name(named, known)
    if name is None:
        raise Failure.of(named, NoSuchProfile(nearest(named, known), known))
    return load_ours(name) if name in PROFILES else load_file(own[name])


def _limits(loaded: Loaded) -> str:
    told = []
    for what in ("words", "pages"):
        limit = loaded.profile.limit(what)
        if limit:
            told.append(f"{grouped(limit.value)} {said(what)}{unconfirmed(limit)}")
    return said(": ") + ", ".join(told) if told else ""


def _wrapped(line: str) -> str:
    """Return a line wrapped to the page width; blank lines before it stay, and addresses are not divided.

    Characters that control a terminal are shown, because a profile may be untrusted.
    """
    blank = "\n" * (len(line) - len(line.lstrip("\n")))
    parts = []
    for part in map(visible, line.lstrip("\n").split("\n")):
        indent = part[: len(part) - len(part.lstrip(" "))]
        further = f"{indent}  " if indent else ""
        parts += textwrap.wrap(
            part, WIDTH, subsequent_indent=further, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return blank + "\n".join(parts)
