"""Where each setting of a submission comes from: for `submission status --settings`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from toolchain.model.facts import Word
from toolchain.model.wording import language, said
from toolchain.project.folder_settings import NAME
from toolchain.project.settings import Project, pdf_engine
from toolchain.reports import in_columns, json_object, visible


class Origin(NamedTuple):
    """The value of a key, and where it comes from: "submission.toml, line 3 (../submission.toml)"."""

    key: str
    value: str
    where: str


def origins(project: Project, output: Path, asked: Mapping[str, object]) -> Iterator[Origin]:
    """Yield the settings of a source, whose outputs are in `output`.

    `asked` is of the command line, and says under "ui-lang" what chose the language.
    """
    matter, given = project.front_matter, project.folder_settings
    folders = project.templates.folders
    values = {
        "templates": folders[0].as_posix() if len(folders) > 1 else Word("built-in"),
        "css": project.css.as_posix() if project.css else Word("none"),
        "look": project.look,
        "profile": project.profile.name,
        "formats": ", ".join(given.formats) or Word("all available"),
        "pdf-engine": pdf_engine(project).engine,
        "output": output.as_posix(),
        "jobs": str(given.jobs) if given.jobs else Word("one for each core"),
        "ui-lang": language(),
    }
    in_matter = {"look": matter.look, "pdf-engine": matter.pdf_engine, "profile": "profile" in matter.places}
    for key, value in values.items():
        where = said("default")
        if key == "ui-lang" and asked[key] != NAME:
            where = said(str(asked[key]))
        elif asked.get(key) and key != "ui-lang":
            where = said("command line")
        elif in_matter.get(key):
            where = said("front matter, line {line}", line=matter.places[key].order[0])
        elif (place := given.places.get(key)) and not (key == "ui-lang" and given.ui_lang != value):
            where = said("{name}, line {line} ({path})", name=NAME, line=place.line, path=place.path)
        elif key == "look" and project.profile.word(key):
            where = said("profile {name}", name=project.profile.name)
        yield Origin(key, value, where)


def as_text(found: Mapping[str, Sequence[Origin]]) -> str:
    """Return the settings of each source, below its path."""
    tables = (
        f"{visible(path)}\n{in_columns([('', *_in_words(each)) for each in settings])}"
        for path, settings in found.items()
    )
    return "\n\n".join(tables)


def _in_words(each: Origin) -> Origin:
    return each._replace(value=said(each.value)) if isinstance(each.value, Word) else each


def as_json(found: Mapping[str, Sequence[Origin]]) -> str:
    """Return one object for programs."""
    submissions = [
        {"path": path, "settings": {key: {"value": value, "from": where} for key, value, where in settings}}
        for path, settings in found.items()
    ]
    return json_object(submissions=submissions)
