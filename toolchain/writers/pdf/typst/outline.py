"""The outline of a file, with the texts of our headings."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolchain.writers.pdf.typst.file import STRING, File, string

_TITLE = re.compile(rb"/Title(?:" + STRING + rb"|<[0-9A-Fa-f]*>)", re.DOTALL)


def put_outline(file: File, headings: Mapping[str, str]) -> None:
    """Give the entries of the outline their texts and the right heights."""
    entries = file.number(b"Outlines", file.root)
    waiting = [file.number(b"First", entries)] if entries else []
    for text in headings.values():
        if not waiting:
            raise ValueError("the outline lacks headings")
        number = waiting.pop()
        before, after = _TITLE.split(file.objects[number], maxsplit=1)
        body = b"%s/Title%s%s" % (before, string(text), after)
        file.objects[number] = re.sub(
            rb"/Dest (\d+) 0 R", lambda found: b"/Dest" + file.place(int(found[1])), body
        )
        waiting += filter(None, (file.number(key, number) for key in (b"Next", b"First")))
