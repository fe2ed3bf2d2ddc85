"""Replaces the bytes of a part of a Word file.

python-docx has no way to give a part that it read other bytes: `Part.blob` can only be read. Here the
attribute that it returns is set.

Made for: python-docx 1.2.0.
Upstream: none known.
"""

from __future__ import annotations

from docx.opc.part import Part

PATCHED = ("docx.opc.part.Part.blob",)


def replace_bytes(part: Part, data: bytes) -> None:
    """Give a part that is not XML, as a picture is, other bytes."""
    part._blob = data
