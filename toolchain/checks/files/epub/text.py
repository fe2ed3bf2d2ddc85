"""What is wrong in the text of a book, by what looks at pages: each finding with its file and line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import unquote

from toolchain.checks.files.html.accessible import accessibility_troubles
from toolchain.checks.files.html.contrast import contrast_troubles
from toolchain.checks.files.html.links import link_troubles
from toolchain.checks.files.html.loads import load_troubles
from toolchain.checks.files.html.personal import personal_troubles
from toolchain.checks.files.html.places import MOST, Told
from toolchain.checks.files.html.running import running_troubles
from toolchain.checks.files.html.tongue import language, language_troubles
from toolchain.formats.epub.joined_source import Joined
from toolchain.model.diagnostics import Defect, Finding
from toolchain.model.languages import is_language_tag
from toolchain.model.places import FilePlace

_OF_THE_PACKAGE = frozenset(("A705",))
"""What a book says elsewhere than a page."""
_PLACES = 8
_AIM = re.compile("“([^“”]*)”, which")


def text_defects(whole: Joined) -> Iterator[Defect]:
    """All of it, of each kind the first ones; of more it is said where they are."""
    kinds: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for told in _troubles(whole):
        kinds[told.code, told.kind or told.help].append(told)
    for group in kinds.values():
        few = group if len(group) <= MOST + 1 else group[:MOST]
        for each in few:
            yield Defect(each.code, _finding(whole, each))
        if rest := group[len(few) :]:
            places = dict.fromkeys(whole.span(each.at).words for each in rest[:_PLACES])
            listed = "; ".join(places) + (" …" if len(rest) > _PLACES else "")
            whole_file, first = FilePlace(whole.page.display), rest[0]
            message = f"{len(rest):,} more like this: {listed}"
            finding = Finding(whole_file, message, _of_a_book(first.help), severity=first.severity)
            yield Defect(first.code, finding)


def _finding(whole: Joined, told: Told) -> Finding:
    said, help_ = _of_a_book(told.message), _of_a_book(told.help)
    return Finding(whole.span(told.at), said, help_, severity=told.severity)


def _troubles(whole: Joined) -> Iterator[Told]:
    page = whole.page
    found = (
        *link_troubles(page),
        *(language_troubles(page) if is_language_tag(language(page)) else ()),
        *accessibility_troubles(page, language(page)),
        *contrast_troubles(page),
        *load_troubles(page),
        *running_troubles(page),
        *personal_troubles(page),
    )
    for told in found:
        if told.code not in _OF_THE_PACKAGE:
            yield told


def _of_a_book(message: str) -> str:
    """What is said of a page, said of a book."""
    message = message.replace("the page", "the book").replace("makes pages", "makes books")
    return _AIM.sub(lambda found: f"“{unquote(found[1])}”, which", message)
