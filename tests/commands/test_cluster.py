"""A build and a check on a cluster: as here, whatever ends in the middle."""

import gc
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.support.clusters import WORKER, Dask, dask, wait_for
from tests.support.command import Run, project
from tests.support.command import run as run_here
from tests.support.many import in_any_order, left_over
from toolchain.pipeline.cluster import started
from toolchain.pipeline.tasks import Cluster, Task
from toolchain.project.settings import Options

__all__ = ["project", "run_here"]  # fixtures

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="tried on Linux only"),
]
COUNT = 20
MATTER = "---\ntitle: Report {0}\nlang: en\n---\n\n1. One. "
CITING = "---\ntitle: Report {0}\nlang: en\nsources: sources.json\ncitation-style: un\n---\n\n"
WORDS = "1. One [@a].\n\n![A picture](a.png)\n\n"
BOOK = '[{"id": "a", "type": "book", "title": "A book", "issued": {"date-parts": [[2020]]}}]'
FORMATS = ("--to", "html")
TWO = ("--to", "html,docx")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    with dask(tmp_path_factory.mktemp("dask")) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twenty submissions: one with an error, one with a warning, one in French; six that cite."""
    for number in range(COUNT):
        path = tmp_path / f"content/r{number}/report.md"
        path.parent.mkdir(parents=True)
        start = CITING + WORDS if number < 6 else MATTER
        path.write_text(start.format(number) + "Two. " * number, encoding="utf-8")
        path.with_name("sources.json").write_text(BOOK, encoding="utf-8")
        Image.new("RGB", (20, 20), (number, 0, 0)).save(path.with_name("a.png"))
    for number, more in ((3, "\n2. Two[^x].\n"), (4, "\n7. Two.\n")):
        with (tmp_path / f"content/r{number}/report.md").open("a", encoding="utf-8") as file:
            file.write(more)
    text = (tmp_path / "content/r5/report.md").read_text(encoding="utf-8")
    french = tmp_path / "content/r5/report.fr.md"
    french.write_text(text.replace("lang: en", "lang: fr"), encoding="utf-8")
    return tmp_path


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "toolchain", *map(str, arguments)]


def run(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "TESTED": str(folder)}
    return subprocess.run(
        command(*arguments), cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def begun(folder: Path, *arguments: str | Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "TESTED": str(folder)}
    return subprocess.Popen(
        command(*arguments), cwd=folder, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    found = (folder / "build").rglob("report*")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def in_memory() -> list[Path]:
    return [*Path("/dev/shm").glob("submission-*")]


def test_a_build_is_as_here_though_a_worker_is_killed(folder: Path, cluster: Dask) -> None:
    with begun(folder, "build", *FORMATS, "--cluster", cluster.address) as building:
        wait_for(lambda: len(files(folder)) > 4)
        cluster.kill(1)
        out, err = building.communicate(timeout=300)
    cluster.add(*WORKER, "--no-nanny")
    there, status = files(folder), building.returncode
    shutil.rmtree(folder / "build")
    here = run(folder, "build", *FORMATS)
    assert [*map(in_any_order, (out, err))] == [*map(in_any_order, (here.stdout, here.stderr))]
    assert status == here.returncode == 1
    assert there == files(folder)
    assert len(there) == COUNT
    again = run(folder, "build", *FORMATS, "--cluster", cluster.address)
    assert again.stdout.count("up to date") == COUNT


@pytest.mark.usefixtures("run_here")
def test_what_was_sent_is_not_kept(folder: Path, cluster: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask would keep the last thousand messages, each with a source and its pictures."""
    batched = pytest.importorskip("distributed.batched")
    monkeypatch.chdir(folder)
    tasks = [Task(Path("content/r1/report.md"), {}, (), Options())]
    with started(tasks, Cluster(cluster.address), 60, check=True) as outcomes:
        assert len([*outcomes]) == 1
        streams = [each for each in gc.get_objects() if isinstance(each, batched.BatchedSend)]
        assert streams
        assert not any(each.recent_message_log for each in streams)


@pytest.mark.long
def test_a_check_is_as_here(folder: Path, cluster: Dask) -> None:
    named = [f"content/r{number}" for number in (2, 3, 4, 5)]
    there = run(folder, "check", *named, "--cluster", cluster.address)
    here = run(folder, "check", *named)
    assert (there.stdout, there.stderr, there.returncode) == (here.stdout, here.stderr, here.returncode)
    assert here.stdout.endswith("can be fixed with --fix\n  content/r3/report.md: 1 error\n")


