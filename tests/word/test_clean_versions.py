"""Files of several versions of Word: random numbers in all of its namespaces, and the Strict form."""

from __future__ import annotations

import pytest

from tests.support.docx_made import made, unzipped, zipped
from tests.support.planting import OFFICE
from tests.word.test_clean import cleaned
from tests.word.test_clean_changes import p, r
from tests.word.test_clean_parts import DRAWN, MAIN, MICROSOFT, ground, kinds, text
from toolchain.formats.docx.package import STRICT

IDENTITIES = {
    "of a paragraph, in a trial version": '<w:p xmlns:x="MS/word/2007/5/30/wordml" x:paraId="1AB2C3D4"/>',
    "of a series": p(
        f'<w:r><w:drawing><x:series xmlns:x="{MICROSOFT}/drawing/2014/chartex" uniqueId="1AB2C3D4"/>'
        "</w:drawing></w:r>"
    ),
    "of a drawing of older Word": p(
        '<w:r><w:pict xmlns:x="MS/word/2010/wordml" x:anchorId="1AB2C3D4"/></w:r>'
    ),
}


@pytest.mark.parametrize("name", IDENTITIES)
def test_random_numbers_go_in_all_namespaces_of_word(name: str) -> None:
    body = IDENTITIES[name].replace("MS/", f"{MICROSOFT}/")
    assert "1AB2C3D4" in body
    assert "1AB2C3D4" not in text(cleaned(made(body)))


def test_random_numbers_of_lists_and_charts_go() -> None:
    numbers = f'xmlns:x="{MICROSOFT}/word/2016/wordml/cid" x:durableId="753670817"'
    made_of = ground(
        p(r("One.")),
        numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0" w:tplc="5EC4E703"/></w:abstractNum>'
        f'<w:num {numbers} w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    random = f'<x:uniqueId xmlns:x="{MICROSOFT}/drawing/2014/chart" val="{{0-54C2-45CA}}"/>'
    ending = f'<c:extLst><c:ext uri="{{C338}}">{random}</c:ext></c:extLst>'
    chart = f'<c:chart xmlns:c="{DRAWN}/chart"><c:ser><c:idx val="0"/>{ending}</c:ser></c:chart>'
    identity = made_of.add(MAIN, "chart", "word/charts/chart1.xml", chart.encode(), "application/xml")
    drawing = f'<w:drawing><c:chart xmlns:c="{DRAWN}/chart" r:id="{identity}"/></w:drawing>'
    made_of.files[MAIN] = unzipped(made(p(r("One.") + f"<w:r>{drawing}</w:r>")))[MAIN]
    files = unzipped(cleaned(made_of.packed()).data)
    assert b"<c:idx " in files["word/charts/chart1.xml"]
    assert b"extLst" not in files["word/charts/chart1.xml"]
    assert b'w:numId="1"' in files["word/numbering.xml"]
    assert b"durableId" not in files["word/numbering.xml"]
    assert b"tplc" not in files["word/numbering.xml"]


@pytest.mark.parametrize(
    "body",
    [
        p(r("One.")).replace(
            "<w:p>", '<w:p w:rsidRDefault="5EC4E703" w:rsidP="5EC4E704" w:rsidDel="5EC4E705">'
        ),
        p('<w:r w:rsidRPr="5EC4E703"><w:t>One.</w:t></w:r>'),
        p(r("One.")) + '<w:sectPr w:rsidSect="5EC4E703"/>',
        '<w:tbl><w:tr w:rsidTr="5EC4E703"><w:tc><w:p/></w:tc></w:tr></w:tbl>',
        p('<w:bookmarkStart w:id="5" w:name="_GoBack"/>' + r("One.") + '<w:bookmarkEnd w:id="5"/>'),
        p(
            '<w:r><w:pict><v:shape xmlns:o="urn:schemas-microsoft-com:office:office" o:gfxdata="5EC4E703"/>'
            "</w:pict></w:r>"
        ),
    ],
)
def test_numbers_of_sessions_go_wherever_word_writes_them(body: str) -> None:
    """And the place where somebody stopped, and the hidden copy of a drawing."""
    left = text(cleaned(made(body)))
    assert "5EC4E70" not in left
    assert "_GoBack" not in left


def test_the_names_of_the_layouts_of_smart_art_stay() -> None:
    """Without them Word does not know which layout a diagram has."""
    made_of = ground(p(r("One.")))
    layout = f'<d:layoutDef xmlns:d="{DRAWN}/diagram" uniqueId="urn:layout/default"/>'.encode()
    identity = made_of.add(MAIN, "diagramLayout", "word/diagrams/layout1.xml", layout, "application/xml")
    related = f'<d:relIds xmlns:d="{DRAWN}/diagram" r:lo="{identity}"/>'
    drawing = f"<w:r><w:drawing>{related}</w:drawing></w:r>"
    made_of.files[MAIN] = unzipped(made(p(r("One.") + drawing)))[MAIN]
    files = unzipped(cleaned(made_of.packed()).data)
    assert b'uniqueId="urn:layout/default"' in files["word/diagrams/layout1.xml"]


def test_charts_and_properties_of_strict_files_are_those_of_others() -> None:
    made_of = ground(p(r("One.")))
    chart = f'<c:chart xmlns:c="{DRAWN}/chart"><c:v>7</c:v></c:chart>'.encode()
    identity = made_of.add(MAIN, "chart", "word/charts/chart1.xml", chart, "application/xml")
    space = OFFICE.replace("relationships", "extended-properties")
    named = f'<Properties xmlns="{space}"><Company>X</Company></Properties>'
    made_of.add("", "extended-properties", "docProps/app.xml", named.encode(), "application/xml")
    drawing = f'<w:drawing><c:chart xmlns:c="{DRAWN}/chart" r:id="{identity}"/></w:drawing>'
    made_of.files[MAIN] = unzipped(made(p(r("One.") + f"<w:r>{drawing}</w:r>")))[MAIN]
    files = unzipped(made_of.packed())
    for strict, transitional in STRICT:
        files = {name: data.replace(transitional, strict) for name, data in files.items()}
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/extendedProperties" in files["_rels/.rels"]
    done = cleaned(zipped(files))
    assert b"purl.oclc.org/ooxml/drawingml/chart" in unzipped(done.data)["word/charts/chart1.xml"]
    assert {"Company"} == kinds(done)
