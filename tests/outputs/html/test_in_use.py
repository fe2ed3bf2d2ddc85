"""The web page in use, in Chromium: by keys, clicks and touches, at all widths, and without scripts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.judges.validators.browser import Seen, Step, Visit, browse
from tests.support.pages import RICH, ROOT, html, read, without_contents

REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
WIDTHS = (320, 768, 1440)
NAME = "(at.id || at.hash || at.className || at.ariaLabel || at.localName)"
FOCUSED = """(() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const [x, y] = [Math.min(box.left + box.width / 2, innerWidth - 1), box.top + Math.min(box.height / 2, 5)];
  const top = document.elementFromPoint(x, y);
  const outline = getComputedStyle(at);
  return {
    what: NAME,
    isSeen: !!top && (at.contains(top) || top.contains(at)),
    isMarked: outline.outlineStyle !== "none" && parseFloat(outline.outlineWidth) > 1,
  };
})()""".replace("NAME", NAME)
AT = "document.activeElement.id || document.activeElement.hash || document.activeElement.className"
BOX, PEEK = (
    f"(document.querySelector('.{name}:popover-open')?.innerText ?? '').split(/\\s+/).join(' ').trim()"
    for name in ("box", "peek")
)
TABLE = "Table 1 Laws with notes2 Law Year One5 1999 x Two & three 2001"
TO_TABLE = "main a[href='#table-1']:not([class])"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def rich(folder: Path) -> Path:
    return saved(folder / "rich.html", html(read(RICH)))


@pytest.fixture(scope="module")
def report(folder: Path) -> Path:
    return saved(folder / "report.html", html(read(REPORT)))


def saved(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def asked(path: Path, *steps: Step, width: int = 1280, fragment: str = "", **options: Any) -> list[Any]:
    """The answers of one visit, in which the browser has nothing to complain of and asks for nothing."""
    (seen,) = browse([Visit(path, steps, width, 900, options, fragment)])
    assert (seen.complaints, seen.requests) == ([], [])
    return seen.answers


EVERYTHING: Sequence[Step] = (
    ("ask", "document.documentElement.scrollWidth - innerWidth"),
    ("click", "main [role=doc-noteref]"), ("ask", BOX),
    ("ask", "document.querySelector('.contents details').open = true"), ("axe",), ("press", "Escape"),
    ("ask", f"document.querySelector(\"{TO_TABLE}\").focus()"), ("press", "Tab Shift+Tab"),
    ("ask", PEEK), ("axe",),
    ("click", ".enlarge"), ("axe",),
)  # fmt: skip
"""The whole page is judged with a note and the contents open, then with a preview, then a figure alone."""


@pytest.mark.parametrize("colour", ["#ffe100", pytest.param("", marks=pytest.mark.long)])
def test_no_barrier_at_any_width_whatever_is_open(colour: str, folder: Path) -> None:
    """In light and dark, with the contents, a note, a preview or a figure open; in forced colours too.

    Also in the house look with a colour that cannot be read on white.
    """
    source = folder / "coloured.md"
    look = f'look: house\ncolour: "{colour}"\nlang: en\n' if colour else "lang: en\n"
    saved(source, RICH.read_text(encoding="utf-8").replace("lang: en\n", look, 1))
    (folder / "chart.png").write_bytes(RICH.with_name("chart.png").read_bytes())
    page = saved(folder / "coloured.html", html(read(source)))
    ways = list(product(WIDTHS, ("light", "dark")))
    visits = [
        Visit(page, EVERYTHING, width, 900, {"colorScheme": scheme})
        for width, scheme in (ways[1:2] if colour else ways)
    ]
    forced = Visit(page, EVERYTHING, 1280, 900, {"forcedColors": "active", "reducedMotion": "reduce"})
    if colour:
        assert browse([forced._replace(steps=(("axe",),))]) == [Seen([[]], [], [])]
    else:
        visits.append(forced)
    for visit, seen in zip(visits, browse(visits), strict=True):
        wide, note, *others = seen.answers
        assert wide == 0, visit
        assert "About it." in note
        assert [each for each in others if each not in (None, True, TABLE)] == [[]] * 3, visit
        assert TABLE in others
        assert (seen.complaints, seen.requests) == ([], [])


def test_the_report_and_other_scripts_have_no_barrier_either(report: Path, folder: Path) -> None:
    cases = ROOT / "tests" / "cases" / "docx"
    others = [saved(folder / f"{lang}.html", html(read(cases / f"{lang}.md"))) for lang in ("ar", "zh")]
    steps: Sequence[Step] = (("click", "main [role=doc-noteref]"), ("axe",))
    visits = [
        Visit(page, steps, width) for page, width in zip((*others, report), (320, 1440, 320), strict=True)
    ]
    assert browse(visits) == [Seen([[]], [], [])] * len(visits)


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.long)])
def test_the_tabulator_reaches_everything_and_nothing_hides_it(rich: Path, width: int) -> None:
    """In the order of the page."""
    reachable = f"""[...document.querySelectorAll("a[href], summary, button, [tabindex='0']")]
      .filter((at) => at.checkVisibility({{ visibilityProperty: true }})).map((at) => {NAME})"""
    (order,) = asked(rich, ("ask", reachable), width=width)
    steps: list[Step] = [("press", "Tab"), ("ask", FOCUSED)] * (len(order) + 1)
    stops = asked(rich, *steps, width=width)
    names = [stop["what"] for stop in stops]
    assert names == [*order, "ready"]  # the body, after the last one
    assert {"#paragraph-2-a-i-b", "mark-5", "table-1", "enlarge", "#mark-2-5", "#title"} <= {*names}
    assert ("#section-4" in names) == (width > 1000)  # of the contents, which are folded up on small screens
    assert [stop for stop in stops[:-1] if not (stop["isSeen"] and stop["isMarked"])] == []


def test_a_note_opens_beside_its_mark_and_gives_the_focus_back(rich: Path) -> None:
    to_mark: Step = ("ask", "document.getElementById('mark-2').focus()")
    answers = asked(
        rich,
        to_mark, ("press", "Enter"), ("ask", BOX), ("ask", AT),
        ("press", "Escape"), ("ask", BOX), ("ask", AT),
        ("press", "Enter Tab"), ("ask", AT), ("press", "Tab Tab"), ("ask", "document.activeElement.href"),
        ("press", "Tab"), ("ask", BOX), ("ask", AT),
        ("press", "Enter Shift+Tab"), ("ask", BOX), ("ask", AT),
        ("press", "Enter Tab Tab Space"), ("ask", BOX), ("ask", AT),
        ("press", "Enter Tab Enter"), ("ask", BOX), ("ask", "location.hash"),
    )  # fmt: skip
    source = "https://example.org/a-very-long/address/that/has/to/be/broken/somewhere/in/a/narrow/column.html"
    assert answers == [
        None, f"Note 2 × A source, at {source}.", "box anchored",
        "", "mark-2",
        "#note-2", source,
        "", "mark-2",
        "", "mark-2",
        "", "mark-2",
        "", "#note-2",
    ]  # fmt: skip


def test_notes_by_mouse_and_touch(rich: Path) -> None:
    """A second press closes, as one elsewhere does; a mark in an open note opens that one."""
    for press in ("click", "tap"):
        answers = asked(
            rich,
            (press, "#mark-3"), ("ask", BOX), (press, ".box [role=doc-noteref]"), ("ask", BOX),
            ("press", "Escape"), ("ask", AT), (press, "#mark-3"), (press, "#mark-3"), ("ask", BOX),
            (press, "#mark-4"), (press, "h1"), ("ask", BOX), ("ask", "location.hash"),
            hasTouch=press == "tap",
        )  # fmt: skip
        assert answers[0].startswith("Note 3 × With a table, and one mark of its own.8 a b c d And more.")
        assert answers[1:] == ["Note 8 × Called from a note only.", "mark-3", "", "", ""]


def test_the_box_stands_by_its_mark_within_the_window(rich: Path, report: Path) -> None:
    gaps = """(() => {
      const [mark, box, text] = ["MARK", ".box", "main"].map((each) => {
        return document.querySelector(each).getBoundingClientRect();
      });
      const beside = box.left >= text.right || box.right <= text.left;
      const below = [box.top - mark.bottom, mark.top - box.bottom].map(Math.abs);
      const far = beside ? Math.abs(box.top - mark.top) : Math.min(...below);
      const inside = box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
      return [beside, far < 40, inside];
    })()"""
    in_rich, in_report = (rich, "#mark-5"), (report, "#paragraph-9 a[href='#paragraph-21']")
    for width, (page, mark) in ((320, in_rich), (768, in_report), (1440, in_rich), (1440, in_report)):
        steps: Sequence[Step] = (("tap", mark), ("ask", gaps.replace("MARK", mark)))
        assert asked(page, *steps, width=width, hasTouch=True) == [[width == 1440, True, True]]


def test_cross_references_show_what_they_point_at(rich: Path) -> None:
    answers = asked(
        rich,
        ("hover", TO_TABLE), ("wait", 400), ("ask", PEEK), ("hover", ".peek"), ("wait", 400), ("ask", PEEK),
        ("point", 2, 2), ("wait", 400), ("ask", PEEK),
        ("hover", TO_TABLE), ("wait", 400), ("press", "Escape"), ("ask", PEEK),
        ("ask", f'document.querySelector("{TO_TABLE}").focus()'), ("press", "Shift+Tab Tab"), ("ask", PEEK),
        ("tree", ".peek, .peek a"), ("press", "Tab"), ("ask", PEEK),
        ("ask", "document.querySelector(\"main a[href='#section-2']\").focus()"), ("press", "Enter"),
        ("ask", "location.hash"),
        ("hover", TO_TABLE), ("wait", 400), ("click", ".peek [role=doc-noteref]"), ("ask", PEEK),
        ("ask", BOX),
        ("ask", "document.querySelector('.box').checkVisibility({ visibilityProperty: true })"),
    )  # fmt: skip
    shown, hovered, left, escaped, _, focused, told, away, _, followed, *note = answers
    assert [shown, hovered, focused] == [TABLE] * 3
    assert (left, escaped, away) == ("", "", "Figure 1 Cases, by kind")
    assert {str(each) for each in told} == {"None"}  # whoever listens is not read it twice
    assert followed == "#section-2"
    assert (note[0], note[1][:20], note[2]) == ("", "Note 2 × A source, a", True)


def test_cross_references_by_touch_open_what_they_point_at_with_a_way_there(rich: Path) -> None:
    answers = asked(
        rich,
        ("tap", "main a[href='#section-2']:not([class])"), ("ask", BOX), ("tree", ".box"),
        ("tap", ".box .top a"), ("ask", BOX), ("ask", "location.hash"),
        hasTouch=True,
    )  # fmt: skip
    assert answers[0].startswith("A. A part × 3. See paras. 1 and 2 (a)")
    assert answers[1][0]["name"] == "A. A part"
    assert answers[2:] == ["", "#section-2"]


def test_figures_enlarge(rich: Path) -> None:
    opened = "[document.querySelector('dialog').open, document.querySelector('dialog img')?.alt ?? '']"
    width = "document.querySelector('dialog img').getBoundingClientRect().width"
    answers = asked(
        rich,
        ("ask", "document.querySelector('.enlarge').focus()"), ("press", "Enter"), ("ask", opened),
        ("ask", width), ("tree", "dialog, dialog .picture img, .enlarge"), ("press", "Escape"),
        ("ask", opened), ("ask", AT), ("click", "figure > img"), ("click", "dialog button"), ("ask", opened),
        ("ask", AT),
    )  # fmt: skip
    alt = "Two bars, one of 30 and one of 60"
    assert answers[1] == [True, alt]
    assert answers[2] > 1000
    assert [each and each["name"] for each in answers[3]] == [None, "Enlarge the figure: Figure 1", alt]
    assert answers[4:] == [[False, alt], "enlarge", [False, alt], "enlarge"]


def test_a_click_on_a_number_copies_its_link(rich: Path) -> None:
    """By mouse and by keys; the live region says so, and the address bar has it too."""
    told = "document.querySelector('[role=status]').textContent"
    copied = "navigator.clipboard.readText()"
    answers = asked(
        rich,
        ("ask", told), ("click", "#paragraph-2-a .number"), ("ask", copied), ("ask", told),
        ("ask", "location.hash"),
        ("ask", "document.querySelector('#recommendation-2 .number').focus()"), ("press", "Enter"),
        ("ask", copied), ("ask", told),
        permissions=["clipboard-read", "clipboard-write"],
    )  # fmt: skip
    address = rich.resolve().as_uri()
    assert answers == [
        "", f"{address}#paragraph-2-a", "Link copied: paragraph 2 (a)", "#paragraph-2-a",
        None, f"{address}#recommendation-2", "Link copied: recommendation 2",
    ]  # fmt: skip


def test_where_nothing_can_be_copied_a_number_is_a_link(rich: Path) -> None:
    answers = asked(
        rich,
        ("ask", "delete Navigator.prototype.clipboard"), ("click", "#paragraph-3 .number"),
        ("ask", "document.querySelector('[role=status]').textContent + location.hash"),
    )  # fmt: skip
    assert answers == [True, "#paragraph-3"]


CURRENT = "[...document.querySelectorAll('[aria-current]')].map((each) => [each.hash, each.ariaCurrent])"


def test_the_contents_say_where_the_reader_is(rich: Path) -> None:
    answers = asked(
        rich,
        ("ask", CURRENT), ("ask", "void document.getElementById('section-2').scrollIntoView()"),
        ("wait", 100), ("ask", CURRENT), ("ask", "void scrollTo(0, 1e6)"), ("wait", 100), ("ask", CURRENT),
        ("ask", "Math.abs(Math.round(document.querySelector('.contents').getBoundingClientRect().top))"),
    )  # fmt: skip
    assert answers == [[], None, [["#section-2", "true"]], None, [["#notes", "true"]], 0]


def test_contents_unfold_on_small_screens(rich: Path) -> None:
    is_open = "document.querySelector('.contents details').open"
    elsewhere = "void document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))"
    answers = asked(
        rich,
        ("ask", is_open), ("ask", "document.querySelector('summary').focus()"), ("press", "Enter"),
        ("ask", is_open),
        ("press", "Tab Escape"), ("ask", is_open), ("ask", "document.activeElement.localName"),
        ("press", "Space Tab Tab Enter"), ("ask", is_open), ("ask", AT), ("ask", "location.hash"),
        ("click", "summary"), ("ask", elsewhere), ("ask", is_open),
        ("size", 1280, 900), ("wait", 100), ("ask", is_open),
        width=360,
    )  # fmt: skip
    assert answers == [
        False,
        None,
        True,
        False,
        "summary",
        False,
        "section-2",
        "#section-2",
        None,
        False,
        True,
    ]


WORDS = "[...document.querySelectorAll('header, nav, main, footer')].map((each) => each.textContent)"
SHOWN = "document.querySelector('main').innerText"


@pytest.mark.parametrize("name", ["rich", pytest.param("report", marks=pytest.mark.long)])
def test_the_script_changes_no_words_and_nothing_is_missing_without_it(
    request: pytest.FixtureRequest, name: str
) -> None:
    steps: Sequence[Step] = (("ask", WORDS), ("ask", SHOWN))
    used: Sequence[Step] = (
        ("click", "main [role=doc-noteref]"), ("press", "Escape"), ("click", ".enlarge"), ("press", "Escape"),
        ("click", "main .number"), ("wait", 100),
    )  # fmt: skip
    page: Path = request.getfixturevalue(name)
    without, first, after = browse(
        [
            Visit(page, (*steps, ("ask", "document.querySelectorAll('button, dialog, [popover]').length"),
                         ("ask", "document.querySelector('nav.contents details').open")),
                  options={"javaScriptEnabled": False}),
            Visit(page, steps),
            Visit(page, (*used, *steps)),
        ]
    )  # fmt: skip
    words, shown, dead, contents = without.answers
    assert (dead, contents) == (0, True)
    assert [seen.complaints for seen in (without, first, after)] == [[], [], []]
    assert first.answers[0] == after.answers[0]
    assert first.answers[1] == after.answers[1] == shown
    assert [" ".join(text.replace("+", "").split()) for text in first.answers[0]] == [
        " ".join(text.replace("+", "").split()) for text in words
    ]


def test_without_scripts_the_contents_of_a_small_screen_stand_in_the_text(rich: Path) -> None:
    """Unfolded, in front of what they lead to, and not in its way when one goes there."""
    places = """["nav ol a", "main", "#section-2"]
      .map((each) => document.querySelector(each).getBoundingClientRect())
      .map(({ top, height }) => [height > 0, Math.round(top + scrollY)])"""
    visible = "document.querySelector('nav ol a').checkVisibility()"
    fixed = "getComputedStyle(document.querySelector('nav.contents')).position"
    (seen,) = browse(
        [
            Visit(
                rich,
                (("ask", visible), ("ask", places), ("ask", fixed)),
                360,
                900,
                {"javaScriptEnabled": False},
            )
        ]
    )
    shown, ((link, at), (_, text), (_, section)), position = seen.answers
    assert (shown, link, position) == (True, True, "static")
    assert at < text < section


def test_on_paper_stands_what_can_be_read_there(rich: Path, folder: Path) -> None:
    """Contents only where they were asked for; nothing to press, no box that was open."""
    gone = ".skip, .box, .told, .enlarge, footer, [role=doc-backlink], .contents"
    seen = (
        f"[...document.querySelectorAll('{gone}')]"
        ".filter((each) => each.checkVisibility()).map((each) => each.className)"
    )
    steps: Sequence[Step] = (
        ("click", "main [role=doc-noteref]"),
        ("media", {"media": "print"}),
        ("ask", seen),
    )
    after = "new Promise((done) => requestAnimationFrame(done))"  # the page hears of paper at the next one
    listed: Step = ("ask", f"{after}.then(() => document.querySelector('.contents details').open)")
    plain = saved(folder / "plain.html", html(without_contents(read(REPORT))))
    assert asked(rich, *steps, listed, width=320) == [["contents asked"], True]
    assert asked(plain, *steps, width=1280) == [[]]


def test_nothing_moves() -> None:
    sheet = (ROOT / "templates" / "screen.css").read_text(encoding="utf-8")
    assert not any(word in sheet for word in ("transition", "animation", "scroll-behavior", "@keyframes"))
