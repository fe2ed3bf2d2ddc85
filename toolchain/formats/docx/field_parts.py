"""The elements of which each field of a part consists."""

from __future__ import annotations

from toolchain.formats.docx.fields import Instruction, not_shown, parse
from toolchain.formats.docx.xml import Element, W
from toolchain.model.records import Changing, field

_CHAR, _TEXT, _SIMPLE = W + "fldChar", W + "instrText", W + "fldSimple"
_RUN, _RUN_PROPERTIES, _KIND = W + "r", W + "rPr", W + "fldCharType"
_DEEPEST = 20
"""Fields around an element that know of it; Word has no more than that in each other."""

_PAGES = frozenset(("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES"))


class Field(Changing, eq=False):
    """A field: its own elements (`fldChar`, `instrText`), other elements in its instruction, its result.

    `simple` is its element if the field is a single one. `whole` means that it has an end.
    """

    own: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    inside: list[Element] = field(default_factory=list)
    result: list[Element] = field(default_factory=list)
    simple: Element | None = None
    has_result: bool = False
    whole: bool = False

    @property
    def instruction(self) -> Instruction:
        """The text of its instruction."""
        return parse("".join(self.words))

    @property
    def texts(self) -> list[Element]:
        """The texts of its result."""
        return [each for each in self.result if each.tag == W + "t"]

    @property
    def shown(self) -> str:
        """The words of its result."""
        return "".join(each.text or "" for each in self.texts)

    def words_not_shown(self) -> str:
        """Return the words in quotation marks of its instruction that are not in its result."""
        return " ".join(not_shown("".join(self.words), self.shown))

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
        texts = list(simple.iter(W + "t"))
        found.append(Field(words=[simple.get(W + "instr", "")], result=texts, simple=simple, whole=True))
    for child in (child for run in root.iter(_RUN) for child in run if child.tag != _RUN_PROPERTIES):
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
    for around in (opened if kind == "begin" else opened[:-1])[:_DEEPEST]:
        _beside(around, mark)
    if kind == "begin":
        opened.append(Field(own=[mark]))
        found.append(opened[-1])
    elif opened:
        top = opened[-1]
        top.own.append(mark)
        if kind == "separate":
            top.has_result = True
        elif kind == "end":
            top.whole = True
            opened.pop()


def _beside(around: Field, child: Element) -> None:
    """Record an element that is in a field but not one of its own."""
    (around.result if around.has_result else around.inside).append(child)
