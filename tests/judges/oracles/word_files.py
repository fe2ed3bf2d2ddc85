"""Compares the numbers that our reader shows in any Word files, notes too, with those of LibreOffice.

    python -m tests.judges.oracles.word_files FOLDER [--shown FILE] [--differing N]

Each file under FOLDER is read by a process of its own, whose time and memory are measured; then LibreOffice
opens it. FILE keeps what LibreOffice showed, and is used again where it exists. Prints how many files could
be read, what it took, and how many numbered paragraphs show the same number; with --differing the first that
do not.

The two differ where LibreOffice (25.2)
- writes a format otherwise than Word: letters beyond 780, which Word begins anew; Chinese numbers beyond 99,
  which Word counts figure by figure; "one thousand and one"; French words joined by hyphens, and a raised e;
  circled figures beyond 20; full-width figures in a Latin text; or does not know it (a figure with a full
  stop);
- takes no text of a level that counts nothing, begins a level anew that never should, or shows no number
  where the one above has none;
- leaves out an empty paragraph that ends a section, or the text of a drawing in a table;
- numbers a level that its list does not define;
and where numbers in words are in a language that we do not spell (D900 says so), as Russian.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import resource
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from tests.judges.validators import need, run
from tests.judges.validators.libreoffice import SYSTEM_PYTHON
from toolchain.formats.docx.beside import margins
from toolchain.formats.docx.notes import Call
from toolchain.formats.docx.opened import Opened, open_bytes
from toolchain.formats.docx.story import Block, Paragraph, Table
from toolchain.model import NoteKind
from toolchain.model.diagnostics import Failure
from toolchain.readers.docx.reader import document_of
from toolchain.reports.sentences import message

SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
SECONDS, MEGABYTES = 10, 500
_KEY = 60
_ENOUGH = 0.95
_COMMENT = rb"<w:comment(?:RangeStart|RangeEnd|Reference)\b[^<>]*/>"
_MOST = 4_000_000_000  # bytes that a reader may ask for before it is stopped


class Row(NamedTuple):
    """A paragraph: the number that it shows, whether that is a bullet, the beginning of its text."""

    number: str
    bullet: bool
    text: str


class Reading(NamedTuple):
    """What came of a file: "read", "refused" or "fell", why, and what it took; the streams of its rows."""

    outcome: str
    reason: str
    seconds: float
    megabytes: float
    streams: dict[str, list[Row]]


class Difference(NamedTuple):
    """A paragraph whose number is not the same; None where it is missing on one side."""

    path: Path
    stream: str
    ours: Row | None
    theirs: Row | None


def files(folder: Path) -> list[Path]:
    """The Word files under a folder, in the order of their names."""
    return sorted(each for each in folder.rglob("*") if each.suffix.lower() in SUFFIXES and each.is_file())


def rows(opened: Opened) -> dict[str, list[Row]]:
    """The paragraphs of a document by stream, as `uno_numbers.py` names them."""
    text = list(_paragraphs(opened.story.blocks))
    notes = {
        kind.value: [each for call in opened.found.calls if call.kind is kind and call.story
                     for each in _paragraphs(call.story.blocks)]
        for kind in NoteKind
    }  # fmt: skip
    marks = {
        f"{kind.value} mark": [_mark(call) for call in opened.found.calls if call.kind is kind and call.story]
        for kind in NoteKind
    }
    header = [each for margin in margins(opened) for each in _paragraphs(margin.story.blocks)]
    return {
        "text": [_row(each) for each in text if not each.boxed],
        "box": [_row(each) for each in text if each.boxed],
        **{name: list(map(_row, found)) for name, found in notes.items()},
        **marks,
        "header": list(map(_row, header)),
    }


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (each for row in block.rows for cell in row.cells for each in cell.paragraphs)
        else:
            yield block


def _row(paragraph: Paragraph) -> Row:
    bullet = paragraph.item is not None and paragraph.item.style == "bullet"
    return Row(paragraph.label.strip(), bullet, _folded(paragraph.text))


def _mark(call: Call) -> Row:
    first = next(_paragraphs(call.story.blocks), None) if call.story else None
    return Row(call.label.strip(), False, _folded(first.text if first else ""))


def _folded(text: str) -> str:
    return " ".join(text.split())[:_KEY]


def reading(path: Path) -> Reading:
    """Read a file in a process of its own."""
    come, go = os.pipe()
    child = os.fork()
    if not child:
        os.close(come)
        resource.setrlimit(resource.RLIMIT_AS, (_MOST, _MOST))
        with os.fdopen(go, "w", encoding="utf-8", errors="surrogatepass") as pipe:
            json.dump(_read(path), pipe)
        os._exit(0)
    os.close(go)
    with os.fdopen(come, encoding="utf-8", errors="surrogatepass") as pipe:
        said = pipe.read()
    used = os.wait4(child, 0)[2]
    outcome, reason, streams = json.loads(said) if said else ("fell", "the process was ended", {})
    return Reading(
        outcome,
        reason,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss / 1024,
        {name: [Row(*each) for each in found] for name, found in streams.items()},
    )


def _read(path: Path) -> tuple[str, str, dict[str, list[Row]]]:
    try:
        data = path.read_bytes()
        opened = open_bytes(data, path.name)
        document_of(opened)
        return "read", "", rows(opened)
    except Failure as refused:
        return "refused", message(refused.findings[0]), {}
    except BaseException:
        return "fell", traceback.format_exc(), {}


def shown(paths: Sequence[Path], kept: Path | None) -> dict[str, dict[str, list[Row]]]:
    """What LibreOffice shows of each file that it opens."""
    if kept is None or not kept.exists():
        with tempfile.TemporaryDirectory() as folder:
            listed = Path(folder, "list")
            copies = {str(_without_comments(path, Path(folder, f"{at}{path.suffix}"))): str(path)
                      for at, path in enumerate(paths)}  # fmt: skip
            listed.write_text("\n".join(copies), "utf-8")
            script = Path(__file__).parents[1] / "validators" / "uno_numbers.py"
            profile = Path(folder, "profiles")
            profile.mkdir()
            lines = run([SYSTEM_PYTHON, script, need("soffice"), profile, listed], seconds=24 * 3600)
            found = [json.loads(line) for line in lines.splitlines()]
            lines = "\n".join(json.dumps({**each, "path": copies[each["path"]]}) for each in found)
        if kept is not None:
            kept.write_text(lines, "utf-8")
    else:
        lines = kept.read_text("utf-8")
    found = [json.loads(line) for line in lines.splitlines()]
    return {
        each["path"]: {
            name: [Row(number.strip(), False, _folded(text)) for number, text in stream]
            for name, stream in each["streams"].items()
        }
        for each in found
        if "streams" in each
    }


def _without_comments(path: Path, copy: Path) -> Path:
    """The file itself, or a copy without comments: with them no office without a screen opens it (25.2)."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # whatever a broken archive makes zipfile and zlib stumble over
        return path
    if not any(b"commentReference" in data for name, data in parts.items() if name.endswith(".xml")):
        return path
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, re.sub(_COMMENT, b"", data) if name.endswith(".xml") else data)
    return copy


