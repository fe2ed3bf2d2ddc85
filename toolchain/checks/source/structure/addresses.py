"""Failed links and pictures, distinguished from brackets in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from toolchain.checks.source.structure.rows import Case
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.rules import markup as cases
from toolchain.text.running import OBJECT

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
            case: Case = partial(cases.SpaceBeforeAddress, kind=kind)
        elif not found["close"]:
            case = partial(cases.AddressWithoutEnd, kind=kind)
        else:
            case = _reason(inside, image, kind)
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
