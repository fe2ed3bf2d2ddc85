"""Runs commands and takes what the operating system counted for them."""

import os
import statistics
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

Command = Sequence[str | Path]
"""A program and its arguments."""


class Usage(NamedTuple):
    """Processor seconds of a process and all its children, user and system; the most memory of one, in MB."""

    seconds: float
    megabytes: float


class Turns(NamedTuple):
    """What two commands took that ran in turn: medians, and the median of the ratios of each turn.

    In a turn both have the same neighbours, so the ratio is steadier than that of the medians.
    """

    ours: Usage
    theirs: Usage
    ratio: float


def measure(commands: Sequence[Command]) -> Usage:
    """What commands that run one after the other take. Raises `CalledProcessError` where one fails."""
    each = [_measure([str(word) for word in command]) for command in commands]
    return Usage(sum(usage.seconds for usage in each), max(usage.megabytes for usage in each))


def in_turn(ours: Sequence[Command], theirs: Sequence[Command], runs: int) -> Turns:
    """Run both in turn, so that what else the machine does falls on both alike.

    Unless there is one run only, each runs once before, uncounted, to have its files in memory.
    """
    pairs = [(measure(ours), measure(theirs)) for _ in range(runs + (runs > 1))][-runs:]
    ratio = statistics.median(one.seconds / other.seconds for one, other in pairs)
    return Turns(_median([one for one, _ in pairs]), _median([other for _, other in pairs]), ratio)


def _measure(command: list[str]) -> Usage:
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said)
    return Usage(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def _median(usages: list[Usage]) -> Usage:
    seconds, megabytes = (statistics.median(values) for values in zip(*usages, strict=True))
    return Usage(seconds, megabytes)