def paired(ours: Sequence[Row], theirs: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """The rows of both sides beside each other, by their texts."""
    matcher = SequenceMatcher(None, [each.text for each in ours], [each.text for each in theirs], False)
    for kind, from_a, to_a, from_b, to_b in matcher.get_opcodes():
        left, right = ours[from_a:to_a], theirs[from_b:to_b]
        if kind == "equal" or len(left) == len(right):
            yield from zip(left, right, strict=True)
        else:
            yield from ((each, None) for each in left)
            yield from ((None, each) for each in right)


def _pairs(
    ours: dict[str, list[Row]], theirs: dict[str, list[Row]]
) -> Iterator[tuple[str, list[tuple[Row | None, Row | None]]]]:
    """The pairs of each stream; what has no counterpart in it is looked for in the others."""
    lonely: tuple[list[Row], list[Row]] = ([], [])
    for stream in sorted(ours.keys() & theirs.keys()):
        pairs = list(paired(ours.get(stream, []), theirs.get(stream, [])))
        yield stream, [pair for pair in pairs if None not in pair]
        lonely[0].extend(left for left, right in pairs if left and right is None)
        lonely[1].extend(right for left, right in pairs if right and left is None)
    yield "elsewhere", list(paired(*lonely))


def is_number(number: str) -> bool:
    """Whether a label is a number or letter, and no bullet."""
    return any(sign.isalnum() for sign in number)


def compare(
    path: Path, ours: dict[str, list[Row]], theirs: dict[str, list[Row]]
) -> tuple[Counter[str], list[Difference]]:
    """How many numbered paragraphs are the same, differ, or have no counterpart; and those that differ."""
    counts: Counter[str] = Counter()
    differing: list[Difference] = []
    for stream, pairs in _pairs(ours, theirs):
        for left, right in pairs:
            numbers = (left.number if left else "", right.number if right else "")
            if (left and left.bullet) or not any(map(is_number, numbers)):
                continue
            if left is None or right is None:
                counts["alone"] += 1
            elif numbers[0] == numbers[1]:
                counts["same"] += 1
                continue
            else:
                counts["differing"] += 1
            differing.append(Difference(path, stream, left, right))
    return counts, differing


def main() -> None:
    """Compare a folder of files and print the counts."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--shown", type=Path)
    arguments.add_argument("--differing", type=int, default=0)
    given = arguments.parse_args()
    paths = files(given.folder)
    theirs = shown(paths, given.shown)
    readings = {path: reading(path) for path in paths}
    counts: Counter[str] = Counter()
    differing: list[Difference] = []
    for path, ours in readings.items():
        if ours.outcome == "read" and str(path) in theirs:
            found, other = compare(path, ours.streams, theirs[str(path)])
            counts += found
            counts["documents"] += 1
            if numbered := found.total():
                share = "95 %" if found["same"] >= _ENOUGH * numbered else "less"
                counts[f"documents {share}"] += 1
            differing += other
    _print(given.folder, readings, counts, differing[: given.differing])


def _print(
    folder: Path, readings: dict[Path, Reading], counts: Counter[str], differing: Sequence[Difference]
) -> None:
    say = sys.stdout.write
    outcomes = Counter(each.outcome for each in readings.values())
    say(
        f"files {len(readings)}: {', '.join(f'{name} {count}' for name, count in sorted(outcomes.items()))}\n"
    )
    slowest = max(readings, key=lambda path: readings[path].seconds)
    largest = max(readings, key=lambda path: readings[path].megabytes)
    say(f"most time {readings[slowest].seconds:.2f} s ({slowest.name}), allowed {SECONDS}\n")
    say(f"most memory {readings[largest].megabytes:.0f} MB ({largest.name}), allowed {MEGABYTES}\n")
    for path, each in readings.items():
        if each.outcome == "fell":
            say(f"fell: {path.relative_to(folder)}\n{each.reason}\n")
    numbered = sum(counts[name] for name in ("same", "differing", "alone"))
    many, few = counts["documents 95 %"], counts["documents less"]
    say(
        f"opened by both {counts['documents']}, with numbers {many + few}: at least 95 % the same in {many},"
        f" fewer in {few}\nnumbered paragraphs {numbered}: the same {counts['same']}"
        f" ({100 * counts['same'] / (numbered or 1):.2f} %), differing {counts['differing']}, on one side"
        f" only {counts['alone']}\n"
    )
    for path, stream, ours, theirs in differing:
        numbers = "\t".join(repr(each.number) if each else "nothing" for each in (ours, theirs))
        text = (ours or theirs or Row("", False, "")).text
        say(f"{path.relative_to(folder)}\t{stream}\t{numbers}\t{text}\n")


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main()
