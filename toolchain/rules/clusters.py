"""The rule S026: why the machines of `--cluster` cannot be used."""

from __future__ import annotations

from toolchain.model.facts import ERROR, Facts, rule
from toolchain.rules.files import OutputUnwritable


@rule("S026", "cluster-unusable", "A cluster cannot be used", ERROR)
class ClusterUnusable(Facts):
    """`--cluster` sends sources to other machines, and writes here what comes back. So the scheduler and each
    worker must answer, have the same programs as this machine, and be reached on this machine or by an
    encrypted connection: if somebody changes what is sent, programs run on both sides. docs/cluster.md says
    how to start them.
    """


class NoDistributed(ClusterUnusable):
    says = "the package {package} is not installed"
    help = "install it: {install}"
    package: str
    install: str


class WrongAddress(ClusterUnusable):
    says = "this is not the address of a scheduler"
    help = "write it as tcp://127.0.0.1:8786 or tls://HOST:8786"


class OpenAddress(ClusterUnusable):
    says = (
        "the connection to another machine is not encrypted: others in the network can read the texts, and "
        "run programs on both machines"
    )
    help = (
        "use an address that begins with tls:// (docs/cluster.md); or, if you trust everybody in this "
        "network, add --insecure"
    )


class NoScheduler(ClusterUnusable):
    says = "no scheduler answers at this address: {why}"
    help = "check the address, and that “dask scheduler” runs there; tls:// needs keys (docs/cluster.md)"
    why: str


class NoWorkers(ClusterUnusable):
    says = "this scheduler has no workers"
    help = "start some: dask worker {address} --nthreads 1 --memory-limit 0"
    address: str


class SchedulerLost(ClusterUnusable):
    says = "the connection to the scheduler has ended"
    help = "start the scheduler again and repeat the command: what is written is not built again"


class WorkerUnfit(ClusterUnusable):
    """`there` is the release of `name` on the worker, `here` that of this machine."""

    says = ("this worker has {name} {there}, and this machine {here}", "this worker cannot build: {why}")
    help = "install the same release of submission-toolchain and of its libraries there and here"
    name: str | None = None
    there: str | None = None
    here: str | None = None
    why: str | None = None


class SeveralThreads(ClusterUnusable):
    says = "this worker has {count} threads, and a task needs a worker for itself"
    help = "start it with --nthreads 1, and more workers instead"
    count: int


class KeepsOnDisk(ClusterUnusable):
    says = "this worker would write outputs to its disk if it has much to do"
    help = "start it with --memory-limit 0"


class GivenUp(OutputUnwritable):
    says = ("no worker could build this file: {why}", "each worker that was building this file has ended")
    help = "build this file without --cluster, and if that fails too, please report it"
    why: str | None
