"""A book as tests ask it: its files, and the words of its documents in their order."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"


def files(data: bytes) -> dict[str, bytes]:
    """The files of a book by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(data: bytes) -> Any:
    """The package document."""
    return etree.fromstring(files(data)["EPUB/package.opf"])


def spine(data: bytes) -> list[str]:
    """The names of the documents in the order of reading."""
    root = package(data)
    paths = {item.get("id"): item.get("href") for item in root.iter(f"{OPF}item")}
    return [paths[each.get("idref")] for each in root.iter(f"{OPF}itemref")]


def trees(data: bytes) -> dict[str, Any]:
    """The documents in the order of reading, by name."""
    inside = files(data)
    return {name: etree.fromstring(inside[f"EPUB/{name}"]) for name in spine(data)}


def documents(data: bytes) -> dict[str, str]:
    """The words of each document in the order of reading."""
    return {name: words(root.find(f"{XHTML}body")) for name, root in trees(data).items()}


def words(element: Any) -> str:
    """The words of an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())
