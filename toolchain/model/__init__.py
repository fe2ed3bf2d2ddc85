"""The Document: what an author wrote, as a tree of immutable nodes, each with its place.

Readers make it, writers read it, and nothing changes it. Every number in it is a claim; the true numbers are
in the tables of `toolchain.resolve`, whose keys are these nodes. Nodes compare and hash by identity, so a
look-up never depends on the content of a node. They have no `__repr__` of their own, because generating one
takes a quarter of the time of creating each class at start.
"""

from toolchain.model import document, tree
from toolchain.model.document import *  # noqa: F403 (each module says in its `__all__` what is in the model)
from toolchain.model.tree import *  # noqa: F403
from toolchain.model.values import About, Claim, Label, NoteKind, Part, Withheld

__all__ = ["About", "Claim", "Label", "NoteKind", "Part", "Withheld"]
__all__ += document.__all__ + tree.__all__
