"""Plants into a Word file all that tells of a person; what the file shows stays as it is.

Each plant is a function that changes a `Ground`. What it plants has "planted" in it, in small letters or
capitals, or is named in `planting.SIGNS`.
"""

from __future__ import annotations

import random

from lxml import etree

from tests.support import planted
from tests.support.planted_changes import changes, formats, moves, paragraphs
from tests.support.planting import NAMES, PACKAGE, WHO, WORD, Ground, Plant, W, made, put, run, runs_of

FORM = (
    '<w:ffData><w:name w:val="planted"/><w:enabled/><w:helpText w:val="planted help"/>'
    '<w:statusText w:val="planted"/><w:textInput><w:default w:val="planted text"/></w:textInput>'
    "</w:ffData>"
)
SET = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText> SET Case "planted case" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:bookmarkStart w:id="8123" w:name="Case"/>'
    '<w:r><w:t>planted case</w:t></w:r><w:bookmarkEnd w:id="8123"/>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
FOREIGN = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice xmlns:planted="urn:planted" Requires="planted"><w:t>planted form</w:t></mc:Choice>'
    "</mc:AlternateContent></w:r>"
)


def comments(ground: Ground) -> None:
    """Comments in the text, and the five parts that Word writes for them."""
    found, number = "", 0
    for _ in range(ground.luck.randint(1, 3)):
        number = ground.number()
        at = ground.paragraph()
        put(at, ground.luck, f'<w:commentRangeStart w:id="{number}"/>')
        at.extend(
            made(
                f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:b/></w:rPr>'
                f'<w:commentReference w:id="{number}"/></w:r>'
            )
        )
        found += (
            f'<w:comment w:id="{number}" {WHO} w:initials="PA"><w:p w14:paraId="1A2B{number:04X}"><w:r>'
            "<w:annotationRef/></w:r><w:r><w:t>planted comment</w:t></w:r></w:p></w:comment>"
        )
    main = "word/document.xml"
    data = f"<w:comments {NAMES}>{found}</w:comments>".encode()
    ground.add(main, "comments", "word/comments.xml", data, f"{WORD}.comments+xml")
    extended = (
        f"<w15:commentsEx {NAMES}>"
        f'<w15:commentEx w15:paraId="1A2B{number:04X}" w15:done="0"/></w15:commentsEx>'
    )
    ground.add(
        main,
        "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
        "word/commentsExtended.xml",
        extended.encode(),
        f"{WORD}.commentsExtended+xml",
    )
    people(ground)


def people(ground: Ground) -> None:
    data = f'<w15:people {NAMES}><w15:person w15:author="Planted Author"/></w15:people>'.encode()
    kind = "http://schemas.microsoft.com/office/2011/relationships/people"
    ground.add("word/document.xml", kind, "word/people.xml", data, f"{WORD}.people+xml")


