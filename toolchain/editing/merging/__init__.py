"""Bring the edits of a Word file back into the source that it was built from.

The source is built and read again (the base), and compared with the file, so that what every Word file lacks
is missing on both sides. Each difference becomes the smallest change of the source's text, or is listed.
"""

from toolchain.editing.merging.merging import Merged, Tools, merge
from toolchain.editing.merging.origin import Edited, built, is_of, opened
from toolchain.editing.merging.splicing import Listed
from toolchain.editing.merging.typed import made_live

__all__ = ["Edited", "Listed", "Merged", "Tools", "built", "is_of", "made_live", "merge", "opened"]
