"""Convert typed notes to citations: a proposal, which the author reviews.

A reference is read (`references`, `notes`), its source gets an entry in a CSL-JSON bibliography (`keys`,
`files`), and the note a citation of it. `proposing` proves the result: the document is read again and
resolved, and a note that would not print exactly the typed words stays as it is, and is listed.
"""

from toolchain.editing.extracting.proposing import Extraction, Left, Tools, edited, extract

__all__ = ["Extraction", "Left", "Tools", "edited", "extract"]
