"""A page in one form: one element a line, without style sheet, script, hashes and pictures' data.

`python -m tests.support.golden_html > tests/cases/golden/rich.html` writes the expected page; look at
what changes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

from tests.support.pages import RICH, Page, read

_LONG = re.compile(r"(^data:[^,]*,|sha256-)[^' ]+")
_INLINE = {"a", "b", "br", "code", "em", "img", "span", "strong", "sup"}


def normal(page: Page) -> str:
    """The page's elements, texts with single spaces, attributes in order."""
    return "\n".join(_lines(page.root, 0)) + "\n"


def _lines(element: Any, depth: int) -> Iterator[str]:
    space = "  " * depth
    children = list(element)
    if element.tag == "style" or element.get("type") == "module":
        yield f"{space}<{element.tag}>"
    elif element.tag == "pre":
        yield f"{space}<pre>{element.text_content()!r}"
    elif all(child.tag in _INLINE for child in children):
        yield f"{space}{_opening(element)}{_inside(element)}"
    else:
        yield f"{space}{_opening(element)}"
        assert not (element.text or "").strip()
        for child in children:
            yield from _lines(child, depth + 1)
            assert not (child.tail or "").strip()


def _opening(element: Any) -> str:
    attributes = "".join(f' {name}="{_short(value)}"' for name, value in sorted(element.items()))
    return f"<{element.tag}{attributes}>"


def _inside(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        end = "" if child.tag in {"br", "img"} else f"</{child.tag}>"
        parts += [_opening(child), _inside(child), end, child.tail or ""]
    return re.sub(r"[ \n]+", " ", "".join(parts)).strip(" ") if element.tag not in _INLINE else "".join(parts)


def _short(value: str) -> str:
    return _LONG.sub(r"\1…", value)


if __name__ == "__main__":
    sys.stdout.write(normal(Page(read(RICH))))
