"""`submission.toml` as a JSON Schema (draft 2020-12), for completion and checks in editors."""

from typing import Any

from toolchain.formats.table import OURS
from toolchain.model.front_matter import PROFILES
from toolchain.model.json_schema import DRAFT, closed
from toolchain.project.folder_settings import CHOICES

_TEXT = {"type": "string", "pattern": r"\S"}
_PATH = {**_TEXT, "not": {"pattern": r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)"}}
_FORMAT = {**_TEXT, "examples": list(OURS)}


def schema() -> dict[str, Any]:
    """Return the schema. It cannot check what is on the disk: that a path exists, and leads to no other
    folder.
    """
    said: dict[str, tuple[str, dict[str, Any]]] = {
        "templates": ("A folder of your own templates", _PATH),
        "css": ("Your own style sheet for PDF, HTML and EPUB, after the built-in one", _PATH),
        "look": ("How all outputs look", {"enum": list(CHOICES["look"])}),
        "profile": (
            "The recipient's rules, by name, or the path of your own",
            {**_PATH, "examples": list(PROFILES)},
        ),
        "formats": ("The output formats", {"type": "array", "minItems": 1, "items": _FORMAT}),
        "pdf-engine": (
            "The program that lays out the pages of the PDF",
            {"enum": list(CHOICES["pdf-engine"])},
        ),
        "output": ("The folder for outputs, in place of build/", _PATH),
        "jobs": ("How many sources are built side by side", {"type": "integer", "minimum": 1}),
        "ui-lang": ("The language of messages and help", {"enum": list(CHOICES["ui-lang"])}),
    }
    properties = {key: {"description": text, **value} for key, (text, value) in said.items()}
    return {"$schema": DRAFT, "title": "Settings of the submissions in a folder", **closed(properties)}
