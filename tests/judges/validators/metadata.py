"""What two programs find in a file beside what it shows: ExifTool, and mat2, which is made to clean files."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

from tests.judges.validators import missing, need, run

_TOLD = re.compile(r"^ +([^:]+): (.*)$", re.MULTILINE)
_OF_THE_DISK = ("File:", "System:", "ExifTool:", "Composite:")


def exiftool(path: Path) -> dict[str, str]:
    """All that ExifTool reads in a file, by "group:name"; nothing of where the file lies."""
    return exiftool_all([path])[0]


def exiftool_all(paths: Sequence[Path]) -> list[dict[str, str]]:
    """The same of several files, in one run."""
    told = json.loads(run([need("exiftool"), "-a", "-u", "-G1", "-j", *paths]))
    if any("Archive::Zip" in str(found.get("ExifTool:Warning")) for found in told):
        missing("libarchive-zip-perl")
    return [
        {
            name: str(value)
            for name, value in found.items()
            if name != "SourceFile" and not name.startswith(_OF_THE_DISK)
        }
        for found in told
    ]


def mat2(path: Path) -> dict[str, str]:
    """All that mat2 would clean away, by its name; of a file that holds others, of those as well."""
    return dict(_TOLD.findall(run([need("mat2"), "--show", path])))


def mat2_all(paths: Sequence[Path]) -> set[tuple[str, str]]:
    """What it would clean away of several files, by name and value, in one run."""
    return set(_TOLD.findall(run([need("mat2"), "--show", *paths])))
