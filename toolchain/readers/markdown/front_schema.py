"""The front matter as a JSON Schema (draft 2020-12), for completion and checks in editors.

python -m toolchain.readers.markdown.front_schema > docs/schemas/front-matter.json
"""

from __future__ import annotations

from typing import Any

from toolchain.model.days import DAY
from toolchain.model.front_matter import PROFILES
from toolchain.model.json_schema import DRAFT, closed, show
from toolchain.readers.markdown import front_matter as keys

_TEXT = {
    "type": ["string", "number"]
}  # YAML reads 2026 and 1.5 as numbers, which are texts here all the same
_FLAG = (True, False, "yes", "no", "on", "off")
_LINE = {"type": ["string", "number"], "minLength": 1}

_SAID = {
    "title": "The title, in Markdown; it is not repeated as a heading",
    "subtitle": "The subtitle, in Markdown",
    "short-title": "A short form of the title, for running heads",
    "lang": "The language, as a tag of BCP 47: ar, en, es, fr, ru, zh …",
    "profile": "The recipient's rules, by name, or the path of your own",
    "recipient": "The body that this is submitted to",
    "country": "The State that this is about",
    "session": "The session of the recipient",
    "instrument": "The treaty or protocol",
    "reporting-cycle": "The reporting cycle",
    "agenda-item": "The item of the agenda",
    "date": "The day of the submission; without it no output holds a date",
    "deadline": "The last day to send it; no output shows it",
    "keywords": "Words by which this is found",
    "submitted-by": "The organizations that submit this",
    "public": "Whether it may be published; the cover says so",
    "notes": "Where notes go in paged outputs",
    "notes-place": "Where endnotes are printed",
    "repeated-notes": "What a second mark of a note shows: the same number, or a new note",
    "headings": "Whether headings are numbered",
    "numbers": "Whether the public version keeps the numbers of what is withheld",
    "contents": "Whether a table of contents is made",
    "links": "Whether symbols of United Nations documents become links",
    "sources": "The bibliography next to the source: CSL-JSON, BibTeX or CSL-YAML",
    "citation-style": "How sources are cited: a style of ours, or a file of your own",
    "template": "Your own reference.docx next to the source",
    "look": "How all outputs look",
    "pdf-engine": "The program that sets the pages of the PDF",
    "colour": "The colour of the house look",
    "limits": "Limits of your own in place of the recipient's, each with a reason",
    "answers": "What the submission answers: documents by their symbols, and earlier recommendations",
    "state-report": "The symbol of the State report",
    "list-of-issues": "The symbol of the list of issues",
    "concluding-observations": "The symbol of the earlier concluding observations",
    "recommendations": "Earlier recommendations that are taken up, as CRC/C/PAK/CO/5, para. 74",
    "name": "The name of the organization",
    "status": "Its status, as consultative status with the Economic and Social Council",
    "description": "What it does, in Markdown",
    "logo": "An image next to the source",
    "logo-alt": "What the logo says, for who cannot see it",
    "contact": "How the organization is reached",
    "confidential": "Whether the public version leaves this out",
    "value": "The limit",
    "reason": "Why it differs from the recipient's",
}


def schema() -> dict[str, Any]:
    """Return the schema. It does not cover what depends on other files, such as a path that must exist."""
    properties: dict[str, Any] = dict.fromkeys((*keys.INLINES, *keys.TEXTS), _LINE)
    properties |= {name: {"enum": list(choices)} for name, choices in keys.CHOICES.items()}
    properties |= {name: {"enum": list(_FLAG)} for name in keys.FLAGS}
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
    return {
        "$schema": DRAFT,
        "title": "Front matter of a submission",
        **_object(properties, required=("title", "lang"), empty=True),
    }


def _organization() -> dict[str, Any]:
    texts: dict[str, Any] = {**dict.fromkeys(keys.ORGANIZATION, _TEXT), "confidential": {"enum": list(_FLAG)}}
    contact = _object({**dict.fromkeys(keys.CONTACT, _TEXT), "confidential": {"enum": list(_FLAG)}})
    return {"anyOf": [_LINE, _object({**texts, "contact": contact}, required=("name",))]}


def _limit() -> dict[str, Any]:
    properties = {"value": {"type": "integer", "minimum": 1}, "reason": _TEXT}
    return _object(properties, required=("value", "reason"))


def _object(
    properties: dict[str, Any], required: tuple[str, ...] = (), *, empty: bool = False
) -> dict[str, Any]:
    """Return an object of known keys; with `empty`, a key without a value is like a missing key."""
    described = {
        name: {"description": _SAID[name], **each} if name in _SAID else each
        for name, each in properties.items()
    }
    if empty:
        described = {
            name: _or_nothing(each) if name not in required else each for name, each in described.items()
        }
    return closed(described, required)


def _or_nothing(value: dict[str, Any]) -> dict[str, Any]:
    said = {"description": value["description"]} if "description" in value else {}
    rest = {key: each for key, each in value.items() if key != "description"}
    return {**said, "anyOf": [rest, {"type": "null"}]}


if __name__ == "__main__":
    show(schema())
