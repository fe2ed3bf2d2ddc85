"""The layers of a file that are searched for withheld words."""

from toolchain.compare.leaks.layers import layers
from toolchain.data import FOLDER


def test_a_font_is_searched_unless_it_is_ours() -> None:
    ours = next((FOLDER / "fonts").glob("*.ttf")).read_bytes()
    assert list(layers(ours)) == []
    named = "".join(each.text for each in layers(ours + b"Amina Sample"))
    assert "Amina Sample" in named
