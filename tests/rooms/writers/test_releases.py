"""A library in another release than a writer knows is refused by its version, with the line to type."""

import sys
from types import ModuleType

import pytest

from toolchain.reports.sentences import message_of
from toolchain.writers.releases import Unusable, require_release


def install(monkeypatch: pytest.MonkeyPatch, version: str | None) -> None:
    module = ModuleType("some_library")
    if version is not None:
        module.__dict__["__version__"] = version
    monkeypatch.setitem(sys.modules, "some_library", module)


@pytest.mark.parametrize("version", ["70", "70.0", "70.1.2"])
def test_a_known_release_is_accepted(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    install(monkeypatch, version)
    require_release("some_library", "70", "pip install x")


@pytest.mark.parametrize("version", ["69.0", "7", "700.1", "71.0b1", None])
def test_another_release_is_refused(monkeypatch: pytest.MonkeyPatch, version: str | None) -> None:
    install(monkeypatch, version)
    with pytest.raises(Unusable) as caught:
        require_release("some_library", "70", "pip install x")
    assert message_of(caught.value.facts) == (
        f"some_library {version or 'of an unknown release'} is installed, "
        "but the program needs some_library 70; type: pip install x"
    )
