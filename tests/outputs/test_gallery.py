"""docs/gallery/ and the README show what outputs look like now; build/gallery/ shows what moved."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from scripts import make_gallery as gallery
from scripts.make_tutorial_pictures import found
from tests.judges.validators import ROOT

NAMES = {path.stem for path in gallery.PICTURES.glob("*.webp")}
FEW = {"ar-house-pdf", "fr-un-phone"}
OF_README = {"found", "outputs"}


@cache
def stored() -> dict[str, Image.Image]:
    return gallery.stored()


def need_same_program(name: str) -> None:
    """Skip a picture whose pixels a program decides that is not the one of the last run."""
    if program := gallery.program_of(name):
        made_with = json.loads(gallery.MADE_WITH.read_text(encoding="utf-8"))
        if made_with[program] != gallery.version(program):
            pytest.skip(f"{name} was made with {program} {made_with[program]}")


def assert_did_not_move(name: str, now: Image.Image) -> None:
    moved = gallery.difference(stored()[name], now, name)
    assert not moved, f"{name} moved: look at {moved}; if it should look so, run: make gallery"


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name in FEW else pytest.mark.long) for name in sorted(NAMES - OF_README)],
)
def test_no_picture_moved(tmp_path: Path, name: str) -> None:
    need_same_program(name)
    text, look, output = name.split("-")
    assert_did_not_move(name, gallery.pictures([text], look, [output], tmp_path)[name])


def test_pictures_of_the_readme_are_from_the_gallery() -> None:
    """One is made of four others, which the test above makes again."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"!\[.*?\]\((.*?)\)", readme)) == {
        f"docs/gallery/{name}.webp" for name in OF_README
    }
    assert_did_not_move("outputs", gallery.overview(stored()))


def test_what_the_readme_shows_of_the_command_is_what_it_says(tmp_path: Path) -> None:
    need_same_program("found")
    assert_did_not_move("found", found(tmp_path))


def test_the_page_has_all_pictures_and_each_is_small() -> None:
    assert gallery.PAGE.read_text(encoding="utf-8") == gallery.page(stored()), "run: make gallery"
    shown = {f"{text}-un-{output}" for text in gallery.TEXTS for output in gallery.OUTPUTS}
    assert shown <= NAMES
    assert sorted(path.stem for path in gallery.SOURCES.glob("*.md")) == sorted(gallery.TEXTS)
    for path in gallery.PICTURES.glob("*.webp"):
        assert path.stat().st_size < gallery.LARGEST, path.name


def test_what_moved_is_found_and_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of text that is a pixel lower, of two pages."""
    monkeypatch.setattr(gallery, "MOVED", tmp_path)
    before = stored()["en-un-pdf"]
    now = before.copy()
    now.paste(before.crop((60, 80, 300, 92)), (60, 81))
    assert gallery.difference(before, before.copy(), "x") is None
    moved = gallery.difference(before, now, "x")
    assert moved == tmp_path / "x.png"
    with Image.open(moved) as picture:
        assert picture.size == (before.width, 2 * before.height + gallery.GAP)
        marked = picture.crop(
            (0, before.height + gallery.GAP + 78, before.width, before.height + gallery.GAP + 96)
        )
    colours = {colour for _, colour in marked.convert("RGB").getcolors(100_000) or ()}
    assert (255, 0, 0) in colours
