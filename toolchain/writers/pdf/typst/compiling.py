"""Compile code with typst, in a child process that has only the files of the submission.

typst follows links out of its folder, and downloads packages that a template imports. So the folder is new,
has copies only, and the child's way to the network leads to a closed port of this machine.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from toolchain.data import packaged_templates
from toolchain.model.diagnostics import Failure, FilePlace, Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.facts import WithFacts, Word
from toolchain.model.records import Record
from toolchain.model.wording import fold
from toolchain.rules.inputs import EngineCannot, PackageNotHere, TemplateUnusable
from toolchain.rules.outputs_pdf import EngineStopped
from toolchain.rules.pictures import Damaged, PictureUnusable
from toolchain.writers.pdf.fonts import folders, font_files

TEMPLATE = "print.typ"
_CHILD = Path(__file__).with_name("child.py")
_SECONDS = 600
_MEMORY = 3 * 2**30
"""What a text may need: 3,100 paragraphs with 9,300 footnotes need 1.3 GB."""
_NOWHERE = "http://127.0.0.1:9"
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
_KEPT = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR")

_PLACED = expression(r"error: (?P<says>[^┌]*)┌─ .*?(?P<file>[^/\\:\s]+):(?P<line>\d+):(?P<column>\d+)")
_SEARCHED = expression(r" \(searched at .*\)")
"""The path of the folder of copies, in which there can be a user's name."""
_UNPLACED = expression(r"error: (?P<says>.*)")
_UNDECODED = expression(r"error: failed to decode image \((.*)\)")
_PACKAGE = expression(r'^(?:[^"\n/]|/(?!/))*\b(?:import|include)\s*\(*"(@\w[^"\n]*)"', re.MULTILINE)
_OUT_OF_MEMORY = ("memory allocation", "MemoryError")
_INTERNAL = expression(r"error: (internal error: .*?) \(occurred at")
"""A fault of typst; where it occurred is a path on the computer that made typst."""
_TOO_DEEP = "depth exceeded"
_OUTSIDE = expression(r"skipped from heading level|could not be displayed|contains the codepoint")
"""What the standards forbid and the proof reports, or the check: the last is a character for private use."""


class Undecoded(WithFacts[PictureUnusable]):
    """A picture whose pixels are damaged."""


class Compiled(Record):
    """A PDF, and whether typst made it to the standards."""

    data: bytes
    to_standards: bool


def compiled(
    files: Mapping[str, bytes],
    pictures: Mapping[str, str],
    template: Path,
    source: str,
    *,
    for_pictures: int,
    standard: bool,
) -> Compiled:
    """Return the PDF of `main.typ` among files, with a template; messages call the submission `source`, and
    `pictures` are the names of files by what they call them; they may need `for_pictures` bytes of memory.

    Without `standard`, what the standards forbid is made without them. So is a text whose headings leave out
    a level (ISO 14289-1, 7.4.2), and one with a character without a glyph or a meaning: the proof finds its
    page.

    Raise `Failure`: S012 at the line of a mistake in the template, S023 at that of an imported package;
    `Undecoded` for a picture whose pixels are damaged.
    """
    memory = _MEMORY + for_pictures
    font_files()
    _refuse_packages(template)
    with tempfile.TemporaryDirectory(prefix="submission-") as folder:
        root = Path(folder).resolve()
        for name, data in {**files, TEMPLATE: template.read_bytes()}.items():
            (root / name).write_bytes(data)
        done = _run(root, "standard", source, memory)
        if done.returncode == 0:
            return Compiled(done.stdout, True)
        said = done.stdout.decode(errors="replace")
        if done.returncode == 1 and (not standard or _OUTSIDE.search(said)):
            loose = _run(root, "loose", source, memory)
            if loose.returncode == 0:
                return Compiled(loose.stdout, False)
        if (why := _UNDECODED.search(said)) and (name := _undecoded(root, pictures, source, memory)):
            raise Undecoded(PictureUnusable(name, Damaged(why[1])))
    if done.returncode != 1 or not said:
        heard = done.stderr.decode(errors="replace").strip().splitlines()
        last = next((each for each in reversed(heard) if not each.startswith("note: ")), "")
        if last.startswith(_OUT_OF_MEMORY):
            raise Failure.of(source, EngineStopped(gigabytes=memory // 2**30))
        raise Failure.of(source, EngineStopped(last, done.returncode))
    raise _judged(said, template, source)


def _refuse_packages(template: Path) -> None:
    """Raise `Failure` (S023) if a template imports a package by its name. The child has no network anyway."""
    text = template.read_bytes().decode(errors="replace")
    if found := _PACKAGE.search(text):
        span = SourceSpan.after(template.as_posix(), text[: found.start(1)], len(found[1]))
        raise Failure(Finding(span, PackageNotHere(found[1])))


def _run(
    root: Path, way: Literal["standard", "loose"], source: str, memory: int
) -> subprocess.CompletedProcess[bytes]:
    order = (str(memory), str(root), way, os.pathsep.join(map(str, folders())), *sys.path)
    theirs, ours = os.pipe()  # if this process is killed, its end closes, and the child ends too
    with os.fdopen(theirs) as end, os.fdopen(ours, "w"):
        try:
            return subprocess.run(
                [sys.executable, "-I", "-S", str(_CHILD), *order],
                stdin=end, capture_output=True, check=False, timeout=_SECONDS,
                env=_environment(), cwd=root,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Failure.of(source, EngineStopped(seconds=_SECONDS)) from None


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | dict.fromkeys([*_PROXIES, *map(str.lower, _PROXIES)], _NOWHERE)


def _undecoded(root: Path, pictures: Mapping[str, str], source: str, memory: int) -> str:
    """Return the first picture that typst cannot decode, for its message does not name it."""
    for name, file in pictures.items():
        (root / "main.typ").write_text(f'#image("{file}")', encoding="ascii")
        if _run(root, "loose", source, memory).returncode:
            return name
    return ""


def _judged(said: str, template: Path, source: str) -> Failure:
    """Return the failure that typst's messages mean."""
    if _TOO_DEEP in said and template.parent == packaged_templates():
        return Failure.of(source, EngineCannot(Word("blocks that are nested so deeply")))
    if internal := _INTERNAL.search(said):
        return Failure.of(source, EngineStopped(internal[1]))
    found = _PLACED.search(said := _SEARCHED.sub("", said))
    if found and found["file"] == TEMPLATE:
        line, column = int(found["line"]), int(found["column"]) + 1
        span = SourceSpan.at(template.as_posix(), line, column)
        return Failure(Finding(span, TemplateUnusable(fold(found["says"]))))
    other = _UNPLACED.search(said)
    fault = TemplateUnusable(other["says"] if other else said.strip())
    return Failure(Finding(FilePlace(template.as_posix()), fault))
