"""What can be cited: the entries of a bibliography, in the terms of CSL whatever file they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from toolchain.model.diagnostics import Defect
from toolchain.model.places import SourceSpan


class Name(NamedTuple):
    """A person's name in its parts, or as a whole (`literal`: an institution, a name of one part).

    The particles are CSL's: a `dropping` one stands with the given name ("Alexander *von* Humboldt"), a
    `non_dropping` one with the family name ("*van* Gogh").
    """

    family: str = ""
    given: str = ""
    literal: str = ""
    suffix: str = ""
    dropping: str = ""
    non_dropping: str = ""


class Date(NamedTuple):
    """A date: year, month and day from 1, as many as are known (a year before Christ is negative).

    `end` are the parts of a range's end. `season` is 1 (spring) to 4, or 0. `literal` is a date in words,
    which has no parts. `circa` says that it is not certain.
    """

    parts: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    season: int = 0
    literal: str = ""
    circa: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A source that can be cited.

    `type` is a type of CSL 1.0.2 ("legislation"), `span` the entry's place in its file. `names` ("author"),
    `dates` ("issued") and `fields` (all other variables: "title", "container-title", "number", "URL") go by
    CSL's names for them; none of them is empty. A field may hold the mark-up that CSL-JSON allows (`<i>`,
    `<b>`, `<sup>`, `<sub>`, `<span class="nocase">`, small capitals) and nothing else that means anything.
    """

    key: str
    type: str
    span: SourceSpan
    names: Mapping[str, tuple[Name, ...]] = field(default_factory=lambda: MappingProxyType({}))
    dates: Mapping[str, Date] = field(default_factory=lambda: MappingProxyType({}))
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, eq=False)
class Bibliography:
    """The entries of a file by their keys, in the file's order, and what was wrong with it.

    `path` is the file as messages show it, "" where the document names none.
    """

    path: str = ""
    entries: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))
    defects: tuple[Defect, ...] = ()
