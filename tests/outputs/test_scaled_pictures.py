"""Which outputs have smaller copies of large pictures, and what `merge` makes of them."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

from tests.support.command import Run, project, run
from toolchain.compare.proof.resolution import images
from toolchain.formats.pictures import scaling
from toolchain.pipeline import stages

__all__ = ["project", "run"]

SOURCE = """---
title: Pictures
lang: en
---

# Introduction

1. A register was kept.

     ![A page of a register](register.jpg "Register"){end}

2. It was closed.
"""


def register() -> bytes:
    size = (2600, 300)
    made = io.BytesIO()
    noise = random.Random(4).randbytes(size[0] * size[1] * 3)
    Image.frombytes("RGB", size, noise).save(made, "JPEG", quality=95)
    return made.getvalue()


def widths(file: Path) -> list[int]:
    """Return the widths in pixels of the JPEG files in a package."""
    with zipfile.ZipFile(file) as package:
        names = [name for name in package.namelist() if name.endswith((".jpg", ".jpeg"))]
        return [Image.open(io.BytesIO(package.read(name))).width for name in names]


@pytest.mark.parametrize(
    ("end", "options", "width"),
    [
        ("", (), 2008),
        (" {.full}", (), 2600),
        (" {#register .full}", (), 2600),
        ("", ("--full-pictures",), 2600),
    ],
)
def test_a_picture_has_the_pixels_that_are_wanted(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, end: str, options: tuple[str, ...], width: int
) -> None:
    for module in (scaling, stages):
        monkeypatch.setattr(module, "HEAVY", 500_000)  # a quarter, as larger pictures take seconds
    Path("report.md").write_text(SOURCE.replace("{end}", end), encoding="utf-8")
    Path("register.jpg").write_bytes(register())
    built = run("build", "report.md", "--to", "docx,epub,html", "--output", "out", *options)
    assert built.status == 0, built.err
    assert widths(Path("out/report.docx")) == widths(Path("out/report.epub")) == [width]
    shares = Path("out/report.html").stat().st_size > len(register())
    assert shares is (width == 2600)
    if not end and not options:
        for name, *more in (("report.pdf",), ("report-print.pdf", "--print-shop")):
            assert run("build", "report.md", "--to", "pdf", "--output", "out", *more).status == 0
            assert {each.pixels[0] for each in images(Path("out", name).read_bytes(), name)} == {2600}

    edited = docx.Document("out/report.docx")
    next(each for each in edited.paragraphs if "closed" in each.text).add_run(" Nobody said why.")
    edited.save("edited.docx")
    merged = run("merge", "edited.docx", "report.md")
    assert "1 edit is merged, 0 left" in merged.out + merged.err
    assert f'"Register"){end}\n' in Path("report.md").read_text(encoding="utf-8")
