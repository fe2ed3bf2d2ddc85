"""Records: the nodes of a document, the values and tables that belong to it, and what is made on the way.

They are structs of msgspec: as dataclasses they have a constructor and `repr`, and all but those that are
`Changing` have attributes that cannot be set; but a class is made in a thirtieth of the time and a value in a
quarter. A check makes 80 of these classes before it reads a word.
"""

from typing import dataclass_transform

from msgspec import Struct, field
from msgspec.structs import asdict, replace

__all__ = ["Changing", "Record", "Single", "asdict", "field", "replace"]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Record(Struct, frozen=True):
    """A record that equals another one of its class with the same values."""


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
class Single(Record, eq=False):
    """A record that equals only itself, so that it can be a key: two paragraphs can have the same words."""


@dataclass_transform(field_specifiers=(field,))
class Changing(Struct):
    """A record that changes while something is read, built or compared. It cannot be a key."""
