"""Attach files to a PDF, associated with the whole document (ISO 19005-3, 6.8 and annex E)."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import md5
from typing import Any

from toolchain.project.attached_source import AttachedFile


def attach(pdf: Any, files: Sequence[AttachedFile], day: Any) -> None:
    """Attach files, byte for byte. `day` is the submission's date in PDF form, or None.

    That date is used for the files, because their real dates are private.
    """
    import pydyf

    found = [_specification(pdf, file, day) for file in files]
    names = pydyf.Array()
    for file, specification in sorted(zip(files, found, strict=True), key=lambda pair: pair[0].name):
        names.extend((pydyf.String(file.name), specification.reference))
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = tree.reference
    pdf.catalog["AF"] = pydyf.Array([each.reference for each in found])


def _specification(pdf: Any, file: AttachedFile, day: Any) -> Any:
    """Return a file specification (ISO 32000-1, 7.11.3) with the file's stream, which it adds first."""
    import pydyf

    parameters = pydyf.Dictionary({
        "Size": len(file.data),
        "CheckSum": f"<{md5(file.data, usedforsecurity=False).hexdigest()}>",
        **({"ModDate": day} if day else {}),
    })  # fmt: skip
    subtype = pydyf.name(file.media_type)
    extra = pydyf.Dictionary({"Type": "/EmbeddedFile", "Subtype": subtype, "Params": parameters})
    stream = pydyf.Stream([file.data], extra, compress=True)
    pdf.add_object(stream)
    specification = pydyf.Dictionary({
        "Type": "/Filespec",
        "F": pydyf.String(file.name),
        "UF": pydyf.String(file.name),
        "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
        "Desc": pydyf.String(file.description),
        "AFRelationship": f"/{file.relationship}",
    })  # fmt: skip
    pdf.add_object(specification)
    return specification
