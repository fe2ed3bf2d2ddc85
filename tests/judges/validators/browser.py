"""A reader with Chromium: keys, clicks and touches on a page, and what it shows, tells and asks for then."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.judges.validators import chromium

Step = tuple[Any, ...]
"""What is done, or asked:

press KEYS      names of keys with spaces between, as Playwright has them ("Tab Shift+Tab Enter")
click, tap, hover SELECTOR
point X Y       the mouse moves there
size WIDTH HEIGHT
media {…}       Playwright's `emulateMedia`: {"media": "print"}
wait MILLISECONDS
picture PATH
ask EXPRESSION  its value is an answer
tree SELECTOR   an answer: of each element its role, name and description for a screen reader, None if ignored
axe             an answer: what axe-core finds
"""


class Visit(NamedTuple):
    """A page, what is done with it in turn, and in what browser: Playwright's options of a context."""

    path: Path
    steps: Sequence[Step]
    width: int = 1280
    height: int = 900
    options: dict[str, Any] = {}  # noqa: RUF012
    fragment: str = ""


class Seen(NamedTuple):
    """The answers; what the browser complained of, breaches of the page's policy too; requests elsewhere."""

    answers: list[Any]
    complaints: list[str]
    requests: list[str]


def browse(visits: Sequence[Visit]) -> list[Seen]:
    """Make all visits, each in a context of its own."""
    asked = [
        {
            "url": visit.path.resolve().as_uri() + visit.fragment,
            "context": visit.options | {"viewport": {"width": visit.width, "height": visit.height}},
            "steps": visit.steps,
        }
        for visit in visits
    ]
    return [Seen(**each) for each in chromium.answer("browser.mjs", visits=asked)]
