"""Times builds of many submissions: `python -m scripts.benchmark.many --count 500`.

Prints the cost of a submission for the first and the second build, with one task and with two at a time, on a
cluster of two workers on this machine (with its processes), and for a loop of the shell over pandoc and over
pandoc with typst.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from scripts.benchmark.contests import SUBMISSION, WEASYPRINT
from scripts.benchmark.machine import describe
from scripts.benchmark.shelf import lay_out
from tests.support.clusters import dask
from tests.support.modules import ROOT

_HEADER = """\
| what | submissions | processor s each | wall s | largest process, MB | the command itself, MB |
| --- | --- | --- | --- | --- | --- |"""
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of Linux: whatever the command leaves is ours to wait for


class Cost(NamedTuple):
    """What a command and all processes that it started took: seconds, and the most memory in MB."""

    processor: float
    wall: float
    largest: float
    itself: float


def cost(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command, which may fail, and return what it took with all its processes."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1)
    began = time.monotonic()
    running = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds, memory = 0.0, {}
    for process, used in _ended():
        seconds += used.ru_utime + used.ru_stime
        memory[process] = used.ru_maxrss / 1000
    running.returncode = 0
    return Cost(seconds, time.monotonic() - began, max(memory.values()), memory[running.pid])


def _ended() -> Iterator[tuple[int, os.struct_rusage]]:  # type: ignore[name-defined]
    while True:
        try:
            process, _, used = os.wait4(-1, 0)
        except ChildProcessError:
            return
        yield process, used


def main() -> None:
    """Lay out a shelf and build it in each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--peers", type=int, default=50, help="of them for pandoc, which takes long")
    parser.add_argument("--to", default="docx,html,pdf,epub")
    parser.add_argument(
        "--on-cluster", action="store_true", help="only build in this folder, on a new cluster"
    )
    options = parser.parse_args()
    if options.on_cluster:
        with tempfile.TemporaryDirectory() as name, dask(Path(name)) as cluster:
            subprocess.call((SUBMISSION, "build", "--to", options.to, "--cluster", cluster.address))
        return
    for line in describe():
        print(line)
    print(f"\n{_HEADER}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(folder, options.count)
        build = (SUBMISSION, "build", "--to", options.to)
        here = (sys.executable, "-m", "scripts.benchmark.many", "--to", options.to, "--on-cluster")
        ways: dict[str, Sequence[str | Path]]
        ways = {"--jobs 1": (*build, "--jobs", "1"), "--jobs 2": (*build, "--jobs", "2"), "--cluster": here}
        os.environ["PYTHONPATH"] = str(ROOT)
        for way, command in ways.items():
            for turn in ("first", "again"):
                _print(f"submission build {way}, {turn}", options.count, command, folder)
            shutil.rmtree(folder / "build")
        if options.peers:
            _peers(folder, options.peers)


def _peers(folder: Path, count: int) -> None:
    import pypandoc

    pandoc, typst = (
        pypandoc.get_pandoc_path(),
        f"{sys.executable} -c 'import sys, typst; typst.compile(*sys.argv[1:])'",
    )
    sources = f"content/{{{0:04}..{count - 1:04}}}"
    each = f"for x in {sources}; do cd {folder}/$x;"
    three = " ".join(f"{pandoc} -s report.md -o report.{suffix};" for suffix in ("docx", "html"))
    by_weasyprint = f"{pandoc} -s report.md -o report.pdf --pdf-engine={WEASYPRINT};"
    by_typst = f"{pandoc} -s report.md -o report.typ; {typst} report.typ report.pdf;"
    for name, loop in {
        "pandoc: DOCX, HTML, PDF by WeasyPrint": three + by_weasyprint,
        "pandoc: PDF by typst": by_typst,
    }.items():
        _print(name, count, ("bash", "-c", f"{each} {loop} done"), folder)


def _print(what: str, count: int, command: Sequence[str | Path], folder: Path) -> None:
    it = cost(command, folder)
    figures = f"{it.processor / count:.3f} | {it.wall:.1f} | {it.largest:,.0f} | {it.itself:,.0f}"
    print(f"| {what} | {count} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
