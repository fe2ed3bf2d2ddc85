"""Fields: an instruction for Word, with the result that is shown until Word updates it."""

from __future__ import annotations

from toolchain.writers.docx.markup import Look, Pieces, Pointing, add_text, escaped

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


FIELD = "<w:r><w:fldChar "
"""The start of markup that opens or closes a field, which is invisible."""

END = f'{FIELD}w:fldCharType="end"/></w:r>'
"""Closes a field after its result."""


def begin(instruction: str, *, dirty: bool = False) -> str:
    """Return the start of a field, up to its result; Word updates a `dirty` one when it opens the file."""
    stale = ' w:dirty="true"' if dirty else ""
    return (
        f'{FIELD}w:fldCharType="begin"{stale}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText></w:r>'
        f'{FIELD}w:fldCharType="separate"/></w:r>'
    )


def field(pieces: Pieces, instruction: str, result: str, look: Look) -> None:
    """Add a field without a target."""
    pieces.append(begin(instruction))
    add_text(pieces, result, look)
    pieces.append(END)


def pointing_field(pieces: Pieces, instruction: str, bookmark: str, result: str, look: Look) -> None:
    """Add a field that refers to a bookmark, whose name replaces "{}" in the instruction."""
    pieces.append(Pointing(bookmark, begin(instruction.format(bookmark))))
    add_text(pieces, result, look)
    pieces.append(Pointing(bookmark, END))
