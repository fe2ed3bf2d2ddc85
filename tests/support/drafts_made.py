"""Word drafts as people have them, from one description, as three programs write them.

A description has a line for each paragraph, its kind before the first space:

    T title, bold and larger   C centred line   B bold line   Y bold italic line   U underlined line
    L larger line in a colour
    P text, with **bold** words
    H heading style   N item of an automatic list   I picture
    X table with a bold first row, G a grey one, F a pale one, V a plain one: cells apart by ";", rows by "/"
    S, W text with a last word in the font Symbol, Wingdings   Z text and "ADDIN … => words || after"
    ^ text with ^raised^ figures   O text box   R right-to-left text   @ title in the properties

The files in the manner of Google Docs are made here, as it exports them; they are no exports.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from tests.support.docx_made import made, unzipped, zipped

_BOLD = '<w:b w:val="1"/>'
_FONTS = {"S": "Symbol", "W": "Wingdings"}


def lines_of(draft: str) -> Iterator[tuple[str, str]]:
    """The kinds and texts of a description."""
    for line in draft.strip().splitlines():
        kind, _, text = line.partition(" ")
        yield kind, text


def picture() -> bytes:
    """A small picture."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(buffer, "PNG")
    return buffer.getvalue()


def runs_of(kind: str, text: str, extra: str = "") -> str:
    """The runs of a paragraph."""
    out = []
    if kind in _FONTS:
        text, _, shown = text.rpartition(" ")
        fonts = f'<w:rFonts w:ascii="{_FONTS[kind]}" w:hAnsi="{_FONTS[kind]}" w:cs="{_FONTS[kind]}"/>'
        return _run(f"{text} ", extra) + _run(shown, fonts + extra)
    field = ""
    if kind == "Z":
        text, _, rest = text.partition(" ADDIN ")
        instruction, _, result = f"ADDIN {rest}".partition(" => ")
        result, _, after = result.partition(" || ")
        field = _field(instruction, _run(result, extra)) + _run(after, extra)
    look = {
        "T": f'{_BOLD}<w:sz w:val="32"/>',
        "B": _BOLD,
        "Y": f"{_BOLD}<w:i/>",
        "U": '<w:u w:val="single"/>',
        "L": '<w:color w:val="1F4E79"/><w:sz w:val="28"/>',
    }
    for at, part in enumerate(text.split("^" if kind == "^" else "**")):
        looks = '<w:vertAlign w:val="superscript"/>' if kind == "^" else '<w:b w:val="1"/><w:bCs w:val="1"/>'
        bold = looks if at % 2 else ""
        right = '<w:rtl w:val="1"/><w:lang w:bidi="ar-SA"/>' if kind == "R" else ""
        out.append(_run(part, bold + look.get(kind, "") + extra + right) if part else "")
    return "".join(out) + field


def _run(text: str, properties: str) -> str:
    return (
        f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        if text
        else ""
    )


def _field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'{escape(instruction)} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_BOX = (
    "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>{0}</w:p></w:txbxContent></v:textbox></v:shape>"
    "</w:pict></w:r>"
)
_IMAGE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="95250" cy="63500"/><wp:docPr id="1" name="image1.png"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<a:blip r:embed="image1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:lang w:val="en"/>'
    "</w:rPr>"
    '</w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading1">'
    '<w:name w:val="heading 1"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="Table1"><w:name w:val="Table1"/></w:style>'
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)


def google(draft: str) -> bytes:
    """A draft as Google Docs exports one: every run has its own properties, and no style but Heading 1."""
    body, title = "", ""
    for kind, text in lines_of(draft):
        extra = '<w:rtl w:val="0"/>'
        inner, properties = "", ""
        if kind == "@":
            title = text
            continue
        if kind in "XGFV":
            body += _table(kind, text)
            continue
        if kind == "I":
            inner = _IMAGE
        elif kind == "O":
            inner = _BOX.format(_run(text, extra))
        else:
            inner = runs_of(kind, text, extra if kind != "R" else "")
        if kind == "N":
            properties = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
            properties += '<w:ind w:left="720" w:hanging="360"/>'
        elif kind == "H":
            properties = '<w:pStyle w:val="Heading1"/>'
        elif kind in "TC":
            properties = '<w:jc w:val="center"/>'
        elif kind == "R":
            properties = '<w:bidi w:val="1"/>'
        body += f"<w:p><w:pPr>{properties}<w:rPr/></w:pPr>{inner}</w:p>"
    image = (
        '<Relationship Id="image1" Target="media/image1.png" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
    )
    styles = _STYLES.replace('"en"', '"ar"') if "\nR " in draft else _STYLES
    files = unzipped(made(body, links=image, styles=styles, numbering=_NUMBERING))
    files["word/media/image1.png"] = picture()
    return zipped(_titled(files, title))


def _titled(files: dict[str, bytes], title: str) -> dict[str, bytes]:
    if not title:
        return files
    office = "http://schemas.openxmlformats.org/package/2006"
    relation = (
        f'<Relationship Id="core" Type="{office}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>'
    )
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"</Relationships>", relation.encode())
    files["docProps/core.xml"] = (
        f'<cp:coreProperties xmlns:cp="{office}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></cp:coreProperties>'
    ).encode()
    return files


_GREYS = {"G": '<w:shd w:fill="d9d9d9" w:val="clear"/>', "F": '<w:shd w:fill="f2f2f2" w:val="clear"/>'}


def _table(kind: str, text: str) -> str:
    rows = [row.split(";") for row in text.split("/")]
    border = '<w:tblBorders><w:insideH w:val="single" w:sz="4"/></w:tblBorders>'
    bold, grey = (
        '<w:b w:val="1"/>' * (kind == "X"),
        f"<w:tcPr>{_GREYS.get(kind, '')}</w:tcPr>" * (kind in _GREYS),
    )
    cells = (
        "".join(
            f"<w:tc>{grey * (not at)}<w:p>{_run(cell.strip(), bold * (not at))}</w:p></w:tc>" for cell in row
        )
        for at, row in enumerate(rows)
    )
    return (
        f"<w:tbl><w:tblPr>{border}</w:tblPr>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
    )


def python_docx(draft: str) -> bytes:
    """A draft as python-docx writes one, with Word's styles."""
    import docx
    from docx.enum.text import WD_PARAGRAPH_ALIGNMENT

    document = docx.Document()
    document.core_properties.title = ""
    for kind, text in lines_of(draft):
        if kind == "@":
            document.core_properties.title = text
        elif kind in "XGFV":
            _add_table(document, kind, [row.split(";") for row in text.split("/")])
        elif kind == "I":
            document.add_picture(io.BytesIO(picture()))
        else:
            style = {"N": "List Number", "H": "Heading 1"}.get(kind)
            paragraph = document.add_paragraph(style=style)
            if kind in "TC":
                paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
            _append(paragraph, _BOX.format(_run(text, "")) if kind == "O" else runs_of(kind, text))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_table(document: Any, kind: str, rows: list[list[str]]) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for at, row in enumerate(rows):
        for cell, text in zip(table.rows[at].cells, row, strict=True):
            cell.paragraphs[0].add_run(text.strip()).bold = (kind == "X" and not at) or None
            if kind in _GREYS and not at:
                cell._tc.get_or_add_tcPr().append(parse_xml(_GREYS[kind].replace("/>", f" {nsdecls('w')}/>")))


def _append(paragraph: Any, runs: str) -> None:
    from lxml import etree

    from tests.support.docx_made import NAMES

    for each in etree.fromstring(f"<w:p {NAMES}>{runs}</w:p>"):
        paragraph._p.append(each)
