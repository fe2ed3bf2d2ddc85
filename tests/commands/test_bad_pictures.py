"""Pictures and addresses of a source that no output may hold: each output refuses them, with the place."""

from __future__ import annotations

import importlib
import io
import socket
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.commands.test_bad_input import SOURCE, built, only
from tests.support.command import CLEAN, Run, project, run, write
from toolchain import model as m
from toolchain.model.walk import plain_text, walk

__all__ = ["built", "project", "run"]  # fixtures

FORMS = ("docx", "epub", "html", "pdf")
LINE = CLEAN.count("\n") + 2
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def picture(form: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(data, form)
    return data.getvalue()


def wide_png() -> bytes:
    """A PNG of few bytes whose header says 100,000 by 100,000 pixels."""
    data = picture("PNG")
    header = b"IHDR" + struct.pack(">II", 100_000, 100_000) + data[24:29]
    return data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:]


BOMB = (
    '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + ']><svg xmlns="http://www.w3.org/2000/svg"><text>&i;</text></svg>'
)
PICTURES = {
    "an SVG": ("a.svg", SVG.format("").encode()),
    "an SVG with a script": ("a.svg", SVG.format("<script>alert(1)</script>").encode()),
    "an SVG that loads a picture": (
        "a.svg",
        SVG.format('<image xlink:href="http://localhost:9/a.png"/>').encode(),
    ),
    "an SVG that reads a file": ("a.svg", SVG.format('<use href="file:///etc/hostname"/>').encode()),
    "an SVG of entities": ("a.svg", BOMB.encode()),
    "an SVG that is called PNG": ("a.png", SVG.format("<script>alert(1)</script>").encode()),
    "a page that is called PNG": ("a.png", b"<!DOCTYPE html><script>alert(1)</script>"),
    "a TIFF": ("a.tif", picture("TIFF")),
    "a BMP": ("a.bmp", picture("BMP")),
    "a WebP": ("a.webp", picture("WEBP")),
    "more pixels than memory": ("a.png", wide_png()),
    "more bytes than any picture": ("a.jpg", picture("JPEG") + bytes(21 << 20)),
    "a PNG with another bit": ("a.png", picture("PNG")[:50] + b"\xff" + picture("PNG")[51:]),
    "half a PNG": ("a.png", picture("PNG")[:60]),
    "the beginning of a JPEG": ("a.jpg", picture("JPEG")[:100]),
    "an empty file": ("a.png", b""),
}
ADDRESSES = [
    "https://localhost:9/a.png", "//localhost:9/a.png", "../a.png", "/etc/hostname", "C:\\a.png",
    "\\\\server\\a.png", "ftp://localhost:9/a.png", "a.png?b", "a%2F..%2F..%2Fa.png",
]  # fmt: skip
SCHEMES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "data:image/svg+xml,x",
]


@pytest.fixture(autouse=True)
def nothing_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No name is looked up and nothing is connected to, whatever the outcome."""
    asked: list[object] = []

    def ask(*what: object, **_: object) -> None:
        asked.append(what)
        raise OSError("nothing is to be asked for")

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    monkeypatch.setattr(socket.socket, "connect", ask)
    yield
    assert asked == []


def refused(run: Run, built: Callable[[], bool], form: str, code: str, column: int) -> None:
    ran = run("build", SOURCE, "--to", form)
    only(ran.err, f"{SOURCE.as_posix()}:{LINE}:{column}", code)
    assert ran.status == 1
    assert built()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "data"), PICTURES.values(), ids=PICTURES)
def test_a_bad_picture(run: Run, built: Callable[[], bool], name: str, data: bytes, form: str) -> None:
    write(SOURCE, f"{CLEAN}\n3. See: ![A map of the country]({name})\n")
    (SOURCE.parent / name).write_bytes(data)
    refused(run, built, form, "S009", 9)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_picture_that_lies_elsewhere(run: Run, built: Callable[[], bool], address: str, form: str) -> None:
    write(SOURCE, f"{CLEAN}\n3. See: ![A map of the country](<{address}>)\n")
    refused(run, built, form, "S009", 9)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", SCHEMES)
def test_an_address_that_runs_code(run: Run, project: Path, address: str, form: str) -> None:
    """It is told, stays the text that it is, and no output has it as an address."""
    words = f"[the law of the country]({address})"
    write(SOURCE, f"{CLEAN}\n3. See {words} and !{words}.\n")
    ran = run("build", SOURCE, "--to", form)
    assert f"{SOURCE.as_posix()}:{LINE}:8: warning S017 {words[:38]}" in ran.err
    assert f"{SOURCE.as_posix()}:{LINE}:{13 + len(words)}: warning S017 !{words[:37]}" in ran.err
    assert ran.status == 0
    shown = importlib.import_module(f"toolchain.readers.{form}").read_bytes(
        Path(f"build/x/report.{form}").read_bytes(), form
    )
    nodes = [node for node, _ in walk(shown.blocks)]
    assert [node for node in nodes if isinstance(node, m.Link | m.Image | m.Figure)] == []
    assert words in " ".join(plain_text(node.children) for node in nodes if isinstance(node, m.Paragraph))
