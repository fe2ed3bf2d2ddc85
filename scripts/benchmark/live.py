"""Times what people wait for while they write: `python -m scripts.benchmark.live`.

The preview: from the command to the first page, and from a saved file to the painted page and to its
findings, in Chromium. The language server: from a key to the findings. For the report and for 3,100
paragraphs; wall time, and the processor time of all processes of ours, which is one for page and findings.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from scripts.benchmark.contests import LARGE
from scripts.benchmark.machine import describe
from scripts.benchmark.report import THE_REPORT, typed
from scripts.benchmark.source import source
from tests.judges.validators.preview import Step, previewed, processor_seconds, visit
from tests.support.language_client import Client, Script

_HEADER = """\
| what | text | runs | median s | best s | processor s |
| --- | --- | --- | --- | --- | --- |"""
_PAINTED: Step = ("wait", "document.documentElement.dataset.painted > 0")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    for line in describe():
        print(line)
    print(f"\n{_HEADER}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        path = Path(shutil.copytree(THE_REPORT.parent, Path(name) / "live")) / THE_REPORT.name
        for size, text in (("report", typed()), (f"{LARGE} paragraphs", source(int(LARGE)))):
            path.write_text(text, encoding="utf-8")
            _first_pages(path, size, runs)
            with previewed(path.name, folder=path.parent) as server:
                steps = [("goto", server.address), _PAINTED]
                visit(steps)
                before = processor_seconds(server.process.pid)
                saves: list[Step] = [("measure", str(path), changed) for changed in _changed(text, runs + 1)]
                seen = visit([*steps, *saves])
                used = (processor_seconds(server.process.pid) - before) / (runs + 1)
                for at, what in enumerate(("painted", "findings")):
                    walls = [each[at] / 1000 for each in seen.answers[-runs:]]
                    _print(f"preview: saved to {what}", size, walls, used)
            _print("language server: key to findings", size, *_typed(path, text, runs))


def _first_pages(path: Path, size: str, runs: int) -> None:
    """Print how long after the command there is an address, and a page in a browser that was open before."""
    addresses, pages = [], []
    for _ in range(runs + 1):
        began = time.monotonic()
        with previewed(path.name, folder=path.parent) as server:
            addresses.append(time.monotonic() - began)
            seen = visit([("goto", server.address), _PAINTED, ("ask", "performance.now()")])
            pages.append(addresses[-1] + seen.answers[-1] / 1000)
        time.sleep(1)  # the processes of one are gone before the next
    _print("preview: address", size, addresses[1:], 0)  # the browser itself was started for the first
    _print("preview: first page, in a browser that is open", size, pages[1:], 0)


def _changed(text: str, count: int) -> Iterator[str]:
    """Yield texts of which each has another word in its middle."""
    middle = text.index(" ", text.index("\n\n", len(text) // 2) + 10)
    for number in range(count):
        yield f"{text[:middle]} word{number}{text[middle:]}"


def _typed(path: Path, text: str, runs: int) -> tuple[list[float], float]:
    """Return the seconds from each key to the findings, and the processor seconds of one."""
    client = Client(path.parent)
    script = Script(client, path, text)
    script.findings()
    at = text.index(" ", text.index("\n\n", len(text) // 2) + 10)
    walls = []
    before = processor_seconds(client.process.pid)
    for _ in range(runs):
        began = time.monotonic()
        script.replace(at, at, "x")
        script.findings()
        walls.append(time.monotonic() - began)
    used = (processor_seconds(client.process.pid) - before) / runs
    client.end()
    return walls, used


def _print(what: str, size: str, walls: list[float], used: float) -> None:
    best, processor = min(walls), f"{used:.2f}" if used else ""
    median = statistics.median(walls)
    print(f"| {what} | {size} | {len(walls)} | {median:.2f} | {best:.2f} | {processor} |", flush=True)


if __name__ == "__main__":
    main()
