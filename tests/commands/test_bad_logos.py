"""Logos that no output can hold: one diagnostic at the place that names them, which says what to do."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.commands.test_bad_input import PNG, SOURCE, built, only
from tests.support.command import CLEAN, Run, project, run, write

__all__ = ["built", "project", "run"]  # fixtures


def gif(size: int) -> bytes:
    """A picture whose header says that it is as wide and as high as that."""
    data = io.BytesIO()
    Image.new("L", (9, 9)).save(data, "GIF")
    return data.getvalue()[:6] + struct.pack("<HH", size, size) + data.getvalue()[10:]


LOGOS = {
    "missing.png": (None, "does not exist", "check the name"),
    "../map.png": (
        PNG,
        "is outside the folder of the source",
        "copy the image into the folder of the source",
    ),
    "logo.svg": (
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "is an SVG, but outputs",
        "save the image as PNG or JPEG",
    ),
    "logo.tif": (b"II*\0\x08\0\0\0", "is a TIFF, but outputs", "save the image as PNG or JPEG"),
    "large.jpg": (b"\xff\xd8\xff" + bytes(20 << 20), "is larger than 20 MB", "make the image smaller"),
    "wide.gif": (gif(65_535), "is larger than 89 megapixels", "make the image smaller"),
}


@pytest.mark.parametrize(
    ("name", "data", "said", "help"), [(name, *case) for name, case in LOGOS.items()], ids=LOGOS
)
def test_a_bad_logo(
    run: Run, built: Callable[[], bool], name: str, data: bytes | None, said: str, help: str
) -> None:
    by = f"submitted-by:\n  - name: Us\n    logo: {name}\n    logo-alt: Our logo\n"
    write(SOURCE, CLEAN.replace("lang: en\n", f"lang: en\n{by}"))
    if data is not None:
        (SOURCE.parent / name).write_bytes(data)
    ran = run("build", SOURCE, "--to", "docx,html")
    only(ran.err, f"{SOURCE.as_posix()}:6:11", "S009")
    assert f"S009 the image {name} {said}" in ran.err
    assert f"help: {help}\n" in ran.err
    assert ran.status == 1
    assert built()


@pytest.mark.parametrize("names", ["abcde", "aaaaa"])
def test_one_fault_of_five_logos_is_one_finding(run: Run, project: Path, names: str) -> None:
    """Whether it is one file five times or five files."""
    by = "".join(f"  - name: Us {number}\n    logo: {name}.png\n" for number, name in enumerate(names))
    write(SOURCE, CLEAN.replace("lang: en\n", f"lang: en\nsubmitted-by:\n{by}"))
    found = json.loads(run("check", "--format", "json").out)["diagnostics"]
    assert [(each["code"], each["line"], [other["line"] for other in each["related"]]) for each in found] == [
        (code, 6, [8, 10, 12, 14]) for code in ("A701", "S009")
    ]
    assert [other["message"] for other in found[1]["related"]] == [
        f"the image {name}.png does not exist" for name in names[1:]
    ]


def test_other_faults_are_other_findings(run: Run, project: Path) -> None:
    by = "".join(
        f"  - name: {name}\n    logo: {name}\n    logo-alt: A\n" for name in ("a.png", "b.svg", "c.tif")
    )
    write(SOURCE, CLEAN.replace("lang: en\n", f"lang: en\nsubmitted-by:\n{by}"))
    (SOURCE.parent / "b.svg").write_bytes(LOGOS["logo.svg"][0] or b"")
    (SOURCE.parent / "c.tif").write_bytes(LOGOS["logo.tif"][0] or b"")
    found = json.loads(run("check", "--format", "json").out)["diagnostics"]
    assert [(each["code"], each["line"], len(each["related"])) for each in found] == [
        ("S009", 6, 0),
        ("S009", 9, 1),
    ]


def test_a_logo_with_a_misspelt_name(run: Run, built: Callable[[], bool]) -> None:
    write(
        SOURCE,
        CLEAN.replace("lang: en\n", "lang: en\nsubmitted-by:\n  - name: Us\n    logo: logos/huose.png\n"),
    )
    (SOURCE.parent / "logos").mkdir()
    (SOURCE.parent / "logos" / "house.png").write_bytes(PNG)
    assert "help: did you mean logos/house.png?\n" in run("check", SOURCE).out
