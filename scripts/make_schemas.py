"""Make docs/schemas/: JSON Schemas (draft 2020-12), for editors that complete keys and mark wrong values.

Those of the front matter and of `submission.toml` are in the package, which uses them, too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolchain.model.front_matter import PROFILES
from toolchain.model.json_schema import DRAFT, closed
from toolchain.project import folder_settings as own
from toolchain.readers.markdown import front_schema
from toolchain.recipients.rules import CONFIRMED, KEYS, UNCONFIRMED
from toolchain.recipients.schema import CODE, GROUPS, LANGUAGE, LONGEST, MOST, OPEN, RULES, SEVERITIES, Kind

_ANY = {"type": "string"}
_SAYING = {"type": "string", "pattern": r"\S"}
_WORD = {"type": "string", "minLength": 1}
_TEXT = {**_SAYING, "maxLength": LONGEST}
_TEXTS = {"type": "array", "items": _TEXT}
_WHOLE = {"type": "integer", "minimum": 1, "maximum": MOST}

_SAID = {
    "title": "What the profile is for",
    "recipient": "The body that submissions go to",
    "inherits": "The profile whose rules hold where this one has none: a name, or a path",
    "without": "Rules that are not taken from what is inherited",
    "severities": "How serious findings are, by code",
    "instrument": "Rules that hold only for one instrument",
    "names": "Words by which the instrument is known in the front matter",
    "source": "Where the rule can be read, one address or several",
    "checked": "The day on which its source was read",
    "status": "Whether the rule is sure; one that is not only warns",
    "remark": "What is shown with the rule",
    "severity": "How serious it is to break the rule",
    "one-of": "The only words that are allowed",
}


def schema() -> dict[str, Any]:
    """Return the schema of profiles. It cannot check that an inherited profile exists, or that there is no
    cycle.
    """
    rules = {name: {"$ref": f"#/$defs/{name}"} for name in (*RULES, *GROUPS, *OPEN)}
    instrument = closed(_said(names={"type": "array", "minItems": 1, "items": _WORD}) | rules)
    head = _said(
        title=_ANY,
        recipient=_ANY,
        inherits={**_ANY, "examples": list(PROFILES)},
        without={"type": "array", "items": _ANY},
        severities=_named(f"^{CODE}$", {"enum": list(SEVERITIES)}),
        instrument={"type": "object", "additionalProperties": instrument},
    )
    return {
        "$schema": DRAFT,
        "title": "Profile of a recipient",
        **closed(head | rules),
        "$defs": {"about": _about(), "confirmed": _confirmed(), **_tables()},
    }


def _tables() -> dict[str, Any]:
    """Return the schemas of rules and groups of rules, by name."""
    fixed = {
        name: closed({key: _rule(kind) for key, kind in group.items()}) for name, group in GROUPS.items()
    }
    free = {name: {"type": "object", "additionalProperties": _rule(kind)} for name, kind in OPEN.items()}
    free["required"] = closed({key: _rule(OPEN["required"]) for key in KEYS})
    return {name: _rule(kind) for name, kind in RULES.items()} | fixed | free


def _rule(kind: Kind) -> dict[str, Any]:
    about = {name: {"$ref": f"#/$defs/about/{name}"} for name in _about()}
    rule = closed({"value": _value(kind), **about}, required=("value", "status"))
    described = f"{kind.about[0].upper()}{kind.about[1:]}"
    return {"description": described, **rule, "allOf": [{"$ref": "#/$defs/confirmed"}]}


def _about() -> dict[str, Any]:
    """Return the keys of every rule. TOML editors see a date as a text with the format of a date."""
    return _said(
        source={"anyOf": [_SAYING, {"type": "array", "minItems": 1, "items": _SAYING}]},
        checked={"type": "string", "format": "date"},
        status={"enum": [CONFIRMED, UNCONFIRMED]},
        remark=_ANY,
        severity={"enum": list(SEVERITIES)},
        **{"one-of": {"type": "array", "items": _WORD}},
    )


def _confirmed() -> dict[str, Any]:
    """Return the condition that a confirmed rule has its source and date."""
    sure = {"properties": {"status": {"const": CONFIRMED}}, "required": ["status"]}
    return {"if": sure, "then": {"required": ["source", "checked"]}}


def _value(kind: Kind) -> dict[str, Any]:
    """Return the schema of a rule's value."""
    shapes: Mapping[str, dict[str, Any]] = {
        "flag": {"type": "boolean"},
        "whole": _WHOLE,
        "number": {"type": "number", "exclusiveMinimum": 0, "maximum": MOST},
        "word": {"enum": list(kind.options)},
        "words": {"type": "array", "items": {"enum": list(kind.options)}},
        "text": _TEXT,
        "texts": _TEXTS,
        "by language": {
            **_named(f"^{LANGUAGE}$", {"anyOf": [_TEXT, {**_TEXTS, "minItems": 1}]}),
            "minProperties": 1,
        },
        "amount": {"anyOf": [{"const": True}, _WHOLE]},
    }
    return shapes[kind.shape]


def _named(pattern: str, value: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object whose keys match a pattern."""
    return {"type": "object", "patternProperties": {pattern: value}, "additionalProperties": False}


def _said(**properties: dict[str, Any]) -> dict[str, Any]:
    return {name: {"description": _SAID[name], **each} for name, each in properties.items()}


def main() -> None:
    """Write the schemas."""
    folder = Path(__file__).resolve().parents[1] / "docs/schemas"
    made = {
        "front-matter": front_schema.schema(),
        "profile": schema(),
        "submission": own.schema(),
    }
    for name, each in made.items():
        text = json.dumps(each, ensure_ascii=False, indent=2)
        (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
