"""Check an HTML page, made by any program, without its source.

Each finding has a line of the page. Findings are about what a page must not contain, such as the path of a
file, and about what its readers would miss, such as alt text. `--against` compares the text with the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.checks import engine
from toolchain.checks.files import draft
from toolchain.checks.files.html.places import Places, Told
from toolchain.checks.files.html.troubles import troubles
from toolchain.formats.html.page import decoded
from toolchain.formats.html.tree import Page, parsed, still_open
from toolchain.model.diagnostics import Diagnostic, Failure, Finding
from toolchain.model.facts import Word
from toolchain.model.wording import STOPS
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options
from toolchain.rules.files_html import CharacterLost, CutOff, EncodingNotSaid
from toolchain.rules.inputs import FileEmpty

_STOPS = (*STOPS, *':;)]"»”’：；')


def examine_file(data: bytes, display: str, options: Options) -> tuple[Diagnostic, ...]:
    """Return all findings in the bytes of a page. Raise `Failure` (S012, S020, S021)."""
    text, said = decoded(data, display)
    page = parsed(text, display)
    has_elements = any(each.tag not in ("html", "head", "body") for each in page.elements)
    if not has_elements and all(text.text.isspace() for text in page.shown()):
        raise Failure.of(display, FileEmpty())
    places = Places(page)
    if cut_off := _cut_off(page):
        raise Failure(places.finding(cut_off))
    found = map(places.finding, (*_letters(page, said=said), *troubles(page)))
    marks = map(places.finding, draft.in_page(page))
    return engine.diagnose((*found, *marks), plugins.our_checks())


def draft_mark(data: bytes, display: str) -> Iterator[Finding]:
    """Return the mark of a draft. Raise `Failure` (S012, S020, S021)."""
    page = parsed(decoded(data, display)[0], display)
    return map(Places(page).finding, draft.in_page(page))


def _cut_off(page: Page) -> Told | None:
    """Where a page ends that has no end: in the middle of a tag or comment, or inside elements."""
    if page.unfinished:
        return Told(page.unfinished.at, CutOff(page.unfinished.text))
    if page.closed:
        return None
    if left := still_open(page):
        return Told(max(0, len(page.source) - 1), CutOff(f"<{left.tag}>"))
    end = page.source.rstrip()
    written = any(page.source[each.at : each.at + 5].lower() in ("<html", "<body") for each in page.open)
    if written and end == page.source and not end.endswith((">", *_STOPS)):
        return Told(len(end) - 1, CutOff(Word("a text")))
    return None


def _letters(page: Page, *, said: bool) -> Iterator[Told]:
    """D900: letters that are lost, or will be where a browser takes another encoding."""
    if not said:
        yield Told(0, EncodingNotSaid())
    for text in page.shown():
        if "\N{REPLACEMENT CHARACTER}" in text.text:
            at = text.at + text.text.index("\N{REPLACEMENT CHARACTER}")
            yield Told(at, CharacterLost())
