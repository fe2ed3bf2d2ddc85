"""Parse fields, and replace by their text those with data about a person, a file or a time.

Unlinking a field leaves its stored result as plain text, which is visible (ECMA-376-1, 17.16).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from toolchain.formats.docx.fields import BRANCHING, UNSHOWN, Instruction, parse
from toolchain.formats.docx.xml import Element, W
from toolchain.model.own_paths import PATH
from toolchain.model.wording import fold, shorten
from toolchain.word.cleaning.moving import remove, unwrap
from toolchain.word.cleaning.report import Report

_CHAR, _TEXT, _SIMPLE = W + "fldChar", W + "instrText", W + "fldSimple"
_RUN, _RUN_PROPERTIES, _KIND = W + "r", W + "rPr", W + "fldCharType"
_SHOWN = 60
_DEEPEST = 20
"""Fields around an element that know of it; Word has no more than that in each other."""

_WEB = ("http://", "https://", "mailto:", "ftp://", "ftps://", "tel:", "sms:", "#", "news:", "urn:", "doi:")

_PERSONS = frozenset(("AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS"))
_FILE = frozenset(("FILENAME", "TEMPLATE", "FILESIZE"))
_TIMES = frozenset(("CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME", "REVNUM"))
_PROPERTIES = frozenset(("DOCPROPERTY", "DOCVARIABLE", "INFO", "COMMENTS", "KEYWORDS", "SUBJECT"))
_SOURCES = frozenset((
    "INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD",
    "EMBED", "HTMLACTIVEX", "CONTROL", "AUTOTEXT", "AUTOTEXTLIST", "GLOSSARY",
))  # fmt: skip
_MAILS = frozenset((
    "MERGEFIELD", "MERGEREC", "MERGESEQ", "NEXT", "NEXTIF", "SKIPIF", "GREETINGLINE", "ADDRESSBLOCK",
    "MERGEBARCODE",
))  # fmt: skip
_DATA = frozenset(("ADDIN", "PRIVATE", "CITATION", "BIBLIOGRAPHY"))
_PAGES = frozenset(("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES"))
_WHY = (
    (BRANCHING, "field with words that are not shown"),
    (_PERSONS, "field with the name of a person"),
    (_FILE, "field with the name of a file"),
    (_TIMES, "field with a time"),
    (_PROPERTIES, "field of a property"),
    (_SOURCES, "field with a source"),
    (_MAILS, "field of a mailing"),
    (_DATA, "field with data"),
)
_TELLING = _PERSONS | _FILE | _TIMES | _PROPERTIES

SEEN_ELSEWHERE = {"XE": "INDEX", "TA": "TOA", "TC": "TOC"}
"""Fields that are invisible at their place, and the field that shows their words."""


@dataclass(slots=True, eq=False)
class Field:
    """A field: its own elements (`fldChar`, `instrText`), other elements in its instruction, its result.

    `results` are the elements of a result that is not shown. `simple` is its element if the field is a
    single one. `whole` means that it has an end.
    """

    own: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    inside: list[Element] = field(default_factory=list)
    result: list[str] = field(default_factory=list)
    results: list[Element] = field(default_factory=list)
    simple: Element | None = None
    has_result: bool = False
    is_unshown: bool = False
    whole: bool = False

    @property
    def instruction(self) -> Instruction:
        """The text of its instruction."""
        return parse("".join(self.words))

    def depends_on_page(self) -> bool:
        """Return whether its result depends on the page or section."""
        inside = (each.text or "" for each in self.inside if each.tag == _TEXT)
        return not _PAGES.isdisjoint("".join(inside).upper().split())

    @property
    def start(self) -> Element:
        """Its first element."""
        return self.own[0] if self.simple is None else self.simple


def fields_of(root: Element) -> list[Field]:
    """Return all fields of a part, in the order of their starts."""
    found: list[Field] = []
    opened: list[Field] = []
    for simple in root.iter(_SIMPLE):
        text = "".join(each.text or "" for each in simple.iter(W + "t"))
        found.append(Field(words=[simple.get(W + "instr", "")], simple=simple, whole=True, result=[text]))
    for child in _children_of_runs(root):
        if child.tag == _CHAR:
            _mark(child, opened, found)
        elif opened:
            top = opened[-1]
            is_word = child.tag == _TEXT and not top.has_result
            if is_word:
                top.own.append(child)
                top.words.append(child.text or "")
            for around in (opened[:-1] if is_word else opened)[:_DEEPEST]:
                _beside(around, child)
    return found


def _mark(mark: Element, opened: list[Field], found: list[Field]) -> None:
    """Handle the start or end of a field, or the start of its result; for outer fields it is another
    element.
    """
    kind = mark.get(_KIND)
    if kind == "begin":
        for around in opened[:_DEEPEST]:
            _beside(around, mark)
        opened.append(Field(own=[mark]))
        found.append(opened[-1])
    elif opened:
        top = opened[-1]
        top.own.append(mark)
        for around in opened[:-1][:_DEEPEST]:
            _beside(around, mark)
        if kind == "separate":
            top.has_result = True
            top.is_unshown = top.instruction.kind in UNSHOWN
        elif kind == "end":
            top.whole = True
            opened.pop()


def _beside(around: Field, child: Element) -> None:
    """Record an element that is in a field but not one of its own."""
    if not around.has_result:
        around.inside.append(child)
        return
    if around.is_unshown:
        around.results.append(child)
    if child.tag == W + "t" and sum(map(len, around.result)) < _SHOWN:
        around.result.append(child.text or "")


def _children_of_runs(root: Element) -> Iterator[Element]:
    for run in root.iter(_RUN):
        for child in run:
            if child.tag != _RUN_PROPERTIES:
                yield child


def unlink_fields(root: Element, values: Collection[str], report: Report) -> None:
    """Replace each field with data about a person, a file, a time or similar by its result.

    `values` are the names of bookmarks that fields of the document set, which are removed too.
    """
    for each in fields_of(root):
        instruction = each.instruction
        why = _why(instruction, "".join(each.words), values)
        if not why:
            continue
        if not each.whole:
            report.leave(f"the field {instruction.kind} has no end, so it stays", each.start)
            continue
        if instruction.kind in BRANCHING and each.depends_on_page():
            report.leave(f"the field {instruction.kind} has words that only some pages show", each.start)
            continue
        report.take(why, each.start)
        if instruction.kind in UNSHOWN:
            remove_field(each)
            continue
        shown = fold("".join(each.result))
        if shown and instruction.kind in _TELLING:
            report.leave(
                f"“{_cut(shown)}”, which the field {instruction.kind} put there, is part of the text",
                each.start,
            )
        unlink(each)


def unlink(each: Field) -> None:
    """Replace a field by its result."""
    if each.simple is not None:
        unwrap(each.simple, (W + "fldData",))
        return
    for element in (*each.own, *each.inside):
        take_out_of_run(element)


def remove_field(each: Field) -> None:
    """Remove a field with its result, of which nothing is shown; bookmarks stay."""
    if each.simple is not None:
        remove(each.simple)
    for element in (*each.own, *each.inside, *each.results):
        take_out_of_run(element)


def take_out_of_run(element: Element) -> None:
    """Remove a child of a run, and the run if it is then empty."""
    run = element.getparent()
    remove(element)
    if run is not None and run.tag == _RUN and all(child.tag == _RUN_PROPERTIES for child in run):
        remove(run)


def is_own_file(address: str) -> bool:
    """Return whether an address is a file of somebody's own, not of the web, mail or phone."""
    return bool(address.strip()) and not address.strip().lower().startswith(_WEB)


def _why(instruction: Instruction, text: str, values: Collection[str]) -> str:
    kind = instruction.kind
    if kind == "HYPERLINK":
        return "link to a file" if is_own_file(instruction.target.replace("\\\\", "\\")) else ""
    if (instruction.target if kind == "REF" else kind).lower() in values:
        return "field with the value of another"
    if kind not in _PERSONS | BRANCHING and PATH.search(text):
        return "field with the name of a file"
    return next((said for kinds, said in _WHY if kind in kinds), "")


def _cut(text: str) -> str:
    return shorten(text, _SHOWN)
