"""What can be wrong in plain text alone."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.api import INFORMATION, Facts, Finding, Place, Resolved, check, plain_text, rule, walk
from toolchain.api import model as m

api = 1

WIDTH = 72
"""The characters of a line that every mail programme shows whole."""


@rule("TXT001", "heading-wide", "A heading is wider than a line of plain text", INFORMATION)
class HeadingWide(Facts, says="this heading has {width} characters, and a line {line}", help="shorten it"):
    """A heading of more than a line's characters."""

    width: int
    line: int = WIDTH


@check(HeadingWide)
def heading_wide(resolved: Resolved) -> Iterator[Finding]:
    """In plain text a heading is known by the line under it. One that is broken into two lines looks like a
    paragraph, with a rule somewhere in it. A shorter heading helps readers of all outputs.

    Bad:

        # Measures which the Government has taken to give effect to the recommendations
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        1. None is known.

    Good:

        # Measures taken on the recommendations

        1. None is known.
    """
    for node, _ in walk(resolved.document.blocks):
        if isinstance(node, m.Heading) and (finding := too_wide(plain_text(node.children), node.span)):
            yield finding


def too_wide(heading: str, span: Place) -> Finding | None:
    """What is said of a heading, in a source or in a text that was made of one; None where it is fine."""
    width = max(map(len, heading.split("\n")))
    return Finding(span, HeadingWide(width)) if width > WIDTH else None
