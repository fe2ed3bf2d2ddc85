"""The only place that touches entry points: finds readers, writers and checks, and loads them by name.

Ours are registered exactly as a stranger's are. A plug-in states `api = 1`: a reader or writer as an
attribute of its class, a module of checks as a name in the module. `check` loads no writer, and a
writer is loaded only when its output is asked for.
"""

from __future__ import annotations

import importlib
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from toolchain.checks import Check, checks_of
from toolchain.diagnostics import Failure, failure, file_span
from toolchain.model import Document
from toolchain.project import Project
from toolchain.resolve.tables import Resolved

API = 1
READERS, WRITERS, CHECKS = "toolchain.readers", "toolchain.writers", "toolchain.checks"

_HOW_TO_GET = {
    "weasyprint": "WeasyPrint needs Pango (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0; "
    "macOS: brew install pango; Windows: the GTK runtime)",
}


class Reader(Protocol):
    """A source or a finished file in, a Document out."""

    api: int
    name: str
    suffixes: Sequence[str]

    def read(self, path: Path, display: str) -> Document:
        """Read a file; `display` is its path as messages show it. Raises `Failure` (S012)."""


class Writer(Protocol):
    """A Resolved in, the bytes of one output out. `requires` names the modules it cannot do without."""

    api: int
    name: str
    suffix: str
    media_type: str
    requires: Sequence[str]

    def write(self, resolved: Resolved, project: Project) -> bytes:
        """The output. Raises `Failure` where a template is at fault."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """One registration: `value` is "module" or "module:Class"."""

    group: str
    name: str
    value: str
    package: str

    def load(self) -> object:
        """Import it and verify its `api`. Raises `Failure` (S015), whatever its import raises."""
        module, _, attribute = self.value.partition(":")
        try:
            found: object = importlib.import_module(module)
            for part in attribute.split(".") if attribute else ():
                found = getattr(found, part)
        except (Exception, SystemExit) as error:  # a stranger's code can raise anything
            raise self._fault(f"cannot be loaded: {type(error).__name__}: {error}") from error
        api = getattr(found, "api", None)
        if api != API:
            said = "does not say which api it is made for" if api is None else f"is made for api {api}"
            raise self._fault(f"{said}; this is api {API}")
        return found

    def _fault(self, what: str) -> Failure:
        return failure(
            "S015",
            file_span(self.package, f"{self.group}, {self.name}"),
            f"this plug-in {what}",
            f"update, repair or uninstall {self.package}",
        )


def registered(group: str, folders: Iterable[str] | None = None) -> dict[str, Plugin]:
    """The plug-ins of a group by name, without importing any. Raises `Failure` (S015) for one name twice.

    The packages' `entry_points.txt` are read here: `importlib.metadata` does the same in ten times
    the time, which every start of the command would take. Of a package installed twice the first on the
    path counts, as it does for imports.
    """
    found: dict[str, Plugin] = {}
    for plugin in _all(group, sys.path if folders is None else folders):
        other = found.setdefault(plugin.name, plugin)
        if other is not plugin:
            raise _twice(f"two plug-ins of {group} are named {plugin.name!r}", other, plugin)
    return dict(sorted(found.items()))


def reader_for(path: Path, display: str) -> Reader:
    """The reader for a file's suffix. Raises `Failure` (S012) where there is none."""
    readers = [cast("type[Reader]", plugin.load()) for plugin in registered(READERS).values()]
    for reader in readers:
        if path.suffix.lower() in reader.suffixes:
            return reader()
    known = ", ".join(suffix for reader in readers for suffix in reader.suffixes)
    raise failure(
        "S012", file_span(display), "no reader knows this kind of file", f"these can be read: {known}"
    )


def writer(name: str) -> Writer:
    """The writer of that name, which must be registered. Raises `Failure` (S015)."""
    return cast("type[Writer]", registered(WRITERS)[name].load())()


def missing_library(writer: Writer) -> str:
    """What the writer needs and this system does not have, and how to get it; "" if all is there."""
    for module in writer.requires:
        try:
            with redirect_stdout(io.StringIO()):  # WeasyPrint prints a page of advice
                importlib.import_module(module)
        except (ImportError, OSError):  # OSError: a shared library under it is missing
            return _HOW_TO_GET.get(module, f"the Python package {module} is not installed")
    return ""


def checks() -> tuple[Check, ...]:
    """All checks of all packages, in the order of their codes. Raises `Failure` (S015)."""
    found: dict[str, tuple[Check, Plugin]] = {}
    for plugin in registered(CHECKS).values():
        for check in checks_of(plugin.load()):
            for key in (check.code, check.name):
                _, other = found.setdefault(key, (check, plugin))
                if found[key][0] is not check:
                    raise _twice(f"two checks are called {key}", other, plugin)
    unique = {check.code: check for check, _ in found.values()}
    return tuple(unique[code] for code in sorted(unique))


def _all(group: str, folders: Iterable[str]) -> Iterator[Plugin]:
    packages: set[str] = set()
    for folder in dict.fromkeys(folders):
        for file in sorted(Path(folder or ".").glob("*.dist-info/entry_points.txt")):
            package = file.parent.name.split("-")[0].replace("_", "-")
            if package.lower() not in packages:
                packages.add(package.lower())
                for name, value in _section(file.read_text(encoding="utf-8"), group):
                    yield Plugin(group, name, value, package)


def _section(text: str, group: str) -> Iterator[tuple[str, str]]:
    """The pairs of one section of an `entry_points.txt` (PyPA's entry points specification)."""
    inside = False
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            inside = line == f"[{group}]"
        elif inside and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            yield name.strip(), value.partition("[")[0].strip()


def _twice(what: str, one: Plugin, other: Plugin) -> Failure:
    packages = sorted({one.package, other.package})
    return failure(
        "S015",
        file_span(" and ".join(packages), other.group),
        f"{what} ({one.value} and {other.value})",
        f"uninstall {' or '.join(packages)}",
    )
