"""Trees as a reader could have made them, with texts that look like mark-up wherever a text can stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from typing import Literal, TypeVar

from toolchain import model as m
from toolchain.model.diagnostics import SourceSpan
from toolchain.model.front_matter import Contact, FrontMatter, Limit, Organization
from toolchain.model.walk import plain_text, walk

T = TypeVar("T")
HERE = SourceSpan("report.md", 1, 1, 1, 1)

PIECES = (
    *"*_`[]()<>&#@|~^$\\!:;؛；.,-'\"%1ab \t\n\xa0\u3000\u2028\xad\u200b\ufeffé中。“”ك",
    *("**", "__", "```", "~~~", "&amp;", "&#42;", "# ", "@key", "[@key]", "{#", "{.", "{#a}", "{lang=fr}"),
    *("1.", "1. ", "2) ", "2010. The court", "(a) ", "Table:", "Table: x", "- ", "+ ", "* ", "---", "==="),
    *("***", "_ _ _", "<!-- c -->", "<b>", "<https://x.org>", "https://x.org/a_b_c", "a@b.org", "[^a]"),
    *("[^a]: ", "^[x]", "[a](b)", "[a]: b", "![x](y)", "  ", "word", "١.", "~~x~~", "==x==", "H~2~O", "x^2^"),
    *(
        "| a | b |",
        "|---|",
        "-@k",
        "&nbsp",
        "\\*",
        "\\\\",
        "&#x1F600;",
        "<a@b.c>",
        "[x] (y)",
        "[a][b]",
        "[t]",
    ),
)
_URLS = (
    "https://x.org/a",
    "a.md",
    "",
    "mailto:a@b.org",
    "a(b",
    "a)b(",
    "a b",
    "<a>",
    "&amp;",
    "a\\",
    "é",
    "a|b",
)
_LABELS = ("a", "b-1", "penal-375", "é_x", "1", "*x*", "a.b:c")
_BLANKS = (" ", "\t")


class Making:
    """Makes nodes by one source of chance."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def one(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self.random.randrange(len(choices))]

    def chance(self, of: int) -> bool:
        """True once in `of` times."""
        return self.random.randrange(of) == 0

    def some(self, make: Callable[[], T], most: int) -> list[T]:
        """One to `most` of what is made."""
        return [make() for _ in range(1 + self.random.randrange(most))]

    def words(self) -> str:
        """A text that looks like mark-up."""
        if self.chance(6):
            return "a sentence of words, with nothing in it"
        return "".join(self.some(lambda: self.one(PIECES), 4))

    def url(self) -> str:
        """An address."""
        return self.words().lstrip("#") if self.chance(2) else self.one(_URLS)

    def inlines(
        self, *, breaks: bool = True, link: bool = False, note: bool = False, deep: int = 3
    ) -> m.Inlines:
        """A text, of several lines if `breaks`; `link` says that it stands in one, `note` in one."""
        made = merged(self.some(lambda: self.inline(link=link, note=note, deep=deep), 4))
        while breaks and self.chance(3):
            more = merged(self.some(lambda: self.inline(link=link, note=note, deep=deep), 3))
            made = (*made, m.Break(HERE, self.chance(2)), *more)
        return made

    def inline(self, *, link: bool, note: bool, deep: int) -> m.Inline:
        """A node of a text."""
        kinds: list[Callable[[], m.Inline]] = [self._text, self._text, self._text, self._code]
        within = partial(self.inlines, breaks=False, link=link, note=note, deep=deep - 1)
        if deep:
            kinds += [self._emphasized(m.Emphasis, within), self._emphasized(m.Strong, within)]
        if deep and (not link or self.chance(6)):
            kinds.append(lambda: m.Foreign(HERE, "fr", within()))
        if deep and not link:
            linked = partial(self.inlines, breaks=False, link=True, note=note, deep=deep - 1)
            noted = partial(self.inlines, breaks=False, note=True, deep=deep - 1)
            kinds += [
                lambda: m.NoteMark(HERE, self.one(_LABELS)),
                lambda: m.Link(HERE, self.url(), linked(), self.one(("", self.words()))),
                lambda: m.CrossReference(HERE, self.one(("a", "^b", self.words())), linked()),
                lambda: m.InlineNote(HERE, m.Note(HERE, "", (m.Paragraph(HERE, noted()),))),
                lambda: m.InlineNote(HERE, m.Note(HERE, "", (m.Paragraph(HERE, (self._citation(),)),))),
                lambda: m.Image(HERE, self.url(), self.words(), self.one(("", self.words()))),
            ]
            if note:
                kinds.append(self._citation)
        return self.one(kinds)()

    def _emphasized(
        self, kind: type[m.Emphasis | m.Strong], within: Callable[[], m.Inlines]
    ) -> Callable[[], m.Inline]:
        """Emphasized words, seldom with such in them, which cannot always be written."""

        def make() -> m.Inline:
            while True:
                inner = within()
                if self.chance(20) or not any(isinstance(node, kind) for node, _ in walk(inner)):
                    return kind(HERE, inner)

        return make

    def _text(self) -> m.Inline:
        return m.Text(HERE, self.words())

    def _code(self) -> m.Inline:
        return m.Code(HERE, self.words().replace("\n", " "))

    def _citation(self) -> m.Inline:
        keys = ("key", "a:b", "10.1093/x", "a;b", "k", "é", "x_y")
        parts: list[m.Inline] = [m.Text(HERE, "see ")] if self.chance(3) else []
        for number in range(1 + self.random.randrange(2)):
            if number:
                parts += [m.Text(HERE, self.one(m.SEMICOLONS)), m.Text(HERE, " ")]
            parts.append(m.CitedSource(HERE, self.one(keys), author=not self.chance(4)))
            if self.chance(2):
                words = "".join(sign for sign in self.words() if sign not in m.SEMICOLONS)
                parts.append(m.Text(HERE, f", {words}" if self.chance(2) else words or "."))
        return m.Citation(HERE, tuple(parts))

    def text(self, *, note: bool = False) -> m.Inlines:
        """A text that can be a paragraph's: no image alone, which is a figure, and not all blank."""
        while True:
            made = self.inlines(note=note)
            words = [node for node in made if not (isinstance(node, m.Text) and not node.text.strip())]
            if words and not (len(words) == 1 and isinstance(words[0], m.Image)):
                return made

    def tag(self) -> m.Label | None:
        """A label, or none."""
        return m.Label(self.one(("a", "b-1", "para")), HERE) if self.chance(3) else None

    def blocks(
        self, *, numbered: bool = False, typed: bool = False, note: bool = False, deep: int = 2
    ) -> m.Blocks:
        """Blocks of a container: `numbered` in a numbered paragraph, `typed` in a quotation or a note."""
        within = partial(self.blocks, numbered=numbered, typed=typed, note=note, deep=deep - 1)
        quoted = partial(self.blocks, numbered=numbered, typed=True, note=note, deep=deep - 1)
        kinds: list[Callable[[], m.Block]] = [
            lambda: m.Paragraph(HERE, self.text(note=note)),
            lambda: m.Paragraph(HERE, self.text(note=note)),
            lambda: m.CodeBlock(HERE, self.words() + "\n", self.one(("", "python", "a b", "`x", "\\*"))),
            lambda: m.Comment(HERE, self.words().replace("-->", "").strip()),
            lambda: m.ThematicBreak(HERE),
            lambda: self._table(note=note),
        ]
        if deep:
            kinds += [
                lambda: m.Quotation(HERE, quoted()),
                lambda: m.BulletList(HERE, tuple(self.some(lambda: m.ListItem(HERE, "", within()), 3))),
                lambda: self._ordered(within),
            ]
        if deep and numbered and not typed:
            kinds.append(lambda: self._sub_paragraphs(within))
        return apart([self.one(kinds)() for _ in range(1 + self.random.randrange(3))])

    def _ordered(self, within: Callable[[], m.Blocks]) -> m.Block:
        start = self.one((0, 1, 9, 99))
        items = enumerate(self.some(within, 3))
        return m.OrderedList(HERE, tuple(m.ListItem(HERE, f"{start + at})", inside) for at, inside in items))

    def _sub_paragraphs(self, within: Callable[[], m.Blocks]) -> m.Block:
        items = []
        for number, inside in enumerate(self.some(within, 3), 1):
            tag = self.tag() if carries(inside) else None
            items.append(m.SubParagraph(HERE, m.Claim(str(number), HERE), inside, tag))
        return m.SubParagraphs(HERE, tuple(items))

    def _table(self, *, note: bool) -> m.Block:
        choices: list[Literal["", "left", "center", "right"]] = ["", "left", "center", "right"]
        aligns = self.some(lambda: self.one(choices), 3)
        cell = partial(self.inlines, breaks=False, note=note, deep=1)
        rows = self.some(lambda: tuple(m.Cell(HERE, cell(), align) for align in aligns), 3)
        words = self.text(note=note)
        if self.chance(2) or (isinstance(words[0], m.Text) and words[0].text.startswith(_BLANKS)):
            return m.Table(HERE, rows[0], tuple(rows[1:]))
        tag = None if ends_in_blank(words) else self.tag()
        return m.Table(HERE, rows[0], tuple(rows[1:]), m.Caption(HERE, words), tag)

    def numbered(self) -> m.Block:
        """A numbered paragraph."""
        inside = self.blocks(numbered=True)
        claim = m.Claim(self.one(("1", "12", "345", "1234", "007")), HERE)
        return m.NumberedParagraph(HERE, claim, inside, self.tag() if carries(inside) else None)

    def heading(self) -> m.Block:
        """A heading."""
        words = self.inlines(breaks=False)
        level = self.one((1, 2, 3, 6))
        if ends_in_blank(words):
            return m.Heading(HERE, level, words)
        return m.Heading(
            HERE, level, words, self.tag(), unnumbered=self.chance(3), page_break=self.chance(3),
            series=self.one((None, None, "recommendation")),
        )  # fmt: skip

    def figure(self) -> m.Block:
        """A figure with a caption."""
        image = m.Image(HERE, self.url(), self.words())
        return m.Figure(HERE, image, m.Caption(HERE, self.inlines(breaks=False, deep=2)), self.tag())

    def document(self) -> m.Document:
        """A whole document."""
        kinds = (self.heading, self.numbered, self.numbered, self.figure)
        body: list[m.Block] = []
        for _ in range(self.random.randrange(4)):
            body += [self.one(kinds)()] if self.chance(2) else self.blocks()
        notes = self.some(lambda: m.Note(HERE, self.one(_LABELS), self.blocks(typed=True, note=True)), 3)
        return m.Document("report.md", self.front_matter(), apart(body), tuple(notes[1:]))

    def front_matter(self) -> FrontMatter:
        """A front matter with whatever texts."""
        contact = Contact(
            person=self._value(), address=self._value(), phone=self._value(), website=self._value()
        )
        described = self.inlines(breaks=False, deep=1) if self.chance(2) else (self._long_text(),)
        is_blank = all(isinstance(node, m.Image) or not plain_text((node,)).strip() for node in described)
        description = () if is_blank else (m.Paragraph(HERE, described, m.Part.COVER),)
        organization = Organization(
            self._value(), self._value(), description, contact=contact if self.chance(2) else None
        )
        return FrontMatter(
            title=(self._text(),) if self.chance(2) else self.inlines(breaks=False, deep=1),
            short_title=(self._text(),),
            country=self._value(),
            date=self._value(),
            keywords=tuple(self.some(self._value, 3)),
            submitted_by=(organization,) if self.chance(2) else (),
            public=self.one((None, True, False)),
            limits=(Limit(self.one(("words", "pages")), 9000, self._value()),) if self.chance(3) else (),
        )

    def _long_text(self) -> m.Inline:
        return m.Text(HERE, " ".join(self.words() for _ in range(self.one((1, 9, 40)))))

    def _value(self) -> str:
        return self.words().strip()


