"""Recognize addresses: of e-mail in a text, and those to which outputs make links."""

import re

from toolchain.model.expressions import expression

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
