"""Brings the edits that a Word file has undergone back into the source that it was built from.

The source is built and read again (the base), and held against the file: so what every Word file lacks of its
source is on both sides. Each difference becomes the smallest change of the source's text, or is listed.
"""

from toolchain.editing.merging.files import Edited, opened
from toolchain.editing.merging.merging import Merged, Tools, merge
from toolchain.editing.merging.tasks import Listed

__all__ = ["Edited", "Listed", "Merged", "Tools", "merge", "opened"]
