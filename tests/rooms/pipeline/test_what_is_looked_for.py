"""Each thing that a source withholds is looked for, and in each place of the public text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.withheld import BODY, errors_of, public_of, write_source

ORGANIZATION = "submitted-by:\n  - name: Open\n  - name: Lantern Centre\n    confidential: true"
"""Its name is an error anywhere in the public text."""
HELD = {
    "the alternative text of a picture": ("![A house in Tarabuco](face.png) {.confidential}", "Tarabuco"),
    "the title of a picture": ('![x](face.png "In Tarabuco at night") {.confidential}', "Tarabuco"),
    "the name of a picture": ("![x](tarabuco.png) {.confidential}", "tarabuco"),
    "an address": ("See [it](https://tarabuco.example). {.confidential}", "https://tarabuco.example"),
    "the title of a link": ('See [it](https://x.example "In Tarabuco"). {.confidential}', "Tarabuco"),
    "code": ("See `in Tarabuco`. {.confidential}", "Tarabuco"),
    "a short passage": ("So [a blue door]{.confidential} was.", "a blue door"),
    "a word alone": ("So [tarabuco]{.confidential} was.", "tarabuco"),
    "a name after a title": ("She met Ms. Tarabuco there. {.confidential}", "Tarabuco"),
    "a name that begins a sentence": ("They came. Tarabuco Sucre led. {.confidential}", "tarabuco"),
    "a number": ("They were 4711 then. {.confidential}", "4711"),
}
FRONT = {
    "the status of an organization": ("confidential: true\n    status: Founded in Tarabuco", "Tarabuco"),
    "the logo of an organization": (
        "confidential: true\n    logo: map.png\n    logo-alt: Tarabuco",
        "Tarabuco",
    ),
    "the file of a logo": ("confidential: true\n    logo: tarabuco.png\n    logo-alt: A house", "tarabuco"),
    "a contact": ("contact:\n      confidential: true\n      person: Ana Tarabuco", "Tarabuco"),
}
PLACES = {
    "an attribute": ("", "So. {cluster=Pomacocha}"),
    "the title of a picture in a line": ("", 'See ![x](map.png "near Pomacocha") there.'),
    "the text for a logo": (
        "submitted-by:\n  - name: Open\n    logo: map.png\n    logo-alt: In Pomacocha",
        "",
    ),
    "the cover": ("session: houseQuispé", ""),
    "a subtitle": (f"subtitle: For the Lantern Centre\n{ORGANIZATION}", ""),
    "code": (ORGANIZATION, "See `Lantern Centre`."),
    "a block of code": (ORGANIZATION, "So:\n\n     ```\n     Lantern Centre\n     ```"),
    "a caption": (
        ORGANIZATION,
        "So:\n\n     Table: Of the Lantern Centre\n\n     | a |\n     | - |\n     | b |",
    ),
    "a cell": (ORGANIZATION, "So:\n\n     | a |\n     | - |\n     | Lantern Centre |"),
    "a heading": (ORGANIZATION, "So.\n\n# The Lantern Centre"),
    "a note": (ORGANIZATION, "So.[^x]\n\n[^x]: The Lantern Centre."),
    "a note written in place": (ORGANIZATION, "So.^[The Lantern Centre.]"),
    "the author of a cited source": (f"sources: s.json\n{ORGANIZATION}", "See [@lantern]."),
    "a list of all sources": (f"sources: s.json\n{ORGANIZATION}", "So.\n\n# Sources {.all-sources}"),
    "the key of a cited source": ("sources: s.json", "See [@quispe-1]."),
    "what a source has and is not printed": ("sources: s.json", "See [@open]."),
    "the key of a source that only a withheld place cites": (
        "sources: s.json\nkeywords: [hidden-77c]",
        "So.\n\n3. So [@hidden-77c]. {.confidential}",
    ),
}
SOURCES = """[
{"id": "lantern", "type": "report", "title": "A report", "author": [{"literal": "Lantern Centre"}]},
{"id": "quispe-1", "type": "report", "title": "A report", "author": [{"literal": "Open"}]},
{"id": "open", "type": "report", "title": "A text", "author": [{"literal": "O"}], "note": "for Rosa-Quispé"},
{"id": "hidden-77c", "type": "report", "title": "Another", "author": [{"literal": "P"}]}
]"""


def _wrong(folder: Path, matter: str, text: str) -> set[str]:
    source = write_source(folder, BODY.format(matter=matter, text=text))
    source.with_name("tarabuco.png").write_bytes(source.with_name("face.png").read_bytes())
    source.with_name("s.json").write_text(SOURCES, encoding="utf-8")
    return {*errors_of(public_of(source))} & {"X822", "X823"}


@pytest.mark.parametrize("what", HELD)
def test_what_is_withheld_is_looked_for(what: str, tmp_path: Path) -> None:
    held, said = HELD[what]
    text = f"So.\n\n3. {held}\n\n4. Open"
    assert not _wrong(tmp_path / "1", "", text)
    assert _wrong(tmp_path / "2", "", f'{text}\n\n5. See [it](https://x.example "{said}")')


@pytest.mark.parametrize("what", FRONT)
def test_what_is_withheld_of_the_cover_is_looked_for(what: str, tmp_path: Path) -> None:
    held, said = FRONT[what]
    matter = f"submitted-by:\n  - name: Open\n  - name: Lantern Centre\n    {held}"
    assert not _wrong(tmp_path / "1", matter, "")
    assert _wrong(tmp_path / "2", matter, f"\n\n![{said}](map.png)")


@pytest.mark.parametrize("place", PLACES)
def test_each_place_is_searched(place: str, tmp_path: Path) -> None:
    matter, text = PLACES[place]
    assert _wrong(tmp_path, matter, text)
