"""References typed in a Word file: they mean the numbers that Word shows, not those typed in the source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set

from toolchain.checks.source.references.typed import typed_as_printed
from toolchain.compare.matching import pieces
from toolchain.editing.merging.tasks import Listed
from toolchain.model.edits import Plan
from toolchain.model.expressions import expression
from toolchain.model.line_ends import LINE_END
from toolchain.model.places import Place, SourceSpan
from toolchain.model.speech import said
from toolchain.resolve.tables import Resolved
from toolchain.rules.merges import ReferenceInFile
from toolchain.rules.references import ReferenceTyped

_WORD = expression(r"\w+|[^\w\s]")
_ROUNDS = 2  # in the second, those that wait for the label that another one gives


def made_live(
    old: str, text: str, read: Callable[[str], Resolved], *, counted: bool
) -> tuple[str, list[Listed], list[Listed]]:
    """Return a merged source with the references live that were typed in the file; these, and those left.

    After a paragraph was inserted, "para. 3" of the file is another one than `check --fix` would take it for:
    there, a typed number means the paragraph that has it in the source. `old` is the source before; `counted`
    is whether the source is printed with the numbers of the file. Without that, all are left.
    """
    done, left = list[Listed](), list[Listed]()
    for _ in range(_ROUNDS):
        new = set(_new_words(old, text))

        def is_new(place: Place, new: Set[tuple[int, int]] = new) -> bool:
            return isinstance(place, SourceSpan) and (place.line, place.column) in new

        plan, left = Plan(text), []
        for finding in typed_as_printed(read(text), is_new):
            if isinstance(finding.facts, ReferenceTyped):
                is_live = counted and bool(finding.edits) and plan.add(finding.edits)
                told = ReferenceInFile(finding.facts.number, finding.facts.link if is_live else None)
                at = finding.span.lines[0] if finding.span.lines else 0
                (done if is_live else left).append(Listed(said("the text"), at, told))
        text = plan.result()
    return text, done, left


def _new_words(old: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield line and column of each word of a text that is not in the old one. A moved line is not new."""
    before, after = LINE_END.split(old), LINE_END.split(text)
    had = {_without_number(line) for line in before}
    for block in pieces(before, after):
        if not block.same:
            known = [word for line in before[block.start : block.end] for word in _WORD.findall(line)]
            numbered = enumerate(after[block.other_start : block.other_end], block.other_start + 1)
            new = [(number, line) for number, line in numbered if _without_number(line) not in had]
            words = [(number, word) for number, line in new for word in _WORD.finditer(line)]
            for piece in pieces(known, [word[0] for _, word in words]):
                added = () if piece.same else words[piece.other_start : piece.other_end]
                yield from ((number, word.start() + 1) for number, word in added)


def _without_number(line: str) -> str:
    return line.lstrip(" 0123456789.")
