"""Failed links, pictures and tables, distinguished from other text, and why they are none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise

from toolchain import model as m
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.resolve.tables import Resolved
from toolchain.rules import markup as cases
from toolchain.text.running import OBJECT

Case = Callable[[str], cases.MarkupLeft]
"""Makes the case of a text that is left as it is typed."""

_DELIMITER = expression(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?")
_TAB, _GAP = expression(r"\t"), expression(r"\t|[ ]{3,}")
_CELL = expression(r"\S+(?:[ \u00a0]{1,2}\S+)*")
_ITEM = expression(r"\s*(?:(?:[^\W\d_]{1,12}\.? )?[(（]?\w{1,4}[.)）]|[^\w\s])(?:\t|[ ]{3,})")

COMMANDS = (
    (expression(r"\\(?:new|clear|page|cleardouble)(?:page|break)\b"), cases.OtherPageBreak),
    (expression(r"(?m:^\[\[?_{0,2}(?:TOC|toc)_{0,2}\]?\][ \t]*$)|\\tableofcontents\b"), cases.OtherContents),
    (
        expression(
            r"(?<![\d%])%%(?=[^\s%])[^%\n]{0,200}[^\s%]%%"
            r"|(?<!\[)\[\[(?:[^\[\]\n|]{1,80}\||[^\W\d_a-zа-я])[^\[\]\n]{0,80}\]\](?!\])"
            r"|(?m:^\[!\w{2,20}\][+-]?|^\[[ xX]\](?= ))"
        ),
        cases.OtherCommand,
    ),
    (
        expression(  # with braces anywhere, else not in a path such as %TEMP%\new\old
            r"(?<!\\)\\[a-z]{2,}\{[^{}\n]{0,80}\}"
            r"|(?<![\w\\/:%~)>…])(?<!\.\.)\\[a-z]{2,}\b(?![\\/.]\w)|(?m:^:::+[^:\n]{0,80}$)"
        ),
        cases.OtherCommand,
    ),
)
"""Commands of LaTeX and of other kinds of Markdown: comments, links to pages, boxes and tasks."""


def failed_table(text: str) -> Iterator[tuple[int, int, Case]]:
    """Yield where the first row begins and ends, and why these rows are not a table; or nothing."""
    lines = text.split("\n")
    rows = [number for number, line in enumerate(lines) if _is_row(line)]
    rulers = [number for number, line in enumerate(lines) if _DELIMITER.fullmatch(line)]
    if not rulers and len(rows) < 2:
        return
    first = max(min([number - 1 for number in rulers[:1]] + rows), 0)
    yield *_place(lines, first), _why_no_table(lines, first, rulers)


def pasted_table(text: str) -> Iterator[tuple[int, int, Case]]:
    """Yield the same of rows as a spreadsheet pastes them, with a tab between cells; not items of lists.

    Of a text whose lines have the same columns, wide gaps between these count as tabs.
    """
    lines = text.split("\n")
    gap = _GAP if len(lines) > 1 and _is_aligned(lines) else _TAB
    tabs = [len(gap.findall(line.strip())) for line in lines]
    for number, (one, other) in enumerate(pairwise(tabs)):
        if one == other > bool(_ITEM.match(lines[number])):
            yield *_place(lines, number), partial(cases.TabBetweenCells, row=_ruler(one + 1))
            return


def _place(lines: Sequence[str], number: int) -> tuple[int, int]:
    """Return where a line begins and ends in its text, without the blanks around it."""
    start = sum(len(line) + 1 for line in lines[:number])
    start += len(lines[number]) - len(lines[number].lstrip())
    return start, start + len(lines[number].strip())


def _is_aligned(lines: Sequence[str]) -> bool:
    """Return whether each column begins in one place, or ends in one, as numbers do: sentences do neither."""
    cells = [[cell.span() for cell in _CELL.finditer(line)] for line in lines]
    places = ([set(each) for each in zip(*column, strict=True)] for column in zip(*cells, strict=False))
    return len(set(map(len, cells))) == 1 and all(1 in map(len, each) for each in places)


def _ruler(columns: int) -> str:
    return "| " + " | ".join(["---"] * columns) + " |"


def _why_no_table(lines: Sequence[str], first: int, rulers: Sequence[int]) -> Case:
    header = _cells(lines[first])
    ruler = _ruler(header)
    if not rulers:
        return partial(cases.NoDelimiterRow, row=ruler)
    if rulers[0] == first:
        return cases.NoTableHeader
    if rulers[0] > first + 1:
        return partial(cases.DelimiterTooLow, row=ruler)
    cells = _cells(lines[rulers[0]])
    if cells != header:
        return partial(cases.OtherColumns, cells=cells, header=header, row=ruler)
    return cases.NotARow


def _is_row(line: str) -> bool:
    inner = line.strip()
    return len(inner) > 2 and inner[0] == inner[-1] == "|"


def _cells(line: str) -> int:
    return len(line.strip().strip("|").split("|"))


_LINK = expression(
    r"(?P<image>!?)\[(?P<words>(?:[^\[\]]|\[[^\[\]]{0,100}\]){0,1000})\](?P<gap>[ \n]?)"
    r"\((?P<inside>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)(?P<close>\)?)"
)
_EXCHANGED = expression(r"\((?P<words>[^()\[\]\n]{1,80})\)[ \n]?\[(?P<label>#\^?[\w-]+)\]")
_FILE = expression(r"\.[A-Za-z][A-Za-z0-9]{1,4}(?=[\s\"#?)]|$)")
_REFUSED = expression(r"\s*<?((?:javascript|vbscript|file|data):)", re.IGNORECASE)
_LABEL = expression(r"\s*<?(?:#[a-z^]|www\.)")
_ADDRESS = expression(rf"\s*<?{OBJECT}{{4}}")  # what a passage has for https://…
_PLAIN = expression(rf"#\^?[\w-]+|{OBJECT}+")
_TITLE = expression(r"\s\"[^\"]*\"\s*\Z")
_SHOWN = 60
"""Characters of a link that a message shows."""
_IN_PARENTHESES = expression(r"(?P<end>[.!?;:…。।؟]?)[ ]+(?P<label>\(#(?P<name>[a-z][a-z0-9-]{0,31})\))\Z")
_TYPOGRAPHIC = expression("[“”«»„‘’]")


def failed_links(text: str) -> Iterator[tuple[int, int, Case]]:
    """Yield the start and end of each text that was meant as a link or a picture, and why it is not one.

    Those that Markdown understood are no longer in the text.
    """
    for found in _LINK.finditer(text):
        inside, image, gap = found["inside"], bool(found["image"]), found["gap"]
        if not image and not _is_address(inside, found["words"], apart=bool(gap)):
            continue
        kind = Word("picture" if image else "link")
        if gap:
            typed = f"{found['image']}[{found['words']}]({inside})"
            short = typed if len(typed) <= _SHOWN and OBJECT not in typed else None
            case: Case = partial(cases.SpaceBeforeAddress, kind=kind, typed=short)
        elif not found["close"]:
            case = partial(cases.AddressWithoutEnd, kind=kind)
        else:
            case = _reason(_TITLE.sub("", inside), image, kind)
        yield *found.span(), case
    for found in _EXCHANGED.finditer(text):
        yield *found.span(), partial(cases.BracketsExchanged, **found.groupdict())


def _is_address(inside: str, words: str, *, apart: bool) -> bool:
    """Return whether this may be an address; after a space, as in "[12] (see above)", it is a remark."""
    if _LABEL.match(inside) or _REFUSED.match(inside):
        return True
    if _ADDRESS.match(inside):
        return not apart or any(map(str.isalpha, words))
    return not apart and bool(_FILE.search(inside))


def _reason(inside: str, image: bool, kind: Word) -> Case:
    refused = _REFUSED.match(inside)
    if refused:
        return partial(cases.RefusedPicture if image else cases.RefusedLink, scheme=refused[1])
    address, space, rest = inside.strip().partition(" ")
    title = rest.strip()
    if '"' in address or title.startswith('"'):
        return partial(cases.QuotesInTitle, kind=kind)
    if space and (_FILE.search(address) or address.startswith(OBJECT)):
        if _TYPOGRAPHIC.match(title):
            name = Word("caption" if image else "title")
            return partial(cases.QuotesNotStraight, kind=kind, name=name, title=title.strip("“”«»„‘’ "))
        if not _FILE.search(title) and image:
            return partial(cases.CaptionWithoutQuotes, title=title)
    if space:
        return cases.SpaceInFileName if image else cases.SpaceInAddress
    if _PLAIN.fullmatch(inside):  # a good one
        return partial(cases.LinkInside, kind=kind)
    return partial(cases.AddressNotUnderstood, kind=kind)


@lru_cache(maxsize=1)
def labels_in_parentheses(resolved: Resolved) -> Mapping[str, Finding]:
    """Return what was meant as a label at the end of a text, "(#law)", each with its finding.

    A hashtag differs: something refers to the label, or it is after the end of a sentence.
    """
    found: dict[str, Finding] = {}
    wanted: set[str] | None = None
    for passage in survey(resolved).corpus.holding(("(#",)):
        label = _IN_PARENTHESES.search(passage.bare())
        if not label or not isinstance(passage.owner, m.Paragraph | m.NumberedParagraph | m.SubParagraph):
            continue
        wanted = wanted or {each.target for each, _ in survey(resolved).each(m.CrossReference)}
        name, is_given = label["name"], label["name"] in resolved.targets
        if not (is_given or name in wanted or label["end"]):
            continue
        span = passage.span(*label.span("label"))
        facts = cases.LabelInParentheses(label["label"], f"#{name}", f"{{#{name}}}" if is_given else None)
        sure = name in wanted and not is_given and name not in found
        edits = survey(resolved).source.edit(span, label["label"], f"{{#{name}}}") if sure else ()
        found[name] = Finding(span, facts, edits=edits)
    return found
