"""The web page in Firefox and WebKitGTK, if they are installed: the note beside its mark, and its keys.

Firefox places a box that has no anchor of its own as if nothing was scrolled. In WebKitGTK, the
key of Shift+Tab has no name.
"""

import time
from pathlib import Path
from typing import Any

import pytest

from tests.judges.validators.other_browsers import Browser, opened
from tests.support.pages import RICH, html, read

PLACES = """["#mark-5", ".box"].map((each) => document.querySelector(each).getBoundingClientRect())
  .map(({ left, top, bottom }) => [left, top, bottom].map(Math.round)).concat([[innerHeight]])"""
OPEN = "[document.activeElement.id, document.querySelector('.box').matches(':popover-open')]"


def answer(browser: Browser, expression: str, expected: object) -> Any:
    """What the page says as soon as it is as expected, or at last."""
    for _ in range(50):
        if (said := browser.ask(expression)) == expected:
            break
        time.sleep(0.1)
    return said


def near(browser: Browser) -> bool:
    """Whether the note is in the window, below its mark, above or beside it."""
    time.sleep(0.5)
    (_, mark, below), (_, box, end), (height,) = browser.ask(PLACES)
    return bool(0 <= box < end <= height and min(abs(box - below), abs(end - mark), abs(box - mark)) < 40)


@pytest.mark.long
@pytest.mark.parametrize("engine", ["firefox", "webkit"])
def test_a_note_stands_by_its_mark_and_gives_the_focus_back(tmp_path: Path, engine: str) -> None:
    page = tmp_path / "page.html"
    page.write_text(html(read(RICH)), encoding="utf-8")
    with opened(engine, tmp_path) as browser:
        for width in (400, 768, 1400):
            browser.command("window/rect", x=0, y=0, width=width, height=900)
            browser.command("url", url=page.as_uri())
            assert answer(browser, "document.body.className", "ready") == "ready"
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert browser.ask(wide) == 0
            browser.ask("document.querySelector('#mark-5').scrollIntoView({ block: 'center' })")
            time.sleep(0.5)
            (left, top, bottom), *_ = browser.ask(PLACES)
            browser.click(left + 1, (top + bottom) // 2)
            assert answer(browser, OPEN, ["", True]) == ["", True]
            assert near(browser)
            browser.ask("scrollBy(0, 80)")
            assert near(browser)
            browser.press("Escape")
            assert answer(browser, OPEN, ["mark-5", False]) == ["mark-5", False]
            browser.press("Enter")
            assert answer(browser, OPEN, ["", True]) == ["", True]
            browser.press("Shift", "Tab")
            assert answer(browser, OPEN, ["mark-5", False]) == ["mark-5", False]
