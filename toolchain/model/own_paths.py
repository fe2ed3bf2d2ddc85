"""Recognize addresses, file paths on a personal computer, and titles that are the name of a file."""

from __future__ import annotations

import re

from toolchain.model.expressions import Hinted, expression
from toolchain.model.wording import fold

_REST = r"[^\s\"'<>|]*[^\s\"'<>|.,;:!?)\]}。，、；：！？）」』》”’»]"
_HOMES = "home|Users|root|var/folders|mnt|Volumes"
PATH = Hinted(
    r"(?<![a-z0-9_.])(?:"
    rf"file:/{{1,3}}{_REST}"
    rf"|[A-Z]:[\\/](?:Users|Documents and Settings)[\\/]{_REST}"
    rf"|\\\\[\w.-]+\\{_REST}"
    rf"|/(?:{_HOMES})/[\w.-]{_REST}"
    r")",
    (
        "file:/",
        ":/users",
        ":/documents and",
        ":\\",
        "\\\\",
        "/home/",
        "/users/",
        "/root/",
        "/var/folders/",
        "/mnt/",
        "/volumes/",
    ),
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
_NAME = r"(?:[^\\/:\"<>|\n.!?;]|[.!?;](?!\s)){1,100}"
"""A name of a folder or a file, with spaces; a sentence does not end in it."""
_PICTURE = (
    r"\.(?:png|jpe?g|jfif|jp2|gif|bmp|tiff?|[ew]mf|svg|hei[cf]|webp|avif|eps|psd|xcf|cdr|indd|dng|cr[23]|nef|arw)"
    r"(?![^\W_])"
)
_DOCUMENT = r"\.(?:pdf|docx?|od[gpst]|rtf|txt|xlsx?|pptx?)(?![^\W_])"
_FILE = rf"{_NAME}(?:{_PICTURE}|{_DOCUMENT})"
_DESCRIBED = expression(
    r"(?<![a-z0-9_.])(?:"
    rf"(?:(?:file:/{{1,3}})?[A-Z]:\\|\\\\[\w.-]+\\)(?!\s)(?:{_NAME}(?<!\s)\\){{0,20}}(?:{_FILE}|{_REST})?"
    rf"|(?:file:/{{1,3}}(?:[A-Z]:/)?|[A-Z]:/|/(?:{_HOMES})/)(?![\s/])(?:(?:{_NAME}/){{0,20}}{_FILE}|{_REST}))"
    rf"|(?<![^\s(\[\"'“‘«])/(?:[^\s/]{{1,100}}/){{1,20}}(?!\s){_FILE}",
    re.IGNORECASE,
)
"""A path in a name or a description, as in "Description: D:\\My pictures\\a b.png".

With spaces it ends where a file's name or a folder does for certain, for the words after it are the author's.
"""
_ENDED = expression(rf"(?:{_PICTURE}|{_DOCUMENT})\Z", re.IGNORECASE)
_ALONE = expression(
    rf"{_NAME}{_PICTURE}|\S+{_DOCUMENT}"
    rf"|(?:file:|[A-Z]:[\\/]|\\\\)(?!\s)(?:(?!(?:{_PICTURE}|{_DOCUMENT})\s|[.!?;](?:\s|\Z)).)*",
    re.IGNORECASE,
)
"""The name of a picture's file, that of any file without spaces, or a path that may have spaces.

No sentence is in it, nor words after a file: they may be folders, as in "C:\\Users\\Ann Smith".
"""


def names_path(text: str) -> bool:
    """Return whether a name or a description has a path in it, or is one."""
    return bool(_DESCRIBED.search(text))


def without_paths(text: str) -> str:
    """Return a name or a description without paths; "" if it is nothing else."""
    return "" if _ALONE.fullmatch(text.strip()) else fold(_DESCRIBED.sub("", text))


def may_leave_name(text: str) -> bool:
    """Return whether a path in a description may go on after a space: nothing shows that it ended there."""
    ended = (found.end() for found in _DESCRIBED.finditer(text) if not _ENDED.search(found[0]))
    return without_paths(text) != "" and any(text[at : at + 1].isspace() for at in ended)


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
