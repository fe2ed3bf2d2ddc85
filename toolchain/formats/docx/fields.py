"""Fields: the instruction, the stored result, and the result that Word would compute."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from toolchain.formats.docx.numerals import numeral
from toolchain.formats.docx.xml import Element, W, integer
from toolchain.model.expressions import expression
from toolchain.model.records import Changing, field
from toolchain.model.wording import fold, shorten

if TYPE_CHECKING:
    from toolchain.formats.docx.story import Paragraph

_LONGEST = 4_000
"""Maximum number of characters of an instruction that are read."""

_SHOWN = 80
"""Maximum number of characters of an instruction in a message."""

_WORD = expression(r'"((?:[^"\\]|\\.)*)"|(\S+)')
# The number switches of 17.16.4.3.1, by the format that they name.
_FORMATS = {
    "arabic": "decimal",
    "ROMAN": "upperRoman",
    "roman": "lowerRoman",
    "ALPHABETIC": "upperLetter",
    "alphabetic": "lowerLetter",
    "arabicabjad": "arabicAbjad",
    "arabicalpha": "arabicAlpha",
    "chinesenum1": "chineseCounting",
}


KINDS = frozenset((
    "=", "ADDIN", "ADDRESSBLOCK", "ADVANCE", "ASK", "AUTHOR", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT",
    "AUTOTEXT", "AUTOTEXTLIST", "BARCODE", "BIBLIOGRAPHY", "BIDIOUTLINE", "CITATION", "COMMENTS",
    "COMPARE", "CONTROL", "CREATEDATE", "DATABASE", "DATE", "DDE", "DDEAUTO", "DISPLAYBARCODE",
    "DOCPROPERTY", "DOCVARIABLE", "EDITTIME", "EMBED", "EQ", "FILENAME", "FILESIZE", "FILLIN",
    "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "FTNREF", "GLOSSARY", "GOTOBUTTON", "GREETINGLINE",
    "HTMLACTIVEX", "HYPERLINK", "IF", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "INDEX",
    "INFO", "KEYWORDS", "LASTSAVEDBY", "LINK", "LISTNUM", "MACROBUTTON", "MERGEBARCODE", "MERGEFIELD",
    "MERGEREC", "MERGESEQ", "NEXT", "NEXTIF", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE",
    "PAGEREF", "PRINT", "PRINTDATE", "PRIVATE", "QUOTE", "RD", "REF", "REVNUM", "SAVEDATE", "SECTION",
    "SECTIONPAGES", "SEQ", "SET", "SHAPE", "SKIPIF", "STYLEREF", "SUBJECT", "SYMBOL", "TA", "TC",
    "TEMPLATE", "TIME", "TITLE", "TOA", "TOC", "USERADDRESS", "USERINITIALS", "USERNAME", "XE",
))  # fmt: skip
"""The kinds of fields that Word supports (ECMA-376-1, 17.16.5, and additions of later versions)."""


UNSHOWN = frozenset(("SET", "ASK"))
"""The kinds of fields whose stored result is only the value of a bookmark (17.16.5.3, 17.16.5.57)."""

BRANCHING = UNSHOWN | {"IF", "QUOTE", "FILLIN", "COMPARE", "PRINT"}
"""The kinds of fields whose instruction has words in quotation marks that are perhaps never shown."""

POINTING = frozenset(("REF", "NOTEREF", "PAGEREF"))
"""The kinds of fields that point to a bookmark."""


_ENCODED = expression(r"(?<=//)[^/]*\bxn--[^/]*")


def is_address(tip: str, address: str) -> bool:
    """Return whether the tooltip of a link is its address, possibly shortened, or an earlier one."""
    is_earlier = " " not in tip and ("://" in tip or "@" in tip)
    with suppress(UnicodeError):
        address = _ENCODED.sub(lambda host: host[0].encode().decode("idna"), address)
    tip, address = unquote(tip), unquote(address).removeprefix("mailto:").removeprefix("tel:")
    return not tip or tip == address or is_earlier or (tip.endswith("…") and address.startswith(tip[:-1]))


class Instruction(NamedTuple):
    """A parsed instruction: its kind in upper case, its target, and its switches with their values."""

    kind: str
    target: str = ""
    switches: tuple[tuple[str, str], ...] = ()

    def has(self, switch: str) -> bool:
        r"""Return whether there is a switch: "r" for \r."""
        return any(name == switch for name, _ in self.switches)

    def values(self, switch: str) -> tuple[str, ...]:
        """Return the value of each switch with that name."""
        return tuple(said for name, said in self.switches if name == switch)


class Field(Changing):
    """A field. Its stored result is the texts of its story from `start` to `end`.

    `expected` is what Word would show, None if that is not known. `begin` is its first element.
    """

    paragraph: Paragraph
    begin: Element | None = None
    words: list[str] = field(default_factory=list)
    has_result: bool = False
    start: int = 0
    end: int = 0
    expected: str | None = None
    _read: Instruction | None = None

    @property
    def instruction(self) -> Instruction:
        """The parsed instruction."""
        if self._read is None:
            self._read = parse("".join(self.words))
        return self._read

    @property
    def text(self) -> str:
        """The instruction as written, shortened for messages."""
        return shorten(fold("".join(self.words)[:_LONGEST]), _SHOWN + 1)


def parse(text: str) -> Instruction:
    """Parse an instruction (ECMA-376-1, 17.16.2)."""
    text = text[:_LONGEST]
    if '"' in text:
        words = [(match[1], True) if match[1] is not None else (match[2], False)
                 for match in _WORD.finditer(text)]  # fmt: skip
    else:
        words = [(word, False) for word in text.split()]
    if not words:
        return Instruction("")
    targets: list[str] = []
    switches: list[tuple[str, str]] = []
    for word, quoted in words[1:]:
        if word.startswith("\\") and not quoted and len(word) > 1:
            switches.append((word[1:], ""))
        elif switches and not switches[-1][1]:
            switches[-1] = (switches[-1][0], word)
        else:
            targets.append(word)
    kind = words[0][0].upper()
    return Instruction(kind, _target(kind, targets, switches), tuple(switches))


def _target(kind: str, targets: list[str], switches: list[tuple[str, str]]) -> str:
    """Return the target of a field. If a switch without a value has taken it, it is given back."""
    if targets:
        return targets[0]
    if kind in POINTING:
        return next((said for name, said in switches if said and name in "fhnprtw"), "")
    return ""


def not_shown(text: str, shown: str) -> list[str]:
    """Return the words in quotation marks of an instruction that are not in what is shown."""
    found = (match[1] for match in _WORD.finditer(text[:_LONGEST]))
    return [words for words in found if words and words not in shown]


def unmatched(root: Element, story: str) -> set[Element]:
    """Return each `w:fldChar` without a counterpart: a begin without an end, or an end without a begin.

    A field is within one story; `story` is the name of the elements that each contain a story.
    """
    opened: list[Element] = []
    lonely: set[Element] = set()
    if next(root.iter(W + "fldChar"), None) is None:
        return lonely
    for part in root.iter(W + "fldChar", story):
        kind = part.get(W + "fldCharType")
        if part.tag == story:
            lonely.update(opened)
            opened.clear()
        elif kind == "begin":
            opened.append(part)
        elif kind == "end":
            if opened:
                opened.pop()
            else:
                lonely.add(part)
    return lonely.union(opened)


class Sequences:
    """The counters of SEQ fields, in the order of the text (ECMA-376-1, 17.16.5.56)."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._since: dict[tuple[str, int], int] = {}
        self._headings = [0] * 10

    def heading(self, level: int) -> None:
        """Record a heading of an outline level from 1 to 9, which can restart counters."""
        for each in range(level, 10):
            self._headings[each] += 1

    def next(self, instruction: Instruction) -> str | None:
        """Return what a SEQ field shows, None if that is not known."""
        if instruction.has("h") or instruction.target.startswith("\\"):
            return None
        name = instruction.target.lower()
        count = self._counts.get(name, 0)
        if level := integer(next(iter(instruction.values("s")), None)):
            count = self._restarted(name, min(max(level, 1), 9), count)
        if reset := instruction.values("r"):
            count = integer(reset[0], count)
        elif not instruction.has("c"):
            count += 1
        self._counts[name] = count
        style = _format(instruction.values("*"))
        return None if style is None else numeral(style, count)

    def _restarted(self, name: str, level: int, count: int) -> int:
        since, self._since[name, level] = self._since.get((name, level)), self._headings[level]
        return count if since == self._headings[level] else 0


def _format(said: Iterable[str]) -> str | None:
    r"""Return the number format of the \* switches: decimal by default, None for an unknown one."""
    style: str | None = "decimal"
    for word in said:
        if word.upper() in ("MERGEFORMAT", "CHARFORMAT"):
            continue
        style = _FORMATS.get(word, _FORMATS.get(word.lower()))
    return style
