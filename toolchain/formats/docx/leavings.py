"""What a Word file keeps of its making: comments, tracked changes, hidden text, old states (X803)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress

from toolchain.formats.docx.found import Found, Trouble
from toolchain.formats.docx.package import Package
from toolchain.formats.docx.story import Paragraph
from toolchain.formats.docx.xml import ID, Element, W, is_on
from toolchain.model.diagnostics import Failure
from toolchain.model.wording import fold, shorten

_HELP = "take it out: submission clean FILE.docx -o OUT.docx"
_DECIDE = "accept or reject them: Review in Word, or submission clean FILE.docx -o OUT.docx --changes accept"
_SHOWN, _NAMED = 40, 3
_DONE = {
    "inserted": "insertion",
    "deleted": "deletion",
    "moved here": "move",
    "moved away": "move",
    "looks otherwise": "change of format",
}
_CHANGES = (W + "ins", W + "del", W + "moveTo", W + "moveFrom", W + "rPrChange", W + "pPrChange")


def leavings(found: Found, package: Package) -> Iterator[Trouble]:
    """X803 for each paragraph in which something is left, and for what stands in none."""
    yield from _comments(found, package)
    for paragraph, kinds in _by_paragraph(
        (each.paragraph, _DONE[each.change.kind]) for each in found.revisions
    ):
        yield Trouble("X803", f"changes are tracked here: {_counted(kinds)}", paragraph, _DECIDE)
    for paragraph, texts in _by_paragraph((each.paragraph, each.text) for each in found.hidden):
        words = fold("".join(texts))
        if words:
            yield Trouble("X803", f"hidden text is left here: “{_cut(words)}”", paragraph, _HELP)
    yield from _in_margins(package)
    yield from _earlier(package)


def _by_paragraph(
    found: Iterable[tuple[Paragraph | None, str]],
) -> Iterator[tuple[Paragraph | None, list[str]]]:
    groups: dict[int, tuple[Paragraph | None, list[str]]] = {}
    for paragraph, what in found:
        groups.setdefault(id(paragraph), (paragraph, []))[1].append(what)
    yield from groups.values()


def _comments(found: Found, package: Package) -> Iterator[Trouble]:
    """Comments at their places, with who wrote them, and those that have none."""
    authors: dict[str, str] = {}
    with suppress(Failure):  # Word opens a file whose comments are damaged
        root = package.related("comments")
        written = () if root is None else root.iterchildren(W + "comment")
        authors = {each.get(ID, ""): each.get(W + "author", "") for each in written}
    placed = {each.identity: each.paragraph for each in found.comments}
    named = ((place, authors.pop(key, "")) for key, place in placed.items())
    for paragraph, names in _by_paragraph(named):
        yield Trouble("X803", f"{_some('comment', len(names))} left here{_by(names)}", paragraph, _HELP)
    if authors:
        message = f"{_some('comment', len(authors))} left that no place has{_by(authors.values())}"
        yield Trouble("X803", message, None, _HELP)


def _in_margins(package: Package) -> Iterator[Trouble]:
    """What is left in page headers and footers."""
    for each in package.relationships(package.main).values():
        if each.kind in ("header", "footer") and not each.external and package.has(each.target):
            with suppress(Failure):
                root = package.tree(each.target)
                where = f"in a page {each.kind}"
                if changes := sum(1 for _ in root.iter(*_CHANGES)):
                    yield Trouble("X803", f"{_some('tracked change', changes)} left {where}", None, _DECIDE)
                if words := _hidden(root):
                    yield Trouble("X803", f"hidden text is left {where}: “{_cut(words)}”", None, _HELP)


def _hidden(root: Element) -> str:
    """The words of runs that say themselves that they are hidden."""
    runs = (run for run in root.iter(W + "r") if is_on(run.find(f"{W}rPr/{W}vanish")))
    return fold("".join(text.text or "" for run in runs for text in run.iter(W + "t")))


def _earlier(package: Package) -> Iterator[Trouble]:
    """Earlier states of the file: a picture of its first page, and parts that Word no longer opens."""
    for each in package.relationships("").values():
        if each.kind == "thumbnail" and not each.external and package.has(each.target):
            message = f"a picture of the first page is left, as it was when the file was saved: {each.target}"
            yield Trouble("X803", message, None, _HELP)
    with suppress(Failure):  # Word opens a file in which a part that it does not need is damaged
        if stray := package.strays():
            more = f" and {len(stray) - _NAMED} more" if len(stray) > _NAMED else ""
            which = f"{', '.join(stray[:_NAMED])}{more}"
            yield Trouble(
                "X803", f"{_some('part', len(stray))} left that nothing leads to: {which}", None, _HELP
            )


def _some(what: str, number: int) -> str:
    return f"a {what} is" if number == 1 else f"{number} {what}s are"


def _by(names: Iterable[str]) -> str:
    known = list(dict.fromkeys(filter(None, names)))
    if not known:
        return ""
    return f", by {', '.join(known[:_NAMED])}{' and others' if len(known) > _NAMED else ''}"


def _counted(kinds: list[str]) -> str:
    number = Counter(kinds)
    return ", ".join(f"{count} {kind if count == 1 else _plural(kind)}" for kind, count in number.items())


def _plural(kind: str) -> str:
    head, of, rest = kind.partition(" ")
    return f"{head}s{of}{rest}"


def _cut(text: str) -> str:
    return shorten(text, _SHOWN)
