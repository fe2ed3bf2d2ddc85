"""Times everything and prints the tables: `make benchmark`, or `python -m scripts.benchmark` with options.

Exit status 0 whatever the times are; a command that fails raises.
"""

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.benchmark.contests import (
    CITED,
    CONTESTS,
    FOOTNOTES,
    LARGE,
    NEEDS,
    REPORT,
    SMALL,
    Contest,
    Material,
    print_page,
)
from scripts.benchmark.machine import describe
from scripts.benchmark.measure import in_turn, measure
from scripts.benchmark.report import THE_REPORT, typed
from scripts.benchmark.source import BIBLIOGRAPHY, bibliography, cited, for_pandoc, source
from scripts.benchmark.table import HEADER, Result, growth_table, row

ROOT = Path(__file__).parents[2]
SIZES = (
    *(REPORT, REPORT + CITED, REPORT + FOOTNOTES, SMALL, SMALL + FOOTNOTES, LARGE),
    *(SMALL + CITED, LARGE + CITED),
)


def main() -> None:
    """Run what is asked for, all by default."""
    options = _options()
    wanted = {*options.only, *(NEEDS[name] for name in options.only if name in NEEDS)}
    contests = [contest for contest in CONTESTS if not wanted or contest.name in wanted]
    os.chdir(ROOT)
    for line in describe():
        print(line)
    print(f"\n{HEADER}", flush=True)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for result in _results(
            options.size or SIZES,
            contests,
            options.runs,
            Path(folder),
        ):
            results.append(result)
            print(row(result), flush=True)
    print(f"\nFrom {SMALL} to {LARGE} paragraphs:\n")
    print("\n".join(growth_table(results)))
    print(f"\nLoad of the machine at the end: {os.getloadavg()[1]:.1f}")


def _results(sizes: Sequence[str], contests: Sequence[Contest], runs: int, folder: Path) -> Iterator[Result]:
    for size in sizes:
        material = _lay_out(size, folder / size)
        measure([print_page(material)])
        for contest in (each for each in contests if each.is_held(size)):
            times = 1 if contest.slow and size == LARGE else runs
            yield Result(
                contest, size, times, in_turn(contest.ours(material), contest.theirs(material), times)
            )


def _lay_out(size: str, folder: Path) -> Material:
    """Write what the contests of one size are given into a folder."""
    shutil.copytree(THE_REPORT.parent, folder)
    plain, cites = folder / "plain.md", size.endswith(CITED)
    text = _text(size.removesuffix(CITED).removesuffix(FOOTNOTES), cites=cites)
    if size.endswith(FOOTNOTES):
        text = text.replace("---\n", "---\nnotes: footnotes\n", 1)
    if cites and not size.startswith(REPORT):
        (folder / BIBLIOGRAPHY).write_text(bibliography(), encoding="utf-8")
    plain.write_text(text, encoding="utf-8")
    material = Material(
        plain,
        folder / "pandoc.md",
        folder / "page.html",
        folder,
        folder,
        folder / BIBLIOGRAPHY if cites else None,
    )
    material.pandoc.write_text(for_pandoc(text), encoding="utf-8")
    return material


def _text(size: str, *, cites: bool) -> str:
    if size == REPORT:
        return THE_REPORT.read_text(encoding="utf-8") if cites else typed()
    return cited(source(int(size))) if cites else source(int(size))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.benchmark", description=__doc__)
    parser.add_argument(
        "--runs", type=int, default=5, help="of each command (slow ones at the largest size: 1)"
    )
    parser.add_argument(
        "--size", action="append", help=f"{REPORT}, or a number of paragraphs; may be repeated"
    )
    names = [contest.name for contest in CONTESTS]
    parser.add_argument(
        "--only", action="append", choices=names, default=[], help="one contest; may be repeated"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
