"""Proofs of outputs in memory, by the names of their formats."""

from toolchain.compare.proof import prove as proof
from toolchain.formats.table import OURS
from toolchain.model.diagnostics import Finding
from toolchain.resolve.tables import Resolved

FORMATS = sorted(OURS)


def prove(resolved: Resolved, data: bytes, name: str, form: str) -> tuple[Finding, ...]:
    """What is not proved of an output that is called `name`. Raises `Failure` for one that cannot be read."""
    known = OURS[form]
    return proof.prove(resolved, known.read_back(data, name), known.shows)
