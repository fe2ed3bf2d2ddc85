"""Comments of a Word file that a source does not have, and replies to those that it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolchain import model as m
from toolchain.editing.merging.splicing import Change, Task
from toolchain.editing.merging.tokens import Range, Text
from toolchain.editing.merging.units import Unit
from toolchain.model.records import Record, replace
from toolchain.model.remarks import UNNAMED, Remark, remark_of
from toolchain.model.wording import fold
from toolchain.rules import merges

Key = tuple[str, str]


class Known(Record):
    """The comments of a source by names and words, with their places, and how new ones are written."""

    places: dict[Key, tuple[Range, Remark]]
    authors: bool = False

    def has(self, said: Remark) -> Key | None:
        """Return the key of the source's form of a comment, which may not name the author; None if new."""
        keys = ((name, said.words) for name in (said.name, UNNAMED, ""))
        return next((key for key in keys if key in self.places), None)

    def written(self, said: Remark) -> str:
        """Return a comment of a file as a source has it."""
        return str(said if self.authors else replace(said, name=UNNAMED))

    def new(self, comments: Iterable[str]) -> tuple[str, ...]:
        """Return the new ones of a text's comments, without replies to a comment that the source has."""
        threads = _threads(comments)
        new = (said for thread in threads if not self.has(thread[0]) for said in thread)
        return tuple(self.written(said) for said in new if not self.has(said))


def known_in(comments: Iterable[m.Comment], source: Text, *, authors: bool) -> Known:
    """Return the comments of a source."""
    places: dict[Key, tuple[Range, Remark]] = {}
    for node in comments:
        said = remark_of(node.text) or Remark("", "", fold(node.text))
        places.setdefault((said.name, said.words), (source.range(node.span), said))
    return Known(places, authors)


def answered(units: Iterable[Unit], source: Known) -> Iterator[Task]:
    """Yield the replies to comments of the source, and those that are resolved, or open again."""
    for unit in units:
        for head, *replies in _threads(each for text in (unit, *unit.inner) for each in text.comments):
            key = source.has(head)
            if key is None:
                continue
            (start, end), ours = source.places[key]
            changes = []
            if ours.name and (head.state == "resolved") != (ours.state == "resolved"):
                text = f"<!-- {replace(ours, state=head.state)} -->"
                changes.append(Change(start, end, text))
            for reply in replies:
                if (old := source.has(reply)) is not None:
                    end = max(end, source.places[old][0][1])
                else:
                    changes.append(Change(end, end, f" <!-- {source.written(reply)} -->"))
            if changes:
                yield Task(merges.COMMENTED, unit.place, start, changes)


def _threads(comments: Iterable[str]) -> Sequence[list[Remark]]:
    """Return comments, each with its replies."""
    found: list[list[Remark]] = []
    for said in filter(None, map(remark_of, comments)):
        if said.state == "reply" and found:
            found[-1].append(said)
        else:
            found.append([said])
    return found
