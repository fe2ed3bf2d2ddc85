"""List what each output, and each check of finished files, needs: what is here and what is missing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, packages_distributions, requires, version
from typing import Literal

from toolchain.formats import needs
from toolchain.formats.needs import CHINESE_FONTS, Need
from toolchain.formats.table import OURS
from toolchain.model.diagnostics import Failure
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import Record, asdict
from toolchain.model.wording import said, translated_plural
from toolchain.plugins import registry as plugins
from toolchain.plugins.registry import WRITERS, Plugin
from toolchain.reports import json_object, visible
from toolchain.reports.sentences import message, message_of
from toolchain.rules.inputs import InClone
from toolchain.rules.plugins import LibraryMissing, NotInstalled

_SECONDS = 20
_NAME = expression(r"[\w.-]+")


class Row(Record):
    """An output or check: what it needs and `found`, or the `problem` and the `command` that helps.

    The state is "optional" if what is missing is needed for no output.
    """

    name: str
    state: Literal["ok", "missing", "optional"]
    found: tuple[str, ...] = ()
    problem: str = ""
    command: str = ""


def rows() -> tuple[Row, ...]:
    """Return what all outputs and checks need."""
    packages: Mapping[str, Sequence[str]] = {}
    with suppress(OSError):  # one is here by half, and `importlib_metadata`, loaded by another, reads them
        packages = packages_distributions()
    outputs = (row for each in plugins.registrations(WRITERS) for row in _outputs(*each, packages))
    tools = (
        _tool(f"{known.name}, {each.does}", each.need) for known in OURS.values() for each in known.tools
    )
    others = {
        "--cluster": needs.DISTRIBUTED, "preview": needs.PREVIEW, "lsp": needs.PYGLS,
        "translate --to po": needs.POLIB, Word("phone numbers"): needs.PHONENUMBERS,
        "matrix -o matrix.xlsx": needs.OPENPYXL, Word("styles of Zotero"): needs.CITEPROC,
    }  # fmt: skip
    return (*outputs, *tools, *(_tool(name, need) for name, need in others.items()))


def used() -> dict[str, str]:
    """Return the releases of Python, of each library that is always needed, and of plug-ins."""
    found = {
        "Python": f"{sys.platform} {sys.version_info.major}.{sys.version_info.minor}",
        CHINESE_FONTS.name: "1" if CHINESE_FONTS.find() else "none",
    }
    for each in requires(plugins.OURS) or ():
        name = _NAME.match(each)
        if name and "extra ==" not in each:
            with suppress(PackageNotFoundError):  # it is for another system
                found[name[0]] = version(name[0])
    for group in (plugins.READERS, WRITERS, plugins.CHECKS):
        others = (each for each, _ in plugins.registrations(group) if not each.is_ours)
        found |= {each.package: each.version for each in others}
    return found


def as_text(found: Sequence[Row]) -> str:
    """Return a line for each, the command below it, and how many are missing at the end."""
    lines: list[str] = []
    for row in found:
        told = row.problem or ", ".join(row.found) or said("nothing is needed")
        lines.append(f"{said(row.state):<8}  {said(row.name)}{said(': ')}{told}")
        if row.command not in row.problem:
            line = said("to install it, type: {command}", command=row.command)
            lines.append(f"{'':<8}  {line}")
    missing, optional = (sum(row.state == state for row in found) for state in ("missing", "optional"))
    counts = {
        translated_plural("{number} missing", "{number} missing", missing): missing,
        translated_plural("{number} optional", "{number} optional", optional): optional,
    }
    total = ", ".join(text.format(number=number) for text, number in counts.items() if number)
    return "\n".join([*map(visible, lines), total or said("nothing is missing")])


def as_json(found: Iterable[Row]) -> str:
    """Return one JSON object with all of them."""
    return json_object(needs=list(map(asdict, found)))


def _outputs(plugin: Plugin, other: Plugin | None, packages: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    """Yield a row for each way to make an output. `packages` are those of each module."""
    try:
        if other:
            raise plugins.same_name(other, plugin)
        writer = plugins.load_writer(plugin)
    except Failure as error:
        yield Row(plugin.name, "missing", problem="; ".join(map(message, error.findings)))
        return
    ways: Mapping[str, Sequence[str]] = getattr(writer, "ways", {"": writer.requires})
    for way, modules in ways.items():
        name = f"{plugin.name}, {way}" if way else plugin.name
        if missing := plugins.missing_library(modules):
            yield Row(name, "missing", (), message_of(missing), _command(missing, plugin.package))
        else:
            found = (package for module in modules for package in packages.get(module, ()))
            releases = tuple(f"{package} {version(package)}" for package in found)
            yield Row(name, "ok", releases or tuple(modules))


def _tool(name: str, need: Need) -> Row:
    if here := _found(need):
        return Row(name, "ok", (here,))
    command, problems = need.command(), [said("{name} is not installed", name=need.name)]
    if need.cloned:
        problems.append(message_of(InClone(command)))
    return Row(name, "optional", (), "; ".join(problems), command)


def _found(need: Need) -> str:
    """Return the name and release, or path, of what is needed; "" if it is not here or does not start."""
    place = need.find()
    try:
        if need.module and place and not need.cloned:
            return f"{need.name} {version(need.name)}"
        if not need.asked or not place:
            return place
        done = subprocess.run(
            [place, need.asked],
            stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=_SECONDS, text=True,
        )  # fmt: skip
        return (done.stdout or done.stderr).partition("\n")[0]
    except (OSError, subprocess.SubprocessError, PackageNotFoundError):
        return ""


def _command(missing: LibraryMissing, package: str) -> str:
    """Return the command for what is missing; of a library in the release that the package asks for."""
    if isinstance(missing, NotInstalled):
        return needs.install_required(missing.module, package)
    return str(getattr(missing, "install", ""))
