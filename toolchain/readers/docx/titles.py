"""Compare the title in a file's properties with what the text shows."""

from __future__ import annotations

from itertools import islice

from toolchain.formats.docx.opened import Opened, core
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts
from toolchain.model.own_paths import says_nothing
from toolchain.rules.files_docx import NoTitleProperty, TitleOfOtherText

_WORDS = expression(r"[\u3040-\u9fff]{2}|[^\W_]{4,}")
"""The words of a title that mean something; of ideographs, two at a time."""

_FIRST = 12
"""Number of paragraphs in which the title is expected."""


def title_fault(opened: Opened, *, large: str = "") -> Facts | None:
    """Return what is wrong with the title in the properties, None if nothing is. Raise `Failure`.

    The first lines must have one of its words. If the largest of them, in `large`, are certainly the title,
    they must have all, and it theirs.
    """
    title = core(opened.package).get("title", "")
    if not title:
        return NoTitleProperty()
    shown = (each.text for each in opened.story.paragraphs() if each.text.strip())
    first = "\n".join(islice(shown, _FIRST)).casefold()
    if not first or title.casefold() in first:
        return None
    words, others = (_WORDS.findall(each.casefold()) for each in (title, large))
    shares = not words or (all if large else any)(map(first.__contains__, words))
    shares = shares and all(map(title.casefold().__contains__, others))
    return None if shares and not says_nothing(title) else TitleOfOtherText(title)
