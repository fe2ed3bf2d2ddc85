"""The words that LibreOffice itself counts in documents: all, and all without notes.

LibreOffice counts what it makes itself, and Word does not: the numbers of lists, which are told beside, and
what stands at the head and foot of pages, which is switched off before. The contents are taken out: they say
headings again.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from uno_office import elements, value


def labels(text: Any) -> Iterator[str]:
    """The numbers that are made of lists in a text."""
    for block in elements(text):
        if block.supportsService("com.sun.star.text.TextTable"):
            for name in block.CellNames:
                yield from labels(block.getCellByName(name))
        else:
            yield block.ListLabelString


def notes(opened: Any) -> list[Any]:
    """All notes of a document."""
    both = (opened.Endnotes, opened.Footnotes)
    return [each.getByIndex(index) for each in both for index in range(each.Count)]


def strip(opened: Any) -> None:
    """Take out running heads and feet, and the contents."""
    styles = opened.StyleFamilies.getByName("PageStyles")
    for index in range(styles.Count):
        style = styles.getByIndex(index)
        style.HeaderIsOn = style.FooterIsOn = False
    while opened.DocumentIndexes.Count:
        index = opened.DocumentIndexes.getByIndex(0)
        with contextlib.suppress(Exception):
            index.Anchor.String = ""
        index.dispose()


def counted(opened: Any) -> dict[str, Any]:
    """What LibreOffice counts with notes and without, and the numbers that it has counted in both."""
    strip(opened)
    found = {
        "with_notes": opened.WordCount,
        "numbers": list(labels(opened.Text)),
        "numbers_in_notes": [each for note in notes(opened) for each in labels(note)],
    }
    opened.lockControllers()  # 26.8 crashes if it lays the pages out in between
    for note in notes(opened):
        note.Anchor.Text.removeTextContent(note)
    return {**found, "without_notes": opened.WordCount}


def in_texts(desktop: Any, texts: list[str]) -> list[int]:
    """The words of each of some texts."""
    opened = desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, (value("Hidden", True),))
    found = []
    for text in texts:
        opened.Text.String = text
        found.append(opened.WordCount)
    opened.close(True)
    return found
