"""No command asks a network for anything, or opens a file that is not the submission's, whatever asks for it.

Python reports what it opens and connects to. What a library in C does by itself is not seen here.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from PIL import Image

from tests.judges.validators import need
from tests.support.command import write
from tests.support.docx_made import link, made, p
from tests.support.pages import ROOT
from tests.support.shares import one_in
from toolchain.formats import libreoffice

WATCH = """
import os, sys

def local(event, arguments):
    # between the processes of one command: AF_UNIX has the number 1
    return (arguments[1] if event == "socket.__new__" else getattr(arguments[0], "family", None)) == 1

def watch(event, arguments):
    asked = event.startswith(("socket.", "urllib.", "http.client", "ftplib.", "smtplib."))
    if asked and not local(event, arguments):
        os.write(2, f"\\nwatched: {event} {arguments}\\n".encode(errors="replace"))
    if event == "open" and "/secret/" in os.path.realpath(str(arguments[0])):
        os.write(2, f"\\nwatched: {event} {arguments[0]}\\n".encode(errors="replace"))

sys.addaudithook(watch)
os.write(2, b"watching\\n")
"""
"""Each process of a command runs this as it starts, those that build one of many sources too."""

WEB = "https://example.org"
SOURCE = """---
title: A <img src="https://example.org/a.png">
lang: en
template: NAMED
sources: NAMED
citation-style: NAMED.j2
profile: NAMED.toml
submitted-by:
  - name: A
    logo: NAMED
    logo-alt: A
---

1. ![A](NAMED "B") ![A](https://example.org/a.png "B") ![A](file:///etc/hostname "B") [a](https://example.org)
   <img src="https://example.org/b.png"><script src="https://example.org/c.js"></script> [@a]

<link rel="stylesheet" href="https://example.org/d.css">

2. ![A](data:image/svg+xml,<svg><image href="https://example.org/e.png"/></svg> "B")
"""
PAGE = """<!DOCTYPE html SYSTEM "https://example.org/a.dtd"><html lang="en"><head><title>A</title>
<base href="https://example.org/"><link rel="stylesheet" href="a.css"><style>@import "b.css";</style>
<script src="c.js"></script></head><body><h1>A</h1><p>A <img src="d.png" alt="A">
<iframe src="secret/a.html"></iframe></p></body></html>"""
CSS = '@import "https://example.org/a.css"; p { background: url(secret/a.png) }'
NAMES = [
    "secret/a",
    "../secret/a",
    "link",
    "/ABSOLUTE/secret/a",
    WEB,
    "//example.org/a",
    "\\\\example.org\\a",
]
COMMANDS = {
    "check sources": "S009",
    "build sources --draft --output out --jobs 1": "S009",
    "words sources/0/report.md": "report.md",
    "send-check sources/0/report.md": "S009",
    "check a.docx": "X80",
    "clean a.docx -o b.docx": "link to a file",
    "import a.docx -o b.md": "wrote b.md",
    "merge a.docx plain.md": "S02",
    "check a.html": "X804",
    "build plain.md --css a.css": "S023",
    "build plain.md": "wrote",
}
"""Each command, and what it says as it takes up the file."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with hostile files, and others of which nothing may be opened."""
    work = tmp_path_factory.mktemp("outside")
    write(work / "plain.md", "---\ntitle: A\nlang: en\n---\n\n1. A.\n")
    write(work / "a.html", PAGE)
    write(work / "a.css", CSS)
    outside = link("rId7", f"{WEB}/a.png") + link("rId8", "file:///home/anna/secret/a")
    (work / "a.docx").write_bytes(
        made(
            p("One.") + p('<w:hyperlink r:id="rId8"><w:r><w:t>One.</w:t></w:r></w:hyperlink>'), links=outside
        )
    )
    for ending in ("", ".j2", ".toml"):
        write(work / f"sources/secret/a{ending}", "secret")
    for number, name in enumerate(NAMES):
        place = work / "sources" / str(number)
        write(place / "report.md", SOURCE.replace("NAMED", name.replace("/ABSOLUTE", f"{work}/sources")))
        for ending in ("", ".j2", ".toml"):
            (place / f"link{ending}").symlink_to(work / f"sources/secret/a{ending}")
    return work


@pytest.mark.parametrize("command", one_in(2, COMMANDS))
def test_nothing_is_asked_for_and_no_other_file_is_opened(folder: Path, command: str) -> None:
    said = watched(command, folder)
    assert "Traceback" not in said
    assert [line for line in said.splitlines() if line.startswith("watched: ")] == []
    assert COMMANDS[command] in said


def test_what_is_asked_for_and_opened_is_seen(folder: Path) -> None:
    """What the test above takes for granted."""
    for action in ("import socket; socket.create_connection(('127.0.0.1', 9))", "open('sources/0/link')"):
        assert "watched: " in run(["-c", action], folder)
    several = [line for line in watched("build sources --draft", folder).splitlines() if line == "watching"]
    assert len(several) > 1  # the processes that build the sources, too


def watched(command: str, folder: Path) -> str:
    """What a command prints, with all that its processes ask for and open that they must not."""
    return run(["-m", "toolchain", *command.split()], folder)


def run(arguments: list[str], folder: Path) -> str:
    (start := folder.parent / "start").mkdir(exist_ok=True)
    write(start / "sitecustomize.py", WATCH)
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=os.environ | {"PYTHONPATH": f"{start}:{ROOT}"},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode in (0, 1, 2), done.stderr
    return done.stdout + done.stderr


def test_a_picture_that_a_document_links_to_is_not_fetched() -> None:
    """A Word file from somebody else would show who counts its pages."""
    need("soffice")
    asked: list[bytes] = []
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def listen() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    asked.append(connection.recv(100))
                    connection.close()

        threading.Thread(target=listen, daemon=True).start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        assert libreoffice.page_count(with_linked_picture(address)) == 1
    assert asked == []


def with_linked_picture(address: str) -> bytes:
    """Return a Word file that shows the picture at an address."""
    picture, saved = BytesIO(), BytesIO()
    Image.new("RGB", (20, 20)).save(picture, "PNG")
    document = Document()
    document.add_picture(picture)
    part = document.part
    for blip in document.element.iter(qn("a:blip")):
        blip.set(qn("r:link"), part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True))
        del blip.attrib[qn("r:embed")]
    document.save(saved)
    return saved.getvalue()
