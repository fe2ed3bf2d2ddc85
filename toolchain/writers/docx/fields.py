"""Fields: an instruction for Word, with the result that stands there until Word works it out again."""

from __future__ import annotations

from toolchain.writers.docx.runs import Look, add_text
from toolchain.writers.docx.xml import Element, add, qualified

# The switches of a SEQ field for the styles of numbers that captions have (ECMA-376-1, 17.16.4.3.1).
NUMBER_SWITCHES = {
    "decimal": "ARABIC",
    "upperRoman": "ROMAN",
    "lowerRoman": "roman",
    "upperLetter": "ALPHABETIC",
    "lowerLetter": "alphabetic",
    "arabicAbjad": "ARABICABJAD",
    "chineseCounting": "CHINESENUM1",
}


def begin(paragraph: Element, instruction: str) -> list[Element]:
    """Open a field, up to where its result begins; return its runs so far."""
    runs = [add(paragraph, "r") for _ in range(3)]
    add(runs[0], "fldChar", fldCharType="begin")
    add(runs[1], "instrText", f" {instruction} ").set(qualified("xml:space"), "preserve")
    add(runs[2], "fldChar", fldCharType="separate")
    return runs


def end(paragraph: Element) -> Element:
    """Close a field after its result; return the closing run."""
    run = add(paragraph, "r")
    add(run, "fldChar", fldCharType="end")
    return run


def field(paragraph: Element, instruction: str, result: str, look: Look) -> list[Element]:
    """Add a whole field; return its runs but for the result."""
    runs = begin(paragraph, instruction)
    add_text(paragraph, result, look)
    return [*runs, end(paragraph)]
