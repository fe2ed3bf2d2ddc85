"""Changes the program in one small way at a time and lists the changes that no test notices.

Each mutant is tried in a copy of the repository with the tests that concern its room. A survivor is a missing
test where a user could notice it; many survive because they change nothing that anybody sees.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SEED = 20_240_117
_OF_WITHHELD = tuple(
    f"tests/rooms/pipeline/test_{name}.py" for name in ("withholding", "withheld_series", "protected_names")
)
ROOMS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        ("toolchain/resolve/*.py",),
        (
            "tests/rooms/resolve",
            "tests/rooms/text",
            "tests/rooms/recipients",
            "tests/rooms/checks",
            *_OF_WITHHELD,
            "tests/judges/test_word_count.py",
            "tests/outputs/test_own_links.py",
            "tests/outputs/test_sources_list.py::test_under_any_heading",
        ),
    ),
    (
        ("toolchain/compare/leaks/*.py",),
        (
            *(f"tests/rooms/compare/test_{name}.py" for name in ("leaks", "leak_layers")),
            *_OF_WITHHELD,
            "tests/commands/test_confidential.py",
        ),
    ),
    (
        ("toolchain/compare/*.py", "toolchain/compare/proof/*.py", "toolchain/compare/versions/*.py"),
        (
            "tests/rooms/compare",
            "tests/broken/test_files.py",
            "tests/commands/test_freeze.py",
            "tests/commands/test_sign.py",
            "tests/commands/test_proof.py::test_a_picture_that_was_exchanged_in_word_is_found",
            "tests/rooms/readers/pdf/test_units.py",
            "tests/outputs/pdf/test_bidi.py::test_what_looks_the_same",
            "tests/outputs/pdf/test_looks.py::test_a_head_may_be_that_of_a_section_before",
            "tests/outputs/pdf/test_mixed.py::test_an_order_that_is_not_certain_is_told_unless_it_is_ours",
            "tests/outputs/pdf/test_print_shop.py::test_pixels_of_each_image_are_told_where_it_stands",
            "tests/outputs/pdf/test_print_shop.py::test_an_image_in_a_form_is_seen_in_its_size",
            "-k",
            # of the faults, those found against the source
            "print_shop or test_units or looks_the_same or not (pdf or epub or ours or others)",
        ),
    ),
    (
        ("toolchain/writers/docx/counting.py",),
        tuple(
            f"tests/outputs/docx/test_{name}.py"
            for name in ("numbering", "text", "notes", "fields", "resaved", "combinations")
        ),
    ),
    (("toolchain/writers/html/blocks.py",), ("tests/outputs/html", "tests/rooms/compare")),
)
"""Which files are changed, and the tests that must notice it, as arguments of pytest."""

_OTHER: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_SIGNS: dict[type[ast.operator], ast.operator] = {ast.Add: ast.Sub(), ast.Sub: ast.Add()}


class Mutant(NamedTuple):
    """A file with one expression changed, its line, what was there and what is there now."""

    path: Path
    tests: tuple[str, ...]
    line: int
    before: str
    after: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.before} -> {self.after}"


def changes(node: ast.AST) -> Iterator[ast.expr]:
    """Yield what an expression could be instead."""
    match node:
        case ast.Compare(ops=[only]) if type(only) in _OTHER:
            other = copy.deepcopy(node)
            other.ops = [_OTHER[type(only)]()]
            yield other
        case ast.BoolOp(op=ast.And(), values=values):
            yield ast.BoolOp(ast.Or(), values)
        case ast.BoolOp(op=ast.Or(), values=values):
            yield ast.BoolOp(ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            yield ast.Constant(number + 1)
            yield ast.Constant(number - 1)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _SIGNS:
            yield ast.BinOp(left, _SIGNS[type(sign)], right)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body)


def expressions(tree: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield each expression that runs and what it could be; a value that is returned could be None."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Return) and node.value and not isinstance(node.value, ast.Constant):
            yield node.value, ast.Constant(None)
        elif isinstance(node, ast.expr):
            yield from ((node, other) for other in changes(node))


def mutants_of(path: Path, tests: tuple[str, ...]) -> Iterator[Mutant]:
    """Yield all mutants of a file."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node, other in expressions(ast.parse(source)):
        if node.end_lineno is None or node.end_col_offset is None:
            continue
        begin = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        before, after = source[begin:end].decode(), ast.unparse(ast.fix_missing_locations(other))
        if not _is(node, before):
            continue  # before Python 3.12 expressions in f-strings had wrong places
        text = (source[:begin] + f"({after})".encode() + source[end:]).decode()
        yield Mutant(path.relative_to(ROOT), tests, node.lineno, " ".join(before.split()), after, text)


def _is(node: ast.expr, text: str) -> bool:
    try:
        return ast.dump(ast.parse(f"({text})", mode="eval").body) == ast.dump(node)
    except SyntaxError:
        return False


def chosen(number: int) -> list[Mutant]:
    """Return so many of all mutants, the same ones each time while the program is the same."""
    found = [
        mutant
        for patterns, tests in ROOMS
        for pattern in patterns
        for path in sorted(ROOT.glob(pattern))
        for mutant in mutants_of(path, tests)
    ]
    return random.Random(SEED).sample(found, min(number, len(found)))


def run_tests(place: Path, tests: Sequence[str], seconds: float | None = None) -> bool:
    """Whether tests pass in a copy of the repository. Those that come to no end do not."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=place, env=environment, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def copied(folder: Path) -> Path:
    """Copy what git knows of into a folder."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, names.decode().split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    return folder


def tried(mutant: Mutant, places: SimpleQueue[Path], seconds: float) -> bool:
    """Whether a mutant survives the tests of its room."""
    place = places.get()
    path = place / mutant.path
    good = path.read_text(encoding="utf-8")
    try:
        path.write_text(mutant.text, encoding="utf-8")
        return run_tests(place, mutant.tests, seconds)
    finally:
        path.write_text(good, encoding="utf-8")
        places.put(place)


def main() -> None:
    """Try the mutants and print those that survive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=300, help="number of mutants (default: 300)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="tests that run side by side")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        places: SimpleQueue[Path] = SimpleQueue()
        for number in range(asked.jobs):
            places.put(copied(Path(folder, str(number))))
        first = places.get()
        started = time.monotonic()
        for _, tests in ROOMS:
            if not run_tests(first, tests):
                sys.exit(f"the tests fail without any change: {' '.join(tests)}")
        longest = 60 + 5 * (time.monotonic() - started)
        places.put(first)
        mutants = chosen(asked.number)
        survivors = []
        with ThreadPoolExecutor(asked.jobs) as pool:
            for mutant, survives in zip(
                mutants, pool.map(lambda each: tried(each, places, longest), mutants), strict=True
            ):
                if survives:
                    survivors.append(mutant)
                    sys.stdout.write(f"{mutant}\n")
                    sys.stdout.flush()
    sys.stdout.write(f"{len(mutants)} mutants, {len(survivors)} survive\n")


if __name__ == "__main__":
    main()
