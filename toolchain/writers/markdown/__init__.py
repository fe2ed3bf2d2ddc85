"""Write the source of a Document: Markdown in the format of docs/source-format.md.

If the result is read again, the tree is the same, except for places. What the format cannot hold is written
in the nearest form and reported as a `Loss`. `build` does not use this writer, because a source is not an
output: the import and merge of Word files do.
"""

from toolchain.writers.markdown.place import Loss, Written
from toolchain.writers.markdown.source import inlines_text, written_blocks, written_source

__all__ = ["Loss", "Written", "inlines_text", "written_blocks", "written_source"]
