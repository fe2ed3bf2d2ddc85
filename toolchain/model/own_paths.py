"""Recognize addresses, file paths on a personal computer, and titles that are the name of a file."""

from __future__ import annotations

import re

from toolchain.model.expressions import Hinted, expression
from toolchain.model.wording import fold

_REST = r"[^\s\"'<>|]*[^\s\"'<>|.,;:!?)\]}。，、；：！？）」』》”’»]"
PATH = Hinted(
    r"(?<![a-z0-9_.])(?:"
    rf"file:/{{1,3}}{_REST}"
    rf"|[A-Z]:[\\/](?:Users|Documents and Settings)[\\/]{_REST}"
    rf"|\\\\[\w.-]+\\{_REST}"
    rf"|/(?:home|Users|root|var/folders)/[\w.-]{_REST}"
    r")",
    ("file:/", ":/users", ":/documents and", ":\\", "\\\\", "/home/", "/users/", "/root/", "/var/folders/"),
    re.IGNORECASE,
)
"""A path under somebody's home, a share of a network, or an address that begins with file:"""

_NO_TITLE = expression(
    r"microsoft (?:word|powerpoint|excel) - .*"
    r"|(?:(?:untitled )?document|untitled|no title|(?:new )?page)[ -]?\d*"
    r"|.*\.(?:docx?|odt|rtf|pdf|indd|tex|html?|pages|pptx?|xlsx?)"
    r"|\S+\.[a-z][a-z0-9]{1,4}|[^\s_]+(?:_[^\s_]+)+",
    re.IGNORECASE,
)
_DRIVE = expression(
    r"(?<![a-z0-9])[a-z]:\\(?!\s)(?:[^\\\"<>|:]{1,100}\\){0,20}(?:[^\\\"<>|:]{1,100}?\.[a-z]{3,4}\b|\S*)",
    re.IGNORECASE,
)
"""A path of Windows in a name or a description, as in "Description: D:\\My pictures\\a b.png"."""
_WHOLE = expression(r"(?:file:|[a-z]:[\\/]|\\\\).*", re.IGNORECASE | re.DOTALL)


def names_path(text: str) -> bool:
    """Return whether a name or a description has a path in it, or is one."""
    return without_paths(text) != fold(text)


def without_paths(text: str) -> str:
    """Return a name or a description without paths; "" if it is nothing but a path, also one with spaces."""
    return "" if _WHOLE.fullmatch(text.strip()) else fold(PATH.sub("", _DRIVE.sub("", text)))


def says_nothing(title: str) -> bool:
    """Return whether a title in the metadata is the name of a file, or what a program writes for none."""
    return bool(_NO_TITLE.fullmatch(fold(title)))


_LETTER = r"[^\W\u3040-\u9fff]"  # Chinese words are beside an address, without a space
MAIL = expression(
    rf"(?<!{_LETTER})(?<![.+-])((?:{_LETTER}|[.+-]){{1,64}})@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,5}}"
    r"\.(?:[a-z]{2,24}(?![a-z0-9_@-])|[^\W\d_]{2,24}(?![\w@]))",
    re.IGNORECASE,
)
"""An e-mail address; its group is what is before the @."""

LONGEST = 2_000
"""The most characters of an address to which Word can make a link (2,083 when escaped)."""

_LIVE = expression(r"(?:https?|ftp)://[^\s/?#]|mailto:[^\s@]+@|tel:[+(0-9]", re.IGNORECASE)


def live(url: str) -> str:
    """Return the address of a link, without spaces around it; "" for one that is printed as words.

    Links lead to web, mail and phone addresses: a path would be the author's own, and nobody wants a script.
    """
    url = url.strip()
    return url if _LIVE.match(url) else ""
