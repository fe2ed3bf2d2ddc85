"""Check the built guide: each address leads to a file and a place in it, and no other host is asked.

.venv/bin/python -m scripts.check_site build/site
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

FETCHED = {"src", "srcset", "poster", "data", "action"}
"""Attributes whose addresses a browser asks for by itself, as it does those of a `link`."""


def faults(site: Path) -> Iterator[str]:
    """Yield what is wrong, as "PAGE: ADDRESS: what"."""
    pages = {path: html.parse(str(path)).getroot() for path in sorted(site.glob("*.html"))}
    places = {path: {str(each) for each in root.xpath("//@id | //a/@name")} for path, root in pages.items()}
    for path, root in pages.items():
        if path.name == "404.html":
            continue  # its addresses begin at the root of a server
        for element, attribute, address, _ in root.iterlinks():
            said = _fault(path, address, places, attribute in FETCHED or element.tag == "link")
            if said:
                yield f"{path.name}: {address}: {said}"


def _fault(page: Path, address: str, places: dict[Path, set[str]], fetched: bool) -> str:
    parts = urlsplit(address)
    if parts.scheme in {"data", "mailto"}:
        return ""
    if parts.scheme or parts.netloc:
        return "asks another host" if fetched else ""
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not target.is_file():
        return "no such file"
    missing = parts.fragment and target in places and unquote(parts.fragment) not in places[target]
    return "no such place" if missing else ""


if __name__ == "__main__":
    found = list(faults(Path(sys.argv[1]).resolve()))
    print("\n".join(found))
    sys.exit(bool(found))
