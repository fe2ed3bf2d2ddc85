"""Sources that withhold something, their public versions in memory, and ways to leave words in them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageDraw

from toolchain import model as m
from toolchain.checks import engine
from toolchain.compare import leaks
from toolchain.formats.table import OURS
from toolchain.model.diagnostics import Finding, Severity
from toolchain.model.walk import walk
from toolchain.pipeline import stages
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options
from toolchain.resolve.tables import printed_text

NAME, PSEUDONYM = "Rosa Quispé", "Witness A"
RUN = "walked barefoot through seventeen villages"
REGISTER = f'- name: {NAME}\n  pseudonym: {PSEUDONYM}\n  forms: ["Quispé"]\n'
SOURCE = f"""---
title: The report
lang: en
keywords: [detention]
---

# A section

1. The police held people there.[^open]

2. The witness {NAME} {RUN} to the town of Pomacocha, on 17 March 1987. {{.confidential}}

3. ![A map of the district](map.png)

4. ![The face of the witness](face.png) {{.confidential}}

5. {NAME} said so too.

[^open]: A public note.
"""

BODY = """---
title: The report
lang: en
{matter}
---

# A section

1. An open paragraph.[^open] {text}

2. Near Pomacocha the guards walked barefoot through villages.[^mark] {{.confidential}}

[^open]: A public note.
[^mark]: A secret note of Tambobamba.
"""
MARKS = [
    "x {.confidental}",
    "x {.Confidential}",
    "x {confidential}",
    "[x] {.confidential} y",
    "[x]{confidential}",
    "[x](.confidential)",
    "[x]{.confidentiel}",
    "x {.confidencial}",
    'x {instead="y"}',
    "[x]{ .confidential} y {.confidental}",
    "x {.confidential y",
    "x ｛.confidential｝",
    "x.confidential y",
    "x\n\n{.confidential}",
    "x\n\n     {.confidential}",
    "x\n\n     ``` {.confidential}\n     y\n     ```",
    "x\n\n     ```\n     y\n     ```\n     {.confidential}",
    "x\n\n     Table: T\n\n     | a |\n     | --- |\n     | y |\n     {.confidential}",
    "x\n\n     > y\n\n     {.confidential}",
    "`x` {.confidental} y",
    "x {#confidental}",
    "x (.confidential)",
    "x [.confidential]",
    "x\n\n::: {.confidential}\n2. x\n:::",
    "x\n\n::: confidential\n\n2. x\n\n:::",
    "x `{.confidential}`",
    "x ``{.confidential}`` y",
    '`{.confidential instead="y"}` x',
]
"""What looks like a mark and withholds nothing."""


def picture(kind: str, size: int = 48) -> bytes:
    """Return a picture; each kind looks unlike the others."""
    image = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(image)
    half = size // 2
    if kind == "face":
        draw.ellipse((4, 4, half, size - 4), fill="black")
    else:
        draw.rectangle((half, 0, size, half), fill="navy")
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def write_source(folder: Path, text: str = SOURCE, register: str = REGISTER) -> Path:
    """Write a source with its pictures and its register; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in ("face", "map"):
        (folder / f"{kind}.png").write_bytes(picture(kind))
    if register:
        (folder / "protected-names.yaml").write_text(register, encoding="utf-8")
    source = folder / "report.md"
    source.write_text(text, encoding="utf-8")
    return source


def public_of(source: Path) -> stages.Submission:
    """Return the public version of a source."""
    return stages.read(source, Options(version="public"))


def built(submission: stages.Submission, form: str) -> bytes:
    """Return the output of a submission in a format."""
    return plugins.writer(form).write(submission.resolved, submission.project)


def left_in(submission: stages.Submission, data: bytes, form: str) -> tuple[Finding, ...]:
    """Return what a file has of what is withheld."""
    guard = submission.withheld.guard
    assert guard is not None
    return tuple(leaks.in_file(guard, data, f"report-public{OURS[form].suffix}"))


def errors_of(submission: stages.Submission) -> list[str]:
    """Return the codes of errors that the version of a submission has."""
    found = engine.diagnose(submission.withheld.findings, ())
    return [each.code for each in found if each.severity is Severity.ERROR]


def text_of(submission: stages.Submission) -> str:
    """Return what people read in a submission."""
    document = submission.resolved.document
    nodes = (node for node, _ in walk((*document.blocks, *document.notes)))
    return "\n".join(
        printed_text(node.children, submission.resolved)
        for node in nodes
        if isinstance(node, m.Paragraph | m.Heading | m.Caption | m.Cell)
    )


Change = Callable[[bytes], bytes]


def changed_zip(change: Mapping[str, Change], more: Mapping[str, bytes] = {}, comment: bytes = b"") -> Change:
    """Return a change of the parts of a ZIP file: each part is the first whose name has the key."""

    def apply(data: bytes) -> bytes:
        made = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(data)) as old,
            zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            left = dict(change)
            for entry in old.infolist():
                content = old.read(entry)
                for key in [key for key in left if re.search(key, entry.filename)]:
                    content = left.pop(key)(content)
                new.writestr(entry.filename, content)
            assert not left, f"no part is called {left}"
            for name, content in more.items():
                new.writestr(name, content)
            new.comment = comment
        return made.getvalue()

    return apply


def put(after: str, text: str | bytes) -> Change:
    """Return a change that puts a text behind the first match of a pattern."""
    words = text.encode() if isinstance(text, str) else text

    def apply(data: bytes) -> bytes:
        found = re.search(after.encode(), data)
        assert found, f"{after} is not in {data[:200]!r}"
        return data[: found.end()] + words + data[found.end() :]

    return apply


@cache
def nested(content: bytes) -> bytes:
    """Return a ZIP file with one part, as a workbook is in a Word file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", content)
    return made.getvalue()


def part(name: str, content: str | bytes) -> Change:
    """Return a change that adds a part to a ZIP file."""
    return changed_zip({}, {name: content.encode() if isinstance(content, str) else content})


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    """Return a picture as a file."""
    data = io.BytesIO()
    image.save(data, form, **options)
    return data.getvalue()


def changed_pdf(change: Callable[[pikepdf.Pdf], Any], **options: Any) -> Change:
    """Return a change of the objects of a PDF. `options` are those of saving it."""

    def apply(data: bytes) -> bytes:
        made = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            change(pdf)
            pdf.save(made, **options)
        return made.getvalue()

    return apply


def content(data: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Return a change that adds a content stream to the first page."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, data))

    return change


def image_object(data: bytes, **keys: object) -> Callable[[pikepdf.Pdf], None]:
    """Return a change that adds a picture to the first page."""

    def change(pdf: pikepdf.Pdf) -> None:
        image = Image.open(io.BytesIO(data)).convert("RGB")
        raw = data if data.startswith(b"\xff\xd8") else image.tobytes()
        stream = pikepdf.Stream(
            pdf,
            raw,
            {
                "/Type": pikepdf.Name.XObject,
                "/Subtype": pikepdf.Name.Image,
                "/Width": image.width,
                "/Height": image.height,
                "/ColorSpace": pikepdf.Name.DeviceRGB,
                "/BitsPerComponent": 8,
                **keys,
            },
        )
        pdf.pages[0].resources["/XObject"] = pikepdf.Dictionary({"/Im9": pdf.make_indirect(stream)})

    return change
