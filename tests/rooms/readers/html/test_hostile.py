"""Pages that are made to take long: each is read or refused in time that grows with its size."""

from __future__ import annotations

import subprocess
import sys

_PAGES = """
from contextlib import suppress
from toolchain.model.diagnostics import Failure
from toolchain.readers.html import read_bytes

pages = {
    "many deep": "<div>" * 20_000,
    "misnested": "<a><b>" * 7_000,
    "in a table, but not in a cell": f"<table>{'<p>x</p>' * 20_000}</table>",
    "attributes": f"<p {' '.join(f'a{number}=b' for number in range(200_000))}>x</p>",
    "one attribute again": f"<p {'a=b ' * 200_000}>x</p>",
    "a comment without an end": f"<!--{'x' * 5_000_000}",
    "formatting in each block": f"<p>{''.join(f'<font size={at}>' for at in range(4_000))}{'<p>x' * 4_000}",
    "a text of many pieces": "x<tr>" * 250_000,
    "no tags": f"{'<' * 300_000}{'&' * 300_000}",
    "end tags": "<p>" + "</b></i>x" * 50_000,
    "lists": "<ul><li>" * 20_000,
    "tables": "<table><tr><td>" * 5_000,
}
for name, body in pages.items():
    text = f"<!DOCTYPE html><html lang='en'><head><title>T</title></head><body><h1>T</h1>{body}</body></html>"
    with suppress(Failure):
        read_bytes(text.encode(), "x.html")
    print(name, flush=True)
print("all")
"""


def test_hostile_pages_are_read_or_refused_in_bounded_time() -> None:
    """Where work grows with the square, each takes hours or all memory; together they need ten seconds."""
    ran = subprocess.run(
        [sys.executable, "-c", _PAGES], capture_output=True, text=True, timeout=240, check=False
    )
    assert (ran.stderr, ran.stdout.splitlines()[-1:]) == ("", ["all"])
