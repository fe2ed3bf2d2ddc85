"""Word documents made by hand, part by part, and finished ones changed, for the tests of the reader."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from toolchain.compare.proof.found import found
from toolchain.compare.proof.lines import Shown
from toolchain.model import Document
from toolchain.readers.docx import read_bytes

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:unknown="http://example.org/unknown"'
)
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOTS = {"document": "document", "styles": "styles", "numbering": "numbering", "settings": "settings",
          "endnotes": "endnotes", "footnotes": "footnotes", "comments": "comments", "header": "hdr",
          "footer": "ftr"}  # fmt: skip
SEPARATORS = (
    '<w:{0} w:type="separator" w:id="-1"><w:p/></w:{0}>'
    '<w:{0} w:type="continuationSeparator" w:id="0"><w:p/></w:{0}>'
)


def made(body: str, *, links: str = "", **parts: str) -> bytes:
    """A document with that body; other parts by name, without their root. `links` are relationships."""
    trees = {"document": f"<w:body>{body}</w:body>", **parts}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.'
        f'{"document.main" if name == "document" else name}+xml"/>'
        for name in trees
    )
    related = "".join(
        f'<Relationship Id="part-{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in parts
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}">{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="main" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONSHIPS}">'
        f"{related}{links}</Relationships>",
    }
    for name, tree in trees.items():
        files[f"word/{name}.xml"] = f"<w:{_ROOTS[name]} {NAMES}>{tree}</w:{_ROOTS[name]}>"
    return zipped({name: text.encode() for name, text in files.items()})


def link(identity: str, address: str) -> str:
    """A relationship to an address outside the file."""
    return (
        f'<Relationship Id="{identity}" Type="{_OFFICE}/hyperlink" Target="{address}" TargetMode="External"/>'
    )


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP file of these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The entries of a ZIP file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, part: str, pattern: str, new: str, *, count: int = 1) -> bytes:
    """A document with another text in one of its parts: where the pattern is met first. It must be met."""
    files = unzipped(data)
    text, times = re.subn(pattern, new, files[part].decode(), count=count, flags=re.DOTALL)
    assert times, f"{part} has no {pattern}"
    return zipped({**files, part: text.encode()})


def p(text: str, style: str = "", properties: str = "") -> str:
    """A paragraph with one run; a text that begins with "<" is taken as its content."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    content = text if text.startswith("<") else run(text)
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{content}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, result: str) -> str:
    """A field with its stored result, which may be runs."""
    shown = result if result.startswith("<") else run(result)
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(name: str, content: str, identity: int = 1) -> str:
    """A bookmark around runs."""
    return f'<w:bookmarkStart w:id="{identity}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{identity}"/>'


def call(identity: int, kind: str = "endnote") -> str:
    """A run that calls a note."""
    return f'<w:r><w:{kind}Reference w:id="{identity}"/></w:r>'


def note(identity: int, text: str, kind: str = "endnote") -> str:
    """A note's text, its number before it."""
    return f'<w:{kind} w:id="{identity}"><w:p><w:r><w:{kind}Ref/></w:r>{run(" " + text)}</w:p></w:{kind}>'


def notes(*texts: str, kind: str = "endnote") -> str:
    """The content of a part with notes: both separators, and notes that are numbered from 1."""
    return SEPARATORS.format(kind) + "".join(note(at, text, kind) for at, text in enumerate(texts, 1))


def document(data: bytes) -> Document:
    """The document that is read."""
    return read_bytes(data, "report.docx")


def shown(data: bytes) -> Shown:
    """What it shows."""
    return found(document(data))


def texts(data: bytes) -> list[str]:
    """The lines of its text."""
    return [line.text for line in shown(data).body]


def said(data: bytes) -> list[tuple[str, str]]:
    """What the reader reports: code and place."""
    return [(defect.rule.code, defect.span.words) for defect in document(data).defects]
