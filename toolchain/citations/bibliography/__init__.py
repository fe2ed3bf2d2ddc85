"""Bibliographies: CSL-JSON, CSL-YAML and BibTeX or BibLaTeX become `toolchain.model.Bibliography`.

All three end in the terms of CSL 1.0.2 (`terms`). What an exporter writes and CSL has no name for is kept
under its own name; what is wrong is told at its line, and the rest counts.
"""

from __future__ import annotations

from toolchain.citations.bibliography.texts import decoded
from toolchain.model import Bibliography
from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.places import FilePlace
from toolchain.rules import bibliography_files as files

SUFFIXES = (".json", ".csljson", ".bib", ".bibtex", ".yaml", ".yml")
"""The suffixes of files that can be read."""


def read(data: bytes, display: str, suffix: str) -> Bibliography:
    """Read the bytes of a file; `display` is its path as messages show it, `suffix` its kind (".bib").

    What is wrong with an entry or a field is among the defects (C406). Raises `Failure` (S012) for a file
    that cannot be read at all: of an unknown kind, not UTF-8, above 32 MiB, with a mistake in its syntax.
    """
    kind = suffix.lower()
    if kind not in SUFFIXES:
        raise Failure(Finding(FilePlace(display), files.UnknownSuffix(suffix)))
    text = decoded(data, display)
    if kind in {".bib", ".bibtex"}:
        from toolchain.citations.bibliography import bibtex

        return bibtex.read(text, display)
    if kind in {".yaml", ".yml"}:
        from toolchain.citations.bibliography import csl_yaml

        return csl_yaml.read(text, display)
    from toolchain.citations.bibliography import csl_json

    return csl_json.read(text, display)
