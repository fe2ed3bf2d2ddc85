"""Links and pictures that did not become any, told from brackets that are text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolchain.text.passages import OBJECT

_LINK = re.compile(
    r"(?P<image>!?)\[(?P<words>(?:[^\[\]]|\[[^\[\]]{0,100}\]){0,1000})\](?P<gap>[ \n]?)"
    r"\((?P<inside>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)(?P<close>\)?)"
)
_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}(?=[\s\"#?)]|$)")
_REFUSED = re.compile(r"\s*<?((?:javascript|vbscript|file|data):)", re.IGNORECASE)
_LABEL = re.compile(r"\s*<?(?:#[a-z^]|www\.)")
_ADDRESS = re.compile(rf"\s*<?{OBJECT}{{4}}")  # what a passage has for https://…
_PLAIN = re.compile(rf"#\^?[\w-]+|{OBJECT}+")
_TYPOGRAPHIC = re.compile("[“”«»„‘’]")


def failed_links(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Where something begins and ends that was meant to be a link or a picture, why it is none, and help.

    Every one that Markdown understood is no longer in the text.
    """
    for found in _LINK.finditer(text):
        inside, image, gap = found["inside"], bool(found["image"]), found["gap"]
        if not image and not _is_address(inside, found["words"], apart=bool(gap)):
            continue
        thing = "picture" if image else "link"
        why, help_ = _reason(inside, image)
        if gap:
            why, help_ = "a space stands before its address", "write ]( without a space between them"
        elif not found["close"]:
            why, help_ = "its address has no end", "write a ) after it"
        yield *found.span(), f"is no {thing}: {why}", help_


def _is_address(inside: str, words: str, *, apart: bool) -> bool:
    """Whether this can be meant as an address; where it stands apart, "[12] (see above)" is a remark."""
    if _LABEL.match(inside) or _REFUSED.match(inside):
        return True
    if _ADDRESS.match(inside):
        return not apart or any(map(str.isalpha, words))
    return not apart and bool(_FILE.search(inside))


def _reason(inside: str, image: bool) -> tuple[str, str]:
    refused = _REFUSED.match(inside)
    if refused:
        help_ = "copy the file into the source's folder" if image else "name an address on the web"
        return f"addresses with {refused[1]} are not passed through", help_
    address, space, rest = inside.strip().partition(" ")
    title = rest.strip()
    if '"' in address or title.startswith('"'):
        return "quotation marks stand inside its title", 'write “ ” inside the title, and " at its ends'
    if space and (_FILE.search(address) or address.startswith(OBJECT)):
        name = "caption" if image else "title"
        if _TYPOGRAPHIC.match(title):
            return f"its {name} is not in straight quotation marks", f'write "{title.strip("“”«»„‘’ ")}"'
        if not _FILE.search(title) and image:
            return f"its {name} is not in quotation marks", f'write "{title}"'
    if space:
        what = "the name of its file holds a space" if image else "its address holds a space"
        return what, "write %20 for each space, or give it a name without any"
    if _PLAIN.fullmatch(inside):  # a good one
        return "a link, a mark or a citation stands inside it", "close its bracket before that"
    return "its address cannot be understood", "write it without brackets and angle brackets"
