"""The only place that touches entry points: finds readers, writers and checks, and loads them by name.

Built-in ones are registered exactly as third-party ones, but only third-party ones are guarded
(`toolchain.plugins.foreign`). A plug-in states `api = 1`: a reader or writer as an attribute of its class, a
module of checks as a name in the module. `check` loads no writer, and a writer is loaded only when its
output is asked for.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from toolchain.checks import Check, checks_of
from toolchain.formats.needs import PACKAGE
from toolchain.formats.table import DOCX
from toolchain.model import Document
from toolchain.model.diagnostics import Failure, FilePlace, Finding
from toolchain.model.records import Record
from toolchain.plugins.guard import LOADED, Breach, Guard
from toolchain.plugins.interface import API, Reader, Writer
from toolchain.project.settings import Project
from toolchain.rules import plugins as about

if TYPE_CHECKING:
    from toolchain.plugins.foreign import Hook

READERS, WRITERS, CHECKS = "toolchain.readers", "toolchain.writers", "toolchain.checks"
AFTER_DOCX = "toolchain.after_docx"
OURS = PACKAGE

_WRITTEN = frozenset((".doc", ".dot", ".docm", ".dotx", ".dotm", ".odt", ".rtf", ".wps"))
"""Files of programs that can save them as .docx."""


class Plugin(Record):
    """One registration: `value` is "module" or "module:Class"."""

    group: str
    name: str
    value: str
    package: str
    version: str = ""

    @property
    def is_ours(self) -> bool:
        return self.package == OURS

    @property
    def guard(self) -> Guard:
        """What its code is called by."""
        return Guard(self.package, f"{self.group}, {self.name}")

    def load(self) -> object:
        """Import it and verify its `api`. Raises `Failure` (S015), whatever its import raises."""
        return self.guard.call(LOADED, self._load)

    def _load(self) -> object:
        module, _, attribute = self.value.partition(":")
        found: object = importlib.import_module(module)
        for part in attribute.split(".") if attribute else ():
            found = getattr(found, part)
        api = getattr(found, "api", None)
        if api != API:
            raise Breach(about.WrongApi(None if api is None else repr(api), API))
        return found


class Checks(NamedTuple):
    """Checks, all in the order of their codes or those of one registration, and why others cannot be used
    (S015).
    """

    usable: tuple[Check, ...]
    faults: tuple[Finding, ...]


def registered(group: str, folders: Iterable[str] | None = None) -> dict[str, Plugin]:
    """Return the plug-ins of a group by name, without importing them.

    If a package is installed twice, the first on the path is used, as for imports. Raises `Failure` (S015)
    for a name that is used twice.
    """
    found: dict[str, Plugin] = {}
    for plugin, other in registrations(group, folders):
        if other:
            raise same_name(other, plugin)
        found[plugin.name] = plugin
    return dict(sorted(found.items()))


def registrations(
    group: str, folders: Iterable[str] | None = None
) -> tuple[tuple[Plugin, Plugin | None], ...]:
    """Return all registrations of a group, built-in first, each with an earlier one of the same name.

    The packages' `entry_points.txt` are read here: `importlib.metadata` does the same in ten times
    the time, which every start of the command would take.
    """
    return _registrations(group, tuple(_states(sys.path if folders is None else folders)))


def code() -> Iterator[Path]:
    """Yield the folders and files with the code of third-party plug-ins, without importing them."""
    from importlib.util import find_spec

    groups = (READERS, WRITERS, CHECKS, AFTER_DOCX)
    others = (each for group in groups for each, _ in registrations(group) if not each.is_ours)
    for name in sorted({each.value.partition(":")[0].partition(".")[0] for each in others}):
        with suppress(ImportError, ValueError):
            if spec := find_spec(name):
                own = [spec.origin] if spec.origin and spec.has_location else []
                yield from map(Path, spec.submodule_search_locations or own)


def reader_for(path: Path, display: str) -> Reader:
    """Return the reader for a file's suffix; built-in ones first.

    Raises `Failure`: S020 if there is none, S015 if a possible one cannot be loaded.
    """
    known: list[str] = []
    faults: list[Finding] = []
    for plugin in sorted(registered(READERS).values(), key=lambda plugin: not plugin.is_ours):
        try:
            found = load_reader(plugin)
        except Failure as error:
            faults += error.findings
            continue
        if path.suffix.lower() in found.suffixes:
            return found
        known += found.suffixes
    if faults:
        raise Failure(*faults)
    written = path.suffix.lower() in _WRITTEN
    raise Failure.of(display, about.OtherWordProcessor() if written else about.NoReader(tuple(known)))


def document_of(source: Path, text: str | None = None) -> Document:
    """Return a source, or `text` in its place, as it is written. Raise `Failure` (S012, S019 to S021)."""
    if text is not None and (read_text := text_reader(source)):
        return read_text(text)
    display = source.as_posix()
    return reader_for(source, display).read(source, display)


def text_reader(source: Path) -> Callable[[str], Document] | None:
    """Return what reads a text in place of a source; None if its reader can read files alone."""
    display = source.as_posix()
    read_text = getattr(reader_for(source, display), "read_text", None)
    return None if read_text is None else lambda text: read_text(text, source, display)


def load_reader(plugin: Plugin) -> Reader:
    """Load a reader. Raises `Failure` (S015)."""
    found = plugin.load()
    if plugin.is_ours:
        return cast("type[Reader]", found)()
    from toolchain.plugins import foreign as strangers

    return strangers.reader(found, plugin.name, plugin.guard)


def writer(name: str) -> Writer:
    """Return the writer of that name, which must be registered. Raises `Failure` (S015)."""
    return load_writer(registered(WRITERS)[name])


def load_writer(plugin: Plugin) -> Writer:
    """Load a writer. Raises `Failure` (S015)."""
    found = plugin.load()
    hooks = registered(AFTER_DOCX).values() if plugin.name == DOCX.name else ()
    ours = cast("type[Writer]", found)() if plugin.is_ours else None
    if ours and not hooks:
        return ours
    from toolchain.plugins import foreign as strangers

    if ours:
        loaded = tuple(map(load_hook, hooks))
        return strangers.ChangedWriter(ours, loaded, ours.api, ours.format, ours.requires)
    return strangers.writer(found, plugin.name, plugin.guard)


def load_hook(plugin: Plugin) -> Hook:
    """Load what changes Word files before their proof. Raises `Failure` (S015)."""
    from toolchain.plugins.foreign import Hook

    found = cast("Any", plugin.load())
    return Hook(plugin.guard, plugin.guard.call(LOADED, lambda: found.after_docx))


def needs(writer: Writer, project: Project) -> tuple[str, ...]:
    """Return the modules that the writer needs for a project. Raises `Failure` (S015)."""
    asked = getattr(writer, "needs", None)
    return tuple(asked(project) if asked else writer.requires)


def missing_library(modules: Iterable[str]) -> about.LibraryMissing | None:
    """Return what modules need and this system does not have; None if everything is there."""
    for module in modules:
        try:
            with redirect_stdout(io.StringIO()):  # some print advice
                importlib.import_module(module)
        except (ImportError, OSError) as error:  # OSError: a shared library under it is missing
            from toolchain.writers.releases import Unusable

            if isinstance(error, Unusable):
                return error.facts
            absent = error.name if isinstance(error, ModuleNotFoundError) else None
            return about.NotInstalled(absent or module)
        except Exception as error:
            return about.NotInstalled(module, type(error).__name__)
    return None


def checks() -> Checks:
    """Return all checks of all packages, and the faults of those that cannot be used."""
    offered = [each for _, each in offered_checks()]
    usable = sorted((check for one in offered for check in one.usable), key=lambda check: check.code)
    return Checks(tuple(usable), tuple(fault for one in offered for fault in one.faults))


@cache
def our_checks() -> tuple[Check, ...]:
    """Return the checks of this package only; no third-party code is run."""
    ours = (each for each in registrations(CHECKS) if each[0].is_ours)
    return tuple(check for plugin, other in ours for check in _offered(plugin, other, {}).usable)


def offered_checks() -> tuple[tuple[Plugin, Checks], ...]:
    """Return each registration with its checks. Of two with one code or name, the first keeps it."""
    taken: dict[str, tuple[Check, Plugin]] = {}
    return tuple((plugin, _offered(plugin, other, taken)) for plugin, other in registrations(CHECKS))


def _offered(plugin: Plugin, other: Plugin | None, taken: dict[str, tuple[Check, Plugin]]) -> Checks:
    usable: list[Check] = []
    try:
        if other:
            raise same_name(other, plugin)
        for check in _checks(plugin):
            first, owner = taken.get(check.code) or taken.get(check.name) or (check, plugin)
            if first is not check:
                same = check.code if first.code == check.code else check.name
                raise same_name(owner, plugin, same)
            if check.code not in taken:
                taken[check.code] = taken[check.name] = check, plugin
                usable.append(_guarded(check, plugin))
    except Failure as error:
        return Checks(tuple(usable), error.findings)
    return Checks(tuple(usable), ())


def _checks(plugin: Plugin) -> tuple[Check, ...]:
    module = plugin.load()
    if plugin.is_ours:
        return checks_of(module)
    from toolchain.plugins import foreign as strangers

    return strangers.checks(module, plugin.guard)


def _guarded(check: Check, plugin: Plugin) -> Check:
    if plugin.is_ours:
        return check
    from toolchain.plugins import foreign as strangers

    return strangers.guarded(check, plugin.guard)


def _states(folders: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield each folder that is there with its time: a package that is installed or removed changes it."""
    for folder in dict.fromkeys(folder or "." for folder in folders):
        with suppress(OSError):
            yield folder, os.stat(folder).st_mtime_ns  # noqa: PTH116 (every reading asks this)


