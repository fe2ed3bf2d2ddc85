"""Fuzz the readers of untrusted input (`make fuzz`): files change, and those that reach new code are kept.

A find is an exception that is not a `Failure`, or more time or memory than the rates here. Finds are in
build/fuzz/TARGET/finds/: for each place in the program, the smallest file. The next run begins with the files
that this one keeps.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import signal
import subprocess
import sys
import time
import traceback
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryDirectory
from types import FrameType
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

if TYPE_CHECKING:
    from tests.random.fuzz_targets import Target

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "fuzz"
NAMES = ("markdown", "yaml", "css", "docx", "pdf")
SECONDS, MEGABYTES = 1.0, 100.0
SECONDS_A_KB, MEGABYTES_A_KB = 0.06, 1.0
"""What each file may cost, and each kB of it. Counting coverage makes everything several times slower."""
LIMITS = ("-timeout=60", "-rss_limit_mb=3000", "-len_control=0", "-print_final_stats=1")
COUNTED = ("toolchain", "markdown_it", "mdit_py_plugins", "yaml", "tinycss2")
"""The packages whose coverage is counted."""
VALIDATORS = ("openxml_audit", "page")
"""Slow libraries that `check FILE` does without if they are not installed."""


class TooSlowError(BaseException):
    """The work takes more time than its file may cost. No `except Exception` catches this."""


class Trial(NamedTuple):
    """The work of a target in a folder. `finds` is the folder for its finds."""

    target: Target
    folder: Path
    finds: Path

    def fault(self, data: bytes) -> str:
        """Return a name for what is wrong with the work on a file, "" for nothing."""
        from tests.support.own_process import measure
        from toolchain.model.diagnostics import Failure

        path, size, used = self.folder / self.target.name, len(data) / 1000, 0
        path.write_bytes(data)
        started, allowed = time.process_time(), SECONDS + SECONDS_A_KB * size
        signal.setitimer(signal.ITIMER_VIRTUAL, allowed)
        try:
            _, used = measure(self.target.work, path)
        except Failure:
            pass
        except (Exception, TooSlowError) as error:
            return _place(error)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if time.process_time() - started > allowed:
            return "too-slow"
        return "too-large" if used > (MEGABYTES + MEGABYTES_A_KB * size) * 1e6 else ""

    def __call__(self, data: bytes) -> None:
        """Keep a file if something is wrong with the work on it."""
        if fault := self.fault(data):
            path = self.finds / f"{fault}{Path(self.target.name).suffix}"
            if not path.exists() or len(data) < path.stat().st_size:
                path.write_bytes(data)


def _place(error: BaseException) -> str:
    """Return the kind of an error, and the last place in the package that it went through."""
    frames = [each for each in traceback.extract_tb(error.__traceback__) if "/toolchain/" in each.filename]
    at = f"{'-'.join(Path(frames[-1].filename).parts[-2:])}-{frames[-1].lineno}" if frames else "elsewhere"
    return f"{type(error).__name__}-{at}"


def _end(number: int, frame: FrameType | None) -> None:
    raise TooSlowError


def _trial(name: str, folder: str) -> Trial:
    """Return the trial of a target, with all modules imported that it may need."""
    sys.modules.update(dict.fromkeys(VALIDATORS))  # type: ignore[arg-type]
    signal.signal(signal.SIGVTALRM, _end)
    targets = import_module("tests.random.fuzz_targets")
    for module in walk_packages(import_module("toolchain").__path__, "toolchain."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    targets.write_beside(Path(folder))
    return Trial(targets.TARGETS[name], Path(folder), BUILD / name / "finds")


def fuzz(name: str, seconds: int) -> None:
    """Fuzz a target in this process, which then ends."""
    import atheris

    def change(data: bytes, largest: int, seed: int) -> bytes:
        try:
            new = target.change(data, random.Random(seed), lambda old: atheris.Mutate(old, len(old) + 64))
        except Exception:  # the file is too broken to be changed
            return data
        return new if len(new) <= largest else data

    with TemporaryDirectory() as folder:
        with atheris.instrument_imports(include=COUNTED):
            trial = _trial(name, folder)
            from toolchain.plugins import registry
        target = trial.target
        corpus, seeds = BUILD / name / "corpus", BUILD / name / "seeds"
        for each in (corpus, seeds, trial.finds):
            each.mkdir(parents=True, exist_ok=True)
        for data in target.seeds():
            if len(data) <= target.largest and not trial.fault(
                data
            ):  # a limit of the program may stop it late
                (seeds / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
        asked = (
            f"-max_total_time={seconds}",
            f"-max_len={target.largest}",
            f"-artifact_prefix={trial.finds}/",
        )
        atheris.Setup([name, *LIMITS, *asked, str(corpus), str(seeds)], trial, custom_mutator=change)
        with patch.object(registry, "registrations", cache(registry.registrations)):
            atheris.Fuzz()


def run(name: str, seconds: int) -> int:
    """Fuzz a target in processes of its own, and return the number of finds."""
    folder, started, left = BUILD / name, time.monotonic(), seconds
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "log.txt"
    with log.open("wb") as out:
        while left > 0:  # after one that was ended by a limit
            command = [sys.executable, "-m", "tests.random.fuzz", name, "--here", "--seconds", f"{left}"]
            done = subprocess.run(command, cwd=ROOT, stdout=out, stderr=out, check=False)
            left = seconds - round(time.monotonic() - started)
            if done.returncode and left > seconds - 10:
                sys.exit(f"{name} does not start: see {log.relative_to(ROOT)}")
    said = log.read_text(encoding="utf-8", errors="replace")
    tried = sum(map(int, re.findall(r"number_of_executed_units: (\d+)", said)))
    finds = sorted(each.relative_to(ROOT).as_posix() for each in (folder / "finds").iterdir())
    lines = [f"{name}: {tried:,} files in {time.monotonic() - started:.0f} s, {len(finds)} finds", *finds]
    sys.stdout.write("\n  ".join(lines) + "\n")
    sys.stdout.flush()
    return len(finds)


def again(name: str) -> int:
    """Try the finds of a target once more without counting coverage, and return how many still are finds."""
    with TemporaryDirectory() as folder:
        trial = _trial(name, folder)
        faults = {path.name: trial.fault(path.read_bytes()) for path in sorted(trial.finds.iterdir())}
    sys.stdout.write("".join(f"{name}/{path}: {fault or 'nothing'}\n" for path, fault in faults.items()))
    return sum(map(bool, faults.values()))


def main() -> None:
    """Fuzz the targets, one after another. The exit status is 1 if there are finds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", default=NAMES, metavar="TARGET", help=", ".join(NAMES))
    parser.add_argument("--seconds", type=int, default=720, help="time for each target (default: 720)")
    parser.add_argument("--again", action="store_true", help="only try the finds once more")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        fuzz(asked.targets[0], asked.seconds)
    found = [again(name) if asked.again else run(name, asked.seconds) for name in asked.targets]
    sys.exit(1 if sum(found) else 0)


if __name__ == "__main__":
    main()
