"""Join the edits of several Word files that were built from one source.

The edits of each file are found as a merge of it alone finds them. What two files change in different ways in
the same passage, a sentence or what depends on it, is a collision, which is listed and not written.
"""

from toolchain.editing.joining.joining import Joined, join
from toolchain.editing.joining.settling import Collision, Copy, Proposal, Take

__all__ = ["Collision", "Copy", "Joined", "Proposal", "Take", "join"]
