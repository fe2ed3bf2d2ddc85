"""What becomes of the tasks of a build whose cluster ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from toolchain.pipeline import cluster, stages
from toolchain.pipeline.tasks import Order, Outcome, Task, plan
from toolchain.project.settings import Options


class _Ended:
    """A client whose scheduler has ended."""

    def nthreads(self) -> dict[str, int]:
        raise OSError


def test_what_withholds_something_is_built_here_after_the_scheduler_has_ended(tmp_path: Path) -> None:
    """No worker would have had it; all others are refused."""
    sources = [tmp_path / name / "report.md" for name in ("open", "withheld")]
    for source, more in zip(sources, ("", " {.confidential}"), strict=True):
        source.parent.mkdir()
        source.write_text(
            f"---\ntitle: X\nlang: en\n---\n\n1. A text.\n\n2. B text.{more}\n", encoding="utf-8"
        )
    tasks = plan(sources, Order(("html",), tmp_path / "out"), Options())

    def run(task: Task) -> Outcome:
        return Outcome(task.source, stages.FINE)

    def send(_: object) -> Any:
        raise AssertionError

    client = cast(Any, _Ended())
    ended = dict(cluster._as_they_end(client, "tcp://127.0.0.1:1", tasks, send, run))
    by_name = {each.source.parent.name: (each.status, each.refused) for each in ended.values()}
    assert by_name == {"open": (stages.COULD_NOT_RUN, "failed"), "withheld": (stages.FINE, "")}
