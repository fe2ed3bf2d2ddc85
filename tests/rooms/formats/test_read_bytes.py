r"""A submission names no file on a server: Windows would log in there to look (\\server\share)."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest
from PIL import Image

from toolchain.formats.read_bytes import on_server, part_of
from toolchain.model import Document, ImageFile
from toolchain.model.diagnostics import Failure, SourceSpan
from toolchain.model.front_matter import FrontMatter
from toolchain.project.settings import Templates, find_named
from toolchain.readers.images import load_image
from toolchain.recipients.loading import load_beside

PLACE = SourceSpan("report.md", 1, 1, 1, 2)
SERVERS = (r"\\server\a\x.toml", "//server/a/x.toml", r"\/server/a/x.toml", r"/\server\a\x.toml")


def template(folder: Path, name: str) -> bool:
    try:
        return bool(Templates((folder,)).find(name))
    except Failure:
        return False


def named(folder: Path, name: str) -> bool:
    document = Document("report.md", FrontMatter(), ())
    return find_named(folder / "report.md", document, "sources", name, "list")[0] is not None


WAYS: tuple[Callable[[Path, str], bool], ...] = (
    template,
    named,
    lambda folder, name: isinstance(load_image(folder, name, PLACE), ImageFile),
    lambda folder, name: not load_beside(name, folder / "report.md", PLACE).defects,
)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", [*SERVERS, "%5C%5Cserver%5Ca%5Cx.toml"])
def test_no_server_is_asked_whether_it_has_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Callable[[Path, str], bool], name: str
) -> None:
    asked: list[str] = []

    def heard(function: Callable[..., object]) -> Callable[..., object]:
        def call(path: object, *given: object, **more: object) -> object:
            asked.append(os.fsdecode(path) if isinstance(path, str | bytes | Path) else "")
            return function(path, *given, **more)

        return call

    for called in ("stat", "lstat", "scandir", "listdir"):
        monkeypatch.setattr(os, called, heard(getattr(os, called)))
    monkeypatch.setattr(os.path, "realpath", heard(os.path.realpath))
    assert not way(tmp_path, name)
    monkeypatch.undo()
    assert not [each for each in asked if "//server" in each.replace("\\", "/")]


def test_a_file_of_the_folder_is_a_part(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert part_of(tmp_path, "a/x.png") == tmp_path / "a/x.png"
    assert part_of(tmp_path, "x.png", tmp_path / "a") == tmp_path / "a/x.png"
    assert part_of(tmp_path, "../x.png") is None
    assert part_of(tmp_path, "../x.png", tmp_path / "a") == tmp_path / "x.png"
    assert not any(map(on_server, ("a/b", "/a", "\\a", "a//b", "")))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("named", ["carte-\u00e9.png", "carte-e\u0301.png", "carte-%C3%A9.png"])
def test_a_picture_from_a_mac_has_its_name(tmp_path: Path, form: Literal["NFC", "NFD"], named: str) -> None:
    Image.new("RGB", (2, 2)).save(tmp_path / normalize(form, "carte-\u00e9.png"))
    assert isinstance(load_image(tmp_path, named, PLACE), ImageFile)
