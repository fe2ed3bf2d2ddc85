"""Read bibliographies: CSL-JSON, CSL-YAML, BibTeX or BibLaTeX become `toolchain.model.Bibliography`.

All three are converted to the terms of CSL 1.0.2 (`terms`). A field without a CSL name is kept under its own
name. Defects are reported at their lines, and everything else is used.
"""

from __future__ import annotations

from functools import lru_cache

from toolchain.citations.bibliography.texts import decoded
from toolchain.model import Bibliography
from toolchain.model.diagnostics import Failure
from toolchain.rules import bibliography as faults

SUFFIXES = (".json", ".csljson", ".bib", ".bibtex", ".yaml", ".yml")
"""The suffixes of files that can be read."""


@lru_cache(maxsize=2)
def read(data: bytes, display: str, suffix: str) -> Bibliography:
    """Return the bibliography in a file's bytes; `display` is its path in messages, `suffix` its format
    (".bib").

    The last ones are kept: while somebody writes, a source is read again, and its bibliography is the same.
    Problems of an entry or a field are among the defects (C406). Raise `Failure` for a file that cannot be
    read at all: S020 for an unknown format, S021 above a limit (32 MiB), S012 if it is not UTF-8 or has a
    syntax error.
    """
    kind = suffix.lower()
    if kind not in SUFFIXES:
        raise Failure.of(display, faults.UnknownSuffix(suffix))
    text = decoded(data, display)
    if kind in {".bib", ".bibtex"}:
        from toolchain.citations.bibliography import bibtex

        return bibtex.read(text, display)
    if kind in {".yaml", ".yml"}:
        from toolchain.citations.bibliography import csl_yaml

        return csl_yaml.read(text, display)
    from toolchain.citations.bibliography import csl_json

    return csl_json.read(text, display)