@cache
def _registrations(
    group: str, states: tuple[tuple[str, int], ...]
) -> tuple[tuple[Plugin, Plugin | None], ...]:
    packages: set[str] = set()
    everything: list[Plugin] = []
    for package, version, text in (each for state in states for each in _packages(*state)):
        if package.lower() not in packages:
            packages.add(package.lower())
            everything += (Plugin(group, *pair, package, version) for pair in _section(text, group))
    first: dict[str, Plugin] = {}
    return tuple(
        (plugin, None if (other := first.setdefault(plugin.name, plugin)) is plugin else other)
        for plugin in sorted(everything, key=lambda plugin: not plugin.is_ours)
    )


@cache
def _packages(folder: str, _changed: int) -> tuple[tuple[str, str, str], ...]:
    """Return the packages in a folder that register something, with their versions and `entry_points.txt`."""
    found = []
    for file in sorted(Path(folder).glob("*.dist-info/entry_points.txt")):
        package, _, version = file.parent.name.removesuffix(".dist-info").partition("-")
        with suppress(OSError):
            text = file.read_text(encoding="utf-8", errors="replace")
            found.append((package.replace("_", "-"), version, text))
    return tuple(found)


def _section(text: str, group: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of one section of an `entry_points.txt` (PyPA's entry points specification)."""
    inside = False
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            inside = line == f"[{group}]"
        elif inside and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            yield name.strip(), value.partition("[")[0].strip()


def same_name(one: Plugin, other: Plugin, name: str = "") -> Failure:
    """Return the `Failure` for two plug-ins of a group that have one name, or use one for their checks."""
    packages = tuple(sorted({one.package, other.package}))
    place = FilePlace(", ".join(packages), words=f"{other.group}, {other.name}")
    fault = about.NameTwice(other.group, name or one.name, one.value, other.value, packages)
    return Failure(Finding(place, fault))
