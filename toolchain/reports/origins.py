"""Where each setting of a submission comes from: for `submission status --settings`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from toolchain.model.places import Place
from toolchain.model.records import Record
from toolchain.project.folder_settings import KEYS
from toolchain.project.pdf_engine import pdf_engine
from toolchain.project.settings import Project
from toolchain.reports import visible
from toolchain.reports.columns import in_columns

COMMAND, MATTER, PROFILE, DEFAULT = "command line", "front matter", "profile", "default"


class Origin(Record):
    """The value of a key and where it comes from; `place` is None for the command line and a default."""

    key: str
    value: str
    kind: str
    place: Place | None = None

    @property
    def words(self) -> str:
        """The origin as a line prints it: "submission.toml, line 3 (../submission.toml)"."""
        if self.place is None:
            return self.kind
        line = f"{self.kind}, line {self.place.order[0]}"
        return line if self.kind == MATTER else f"{line} ({self.place.path})"


def origins(project: Project, output: Path, asked: Mapping[str, object]) -> Iterator[Origin]:
    """Yield the settings of a source, whose outputs are in `output`; `asked` is of the command line."""
    matter, given = project.front_matter, project.folder_settings
    folders = project.templates.folders
    values = {
        "templates": folders[0].as_posix() if len(folders) > 1 else "built-in",
        "css": project.css.as_posix() if project.css else "none",
        "look": project.look,
        "profile": project.profile.name,
        "formats": ", ".join(given.formats) or "all available",
        "pdf-engine": pdf_engine(project).engine,
        "output": output.as_posix(),
        "jobs": str(given.jobs or "one for each core"),
    }
    in_matter = {
        "look": matter.look,
        "pdf-engine": matter.pdf_engine,
        "profile": "profile" in matter.places,
    }
    for key in KEYS:
        if asked.get(key):
            yield Origin(key, values[key], COMMAND)
        elif in_matter.get(key):
            yield Origin(key, values[key], MATTER, matter.places[key])
        elif key in given.places and given.path:
            yield Origin(key, values[key], given.path.name, given.places[key])
        elif key == "look" and project.profile.word(key):
            yield Origin(key, values[key], f"{PROFILE} {project.profile.name}")
        else:
            yield Origin(key, values[key], DEFAULT)


def as_text(found: Mapping[str, Sequence[Origin]]) -> str:
    """Return the settings of each source, below its path."""
    blocks = (
        "\n".join((visible(path), in_columns([("", each.key, each.value, each.words) for each in settings])))
        for path, settings in found.items()
    )
    return "\n\n".join(blocks)


def as_json(found: Mapping[str, Sequence[Origin]]) -> str:
    """Return one object for programs."""
    submissions = [
        {"path": path, "settings": {each.key: _record(each) for each in settings}}
        for path, settings in found.items()
    ]
    return json.dumps({"version": 1, "submissions": submissions}, ensure_ascii=False, indent=2)


def _record(origin: Origin) -> dict[str, object]:
    place = origin.place
    return {
        "value": origin.value,
        "from": origin.kind,
        "path": place.path if place else None,
        "line": place.order[0] if place else None,
    }
