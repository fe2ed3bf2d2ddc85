"""The content-security policy of a page: run its own script, and nothing else.

Scripts and style sheets are identified by the hash of their text (CSP Level 3, 2.3.1), so that nothing added
to the page later is run or applied.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from toolchain.model.expressions import expression
from toolchain.model.wording import fold

_FORBIDDEN = (
    "connect-src", "font-src", "media-src", "object-src", "child-src", "manifest-src", "base-uri",
    "form-action",
)  # fmt: skip
_ENDING = expression(r"<(?=!--|/?script)", re.IGNORECASE)
_LONE_COMMENT = expression(r"^[ \t]*//.*\n", re.MULTILINE)
_CSS_COMMENT = expression(r"/\*.*?\*/", re.DOTALL)
_PARTING_NOTHING = (
    *((f" {sign}", sign) for sign in "{}>"), *((f"{sign} ", sign) for sign in "{};:,>"), (";}", "}"),
    *((f"{sign}0.", f"{sign}.") for sign in " :,(-"),
)  # fmt: skip
_INDENTED = expression(r"\s*\n\s*")
_BESIDE_SIGNS = expression(r'("[^"\n]*"|`[^`]*`)|(?<=[^\w$+-]) | (?=[^\w$+-])|(?<=[{;,])\n|\n(?=\})')


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the policy of a page with these scripts and style sheets.

    Images, which are all embedded, have no rule, and there is no default-src: the Nu checker (26.9) cannot
    match a data: URL and reports each image as blocked. It also treats JSON-LD, which no browser runs, as
    a script. child-src is for frames and workers too.
    """
    allowed = (
        ("script-src", " ".join(map(_hash, scripts)) or "'none'"),
        ("style-src", " ".join(map(_hash, styles)) or "'none'"),
        ("require-trusted-types-for", "'script'"),
        ("trusted-types", "'none'"),
        *((name, "'none'") for name in _FORBIDDEN),
    )
    return "; ".join(f"{name} {value}" for name, value in allowed)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def inside(script: str) -> str:
    """Return a script as the text of its element, which no character sequence in it can end (HTML,
    4.12.1.3).
    """
    return _ENDING.sub(r"\\x3C", script)


def lean_script(script: str) -> str:
    """Return a built-in script without comment lines and without unnecessary blanks next to punctuation.

    Its strings in single quotation marks and its regular expressions must not contain such blanks, which
    would be removed too. Line ends are kept if they may end a statement.
    """
    lean = _INDENTED.sub("\n", _LONE_COMMENT.sub("", script)).strip()
    return _BESIDE_SIGNS.sub(r"\1", lean)


def lean_style(sheet: str) -> str:
    """Return a built-in style sheet without comments, and without unnecessary spaces and zeros.

    Its strings must not contain comments, or such spaces and zeros: they would be changed too.
    """
    lean = fold(_CSS_COMMENT.sub("", sheet))
    for long, short in _PARTING_NOTHING:
        lean = lean.replace(long, short)
    return lean
