"""Whether a PDF's title is one (A705): the name of a file says nothing to whoever hears it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from toolchain.model.diagnostics import Defect, Finding, Severity
from toolchain.model.places import FilePlace
from toolchain.model.wording import fold

_FILE = re.compile(
    r"^Microsoft (?:Word|PowerPoint|Excel) - |^(?:untitled|document)\d*$"
    r"|\.(?:docx?|odt|rtf|pdf|indd|tex|html?|pages|pptx?|xlsx?)$",
    re.IGNORECASE,
)


def of_the_title(pdf: Any, display: str) -> Iterator[Defect]:
    """A705 for a title that is the name of a file."""
    title = fold(str(pdf.trailer.get("/Info", {}).get("/Title", "")))
    if _FILE.search(title):
        message = f"the title in the file’s properties is a file’s name: “{title[:60]}”"
        finding = Finding(FilePlace(display), message, "give it the title", severity=Severity.WARNING)
        yield Defect("A705", finding)
