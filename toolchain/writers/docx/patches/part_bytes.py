"""Replace the bytes of a part of a Word file.

python-docx cannot change the bytes of a part that it has read: `Part.blob` is read-only. This sets the
attribute that it returns.

Made for: python-docx 1.2.0.
Upstream: none known.
"""

from __future__ import annotations

from docx.opc.part import Part

PATCHED = ("docx.opc.part.Part.blob",)


def replace_bytes(part: Part, data: bytes) -> None:
    """Replace the bytes of a part that is not XML, such as a picture."""
    part._blob = data
