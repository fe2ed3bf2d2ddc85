"""Checks a page by itself: what is wrong in the file, whoever made it.

It is read by a reader of its own, which knows the line of everything, and needs nothing that only our pages
have. What a page must not hold and what it lacks for its readers are told; what it means is compared by
`--against`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolchain.checks import Check
from toolchain.checks.files.html.accessible import accessibility_troubles
from toolchain.checks.files.html.links import link_troubles
from toolchain.checks.files.html.loads import load_troubles
from toolchain.checks.files.html.personal import personal_troubles
from toolchain.checks.files.html.places import Places, Told, gathered
from toolchain.checks.files.html.running import running_troubles
from toolchain.checks.files.html.tongue import language, language_troubles
from toolchain.formats.html.page_decoding import decoded
from toolchain.formats.html.tree import Page, parsed, still_open
from toolchain.model.diagnostics import Defect, Diagnostic, Failure, Finding, Severity, failure
from toolchain.model.places import FilePlace
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options

_STOPS = tuple('.!?:;…)]"»”’。！？：；؟')
_AGAIN = "get it again from where it came, or make it again"


def examine_file(data: bytes, display: str, options: Options) -> tuple[Diagnostic, ...]:
    """All that is found in a page's bytes. Raises `Failure` (S012)."""
    text, said = decoded(data, display)
    page = parsed(text, display)
    if not any(each.tag not in ("html", "head", "body") for each in page.elements):
        raise failure("S012", FilePlace(display), "this page is empty", _AGAIN)
    places = Places(page)
    if cut_off := _cut_off(page):
        raise Failure(Defect("S012", places.finding(cut_off)))
    ours = {check.code: check for check in plugins.our_checks()}
    found = (
        (told, _diagnostic(ours, told.code, places.finding(told)))
        for told in (*_letters(page, said=said), *_troubles(page))
    )
    return tuple(sorted(gathered(found, display), key=lambda each: each.sort_key))


def _diagnostic(ours: Mapping[str, Check], code: str, finding: Finding) -> Diagnostic:
    check = ours[code]
    return Diagnostic(code, check.name, finding.severity or check.severity, finding)


def _troubles(page: Page) -> Iterator[Told]:
    from toolchain.checks.files.html.contrast import contrast_troubles

    yield from link_troubles(page)
    yield from language_troubles(page)
    yield from accessibility_troubles(page, language(page))
    yield from contrast_troubles(page)
    yield from load_troubles(page)
    yield from running_troubles(page)
    yield from personal_troubles(page)


def _cut_off(page: Page) -> Told | None:
    """Where a page ends that has no end: in the middle of a tag or comment, or inside elements."""
    if page.unfinished:
        at, what = page.unfinished.at, page.unfinished.text
        return Told("S012", at, f"this page has been cut off: it ends inside {what}", _AGAIN)
    if page.closed:
        return None
    if left := still_open(page):
        message = f"this page has been cut off: it ends here, in the middle of <{left.tag}>"
        return Told("S012", max(0, len(page.source) - 1), message, _AGAIN)
    end = page.source.rstrip()
    written = any(page.source[each.at : each.at + 5].lower() in ("<html", "<body") for each in page.open)
    if written and end == page.source and not end.endswith((">", *_STOPS)):
        message = "this page has been cut off: it ends here, in the middle of a text"
        return Told("S012", len(end) - 1, message, _AGAIN)
    return None


def _letters(page: Page, *, said: bool) -> Iterator[Told]:
    """D900: letters that are lost, or will be where a browser takes another encoding."""
    if not said:
        message = "the page does not say that it is in UTF-8: browsers may show other letters"
        yield Told(
            "D900", 0, message, 'say it first of all in the head: <meta charset="utf-8">', Severity.WARNING
        )
    for text in page.shown():
        if "\N{REPLACEMENT CHARACTER}" in text.text:
            at = text.at + text.text.index("\N{REPLACEMENT CHARACTER}")
            yield Told("D900", at, "a letter is lost here: “\N{REPLACEMENT CHARACTER}” stands in its place",
                       "write it again", kind="lost")  # fmt: skip
