"""Print names in a style's form, each in the order and with the punctuation of its own script."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from toolchain.citations.style.fields import is_arabic, is_ideographic
from toolchain.citations.style.words import Names, Words
from toolchain.model.document import Name
from toolchain.model.expressions import expression
from toolchain.model.wording import fold

OTHERS = "others"
"""The literal name that BibTeX's "and others" becomes."""

_PARTS = expression(r"[^\s.]+")
_SPANISH_I = expression(r"h?i(?!e)", re.IGNORECASE)


def full(name: Name) -> str:
    """Return a name with the given name first: "Alexander von Humboldt", "Martin Luther King Jr."; Chinese
    names in their own order.
    """
    if whole := _whole(name):
        return whole
    return _words(name.given, name.dropping, name.non_dropping, name.family, name.suffix)


def unstopped(name: Name) -> str:
    """Return the given name first, initials without full stops: "RN Bhutta", "Michael J Trebilcock"."""
    words = _PARTS.findall(name.given)
    given = "".join(word if len(word) == 1 else f" {word} " for word in words)
    return full(name._replace(given=fold(given), suffix=name.suffix.replace(".", "")))


def inverted(name: Name) -> str:
    """Return the family name first: "van Gogh, Vincent", "Humboldt, Alexander von", "King, Martin Luther,
    Jr.".
    """
    return _inverted(name, name.given, ", ")


def initials(name: Name) -> str:
    """Return the family name first, then initials: "Bhutta, R.N.", "Sartre, J.-P."."""
    return _inverted(name, initials_of(name.given, "."), ", ")


def bare(name: Name) -> str:
    """Return family name and initials without punctuation: "Bhutta RN"."""
    return _inverted(name, initials_of(name.given, ""), " ")


def surname(name: Name) -> str:
    """Return the family name with its particle: "van Gogh"; the whole name for institutions and Chinese
    names.
    """
    if is_ideographic(name.family):
        return full(name)
    return name.literal or _words(name.non_dropping, name.family) or name.given


FORMS: dict[str, Callable[[Name], str]] = {
    form.__name__: form for form in (full, unstopped, inverted, initials, bare, surname)
}


def initials_of(given: str, stop: str) -> str:
    """Return the initials of given names: "R. N." and "Rashid Naveed" become "R.N."; Arabic and Chinese names
    do not change.
    """
    if is_ideographic(given) or is_arabic(given):
        return given
    out = []
    for word in _PARTS.findall(given):
        letters = [piece[0] + stop for piece in word.split("-") if piece]
        out.append("-".join(letters))
    return "".join(out)


def listed(names: Sequence[str], words: Words, most: int, shown: int, rest: str) -> str:
    """Return a list of names; if there are more than `most` (0: no limit), the first `shown` and `rest`.

    If the last name is `OTHERS`, more names exist than are known: then all other names are printed before
    `rest`.
    """
    if names[-1:] == [OTHERS] and not (most and len(names) > most):
        most, shown = 1, len(names) - 1
    if most and len(names) > most:
        space = "" if words.lang == "zh" else " "
        return _all(names[:shown], words._replace(names=Names(*[words.names.between] * 3))) + space + rest
    return _all(names, words)


def _all(names: Sequence[str], words: Words) -> str:
    if len(names) < 2:
        return "".join(names)
    glue = words.names.two if len(names) == 2 else words.names.last
    if words.lang == "ar" and not is_arabic(names[-1]):
        glue += " "  # the Arabic word for "and" is written together with Arabic ones only
    if words.lang == "es" and _SPANISH_I.match(names[-1]):
        glue = glue.replace("y", "e")  # "Juan e Inés"
    return words.names.between.join(names[:-1]) + glue + names[-1]


def _whole(name: Name) -> str:
    """Return a name that has one form only: an institution's or a Chinese one; "" for any other."""
    return name.literal or (name.family + name.given if is_ideographic(name.family) else "")


def _inverted(name: Name, given: str, comma: str) -> str:
    if whole := _whole(name):
        return whole
    first = _words(name.non_dropping, name.family)
    comma = "، " if comma == ", " and is_arabic(name.family) else comma
    return comma.join(filter(None, (first, _words(given, name.dropping), name.suffix)))


def _words(*words: str) -> str:
    """Return words with spaces between them, except after an apostrophe or hyphen: "d’Arc"."""
    out = ""
    for word in filter(None, words):
        out += word if not out or out.endswith(("'", "’", "-")) else " " + word
    return out
