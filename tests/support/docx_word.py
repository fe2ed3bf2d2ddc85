"""Our template as Word would save it: what Word writes besides, as far as that can be imitated."""

from __future__ import annotations

import re

from tests.support.docx_made import unzipped, zipped

_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:w16cid="http://schemas.microsoft.com/office/word/2016/wordml/cid" '
    'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" '
    'mc:Ignorable="w14 w15 w16cid w16se"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" '
    'w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376">'
    '<w:lsdException w:name="Normal" w:uiPriority="0" w:qFormat="1"/>'
    '<w:lsdException w:name="toc 5" w:semiHidden="1" w:uiPriority="39" w:unhideWhenUsed="1"/>'
    "</w:latentStyles>"
)
_DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorHAnsi" '
    'w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/><w:kern w:val="2"/><w:sz w:val="22"/>'
    '<w:szCs w:val="22"/><w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/>'
    '<w14:ligatures w14:val="standardContextual"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
)
_HEADER = (
    '<w:p w14:paraId="1A2B3C4D" w14:textId="77777777" w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD">'
    '<w:pPr><w:pStyle w:val="StandingText"/></w:pPr>'
    '<w:proofErr w:type="spellStart"/>'
    '<w:sdt><w:sdtPr><w:alias w:val="Title"/><w:tag w:val=""/><w:id w:val="1116400235"/>'
    "<w:dataBinding w:prefixMappings=\"xmlns:ns0='http://purl.org/dc/elements/1.1/' "
    "xmlns:ns1='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' \" "
    'w:xpath="/ns1:coreProperties[1]/ns0:title[1]" w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/>'
    "<w:text/></w:sdtPr><w:sdtContent><w:r><w:t>The title of long ago</w:t></w:r></w:sdtContent></w:sdt>"
    '<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> AUTHOR  \\* MERGEFORMAT </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Some</w:t></w:r><w:r><w:t>body</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:fldSimple w:instr=" DOCPROPERTY  Network  \\* MERGEFORMAT ">'
    "<w:r><w:t>Our network</w:t></w:r></w:fldSimple>"
    '<w:ins w:id="3" w:author="A Person" w:date="2026-01-01T00:00:00Z"><w:r><w:t>, added</w:t></w:r></w:ins>'
    '<w:del w:id="4" w:author="A Person" w:date="2026-01-01T00:00:00Z">'
    "<w:r><w:delText>, deleted</w:delText></w:r></w:del></w:p>"
)
_PEOPLE = (
    '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    '<w15:person w15:author="A Person"/></w15:people>'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_COMMENTS = (
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:comment w:id="1" w:author="A Person" w:initials="AP"><w:p><w:r><w:t>Why?</w:t></w:r></w:p>'
    "</w:comment></w:comments>"
)
_WEB = (
    '<w:webSettings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:optimizeForBrowser/></w:webSettings>"
)
_MORE = {
    "people": ("http://schemas.microsoft.com/office/2011/relationships/people", _PEOPLE),
    "comments": (f"{_OFFICE}/comments", _COMMENTS),
    "webSettings": (f"{_OFFICE}/webSettings", _WEB),
}
"""Parts: the type of what leads to each, and its text."""


def as_word_saves(template: bytes, font: str = "Georgia") -> bytes:
    """The template with another font for headings, and with all that Word adds of its own accord."""
    files = {name: data.decode() for name, data in unzipped(template).items()}
    for name, text in files.items():
        if name.startswith("word/") and "<w:" in text and not name.endswith(".rels"):
            files[name] = re.sub(r'(<w:\w+ xmlns:w="[^"]*")', rf"\1 {_SPACES}", text, count=1)
    styles = re.sub(
        r"<w:docDefaults>.*?</w:docDefaults>|<w:latentStyles[^>]*/>", "", files["word/styles.xml"]
    )
    styles = re.sub(r"(<w:styles [^>]*>)", lambda found: found[1] + _DEFAULTS + _LATENT, styles)
    styles = styles.replace("<w:qFormat/>", '<w:qFormat/><w:rsid w:val="00AB12CD"/>')
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    files["word/styles.xml"] = re.sub(
        r'(w:styleId="Heading1".*?<w:rPr>)(?:<w:rFonts[^>]*/>)?', rf"\1{fonts}", styles, count=1
    )
    files["word/header1.xml"] = re.sub(r"<w:p>.*</w:p>", lambda _: _HEADER, files["word/header1.xml"])
    document = files["word/document.xml"].replace("<w:p>", '<w:p w14:paraId="0000000A" w:rsidR="00AB12CD">')
    commented = '<w:commentRangeStart w:id="1"/><w:r><w:t>Title</w:t></w:r><w:commentRangeEnd w:id="1"/>'
    files["word/document.xml"] = document.replace("<w:r><w:t>Title</w:t></w:r>", commented)
    settings = '<w:rsids><w:rsidRoot w:val="00AB12CD"/><w:rsid w:val="00AB12CD"/></w:rsids>'
    files["word/settings.xml"] = files["word/settings.xml"].replace("</w:compat>", f"</w:compat>{settings}")
    types, links = files["[Content_Types].xml"], files["word/_rels/document.xml.rels"]
    for name, (relation, text) in _MORE.items():
        files[f"word/{name}.xml"] = text
        part = f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{name}+xml"/>'
        types = types.replace("</Types>", f"{part}</Types>")
        link = f'<Relationship Id="{name}" Type="{relation}" Target="{name}.xml"/>'
        links = links.replace("</Relationships>", f"{link}</Relationships>")
    files["[Content_Types].xml"], files["word/_rels/document.xml.rels"] = types, links
    return zipped({name: text.encode() for name, text in files.items()})