def test_the_task_is_ended_after_the_timeout(folder: Path, cluster: Dask) -> None:
    done = run(folder, "build", "content/r6", "--timeout", "0.01", "--cluster", cluster.address)
    assert done.stderr.splitlines() == [
        "content/r6/report.md: error S013 building this file took more than 0.01 seconds, so it was ended",
        "help: give it more than 0.01 seconds with --timeout",
    ]
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        *(
            pytest.param(options, said, id=name, marks=pytest.mark.long)
            for name, options, said in (
                ("threads", ("--nthreads", "2", "--memory-limit", "0"), "this worker has 2 threads"),
                ("disk", ("--nthreads", "1", "--memory-limit", "1GB"), "this worker would write outputs to"),
            )
        ),
        pytest.param(WORKER, "this worker has submission-toolchain 0.1.0 (", id="version"),
    ],
)
def test_a_worker_is_refused_by_name(
    folder: Path, cluster: Dask, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    paths: dict[str, str] = {}
    if options is WORKER:
        for name in ("toolchain", "templates"):
            shutil.copytree(Path.cwd() / name, tmp_path / "other" / name)
        with (tmp_path / "other/toolchain/__main__.py").open("a", encoding="utf-8") as file:
            file.write("# changed\n")
        paths["PYTHONPATH"] = str(tmp_path / "other")
    cluster.add(*options, "--no-nanny", **paths)
    done = run(folder, "build", "content/r7", "--cluster", cluster.address)
    cluster.kill(-1)
    assert done.returncode == 2
    assert done.stderr.startswith("tcp://127.0.0.1:")
    assert f": error S026 {said}" in done.stderr
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tcp://192.0.2.7:8786", "the connection to another machine is not encrypted"),
        ("192.0.2.7", "the connection to another machine is not encrypted"),
        ("tcp://127.0.0.1.example.org:1", "the connection to another machine is not encrypted"),
        ("http://127.0.0.1:8786", "this is not the address of a scheduler"),
        ("127.0.0.1:99999", "this is not the address of a scheduler"),
        ("127.0.0.1:1", "no scheduler answers at this address: Timed out"),
        ("tls://127.0.0.1:1", "no scheduler answers at this address: TLS expects"),
    ],
)
def test_an_address_is_refused_in_two_lines(project: Path, run_here: Run, address: str, said: str) -> None:
    done = run_here("build", "--cluster", address)
    assert done.status == 2
    assert done.err.startswith(f"{address}: error S026 {said}")
    assert len(done.err.splitlines()) == 2


def test_insecure_is_for_a_cluster(project: Path, run_here: Run) -> None:
    assert "--insecure works only with --cluster" in run_here("build", "--insecure").err


@pytest.mark.long
def test_a_scheduler_that_ends_is_one_finding(folder: Path, cluster: Dask) -> None:
    """The last that the cluster of this module does."""
    with begun(folder, "build", *FORMATS, "--cluster", cluster.address) as building:
        wait_for(lambda: len(files(folder)) > 4)
        cluster.scheduler.kill()
        _, err = building.communicate(timeout=300)
    assert building.returncode == 2
    assert err.count(": error S026") == 1
    assert f"{cluster.address}: error S026 the connection to the scheduler has ended" in err
    assert "  content/r1/report.md: S026 the connection to the scheduler has ended" in err
    assert "Traceback" not in err
    assert "distributed" not in err
    wait_for(lambda: not in_memory())


@pytest.mark.long
@pytest.mark.parametrize("victim", ["scheduler", "worker"])
def test_nothing_is_cut_off_when_one_of_them_is_killed(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, victim: str
) -> None:
    """Fifty times, at the beginning or after so many files; and the next run completes what is missing."""
    run(folder, "build", *TWO)
    whole = files(folder)
    for seed in range(50):
        shutil.rmtree(folder / "build")
        chance = random.Random(seed)
        with dask(tmp_path_factory.mktemp("dask")) as cluster:
            with begun(folder, "build", *TWO, "--cluster", cluster.address) as building:
                there = chance.choice((0, chance.randrange(len(whole) - 8)))
                wait_for(lambda least=there: len(files(folder)) >= least or building.poll() is not None)
                time.sleep(chance.uniform(0, 1 if there else 4))
                if victim == "scheduler":
                    cluster.scheduler.kill()
                else:
                    os.kill(chance.choice(cluster.processes()), signal.SIGKILL)
                _, err = building.communicate(timeout=300)
            assert "Traceback" not in err
            assert victim == "scheduler" or building.returncode == 1, err
            assert files(folder).items() <= whole.items()
            wait_for(lambda: not in_memory())
        assert run(folder, "build", *TWO).returncode == 1
        assert files(folder) == whole
        wait_for(lambda: not left_over(folder) + left_over(cluster.folder))
