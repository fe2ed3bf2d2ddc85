"""The words of a text as elements: numbers and note marks as `resolve` has computed them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

from lxml import etree

from toolchain.api import NumberedNote, Resolved
from toolchain.api import model as m

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def element(tag: str, /, *children: etree._Element, **values: str) -> etree._Element:
    """Return an element of Akoma Ntoso. Attributes without a value are left out."""
    made = etree.Element(f"{{{AKN}}}{tag}", nsmap={None: AKN})  # type: ignore[dict-item]
    made.attrib.update({key: value for key, value in values.items() if value})
    made.extend(children)
    return made


class Inlines:
    """Writes the words of a submission. `note` writes the blocks of a note into its element."""

    def __init__(self, resolved: Resolved, note: Callable[[NumberedNote, etree._Element], None]) -> None:
        self._resolved = resolved
        self._note = note
        self._written: set[NumberedNote] = set()

    def into(self, parent: etree._Element, nodes: m.Inlines, before: str = "") -> etree._Element:
        """Add words to an element, and return it; `before` is printed before them."""
        add(parent, before)
        for node in nodes:
            self._one(parent, node)
        return parent

    def picture(self, parent: etree._Element, source: str, alt: str) -> None:
        """Add a picture with its bytes; in a draft, the words that it is missing."""
        image = self._resolved.document.images.get(source)
        if image is None:
            add(parent, f"[{self._resolved.words.terms['image_missing'].format(source=source)}]")
        else:
            data = f"data:{image.media_type};base64,{b64encode(image.data).decode()}"
            parent.append(element("img", src=data, alt=alt))

    def _one(self, parent: etree._Element, node: m.Inline) -> None:
        match node:
            case m.NoteMark() | m.InlineNote():
                self._mark(parent, node)
            case m.CrossReference():
                self._reference(parent, node)
            case m.Citation():
                self.into(parent, self._resolved.citations.get(node, node.children))
            case m.Image():
                self.picture(parent, node.source, node.alt)
            case m.Break(hard=True):
                parent.append(element("br"))
            case m.Text() if node in self._resolved.linked:
                self.into(parent, self._resolved.linked[node])
            case m.Text() | m.Break():
                typed = node.text if isinstance(node, m.Text) else " "
                add(parent, self._resolved.printed.get(node, typed))
            case m.RawHtml() | m.PrintedNumber():
                add(parent, node.text)
            case m.CitedSource():
                add(parent, f"@{node.key}")
            case m.Emphasis() | m.Strong() | m.Foreign() | m.Link() | m.Code():
                parent.append(self._around(node))

    def _around(self, node: m.Emphasis | m.Strong | m.Foreign | m.Link | m.Code) -> etree._Element:
        """Return words with what they are: stressed, in another language, a link, or code."""
        match node:
            case m.Emphasis():
                made = element("i")
            case m.Strong():
                made = element("b")
            case m.Foreign():
                made = element("span", **{LANG: node.lang})
            case m.Link():
                made = element("a", href=node.url, title=node.title)
            case m.Code():
                add(made := element("span", **{"class": "code"}), node.text)
                return made
        return self.into(made, node.children)

    def _reference(self, parent: etree._Element, node: m.CrossReference) -> None:
        reference = self._resolved.references.get(node)
        anchor = reference and self._resolved.anchors.get(reference.note or reference.target)  # type: ignore[arg-type]
        if reference and anchor:
            parent.append(self.into(element("ref", href=f"#{anchor}"), reference.children))
        else:
            self.into(parent, reference.children if reference else node.children)

    def _mark(self, parent: etree._Element, node: m.NoteMark | m.InlineNote) -> None:
        """Write a note at its first mark, and a reference to it at all others."""
        mark = self._resolved.marks.get(node)
        if mark is None:
            label = node.label if isinstance(node, m.NoteMark) else ""
            add(parent, f"[{self._resolved.words.terms['note_missing'].format(label=label)}]")
            return
        add(parent, mark.separator)
        anchor = self._resolved.anchors[mark.note]
        if mark.note in self._written:
            parent.append(element("noteRef", href=f"#{anchor}", marker=mark.note.label))
            return
        self._written.add(mark.note)
        placement = "bottom" if self._resolved.settings.notes is m.NoteKind.FOOTNOTE else ""
        note = element("authorialNote", marker=mark.note.label, placement=placement, eId=anchor)
        self._note(mark.note, note)
        parent.append(note)


def add(parent: etree._Element, text: str) -> None:
    """Add words at the end of an element."""
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
