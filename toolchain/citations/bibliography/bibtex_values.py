"""Values of BibTeX fields: texts in braces or quotation marks, numbers, abbreviations, joined by #."""

from toolchain.citations.bibliography.dates import MONTHS
from toolchain.model.expressions import expression
from toolchain.model.records import Changing, field

MAX_COPIED = 16_000_000
"""The most characters that abbreviations and inheritance may add to a file."""

_MOST_AROUND = 3  # each pair costs a walk through the text

_BRACES = expression(r"(?<!\\)[{}]")
_QUOTED = expression(r'(?<!\\)[{}"]')
_BARE = expression(r'[^\s#,{}"]+')
_JOINT = expression(r"\s*(#?)\s*")


class Value(Changing):
    """A field's text, the undefined abbreviations in it, and any invalid text after it."""

    text: str = ""
    undefined: list[str] = field(default_factory=list)
    rest: str = ""


class Budget:
    """The amount of text that may still be copied; it limits what a short file can expand to."""

    def __init__(self, characters: int = MAX_COPIED) -> None:
        self._left = characters

    def takes(self, characters: int) -> bool:
        """Return whether so many characters are allowed, and subtract them."""
        if characters > self._left:
            return False
        self._left -= characters
        return True


class Abbreviations:
    """The definitions of `@string` so far, and the names of months."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._texts = {name: name for name in MONTHS}

    def define(self, name: str, text: str) -> None:
        """Define a name, which ignores case."""
        self._texts[name.lower()] = text

    def value(self, source: str) -> Value:
        """Return the value at the start of a source: `{a} # abbreviation # "b"`."""
        value, pieces, position = Value(), list[str](), len(source) - len(source.lstrip())
        while position < len(source):
            position = self._piece(source, position, pieces, value)
            joint = _JOINT.match(source, position)
            position = joint.end() if joint else position
            if joint is None or not joint[1]:
                break
        value.text, value.rest = "".join(pieces), source[position:].strip()
        return value

    def _piece(self, source: str, position: int, pieces: list[str], value: Value) -> int:
        """Add a piece, and return its end."""
        if source[position] in '{"':
            end = _end(source, position)
            pieces.append(source[position + 1 : end])
            return end + 1
        bare = _BARE.match(source, position)
        if bare is None:
            return len(source)
        name = bare[0]
        text = name if name.isdecimal() else self._texts.get(name.lower())
        if text is None or not self._budget.takes(len(text)):
            value.undefined.append(name)
            text = name
        pieces.append(text)
        return bare.end()


def _end(source: str, start: int) -> int:
    """Return the end of the text that begins with a brace or quotation mark."""
    is_quoted = source[start] == '"'
    depth = 0
    for sign in (_QUOTED if is_quoted else _BRACES).finditer(source, start + 1):
        if sign[0] == "{":
            depth += 1
        elif sign[0] == "}" and depth:
            depth -= 1
        elif not depth and sign[0] == ('"' if is_quoted else "}"):
            return sign.start()
    return len(source)


def unbraced(source: str) -> str:
    """Return a text without the braces around it."""
    text = source.strip()
    for _ in range(_MOST_AROUND):
        if not is_braced(text):
            break
        text = text[1:-1].strip()
    return text


def is_braced(source: str) -> bool:
    """Return whether one pair of braces encloses the whole text."""
    return source.startswith("{") and _end(source, 0) == len(source) - 1
