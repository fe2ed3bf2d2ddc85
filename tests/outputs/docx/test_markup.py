"""The text that Word's XML is composed as: what lxml would write of the same elements."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from toolchain.writers.docx.markup import (
    Paragraph,
    Pieces,
    Pointing,
    Table,
    element,
    escaped,
    markup,
    opening,
)
from toolchain.writers.docx.xml import add, legal, parsed, root


@given(st.text(), st.text())
def test_text_and_values_are_what_lxml_writes(text: str, value: str) -> None:
    around = root("body")
    add(around, "t", legal(text) or None, val=legal(value))
    whole = etree.tostring(around, encoding="unicode")
    assert element("t", escaped(text), val=value) == whole[whole.index(">") + 1 : whole.rindex("<")]


@given(st.text(min_size=1), st.text())
def test_text_and_values_come_back(text: str, value: str) -> None:
    (found,) = parsed(element("t", escaped(text), val=value))
    assert found.text == legal(text)
    assert list(found.attrib.values()) == [legal(value)]


def test_names_have_their_prefix() -> None:
    assert element("w:p") == element("p") == "<w:p/>"
    assert element("tab", pos=4) == '<w:tab w:pos="4"/>'
    assert element("hyperlink", r__id="rId1") == '<w:hyperlink r:id="rId1"/>'
    assert element("wp:extent", cx=1, name="a") == '<wp:extent cx="1" name="a"/>'
    assert element("p", element("r"), "text") == "<w:p><w:r/>text</w:p>"
    assert opening("endnote", id=3) == '<w:endnote w:id="3">'


def test_of_what_leads_nowhere_the_words_are_left() -> None:
    content: Pieces = [
        Pointing("there", "<a>"),
        "one",
        Pointing("there", "</a>"),
        Pointing("nowhere", "<b>"),
        "two",
    ]
    table = Table(["<t>", Paragraph("", ["<s/>"], content), "</t>"])
    shown = "".join(markup([table], {"there"}))
    assert shown == "<t><w:p><w:pPr><s/></w:pPr><a>one</a>two</w:p></t>"
