"""What JSON Schemas for editors (draft 2020-12) are made of: objects that have no keys but those named."""

from __future__ import annotations

import json
import sys
from typing import Any

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def closed(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return an object of these properties and no others, some of which it must have."""
    made: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**made, "required": list(required)} if required else made


def show(schema: dict[str, Any]) -> None:
    """Print a schema as the files in docs/schemas/ have it."""
    json.dump(schema, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
