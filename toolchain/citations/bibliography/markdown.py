"""The little Markdown that CSL-YAML has in titles and notes, as CSL's mark-up.

pandoc writes and reads its bibliographies so: `*italics*`, `**bold**`, `^high^`, `~low~`, `[as is]{.nocase}`,
and a backslash before a sign that is meant as it stands.
"""

from __future__ import annotations

import re

_SIGN = re.compile(r"[*_^~\\\]]")
_FORMS = tuple(
    (re.compile(form), tag)
    for form, tag in (
        (r"\*\*(?=\S)([^*\n]{1,2000}?)(?<=\S)\*\*", r"<b>\1</b>"),
        (r"\*(?=\S)([^*\n]{1,2000}?)(?<=\S)\*", r"<i>\1</i>"),
        (r"(?<!\w)_(?=\S)([^_\n]{1,2000}?)(?<=\S)_(?!\w)", r"<i>\1</i>"),
        (r"\^([^\s^]{1,50})\^", r"<sup>\1</sup>"),
        (r"(?<!~)~([^\s~]{1,50})~(?!~)", r"<sub>\1</sub>"),
        (r"\[([^\[\]\n]{1,2000})\]\{\.nocase\}", r'<span class="nocase">\1</span>'),
    )
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PRIVATE = 0xE000  # where a sign after a backslash waits, out of the forms' way
_WAITING = re.compile("[\ue021-\ue07e]")


def as_csl(text: str) -> str:
    """The text with CSL's mark-up; what is no such Markdown stays as it is."""
    if not _SIGN.search(text) or _WAITING.search(text):
        return text
    text = _ESCAPED.sub(lambda found: chr(_PRIVATE + ord(found[1])), text)
    for form, tag in _FORMS:
        text = form.sub(tag, text)
    return _WAITING.sub(lambda found: chr(ord(found[0]) - _PRIVATE), text)
