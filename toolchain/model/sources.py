"""Sources that can be cited: the entries of a bibliography, in CSL's terms, from any file format."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from toolchain.model.diagnostics import Finding
from toolchain.model.places import SourceSpan
from toolchain.model.records import Single


class Name(NamedTuple):
    """A person's name in parts, or as a whole (`literal`: an institution, or a name of one part).

    The particles are CSL's: a `dropping` particle goes with the given name ("Alexander *von* Humboldt"), a
    `non_dropping` one with the family name ("*van* Gogh").
    """

    family: str = ""
    given: str = ""
    literal: str = ""
    suffix: str = ""
    dropping: str = ""
    non_dropping: str = ""


class Date(NamedTuple):
    """A date: year, month and day from 1, as far as known (negative years are before Christ).

    `end` has the parts of a range's end. `season` is 1 (spring) to 4, or 0. `literal` is a date in words,
    without parts. `circa` marks an uncertain date.
    """

    parts: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    season: int = 0
    literal: str = ""
    circa: bool = False


class Entry(Single):
    """A source that can be cited.

    `type` is a type of CSL 1.0.2 ("legislation"), `span` the entry's place in its file. `names` ("author"),
    `dates` ("issued") and `fields` (all other variables: "title", "container-title", "number", "URL") use
    CSL's names; none of them is empty. A field may contain the markup that CSL-JSON allows (`<i>`, `<b>`,
    `<sup>`, `<sub>`, `<span class="nocase">`, small capitals) and no other.
    """

    key: str
    type: str
    span: SourceSpan
    names: Mapping[str, tuple[Name, ...]] = MappingProxyType({})
    dates: Mapping[str, Date] = MappingProxyType({})
    fields: Mapping[str, str] = MappingProxyType({})

    @property
    def address(self) -> str:
        """The address where it can be opened: its URL, or that of its DOI; "" for none."""
        doi = self.fields.get("DOI", "").removeprefix("https://doi.org/")
        return self.fields.get("URL") or (f"https://doi.org/{doi}" if doi else "")


class Bibliography(Single):
    """The entries of a file by their keys, in the file's order, and the defects found in it.

    `path` is the file's path in messages, "" if the document names no bibliography.
    """

    path: str = ""
    entries: Mapping[str, Entry] = MappingProxyType({})
    defects: tuple[Finding, ...] = ()
