"""References typed in a Word file: they mean the numbers that Word shows, not those typed in the source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set

from toolchain.checks.source.references.typed import typed_as_printed
from toolchain.compare.align import pieces
from toolchain.editing.merging.splicing import Listed
from toolchain.editing.merging.tokens import PART
from toolchain.model.diagnostics import Place, SourceSpan
from toolchain.model.line_ends import LINE_END
from toolchain.model.source_text import Plan
from toolchain.model.wording import fold, said
from toolchain.resolve.tables import Resolved
from toolchain.rules.merges import ReferenceInFile
from toolchain.rules.references import ReferenceTyped

_ROUNDS = 2  # in the second, those that wait for the label that another one gives


def made_live(
    old: str,
    text: str,
    read: Callable[[str], Resolved],
    own: Callable[[str], str],
    *,
    counted: bool,
    newer: bool,
) -> tuple[str, list[Listed], list[Listed]]:
    """Convert references that were typed in the Word file to live ones, in the merged source `text`.

    Return the new text, the references that were converted, and those that stay as typed.

    A typed "para. 3" means the paragraph that Word numbers 3. In the source, an inserted paragraph can have
    changed that number, so `check --fix` would choose another paragraph.

    old      the source before the merge
    read     resolves the text of a source
    own      gives a text the labels of the source
    counted  whether the source is printed with the numbers of the file; if not, nothing is converted
    newer    whether the source has changed since; if so, references with the right number are listed too
    """
    done, left, gone = list[Listed](), list[Listed](), _gone(old, text)
    for _ in range(_ROUNDS):
        new = set(_new_words(old, text))
        if not new:
            break

        def is_new(place: Place, new: Set[tuple[int, int]] = new) -> bool:
            return isinstance(place, SourceSpan) and (place.line, place.column) in new

        plan, left = Plan(text), []
        for finding in typed_as_printed(read(text), is_new, every=newer):
            if isinstance(finding.facts, ReferenceTyped):
                number, typed, link = finding.facts.number, finding.facts.typed, finding.facts.link
                is_sure = counted and typed not in gone and bool(finding.edits)
                is_live = is_sure and plan.add(finding.edits)
                told = ReferenceInFile(number, own(link or "")) if is_live else ReferenceInFile(typed)
                at = finding.span.lines[0] if finding.span.lines else 0
                (done if is_live else left).append(Listed(said("the text"), at, told))
        text = own(plan.result())
    return text, done, left


def _gone(old: str, text: str) -> str:
    """Return the lines that are in the old text alone. They may have moved, with what is typed in them."""
    kept = {_without_number(line) for line in LINE_END.split(text)}
    return fold(" ".join(line for line in LINE_END.split(old) if _without_number(line) not in kept))


def _new_words(old: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield line and column of each word of a text that is not in the old one. A moved line is not new."""
    before, after = (  # without blank lines, which are all alike
        [(at, line) for at, line in enumerate(LINE_END.split(each), 1) if line] for each in (old, text)
    )
    had, has = ({_without_number(line) for _, line in lines} for lines in (before, after))
    for block in pieces([line for _, line in before], [line for _, line in after]):
        if not block.same:
            lines = (line for _, line in before[block.start : block.end] if _without_number(line) not in has)
            known = [word for line in lines for word in PART.findall(line)]
            come = after[block.other_start : block.other_end]
            new = ((number, line) for number, line in come if _without_number(line) not in had)
            words = [(number, word) for number, line in new for word in PART.finditer(line)]
            for piece in pieces(known, [word[0] for _, word in words]):
                added = () if piece.same else words[piece.other_start : piece.other_end]
                yield from ((number, word.start() + 1) for number, word in added)


def _without_number(line: str) -> str:
    return line.lstrip(" 0123456789.")
