"""The metadata of a file, in place of typst's, which has a date although the submission may have none."""

from __future__ import annotations

import re

from toolchain.formats.pdf.operations import STRING, strings
from toolchain.formats.pdf.page_walk import NAME
from toolchain.model.expressions import expression
from toolchain.model.wording import fold
from toolchain.project.settings import Project
from toolchain.resolve.tables import Resolved, shown_text
from toolchain.writers.html.metadata import created, description
from toolchain.writers.pdf.metadata import PROGRAM, Metadata, packet
from toolchain.writers.pdf.typst.file import File, names, string

_PRODUCER = expression(rb"/(?:Producer|Creator)\(([^()]*)\)")
_MADE = expression(rb"/ModDate\([^()]*\)")
_ATTACHED = expression(rb"/EmbeddedFiles<</Names\[(.*?)\]>>", re.DOTALL)
_NAMED = expression(rb"(" + STRING + rb"|<[0-9A-Fa-f]*>)(\d+ 0 R)", re.DOTALL)
_LENGTH = expression(rb"/Length \d+")
_LANGUAGE = expression(rb"/Lang ?\([^()]*\)")
"""What typst says of the language: without the script and the region."""
_COMMENT = expression(r"^\s*//.*", re.MULTILINE)
_STANDING = expression(r'\bstanding\("([^"\\]+)"\)')


def put_metadata(file: File, resolved: Resolved, project: Project, *, to_standards: bool) -> None:
    """Write the information dictionary and the XMP packet (ISO 32000-1, 14.3).

    `to_standards` claims PDF/UA-1 and PDF/A-3a.
    """
    matter, objects = resolved.document.front_matter, file.objects
    *_, producer = (b"Typst", *_PRODUCER.findall(objects[file.info]))  # after the title
    said = Metadata(
        title=shown_text(matter.title, resolved.references),
        authors=matter.authors,
        description=description(resolved),
        keywords=matter.keywords,
        lang=resolved.words.lang,
        created=created(matter, project),
        producer=producer.decode("latin-1"),
    )
    values = {
        "Title": said.title,
        "Author": "; ".join(said.authors),
        "Subject": said.description,
        "Keywords": ", ".join(said.keywords),
        "Creator": PROGRAM,
        "Producer": said.producer,
        "CreationDate": _pdf_date(said.created),
    }
    entries = (b"/%s%s" % (key.encode(), string(text)) for key, text in values.items() if text)
    objects[file.info] = b"<<%s>>" % b"".join(entries)
    date = b"/ModDate" + string(_pdf_date(said.created)) if said.created else b""
    for attached in [
        each for each, body in objects.items() if b"/Type/EmbeddedFile" in body.partition(b"stream")[0]
    ]:
        objects[attached] = _MADE.sub(date, objects[attached], count=1)
    language = b"/Lang" + string(said.lang)
    objects[file.root] = _LANGUAGE.sub(language, _ATTACHED.sub(_named, objects[file.root]), count=1)
    number = file.number(b"Metadata", file.root)
    xmp = packet(said, archived=to_standards, accessible=to_standards).encode()
    head = objects[number].partition(b"stream\n")[0]
    if b"/DisplayDocTitle" not in objects[file.root]:  # made without the standards
        body = objects[file.root]
        if b"/ViewerPreferences<<" not in body:
            body = body[:-2] + b"/ViewerPreferences<<>>>>"
        objects[file.root] = body.replace(
            b"/ViewerPreferences<<", b"/ViewerPreferences<</DisplayDocTitle true"
        )
    # poppler takes the entry for a fault
    objects[file.root] = objects[file.root].replace(b"/Suspects false", b"")
    objects[number] = b"%sstream\n%s\nendstream" % (_LENGTH.sub(b"/Length %d" % len(xmp), head), xmp)


def _named(attached: re.Match[bytes]) -> bytes:
    """Return the names of the attached files as text strings: typst has them in UTF-8."""
    found = {strings(name).decode(): aim for name, aim in _NAMED.findall(attached[1])}
    return b"/EmbeddedFiles" + names(found)


def put_standing(file: File, template: str) -> None:
    """List the standing texts of a template in the Document element: page margins have no tags (14.7.5.4)."""
    found = dict.fromkeys(_STANDING.findall(_COMMENT.sub("", template)))
    texts = [b"<</N%s/V%s>>" % (string(NAME), string(fold(text))) for text in found]
    if texts:
        objects, tree = file.objects, file.number(b"StructTreeRoot", file.root)
        document = int(re.findall(rb"/K\[(\d+)", objects[tree])[0])
        objects[document] = objects[document][:-2] + b"/A<</O/UserProperties/P[%s]>>>>" % b"".join(texts)
        objects[file.root] = objects[file.root].replace(b"/MarkInfo<<", b"/MarkInfo<</UserProperties true", 1)


def _pdf_date(moment: str) -> str:
    """Return a date of ISO 8601, or its beginning, as a date of a PDF (7.9.4)."""
    digits = re.sub(r"\D", "", moment)
    return f"D:{digits}{'Z' if moment.endswith('Z') else ''}" if digits else ""