def hidden(ground: Ground) -> None:
    """Hidden words, by themselves and by a style; paragraphs that are hidden as a whole; an index entry."""
    styles = ground.tree("word/styles.xml")
    if not any(each.get(W + "styleId") == "Hiding" for each in styles.iter(W + "style")):
        styles.extend(
            made(
                '<w:style w:type="character" w:customStyle="1" w:styleId="Hiding"><w:name w:val="Hiding"/>'
                "<w:rPr><w:vanish/></w:rPr></w:style>"
                '<w:style w:type="paragraph" w:customStyle="1" w:styleId="HidingP"><w:name w:val="Hiding P"/>'
                "<w:rPr><w:vanish/></w:rPr></w:style>"
            )
        )
    put(ground.anywhere(), ground.luck, run("planted words", "<w:vanish/>"))
    put(ground.anywhere(), ground.luck, run("planted words", '<w:rStyle w:val="Hiding"/>'))
    field = "".join(
        f"<w:r><w:rPr><w:vanish/></w:rPr>{each}</w:r>"
        for each in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> XE "planted entry" </w:instrText>',
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    put(ground.paragraph(), ground.luck, field)
    at = ground.paragraph()
    if at.getparent() is not None and at.getparent().tag == W + "body":  # type: ignore[union-attr]
        for style in ("", '<w:pStyle w:val="HidingP"/>'):
            (new,) = made(
                f"<w:p><w:pPr>{style}<w:rPr><w:vanish/></w:rPr></w:pPr>"
                f"{run('a planted paragraph', '' if style else '<w:vanish/>')}</w:p>"
            )
            at.addprevious(new)


def properties(ground: Ground) -> None:
    """What Word writes of whoever saves a file; properties that somebody added."""
    core = next((name for name in ground.files if name.endswith("core.xml")), "")
    if core:
        root = ground.tree(core)
        spaces = (
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        )
        said = (
            "<dc:creator>Planted Author</dc:creator><cp:lastModifiedBy>Planted Editor</cp:lastModifiedBy>"
            "<cp:revision>77</cp:revision><dc:description>planted</dc:description><cp:category>planted</cp:category>"
            '<dcterms:created xsi:type="dcterms:W3CDTF">2019-03-04T05:06:07Z</dcterms:created>'
        )
        for each in etree.fromstring(f"<x {spaces}>{said}</x>"):
            for old in root.findall(str(each.tag)):
                root.remove(old)
            root.append(each)
    for name in [name for name in ground.files if name.endswith("docProps/app.xml")]:
        root = ground.tree(name)
        space = str(root.tag).rpartition("}")[0] + "}"
        for key, value in (
            ("Company", "Planted Ltd"),
            ("Template", "C:\\Users\\planted\\own.dotx"),
            ("Manager", "Planted"),
        ):
            for old in root.findall(space + key):
                root.remove(old)
            etree.SubElement(root, space + key).text = value
    if not any(name.endswith("custom.xml") for name in ground.files):
        data = (
            b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
            b'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
            b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Case officer">'
            b"<vt:lpwstr>Planted Officer</vt:lpwstr></property></Properties>"
        )
        media = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
        ground.add("", "custom-properties", "docProps/custom.xml", data, media)


def template(ground: Ground) -> None:
    """The path of a template, variables, sessions, in the settings."""
    main = "word/settings.xml"
    root = ground.tree(main)
    path = "file:///C:\\Users\\planted\\AppData\\Normal.dotm"
    identity = ground.add(main, "attachedTemplate", path)
    at = next(
        (n for n, each in enumerate(root) if each.tag not in (W + "view", W + "zoom", W + "mirrorMargins")),
        len(root),
    )
    if root.find(W + "attachedTemplate") is None:
        root[at:at] = made(f'<w:attachedTemplate r:id="{identity}"/>')
    root.extend(
        made(
            '<w:rsids><w:rsidRoot w:val="00AB12CD"/><w:rsid w:val="00AB12CD"/></w:rsids>'
            '<w:docVars><w:docVar w:name="Case" w:val="planted"/></w:docVars>'
            '<w15:docId w15:val="{1A2B3C4D-0000-4000-8000-0000000AB12C}"/>'
        )
    )


def sessions(ground: Ground) -> None:
    """The numbers of sessions of editing."""
    for part in ground.texts:
        for element in ground.tree(part).iter(W + "p", W + "r"):
            element.set(W + "rsidR", "00AB12CD")
            if element.tag == W + "p":
                element.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", "1A2B3C4D")


def data(ground: Ground) -> None:
    """Custom XML, and a control that is bound to it, and so shows what is in it."""
    chosen = ground.luck.choice(runs_of(ground.paragraph()))
    xml = etree.fromstring(
        '<case xmlns="urn:planted"><shown/><officer xmlns="urn:planted">Planted Officer</officer></case>'
    )
    xml[0].text = "".join(each.text or "" for each in chosen.iter(W + "t"))
    item, identity = (
        f"customXml/item{ground.number()}.xml",
        f"{{1A2B3C4D-0000-4000-8000-{ground.number():012}}}",
    )
    ground.add("word/document.xml", "customXml", item, etree.tostring(xml), "application/xml")
    properties = (
        '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
        f'ds:itemID="{identity}"><ds:schemaRefs><ds:schemaRef ds:uri="urn:planted"/></ds:schemaRefs>'
        "</ds:datastoreItem>"
    )
    media = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    ground.add(item, "customXmlProps", item.replace("item", "itemProps"), properties.encode(), media)
    (control,) = made(
        '<w:sdt><w:sdtPr><w:alias w:val="Case"/><w:tag w:val="planted"/><w:id w:val="5150"/>'
        '<w:dataBinding w:prefixMappings="xmlns:p=\'urn:planted\'" w:xpath="/p:case[1]/p:shown[1]" '
        f'w:storeItemID="{identity}"/><w:text/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    chosen.addprevious(control)
    control[1].append(chosen)


def files(ground: Ground) -> None:
    """A small picture of the first page, settings of a printer, building blocks, a part of before."""
    jpeg = planted.jpeg()
    ground.add("", f"{PACKAGE}/metadata/thumbnail", "docProps/thumbnail.jpeg", jpeg, "image/jpeg")
    main = "word/document.xml"
    printer = "application/vnd.openxmlformats-officedocument.wordprocessingml.printerSettings"
    ground.add(main, "printerSettings", "word/printerSettings1.bin", b"\0Planted printer", printer)
    glossary = f"<w:glossaryDocument {NAMES}><w:docParts><w:t>planted</w:t></w:docParts></w:glossaryDocument>"
    media = f"{WORD}.document.glossary+xml"
    ground.add(main, "glossaryDocument", "word/glossary/document.xml", glossary.encode(), media)
    ground.files["[trash]/0000.dat"] = b"planted before"


def places(ground: Ground) -> None:
    """Links to files of one's own, in both ways of making them; paths in what names a picture."""
    chosen = ground.luck.choice(runs_of(ground.paragraph()))
    identity = ground.add("word/document.xml", "hyperlink", "file:///C:\\Users\\planted\\case.docx")
    (link,) = made(f'<w:hyperlink r:id="{identity}" w:tooltip="C:\\Users\\planted\\case.docx"/>')
    chosen.addprevious(link)
    link.append(chosen)
    for instruction in (
        ' HYPERLINK "C:\\\\Users\\\\planted\\\\case.docx" ',
        " DOCPROPERTY planted ",
        ' INCLUDETEXT "\\\\\\\\planted\\\\share\\\\a.docx" ',
        ' ADDIN ZOTERO_ITEM CSL_CITATION {"planted": 1} ',
    ):
        _field(ground, instruction)


def file_name(ground: Ground) -> None:
    """The name of the file as a field, which an office fills in anew whenever it saves the file."""
    _field(ground, " FILENAME \\p \\* planted ")


def _field(ground: Ground, instruction: str, data: str = "<w:fldData>planted</w:fldData>") -> None:
    """Make a run the result of a field."""
    chosen = ground.luck.choice(runs_of(ground.anywhere()))
    begin, words, separate, end = made(
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    for element in (begin, words, separate):
        chosen.addprevious(element)
    chosen.addnext(end)


def unseen(ground: Ground) -> None:
    """Words that no page shows: of fields, of forms, of other programs, in another form of a drawing."""
    _field(ground, ' IF 1 = 1 "shown" "planted other branch" ')
    _field(ground, ' QUOTE "planted quotation" ')
    _field(ground, " FORMTEXT ", FORM)
    chosen = ground.luck.choice(runs_of(ground.paragraph()))
    words = "".join(each.text or "" for each in chosen.iter(W + "t"))
    (control,) = made(
        '<w:sdt><w:sdtPr><w:alias w:val="Planted name"/><w:dropDownList w:lastValue="planted">'
        '<w:listItem w:displayText="" w:value="planted code"/>'
        '<w:listItem w:displayText="Planted choice" w:value="2"/>'
        "</w:dropDownList></w:sdtPr><w:sdtContent/></w:sdt>"
    )
    control[0][1][0].set(W + "displayText", words)
    chosen.addprevious(control)
    control[1].append(chosen)
    put(ground.paragraph(), ground.luck, SET)
    put(ground.paragraph(), ground.luck, FOREIGN)
    put(
        ground.paragraph(),
        ground.luck,
        '<planted:x xmlns:planted="urn:planted" planted:y="planted">planted</planted:x>',
    )


def names(ground: Ground) -> None:
    """Names and numbers of styles, lists, the theme and fonts, as a template of an office gives them."""
    styles = ground.tree("word/styles.xml")
    next(styles.iter(W + "name")).addnext(made('<w:aliases w:val="Planted alias"/>')[0])
    styles.extend(
        made(
            '<w:style w:type="paragraph" w:customStyle="1" w:styleId="PlantedStyle">'
            '<w:name w:val="Planted Style"/><w:next w:val="PlantedStyle"/></w:style>'
        )
    )
    for each in ground.tree("word/numbering.xml").iter(W + "abstractNum"):
        for old in each.findall(W + "nsid") + each.findall(W + "tmpl") + each.findall(W + "name"):
            each.remove(old)
        kind = each.find(W + "multiLevelType")
        places = made('<w:nsid w:val="1A2B1A2B"/><w:tmpl w:val="1A2B0000"/><w:name w:val="Planted list"/>')
        at = 0 if kind is None else 1
        each[at:at] = places[1:]
        each.insert(0, places[0])
    if "word/theme/theme1.xml" in ground.files:
        ground.tree("word/theme/theme1.xml").set("name", "Planted theme")
    if "word/fontTable.xml" in ground.files:
        ground.tree("word/fontTable.xml").extend(made('<w:font w:name="Planted font"/>'))


def marks(ground: Ground) -> None:
    """Smart tags, who may edit what, where was edited last."""
    chosen = ground.luck.choice(runs_of(ground.paragraph()))
    (tag,) = made(
        '<w:smartTag w:uri="urn:planted" w:element="PersonName"><w:smartTagPr>'
        '<w:attr w:name="ProductID" w:val="Planted Person"/></w:smartTagPr></w:smartTag>'
    )
    chosen.addprevious(tag)
    tag.append(chosen)
    paragraph, number = ground.paragraph(), ground.number()
    shown = (paragraph, *paragraph.itersiblings(f"{W}p"))  # a hidden one goes with all that is in it
    paragraph = next((each for each in shown if next(each.iter(f"{W}vanish"), None) is None), paragraph)
    put(paragraph, ground.luck, f'<w:permStart w:id="{number}" w:ed="planted@example.org"/>')
    paragraph.extend(made(f'<w:permEnd w:id="{number}"/>'))
    put(
        ground.paragraph(),
        ground.luck,
        f'<w:bookmarkStart w:id="{number}" w:name="_GoBack"/><w:bookmarkEnd w:id="{number}"/>',
    )


def hidden_picture(ground: Ground) -> None:
    """A picture that is switched off, with all that its file tells."""
    _picture(ground, 'hidden="1"', "word/media/planted.jpeg", planted.jpeg(), "image/jpeg")


def _picture(ground: Ground, more: str, name: str, content: bytes, media: str) -> None:
    identity = ground.add("word/document.xml", "image", name, content, media)
    number = ground.number()
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="685800"/>'
        f'<wp:docPr id="{number}" name="p" {more}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="1" name="C:\\Users\\planted\\photo.jpg"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{identity}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="685800"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    put(ground.paragraph(), ground.luck, drawing)


def pictures(ground: Ground) -> None:
    """The pictures that are there tell of who made them."""
    for name in ground.files:
        if name.startswith("word/media/") and name.endswith((".jpg", ".jpeg")):
            ground.files[name] = planted.jpeg(plain=ground.files[name])
        elif name.startswith("word/media/") and name.endswith(".png"):
            ground.files[name] = planted.png(plain=ground.files[name])


# Those that choose runs directly in paragraphs come before those that put something around runs.
PLANTS: dict[str, Plant] = {
    each.__name__: each
    for each in (formats, comments, hidden, hidden_picture, sessions, properties, template, pictures, files,
                 places, file_name, marks, unseen, names, data, changes, moves, paragraphs)
}  # fmt: skip
CHANGING = ("formats", "changes", "moves", "paragraphs")


def plant(content: bytes, *names: str, seed: int = 0, rejected: bool = False) -> bytes:
    """A file with what is named planted in it; with all of it, where nothing is named."""
    ground = Ground(content, random.Random(seed), rejected=rejected)
    for name in names or PLANTS:
        PLANTS[name](ground)
    return ground.packed()
