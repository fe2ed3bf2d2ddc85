"""Check sources on a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from toolchain.model.diagnostics import Diagnostic
from toolchain.model.speech import said
from toolchain.pipeline import stages
from toolchain.pipeline.cluster import started
from toolchain.pipeline.tasks import Cluster, Task
from toolchain.project.settings import Options

_SECONDS = 120


class Checked(NamedTuple):
    """What was found in sources, without their trees, how many were read, and what can be fixed."""

    examined: stages.Examination
    read: int
    fixed: int


def examine(sources: Sequence[Path], options: Options, cluster: Cluster, report: stages.Report) -> Checked:
    """Check sources on a cluster, as `stages.examine` does here. Raise `Failure` (S026)."""
    tasks = [Task(source, {}, (), options) for source in sources]
    found: dict[Diagnostic, None] = {}
    texts: dict[str, str] = {}
    done = read = fixed = 0
    failed = False
    with started(tasks, cluster, _SECONDS, check=True) as outcomes:
        for _, outcome in outcomes:
            found |= dict.fromkeys(outcome.diagnostics)
            texts |= outcome.texts
            done, read, fixed = done + 1, read + bool(outcome.budget), fixed + outcome.fixed
            failed = failed or bool(outcome.refused)
            report(said("{done} of {all} sources checked", done=done, all=len(tasks)))
    diagnostics = tuple(sorted(found, key=lambda each: each.sort_key))
    return Checked(stages.Examination((), diagnostics, texts, failed), read, fixed)
