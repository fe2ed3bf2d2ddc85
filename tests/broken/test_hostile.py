"""Small files that would use up a machine: what they cost grows with their size, and is little.

Each case runs as a command with a limit of memory and time. It fails above a rate for each kB of its files.
What a limit of the program stops may cost what that limit allows, which the case states.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest

from tests.support.docx_made import made, p
from tests.support.limited import run_limited
from tests.support.shares import one_in

SECONDS, MEGABYTES = 4.0, 140.0
"""What a command costs without any input, three times what is measured, because other programs run too."""

SECONDS_A_KB, MEGABYTES_A_KB = 0.06, 1.0

HEAD = "---\ntitle: A\nlang: en\n---\n\n"

Files = Mapping[str, str | bytes]


class Case(NamedTuple):
    """Files, a command with them, what is printed, and its status (-1: any but a crash).

    The seconds and megabytes are those that a limit of the program allows it.
    """

    files: Callable[[], Files]
    command: str
    says: str
    status: int = 2
    seconds: float = 0.0
    megabytes: float = 0.0


def pdf(content: bytes, repeated: int) -> Callable[[], Files]:
    """Return a maker of one page whose content is the same stream again and again."""

    def make() -> Files:
        out = io.BytesIO()
        with pikepdf.new() as file:
            file.add_blank_page()
            file.pages[0].obj.Contents = pikepdf.Array([file.make_stream(content)] * repeated)
            file.save(out, compress_streams=True)
        return {"a.pdf": out.getvalue()}

    return make


def styled(variables: str) -> Callable[[], Files]:
    """Return a maker of a source and a style sheet with these variables, from --a0 to --a30."""
    return lambda: {"a.md": f"{HEAD}1. A.\n", "a.css": f":root {{ {variables} }} p {{ margin: var(--a30) }}"}


def doubled(form: str) -> str:
    return "--a0: 1px; " + "".join(form.format(at, at - 1) for at in range(1, 31))


def typed(text: str) -> Callable[[], Files]:
    """Return a maker of a source with one paragraph."""
    return lambda: {"a.md": f"{HEAD}1. {text}\n"}


def inlines(name: str, text: str) -> dict[str, Case]:
    """Return the case of a paragraph that only has to be read in time, whatever is found in it."""
    return {name: Case(typed(text), "check a.md", "1 source checked: ", -1)}


CMARK = (
    inlines("nested strong emphasis", "*a **a " * 3_000 + "b" + " a** a*" * 3_000)
    | inlines("closers of emphasis without openers", "a_ " * 10_000)
    | inlines("openers of emphasis without closers", "_a " * 10_000)
    | inlines("closers of links without openers", "a]" * 10_000)
    | inlines("openers of links without closers", "[a" * 10_000)
    | inlines("mismatched openers and closers", "*a_ " * 10_000)
    | inlines("openers and closers, a multiple of three", "a**b" + "c* " * 10_000)
    | inlines("links and emphasis", "[ a_" * 10_000)
    | inlines("an opener in each link that is none", "[ (](" * 10_000)
    | inlines("images in images", "![[]()" * 10_000)
    | inlines("nested brackets", "[" * 10_000 + "a" + "]" * 10_000)
    | inlines("nested images", "![" * 10_000 + "a" + "]" * 10_000)
    | inlines("nested notes", "^[" * 10_000 + "a" + "]" * 10_000)
    | inlines("nested quotations", "> " * 10_000 + "a")
    | inlines("nested lists", "- " * 10_000 + "a")
    | inlines("strings of backticks", "".join("e" + "`" * at for at in range(250)))
    | inlines("unclosed links", "[a](<b" * 10_000)
    | inlines("unclosed links with titles", "[a](b '" * 10_000)
    | inlines("unclosed comments", "a <!-- " * 10_000)
    | inlines("unclosed instructions", "a <? " * 10_000)
    | inlines("unclosed declarations", "a <!A " * 10_000)
    | inlines("empty angle brackets", "<>" * 10_000)
    | inlines("opening tags", "<a " * 10_000)
    | inlines("keys without brackets", "[@a" * 10_000)
    | inlines("languages without brackets", "[a]{lang=" * 5_000)
    | inlines("attributes that end nowhere", "{#" * 10_000)
    | inlines("definitions of addresses", "\n\n" + "".join(f"[{at}]: a\n" for at in range(3_000)))
    | inlines("one reference to many definitions", "[0] " * 3_000 + "\n\n[0]: " + "a" * 20_000)
    | inlines("a table of many columns", "\n\n" + "|x" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|y\n" * 100)
)
"""The pathological inputs of cmark (test/pathological_tests.py), and the same of what this dialect adds."""

RUN = "<w:r><w:t>a</w:t></w:r>"
TOO_MUCH = "S021 this PDF contains too much: the content of its pages"

CASES = {
    "a page that repeats a stream": Case(
        pdf(b" " * (1 << 20), 10_000), "check a.pdf", TOO_MUCH, megabytes=100
    ),
    "a page of empty operations": Case(
        pdf(b"q Q " * (1 << 18), 50), "check a.pdf", TOO_MUCH, seconds=25, megabytes=100
    ),
    "an element of many attributes": Case(
        lambda: {"a.docx": made("<w:p " + " ".join(map("w:x{}='a'".format, range(40_000))) + "/>")},
        "clean a.docx -o b.docx",
        "S021 this file has more than 1,000 attributes of one element",
    ),
    "a paragraph of many runs": Case(
        lambda: {"a.docx": made(p(RUN * 300_000))}, "clean a.docx -o b.docx", "wrote b.docx", 0, 15, 600
    ),
    "a paragraph of many runs, imported": Case(
        lambda: {"a.docx": made(p(RUN * 300_000))}, "import a.docx -o b.md", "wrote b.md", 1, 20, 400
    ),
    "a pipe": Case(dict, "import pipe.docx -o b.md", "S020 this is not a file, but a device or a pipe"),
    "a device without an end": Case(dict, "clean /dev/zero -o b.docx", "S020 this is not a file, but"),
    "a finding in each word": Case(
        typed("{# " * 20_000), "check a.md", "19,000 more like this, for example:", 1
    ),
    "emphasis in emphasis": Case(
        typed("*a " * 30_000 + "b* " * 30_000), "check a.md", "S021 emphasis is nested more than 40 deep"
    ),
    **CMARK,
    "nested functions in the styles of a page": Case(
        lambda: {
            "a.html": f"<!doctype html><style>p {{ color: {'rgb(' * 3_000} }}</style>"
            f"<p style='--a: {'(' * 3_000}'>A"
        },
        "check a.html",
        "1 finished file checked: ",
        1,
    ),
    "variables that double": Case(
        styled(doubled("--a{0}: var(--a{1}) var(--a{1}); ")),
        "build a.md --to pdf --css a.css",
        "a.css:1:182: error S021 the variables of the style sheet grow to more than 1,000 words",
    ),
    "variables in blocks and in what is used instead": Case(
        styled(doubled("--a{0}: {{var(--b, (var(--a{1}) var(--a{1})))}}; ")),
        "build a.md --to html --css a.css",
        "S021 the variables of the style sheet grow",
    ),
    "variables in a circle": Case(
        styled("--a30: var(--b) var(--b); --b: var(--a30)"),
        "build a.md --to epub --css a.css",
        "S021 the variables of the style sheet grow",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", one_in(4, CASES))
def test_what_it_costs(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    files = {name: data.encode() if isinstance(data, str) else data for name, data in case.files().items()}
    for file, data in files.items():
        (tmp_path / file).write_bytes(data)
    os.mkfifo(tmp_path / "pipe.docx")
    size = sum(map(len, files.values())) / 1000
    seconds = SECONDS + SECONDS_A_KB * size + case.seconds
    used = run_limited(case.command.split(), tmp_path, round(2 * seconds))
    assert case.says in used.said
    assert used.status in ((0, 1, 2) if case.status < 0 else (case.status,)), used.said
    assert used.seconds < seconds
    assert used.megabytes < MEGABYTES + MEGABYTES_A_KB * size + case.megabytes
