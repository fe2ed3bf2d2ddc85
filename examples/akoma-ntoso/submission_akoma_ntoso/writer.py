"""A writer of Akoma Ntoso 3.0, the XML of parliaments and of the United Nations for documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from submission_akoma_ntoso.inlines import AKN, LANG, Inlines, add, element
from toolchain.api import (
    Format,
    NumberedNote,
    Organization,
    Project,
    Resolved,
    Shows,
    particulars,
    plain_text,
    shown_text,
)
from toolchain.api import model as m

FORMAT = Format(
    "akn",
    (".akn",),
    "application/akn+xml",
    title="an Akoma Ntoso file (.akn)",
    reader="submission_akoma_ntoso.reader:read_back",
    shows=Shows(in_place=True),
)
CODES = {"ar": "ara", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "zho"}
"""The codes of ISO 639-2 that the naming convention asks for; other languages keep their own tag."""

OF_BLOCKS = (
    "akomaNtoso", "doc", "meta", "identification", "references", "preface", "toc", "mainBody", "section",
    "hcontainer", "paragraph", "content", "blockList", "item", "table", "tr", "tblock",
)  # fmt: skip
"""Elements without words of their own, whose children are on lines of their own."""

UNKNOWN = "0001-01-01"


class AkomaNtosoWriter:
    """Writes a submission as a `doc`, numbered as in all other outputs."""

    api = 1
    format = FORMAT
    requires = ("lxml",)

    def write(self, resolved: Resolved, project: Project) -> bytes:
        """Return the document in UTF-8."""
        blocks = Blocks(resolved)
        doc = element("doc", name="submission")
        doc.extend((meta(project), preface(blocks, resolved, project), blocks.body()))
        root = element("akomaNtoso", doc)
        for each in root.iter(*(f"{{{AKN}}}{tag}" for tag in OF_BLOCKS)):
            each.text = "\n"
            for child in each:
                child.tail = "\n"
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


class Blocks:
    """Writes the blocks of a submission. Of a note that is printed again only the first has addresses."""

    def __init__(self, resolved: Resolved) -> None:
        self.inlines = Inlines(resolved, self._note)
        self._resolved = resolved
        self._first = {each.note: each for each in reversed(resolved.notes)}
        self._addressed = True

    def _note(self, note: NumberedNote, parent: etree._Element) -> None:
        before = self._addressed
        self._addressed = before and self._first.get(note.note, note) is note
        parent.extend(self.some(note.note.blocks))
        self._addressed = before

    def body(self) -> etree._Element:
        """Return the text: a section for each heading, as deep as its level, with its paragraphs."""
        body = element("mainBody", **{LANG: self._resolved.document.front_matter.lang})
        levels, run = [body], None
        for block in self._flat():
            if isinstance(block, m.Heading):
                del levels[block.level :]
                while len(levels) < block.level:
                    levels[-1].append(element("section"))
                    levels.append(levels[-1][-1])
                section = self._section(block)
                levels[-1].append(section)
                levels.append(section)
                run = None
            elif isinstance(block, m.NumberedParagraph):
                content = element("content", *self.some(block.blocks))
                levels[-1].append(self._at(block, element("paragraph", self._number(block), content)))
                run = None
            elif made := list(self.block(block)):
                if run is None:
                    run = element("content")
                    levels[-1].append(element("hcontainer", run, name="text"))
                run.extend(made)
        if not len(body):
            body.append(element("p"))
        return body

    def _flat(self) -> Iterator[m.Block]:
        """Yield the blocks of the text, and for a list of sources its headings and sources."""
        for block in self._resolved.document.blocks:
            if not isinstance(block, m.SourceList):
                yield block
                continue
            for heading, sources in self._resolved.source_lists.get(block, ()):
                if heading:
                    yield heading
                yield from (m.Paragraph(block.span, source.children) for source in sources)

    def some(self, blocks: m.Blocks) -> list[etree._Element]:
        """Return the elements of some blocks, at least one."""
        return [each for block in blocks for each in self.block(block)] or [element("p")]

    def block(self, node: m.Block) -> Iterator[etree._Element]:
        """Yield the elements of a block. What is not for readers (a comment) has none."""
        match node:
            case m.Paragraph():
                yield self._at(node, self.inlines.into(element("p"), node.children))
            case m.SubParagraphs() | m.OrderedList() | m.BulletList():
                yield element("blockList", *map(self._item, node.items))
            case m.Quotation():
                yield element("p", element("embeddedStructure", *self.some(node.blocks)))
            case m.CodeBlock() | m.RawHtml():
                add(
                    code := element("p", **{"class": "code" if isinstance(node, m.CodeBlock) else ""}),
                    node.text,
                )
                yield code
            case m.Table():
                yield self._table(node)
            case m.Figure():
                yield from self._figure(node)

    def _at(self, node: m.Node, made: etree._Element) -> etree._Element:
        """Give an element the address of its node."""
        anchor = self._resolved.anchors.get(node)  # type: ignore[arg-type]
        if anchor and self._addressed:
            made.set("eId", anchor)
        return made

    def _number(self, node: m.Heading | m.NumberedParagraph | m.SubParagraph | m.Figure) -> etree._Element:
        add(number := element("num"), self._resolved.numbers[node].label)
        return number

    def _section(self, node: m.Heading) -> etree._Element:
        made = element("hcontainer", name="annex") if node.annex else element("section")
        if node in self._resolved.numbers:
            made.append(self._number(node))
        made.append(self.inlines.into(element("heading"), node.children))
        return self._at(node, made)

    def _item(self, node: m.SubParagraph | m.ListItem) -> etree._Element:
        made = element("item")
        if isinstance(node, m.SubParagraph):
            made.append(self._number(node))
        elif node.marker:
            add(number := element("num"), node.marker)
            made.append(number)
        made.extend(self.some(node.blocks))
        return self._at(node, made)

    def _table(self, node: m.Table) -> etree._Element:
        made = self._at(node, element("table"))
        if node.caption:
            label = self._resolved.numbers[node].label
            made.append(self.inlines.into(element("caption"), node.caption.children, f"{label} "))
        for name, row in (("th", node.header), *(("td", row) for row in node.rows)):
            if name == "td" or any(cell.children for cell in row):
                cells = (element(name, self.inlines.into(element("p"), cell.children)) for cell in row)
                made.append(element("tr", *cells))
        return made

    def _figure(self, node: m.Figure) -> Iterator[etree._Element]:
        """Yield a picture under its caption; a draft without the picture has two texts."""
        self.inlines.picture(picture := element("p"), node.image.source, node.image.alt)
        if not node.caption:
            yield self._at(node, picture)
        elif len(picture):
            heading = self.inlines.into(element("heading"), node.caption.children)
            yield self._at(node, element("tblock", self._number(node), heading, picture))
        else:
            label = self._resolved.numbers[node].label
            yield self._at(node, self.inlines.into(element("p"), node.caption.children, f"{label} "))
            yield picture


def preface(blocks: Blocks, resolved: Resolved, project: Project) -> etree._Element:
    """Return what is printed before the text."""
    terms, matter, inlines = resolved.words.terms, project.front_matter, blocks.inlines
    made = element("preface", **{LANG: project.front_matter.lang})
    if marks := project.marks(terms):
        made.append(line("docStatus", marks))
    made.append(element("p", inlines.into(element("docTitle"), matter.title)))
    if matter.subtitle:
        made.append(inlines.into(element("p"), matter.subtitle))
    for term, value in particulars(matter, terms):
        made.append(line("inline", value, f"{terms[term]}: ", name=term))
    if matter.submitted_by:
        made.append(line("span", terms["submitted_by"]))
    for at, each in enumerate(matter.submitted_by, 1):
        made.extend(organization(each, at, blocks))
    headings = (each for each in resolved.headings(resolved.document.blocks) if matter.contents)
    if entries := list(contents(headings, resolved)):
        made.append(element("toc", *entries))
    return made


def line(tag: str, text: str, before: str = "", /, **values: str) -> etree._Element:
    """Return a paragraph with words in an element, and words before it."""
    add(words := element(tag, **values), text)
    add(paragraph := element("p"), before)
    paragraph.append(words)
    return paragraph


def organization(each: Organization, at: int, blocks: Blocks) -> Iterator[etree._Element]:
    """Yield who submits it, and how to reach them."""
    yield line("docProponent", each.name, refersTo=f"#submitter-{at}")
    if each.status:
        yield line("span", each.status)
    if each.logo:
        blocks.inlines.picture(picture := element("p"), each.logo, each.logo_alt)
        yield picture
    yield from (made for block in each.description for made in blocks.block(block))
    if contact := each.contact:
        found = (
            contact.person,
            contact.role,
            *contact.address.split("\n"),
            contact.phone,
            contact.email,
            contact.website,
        )
        yield from (line("span", text) for text in found if text)


def contents(headings: Iterable[m.Heading], resolved: Resolved) -> Iterator[etree._Element]:
    """Yield the entries of the contents: the headings that have a number, or could have one."""
    for node in headings:
        if node.level <= len(resolved.words.headings) and (anchor := resolved.anchors.get(node)):
            number = resolved.numbers.get(node)
            text = shown_text(node.children, resolved.references)
            add(
                entry := element("tocItem", href=f"#{anchor}", level=str(node.level)),
                f"{number.label} {text}" if number else text,
            )
            yield entry


def meta(project: Project) -> etree._Element:
    """Return what libraries know of it: work, expression and file, and who submits it."""
    matter = project.front_matter
    found = re.search(r"\d{4}-\d\d-\d\d", f"{matter.date} {project.moment}")
    date = found[0] if found else UNKNOWN
    title = "-".join(re.findall(r"\w+", plain_text(matter.title).lower())) or "untitled"
    work = f"/akn/un/doc/submission/{date}/{title}"
    expression = f"{work}/{CODES.get(matter.lang, matter.lang)}@"
    levels = {
        "FRBRWork": (work, element("FRBRcountry", value="un")),
        "FRBRExpression": (expression, element("FRBRlanguage", language=CODES.get(matter.lang, matter.lang))),
        "FRBRManifestation": (f"{expression}.akn", element("FRBRformat", value=FORMAT.media_type)),
    }
    names = [each.name for each in matter.submitted_by] or [""]
    identification = element("identification", source="#submitter-1")
    for name, (uri, last) in levels.items():
        core = (
            element("FRBRthis", value=f"{uri}/!main" if name == "FRBRWork" else uri),
            element("FRBRuri", value=uri),
        )
        dated = element("FRBRdate", date=date, name="submission" if found else "unknown")
        authors = (element("FRBRauthor", href=f"#submitter-{at}") for at in range(1, len(names) + 1))
        identification.append(element(name, *core, dated, *authors, last))
    references = element("references", source="#submitter-1")
    for at, text in enumerate(names, 1):
        submitter = element(
            "TLCOrganization", eId=f"submitter-{at}", href=f"/akn/ontology/organization/un/submitter-{at}"
        )
        submitter.set("showAs", text)
        references.append(submitter)
    return element("meta", identification, references)
