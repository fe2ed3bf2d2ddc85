"""The front matter as a JSON Schema (draft 2020-12), for completion and checks in editors."""

from __future__ import annotations

from typing import Any

from toolchain.model.days import DAY
from toolchain.model.front_matter import PROFILES
from toolchain.model.json_schema import DRAFT, closed
from toolchain.model.languages import read_language
from toolchain.readers.markdown import front_matter as keys

_TEXT = {
    "type": ["string", "number"]
}  # YAML reads 2026 and 1.5 as numbers, which are texts here all the same
_FLAG = {"enum": [True, False, "yes", "no", "on", "off"]}
_LINE = {"type": ["string", "number"], "minLength": 1}

_SAID = read_language(__file__, "said")


def schema() -> dict[str, Any]:
    """Return the schema. It does not cover what depends on other files, such as a path that must exist."""
    properties: dict[str, Any] = dict.fromkeys((*keys.INLINES, *keys.TEXTS), _LINE)
    properties |= {name: {"enum": list(choices)} for name, choices in keys.CHOICES.items()}
    properties |= dict.fromkeys(keys.FLAGS, _FLAG)
    properties |= {
        "lang": {"type": "string", "pattern": f"^{keys.LANGUAGE}$"},
        "colour": {"type": "string", "pattern": f"^{keys.COLOUR}$"},
        "deadline": {"type": "string", "pattern": f"^{DAY}$"},
        "profile": {"type": "string", "examples": list(PROFILES)},
        "keywords": {"type": "array", "items": _TEXT},
        "submitted-by": {"anyOf": [_LINE, {"type": "array", "items": _organization()}]},
        "answers": _object(
            {**dict.fromkeys(keys.ANSWERS, _TEXT), "recommendations": {"type": "array", "items": _TEXT}}
        ),
        "limits": _object({name: _limit() for name in keys.LIMITS}),
    }
    needed = ("title", "lang")
    for name in properties.keys() - {*needed}:  # a key without a value is like a missing key
        properties[name] = {"anyOf": [properties[name], {"type": "null"}]}
    return {"$schema": DRAFT, "title": "Front matter of a submission", **_object(properties, needed)}


def _organization() -> dict[str, Any]:
    texts: dict[str, Any] = {**dict.fromkeys(keys.ORGANIZATION, _TEXT), "confidential": _FLAG}
    contact = _object({**dict.fromkeys(keys.CONTACT, _TEXT), "confidential": _FLAG})
    return {"anyOf": [_LINE, _object({**texts, "contact": contact}, ("name",))]}


def _limit() -> dict[str, Any]:
    properties = {"value": {"type": "integer", "minimum": 1}, "reason": _TEXT}
    return _object(properties, ("value", "reason"))


def _object(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return an object of known keys."""
    described = {
        name: {"description": _SAID[name], **each} if name in _SAID else each
        for name, each in properties.items()
    }
    return closed(described, required)