def merged(nodes: list[m.Inline]) -> m.Inlines:
    """Nodes with texts side by side as one, as a reader leaves them, and code apart."""
    kept: list[m.Inline] = []
    for node in nodes:
        last = kept[-1] if kept else None
        if isinstance(node, m.Text) and isinstance(last, m.Text):
            kept[-1] = m.Text(HERE, last.text + node.text)
        elif not (isinstance(node, m.Code) and isinstance(last, m.Code)):
            kept.append(node)
    return tuple(kept)


def ends_in_blank(words: m.Inlines) -> bool:
    """Whether a text ends with a blank, which would not stay before a label."""
    return isinstance(words[-1], m.Text) and words[-1].text.endswith(_BLANKS)


def carries(inside: m.Blocks) -> bool:
    """Whether the first of some blocks is a text that can carry a label."""
    first = next((block for block in inside if not isinstance(block, m.Comment)), None)
    return isinstance(first, m.Paragraph) and not ends_in_blank(first.children)


def apart(made: list[m.Block]) -> m.Blocks:
    """Blocks of which none would be taken for a part of the one before it."""
    kept: list[m.Block] = []
    for block in made:
        joins = isinstance(block, m.OrderedList | m.SubParagraphs | m.Table)
        if joins and kept and not isinstance(kept[-1], m.CodeBlock | m.Quotation):
            kept.append(m.ThematicBreak(HERE))
        kept.append(block)
    return tuple(kept)
